import { useEffect, useEffectEvent } from 'react';
import type { TurnsPlace } from '../../../shared/domain/destination.ts';
import { isSameQuestion } from './same-question.ts';
import type { ShownView } from './use-shown-view.ts';

/** A cursor that moves on by held keys writes no place for every row. */
const REST_MS = 200;

/** Writes cursor and first row into the place once they rest, so that going back finds them. */
export function useRestingPlace(
  { head, rows }: ShownView,
  at: { readonly cursor: number | undefined; readonly first: number },
  placeNow: () => TurnsPlace,
  onPlace: (place: TurnsPlace) => void,
): void {
  const { cursor, first } = at;
  const write = useEffectEvent((turn: number | undefined) => {
    const place = placeNow();
    if (!isSameQuestion(head, place)) return;
    const next = { ...place, turn: turn ?? place.turn, top: first };
    if (next.turn !== place.turn || next.top !== place.top) onPlace(next);
  });
  useEffect(() => {
    let stop: (() => void) | undefined;
    const rest = (): void => {
      const row = cursor === undefined ? undefined : rows.row(cursor);
      // The row may still be on its way, after a leap to the end.
      if (cursor !== undefined && row === undefined) stop ??= rows.subscribe(rest);
      else {
        stop?.();
        write(row?.turn_id);
      }
    };
    const timer = setTimeout(rest, REST_MS);
    return () => {
      clearTimeout(timer);
      stop?.();
    };
  }, [rows, cursor, first]);
}
