import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openAnalysedCase } from '../../../electron/engine/analysis/open-analysed.ts';
import { resource } from '../../../electron/engine/base/entry-point.ts';
import { createCase } from '../../../electron/engine/case/create.ts';
import { integer, row } from '../../../electron/engine/case/query.ts';
import { detectInCase } from '../../../electron/engine/detect/detect-in-case.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { triageQueue } from '../../../electron/engine/triage/queue.ts';
import { triageSummaryOf } from '../../../electron/engine/triage/summary.ts';
import { triageTimelineOf } from '../../../electron/engine/triage/timeline.ts';
import type { TriageFilter } from '../../../shared/domain/triage.ts';
import { AS_IT_IS } from '../../fixtures/case-on-disk.ts';

const folder = mkdtempSync(join(tmpdir(), 'exhibit-triage-'));
let connection: Awaited<ReturnType<typeof openAnalysedCase>>['database']['connection'];
let close: () => void;

beforeAll(async () => {
  const { path } = await createCase(join(folder, 'sample.exhibit'), 'Sample');
  const files = ['gateway-2026-04.jsonl'].map((name) => resource('sample', name));
  await importFiles(path, files, AS_IT_IS);
  await detectInCase(path, null);
  const opened = await openAnalysedCase(path, 'testing');
  connection = opened.database.connection;
  close = () => opened.close();
});
afterAll(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

const ALL: TriageFilter = {
  lane: 'finding',
  failure: null,
  severity: null,
  rule: null,
  review: 'any',
  range: null,
};
const page = { offset: 0, limit: 200 };
const counted = async (condition: string): Promise<number> =>
  (
    await row(
      connection,
      `SELECT count(*) AS hits FROM finding f JOIN turn t USING (turn_id) WHERE ${condition}`,
      {},
      z.object({ hits: integer }),
    )
  ).hits;

test('cells, rules and the queue count the same hits, lane by lane', async () => {
  const { lanes, cells, rules } = await triageSummaryOf(connection, null);
  expect(lanes.length).toBeGreaterThan(1);
  for (const { lane, hits, of, unreviewed } of lanes) {
    const sum = (some: readonly { lane: string; hits: number }[]): number =>
      some.reduce((total, one) => total + (one.lane === lane ? one.hits : 0), 0);
    expect([hits, of, unreviewed, sum(cells), sum(rules)]).toEqual(
      Array(5).fill(await counted(`f.lane = '${lane}'`)),
    );
    expect(await triageQueue(connection, { filter: { ...ALL, lane }, ...page })).toMatchObject({
      matched: hits,
      of: hits,
    });
  }
});

test('the queue goes from the worst, page by page, and shows the words that were hit', async () => {
  const filter = { ...ALL, lane: 'candidate' } as const;
  const whole = await triageQueue(connection, { filter, ...page });
  const second = await triageQueue(connection, { filter, offset: 3, limit: 2 });
  expect(second.hits).toEqual(whole.hits.slice(3, 5));
  const ranks = whole.hits.map(({ severity }) =>
    ['critical', 'high', 'medium', 'low'].indexOf(severity),
  );
  expect(ranks).toEqual(ranks.toSorted());
  expect(whole.hits.some(({ words }) => words !== null && words !== '')).toBe(true);
});

test('a range takes hits from its beginning up to its end, and none without a time', async () => {
  const { bucket, points, undated } = await triageTimelineOf(connection, 'candidate');
  const turns = points.reduce((sum, point) => sum + point.turns, undated.turns);
  const { calls } = await row(
    connection,
    "SELECT count(*) AS calls FROM turn WHERE kind = 'model'",
    {},
    z.object({ calls: integer }),
  );
  expect([bucket, turns]).toEqual(['day', calls]);
  const [from, to] = [points[0]?.from ?? '', points[5]?.from ?? ''];
  const filter = { ...ALL, lane: 'candidate', range: { from, to } } as const;
  const { matched, of } = await triageQueue(connection, { filter, ...page });
  const within = `t.started_at >= '${from}'::TIMESTAMPTZ AND t.started_at < '${to}'::TIMESTAMPTZ`;
  expect(matched).toBe(await counted(`f.lane = 'candidate' AND ${within}`));
  expect(of).toBe(await counted("f.lane = 'candidate'"));
  expect(matched).toBeLessThan(of);
});
