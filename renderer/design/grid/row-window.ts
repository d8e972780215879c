import type { ScaledSpace } from './scaled-space.ts';

/**
 * Rows are drawn by a fixed pool of elements. Row `i` is drawn by element `i modulo pool`, so that a row keeps its
 * element while it is in view and only the elements of rows that left are given new ones.
 */
export interface RowWindow {
  /** First row that is drawn. */
  readonly from: number;
  /** One after the last row that is drawn. */
  readonly to: number;
  /** Row at which the layer of rows begins: keeps the layer's pixels small. */
  readonly origin: number;
}

/** Rows drawn before and after what is seen: a wheel notch is there before it is asked for. */
const OVERSCAN = 3;
/** Rows of one layer. Its height must not change while it moves, or all of it would be painted again. */
export const LAYER_ROWS = 3000;

export const poolSize = (space: ScaledSpace): number =>
  Math.min(space.length, Math.ceil(space.viewport / space.rowHeight) + 1 + 2 * OVERSCAN);

/** The rows to draw at `top`; the same object as `before` when nothing changed. */
export function windowAt(space: ScaledSpace, top: number, before: RowWindow): RowWindow {
  const pool = poolSize(space);
  const first = Math.floor(top / space.rowHeight) - OVERSCAN;
  const from = Math.max(0, Math.min(first, space.length - pool));
  const to = from + pool;
  const origin = originOf(from, to, before.origin);
  const same = from === before.from && to === before.to && origin === before.origin;
  return same ? before : { from, to, origin };
}

function originOf(from: number, to: number, before: number): number {
  const fits = from >= before && to <= before + LAYER_ROWS;
  return fits ? before : Math.max(0, from - Math.floor(LAYER_ROWS / 2));
}

/** The row that an element of the pool draws. */
export function rowOfElement(window: RowWindow, pool: number, element: number): number {
  const offset = (element - (window.from % pool) + pool) % pool;
  return window.from + offset;
}
