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
import { search } from '../../../electron/engine/search/search.ts';
import { triageHead, triageHits } from '../../../electron/engine/triage/queue.ts';
import { triageSummaryOf } from '../../../electron/engine/triage/summary.ts';
import { triageTimelineOf } from '../../../electron/engine/triage/timeline.ts';
import type { TriageFilter } from '../../../shared/domain/triage.ts';
import { hitsAsTurns } from '../../../shared/text/hits-as-turns.ts';
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
const headOf = (filter: TriageFilter, finding: number | null = null) =>
  triageHead(connection, { filter, finding, limit: 2 });
const counted = async (condition: string): Promise<number> =>
  (
    await row(
      connection,
      `SELECT count(*) AS hits FROM finding f JOIN turn t USING (turn_id) WHERE ${condition}`,
      {},
      z.object({ hits: integer }),
    )
  ).hits;

const sum = (some: readonly { hits: number }[]): number =>
  some.reduce((total, { hits }) => total + hits, 0);

test('cells, rules and the queue count the same hits, lane by lane', async () => {
  const { lanes } = await triageSummaryOf(connection, ALL);
  expect(lanes.length).toBeGreaterThan(1);
  for (const { lane, hits, of } of lanes) {
    const filter = { ...ALL, lane };
    const { cells, rules } = await triageSummaryOf(connection, filter);
    expect([hits, of, sum(cells), sum(rules)]).toEqual(
      Array(4).fill(await counted(`f.lane = '${lane}'`)),
    );
    expect(await headOf(filter)).toMatchObject({ matched: hits, of: hits });
  }
});

test('each choice narrows the other lists and not its own', async () => {
  const candidates = { ...ALL, lane: 'candidate' } as const;
  const whole = await triageSummaryOf(connection, candidates);
  for (const { failure_type, severity, hits } of whole.cells) {
    const filter = { ...candidates, failure: failure_type, severity };
    const narrowed = await triageSummaryOf(connection, filter);
    expect(narrowed.cells).toEqual(whole.cells);
    expect(sum(narrowed.rules)).toBe(hits);
    expect(narrowed.lanes.find(({ lane }) => lane === 'candidate')?.hits).toBe(hits);
    expect((await headOf(filter)).matched).toBe(hits);
  }
  const { rule_id, hits } = whole.rules[0] ?? { rule_id: '', hits: 0 };
  const ofRule = await triageSummaryOf(connection, { ...candidates, rule: rule_id });
  expect(ofRule.rules).toEqual(whole.rules);
  expect(sum(ofRule.cells)).toBe(hits);
});

test('the queue goes from the worst, page by page, and shows the words that were hit and those around', async () => {
  const filter = { ...ALL, lane: 'candidate' } as const;
  const whole = await triageHits(connection, { filter, ...page });
  const second = await triageHits(connection, { filter, offset: 3, limit: 2 });
  expect(second.hits).toEqual(whole.hits.slice(3, 5));
  expect((await headOf(filter)).hits).toEqual(whole.hits.slice(0, 2));
  const ranks = whole.hits.map(({ severity }) =>
    ['critical', 'high', 'medium', 'low'].indexOf(severity),
  );
  expect(ranks).toEqual(ranks.toSorted());
  const within = whole.hits.find(({ before, words }) => before !== '' && words !== null);
  expect(Array.from(within?.before ?? '').length).toBeGreaterThan(0);
  expect(Array.from(within?.before ?? '').length).toBeLessThanOrEqual(80);
});

test('a hit is found again at its place, also where it is of another kind by now', async () => {
  const filter = { ...ALL, lane: 'candidate' } as const;
  const { hits } = await triageHits(connection, { filter, ...page });
  for (const index of [0, 1, hits.length - 1])
    expect((await headOf(filter, hits[index]?.finding_id)).position).toBe(index);
  const gone = hits[4];
  const next = hits.slice(5).find(({ rule_id }) => rule_id !== gone?.rule_id);
  const others = { ...filter, rule: next?.rule_id ?? '' };
  const left = await triageHits(connection, { filter: others, ...page });
  const { position } = await headOf(others, gone?.finding_id);
  expect(left.hits[position ?? -1]?.finding_id).toBe(next?.finding_id);
  expect((await headOf(filter, 10 ** 9)).position).toBeNull();
});

test('the screen of turns lists the turns of the hits, and how many it lists is known where it lists more', async () => {
  let equal = 0;
  for (const lane of ['finding', 'lead', 'candidate'] as const) {
    const { cells, rules } = await triageSummaryOf(connection, { ...ALL, lane });
    const filters: TriageFilter[] = [
      { ...ALL, lane },
      ...cells.map(({ failure_type: failure, severity }) => ({ ...ALL, lane, failure, severity })),
      ...rules.map(({ rule_id }) => ({ ...ALL, lane, rule: rule_id })),
    ];
    for (const filter of filters) {
      const { turns, spans, listed } = await headOf(filter);
      const { total } = await search(connection, hitsAsTurns(filter));
      expect(listed.turns + listed.spans).toBe(total);
      expect(listed.turns).toBeGreaterThanOrEqual(turns);
      expect(listed.spans).toBeGreaterThanOrEqual(spans);
      if (total === turns + spans) equal += 1;
    }
  }
  expect(equal).toBeGreaterThan(0);
});

test('a range takes hits from its beginning up to its end, and none without a time', async () => {
  const candidates = { ...ALL, lane: 'candidate' } as const;
  const { bucket, points, undated } = await triageTimelineOf(connection, candidates);
  const turns = points.reduce((total, point) => total + point.turns, undated.turns);
  const calls = "SELECT count(*) AS calls FROM turn WHERE kind = 'model'";
  const all = await row(connection, calls, {}, z.object({ calls: integer }));
  expect([bucket, turns]).toEqual(['day', all.calls]);
  const [from, to] = [points[0]?.from ?? '', points[5]?.from ?? ''];
  const filter = { ...candidates, range: { from, to } };
  const { matched, of } = await headOf(filter);
  const within = `t.started_at >= '${from}'::TIMESTAMPTZ AND t.started_at < '${to}'::TIMESTAMPTZ`;
  expect(matched).toBe(await counted(`f.lane = 'candidate' AND ${within}`));
  expect(of).toBe(await counted("f.lane = 'candidate'"));
  expect(matched).toBeLessThan(of);
  expect(await triageTimelineOf(connection, filter)).toEqual(
    await triageTimelineOf(connection, candidates),
  );
});

test('votes over time are those of the log, and a filter of hits leaves them as they are', async () => {
  const { points, undated } = await triageTimelineOf(connection, ALL);
  const total = (of: 'up' | 'down'): number =>
    points.reduce((votes, point) => votes + point[of], undated[of]);
  const said = `SELECT count(*) FILTER (value = 'up') AS up, count(*) FILTER (value = 'down') AS down FROM feedback`;
  expect({ up: total('up'), down: total('down') }).toEqual(
    await row(connection, said, {}, z.object({ up: integer, down: integer })),
  );
  const narrowed = await triageTimelineOf(connection, { ...ALL, failure: 'data-leak' });
  expect(narrowed.points.map(({ up, down }) => [up, down])).toEqual(
    points.map(({ up, down }) => [up, down]),
  );
});
