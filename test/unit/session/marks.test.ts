import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { detectInCase } from '../../../electron/engine/detect/detect-in-case.ts';
import { registerReference } from '../../../electron/engine/import/register-reference.ts';
import {
  caseWithLog,
  complaints,
  emptyCase,
  importText,
  temporaryFolder,
} from '../../fixtures/case-on-disk.ts';
import { line } from '../import/derived.ts';
import { BY_TURN, deskAt, workbenchIn } from './desks.ts';

const lines = (path: string): string[] =>
  readFileSync(join(path, 'activity.jsonl'), 'utf8').trimEnd().split('\n');

const SPAN = { side: 'output', seq: 0, part: 0, char_start: 0, char_end: 3 } as const;

test('an undo that is asked before an act has answered takes back that act, not the one before', async () => {
  const desk = await deskAt(await caseWithLog());
  await desk.marks.tag({ turns: [1], span: null, tag: 'first' });
  const noting = desk.marks.note({ turns: [2], span: null, text: 'Look again.' });
  const undoing = desk.marks.undo({});
  await noting;
  expect((await undoing).words).toBe('Taken back: wrote N-1');
  expect((await desk.marks.tags({})).tags).toMatchObject([{ tag: 'first' }]);
});

test('each act is one line of the log, is shown at once and is taken back by undo, the last one first', async () => {
  const path = await caseWithLog();
  const desk = await deskAt(path);
  const before = lines(path).length;
  expect(await desk.marks.pin({ turns: [1], span: SPAN, caption: 'The fee' })).toEqual({
    words: 'Pinned E-1',
    handles: ['E-1'],
  });
  await desk.marks.tag({ turns: [1, 2], span: null, tag: 'fees' });
  await desk.marks.note({ turns: [2], span: null, text: 'Look again.' });
  await desk.marks.change({ handle: 'E-1', text: 'The raised fee', seen: 'The fee' });
  expect(lines(path)).toHaveLength(before + 4);
  const { conversation_id } = await desk.replay.turn({ turn_id: 1 });
  const exhibit = { kind: 'exhibit', handle: 'E-1', words: 'The raised fee', span: SPAN };
  const tag = { kind: 'tag', handle: 'L-1', words: 'fees', span: null };
  const seen = { conversation_id, turn_id: 1 };
  const { here, ...marks } = await desk.marks.of({ ...seen, most: 10 });
  expect(here).toMatchObject({ marks: [exhibit, tag], total: 2 });
  expect(here.marks[0]?.quotation).toHaveLength(3);
  expect(await desk.marks.of({ ...seen, most: 1 })).toMatchObject({
    ...marks,
    here: { marks: [tag], total: 2 },
    passages: [exhibit],
  });
  const { view } = await desk.views.open({ filter: 'tag:fees', sort: BY_TURN });
  const { columns } = await desk.views.page({ view, offset: 0, limit: 10 });
  expect(columns).toMatchObject({ turn_id: [1, 2], tags: [['fees'], ['fees']], notes: [0, 1] });
  expect((await desk.views.facets({ filter: '' })).facets).toContainEqual(
    expect.objectContaining({ field: 'tag', values: [{ value: 'fees', turns: 2 }] }),
  );
  expect(await desk.marks.find({ handle: 'n-1' })).toMatchObject({ turn_id: 2, handle: 'N-1' });

  expect((await desk.marks.undo({})).words).toBe('Taken back: changed E-1');
  expect((await desk.marks.find({ handle: 'E-1' })).words).toBe('The fee');
  const action = { title: 'Add a test', category: 'other', status: 'open', causes: [] } as const;
  await desk.actions.enter({ ...action, owner: null, due: null, verification: null });
  expect(await desk.marks.find({ handle: 'a-1' })).toMatchObject({
    handle: 'A-1',
    words: 'Add a test',
    turn_id: null,
  });
  expect((await desk.marks.undo({})).words).toBe('Taken back: entered A-1');
  await expect(desk.marks.find({ handle: 'V-9' })).rejects.toMatchObject({ code: 'not-found' });
  expect((await desk.marks.undo({})).words).toBe('Taken back: wrote N-1');
  expect((await desk.marks.undo({})).words).toBe('Taken back: tagged 2 turns as fees');
  expect((await desk.marks.tags({})).tags).toEqual([]);
  expect((await desk.marks.undo({})).words).toBe('Taken back: pinned E-1');
  await expect(desk.marks.undo({})).rejects.toMatchObject({ code: 'not-found' });
  expect(await desk.marks.pin({ turns: [1, 2], span: null, caption: 'Both' })).toMatchObject({
    words: 'Pinned 2 turns as E-2 to E-3',
  });
  expect(lines(path)).toHaveLength(before + 12);
  expect(await complaints(path)).toEqual([]);
});

