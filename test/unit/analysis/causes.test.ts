import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReportExtract } from '../../../shared/domain/report-extract.ts';
import { unresolvedCitations } from '../../../shared/domain/report-extract.ts';
import { append, readActs, readAllActs } from '../../../electron/engine/analysis/activity-log.ts';
import { analysisOf } from '../../../electron/engine/analysis/analysis.ts';
import { changeCause, tagCause } from '../../../electron/engine/analysis/cause-acts.ts';
import { causeHistory } from '../../../electron/engine/analysis/causes.ts';
import { listCauses } from '../../../electron/engine/analysis/list-causes.ts';
import { readerAt, withAnalysedCase } from '../../../electron/engine/analysis/open-analysed.ts';
import { suggestGrounds } from '../../../electron/engine/analysis/suggest-grounds.ts';
import { readTaxonomy } from '../../../electron/engine/analysis/taxonomy.ts';
import { pinExhibit } from '../../../electron/engine/analysis/write.ts';
import { registerReference } from '../../../electron/engine/import/register-reference.ts';
import { exhibits } from '../../../electron/engine/marks/exhibits.ts';
import { reviewFindings } from '../../../electron/engine/marks/write-marks.ts';
import { layoutOf } from '../../../electron/engine/case/layout.ts';
import { detectInCase } from '../../../electron/engine/detect/detect-in-case.ts';
import { withdrawByHandle } from '../../../electron/engine/marks/write-marks.ts';
import { buildExtract } from '../../../electron/engine/report/extract.ts';
import { caseWithLog, complaints, emptyCase, importText } from '../../fixtures/case-on-disk.ts';
import { line } from '../import/derived.ts';

const OPINION = {
  cause_id: 'M2',
  standing: 'root',
  confidence: 'low',
  rationale: 'Because.',
  grounds_for: [],
  grounds_against: [],
} as const;
const opinion = (grounds_for: readonly string[] = [], grounds_against: readonly string[] = []) => ({
  ...OPINION,
  grounds_for: [...grounds_for],
  grounds_against: [...grounds_against],
});
const causesIn = (path: string) => analysisOf(readActs(layoutOf(path))).causes;
const logOf = (path: string): string => readFileSync(join(path, 'activity.jsonl'), 'utf8');
const listedIn = (path: string) =>
  withAnalysedCase(path, 'asking', ({ database, layout, analysis }) =>
    listCauses(database.connection, readAllActs(layout), analysis.causes),
  );

/** A case with one turn that the user voted down: the rule `downvote` hits it. */
async function caseWithFinding(): Promise<string> {
  const path = await emptyCase();
  await importText(path, line({ feedback: 'down' }));
  await detectInCase(path, null);
  return path;
}

