import type { ReactNode } from 'react';
import { LinkButton } from './button.tsx';
import { classNames } from './class-names.ts';
import type { Words } from './words.ts';
import styles from './table.module.css';

/** A column of a small table. */
export interface TableColumn<T> {
  id: string;
  head: Words;
  cell: (row: T) => ReactNode;
  width?: string | undefined;
  isNumber?: boolean | undefined;
  isHandle?: boolean | undefined;
  wraps?: boolean | undefined;
}

/** A table whose rows are few enough to stand in the page; longer ones are grids. With `onOpen` the first cell leads to its row. */
export function Table<T>(props: {
  label: string;
  rows: readonly T[];
  keyOf: (row: T) => string;
  columns: readonly TableColumn<T>[];
  foot?: ReactNode;
  isOn?: ((row: T) => boolean) | undefined;
  onOpen?: ((row: T) => void) | undefined;
  empty?: ReactNode;
}) {
  const { label, rows, columns, keyOf, isOn, onOpen } = props;
  return (
    <>
      <table
        className={styles['table']}
        style={{ minWidth: leastWidth(columns) }}
        aria-label={label}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.id} style={{ width: grown(column.width) }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={classNames(column.isNumber === true && 'u-num')}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={keyOf(row)}
              className={classNames(isOn?.(row) === true && styles['is-on'])}
              onDoubleClick={onOpen === undefined ? undefined : () => onOpen(row)}
            >
              {columns.map((column, index) => (
                <td
                  key={column.id}
                  className={classNames(
                    column.isNumber === true && 'u-num',
                    column.isHandle === true && styles['cell-handle'],
                    column.wraps === true && styles['cell-wraps'],
                  )}
                >
                  {index === 0 && onOpen !== undefined ? (
                    <LinkButton onPress={() => onOpen(row)}>{column.cell(row)}</LinkButton>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {props.foot === undefined ? null : <tfoot>{props.foot}</tfoot>}
      </table>
      {rows.length === 0 ? props.empty : null}
    </>
  );
}

/** Widths in pixels grow with the text in them. */
const grown = (width: string | undefined): string | undefined =>
  width?.endsWith('px') === true ? `calc(${width} * var(--text))` : width;

/** Columns without a width of their own keep room for a word. */
const WORD = 88;

function leastWidth(columns: readonly { readonly width?: string | undefined }[]): string {
  const pixels = columns.map(({ width }) =>
    width === undefined ? WORD : width.endsWith('px') ? Number.parseFloat(width) : 0,
  );
  return `calc(${pixels.reduce((sum, own) => sum + own, 0)}px * var(--text))`;
}
