import type { GridColumnState } from './grid-types.ts';

/** What the layout reads of a column. */
interface Sized {
  readonly id: string;
  readonly width: number;
  readonly minWidth?: number;
  readonly givesTo?: number;
  readonly grow?: boolean;
}

export const noColumnState: GridColumnState = { order: [], hidden: [], widths: {} };

const LEAST_WIDTH = 48;

/** Columns in the person's order; those the order does not name follow as they were given. Hidden ones are left out. */
export function shownColumns<Column extends { readonly id: string }>(
  columns: readonly Column[],
  state: GridColumnState,
): readonly Column[] {
  return orderedColumns(columns, state).filter((column) => !state.hidden.includes(column.id));
}

function orderedColumns<Column extends { readonly id: string }>(
  columns: readonly Column[],
  state: GridColumnState,
): readonly Column[] {
  const named = state.order.flatMap((id) => columns.filter((column) => column.id === id));
  const chosen = new Set(named);
  return [...chosen, ...columns.filter((column) => !chosen.has(column))];
}

export const leastWidth = (column: Sized): number => column.minWidth ?? LEAST_WIDTH;

export const chosenWidth = (column: Sized, state: GridColumnState): number =>
  Math.max(leastWidth(column), state.widths[column.id] ?? column.width);

/**
 * Widths in pixels of the shown columns, in order, for `available` pixels. The growing column takes the rest and
 * keeps at least its least width. Where that is not enough, columns that can and whose width nobody chose give way alike; the sum exceeds `available` only when nothing can give.
 */
export function columnWidths(
  shown: readonly Sized[],
  state: GridColumnState,
  available: number,
): readonly number[] {
  const widths = givenWay(shown, state, available);
  const growing = growingColumn(shown);
  const others = widths.reduce((sum, width, at) => (at === growing ? sum : sum + width), 0);
  return shown.map((column, at) => {
    const own = widths[at] ?? 0;
    if (at !== growing) return own;
    const least = column.grow === true ? leastWidth(column) : own;
    return Math.max(least, available - others);
  });
}

function givenWay(
  shown: readonly Sized[],
  state: GridColumnState,
  available: number,
): readonly number[] {
  const growing = growingColumn(shown);
  const widths = shown.map((column, at) =>
    at === growing && column.grow === true ? leastWidth(column) : chosenWidth(column, state),
  );
  const slack = shown.map((column, at) =>
    column.givesTo === undefined || state.widths[column.id] !== undefined
      ? 0
      : Math.max(0, (widths[at] ?? 0) - column.givesTo),
  );
  const over = sumOf(widths) - available;
  const share = over <= 0 ? 0 : Math.min(1, over / Math.max(1, sumOf(slack)));
  return widths.map((width, at) => width - Math.ceil((slack[at] ?? 0) * share));
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, own) => sum + own, 0);

/** The place of the column that takes the rest: the first that grows, else the last, so that rows reach the edge. */
export function growingColumn(shown: readonly Sized[]): number {
  const grows = shown.findIndex((column) => column.grow === true);
  return grows === -1 ? shown.length - 1 : grows;
}

export const columnTemplate = (widths: readonly number[]): string =>
  widths.map((width) => `${width}px`).join(' ');

/**
 * Makes column `at` wider by `by` pixels, narrower when negative. The growing column has no width of its own: it is
 * made wider by making the next one narrower.
 */
export function resizeColumn(
  shown: readonly Sized[],
  state: GridColumnState,
  at: number,
  by: number,
): GridColumnState {
  if (at !== growingColumn(shown)) return setWidth(state, shown[at], by);
  return setWidth(state, shown[at + 1], -by);
}

/**
 * Moves the right edge of column `at` by `by` pixels. Right of the growing column all is pushed against the right
 * edge, so there it is the next column that changes: the edge stays under the pointer.
 */
export function moveEdge(
  shown: readonly Sized[],
  state: GridColumnState,
  at: number,
  by: number,
): GridColumnState {
  if (at < growingColumn(shown)) return setWidth(state, shown[at], by);
  return setWidth(state, shown[at + 1], -by);
}

function setWidth(state: GridColumnState, column: Sized | undefined, by: number): GridColumnState {
  if (column === undefined) return state;
  const width = Math.max(leastWidth(column), Math.round(chosenWidth(column, state) + by));
  return { ...state, widths: { ...state.widths, [column.id]: width } };
}

/** Gives a column its first width again. */
export function forgetWidth(state: GridColumnState, id: string): GridColumnState {
  const kept = Object.entries(state.widths).filter(([column]) => column !== id);
  return { ...state, widths: Object.fromEntries(kept) };
}

/** Moves a column by `by` shown places, left when negative; the ends are kept. */
export function moveColumn(
  columns: readonly { readonly id: string }[],
  state: GridColumnState,
  id: string,
  by: number,
): GridColumnState {
  const shown = shownColumns(columns, state).map((column) => column.id);
  const at = shown.indexOf(id);
  if (at === -1) return state;
  const rest = shown.filter((other) => other !== id);
  const to = Math.max(0, Math.min(rest.length, at + by));
  const moved = [...rest.slice(0, to), id, ...rest.slice(to)];
  const hidden = orderedColumns(columns, state).filter((column) => !shown.includes(column.id));
  return { ...state, order: [...moved, ...hidden.map((column) => column.id)] };
}

/** Hides a shown column, shows a hidden one. */
export function toggleColumn(state: GridColumnState, id: string): GridColumnState {
  const hidden = state.hidden.includes(id)
    ? state.hidden.filter((other) => other !== id)
    : [...state.hidden, id];
  return { ...state, hidden };
}
