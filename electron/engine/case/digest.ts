import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, rows } from './query.ts';
import { type Column, TABLE_LIST, type Table } from './schema.ts';

/**
 * Digests that mean the same for years: per table and chunk the number of rows and the sums of the two halves of
 * MD5(row), each eight bytes read as a little-endian number, a row being its columns as length-prefixed text (NULL is `-`), times as microseconds since 1970 UTC, bytes
 * as hexadecimal. A chunk is 65,536 values of the table's first column. One changed, added or missing value changes a
 * sum; a forger of sums is caught by deriving the tables again.
 */
export const tableDigests = z.record(z.string(), z.record(z.string(), z.string()));
/** Table name, then chunk number, to `rows.high.low`. */
export type TableDigests = z.infer<typeof tableDigests>;

const CHUNK = 65_536;

const asText = ({ name, type }: Column): string => {
  const quoted = `"${name}"`;
  if (type === 'TIMESTAMPTZ') return `CAST(epoch_us(${quoted}) AS VARCHAR)`;
  if (type === 'BLOB') return `hex(${quoted})`;
  return type === 'VARCHAR' ? quoted : `CAST(${quoted} AS VARCHAR)`;
};

/** The row as one text, by a plan that runs quickly. */
function lineOfMany(columns: readonly Column[]): string {
  const prefixed = (column: Column): string =>
    `coalesce(strlen(${asText(column)}) || ':' || ${asText(column)}, '-')`;
  return `concat(${columns.map(prefixed).join(', ')})`;
}

/** The same text, by a plan that is made in a third of the time and runs up to half as long again. */
const lineOfFew = (columns: readonly Column[]): string =>
  `array_to_string(list_transform([${columns.map(asText).join(', ')}], lambda value: coalesce(strlen(value) || ':' || value, '-')), '')`;

/** Up to here it takes longer to plan the digest of a table than to run it. */
export const FEW = 5000;

function digestSql(table: Table, count: number, behind: bigint | null): string {
  const [first] = table.columns;
  const chunk = table.chunked && first !== undefined ? `"${first.name}" // ${CHUNK}` : '0';
  const some = behind === null || first === undefined ? '' : `WHERE "${first.name}" > ${behind}`;
  const line = (count > FEW ? lineOfMany : lineOfFew)(table.columns);
  return `
    SELECT chunk, count(*) AS row_count, CAST(sum(md5_number_upper(line)) AS VARCHAR) AS high,
      CAST(sum(md5_number_lower(line)) AS VARCHAR) AS low
    FROM (SELECT ${chunk} AS chunk, ${line} AS line FROM store.${table.name} ${some})
    GROUP BY chunk
    ORDER BY chunk`;
}

const digestRow = z.object({
  chunk: integer,
  row_count: integer,
  high: z.string(),
  low: z.string(),
});

/**
 * `count` is about how many rows are digested; the digest is the same whatever it is. With `behind`, only rows whose
 * first column is greater.
 */
export async function digestTable(
  connection: DuckDBConnection,
  table: Table,
  count: number,
  behind: bigint | null = null,
): Promise<Record<string, string>> {
  const chunks = await rows(connection, digestSql(table, count, behind), {}, digestRow);
  return Object.fromEntries(
    chunks.map(({ chunk, row_count, high, low }) => [String(chunk), `${row_count}.${high}.${low}`]),
  );
}

/** Of a table that `known` knows the digest of it is not taken. */
export async function digestTables(
  connection: DuckDBConnection,
  known: (table: Table, count: number) => Promise<Record<string, string> | null> = () =>
    Promise.resolve(null),
  tables: readonly Table[] = TABLE_LIST,
): Promise<TableDigests> {
  const counts = await countsOf(connection, tables);
  const digests: TableDigests = {};
  for (const table of tables) {
    const count = counts.get(table.name) ?? 0;
    digests[table.name] =
      count === 0
        ? {}
        : ((await known(table, count)) ?? (await digestTable(connection, table, count)));
  }
  return digests;
}

/** Most tables of most cases are empty, and to plan a digest takes longer than to see that. */
const countsSql = (tables: readonly Table[]): string =>
  tables
    .map(({ name }) => `SELECT '${name}' AS name, count(*) AS count FROM store.${name}`)
    .join(' UNION ALL ');
const countRow = z.object({ name: z.string(), count: integer });

/** How many rows each table has. */
export async function countsOf(
  connection: DuckDBConnection,
  tables: readonly Table[] = TABLE_LIST,
): Promise<ReadonlyMap<string, number>> {
  if (tables.length === 0) return new Map();
  const counts = await rows(connection, countsSql(tables), {}, countRow);
  return new Map(counts.map(({ name, count }) => [name, count]));
}

/** What differs between two sets of digests, in words; empty where nothing does. */
export function differences(expected: TableDigests, found: TableDigests): string[] {
  const named = TABLE_LIST.map(({ name }) => name);
  const names = new Set([...named, ...Object.keys(expected), ...Object.keys(found)]);
  return [...names].flatMap((name) => {
    const before = expected[name] ?? {};
    const after = found[name] ?? {};
    const chunks = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(
      (a, b) => Number(a) - Number(b),
    );
    return chunks
      .filter((chunk) => before[chunk] !== after[chunk])
      .map((chunk) => `table ${name}, chunk ${chunk}: ${inWords(before[chunk], after[chunk])}`);
  });
}

function inWords(before: string | undefined, after: string | undefined): string {
  const count = (digest: string | undefined): string => digest?.split('.')[0] ?? '0';
  return count(before) === count(after)
    ? 'a value differs from what was derived'
    : `${count(after)} rows where ${count(before)} were derived`;
}
