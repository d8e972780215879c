// The turns table at a million turns: opening it in an order, with a filter, its pages and its facets, against the same
// SQL alone; alternating, in one process that holds the case open, as the app does.
// Usage: node test/bench/views.mjs [turns] [rounds] [case]
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadEngine, makeMillionCase } from './million-turns.mjs';

const script = fileURLToPath(import.meta.url);

/** What is opened, and the same as SQL: an order, a condition. */
const OPENINGS = [
  { name: 'first page', filter: '', sort: ['turn', false], where: 'true', order: 'turn_id' },
  {
    name: 'sort by time',
    filter: '',
    sort: ['at', true],
    where: 'true',
    order: 'started_at DESC NULLS LAST, turn_id',
  },
  {
    name: 'sort by model',
    filter: '',
    sort: ['model', false],
    where: 'true',
    order: 'coalesce(model, requested_model) NULLS LAST, turn_id',
  },
  {
    name: 'sort by latency',
    filter: '',
    sort: ['latency_ms', true],
    where: 'true',
    order: 'latency_ms DESC NULLS LAST, turn_id',
  },
  {
    name: 'filter by fields',
    filter: 'model:gpt-4o* latency_ms>2000',
    sort: ['at', false],
    where: "model LIKE 'gpt-4o%' AND latency_ms > 2000",
    order: 'started_at NULLS LAST, turn_id',
  },
  {
    name: 'filter by a word',
    filter: 'voucher',
    sort: ['at', false],
    where: `turn_id IN (
      SELECT turn_id FROM message JOIN memory.main.text_in_memory USING (content_id) WHERE text ILIKE '%voucher%')`,
    order: 'started_at NULLS LAST, turn_id',
  },
];

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function timed(work) {
  const start = performance.now();
  const answer = await work();
  return { milliseconds: performance.now() - start, answer };
}

/** Prints and answers, per opening, the medians of our time and of the SQL alone, in milliseconds. */
export async function benchViews({ turns = 1_000_000, rounds = 5, path = null } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-bench-'));
  try {
    const casePath = path ?? (await makeMillionCase(folder, turns));
    const engine = await loadEngine('bench-views', [
      'case/open',
      'views/open-view',
      'views/view-page',
      'views/lend',
      'search/facets',
      'search/texts',
    ]);
    const open = await engine.openCase(casePath, 'measuring');
    try {
      return await measure(engine, open.database.connection, rounds);
    } finally {
      open.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(engine, connection, rounds) {
  const texts = await engine.warmTexts(connection, 2e9);
  const results = [];
  for (const { name, filter, sort, where, order } of OPENINGS) {
    const times = { ours: [], bare: [], page: [], barePage: [], facets: [] };
    const [column, descending] = sort;
    for (let round = 0; round <= rounds; round++) {
      const bare = await timed(() =>
        connection.run(
          `CREATE OR REPLACE TABLE memory.main.bare AS SELECT turn_id FROM turn WHERE ${where} ORDER BY ${order}`,
        ),
      );
      const ours = await timed(() =>
        engine.openView(connection, 'view_1', filter, { column, descending }, texts),
      );
      const offset = Math.floor(ours.answer.length / 2);
      const barePage = await timed(() =>
        connection.runAndReadAll(
          `SELECT * FROM turn WHERE turn_id IN (SELECT turn_id FROM memory.main.bare WHERE rowid BETWEEN ${offset} AND ${offset + 199})`,
        ),
      );
      const page = await timed(() =>
        engine.viewPage(engine.lendOne(connection), 'view_1', offset, 200, texts),
      );
      const facets = await timed(() => engine.facets(connection, filter, texts));
      if (round === 0) continue; // The first round only fills caches, on both sides.
      times.ours.push(ours.milliseconds);
      times.bare.push(bare.milliseconds);
      times.page.push(page.milliseconds);
      times.barePage.push(barePage.milliseconds);
      times.facets.push(facets.milliseconds);
    }
    const [ours, bare, page, barePage, facets] = Object.values(times).map(median);
    const ms = (value) => `${value.toFixed(0)} ms`;
    console.log(
      `view, ${name}: ${ms(ours)}, the SQL alone ${ms(bare)} (+${ms(ours - bare)}); page of 200 ${ms(page)}, ` +
        `its turns alone ${ms(barePage)} (+${ms(page - barePage)}); facets ${ms(facets)}; load ${loadavg()[0].toFixed(1)}`,
    );
    results.push({ name, ours, bare, page, barePage, facets });
  }
  return results;
}

if (process.argv[1] === script) {
  const [turns, rounds, path] = process.argv.slice(2);
  await benchViews({
    turns: Number(turns ?? 1_000_000),
    rounds: Number(rounds ?? 5),
    path: path ?? null,
  });
}
