import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ActionEntered, EventEntered } from '../../../shared/domain/analysis.ts';
import { append, readActs } from '../../../electron/engine/analysis/activity-log.ts';
import { analysisOf } from '../../../electron/engine/analysis/analysis.ts';
import { readerAt, withAnalysedCase } from '../../../electron/engine/analysis/open-analysed.ts';
import { pinExhibit, writeNote } from '../../../electron/engine/analysis/write.ts';
import { tagCause } from '../../../electron/engine/analysis/cause-acts.ts';
import { changeAction, enterAction } from '../../../electron/engine/analysis/write-actions.ts';
import { enterEvent } from '../../../electron/engine/analysis/write-events.ts';
import { layoutOf } from '../../../electron/engine/case/layout.ts';
import { row } from '../../../electron/engine/case/query.ts';
import { appendToChain, readChain } from '../../../electron/engine/custody/chain.ts';
import { detectInCase } from '../../../electron/engine/detect/detect-in-case.ts';
import { reviewFindings } from '../../../electron/engine/marks/write-marks.ts';
import { caseWithLog, complaints, emptyCase, importText } from '../../fixtures/case-on-disk.ts';
import { line } from '../import/derived.ts';

const analysed = (path: string) => analysisOf(readActs(layoutOf(path)));
const lengthOf = (path: string): number => readChain(join(path, 'activity.jsonl')).head.length;

const ACTION = {
  title: 'Filter fees',
  category: 'filter',
  owner: 'Ana',
  due: '2026-12-01',
  status: 'open',
  verification: 'Run the test again.',
  causes: [],
} satisfies ActionEntered;

const PIN = { turn: 'T-1', caption: 'The fee', quotation: null, side: null } as const;

describe('handles', () => {
  test('count the acts of a kind, and stay when an earlier one is withdrawn', async () => {
    const path = await caseWithLog();
    expect(await pinExhibit(readerAt(path), PIN)).toMatchObject({ handle: 'E-1' });
    expect(await writeNote(readerAt(path), 'Look again.', null)).toMatchObject({ handle: 'N-1' });
    expect(await pinExhibit(readerAt(path), { ...PIN, caption: 'Another' })).toMatchObject({
      handle: 'E-2',
    });
    const first = readChain(join(path, 'activity.jsonl')).entries.find(
      ({ act }) => act === 'exhibit.pinned',
    );
    await append(path, 'act.withdrawn', { seq: first?.seq ?? 0 });
    expect(await pinExhibit(readerAt(path), { ...PIN, caption: 'A third' })).toMatchObject({
      handle: 'E-3',
    });
    expect(analysed(path).exhibits.map(({ number, caption }) => [number, caption])).toEqual([
      [2, 'Another'],
      [3, 'A third'],
    ]);
    expect(readFileSync(join(path, 'activity.jsonl'), 'utf8')).toContain('"caption":"The fee"');
    expect(await complaints(path)).toEqual([]);
  });

  test('name the act’s own line, in every kind', async () => {
    const path = await caseWithLog();
    const event = {
      kind: 'detected',
      at: '2026-04-02T09:30:00+02:00',
      text: 'Seen',
      basis: null,
      grounds: [],
    } satisfies EventEntered;
    expect(await enterEvent(readerAt(path), event)).toMatchObject({ handle: 'V-1' });
    expect(await enterAction(readerAt(path), ACTION)).toMatchObject({ handle: 'A-1' });
    expect(await enterAction(readerAt(path), ACTION)).toMatchObject({ handle: 'A-2' });
    expect(await tagCause(readerAt(path), causeOn([]), 'T-2')).toMatchObject({ handle: 'K-1' });
    expect(analysed(path).events[0]?.at).toBe('2026-04-02T07:30:00.000Z');
  });
});

const causeOn = (grounds: string[]) => ({
  cause_id: 'm2',
  standing: 'root' as const,
  confidence: 'low' as const,
  rationale: 'Because.',
  grounds_for: grounds,
  grounds_against: [],
});

