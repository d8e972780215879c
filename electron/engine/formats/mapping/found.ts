import type { MappedColumn } from '../../../../shared/domain/mapping.ts';
import type { SamplePath } from './sample-paths.ts';
import { shapeWords } from './value-shapes.ts';

/** A path that is thought to be something, how surely (0 to 1), and why. */
export interface Found {
  readonly at: SamplePath;
  readonly score: number;
  readonly why: string;
}

/** What a column is thought to be read from. */
export interface FoundColumn extends Found {
  readonly column: MappedColumn;
  /** What a number is multiplied by to be in the unit of the column. */
  readonly times: number | undefined;
}

export const found = (at: SamplePath, score: number, name: string): Found => ({
  at,
  score,
  why: `${name === '' ? 'no name says so' : `named "${name}"`}; ${shapeWords(at)}`,
});

export const best = <Thing extends { readonly score: number }>(
  things: readonly Thing[],
): Thing | undefined =>
  things.reduce<Thing | undefined>(
    (most, one) => (one.score > (most?.score ?? 0) ? one : most),
    undefined,
  );
