import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openAnalysedCase, readerAt } from '../../../electron/engine/analysis/open-analysed.ts';
import { tagCause } from '../../../electron/engine/analysis/cause-acts.ts';
import { pinExhibit } from '../../../electron/engine/analysis/write.ts';
import { resource } from '../../../electron/engine/base/entry-point.ts';
import { createCase } from '../../../electron/engine/case/create.ts';
import { integer, rows } from '../../../electron/engine/case/query.ts';
import { detectInCase } from '../../../electron/engine/detect/detect-in-case.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { completeFilter } from '../../../electron/engine/search/complete.ts';
import { facets } from '../../../electron/engine/search/facets.ts';
import { search } from '../../../electron/engine/search/search.ts';
import { warmTexts } from '../../../electron/engine/search/texts.ts';
import { openView, positionIn } from '../../../electron/engine/views/open-view.ts';
import { lendOne } from '../../../electron/engine/views/lend.ts';
import { viewPage } from '../../../electron/engine/views/view-page.ts';
import { sortColumns, viewRows } from '../../../shared/domain/view.ts';
import { writtenValue } from '../../../shared/text/filter-clause.ts';
import { AS_IT_IS } from '../../fixtures/case-on-disk.ts';

const by = (column: (typeof sortColumns)[number], descending = false) => ({ column, descending });

const folder = mkdtempSync(join(tmpdir(), 'exhibit-views-'));
let connection: DuckDBConnection;
let close: () => void;

beforeAll(async () => {
  const { path } = await createCase(join(folder, 'sample.exhibit'), 'Sample');
  const files = ['gateway-2026-03.jsonl', 'gateway-2026-04.jsonl', 'evaluation-2026-04.parquet'];
  await importFiles(
    path,
    files.map((name) => resource('sample', name)),
    AS_IT_IS,
  );
  await detectInCase(path, null);
  const cause = {
    cause_id: 'M2',
    standing: 'root',
    confidence: 'low',
    rationale: 'It says so.',
  } as const;
  await tagCause(readerAt(path), { ...cause, grounds_for: [], grounds_against: [] }, 'T-2');
  await tagCause(readerAt(path), { ...cause, grounds_for: [], grounds_against: [] }, 'T-7');
  await pinExhibit(readerAt(path), { turn: 'T-2', caption: 'A turn', quotation: null, side: null });
  const opened = await openAnalysedCase(path, 'testing');
  ({ connection } = opened.database);
  close = () => opened.close();
});
afterAll(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a sort compares, in the words of a person who does not read the engine: of every turn of the case. */
const KEYS: Record<(typeof sortColumns)[number], string> = {
  turn: 'turn_id',
  at: 'epoch_us(started_at)',
  conversation:
    '(SELECT external_id FROM conversation c WHERE c.conversation_id = turn.conversation_id)',
  kind: 'kind',
  model: 'ifnull(model, requested_model)',
  user: 'user_id',
  severity: `(
    SELECT max(CASE lane WHEN 'finding' THEN 200 WHEN 'lead' THEN 100 WHEN 'candidate' THEN 0 END
      + CASE severity WHEN 'critical' THEN 4 WHEN 'high' THEN 3 WHEN 'medium' THEN 2 ELSE 1 END)
    FROM finding f WHERE f.turn_id = turn.turn_id)`,
  latency_ms: 'latency_ms',
  prompt_tokens: 'prompt_tokens',
  completion_tokens: 'completion_tokens',
  confidence: 'confidence',
  finish_reason: 'finish_reason',
  route: 'route',
  release: 'release',
};

type Key = number | string | null;
const key = z.union([z.bigint().transform(Number), z.number(), z.string()]).nullable();

function compared(left: Key, right: Key, descending: boolean): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  const order =
    typeof left === 'string' || typeof right === 'string'
      ? Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)))
      : left - right;
  return descending ? -order : order;
}

async function idsOfView(name: string): Promise<number[]> {
  const sql = `SELECT rowid AS position, turn_id FROM memory.main.${name} ORDER BY position`;
  const found = await rows(connection, sql, {}, z.object({ position: integer, turn_id: integer }));
  expect(found.map(({ position }) => position)).toEqual(found.map((_, index) => index));
  return found.map(({ turn_id }) => turn_id);
}

