import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { rows } from '../case/query.ts';

/**
 * Functions that DuckDB takes for reading though they change settings, write logs, read through a pointer, or run SQL
 * that is hidden in a value. Those that read files are shut off with every other door to the outside.
 */
const FORBIDDEN =
  /^(?:(?:enable|disable|truncate|force)_\w+|check_peg_parser|checkpoint|write_log|read_duckdb|arrow_scan\w*|query|json_execute_serialized_sql|sleep_ms|setseed|nextval)$/i;

const serialized = z.object({ tree: z.string() });

/** The first function of a SELECT that the console does not take; null where there is none. */
export async function forbiddenFunction(
  connection: DuckDBConnection,
  sql: string,
): Promise<string | null> {
  const [{ tree } = { tree: '{}' }] = await rows(
    connection,
    'SELECT json_serialize_sql($sql::VARCHAR) AS tree',
    { sql },
    serialized,
  );
  const parsed: unknown = JSON.parse(tree);
  // What DuckDB prepares but cannot take apart (PIVOT): there any word counts.
  if (isObject(parsed) && parsed['error'] === true)
    return sql.match(/\w+/g)?.find((word) => FORBIDDEN.test(word)) ?? null;
  return namesOfFunctions(parsed).find((name) => FORBIDDEN.test(name)) ?? null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function namesOfFunctions(tree: unknown): string[] {
  const found: string[] = [];
  const waiting: unknown[] = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isObject(node)) continue;
    if (typeof node['function_name'] === 'string') found.push(node['function_name']);
    waiting.push(...Object.values(node).filter(isObject));
  }
  return found;
}
