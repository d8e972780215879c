import { expect, test } from 'vitest';
import { caseWithLog } from '../../fixtures/case-on-disk.ts';
import { line } from '../import/derived.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deskAt, ended, workbenchIn } from './desks.ts';

const BY_PAIR = { column: 'pair', descending: false } as const;
const EVERY = { which: 'all', sort: BY_PAIR, offset: 0, limit: 200 } as const;

async function compared(a = 'user:ana', b = 'kind:model') {
  const path = await caseWithLog();
  const workbench = workbenchIn();
  const desk = await deskAt(path, workbench);
  const { id, job } = await desk.compare.start({ a, b, seed: 1 });
  return { path, workbench, desk, id, status: await ended(desk, { job }) };
}

test('a comparison is held, paged and opened pair by pair, and the log has it', async () => {
  const { desk, id, status } = await compared();
  expect(status).toMatchObject({ state: 'done', compare: { id } });
  const held = await desk.compare.result({ id });
  expect(held).toMatchObject({ stale: false, again: null });
  const { rows } = await desk.compare.pairs({ id, ...EVERY });
  expect(rows).toHaveLength(held.comparison.pairs);
  expect(held.comparison.pairs).toBeGreaterThan(0);
  const opened = await desk.compare.pair({ id, pair: 1 });
  expect(opened).toMatchObject({ verdict: null, pair: { pair: 1 } });
  expect(await desk.compare.position({ id, pair: 1, which: 'all', sort: BY_PAIR })).toEqual({
    position: 0,
  });
  await expect(desk.compare.pair({ id, pair: 999 })).rejects.toMatchObject({ code: 'not-found' });
  expect((await desk.compare.list({})).comparisons).toMatchObject([{ number: 1, a: 'user:ana' }]);
  expect((await desk.compare.suggestions({})).suggestions).toEqual(expect.any(Array));
});

test('a verdict is counted, listed, replaced, withdrawn and read again', async () => {
  const { desk, path, workbench, id } = await compared();
  const { a, b } = (await desk.compare.pair({ id, pair: 1 })).pair;
  const judged = { a: a.turn_id, b: b.turn_id, note: null };
  await desk.compare.judge({ ...judged, verdict: 'same' });
  await desk.compare.judge({ ...judged, verdict: 'b-better', note: 'It names the fee.' });
  expect((await desk.compare.result({ id })).verdicts).toMatchObject({ same: 0, 'b-better': 1 });
  const listed = await desk.compare.pairs({ id, ...EVERY, which: 'judged' });
  expect(listed.rows).toMatchObject([{ pair: 1, verdict: 'b-better' }]);
  expect((await desk.compare.pair({ id, pair: 1 })).verdict?.note).toBe('It names the fee.');
  expect((await desk.marks.undo({})).words).toMatch(/^Taken back: judged B better/);
  expect((await desk.compare.pair({ id, pair: 1 })).verdict).toMatchObject({ verdict: 'same' });
  await desk.compare.judge({ ...judged, verdict: null });
  expect(await desk.compare.length({ id, which: 'judged' })).toEqual({ length: 0 });
  await desk.leave();
  const other = await deskAt(path, workbench);
  await expect(other.compare.result({ id })).rejects.toMatchObject({ name: 'ViewLost' });
  const { job } = await other.compare.again({ number: 1 });
  await ended(other, { job });
  expect((await other.compare.result({ id })).again).toMatchObject({ number: 1, agrees: true });
  expect((await other.compare.list({})).comparisons).toHaveLength(1);
});

