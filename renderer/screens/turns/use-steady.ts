import { useCallback, useEffect, useRef } from 'react';

/** A function that stays the same one and does what the newest does: what is given it need not be drawn again. */
export function useSteady<Given extends readonly unknown[], Answer>(
  newest: (...given: Given) => Answer,
): (...given: Given) => Answer {
  const latest = useRef(newest);
  useEffect(() => {
    latest.current = newest;
  });
  return useCallback((...given: Given) => latest.current(...given), []);
}
