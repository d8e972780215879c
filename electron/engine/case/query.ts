import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { z } from 'zod';

/**
 * How features ask the database: SQL with bound parameters, rows checked by the schema that the query site declares.
 * Values arrive as JavaScript: BIGINT as bigint (use `integer`), TIMESTAMPTZ as microseconds (select `epoch_us(x)` and
 * use `time`), BLOB as bytes (select `hex(x)`).
 */
export type Parameters = Readonly<Record<string, DuckDBValue>>;

export async function rows<Row>(
  connection: DuckDBConnection,
  sql: string,
  parameters: Parameters,
  schema: z.ZodType<Row>,
): Promise<Row[]> {
  const reader = await connection.runAndReadAll(sql, { ...parameters });
  return z.array(schema).parse(reader.getRowObjectsJS());
}

/** The one row that the query gives; a fault where there is none or more. */
export async function row<Row>(
  connection: DuckDBConnection,
  sql: string,
  parameters: Parameters,
  schema: z.ZodType<Row>,
): Promise<Row> {
  const found = await rows(connection, sql, parameters, z.unknown());
  return z.tuple([schema]).parse(found)[0];
}

/** As `rows`, a chunk at a time: memory does not grow with the answer. */
export async function* streamRows<Row>(
  connection: DuckDBConnection,
  sql: string,
  parameters: Parameters,
  schema: z.ZodType<Row>,
): AsyncGenerator<Row[]> {
  const result = await connection.stream(sql, { ...parameters });
  const chunkSchema = z.array(schema);
  for (
    let chunk = await result.fetchChunk();
    chunk !== null && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  )
    yield chunkSchema.parse(chunk.getRowObjects(result.deduplicatedColumnNames()));
}

/** BIGINT, INTEGER or a sum (HUGEINT): a safe integer as number. */
export const integer = z.union([z.bigint(), z.int()]).transform((value, context) => {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  context.addIssue('an integer beyond 2^53');
  return z.NEVER;
});

/** An integer that a log gives and that may use all 64 bits, as seeds do: beyond 2^53 it is decimal text. */
export const wideInteger = z.bigint().transform((value) => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
});

/** `epoch_us(...)`: before 1684 and after 2255 it is beyond what a number holds. */
export const microseconds = z.union([z.bigint(), z.int()]).transform(BigInt);

/** `epoch_us(...)` as ISO 8601 text, UTC, with microseconds only where there are some. */
export const time = microseconds.transform(isoOfMicroseconds);

/** Refuses (RangeError) what lies beyond the years that dates of JavaScript hold. */
export function isoOfMicroseconds(since1970: bigint): string {
  const rest = ((since1970 % 1000n) + 1000n) % 1000n;
  const iso = new Date(Number((since1970 - rest) / 1000n)).toISOString();
  return rest === 0n ? iso : iso.replace('Z', `${String(rest).padStart(3, '0')}Z`);
}
