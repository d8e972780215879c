import { LAYER_ROWS, poolSize, rowOfElement, type RowWindow, windowAt } from './row-window.ts';
import {
  follow,
  mustRealign,
  type Place,
  placeAt,
  reveal,
  rowsInView,
  scaledSpace,
  type ScaledSpace,
  TOP_OF_VIEW,
} from './scaled-space.ts';

/** The elements of a grid that scroll. */
export interface ViewportElements {
  scroller: HTMLElement;
  head: HTMLElement;
  /** As high as the scroll space. */
  space: HTMLElement;
  /** Stays in view and cuts off what is outside. */
  pane: HTMLElement;
  /** Holds the rows and is moved as one. */
  layer: HTMLElement;
  /** As high as one row. */
  probe: HTMLElement;
}

/** What the body draws: changes only when another row comes into view. */
export interface Drawn {
  readonly window: RowWindow;
  readonly rowHeight: number;
  /** Elements of the pool in the order in which they stand in the document: that of their rows, renewed at rest. */
  readonly elements: readonly number[];
}

/** The view over the rows: follows the scroll bar frame by frame without React, and tells what to draw. */
export interface GridViewport {
  attach: (elements: ViewportElements) => () => void;
  subscribe: (listener: () => void) => () => void;
  drawn: () => Drawn;
  /** Pixels there are for columns. */
  width: () => number;
  setLength: (length: number) => void;
  /** Puts a row at the upper edge. */
  standAt: (index: number) => void;
  /** Moves as little as shows a row whole. */
  reveal: (index: number) => void;
  /** Rows hear the pointer again although the movement has not come to rest. */
  hearPointer: () => void;
  inView: () => { first: number; last: number };
  /** Told when movement rests; answers how to stop. */
  onRest: (listener: (first: number, last: number) => void) => () => void;
}

const REST_AFTER_MS = 120;
/** A scroll that comes later than this after a wheel was not made by it. */
const WHEEL_LASTS_MS = 1000;

const NOTHING: Drawn = { window: { from: 0, to: 0, origin: 0 }, rowHeight: 24, elements: [] };

