import { type DuckDBConnection, type Json, StatementType } from '@duckdb/node-api';
import { Refusal, reasonOf } from '../base/errors.ts';
import { toJson } from './cells.ts';

export interface RowSink {
  columns(names: string[]): void;
  rows(rows: Json[][]): void;
}

const COMMENT = /--.*|\/\*[^]*?\*\//g;

/** How a question begins. DuckDB makes a SELECT of other statements too (PRAGMA) before they can be told apart. */
const READS = new Set([
  'SELECT',
  'WITH',
  'FROM',
  'VALUES',
  'TABLE',
  'DESCRIBE',
  'SHOW',
  'SUMMARIZE',
  '(',
]);

/** Table functions that change what the process writes about itself; DuckDB takes them for reading. */
const CHANGES_SETTINGS =
  /\b(?:(?:enable|disable)_(?:logging|profile|profiling|peg_parser)|truncate_duckdb_logs|force_checkpoint)"?\s*\(/i;

/** Runs exactly one SELECT and hands its rows on, a chunk at a time. */
export async function select(
  connection: DuckDBConnection,
  sql: string,
  sink: RowSink,
): Promise<void> {
  const [first] = /[\w(]\w*/.exec(sql.replace(COMMENT, ' ')) ?? [null];
  if (first === null)
    throw new Refusal('bad-sql', 'The console takes exactly one SELECT; here is none.');
  if (!READS.has(first.toUpperCase().replace(/^\(.*/, '(')))
    throw new Refusal('bad-sql', `The console takes exactly one SELECT, not ${first}.`);
  const setting = CHANGES_SETTINGS.exec(sql);
  if (setting !== null)
    throw new Refusal(
      'bad-sql',
      `The console takes exactly one SELECT; ${setting[0]}...) changes settings.`,
    );
  const statements = await explained(connection.extractStatements(sql));
  if (statements.count !== 1)
    throw new Refusal(
      'bad-sql',
      `The console takes exactly one SELECT; here are ${statements.count} statements.`,
    );
  const prepared = await explained(statements.prepare(0));
  if (prepared.statementType !== StatementType.SELECT)
    throw new Refusal(
      'bad-sql',
      'The console takes exactly one SELECT; it reads and changes nothing.',
    );
  const result = await explained(prepared.stream());
  const names = result.columnNames();
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined)
    throw new Refusal(
      'bad-sql',
      `The column name ${repeated} stands twice in the answer; rename one with AS.`,
    );
  sink.columns(names);
  for (;;) {
    const chunk = await explained(result.fetchChunk());
    if (chunk === null || chunk.rowCount === 0) return;
    sink.rows(chunk.convertRows(toJson));
  }
}

/** In DuckDB's own words: they name the place in the SQL, which is the examiner's own text. */
async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Refusal('bad-sql', reasonOf(error).trim(), { cause: error });
  }
}
