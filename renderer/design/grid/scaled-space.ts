/**
 * A browser's scroll space ends at 33.5 million device pixels; a million rows are taller. So there are two spaces:
 * the content (`top`: pixels from the first row, true size) and the scroll bar (`scroll`: the element's scrollTop).
 * Both are the same near either end; between, the scroll bar is squeezed. Small moves are made in the content and
 * the scroll bar is brought back to where it belongs when the movement rests.
 */
export interface ScaledSpace {
  readonly rowHeight: number;
  readonly length: number;
  /** Height of the window onto the rows. */
  readonly viewport: number;
  /** The largest `top`: the last row stands at the lower edge. */
  readonly contentMax: number;
  /** The largest `scroll`. */
  readonly scrollMax: number;
}

/** Where the view stands in both spaces. */
export interface Place {
  readonly top: number;
  readonly scroll: number;
}

export const TOP_OF_VIEW: Place = { top: 0, scroll: 0 };

const SCROLL_LIMIT = 8_000_000;
/** Below the 33.5 million at which Chromium stops, at any zoom. */
const DEVICE_PIXEL_LIMIT = 24_000_000;
/** Near the ends one pixel of scroll is one pixel of content, so that both ends are reached by any kind of move. */
const TRUE_SHARE = 16;

export function scaledSpace(size: {
  length: number;
  rowHeight: number;
  viewport: number;
  pixelRatio: number;
}): ScaledSpace {
  const { length, rowHeight, viewport, pixelRatio } = size;
  const content = Math.max(0, length * rowHeight - viewport);
  const limit = Math.floor(Math.min(SCROLL_LIMIT, DEVICE_PIXEL_LIMIT / Math.max(pixelRatio, 0.1)));
  return {
    rowHeight,
    length,
    viewport,
    contentMax: content,
    scrollMax: Math.min(content, Math.max(limit - viewport, 1)),
  };
}

export const isScaled = (space: ScaledSpace): boolean => space.scrollMax < space.contentMax;

const trueEnd = (space: ScaledSpace): number => space.scrollMax / TRUE_SHARE;

/** The content under a place of the scroll bar. */
export function topAt(space: ScaledSpace, scroll: number): number {
  const { contentMax, scrollMax } = space;
  const at = clamp(scroll, 0, scrollMax);
  if (!isScaled(space)) return at;
  const end = trueEnd(space);
  if (at <= end) return at;
  if (at >= scrollMax - end) return contentMax - (scrollMax - at);
  return end + ((at - end) * (contentMax - 2 * end)) / (scrollMax - 2 * end);
}

/** The place of the scroll bar for a content place: the inverse of `topAt`. */
export function scrollAt(space: ScaledSpace, top: number): number {
  const { contentMax, scrollMax } = space;
  const at = clamp(top, 0, contentMax);
  if (!isScaled(space)) return at;
  const end = trueEnd(space);
  if (at <= end) return at;
  if (at >= contentMax - end) return scrollMax - (contentMax - at);
  return end + ((at - end) * (scrollMax - 2 * end)) / (contentMax - 2 * end);
}

export function placeAt(space: ScaledSpace, top: number): Place {
  const at = clamp(top, 0, space.contentMax);
  return { top: at, scroll: scrollAt(space, at) };
}

/**
 * Follows the scroll bar to `scroll`. A move too small to be a pull at the thumb goes by true pixels; a pull jumps.
 * `byWheel` tells that a wheel or a touch made it: such a move never jumps to an end that it only reached in scroll.
 */
export function follow(space: ScaledSpace, place: Place, scroll: number, byWheel: boolean): Place {
  const moved = scroll - place.scroll;
  if (moved === 0) return place;
  const atEnd = scroll <= 0 || scroll >= space.scrollMax;
  const jumps = !isScaled(space) || Math.abs(moved) > smallMove(space) || (atEnd && !byWheel);
  if (jumps) return { top: topAt(space, scroll), scroll };
  return { top: clamp(place.top + moved, 0, space.contentMax), scroll };
}

/** Whether the scroll bar stands so far from where it belongs that it cannot wait for the movement to rest. */
export function mustRealign(space: ScaledSpace, place: Place): boolean {
  const gap = Math.abs(place.scroll - scrollAt(space, place.top));
  if (gap < 1) return false;
  return gap > trueEnd(space) / 2 || place.scroll <= 0 || place.scroll >= space.scrollMax;
}

/** One pixel of the thumb is `scrollMax / viewport`; what is well below that was no pull. */
const smallMove = (space: ScaledSpace): number =>
  space.scrollMax / (4 * Math.max(1, space.viewport));

/** The nearest `top` at which row `index` is wholly seen; `top` itself when it is seen already. */
export function reveal(space: ScaledSpace, top: number, index: number): number {
  const upper = index * space.rowHeight;
  const lower = upper + space.rowHeight - space.viewport;
  // A viewport lower than one row shows the row's upper edge.
  if (top > upper || lower > upper) return clamp(upper, 0, space.contentMax);
  if (top < lower) return clamp(lower, 0, space.contentMax);
  return clamp(top, 0, space.contentMax);
}

/** The first row of which at least the lower half is seen, and the last row that is seen whole. */
export function rowsInView(space: ScaledSpace, top: number): { first: number; last: number } {
  const first = clamp(
    Math.floor((top + space.rowHeight / 2) / space.rowHeight),
    0,
    space.length - 1,
  );
  const last = Math.floor((top + space.viewport + 0.5) / space.rowHeight) - 1;
  return { first, last: clamp(last, first, Math.max(first, space.length - 1)) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
