import type { DuckDBConnection } from '@duckdb/node-api';
import { ANALYSIS_TABLES } from '../case/analysis-schema.ts';
import type { Analysis } from './analysis.ts';
import { type AnalysisRow, analysisRows, type FilledTable } from './analysis-rows.ts';

/** What the memory tables of a database hold: per table the rows of each act. */
export type Filled = ReadonlyMap<FilledTable, RowsByAct>;
type RowsByAct = ReadonlyMap<number, readonly AnalysisRow[]>;

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
  const after = new Map<FilledTable, RowsByAct>();
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

function rowsByAct(rows: readonly AnalysisRow[]): RowsByAct {
  const byAct = new Map<number, AnalysisRow[]>();
  for (const row of rows) {
    const others = byAct.get(row.act_seq);
    if (others === undefined) byAct.set(row.act_seq, [row]);
    else others.push(row);
  }
  return byAct;
}

/** Most rows are the very ones that were written; of the others it is what they say that counts. */
const areSame = (a: readonly AnalysisRow[] | undefined, b: readonly AnalysisRow[]): boolean =>
  a !== undefined &&
  a.length === b.length &&
  (a.every((row, at) => row === b[at]) || JSON.stringify(a) === JSON.stringify(b));

async function writeDifference(
  connection: DuckDBConnection,
  table: FilledTable,
  held: RowsByAct,
  wanted: RowsByAct,
): Promise<void> {
  const fresh = [...wanted].filter(([act, rows]) => !areSame(held.get(act), rows));
  const again = new Set(fresh.map(([act]) => act));
  const stale = [...held.keys()].filter((act) => !wanted.has(act) || again.has(act));
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
      { rows: JSON.stringify(fresh.flatMap(([, rows]) => rows)) },
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