describe('the order of a view', () => {
  const orders = sortColumns.flatMap((column) => [by(column), by(column, true)]);
  test.each(orders)('$column, descending: $descending', async ({ column, descending }) => {
    const sql = `SELECT turn_id, ${KEYS[column]} AS key FROM turn`;
    const turns = await rows(connection, sql, {}, z.object({ turn_id: integer, key }));
    turns.sort((a, b) => compared(a.key, b.key, descending) || a.turn_id - b.turn_id);
    await openView(connection, 'view_3', '', { column, descending });
    expect(await idsOfView('view_3')).toEqual(turns.map(({ turn_id }) => turn_id));
  });
});

test('every row of every page is a row of the view, in its order', async () => {
  const opened = await openView(connection, 'view_1', '', by('latency_ms', true));
  expect(opened).toMatchObject({ length: 2910, turns: 2910, of: 2910 });
  const shown = [];
  for (let offset = 0; offset < 3000; offset += 200)
    shown.push(...viewRows(await viewPage(lendOne(connection), 'view_1', offset, 200)));
  expect(shown.map(({ turn_id }) => turn_id)).toEqual(await idsOfView('view_1'));
  expect(new Set(shown.map(({ evidence }) => evidence)).size).toBe(3);
  expect(shown.filter(({ exhibits }) => exhibits > 0)).toMatchObject([{ turn_id: 2, exhibits: 1 }]);
  const tagged = shown.filter(({ causes }) => causes > 0).map(({ turn_id }) => turn_id);
  expect(tagged.sort((a, b) => a - b)).toEqual([2, 7]);
  expect(shown.every(({ words }) => words !== '' && !/[\p{Cc}\u2028\u2029]/u.test(words))).toBe(
    true,
  );
  const counted = { candidates: 0, leads: 0, findings: 0 };
  for (const row of shown)
    for (const lane of ['candidates', 'leads', 'findings'] as const) counted[lane] += row[lane];
  const lanes = 'SELECT lane, count(*) AS hits FROM finding GROUP BY lane ORDER BY lane';
  const hits = await rows(connection, lanes, {}, z.object({ lane: z.string(), hits: integer }));
  expect(hits).toEqual([
    { lane: 'candidate', hits: counted.candidates },
    { lane: 'finding', hits: counted.findings },
    { lane: 'lead', hits: counted.leads },
  ]);
});

test('a row says of a turn what the log says', async () => {
  await openView(connection, 'view_1', 'turn:T-2', by('turn'));
  const page = await viewPage(lendOne(connection), 'view_1', 0, 10);
  expect(viewRows(page)).toEqual([
    {
      turn_id: 2,
      kind: 'model',
      conversation_id: 1,
      conversation: 'cv_sh1gc1jab',
      at: '2026-03-02T08:35:18.000Z',
      model: 'assist-large-2026-02-10',
      model_requested: false,
      user: 'u-45803',
      words: 'One more thing: heat pump or condenser dryer, which is better?',
      worst: { lane: 'candidate', severity: 'medium', failure_type: 'hallucination' },
      candidates: 1,
      leads: 0,
      findings: 0,
      feedback: [],
      exhibits: 1,
      causes: 1,
      tags: [],
      notes: 0,
      hits: 1,
      reviewed: 0,
      latency_ms: 1520,
      prompt_tokens: 138,
      completion_tokens: 58,
      confidence: -0.1473,
      finish_reason: 'stop',
      error: null,
      capture: 'application',
      route: 'app',
      release: 'chat-3.8.0',
      evidence: 'gateway-2026-03.jsonl',
      ordinal: 2,
    },
  ]);
});

