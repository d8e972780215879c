import type { Parameters } from '../case/query.ts';

/**
 * SQL that narrows a large table to rows of a page before anything else is done with it, and what it binds. Spelt out id
 * by id: DuckDB then passes over all blocks that hold none of them, which it does not for a list in one parameter.
 */
export interface Among {
  readonly condition: (column: string) => string;
  readonly parameters: Parameters;
}

/** `ids` holds one at least. */
export function among(ids: Iterable<number>): Among {
  const bound = [...new Set(ids)]
    .sort((a, b) => a - b)
    .map((id, n) => [`id_${n}`, BigInt(id)] as const);
  const names = bound.map(([name]) => `$${name}`).join(', ');
  return {
    condition: (column) => `${column} IN (${names})`,
    parameters: Object.fromEntries(bound),
  };
}