describe('the opinion on a cause', () => {
  test('changes key by key, is whose changed it last, and is taken back change by change', async () => {
    const path = await caseWithLog();
    const reader = readerAt(path);
    await tagCause(reader, opinion(), 'T-1');
    const first = await changeCause(reader, 1, { standing: 'contributing' });
    await changeCause(reader, 1, { rationale: 'Because of that.', confidence: 'high' });
    const [cause] = causesIn(path);
    expect(cause).toMatchObject({
      number: 1,
      standing: 'contributing',
      confidence: 'high',
      rationale: 'Because of that.',
    });
    const history = causeHistory(readAllActs(layoutOf(path)), 1);
    expect(history.map(({ what, standing }) => [what, standing])).toEqual([
      ['tagged', 'root'],
      ['changed', 'contributing'],
      ['changed', null],
    ]);
    expect(cause?.at_done).toBe(history.at(-1)?.at);
    expect(cause?.act_seq).toBe(history[0]?.act_seq);
    await append(path, 'act.withdrawn', { seq: first?.seq ?? 0 });
    expect(causesIn(path)[0]).toMatchObject({ standing: 'root', confidence: 'high' });
    expect(causeHistory(readAllActs(layoutOf(path)), 1).map(({ stands }) => stands)).toEqual([
      true,
      false,
      true,
    ]);
    expect(await complaints(path)).toEqual([]);
  });

  test('that says the same already is no act; an empty rationale and an unknown cause are refused', async () => {
    const path = await caseWithLog();
    const reader = readerAt(path);
    await tagCause(reader, opinion(['T-1']), null);
    const before = logOf(path);
    expect(
      await changeCause(reader, 1, { rationale: 'Because.', grounds_for: ['t1', 'T-1'] }),
    ).toBeNull();
    await expect(changeCause(reader, 1, { rationale: ' ' })).rejects.toMatchObject({
      code: 'bad-usage',
    });
    await expect(changeCause(reader, 2, { standing: 'root' })).rejects.toThrow('no cause K-2');
    expect(logOf(path)).toBe(before);
  });

  test('that was withdrawn by its handle is gone with its changes', async () => {
    const path = await caseWithLog();
    const reader = readerAt(path);
    await tagCause(reader, opinion(), null);
    await changeCause(reader, 1, { confidence: 'high' });
    expect(await withdrawByHandle(reader, 'k-1')).toMatchObject({ words: 'Removed K-1' });
    expect(causesIn(path)).toEqual([]);
    await expect(withdrawByHandle(reader, 'K-1')).rejects.toThrow('There is no K-1');
    await expect(withdrawByHandle(reader, 'T-1')).rejects.toMatchObject({ code: 'bad-usage' });
  });
});

describe('grounds', () => {
  test('are exhibits, findings and turns that are there; each other one has its sentence', async () => {
    const path = await caseWithFinding();
    const reader = readerAt(path);
    await pinExhibit(reader, { turn: 'T-1', caption: 'The fee', quotation: null, side: null });
    await pinExhibit(reader, { turn: 'T-1', caption: 'Again', quotation: null, side: null });
    await withdrawByHandle(reader, 'E-2');
    await reviewFindings(reader, { findings: [1], decision: 'dismiss', reason: 'No.' });
    const before = logOf(path);
    for (const [handle, sentence] of [
      ['E-9', 'There is no exhibit E-9; pin it first.'],
      ['E-2', 'E-2 was taken back; pin it again or name another exhibit.'],
      ['F-99', 'There is no finding F-99; detection may have run again since.'],
      ['F-1', 'F-1 was dismissed; accept it first or name another finding.'],
      ['T-99', 'No turn T-99 is in the case.'],
      ['K-1', 'K-1 is a cause, which is an opinion itself: name an exhibit'],
      ['N-1', 'N-1 is a note: name an exhibit'],
      [
        'the fee',
        'the fee is no handle: name an exhibit (E-1), a finding (F-12), a turn (T-7) or a reference (D-1, D-1 section 4.2).',
      ],
      ["' OR 1=1 --", 'is no handle'],
    ] as const)
      await expect(tagCause(reader, opinion(['E-1', handle]), null)).rejects.toThrow(sentence);
    await expect(tagCause(reader, opinion(['E-9', 'T-99']), null)).rejects.toThrow(
      'There is no exhibit E-9; pin it first. No turn T-99 is in the case.',
    );
    expect(logOf(path)).toBe(before);
  });

  test('say what they are and where they lead, also when the thing was taken back', async () => {
    const path = await caseWithFinding();
    const reader = readerAt(path);
    await pinExhibit(reader, { turn: 'T-1', caption: 'The fee', quotation: null, side: null });
    await tagCause(reader, opinion(['E-1', 'F-1'], ['T-1']), 'T-1');
    const [cause] = await listedIn(path);
    expect(cause).toMatchObject({ turn_id: 1, turns: 1 });
    expect(cause?.name).toContain('Regression');
    expect(cause?.grounds_for).toMatchObject([
      { handle: 'E-1', kind: 'exhibit', words: 'The fee', gone: null, turn_id: 1, record_id: 1 },
      { handle: 'F-1', kind: 'finding', gone: null, turn_id: 1, finding_id: 1, record_id: 1 },
    ]);
    expect(cause?.grounds_against).toMatchObject([{ handle: 'T-1', kind: 'turn', gone: null }]);
    expect(cause?.grounds_against[0]?.words).not.toBe('');

    await withdrawByHandle(reader, 'E-1');
    await reviewFindings(reader, { findings: [1], decision: 'dismiss', reason: 'No.' });
    const [later] = await listedIn(path);
    expect(later?.grounds_for).toMatchObject([
      { handle: 'E-1', words: 'The fee', gone: 'E-1 was taken back.', turn_id: 1 },
      { handle: 'F-1', gone: 'F-1 was dismissed.', turn_id: 1 },
    ]);
    // What stands in the log already need not be named anew.
    await changeCause(reader, 1, { grounds_for: ['F-1'] });
    expect(causesIn(path)[0]?.grounds_for).toEqual(['F-1']);
  });

  test('of a finding hold its place: another run that finds it elsewhere in the list is the same ground', async () => {
    const path = await caseWithFinding();
    await tagCause(readerAt(path), opinion(['F-1']), null);
    const [before] = await listedIn(path);
    await importText(path, line({ id: 'call-2', feedback: 'down' }), 'second.jsonl');
    await detectInCase(path, null);
    const [after] = await listedIn(path);
    expect(after?.grounds_for[0]).toMatchObject({
      handle: 'F-1',
      words: before?.grounds_for[0]?.words,
      turn_id: before?.grounds_for[0]?.turn_id,
      gone: null,
    });
  });

  test('are suggested: exhibits and accepted findings by words, anything by its handle', async () => {
    const path = await caseWithFinding();
    const reader = readerAt(path);
    await pinExhibit(reader, { turn: 'T-1', caption: 'The fee', quotation: null, side: null });
    const suggested = (text: string) =>
      withAnalysedCase(path, 'asking', ({ database, layout }) =>
        suggestGrounds(database.connection, readAllActs(layout), text, 50),
      );
    expect((await suggested('')).grounds.map(({ handle }) => handle)).toEqual(['E-1']);
    await reviewFindings(reader, { findings: [1], decision: 'accept', reason: null });
    expect((await suggested('')).grounds.map(({ handle }) => handle)).toEqual(['E-1', 'F-1']);
    expect(await suggested('FEE')).toMatchObject({ total: 1, grounds: [{ handle: 'E-1' }] });
    expect(await suggested('t-1')).toMatchObject({ total: 1, grounds: [{ handle: 'T-1' }] });
    expect(await suggested('T-99')).toEqual({
      grounds: [],
      total: 0,
      fault: 'No turn T-99 is in the case.',
    });
  });
});

