import type { DuckDBConnection } from '@duckdb/node-api';
import { ANALYSIS_TABLES } from '../case/analysis-schema.ts';
import type { Analysis } from './analysis.ts';
import { type AnalysisRow, analysisRows, type FilledTable } from './analysis-rows.ts';

/** What the memory tables of a database hold: per table the rows of each act, as text. */
export type Filled = ReadonlyMap<FilledTable, ReadonlyMap<number, string>>;

/**
 * Lays the analysis into the memory tables of an open case, so that search, SQL and views see it. Of tables that hold
 * something already only what differs is written. Answers what they hold now: it counts once the transaction does.
 */
export async function fillMemoryTables(
  connection: DuckDBConnection,
  analysis: Analysis,
  before: Filled = new Map(),
): Promise<Filled> {
  const rows = analysisRows(analysis);
  const after = new Map<FilledTable, ReadonlyMap<number, string>>();
  for (const table of FILLED) {
    const held = before.get(table);
    const wanted = rowsByAct(rows[table]);
    if (held === undefined) await connection.run(`DELETE FROM memory.main.${table}`);
    await writeDifference(connection, table, held ?? new Map(), wanted);
    after.set(table, wanted);
  }
  return after;
}

const FILLED = [
  'exhibit',
  'cause',
  'event',
  'action',
  'note',
  'tag',
  'review',
  'judged_pair',
] as const satisfies readonly FilledTable[];

/** What they hold in a database that was opened a moment ago. */
export const NOTHING_FILLED: Filled = new Map(FILLED.map((table) => [table, new Map()]));

/** The rows of each act, as JSON without the brackets of their list. */
function rowsByAct(rows: readonly AnalysisRow[]): Map<number, string> {
  const byAct = new Map<number, string>();
  for (const row of rows) {
    const others = byAct.get(row.act_seq);
    const json = JSON.stringify(row);
    byAct.set(row.act_seq, others === undefined ? json : `${others},${json}`);
  }
  return byAct;
}

async function writeDifference(
  connection: DuckDBConnection,
  table: FilledTable,
  held: ReadonlyMap<number, string>,
  wanted: ReadonlyMap<number, string>,
): Promise<void> {
  const stale = [...held].flatMap(([act, rows]) => (wanted.get(act) === rows ? [] : [act]));
  const fresh = [...wanted].filter(([act, rows]) => held.get(act) !== rows);
  // Who else fills the same tables may have written the same acts.
  const acts = [...stale, ...(held.size === 0 ? [] : fresh.map(([act]) => act))];
  if (acts.length > 0)
    await connection.run(
      `DELETE FROM memory.main.${table} WHERE act_seq IN (SELECT unnest(from_json($acts, '["BIGINT"]')))`,
      { acts: JSON.stringify(acts) },
    );
  if (fresh.length > 0)
    await connection.run(
      `INSERT INTO memory.main.${table} BY NAME
       SELECT unnest(from_json($rows, '[${shapeOf(table)}]'), max_depth := 2)`,
      { rows: `[${fresh.map(([, rows]) => rows).join(',')}]` },
    );
}

/** The columns of a table for from_json. Times and dates are read as text and cast where they are inserted. */
function shapeOf(table: FilledTable): string {
  const columns = ANALYSIS_TABLES[table]
    .split(',')
    .map((column) => column.trim().replaceAll('"', '').split(' '))
    .map(([name = '', type = '']) => [name, TEXTS.has(type) ? 'VARCHAR' : type]);
  return JSON.stringify(
    Object.fromEntries(
      columns.map(([name, type]) => [name, type === 'VARCHAR[]' ? ['VARCHAR'] : type]),
    ),
  );
}

const TEXTS = new Set(['TIMESTAMPTZ', 'DATE']);
