import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  columnTemplate,
  columnWidths,
  forgetWidth,
  moveColumn,
  moveEdge,
  noColumnState,
  resizeColumn,
  shownColumns,
  toggleColumn,
} from '../../../../renderer/design/grid/column-layout.ts';

const columns = [
  { id: 'turn', width: 80, minWidth: 80 },
  { id: 'user', width: 70 },
  { id: 'words', width: 270, minWidth: 120, grow: true },
  { id: 'latency', width: 90 },
];
const ids = (state = noColumnState) => shownColumns(columns, state).map((column) => column.id);

describe('widths', () => {
  test('the growing column takes the rest', () => {
    expect(columnWidths(columns, noColumnState, 1000)).toEqual([80, 70, 760, 90]);
    expect(columnTemplate([80, 760])).toBe('80px 760px');
  });

  test('it alone gives way, down to its least width', () => {
    expect(columnWidths(columns, noColumnState, 400)).toEqual([80, 70, 160, 90]);
    expect(columnWidths(columns, noColumnState, 200)).toEqual([80, 70, 120, 90]);
  });

  test('without a growing column the last one reaches the edge, and is never cut', () => {
    const fixed = columns.filter((column) => column.id !== 'words');
    expect(columnWidths(fixed, noColumnState, 500)).toEqual([80, 70, 350]);
    expect(columnWidths(fixed, noColumnState, 100)).toEqual([80, 70, 90]);
  });

  test('where that is not enough, those that can give way alike, but not one whose width was chosen', () => {
    const giving = [
      { id: 'turn', width: 80 },
      { id: 'rule', width: 180, givesTo: 100 },
      { id: 'words', width: 270, minWidth: 200, grow: true },
      { id: 'time', width: 140, givesTo: 100 },
    ];
    expect(columnWidths(giving, noColumnState, 620)).toEqual([80, 180, 220, 140]);
    expect(columnWidths(giving, noColumnState, 540)).toEqual([80, 140, 200, 120]);
    expect(columnWidths(giving, noColumnState, 100)).toEqual([80, 100, 200, 100]);
    const chosen = { ...noColumnState, widths: { rule: 180 } };
    expect(columnWidths(giving, chosen, 580)).toEqual([80, 180, 200, 120]);
  });

  test('whatever is changed, rows fill the width that there is', () => {
    const change = fc.record({
      at: fc.nat(3),
      by: fc.integer({ min: -300, max: 300 }),
      edge: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change), fc.integer({ min: 100, max: 3000 }), (changes, available) => {
        const state = changes.reduce(
          (now, { at, by, edge }) => (edge ? moveEdge : resizeColumn)(columns, now, at, by),
          noColumnState,
        );
        const widths = columnWidths(columns, state, available);
        const sum = widths.reduce((total, width) => total + width, 0);
        expect(sum).toBeGreaterThanOrEqual(available);
        if (sum > available) expect(widths[2]).toBe(120);
        for (const width of widths) expect(width).toBeGreaterThanOrEqual(48);
      }),
    );
  });
});

describe('resizing', () => {
  test('a column is made wider and not narrower than its least', () => {
    expect(resizeColumn(columns, noColumnState, 1, 8).widths).toEqual({ user: 78 });
    expect(resizeColumn(columns, noColumnState, 1, -500).widths).toEqual({ user: 48 });
    expect(resizeColumn(columns, noColumnState, 0, -8).widths).toEqual({ turn: 80 });
  });

  test('the growing column is made wider by its neighbour', () => {
    expect(resizeColumn(columns, noColumnState, 2, 8).widths).toEqual({ latency: 82 });
  });

  test('the edge stays under the pointer on both sides of the growing column', () => {
    const edges = (state: typeof noColumnState) => {
      let x = 0;
      return columnWidths(columns, state, 1000).map((width) => (x += width));
    };
    const before = edges(noColumnState);
    for (const at of [1, 2]) {
      const after = edges(moveEdge(columns, noColumnState, at, 20));
      expect((after[at] ?? 0) - (before[at] ?? 0)).toBe(20);
    }
  });

  test('a width is forgotten', () => {
    const wide = resizeColumn(columns, noColumnState, 1, 30);
    expect(forgetWidth(wide, 'user')).toEqual(noColumnState);
  });
});

describe('order and choice', () => {
  test('a column moves among those that are shown', () => {
    const hidden = toggleColumn(noColumnState, 'user');
    expect(ids(hidden)).toEqual(['turn', 'words', 'latency']);
    const moved = moveColumn(columns, hidden, 'latency', -1);
    expect(ids(moved)).toEqual(['turn', 'latency', 'words']);
    expect(ids(toggleColumn(moved, 'user'))).toEqual(['turn', 'latency', 'words', 'user']);
  });

  test('the ends are kept', () => {
    expect(ids(moveColumn(columns, noColumnState, 'turn', -3))).toEqual(ids());
    expect(ids(moveColumn(columns, noColumnState, 'turn', 99))).toEqual([
      'user',
      'words',
      'latency',
      'turn',
    ]);
  });

  test('a state of another version neither hides nor repeats a column', () => {
    const old = { order: ['gone', 'words', 'words'], hidden: ['gone'], widths: { gone: 10 } };
    expect(ids(old)).toEqual(['words', 'turn', 'user', 'latency']);
  });
});
