import { useEffect, useEffectEvent } from 'react';
import type { TurnsPlace } from '../../../shared/domain/destination.ts';
import { type ShownView } from './use-shown-view.ts';

/** A cursor that moves on by held keys writes no place for every row. */
const REST_MS = 200;

/** Writes cursor and first row into the place once they rest, so that going back finds them. */
export function useRestingPlace(
  shown: ShownView | undefined,
  placeNow: () => TurnsPlace,
  onPlace: (place: TurnsPlace) => void,
): void {
  const write = useEffectEvent((at: ShownView) => {
    const place = placeNow();
    const next = restingPlace(at, place);
    if (next !== undefined) onPlace(next);
  });
  useEffect(() => {
    if (shown === undefined) return undefined;
    const timer = setTimeout(() => write(shown), REST_MS);
    return () => clearTimeout(timer);
  }, [shown]);
}

/** The place with what the view shows; undefined where it says so already, or where it is on its way to another view. */
export function restingPlace(
  { head, rows, cursor, first }: ShownView,
  place: TurnsPlace,
): TurnsPlace | undefined {
  if (head.filter !== place.filter) return undefined;
  if (head.sort.column !== place.sort.column || head.sort.descending !== place.sort.descending)
    return undefined;
  const turn = (cursor === undefined ? undefined : rows.row(cursor)?.turn_id) ?? place.turn;
  return turn === place.turn && first === place.top ? undefined : { ...place, turn, top: first };
}
