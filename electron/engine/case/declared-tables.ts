import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { TableDigests } from './digest.ts';
import { rows } from './query.ts';
import type { Table } from './schema.ts';

const COLUMNS = `
  SELECT
    table_name AS "table", column_name AS name,
    CASE data_type WHEN 'TIMESTAMP WITH TIME ZONE' THEN 'TIMESTAMPTZ' ELSE data_type END AS type
  FROM duckdb_columns()
  WHERE database_name = 'store' AND table_name <> 'derivation'
  ORDER BY table_name, column_index`;
const columnRow = z.object({
  table: z.string().regex(/^\w+$/),
  name: z.string().regex(/^\w+$/),
  type: z.enum(['BIGINT', 'INTEGER', 'UBIGINT', 'DOUBLE', 'TIMESTAMPTZ', 'VARCHAR', 'BLOB']),
});

/**
 * The tables that an earlier version derived, as the database declares them: their digests cover the columns of that time.
 * Whether digests were taken by chunks is told by those that are `expected`.
 */
export async function declaredTables(
  connection: DuckDBConnection,
  expected: TableDigests,
): Promise<readonly Table[]> {
  const tables = new Map<string, Table & { columns: Table['columns'][number][] }>();
  for (const { table, name, type } of await rows(connection, COLUMNS, {}, columnRow)) {
    const chunked = Object.keys(expected[table] ?? {}).some((chunk) => chunk !== '0');
    const declared = tables.get(table) ?? { name: table, says: '', chunked, columns: [] };
    tables.set(table, declared);
    declared.columns.push({ name, type, says: '' });
  }
  return [...tables.values()];
}
