import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { GridViewport } from './grid-viewport.ts';

interface PlaceProps {
  rows: { readonly length: number };
  cursor: number | undefined;
  firstVisible?: number | undefined;
  onFirstVisible?: ((first: number, last: number) => void) | undefined;
}

/**
 * Keeps the view where the screen wants it: at `firstVisible` when it changes to something the grid did not tell
 * itself, and so that the cursor is seen when the cursor moves.
 */
export function useGridPlace(viewport: GridViewport, props: PlaceProps): void {
  const { rows, cursor, firstVisible, onFirstVisible } = props;
  // What was told and has not come back yet: an answer that is late must not pull the view back.
  const told = useRef<number[]>([]);
  const cursorSeen = useRef<number | undefined>(undefined);

  useLayoutEffect(() => {
    viewport.setLength(rows.length);
  }, [viewport, rows]);

  // Where the view is put wins over the cursor that comes with it.
  const stand = useEffectEvent((index: number) => {
    cursorSeen.current = cursor;
    viewport.standAt(index);
  });
  useLayoutEffect(() => {
    if (firstVisible === undefined) return;
    const at = told.current.indexOf(firstVisible);
    if (at !== -1) {
      told.current = told.current.slice(at + 1);
    } else if (firstVisible !== viewport.inView().first) {
      stand(firstVisible);
    }
  }, [viewport, rows, firstVisible]);

  useLayoutEffect(() => {
    if (cursor === undefined || cursor === cursorSeen.current) return;
    cursorSeen.current = cursor;
    viewport.reveal(cursor);
  }, [viewport, cursor]);

  const rest = useEffectEvent((first: number, last: number) => {
    if (onFirstVisible === undefined) return;
    if (first !== firstVisible) told.current = [...told.current, first].slice(-20);
    onFirstVisible(first, last);
  });
  useEffect(() => viewport.onRest((first, last) => rest(first, last)), [viewport]);
}
