import type { ViewRow } from '../../../shared/domain/view.ts';

type LaneOf = NonNullable<ViewRow['worst']>['lane'];

/** How many hits a turn has in each lane beside its worst; lanes without one are left out. */
export function otherHits(
  row: Pick<ViewRow, 'worst' | 'findings' | 'leads' | 'candidates'>,
): readonly { readonly lane: LaneOf; readonly hits: number }[] {
  const all = [
    { lane: 'finding', hits: row.findings },
    { lane: 'lead', hits: row.leads },
    { lane: 'candidate', hits: row.candidates },
  ] as const;
  return all
    .map(({ lane, hits }) => ({ lane, hits: lane === row.worst?.lane ? hits - 1 : hits }))
    .filter(({ hits }) => hits > 0);
}
