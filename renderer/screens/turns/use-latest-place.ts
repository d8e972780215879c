import { useCallback, useEffect, useRef } from 'react';
import type { TurnsPlace } from '../../../shared/domain/destination.ts';

type Move = (place: TurnsPlace, how: 'push' | 'replace') => void;

/**
 * The place as it is now, for what happens later: a move counts from when it is made, not from when the address has
 * changed, so that two moves in a row do not undo each other.
 */
export function useLatestPlace(
  place: TurnsPlace,
  onPlace: Move,
): { readonly placeNow: () => TurnsPlace; readonly move: Move } {
  const latest = useRef(place);
  useEffect(() => {
    latest.current = place;
  }, [place]);
  return {
    placeNow: useCallback(() => latest.current, []),
    move: (next, how) => {
      latest.current = next;
      onPlace(next, how);
    },
  };
}
