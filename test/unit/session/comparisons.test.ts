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
  const { seq } = await desk.compare.judge({ ...judged, verdict: 'b-better' });
  expect((await desk.compare.result({ id })).verdicts).toMatchObject({ same: 0, 'b-better': 1 });
  const listed = await desk.compare.pairs({ id, ...EVERY, which: 'judged' });
  expect(listed.rows).toMatchObject([{ pair: 1, verdict: 'b-better' }]);
  await desk.compare.undo({ seq });
  expect((await desk.compare.pair({ id, pair: 1 })).verdict).toMatchObject({ verdict: 'same' });
  await expect(desk.compare.undo({ seq })).rejects.toMatchObject({ code: 'not-found' });
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

test('a case that changed leaves a stale result without pairs', async () => {
  const { desk, path, id } = await compared();
  const log = join(path, '..', 'more.jsonl');
  writeFileSync(log, line({ id: 'one-more', conversation_id: 'one-more' }));
  await ended(desk, await desk.jobs.import({ grants: [log], format: null, zone: null }));
  expect(await desk.compare.result({ id })).toMatchObject({ stale: true });
  await expect(desk.compare.pairs({ id, ...EVERY })).rejects.toMatchObject({ name: 'ViewLost' });
});
