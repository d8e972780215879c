import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import type { GridCell } from './grid-cell.ts';
import { GridRow } from './grid-row.tsx';
import type { GridRows, RowKey } from './grid-types.ts';
import type { GridViewport } from './grid-viewport.ts';
import { rowOfElement } from './row-window.ts';

interface GridBodyProps<Row> {
  viewport: GridViewport;
  rows: GridRows<Row>;
  cells: readonly GridCell[];
  rowId: (index: number) => string;
  rowKey: (row: Row) => RowKey;
  cursor: number | undefined;
  selectable: boolean;
  selection: ReadonlySet<RowKey> | undefined;
  isMarked: ((row: Row) => boolean) | undefined;
  notice: ((row: Row) => ReactNode) | undefined;
}

/** The rows in view, and the cursor's row wherever it is: a screen reader is always told of a row that exists. */
export function GridBody<Row>(props: GridBodyProps<Row>) {
  const { viewport, rows, cursor } = props;
  const { window, rowHeight, elements } = useSyncExternalStore(viewport.subscribe, viewport.drawn);
  useSyncExternalStore(rows.subscribe, rows.version);
  useEffect(() => {
    const ask = (): void => {
      const now = viewport.drawn().window;
      rows.need(now.from, now.to);
    };
    ask();
    return viewport.subscribe(ask);
  }, [viewport, rows]);

  const draw = (key: string | number, index: number, place: number) => {
    const content = rows.row(index);
    const here = content !== undefined;
    return (
      <GridRow
        key={key}
        id={props.rowId(index)}
        index={index}
        offset={(place - window.origin) * rowHeight}
        content={content}
        cells={props.cells}
        selectable={props.selectable}
        selected={here && props.selection?.has(props.rowKey(content)) === true}
        isCursor={index === cursor}
        isMarked={here && props.isMarked?.(content) === true}
        notice={here ? props.notice?.(content) : undefined}
      />
    );
  };

  const isAway =
    cursor !== undefined && cursor < rows.length && (cursor < window.from || cursor >= window.to);
  return (
    <>
      {isAway && cursor < window.from ? draw('cursor', cursor, window.from - 1) : null}
      {elements.map((element) => {
        const index = rowOfElement(window, elements.length, element);
        return index < rows.length ? draw(element, index, index) : null;
      })}
      {isAway && cursor >= window.to ? draw('cursor', cursor, window.to) : null}
    </>
  );
}
