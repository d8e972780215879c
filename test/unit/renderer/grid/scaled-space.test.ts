import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  follow,
  isScaled,
  mustRealign,
  type Place,
  placeAt,
  reveal,
  rowsInView,
  scaledSpace,
  scrollAt,
  topAt,
} from '../../../../renderer/design/grid/scaled-space.ts';

const million = scaledSpace({ length: 1_000_000, rowHeight: 24, viewport: 960, pixelRatio: 1 });

const spaces = fc
  .record({
    length: fc.integer({ min: 1, max: 20_000_000 }),
    rowHeight: fc.constantFrom(24, 28, 22.4, 33.6),
    viewport: fc.integer({ min: 10, max: 4000 }),
    pixelRatio: fc.constantFrom(0.5, 0.8, 1, 1.1, 1.25, 1.5, 2, 3, 5),
  })
  .map((size) => ({ ...scaledSpace(size), pixelRatio: size.pixelRatio }));
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('two spaces', () => {
  test('a hundred rows are not scaled', () => {
    const space = scaledSpace({ length: 100, rowHeight: 24, viewport: 960, pixelRatio: 2 });
    expect(isScaled(space)).toBe(false);
    expect(space.scrollMax).toBe(1440);
    expect(topAt(space, 333.5)).toBe(333.5);
  });

  test('rows that all fit leave nothing to scroll', () => {
    const space = scaledSpace({ length: 3, rowHeight: 24, viewport: 960, pixelRatio: 1 });
    expect([space.contentMax, space.scrollMax]).toEqual([0, 0]);
    expect(placeAt(space, 50)).toEqual({ top: 0, scroll: 0 });
  });

  test('a million rows end at eight million pixels, whose half is the middle row', () => {
    expect(isScaled(million)).toBe(true);
    expect(million.scrollMax + million.viewport).toBe(8_000_000);
    expect(topAt(million, million.scrollMax / 2)).toBeCloseTo(million.contentMax / 2, 3);
  });

  test('the scroll space stays below the limit of browsers at any zoom', () => {
    fc.assert(
      fc.property(spaces, (space) => {
        expect((space.scrollMax + space.viewport) * space.pixelRatio).toBeLessThan(33_500_000);
      }),
    );
  });

  test('both ends of the bar are both ends of the rows', () => {
    fc.assert(
      fc.property(spaces, (space) => {
        expect(topAt(space, 0)).toBe(0);
        expect(topAt(space, space.scrollMax)).toBe(space.contentMax);
        expect(scrollAt(space, space.contentMax)).toBe(space.scrollMax);
      }),
    );
  });

  test('further down the bar is never further up in the rows', () => {
    fc.assert(
      fc.property(spaces, share, share, (space, a, b) => {
        const [upper, lower] = a < b ? [a, b] : [b, a];
        expect(topAt(space, upper * space.scrollMax)).toBeLessThanOrEqual(
          topAt(space, lower * space.scrollMax),
        );
      }),
    );
  });

  test('a content place and its place on the bar name each other', () => {
    fc.assert(
      fc.property(spaces, share, (space, at) => {
        const top = at * space.contentMax;
        expect(topAt(space, scrollAt(space, top))).toBeCloseTo(top, 4);
      }),
    );
  });
});

describe('moves', () => {
  test('small moves are exact anywhere, in either direction', () => {
    fc.assert(
      fc.property(
        share,
        fc.array(fc.integer({ min: -400, max: 400 }), { maxLength: 60 }),
        (at, moves) => {
          let place = placeAt(million, 100_000 + at * (million.contentMax - 200_000));
          const start = place.top;
          for (const move of moves) place = follow(million, place, place.scroll + move, true);
          const total = moves.reduce((sum, move) => sum + move, 0);
          expect(place.top).toBeCloseTo(start + total, 3);
        },
      ),
    );
  });

  test('a pull at the thumb jumps to the share of the rows at which the bar stands', () => {
    const place = follow(million, placeAt(million, 0), million.scrollMax * 0.75, false);
    expect(place.top / million.contentMax).toBeCloseTo(0.75, 1);
    expect(place.top).toBe(topAt(million, million.scrollMax * 0.75));
  });

  test('a pull to either end arrives at either end', () => {
    const somewhere: Place = { top: 9_000, scroll: 3_000 };
    expect(follow(million, somewhere, 0, false).top).toBe(0);
    const near: Place = { top: million.contentMax - 9_000, scroll: million.scrollMax - 3_000 };
    expect(follow(million, near, million.scrollMax, false).top).toBe(million.contentMax);
  });

  test('the wheel never jumps where the bar ends before the rows do: the bar is brought back', () => {
    const early: Place = { top: 5_000_000, scroll: 60 };
    const place = follow(million, early, 0, true);
    expect(place.top).toBe(4_999_940);
    expect(mustRealign(million, place)).toBe(true);
    expect(mustRealign(million, placeAt(million, place.top))).toBe(false);
  });

  test('the wheel alone goes from the first row to the last', () => {
    const space = scaledSpace({ length: 500_000, rowHeight: 24, viewport: 960, pixelRatio: 1 });
    let place = placeAt(space, 0);
    for (let notch = 0; notch < 12_000_000 / 1000; notch += 1) {
      const scroll = Math.min(space.scrollMax, place.scroll + 1000);
      place = follow(space, place, scroll, true);
      if (mustRealign(space, place)) place = placeAt(space, place.top);
    }
    expect(place).toEqual({ top: space.contentMax, scroll: space.scrollMax });
  });
});

describe('rows', () => {
  test('every row can be shown whole', () => {
    fc.assert(
      fc.property(spaces, share, share, (space, from, to) => {
        fc.pre(space.viewport >= space.rowHeight);
        const index = Math.min(space.length - 1, Math.floor(to * space.length));
        const top = reveal(space, from * space.contentMax, index);
        expect(top).toBeLessThanOrEqual(index * space.rowHeight + 0.01);
        expect(top + space.viewport).toBeGreaterThanOrEqual((index + 1) * space.rowHeight - 0.01);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(top).toBeLessThanOrEqual(space.contentMax);
      }),
    );
  });

  test('a row that is seen whole moves nothing', () => {
    expect(reveal(million, 2400, 100)).toBe(2400);
    expect(reveal(million, 2400, 139)).toBe(2400);
    expect(reveal(million, 2400, 140)).toBe(2424);
    expect(reveal(million, 2400, 99)).toBe(2376);
  });

  test('the end shows the last row whole, at any size', () => {
    fc.assert(
      fc.property(spaces, (space) => {
        fc.pre(space.viewport >= space.rowHeight);
        const top = reveal(space, 0, space.length - 1);
        expect(rowsInView(space, top).last).toBe(space.length - 1);
        expect(top).toBeCloseTo(space.contentMax, 4);
      }),
    );
  });

  test('rows in view are told from their lower half and as whole ones', () => {
    expect(rowsInView(million, 0)).toEqual({ first: 0, last: 39 });
    expect(rowsInView(million, 11)).toEqual({ first: 0, last: 39 });
    expect(rowsInView(million, 13)).toEqual({ first: 1, last: 39 });
    expect(rowsInView(million, 24)).toEqual({ first: 1, last: 40 });
  });
});
