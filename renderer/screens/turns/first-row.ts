/** Rows above the cursor where nothing says how many there were. */
const ABOVE = 8;
/** More than this from the top, the cursor was most likely out of sight. */
const FARTHEST = 20;

/**
 * The first row to show of a view that was just opened: the one that the place names, else such that the cursor stays
 * about where it was on the screen, else the first of all.
 */
export function firstRowFor(known: {
  readonly top: number | undefined;
  readonly position: number | null;
  readonly length: number;
  readonly before: { readonly cursor: number | undefined; readonly first: number } | undefined;
}): number {
  const { top, position, length, before } = known;
  if (top !== undefined) return Math.max(0, Math.min(top, length - 1));
  if (position === null) return 0;
  const above = before?.cursor === undefined ? ABOVE : before.cursor - before.first;
  return Math.max(0, position - (above >= 0 && above <= FARTHEST ? above : ABOVE));
}