test('a view over warmed texts is the view over stored ones', async () => {
  const texts = await warmTexts(connection, 1e9);
  for (const filter of ['refund', '-refund', 'output:*refund*', '/refund(s|ed)/ OR model:none']) {
    const stored = await openView(connection, 'view_1', filter, by('at'));
    const warm = await openView(connection, 'view_2', filter, by('at'), texts);
    expect([warm.length, warm.turns]).toEqual([stored.length, stored.turns]);
    expect(stored.length).toBe((await search(connection, filter)).total);
    expect(await idsOfView('view_2')).toEqual(await idsOfView('view_1'));
    expect((await viewPage(lendOne(connection), 'view_2', 7, 50, texts)).columns).toEqual(
      (await viewPage(lendOne(connection), 'view_1', 7, 50)).columns,
    );
    expect(await facets(connection, filter, texts)).toEqual(await facets(connection, filter));
  }
});

describe('facets', () => {
  test.each(['', 'refund', 'latency_ms>1000 -user:u-45803', 'finding:* OR feedback:*'])(
    'of %j are numbers that the filter with the value gives',
    async (filter) => {
      const total = async (clause: string): Promise<number> =>
        (await search(connection, filter === '' ? clause : `(${filter}) ${clause}`, { limit: 1 }))
          .total;
      const { total: all, facets: found } = await facets(connection, filter);
      expect(all).toBe((await search(connection, filter, { limit: 1 })).total);
      expect(found.map(({ field }) => field)).toEqual([
        'model',
        'failure',
        'severity',
        'lane',
        'cause',
        'feedback',
        'finish_reason',
        'kind',
        'user',
        'route',
        'release',
        'finding',
        'evidence',
      ]);
      for (const { field, values, missing } of found) {
        for (const { value, turns } of values.slice(0, 4))
          expect([field, value, turns]).toEqual([
            field,
            value,
            await total(`${field}:${writtenValue(value)}`),
          ]);
        expect([field, missing]).toEqual([field, await total(`-${field}:*`)]);
      }
    },
  );

  test('of the whole sample, the most frequent first', async () => {
    const { facets: found } = await facets(connection, '');
    const listed = found.map(({ field, values }) => [
      field,
      values.slice(0, 3).map(({ value, turns }) => `${value} ${turns}`),
    ]);
    expect(Object.fromEntries(listed)).toEqual({
      model: ['assist-large-2026-02-10 1788', 'assist-large-2026-04-02 1122'],
      failure: ['hallucination 2104', 'degraded-output 118', 'prompt-injection 53'],
      severity: ['medium 2123', 'high 46', 'low 42'],
      lane: ['candidate 2083', 'finding 127', 'lead 88'],
      cause: ['M2 2'],
      feedback: ['up 319', 'down 115'],
      finish_reason: ['stop 2313', 'tool_calls 317'],
      kind: ['model 2910'],
      user: ['u-46930 14', 'u-41029 13', 'u-45607 13'],
      route: ['chat-uk 1294', 'app 770', 'chat-ie 566'],
      release: ['chat-3.9.0 1206', 'chat-3.8.0 504', 'chat-3.8.1 498'],
      finding: ['unsupported-answer 2104', 'downvote 115', 'injection-in-context 43'],
      evidence: [
        'gateway-2026-04.jsonl 1595',
        'gateway-2026-03.jsonl 1035',
        'evaluation-2026-04.parquet 280',
      ],
    });
    expect(found.find(({ field }) => field === 'user')).toMatchObject({
      distinct: 793,
      missing: 280,
    });
  });
});

test('completion offers what the case holds, as facets count it', async () => {
  const { facets: found } = await facets(connection, '');
  for (const { field, values } of found) {
    const { items } = await completeFilter(connection, `refund -${field}:`, 9 + field.length);
    const offered = items.map(({ label, note }) => [label, note]);
    const turns = (count: number): string =>
      `${count.toLocaleString('en')} ${count === 1 ? 'turn' : 'turns'}`;
    const counted = values.map(({ value, turns: count }) => [value, turns(count)]);
    expect([field, offered.slice(0, counted.length)]).toEqual([field, counted]);
  }
});

test('a turn is found in a view, or is not there', async () => {
  await openView(connection, 'view_1', 'route:app', by('at', true));
  const ids = await idsOfView('view_1');
  expect(await positionIn(connection, 'view_1', ids[17] ?? 0)).toBe(17);
  expect(await positionIn(connection, 'view_1', 3)).toBeNull();
});
