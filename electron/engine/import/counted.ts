import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, row } from '../case/query.ts';

/**
 * How many rows there are of a table, or of what follows FROM. For a small log it takes longer to plan the statements of a
 * join than to see that nothing is there to be joined.
 */
export async function counted(connection: DuckDBConnection, from: string): Promise<number> {
  const sql = `SELECT count(*) AS count FROM ${from}`;
  return (await row(connection, sql, {}, z.object({ count: integer }))).count;
}