describe('an exhibit', () => {
  test('is pinned by place, with the exact characters in code points', async () => {
    const path = await emptyCase();
    const answer = '😀 It costs 5 €. Yes, 5 €.';
    await importText(
      path,
      line({
        response: { model: 'm', choices: [{ message: { role: 'assistant', content: answer } }] },
      }),
    );
    await pinExhibit(readerAt(path), { ...PIN, quotation: '5 €', side: 'output' });
    const [exhibit] = analysed(path).exhibits;
    expect(exhibit?.span).toEqual({
      side: 'output',
      seq: 0,
      part: 0,
      char_start: 11,
      char_end: 14,
      quotation: '5 €',
    });
    expect(exhibit?.anchor).toMatchObject({ ordinal: 1, turn_index: 0 });
    expect(JSON.stringify(exhibit)).not.toContain('turn_id');
  });

  test('of words that the turn does not hold is refused, and nothing is written', async () => {
    const path = await caseWithLog();
    const before = lengthOf(path);
    for (const [quotation, side] of [
      ['the fee is 5 €.', null],
      ['The fee is 5 €.', 'input'],
      ['%', null],
    ] as const)
      await expect(pinExhibit(readerAt(path), { ...PIN, quotation, side })).rejects.toMatchObject({
        code: 'not-found',
        message: `Turn T-1 does not hold these words exactly: ${quotation}`,
      });
    expect(lengthOf(path)).toBe(before);
  });

  test('of a turn that is not there, or of an id that several have, is refused', async () => {
    const path = await caseWithLog();
    await importText(path, line({ id: 'call-2', conversation_id: 'elsewhere' }), 'second.jsonl');
    for (const turn of ['T-99', 'call-9', 'T-0', '', "' OR 1=1 --", 'T-99999999999999999999'])
      await expect(pinExhibit(readerAt(path), { ...PIN, turn })).rejects.toMatchObject({
        code: 'not-found',
      });
    await expect(pinExhibit(readerAt(path), { ...PIN, turn: 'call-2' })).rejects.toMatchObject({
      code: 'bad-usage',
      message:
        'Several turns have the id call-2 in their logs; name one by its handle, such as T-2.',
    });
    expect(await pinExhibit(readerAt(path), { ...PIN, turn: 'call-1' })).toMatchObject({
      handle: 'E-1',
    });
    expect(await pinExhibit(readerAt(path), { ...PIN, turn: '3' })).toMatchObject({
      handle: 'E-2',
    });
  });
});

describe('a cause', () => {
  test('needs an entry of the taxonomy and grounds that exist', async () => {
    const path = await caseWithLog();
    await expect(
      tagCause(readerAt(path), { ...causeOn([]), cause_id: 'Z9' }, null),
    ).rejects.toThrow(/no cause Z9/);
    await expect(tagCause(readerAt(path), causeOn(['E-1']), null)).rejects.toThrow(
      /no exhibit E-1; pin it first/,
    );
    await pinExhibit(readerAt(path), PIN);
    await tagCause(readerAt(path), causeOn(['E-1']), 'T-1');
    expect(analysed(path).causes).toMatchObject([{ cause_id: 'M2', grounds_for: ['E-1'] }]);
  });
});

describe('an action', () => {
  test('changes by later acts, key by key, and an unknown one is refused', async () => {
    const path = await emptyCase();
    await enterAction(readerAt(path), ACTION);
    await changeAction(readerAt(path), { action_no: 1, status: 'done' });
    await changeAction(readerAt(path), { action_no: 1, owner: 'Ben' });
    expect(analysed(path).actions).toMatchObject([
      { ...ACTION, status: 'done', owner: 'Ben', number: 1 },
    ]);
    await expect(changeAction(readerAt(path), { action_no: 2 })).rejects.toThrow(
      'There is no action A-2',
    );
  });
});

