import { Fault } from '../base/errors.ts';

/**
 * SQL that narrows a large table to rows of a page before anything else is done with it; `ids` holds one at least. Spelt
 * out id by id: DuckDB then passes over all blocks that hold none of them, which it does not for a list in one parameter.
 * They are numbers of ours and stand in the text: to bind two hundred takes as long as to look them up.
 */
export function among(column: string, ids: Iterable<number>): string {
  const spelt = [...new Set(ids)].sort((a, b) => a - b);
  if (!spelt.every(Number.isSafeInteger)) throw new Fault(`ids of ${column} are no whole numbers`);
  return `${column} IN (${spelt.join(', ')})`;
}
