import type { RefObject } from 'react';
import { classNames } from '../class-names.ts';
import { Icon } from '../icon.tsx';
import styles from './data-grid.module.css';
import type { GridColumn, GridSort } from './grid-types.ts';

interface GridHeadProps<Row> {
  ref: RefObject<HTMLDivElement | null>;
  columns: readonly GridColumn<Row>[];
  sort: GridSort | undefined;
  /** The head on which the cursor stands. */
  active: number | undefined;
  headId: (at: number) => string;
  /** Undefined when rows cannot be selected. */
  selected: { count: number; of: number } | undefined;
}

/** Column heads. Presses and keys are heard by the grid: `data-head` names the head, `data-edge` the column at a right edge. */
export function GridHead<Row>(props: GridHeadProps<Row>) {
  const { ref, columns, sort, active, headId, selected } = props;
  const first = selected === undefined ? 0 : 1;
  return (
    <div role="rowgroup" ref={ref} className={styles['head']}>
      <div role="row" aria-rowindex={1} className={styles['head-row']}>
        {selected === undefined ? null : (
          <div
            role="columnheader"
            id={headId(0)}
            aria-colindex={1}
            data-head={0}
            className={classNames(
              styles['head-check'],
              active === 0 && styles['head-active'],
              selected.of > 0 && selected.count > 0 && styles['head-mixed'],
              selected.of > 0 && selected.count >= selected.of && styles['head-all'],
            )}
          >
            <span className={styles['box']} />
            <span className="u-hidden">
              {`${inWords(selected.count)} of ${inWords(selected.of)} selected`}
            </span>
          </div>
        )}
        {columns.map((column, at) => {
          const place = at + first;
          const direction = sort?.columnId === column.id ? sort.direction : undefined;
          return (
            <div
              key={column.id}
              role="columnheader"
              id={headId(place)}
              aria-colindex={place + 1}
              aria-sort={column.sortable === true ? (direction ?? 'none') : undefined}
              title={column.titleNote}
              data-head={place}
              className={classNames(
                styles['head-cell'],
                column.align === 'end' && styles['end'],
                direction !== undefined && styles['sorted'],
                column.sortable === true && styles['sortable'],
                place === active && styles['head-active'],
              )}
            >
              <span className={styles['head-title']}>{column.title}</span>
              {direction === undefined ? null : (
                <Icon name={direction === 'descending' ? 'chevron-down' : 'chevron-up'} size={12} />
              )}
              {at === columns.length - 1 ? null : (
                <span
                  role="separator"
                  aria-orientation="vertical"
                  aria-label={`Width of ${column.title}`}
                  data-edge={at}
                  className={styles['edge']}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const inWords = (count: number): string => count.toLocaleString('en-US');
