import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import styles from './data-grid.module.css';
import type { GridColumn, GridRows } from './grid-types.ts';

/** A column as a row draws it; it reads the row itself, so that rows of any kind share the file that draws them. */
export interface GridCell {
  readonly id: string;
  readonly draw: (index: number) => ReactNode;
  readonly className: (index: number) => string;
}

/** Pixels at both sides of a cell that its text leaves free; in the first there are more on the left. */
const PADDING = 16;
const FIRST_PADDING = 24;

/** The cells of a column that is `width` pixels wide where text has its usual size; `isFirst` in the row. */
export function gridCell<Row>(
  column: GridColumn<Row>,
  rows: GridRows<Row>,
  width: number,
  isFirst: boolean,
): GridCell {
  const { fits } = column;
  const room = width - (isFirst ? FIRST_PADDING : PADDING);
  const cutOff = classNames(
    styles['cell'],
    column.align === 'end' && styles['end'],
    column.mono === true && styles['mono'],
  );
  const fitting = classNames(cutOff, styles['fits']);
  return {
    id: column.id,
    draw: (index) => {
      const row = rows.row(index);
      return row === undefined ? null : column.render(row);
    },
    className: (index) => {
      if (fits === undefined) return cutOff;
      const row = rows.row(index);
      return row === undefined || fits(row, room) ? fitting : cutOff;
    },
  };
}
