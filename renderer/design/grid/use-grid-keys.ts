import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { moveColumn, resizeColumn } from './column-layout.ts';
import { headCommand, type RowCommand, rowCommand } from './cursor-moves.ts';
import type { DataGridProps } from './data-grid-props.ts';
import type { GridColumn } from './grid-types.ts';
import type { GridViewport } from './grid-viewport.ts';

/** The commands of rows and heads, for keys and for the pointer. */
export interface GridCommands {
  /** The head on which the cursor stands, counted with the check box column. */
  head: number | undefined;
  press: (event: KeyboardEvent<HTMLElement>) => void;
  run: (command: RowCommand) => void;
  pressHead: (at: number) => void;
  leaveHeads: () => void;
}

export function useGridCommands<Row>(
  props: DataGridProps<Row>,
  shown: readonly GridColumn<Row>[],
  viewport: GridViewport,
): GridCommands {
  const { rows, cursor, columns, columnState, onColumnState } = props;
  const [head, setHead] = useState<number>();
  // Ahead of the screen's answer, so that keys that repeat quickly are all counted.
  const ahead = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    ahead.current = undefined;
  }, [cursor]);
  const anchor = useRef<number | undefined>(undefined);
  const firstHead = props.onSelect === undefined ? 0 : 1;

  const cursorNow = (): number | undefined => {
    const index = ahead.current ?? cursor;
    return index === undefined || rows.length === 0 ? undefined : Math.min(index, rows.length - 1);
  };

  const move = (to: number): void => {
    ahead.current = to === cursor ? undefined : to;
    viewport.reveal(to);
    props.onCursor(to);
  };

  const range = (index: number): void => {
    const from = anchor.current ?? cursorNow() ?? index;
    anchor.current = from;
    move(index);
    props.onSelect?.(index, 'range', from);
  };

  const select = (how: 'toggle' | 'only'): void => {
    const index = cursorNow();
    if (index === undefined) return;
    anchor.current = index;
    props.onSelect?.(index, how, index);
  };

  const run = (command: RowCommand): void => {
    const at = cursorNow();
    switch (command.kind) {
      case 'move':
        if (command.extend && props.onSelect !== undefined) range(command.to);
        else {
          anchor.current = undefined;
          move(command.to);
        }
        break;
      case 'head':
        setHead(Math.min(firstHead, shown.length - 1 + firstHead));
        break;
      case 'open':
        if (at !== undefined) props.onOpen(at);
        break;
      case 'select':
        select(command.how);
        break;
      case 'select-all':
        props.onSelectAll?.();
        break;
      case 'clear':
        anchor.current = undefined;
        props.onClearSelection?.();
        break;
    }
  };

  const pressHead = (at: number): void => {
    const column = shown[at - firstHead];
    if (at < firstHead) props.onSelectAll?.();
    else if (column?.sortable === true) props.onSort(column.id);
  };

  const inHeads = (event: KeyboardEvent<HTMLElement>, at: number): boolean => {
    const command = headCommand(event, { head: at, count: shown.length + firstHead });
    if (command === undefined) return false;
    const column = shown[at - firstHead];
    switch (command.kind) {
      case 'walk':
        setHead(command.to);
        break;
      case 'sort':
        pressHead(at);
        break;
      case 'resize':
        onColumnState(resizeColumn(shown, columnState, at - firstHead, command.by));
        break;
      case 'reorder':
        if (column !== undefined) {
          onColumnState(moveColumn(columns, columnState, column.id, command.by));
          const to = at + command.by;
          if (to >= firstHead && to < shown.length + firstHead) setHead(to);
        }
        break;
      case 'rows':
        setHead(undefined);
        break;
    }
    return true;
  };

  const inRows = (event: KeyboardEvent<HTMLElement>): boolean => {
    const { first, last } = viewport.inView();
    const command = rowCommand(event, {
      cursor: cursorNow(),
      length: rows.length,
      rowsPerPage: last - first + 1,
      firstVisible: first,
    });
    if (command === undefined || !isOffered(command, props)) return false;
    run(command);
    return true;
  };

  return {
    head: head === undefined ? undefined : Math.min(head, shown.length - 1 + firstHead),
    press: (event) => {
      // A key in a control inside a cell is the control's.
      if (event.target !== event.currentTarget) return;
      const used = head === undefined ? inRows(event) : inHeads(event, head);
      if (used) event.preventDefault();
    },
    run,
    pressHead,
    leaveHeads: () => setHead(undefined),
  };
}

/** A key whose command nobody hears is left to the screen. */
function isOffered<Row>(command: RowCommand, props: DataGridProps<Row>): boolean {
  if (command.kind === 'select') return props.onSelect !== undefined;
  if (command.kind === 'select-all') return props.onSelectAll !== undefined;
  if (command.kind !== 'clear') return true;
  return props.onClearSelection !== undefined && (props.selection?.size ?? 0) > 0;
}
