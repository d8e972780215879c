import { memo, type ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import styles from './data-grid.module.css';
import type { GridCell } from './grid-cell.ts';

interface GridRowProps {
  id: string;
  index: number;
  /** Pixels from the beginning of the layer. */
  offset: number;
  /** What stands in the row; undefined as long as it has not arrived. Its identity tells whether to draw again. */
  content: unknown;
  cells: readonly GridCell[];
  selectable: boolean;
  selected: boolean;
  isCursor: boolean;
  isMarked: boolean;
  notice: ReactNode;
}

/** One row. It is drawn again only when it is given another row or its state changes. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { index, content, cells, selectable, selected } = props;
  const arrived = content !== undefined;
  const hasNotice = arrived && props.notice !== undefined;
  const drawnCells = hasNotice ? cells.slice(0, 1) : cells;
  const firstColumn = selectable ? 2 : 1;
  return (
    <div
      role="row"
      id={props.id}
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : undefined}
      aria-busy={arrived ? undefined : true}
      className={classNames(
        styles['row'],
        props.isCursor && styles['cursor'],
        selected && styles['selected'],
        props.isMarked && styles['marked'],
        !arrived && styles['waiting'],
      )}
      style={{ transform: `translateY(${props.offset}px)` }}
    >
      {selectable ? (
        <div role="gridcell" aria-colindex={1} data-check="" className={styles['check']}>
          <span className={styles['box']} />
        </div>
      ) : null}
      {drawnCells.map((cell, at) => (
        <div
          key={cell.id}
          role="gridcell"
          aria-colindex={firstColumn + at}
          className={cell.className(index)}
        >
          {arrived ? cell.draw(index) : null}
        </div>
      ))}
      {hasNotice ? (
        <div
          role="gridcell"
          aria-colindex={firstColumn + 1}
          aria-colspan={cells.length - 1}
          className={styles['notice']}
          style={{ gridColumn: `${firstColumn + 1} / -1` }}
        >
          {props.notice}
        </div>
      ) : null}
    </div>
  );
});
