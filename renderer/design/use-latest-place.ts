import { useCallback, useEffect, useRef } from 'react';

/**
 * The place as it is now, for what happens later: a move counts from when it is made, not from when the address has
 * changed, so that two moves in a row do not undo each other.
 */
export function useLatestPlace<Place>(
  place: Place,
  onPlace: (place: Place, how: 'push' | 'replace') => void,
): {
  readonly placeNow: () => Place;
  readonly move: (place: Place, how: 'push' | 'replace') => void;
} {
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
