import type { Parameters } from '../case/query.ts';
import { viewTable } from './view-name.ts';

/** A stretch of a view as SQL: its rows, and what narrows a large table to its turns before anything else is done. */
export interface Page {
  /** Rows (position, turn_id). */
  readonly rows: string;
  readonly holds: (turn: string) => string;
  readonly parameters: Parameters;
}

export function pageOf(name: string, offset: number, limit: number): Page {
  const bounds = 'rowid >= $from AND rowid < $to';
  const rows = `SELECT rowid AS position, turn_id FROM ${viewTable(name)} WHERE ${bounds}`;
  return {
    rows,
    holds: (turn) => `${turn} IN (SELECT turn_id FROM (${rows}))`,
    parameters: { from: BigInt(offset), to: BigInt(offset + limit) },
  };
}
