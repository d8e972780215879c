import { expect, test } from 'vitest';
import fc from 'fast-check';
import { virtualHeights } from '../../../../renderer/design/virtual-heights.ts';

test('rows are as high as estimated until they are measured', () => {
  const heights = virtualHeights();
  heights.setSections([
    { id: 'head', count: 1, estimate: 28 },
    { id: 'rows', count: 300_000, estimate: 76 },
  ]);
  expect(heights.length()).toBe(300_001);
  expect(heights.total()).toBe(28 + 300_000 * 76);
  expect(heights.offset(2)).toBe(28 + 76);
  heights.set({ section: 'rows', index: 0 }, 100);
  expect(heights.offset(1)).toBe(28);
  expect(heights.offset(2)).toBe(128);
  expect(heights.positionAt(127)).toBe(1);
  expect(heights.positionAt(128)).toBe(2);
  expect(heights.positionAt(1e9)).toBe(300_000);
});

test('a section that goes and comes back keeps what was measured of it', () => {
  const heights = virtualHeights();
  const head = { id: 'head', count: 1, estimate: 28 };
  const rows = { id: 'rows', count: 3, estimate: 10 };
  heights.setSections([head, rows]);
  heights.set({ section: 'rows', index: 1 }, 50);
  heights.setSections([head]);
  expect(heights.total()).toBe(28);
  expect(heights.positionOf({ section: 'rows', index: 1 })).toBeUndefined();
  heights.setSections([rows, head]);
  expect(heights.total()).toBe(98);
  expect(heights.positionOf({ section: 'head', index: 0 })).toBe(3);
  expect(heights.rowAt(3)).toEqual({ section: 'head', index: 0 });
});

test('sections without rows are passed over', () => {
  const heights = virtualHeights();
  heights.setSections([
    { id: 'none', count: 0, estimate: 10 },
    { id: 'rows', count: 2, estimate: 10 },
    { id: 'nor', count: 0, estimate: 10 },
  ]);
  expect(heights.length()).toBe(2);
  expect(heights.positionAt(0)).toBe(0);
  expect(heights.rowAt(0)).toEqual({ section: 'rows', index: 0 });
  expect(virtualHeights().total()).toBe(0);
});

test('offsets and positions are those of a plain sum', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 40 }),
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 90 }),
      (first, second, estimate) => {
        const heights = virtualHeights();
        heights.setSections([
          { id: 'a', count: first.length, estimate },
          { id: 'b', count: second.length, estimate },
        ]);
        for (const [index, height] of first.entries()) heights.set({ section: 'a', index }, height);
        for (const [index, height] of second.entries())
          heights.set({ section: 'b', index }, height);
        let top = 0;
        for (const [position, height] of [...first, ...second].entries()) {
          expect(heights.offset(position)).toBe(top);
          expect(heights.positionAt(top)).toBe(position);
          expect(heights.positionAt(top + height - 0.5)).toBe(position);
          top += height;
        }
        expect(heights.total()).toBe(top);
      },
    ),
  );
});
