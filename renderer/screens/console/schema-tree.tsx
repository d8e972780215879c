import { type KeyboardEvent, type MouseEvent, useId, useRef, useState } from 'react';
import type { ConsoleTable } from '../../../shared/domain/console.ts';
import { count } from '../../../shared/text/numbers.ts';
import { Icon } from '../../design/icon.tsx';
import { written } from './complete-sql.ts';
import styles from './console.module.css';

interface Line {
  /** `turn`, `turn.model`. */
  readonly name: string;
  readonly table: ConsoleTable;
  /** Null for the table itself. */
  readonly column: ConsoleTable['columns'][number] | null;
}

/**
 * Tables and their columns. One Tab stop: arrows move, Right opens a table, Left closes it, Enter writes the name into
 * the query, as a double click does.
 */
export function SchemaTree(props: {
  tables: readonly ConsoleTable[];
  onInsert: (name: string) => void;
}) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = useState<string>();
  const id = useId();
  const tree = useRef<HTMLDivElement>(null);
  const lines = props.tables.flatMap((table): Line[] => [
    { name: table.name, table, column: null },
    ...(open.has(table.name)
      ? table.columns.map((column) => ({ name: `${table.name}.${column.name}`, table, column }))
      : []),
  ]);
  const at = Math.max(
    0,
    lines.findIndex(({ name }) => name === cursor),
  );
  const moveTo = (index: number): void => {
    const line = lines[Math.max(0, Math.min(lines.length - 1, index))];
    if (line === undefined) return;
    setCursor(line.name);
    tree.current?.querySelector(`[data-name="${line.name}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const turn = (name: string, isOpen: boolean): void =>
    setOpen(
      isOpen ? new Set([...open, name]) : new Set([...open].filter((other) => other !== name)),
    );
  const insert = ({ table, column }: Line): void =>
    props.onInsert(written(column === null ? table.name : column.name));
  const pressed = (event: MouseEvent): Line | undefined => {
    const item = event.target instanceof Element ? event.target.closest('[data-name]') : null;
    return lines.find(({ name }) => name === item?.getAttribute('data-name'));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const line = lines[at];
    if (line === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    const { table, column } = line;
    const isOpen = column === null && open.has(table.name);
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => moveTo(at + 1),
      ArrowUp: () => moveTo(at - 1),
      Home: () => moveTo(0),
      End: () => moveTo(lines.length - 1),
      ArrowRight: () => (column === null && !isOpen ? turn(table.name, true) : moveTo(at + 1)),
      ArrowLeft: () =>
        isOpen
          ? turn(table.name, false)
          : moveTo(lines.findIndex(({ name }) => name === table.name)),
      Enter: () => insert(line),
    };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <div
      ref={tree}
      role="tree"
      aria-label="Tables"
      tabIndex={0}
      aria-activedescendant={`${id}-${at}`}
      className={styles['tree']}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const line = pressed(event);
        if (line === undefined) return;
        setCursor(line.name);
        // The second press of a double click writes the name.
        if (line.column === null && event.detail < 2) turn(line.name, !open.has(line.name));
      }}
      onDoubleClick={(event) => {
        const line = pressed(event);
        if (line !== undefined) insert(line);
      }}
    >
      {lines.map((line, index) => (
        <TreeLine
          key={line.name}
          id={`${id}-${index}`}
          line={line}
          isCursor={index === at}
          isOpen={open.has(line.table.name)}
        />
      ))}
    </div>
  );
}

function TreeLine(props: { id: string; line: Line; isCursor: boolean; isOpen: boolean }) {
  const { line, isCursor, isOpen } = props;
  const { table, column } = line;
  return (
    <div
      role="treeitem"
      id={props.id}
      data-name={line.name}
      aria-level={column === null ? 1 : 2}
      aria-selected={isCursor}
      {...(column === null ? { 'aria-expanded': isOpen } : {})}
      title={column === null ? table.says : column.says}
      className={styles[column === null ? 'table' : 'column']}
    >
      {column === null ? <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={12} /> : null}
      <span className={styles['name']}>{column === null ? table.name : column.name}</span>
      <span className={styles['detail']}>{column === null ? count(table.rows) : column.type}</span>
    </div>
  );
}
