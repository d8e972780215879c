import type { DuckDBListValue } from '@duckdb/node-api';
import { idList } from './id-list.ts';

/**
 * Ids as parameters of `WITHIN`: the list, and its bounds, which say the same again and let the database pass over the
 * blocks of a large table that hold none of them.
 */
export function boundedIds(ids: readonly number[]): {
  ids: DuckDBListValue;
  first: bigint;
  last: bigint;
} {
  let [first = 0] = ids;
  let last = first;
  for (const id of ids) {
    if (id < first) first = id;
    if (id > last) last = id;
  }
  return { ids: idList(ids), first: BigInt(first), last: BigInt(last) };
}

/** SQL: the column holds one of `boundedIds`. */
export const within = (column: string): string =>
  `${column} BETWEEN $first AND $last AND ${column} IN (SELECT unnest($ids))`;