test('of two windows that judge one pair the second is refused where it would write over what it has not seen', async () => {
  const { desk, path, workbench, id } = await compared();
  const other = await deskAt(path, workbench);
  const { a, b } = (await desk.compare.pair({ id, pair: 1 })).pair;
  const pair = { a: a.turn_id, b: b.turn_id };
  const unjudged = { verdict: null, note: null };
  const note = 'It names the fee.';
  await desk.compare.judge({ ...pair, verdict: 'b-better', note, seen: unjudged });
  const late = { ...pair, verdict: 'same', note: null } as const;
  await expect(other.compare.judge({ ...late, seen: unjudged })).rejects.toThrow(
    `The verdict on T-${pair.a} with T-${pair.b} was changed in another window`,
  );
  await expect(other.compare.judge({ ...late, seen: unjudged })).rejects.toMatchObject({
    code: 'changed-meanwhile',
    detail: `B better\n\n${note}`,
  });
  // The note counts as the verdict does, and so does that it was taken back.
  const noteless = { verdict: 'b-better', note: null } as const;
  await expect(other.compare.judge({ ...late, seen: noteless })).rejects.toMatchObject({
    code: 'changed-meanwhile',
  });
  expect((await desk.compare.pair({ id, pair: 1 })).verdict).toMatchObject({ note });
  const standing = { verdict: 'b-better', note } as const;
  await desk.compare.judge({ ...pair, ...unjudged, seen: standing });
  await expect(other.compare.judge({ ...late, seen: standing })).rejects.toMatchObject({
    detail: 'no verdict',
  });
  await other.compare.judge({ ...late, seen: unjudged });
  expect((await desk.compare.pair({ id, pair: 1 })).verdict).toMatchObject({ verdict: 'same' });
});

test('a case that changed leaves a stale result without pairs', async () => {
  const { desk, path, id } = await compared();
  const log = join(path, '..', 'more.jsonl');
  writeFileSync(log, line({ id: 'one-more', conversation_id: 'one-more' }));
  await ended(desk, await desk.jobs.import({ grants: [log], format: null, zone: null }));
  expect(await desk.compare.result({ id })).toMatchObject({ stale: true });
  await expect(desk.compare.pairs({ id, ...EVERY })).rejects.toMatchObject({ name: 'ViewLost' });
});

test('sides that are being compared are not compared twice, and a cancelled comparison leaves nothing', async () => {
  const path = await caseWithLog();
  const workbench = workbenchIn();
  const desk = await deskAt(path, workbench);
  const other = await deskAt(path, workbench);
  const sides = { a: 'user:ana', b: 'kind:model', seed: 1 };
  const [one, same] = await Promise.all([desk.compare.start(sides), other.compare.start(sides)]);
  expect(same).toEqual(one);
  await desk.jobs.cancel(one);
  const next = await desk.compare.start(sides);
  expect(next.job).not.toBe(one.job);
  expect(await ended(desk, one)).toMatchObject({ state: 'cancelled', compare: null });
  expect(await ended(desk, next)).toMatchObject({ state: 'done' });
  expect((await desk.compare.list({})).comparisons).toHaveLength(1);
  expect((await other.compare.result({ id: one.id })).comparison.pairs).toBeGreaterThan(0);
});

test('answers that are hostile or of a million letters are paired and opened as they are', async () => {
  const path = await caseWithLog();
  const hostile = `</pre><script>alert(1)</script>\u202e =1+1 \u0000 {{x}} ${'word '.repeat(200_000)}`;
  const log = join(path, '..', 'hostile.jsonl');
  const asked = (id: string, model: string, content: string): string =>
    line({
      id,
      conversation_id: id,
      request: { model, messages: [{ role: 'user', content: 'Which is it?' }] },
      response: { model, choices: [{ index: 0, message: { role: 'assistant', content } }] },
    });
  writeFileSync(log, [asked('h-1', 'one', hostile), asked('h-2', 'two', 'No.')].join('\n'));
  const desk = await deskAt(path);
  await ended(desk, await desk.jobs.import({ grants: [log], format: null, zone: null }));
  const begun = await desk.compare.start({ a: 'model:one', b: 'model:two', seed: 1 });
  expect(await ended(desk, begun)).toMatchObject({ state: 'done' });
  const { pair } = await desk.compare.pair({ id: begun.id, pair: 1 });
  expect(pair.a.length).toBe(Array.from(hostile).length);
  expect(hostile.startsWith(pair.a.output ?? '-')).toBe(true);
  expect(Array.from(pair.a.output ?? '')).toHaveLength(200_000);
});
