import {
  isScaled,
  mustRealign,
  type Place,
  placeAt,
  type ScaledSpace,
  scaledSpace,
  TOP_OF_VIEW,
  topAt,
} from './grid/scaled-space.ts';
import { type VirtualRow, type VirtualSection, virtualHeights } from './virtual-heights.ts';

/** The elements of a virtual list: the scroller holds `space`, as high as the scroll bar needs, and over it a pane. */
export interface VirtualElements {
  readonly scroller: HTMLElement;
  readonly space: HTMLElement;
  readonly pane: HTMLElement;
  readonly layer: HTMLElement;
}

/** Rows that are drawn: from one position up to, not with, another. */
export interface VirtualWindow {
  readonly from: number;
  readonly to: number;
}

/** A view over rows whose heights are known only when they are drawn. Follows the scroll bar without React. */
export interface VirtualViewport {
  attach(elements: VirtualElements): () => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly window: () => VirtualWindow;
  setSections(sections: readonly VirtualSection[]): void;
  rowAt(position: number): VirtualRow;
  positionOf(row: VirtualRow): number | undefined;
  /** Measures a drawn row as long as it stands; answers how to stop. */
  observe(element: Element, row: VirtualRow): () => void;
  /** To be called when rows were drawn: puts them where they belong before they are painted. */
  place(): void;
  reveal(position: number, where: 'nearest' | 'start'): void;
  toStart(): void;
  /** Goes to the end and stays there while what stands there is loaded and measured. */
  toEnd(): void;
  /** Rows that a page key moves by. */
  rowsInView(): number;
}

const REST_AFTER_MS = 120;
const WHEEL_LASTS_MS = 1000;
/** Px drawn above and below what is seen. */
const OVERSCAN = 300;
/** Height of the layer of rows. It must not change while it moves, or all of it would be painted again. */
const LAYER = 40_000;

const NOTHING: VirtualWindow = { from: 0, to: 0 };