test('a reference is pinned by itself with where in it, in one line, and taken back', async () => {
  const path = await caseWithLog();
  const policy = join(temporaryFolder(), 'policy.md');
  writeFileSync(policy, '# Fees\n');
  await registerReference(path, policy, { title: 'Fees', from: null, to: null });
  const desk = await deskAt(path);
  const before = lines(path).length;
  const asked = { reference: 'd-1 section 4.2', caption: 'What was promised' };
  expect(await desk.marks.pinReference(asked)).toEqual({ words: 'Pinned E-1', handles: ['E-1'] });
  expect(lines(path)).toHaveLength(before + 1);
  const all = { words: '', exhibit: null, offset: 0, limit: 10 };
  expect(await desk.marks.exhibits(all)).toMatchObject({
    total: 1,
    exhibits: [
      {
        ...{ handle: 'E-1', caption: 'What was promised', is_reference: true, turn_id: null },
        held_against: ['Fees, section 4.2'],
      },
    ],
  });
  for (const reference of ['T-1', 'D-2', ''])
    await expect(desk.marks.pinReference({ ...asked, reference })).rejects.toThrow(/reference/);
  expect(lines(path)).toHaveLength(before + 1);
  await desk.marks.undo({});
  expect(await desk.marks.exhibits(all)).toMatchObject({ total: 0 });
});

test('two windows that mark the same turn both stand, and each takes back only what it did', async () => {
  const path = await caseWithLog();
  const workbench = workbenchIn();
  const [one, other] = [await deskAt(path, workbench), await deskAt(path, workbench)];
  await Promise.all([
    one.marks.tag({ turns: [1], span: null, tag: 'fees' }),
    other.marks.tag({ turns: [1], span: null, tag: 'wrong' }),
  ]);
  expect((await one.marks.tags({})).tags).toEqual([
    { tag: 'fees', turns: 1 },
    { tag: 'wrong', turns: 1 },
  ]);
  await other.marks.undo({});
  await expect(other.marks.undo({})).rejects.toMatchObject({ code: 'not-found' });
  expect((await one.marks.tags({})).tags).toEqual([{ tag: 'fees', turns: 1 }]);
});