export function createGridViewport(): GridViewport {
  const listeners = new Set<() => void>();
  const restListeners = new Set<(first: number, last: number) => void>();
  let elements: ViewportElements | undefined;
  let space: ScaledSpace = scaledSpace({ length: 0, rowHeight: 24, viewport: 0, pixelRatio: 1 });
  let place: Place = TOP_OF_VIEW;
  let drawn = NOTHING;
  let width = 0;
  let length = 0;
  let wheelAt = Number.NEGATIVE_INFINITY;
  let movedAt = 0;
  let restTimer: ReturnType<typeof setTimeout> | undefined;

  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };

  const draw = (): void => {
    if (elements === undefined) return;
    const window = windowAt(space, place.top, drawn.window);
    const offset = window.origin * space.rowHeight - place.top;
    elements.layer.style.transform = `translate3d(0, ${toDevicePixel(offset)}px, 0)`;
    const { rowHeight } = space;
    const pool = poolSize(space);
    const samePool = pool === drawn.elements.length && rowHeight === drawn.rowHeight;
    if (window === drawn.window && samePool) return;
    drawn = { window, rowHeight, elements: samePool ? drawn.elements : inRowOrder(window, pool) };
    tell();
  };

  /** Puts the scroll bar where the content is. */
  const align = (top: number): void => {
    if (elements === undefined) return;
    const wanted = placeAt(space, top);
    elements.scroller.scrollTop = wanted.scroll;
    // What the browser made of it: it keeps whole device pixels.
    place = { top: wanted.top, scroll: elements.scroller.scrollTop };
  };

  const moveTo = (top: number): void => {
    align(top);
    draw();
    restLater();
  };

  const onScroll = (): void => {
    if (elements === undefined) return;
    const byWheel = performance.now() - wheelAt < WHEEL_LASTS_MS;
    const next = follow(space, place, elements.scroller.scrollTop, byWheel);
    if (next === place) return;
    place = next;
    if (mustRealign(space, place)) align(place.top);
    draw();
    restLater();
  };

  /** One timer for a whole movement: it goes on while the movement does. */
  const restLater = (): void => {
    movedAt = performance.now();
    if (restTimer !== undefined) return;
    restTimer = setTimeout(restWhenStill, REST_AFTER_MS);
    // Rows that pass under a resting pointer would each be told of it.
    if (elements !== undefined) elements.layer.style.pointerEvents = 'none';
  };

  const hearPointer = (): void => {
    if (elements !== undefined) elements.layer.style.pointerEvents = '';
  };

  const restWhenStill = (): void => {
    const left = movedAt + REST_AFTER_MS - performance.now();
    restTimer = left > 1 ? setTimeout(restWhenStill, left) : undefined;
    if (restTimer === undefined) rest();
  };

  const rest = (): void => {
    hearPointer();
    const home = placeAt(space, place.top);
    if (Math.abs(home.scroll - place.scroll) >= 1) align(place.top);
    const inOrder = inRowOrder(drawn.window, drawn.elements.length);
    if (inOrder.some((element, at) => element !== drawn.elements[at])) {
      drawn = { ...drawn, elements: inOrder };
      tell();
    }
    const { first, last } = rowsInView(space, place.top);
    for (const listener of [...restListeners]) listener(first, last);
  };

  /** Takes the sizes anew; the row at the upper edge stays there. */
  const measure = (): void => {
    if (elements === undefined) return;
    const { scroller, head, probe, pane, layer } = elements;
    const rowHeight = probe.getBoundingClientRect().height || 24;
    const viewport = Math.max(0, scroller.clientHeight - head.offsetHeight);
    const rowsAbove = place.top / space.rowHeight;
    space = scaledSpace({ length, rowHeight, viewport, pixelRatio: devicePixelRatio });
    elements.space.style.height = `${Math.max(viewport, space.scrollMax + viewport)}px`;
    pane.style.height = `${viewport}px`;
    layer.style.height = `${LAYER_ROWS * rowHeight}px`;
    const narrower = scroller.clientWidth !== width;
    width = scroller.clientWidth;
    moveTo(rowsAbove * rowHeight);
    if (narrower) tell();
  };

  return {
    attach: (given) => {
      elements = given;
      const onWheel = (): void => {
        wheelAt = performance.now();
      };
      const sizes = new ResizeObserver(measure);
      for (const element of [given.scroller, given.head, given.probe]) sizes.observe(element);
      given.scroller.addEventListener('scroll', onScroll, { passive: true });
      given.scroller.addEventListener('wheel', onWheel, { passive: true });
      given.scroller.addEventListener('touchmove', onWheel, { passive: true });
      measure();
      return () => {
        sizes.disconnect();
        clearTimeout(restTimer);
        restTimer = undefined;
        given.scroller.removeEventListener('scroll', onScroll);
        given.scroller.removeEventListener('wheel', onWheel);
        given.scroller.removeEventListener('touchmove', onWheel);
        elements = undefined;
      };
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onRest: (listener) => {
      restListeners.add(listener);
      return () => restListeners.delete(listener);
    },
    drawn: () => drawn,
    width: () => width,
    setLength: (next) => {
      if (next === length) return;
      length = next;
      measure();
    },
    standAt: (index) => moveTo(index * space.rowHeight),
    reveal: (index) => {
      const top = reveal(space, place.top, index);
      if (top !== place.top) moveTo(top);
    },
    hearPointer,
    inView: () => rowsInView(space, place.top),
  };
}

function inRowOrder(window: RowWindow, pool: number): readonly number[] {
  return Array.from({ length: pool }, (_, element) => element).sort(
    (a, b) => rowOfElement(window, pool, a) - rowOfElement(window, pool, b),
  );
}

/** Text between two device pixels is drawn blurred. */
const toDevicePixel = (offset: number): number =>
  Math.round(offset * devicePixelRatio) / devicePixelRatio;