describe('a review', () => {
  test('is laid over the lane, the latest counts, and it survives another run', async () => {
    const path = await emptyCase();
    await importText(path, line({ feedback: 'down' }));
    await detectInCase(path, null);
    const laneOf = () =>
      withAnalysedCase(path, 'asking', ({ database }) =>
        row(
          database.connection,
          "SELECT finding_id::INTEGER AS id, lane, rule_lane FROM finding WHERE rule_id = 'downvote'",
          {},
          z.object({ id: z.number(), lane: z.string(), rule_lane: z.string() }),
        ),
      );
    const { id, rule_lane } = await laneOf();
    const review = (finding: number, decision: 'accept' | 'dismiss', reason: string | null) =>
      reviewFindings(readerAt(path), { findings: [finding], decision, reason });
    await review(id, 'accept', null);
    expect((await laneOf()).lane).toBe('finding');
    await expect(review(id, 'dismiss', ' ')).rejects.toMatchObject({ code: 'bad-usage' });
    await review(id, 'dismiss', 'It quotes the tariff.');
    await detectInCase(path, null);
    expect(await laneOf()).toMatchObject({ lane: 'dismissed', rule_lane });
    expect(analysed(path).reviews).toHaveLength(1);
    await expect(review(999, 'accept', null)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the log', () => {
  test('says with each act where custody stood, so that custody cannot lose its last line', async () => {
    const path = await caseWithLog();
    await writeNote(readerAt(path), 'Look again.', null);
    const custody = join(path, 'custody.jsonl');
    const { head } = readChain(custody);
    expect(readChain(join(path, 'activity.jsonl')).entries.at(-1)?.data['custody']).toEqual(head);
    expect(analysed(path).notes).toHaveLength(1);
    const lines = readFileSync(custody, 'utf8').trimEnd().split('\n');
    writeFileSync(custody, `${lines.slice(0, -1).join('\n')}\n`);
    expect(await complaints(path)).toEqual([
      `custody log as the activity log tells of it: entry 2 of the activity log was written when the custody log had 3 entries that are not its first 3 now: lines were cut or written anew`,
    ]);
  });

  test('cannot lose its last line either once a job has run', async () => {
    const path = await caseWithLog();
    await writeNote(readerAt(path), 'Look again.', null);
    await detectInCase(path, null);
    const activity = join(path, 'activity.jsonl');
    const [first = ''] = readFileSync(activity, 'utf8').split('\n');
    writeFileSync(activity, `${first}\n`);
    expect((await complaints(path)).join()).toMatch(
      /^activity log as the custody log tells of it: entry 4 of the custody log was written when the activity log had 2 entries/,
    );
  });

  test('passes over acts of a later version, and keeps handles true', async () => {
    const path = await emptyCase();
    appendToChain(join(path, 'activity.jsonl'), {
      at: '2026-11-25T09:00:00.000Z',
      actor: 'ana',
      act: 'constructor',
      data: { later: true },
    });
    expect(await writeNote(readerAt(path), 'Look again.', null)).toMatchObject({ handle: 'N-1' });
    expect(readActs(layoutOf(path))).toHaveLength(1);
  });

  test('that is damaged, or holds an act that is none, is refused with its line', async () => {
    const path = await emptyCase();
    appendToChain(join(path, 'activity.jsonl'), {
      at: '2026-11-25T09:00:00.000Z',
      actor: 'ana',
      act: 'note.written',
      data: { text: 5 },
    });
    expect(() => readActs(layoutOf(path))).toThrow(
      /Line 2 of the activity log is no note\.written/,
    );
    appendFileSync(join(path, 'activity.jsonl'), 'evil\n');
    expect(() => readActs(layoutOf(path))).toThrow(/damaged: line 3 is not an entry\.$/);
    await expect(writeNote(readerAt(path), 'more', null)).rejects.toMatchObject({
      code: 'case-damaged',
    });
  });
});