test('of two windows that change one note the second is refused with what stands, and writes over it once that was seen', async () => {
  const path = await caseWithLog();
  const workbench = workbenchIn();
  const [one, other] = [await deskAt(path, workbench), await deskAt(path, workbench)];
  await one.marks.note({ turns: [1], span: null, text: 'Look again.' });
  const seen = 'Look again.';
  await one.marks.change({ handle: 'N-1', text: 'Ask the operator.', seen });
  const late = { handle: 'N-1', text: 'Look at the fee.', seen };
  const before = lines(path).length;
  await expect(other.marks.change(late)).rejects.toMatchObject({
    code: 'changed-meanwhile',
    detail: 'Ask the operator.',
  });
  await expect(other.marks.change(late)).rejects.toThrow(
    /^N-1 was changed in another window or by a command \(.+ UTC\)/,
  );
  expect(lines(path)).toHaveLength(before);
  await other.marks.change({ ...late, seen: 'Ask the operator.' });
  const { conversation_id } = await one.replay.turn({ turn_id: 1 });
  const { here } = await one.marks.of({ conversation_id, turn_id: 1, most: 10 });
  expect(here.marks).toMatchObject([{ handle: 'N-1', words: 'Look at the fee.' }]);
  // Both at once: one of them is told, whichever comes second.
  const at = { handle: 'N-1', seen: 'Look at the fee.' };
  const both = await Promise.allSettled([
    one.marks.change({ ...at, text: 'One' }),
    other.marks.change({ ...at, text: 'Other' }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await one.marks.withdraw({ act_seq: here.marks[0]?.act_seq ?? 0 });
  await expect(other.marks.change({ ...late, text: 'Late' })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('what was removed comes back by undo', async () => {
  const path = await caseWithLog();
  const desk = await deskAt(path);
  await desk.marks.pin({ turns: [1], span: null, caption: 'The fee' });
  const { conversation_id } = await desk.replay.turn({ turn_id: 1 });
  const marks = async () =>
    (await desk.marks.of({ conversation_id, turn_id: 1, most: 10 })).here.marks;
  const act_seq = (await marks())[0]?.act_seq ?? 0;
  expect((await desk.marks.withdraw({ act_seq })).words).toBe('Removed E-1');
  expect(await marks()).toEqual([]);
  await expect(desk.marks.withdraw({ act_seq })).rejects.toMatchObject({ code: 'not-found' });
  expect((await desk.marks.undo({})).words).toBe('Taken back: removed E-1');
  expect(await marks()).toMatchObject([{ handle: 'E-1' }]);
});

test('a review is taken back to the one before, and a dismissal says why', async () => {
  const path = await emptyCase();
  await importText(path, line({ feedback: 'down' }));
  await detectInCase(path, null);
  const desk = await deskAt(path);
  const turn_id = 1;
  const finding = async () => (await desk.replay.turn({ turn_id })).findings[0];
  const finding_id = (await finding())?.finding_id ?? 0;
  const review = (decision: 'accept' | 'dismiss', reason: string | null) =>
    desk.marks.review({ findings: [finding_id], decision, reason });
  await expect(review('dismiss', null)).rejects.toMatchObject({ code: 'bad-usage' });
  expect((await review('accept', null)).words).toBe(`Accepted F-${finding_id}`);
  await review('dismiss', 'A quotation of the tariff.');
  expect(await finding()).toMatchObject({ review: 'dismiss', lane: 'dismissed' });
  await desk.marks.undo({});
  expect(await finding()).toMatchObject({ review: 'accept', lane: 'finding' });
  const { conversation_id } = await desk.replay.turn({ turn_id });
  expect((await desk.marks.of({ conversation_id, turn_id, most: 10 })).here.marks).toMatchObject([
    { kind: 'review', handle: `F-${finding_id}`, finding_id },
  ]);
  expect(await desk.marks.find({ handle: `F-${finding_id}` })).toMatchObject({ turn_id });
});

test('what cannot be marked is refused, and nothing is written', async () => {
  const path = await caseWithLog();
  const desk = await deskAt(path);
  const before = lines(path).length;
  const many = Array.from({ length: 501 }, (_, index) => index + 1);
  for (const refused of [
    () => desk.marks.pin({ turns: [999], span: null, caption: 'x' }),
    () => desk.marks.pin({ turns: [1, 2], span: SPAN, caption: 'x' }),
    () => desk.marks.pin({ turns: [1], span: { ...SPAN, char_end: 1_000_000 }, caption: 'x' }),
    () => desk.marks.tag({ turns: many, span: null, tag: 'x' }),
    () => desk.marks.change({ handle: 'E-9', text: 'x', seen: '' }),
    () => desk.marks.review({ findings: [999], decision: 'accept', reason: null }),
    () => desk.marks.withdraw({ act_seq: 1 }),
    () => desk.marks.find({ handle: 'E-9' }),
  ])
    await expect(refused()).rejects.toThrow(/\w/);
  expect(lines(path)).toHaveLength(before);
});
