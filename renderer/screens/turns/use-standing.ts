import { useEffect, useState } from 'react';
import type { ShownView } from './use-shown-view.ts';

/** Where a person stands in a view. */
export interface Standing {
  readonly cursor: number | undefined;
  /** First and last row wholly in sight. */
  readonly first: number;
  readonly last: number;
  /** Rows that fit in sight beside the first. */
  readonly fits: number;
}

interface Held extends Standing {
  readonly of: ShownView;
}

/**
 * Cursor and sight while they move. They live apart from the rest of the screen, so that a step of the cursor draws rows
 * and nothing else; `tell` gives the others the last of them.
 */
export function useStanding(
  shown: ShownView,
  tell: (standing: Standing) => void,
): readonly [Standing, (next: { cursor: number } | { first: number; last: number }) => void] {
  const [held, setHeld] = useState<Held>(() => standingIn(shown, 0));
  let now = held;
  if (held.of !== shown) {
    now = standingIn(shown, held.fits);
    setHeld(now);
  }
  useEffect(() => {
    tell(now);
  }, [tell, now]);
  return [now, (next) => setHeld((before) => moved(before, next))];
}

/** A view in the same grid has as many rows in sight, until the grid says otherwise. */
function standingIn(of: ShownView, fits: number): Held {
  const { cursor, first } = of;
  return {
    of,
    cursor,
    first,
    last: Math.max(first, Math.min(first + fits, of.head.length - 1)),
    fits,
  };
}

function moved(before: Held, next: { cursor: number } | { first: number; last: number }): Held {
  if ('cursor' in next) return { ...before, ...next };
  // Where all rows are in sight, more might fit than there are.
  const isShort = next.first === 0 && next.last >= before.of.head.length - 1;
  const span = next.last - next.first;
  return { ...before, ...next, fits: isShort ? Math.max(before.fits, span) : span };
}
