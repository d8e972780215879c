import { sha256 } from '../base/hash.ts';
import { canonicalJson } from '../base/canonical-json.ts';

export interface Sides {
  /** Filters in the filter language. */
  readonly a: string;
  readonly b: string;
  /** For resampling; the same seed gives the same intervals. */
  readonly seed: number;
}

/** Names of the temporary tables of one comparison: made of a hash of ours, safe in SQL. */
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

export function workingTables(sides: Sides): WorkingTables {
  const id = sha256(canonicalJson({ a: sides.a, b: sides.b, seed: sides.seed })).slice(0, 16);
  return { id, ...tablesOf(id) };
}

export function tablesOf(id: string): Omit<WorkingTables, 'id'> {
  const name = (part: string): string => `temp.comparison_${id}_${part}`;
  return {
    side: name('side'),
    follower: name('follower'),
    found: name('found'),
    pair: name('pair'),
  };
}
