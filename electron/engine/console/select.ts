import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBPreparedStatement,
  type Json,
  StatementType,
} from '@duckdb/node-api';
import { Refusal, reasonOf } from '../base/errors.ts';
import { AnswerSize } from './answer-size.ts';
import { toJson } from './cells.ts';
import { forbiddenFunction } from './forbidden.ts';

export interface RowSink {
  columns(names: string[], types: string[]): void;
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

/**
 * Runs exactly one SELECT and hands its rows on, a chunk at a time. Without `size` there may be any number. A statement
 * that fails after its first rows is refused, like one that fails before them: what was handed on is not its answer.
 */
export async function select(
  connection: DuckDBConnection,
  sql: string,
  sink: RowSink,
  size: AnswerSize | null = new AnswerSize(),
): Promise<void> {
  const [first] = /[\w(]\w*/.exec(sql.replace(COMMENT, ' ')) ?? [null];
  if (first === null)
    throw new Refusal('bad-sql', 'The console takes exactly one SELECT; here is none.');
  if (!READS.has(first.toUpperCase().replace(/^\(.*/, '(')))
    throw new Refusal('bad-sql', `The console takes exactly one SELECT, not ${first}.`);
  const statements = await explained(connection.extractStatements(sql));
  if (statements.count !== 1)
    throw new Refusal(
      'bad-sql',
      `The console takes exactly one SELECT; here are ${statements.count} statements.`,
    );
  const forbidden = await forbiddenFunction(connection, sql);
  if (forbidden !== null)
    throw new Refusal(
      'bad-sql',
      `The console takes exactly one SELECT; it takes no ${forbidden}(), which does more than read tables.`,
    );
  const prepared = await explained(statements.prepare(0));
  if (prepared.statementType !== StatementType.SELECT)
    throw new Refusal(
      'bad-sql',
      'The console takes exactly one SELECT; it reads and changes nothing.',
    );
  await connection.run('BEGIN');
  try {
    await handOn(prepared, sink, size);
    await refuseBrokenOff(connection, prepared);
  } finally {
    await connection.run('ROLLBACK');
  }
}

async function handOn(
  prepared: DuckDBPreparedStatement,
  sink: RowSink,
  size: AnswerSize | null,
): Promise<void> {
  const result = await explained(prepared.stream());
  const names = result.columnNames();
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined)
    throw new Refusal(
      'bad-sql',
      `The column name ${repeated} stands twice in the answer; rename one with AS.`,
    );
  sink.columns(
    names,
    result.columnTypes().map((type) => type.toString()),
  );
  for (;;) {
    const chunk = await explained(result.fetchChunk());
    if (chunk === null || chunk.rowCount === 0) return;
    sink.rows(rowsOf(chunk, size));
  }
}

/**
 * The rows of a statement that fails end as if they were all: only its transaction tells, which then takes no further
 * statement. DuckDB says why where nobody reads along.
 */
async function refuseBrokenOff(
  connection: DuckDBConnection,
  prepared: DuckDBPreparedStatement,
): Promise<void> {
  try {
    await connection.run('SELECT 1');
    return;
  } catch {
    await connection.run('ROLLBACK');
    await connection.run('BEGIN');
  }
  await explained(prepared.run());
  throw new Refusal('bad-sql', 'The statement failed after its first rows; run it again.');
}

/** Row by row, so that an answer that is too large ends before it fills the memory. */
function rowsOf(chunk: DuckDBDataChunk, size: AnswerSize | null): Json[][] {
  return Array.from({ length: chunk.rowCount }, (_, index) => {
    const row = chunk.convertRowValues(index, toJson);
    for (const value of row) size?.add(value);
    return row;
  });
}

/** In DuckDB's own words: they name the place in the SQL, which is the examiner's own text. */
async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Refusal('bad-sql', reasonOf(error).trim(), { cause: error });
  }
}