export function virtualViewport(): VirtualViewport {
  const listeners = new Set<() => void>();
  const heights = virtualHeights();
  const rowsOf = new WeakMap<Element, VirtualRow>();
  let elements: VirtualElements | undefined;
  let space: ScaledSpace = scaledSpace({ length: 0, rowHeight: 1, viewport: 0, pixelRatio: 1 });
  let place: Place = TOP_OF_VIEW;
  let drawn = NOTHING;
  /** Px of the content at which the layer begins: rows keep their place in the layer while others come and go. */
  let origin = 0;
  let wheelAt = Number.NEGATIVE_INFINITY;
  let movedAt = 0;
  let restTimer: ReturnType<typeof setTimeout> | undefined;
  /** A row that was asked for stays where it was put while the rows around it are measured. */
  let pinned: { row: VirtualRow; below: number } | undefined;
  /** The end was asked for: it stays in view while what stands there is loaded and measured. */
  let keepsEnd = false;

  const transform = (): void => {
    if (elements === undefined) return;
    const first = heights.offset(drawn.from);
    const fits = first >= origin && first + space.viewport + 4 * OVERSCAN <= origin + LAYER;
    if (!fits) origin = Math.max(0, Math.floor(first - LAYER / 2));
    const pixel = Math.round((origin - place.top) * devicePixelRatio) / devicePixelRatio;
    elements.layer.style.paddingTop = `${first - origin}px`;
    elements.layer.style.transform = `translate3d(0, ${pixel}px, 0)`;
  };

  /** The rows in view, and those within `px` above and below. */
  const around = (px: number): VirtualWindow => {
    if (heights.length() === 0) return NOTHING;
    const from = heights.positionAt(Math.max(0, place.top - px));
    return { from, to: heights.positionAt(place.top + space.viewport + px) + 1 };
  };

  const draw = (): void => {
    const { from, to } = around(OVERSCAN);
    if (from !== drawn.from || to !== drawn.to) {
      drawn = { from, to };
      for (const listener of [...listeners]) listener();
    }
    transform();
  };

  /** Draws others only where what is drawn would soon be seen to end: measured rows are mostly near what was estimated. */
  const drawIfShort = (): void => {
    const { from, to } = around(OVERSCAN / 2);
    if (from < drawn.from || to > drawn.to) draw();
    else transform();
  };

  const align = (top: number): void => {
    if (elements === undefined) return;
    const wanted = placeAt(space, top);
    elements.scroller.scrollTop = wanted.scroll;
    place = { top: wanted.top, scroll: elements.scroller.scrollTop };
  };

  /** What a person does in the list ends what was asked of it before. */
  const letGo = (): void => {
    pinned = undefined;
    keepsEnd = false;
  };

  const moveTo = (top: number): void => {
    align(top);
    draw();
    restLater();
  };

  /** One timer for a whole movement; the scroll bar is brought back to where it belongs when it rests. */
  const restLater = (): void => {
    movedAt = performance.now();
    restTimer ??= setTimeout(rest, REST_AFTER_MS);
  };
  const rest = (): void => {
    const left = movedAt + REST_AFTER_MS - performance.now();
    restTimer = left > 1 ? setTimeout(rest, left) : undefined;
    if (restTimer !== undefined) return;
    if (Math.abs(placeAt(space, place.top).scroll - place.scroll) >= 1) align(place.top);
  };

  const onScroll = (): void => {
    if (elements === undefined) return;
    const scroll = elements.scroller.scrollTop;
    const moved = scroll - place.scroll;
    if (moved === 0) return;
    letGo();
    const byWheel = performance.now() - wheelAt < WHEEL_LASTS_MS;
    const atEnd = scroll <= 0 || scroll >= space.scrollMax;
    keepsEnd = !byWheel && scroll >= space.scrollMax && scroll > 0;
    const pulled = isScaled(space) && Math.abs(moved) > space.scrollMax / (4 * space.viewport);
    const top = pulled || (atEnd && !byWheel) ? topAt(space, scroll) : place.top + moved;
    place = { top: Math.max(0, Math.min(space.contentMax, top)), scroll };
    if (mustRealign(space, place)) align(place.top);
    draw();
    restLater();
  };

  const offsetOf = (row: VirtualRow): number | undefined => {
    const position = heights.positionOf(row);
    return position === undefined ? undefined : heights.offset(position);
  };

  /** Takes the sizes anew. What was in view stays where it is; rows are drawn by the caller. */
  const measure = (change: () => void): void => {
    const length = heights.length();
    const anchorAt = heights.positionAt(place.top);
    const anchor = pinned ?? {
      row: length === 0 ? { section: '', index: 0 } : heights.rowAt(anchorAt),
      below: place.top - heights.offset(anchorAt),
    };
    const before = offsetOf(anchor.row);
    change();
    if (elements === undefined) return;
    const after = offsetOf(anchor.row);
    if (before !== undefined && after !== undefined) origin += after - before;
    const viewport = elements.scroller.clientHeight;
    const total = heights.total();
    // The space counts in px here, so that its rows may have any height.
    space = scaledSpace({ length: total, rowHeight: 1, viewport, pixelRatio: devicePixelRatio });
    elements.space.style.height = `${Math.max(viewport, space.scrollMax + viewport)}px`;
    elements.pane.style.height = `${viewport}px`;
    const kept = after === undefined ? place.top : after + anchor.below;
    const top = keepsEnd ? space.contentMax : Math.max(0, Math.min(space.contentMax, kept));
    // While it moves, the scroll bar is left alone: it would be pulled from under a wheel or a thumb.
    if (restTimer === undefined || keepsEnd || pinned !== undefined) align(top);
    else place = { top, scroll: place.scroll };
  };

  const sizes = new ResizeObserver((entries) => {
    measure(() => {
      for (const { target, borderBoxSize } of entries) {
        const row = rowsOf.get(target);
        const height = borderBoxSize[0]?.blockSize ?? 0;
        if (row !== undefined && height > 0) heights.set(row, height);
      }
    });
    drawIfShort();
  });

  return {
    attach: (given) => {
      elements = given;
      const onWheel = (): void => {
        wheelAt = performance.now();
      };
      sizes.observe(given.scroller);
      given.scroller.addEventListener('pointerdown', letGo);
      given.scroller.addEventListener('keydown', letGo);
      given.scroller.addEventListener('scroll', onScroll, { passive: true });
      given.scroller.addEventListener('wheel', onWheel, { passive: true });
      given.scroller.addEventListener('touchmove', onWheel, { passive: true });
      measure(() => undefined);
      draw();
      return () => {
        sizes.disconnect();
        clearTimeout(restTimer);
        restTimer = undefined;
        given.scroller.removeEventListener('pointerdown', letGo);
        given.scroller.removeEventListener('keydown', letGo);
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
    window: () => drawn,
    setSections: (sections) => {
      measure(() => heights.setSections(sections));
      if (elements !== undefined) draw();
    },
    rowAt: (position) => heights.rowAt(position),
    positionOf: (row) => heights.positionOf(row),
    observe: (element, row) => {
      rowsOf.set(element, row);
      sizes.observe(element, { box: 'border-box' });
      return () => sizes.unobserve(element);
    },
    place: transform,
    reveal: (position, where) => {
      const upper = heights.offset(position);
      const lower = heights.offset(position + 1) - space.viewport;
      const isSeen = place.top <= upper && place.top >= lower;
      if (isSeen && where === 'nearest') return;
      const top = where === 'start' || place.top > upper || lower > upper ? upper : lower;
      keepsEnd = false;
      pinned = { row: heights.rowAt(position), below: top - upper };
      moveTo(top);
    },
    toStart: () => {
      letGo();
      moveTo(0);
    },
    toEnd: () => {
      letGo();
      keepsEnd = true;
      moveTo(space.contentMax);
    },
    rowsInView: () => {
      const first = heights.positionAt(place.top);
      return Math.max(1, heights.positionAt(place.top + space.viewport) - first - 1);
    },
  };
}
