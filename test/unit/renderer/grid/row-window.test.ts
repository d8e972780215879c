import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  LAYER_ROWS,
  poolSize,
  rowOfElement,
  windowAt,
} from '../../../../renderer/design/grid/row-window.ts';
import { scaledSpace } from '../../../../renderer/design/grid/scaled-space.ts';

const spaceOf = (length: number, viewport = 960) =>
  scaledSpace({ length, rowHeight: 24, viewport, pixelRatio: 1 });
const nothing = { from: 0, to: 0, origin: 0 };
const cases = fc.record({
  length: fc.integer({ min: 1, max: 3_000_000 }),
  viewport: fc.integer({ min: 24, max: 3000 }),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('the rows that are drawn', () => {
  test('cover what is seen, and no element draws two rows', () => {
    fc.assert(
      fc.property(cases, ({ length, viewport, at }) => {
        const space = spaceOf(length, viewport);
        const top = at * space.contentMax;
        const window = windowAt(space, top, nothing);
        const pool = poolSize(space);
        const rows = Array.from({ length: pool }, (_, element) =>
          rowOfElement(window, pool, element),
        ).sort((a, b) => a - b);
        expect(rows).toEqual(Array.from({ length: pool }, (_, n) => window.from + n));
        expect(window.to).toBeLessThanOrEqual(length);
        expect(window.from * 24).toBeLessThanOrEqual(top);
        expect(window.to * 24).toBeGreaterThanOrEqual(Math.min(length * 24, top + viewport));
      }),
    );
  });

  test('a row keeps its element while it is drawn', () => {
    const space = spaceOf(1_000_000);
    const pool = poolSize(space);
    const before = windowAt(space, 24_000, nothing);
    const after = windowAt(space, 24_100, before);
    const elementOf = (window: typeof before, row: number) =>
      Array.from({ length: pool }, (_, element) => element).find(
        (element) => rowOfElement(window, pool, element) === row,
      );
    expect(after.from - before.from).toBe(4);
    for (let row = after.from; row < before.to; row += 1)
      expect(elementOf(after, row)).toBe(elementOf(before, row));
  });

  test('a move within a row draws nothing anew', () => {
    const space = spaceOf(1_000_000);
    const before = windowAt(space, 48_000, nothing);
    expect(windowAt(space, 48_023, before)).toBe(before);
  });

  test('rows always lie within their layer', () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 0, max: 1, noNaN: true }), (size, next) => {
        const space = spaceOf(size.length, size.viewport);
        const before = windowAt(space, size.at * space.contentMax, nothing);
        const window = windowAt(space, next * space.contentMax, before);
        expect(window.from).toBeGreaterThanOrEqual(window.origin);
        expect(window.to - window.origin).toBeLessThanOrEqual(LAYER_ROWS);
      }),
    );
  });
});