test('the report cites exhibits, findings and turns that are grounds, and says which stand no longer', async () => {
  const path = await caseWithFinding();
  const reader = readerAt(path);
  await pinExhibit(reader, { turn: 'T-1', caption: 'The fee', quotation: null, side: null });
  await pinExhibit(reader, { turn: 'T-1', caption: 'Again', quotation: null, side: null });
  await tagCause(reader, opinion(['E-1', 'F-1', 'E-2'], ['T-1']), 'T-1');
  await withdrawByHandle(reader, 'E-2');
  const extract = await withAnalysedCase(path, 'drafting', (open) =>
    buildExtract(open, {
      id: 'R-0001',
      template: 'rca',
      status: 'draft',
      supersedes: null,
      signer: null,
      build: 'x',
    }),
  );
  const [cause] = extract.causes;
  expect(cause?.evidence_for.map(({ citations }) => citations)).toEqual([['E-1'], ['F-1'], []]);
  expect(cause?.evidence_for[2]?.text).toBe('Again. E-2 was taken back.');
  expect(kindsCited(extract, cause?.evidence_against[0]?.citations)).toEqual(['record']);
  expect(kindsCited(extract, ['F-1'])).toEqual(['finding']);
  expect(cause?.opinion_of).not.toBe('');
  expect(unresolvedCitations(extract)).toEqual([]);
});

