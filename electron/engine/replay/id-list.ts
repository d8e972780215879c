import { type DuckDBListValue, listValue } from '@duckdb/node-api';

/** Ids as one parameter: `IN (SELECT unnest($ids))`. */
export function idList(ids: readonly number[]): DuckDBListValue {
  return listValue(ids.map((id) => BigInt(id)));
}
