import type { ReactNode } from 'react';

/** What names a row for good, whatever its place in a view. */
export type RowKey = string | number;

/** One column. Widths are CSS pixels. `render` is called for every row that scrolls into view: keep it cheap and on one line. */
export interface GridColumn<Row> {
  id: string;
  title: string;
  width: number;
  minWidth?: number;
  /** Down to this it gives way, until a person chose its width, where columns do not fit side by side. */
  givesTo?: number;
  /** Takes the width that is left and gives way when there is none; the first shown one counts. */
  grow?: boolean;
  align?: 'start' | 'end';
  sortable?: boolean;
  mono?: boolean;
  /**
   * Whether what it renders of a row is surely no wider than `width` without the cell's padding, in pixels of the usual
   * text: each cell that is cut off at its edges makes scrolling slower. Where a log's text is not bounded, leave it out.
   */
  fits?: (row: Row, width: number) => boolean;
  render: (row: Row) => ReactNode;
  /** Said about the column when its head is pointed at or read out. */
  titleNote?: string;
}

export interface GridSort {
  columnId: string;
  direction: 'ascending' | 'descending';
}

/** What a person changed of the columns: order of ids from left to right, ids not shown, widths in CSS pixels. */
export interface GridColumnState {
  order: readonly string[];
  hidden: readonly string[];
  widths: Readonly<Record<string, number>>;
}

/** Where rows come from. Never a million at once: `row` answers what is here, `need` says what is looked at. */
export interface GridRows<Row> {
  length: number;
  /** The row when its page is here: the same object for as long as the page stays. */
  row: (index: number) => Row | undefined;
  /** The rows from `from` up to but not with `to` are drawn now. Called at most once a frame. */
  need: (from: number, to: number) => void;
  /** Told when rows have arrived; answers how to stop. */
  subscribe: (listener: () => void) => () => void;
  /** Grows by one whenever rows have arrived. */
  version: () => number;
}

/** toggle: this row; only: this row and no other; range: all rows from the anchor to this one. */
export type SelectHow = 'toggle' | 'range' | 'only';