const kindsCited = ({ citations }: ReportExtract, ids: readonly string[] = []) =>
  citations.filter(({ id }) => ids.includes(id)).map(({ kind }) => kind);

test('the taxonomy has its entries in groups, all of them', () => {
  const { groups, entries } = readTaxonomy();
  expect(groups).toHaveLength(10);
  expect(groups.flatMap((group) => group.entries)).toHaveLength(entries.length);
  expect(groups[0]).toMatchObject({ id: 'M', name: 'Model' });
  expect(groups.every((group) => group.entries.length > 0)).toBe(true);
});

describe('a reference', () => {
  test('is grounds of a cause and stands beside an answer, by its file; the report says where in it and cites it', async () => {
    const path = await caseWithLog();
    const policy = join(path, '..', 'policy.md');
    writeFileSync(policy, '# Fees\n4.2 A change costs 40 euros.\n');
    const { sha256 } = await registerReference(path, policy, {
      title: 'Fees 2026',
      from: '2026-01-01',
      to: null,
    });
    const reader = readerAt(path);
    await pinExhibit(reader, {
      turn: 'T-1',
      caption: 'The wrong fee',
      quotation: null,
      side: null,
      references: ['d1 section 4.2'],
    });
    await tagCause(reader, opinion(['D-1 section 4.2', 'E-1'], ['D-1']), null);
    expect(logOf(path)).toContain(
      `"references":[{"evidence":"${sha256}","passage":"section 4.2","title":"Fees 2026"}]`,
    );
    const [cause] = await listedIn(path);
    expect(
      cause?.grounds_for.map(({ handle, kind, words, quotation, gone }) => [
        handle,
        kind,
        words,
        quotation,
        gone,
      ]),
    ).toEqual([
      ['D-1 section 4.2', 'reference', 'Fees 2026', 'section 4.2', null],
      ['E-1', 'exhibit', 'The wrong fee', null, null],
    ]);
    for (const unknown of ['D-9', 'D-2 page 1'])
      await expect(changeCause(reader, 1, { grounds_for: [unknown] })).rejects.toMatchObject({
        code: 'not-found',
      });
    await expect(
      pinExhibit(reader, {
        turn: 'T-1',
        caption: 'x',
        quotation: null,
        side: null,
        references: ['the policy'],
      }),
    ).rejects.toMatchObject({ code: 'bad-usage' });

    const {
      extract,
      found,
      exhibits: listed,
    } = await withAnalysedCase(path, 'reporting', async (open) => ({
      extract: await buildExtract(open, {
        id: 'R-0001',
        template: 'rca',
        status: 'draft',
        supersedes: null,
        signer: null,
        build: '0'.repeat(64),
      }),
      found: await suggestGrounds(open.database.connection, readAllActs(open.layout), 'fees', 5),
      exhibits: await exhibits(open.database.connection, {
        words: '',
        exhibit: null,
        offset: 0,
        limit: 5,
      }),
    }));
    expect(found.grounds.map(({ handle, words }) => `${handle} ${words}`)).toEqual([
      'D-1 Fees 2026',
    ]);
    expect(listed.exhibits.map(({ held_against }) => held_against)).toEqual([
      ['Fees 2026, section 4.2'],
    ]);
    const registered = extract.evidence.references[0]?.citations ?? [];
    expect(registered).toHaveLength(1);
    expect(extract.exhibits[0]?.references).toEqual([
      { title: 'Fees 2026', sha256, passage: 'section 4.2', citations: registered },
    ]);
    expect(extract.causes[0]?.evidence_for).toEqual([
      { text: 'Fees 2026, section 4.2 (reference)', citations: registered },
      { text: 'The wrong fee', citations: ['E-1'] },
    ]);
    expect(extract.causes[0]?.evidence_against).toEqual([
      { text: 'Fees 2026 (reference)', citations: registered },
    ]);
    expect(unresolvedCitations(extract)).toEqual([]);
    expect(extract.evidence.statements.map(({ file }) => file)).toEqual([null, 'log.jsonl']);
    expect(await complaints(path, true)).toEqual([]);
  });
});
