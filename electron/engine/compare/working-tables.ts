import { canonicalJson } from '../base/canonical-json.ts';
import { Fault } from '../base/errors.ts';
import { sha256 } from '../base/hash.ts';

export interface Sides {
  /** Filters in the filter language. */
  readonly a: string;
  readonly b: string;
  /** For resampling; the same seed gives the same intervals. */
  readonly seed: number;
}

/**
 * Where the pairs of a comparison stay: with the connection that made it, or in the memory of the open case, where every
 * connection reads them.
 */
export type PairsHome = 'temp' | 'memory.main';

/** Names of the tables of one comparison: made of a hash of ours, safe in SQL. All but the pairs are of one connection. */
export interface WorkingTables {
  readonly id: string;
  /** side ('a', 'b'), turn_id. */
  readonly side: string;
  /** turn_id: turns whose logged input leaves out the conversation before them. */
  readonly follower: string;
  /** aligned_by, ambiguous, a, b (turn ids). */
  readonly found: string;
  /** found, numbered, and whether the outputs are equal; stays for paging. */
  readonly pair: string;
}

export function workingTables(sides: Sides, home: PairsHome): WorkingTables {
  const id = comparisonId(sides);
  const name = (part: string): string => `temp.comparison_${id}_${part}`;
  return {
    id,
    side: name('side'),
    follower: name('follower'),
    found: name('found'),
    pair: pairTable(id, home),
  };
}

/** The same filters and seed have the same. */
export const comparisonId = ({ a, b, seed }: Sides): string =>
  sha256(canonicalJson({ a, b, seed })).slice(0, 16);

/** `id` is one of ours: anything else is a fault. */
export function pairTable(id: string, home: PairsHome): string {
  if (!/^[0-9a-f]{16}$/.test(id)) throw new Fault(`"${id}" is no name of a comparison`);
  return `${home}.comparison_${id}_pair`;
}
