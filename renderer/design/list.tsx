import {
  useEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { classNames } from './class-names.ts';
import { cursorAfter, turnedOver } from './list-keys.ts';
import { singleKeysAreOn } from './single-keys.ts';
import type { Words } from './words.ts';
import styles from './list.module.css';

const none: ReadonlySet<string> = new Set();
const controls = 'a[href], button:not(:disabled), input:not(:disabled), [tabindex]';

/** Props of List. `onKey` gets single letters and tells whether it took one. */
export interface ListProps<T> {
  label: string;
  items: readonly T[];
  idOf: (item: T) => string;
  textOf?: ((item: T) => string) | undefined;
  children: (item: T, state: { isCursor: boolean; isSelected: boolean }) => ReactNode;
  cursor?: string | null | undefined;
  onCursor?: ((id: string) => void) | undefined;
  selected?: ReadonlySet<string> | undefined;
  onSelect?: ((selected: ReadonlySet<string>) => void) | undefined;
  selection?: 'none' | 'single' | 'many' | undefined;
  onOpen?: ((item: T) => void) | undefined;
  onKey?: ((key: string, item: T) => boolean) | undefined;
  /** Items of one group follow each other; its head stands above them and takes no focus. */
  groupOf?: ((item: T) => { id: string; label: string; head: ReactNode }) | undefined;
  isTwoLine?: boolean | undefined;
  hasControls?: boolean | undefined;
  empty?: ReactNode;
  className?: string | undefined;
}

/** Rows of one kind with one Tab stop. J K, arrows, Home, End and page keys move, X or Space selects, Enter opens. */
export function List<T>(props: ListProps<T>) {
  const { items, idOf, selected = none, selection = 'none', hasControls = false } = props;
  const [ownCursor, setOwnCursor] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const rows = useRef(new Map<string, HTMLElement>());
  const hadFocus = useRef(false);
  const anchor = useRef<string | null>(null);

  const wanted = props.cursor === undefined ? ownCursor : props.cursor;
  const wantedAt = items.findIndex((item) => idOf(item) === wanted);
  const cursorAt = wantedAt === -1 ? 0 : wantedAt;
  const cursorItem = items[cursorAt];
  const cursor = cursorItem === undefined ? null : idOf(cursorItem);

  // A row that had the focus may go while the list stays: the focus then goes to the row in its place.
  useEffect(() => {
    if (hadFocus.current && document.activeElement === document.body && cursor !== null) {
      rows.current.get(cursor)?.focus();
    }
  }, [cursor, items]);

  const moveTo = (id: string): void => {
    setOwnCursor(id);
    if (id !== wanted) props.onCursor?.(id);
  };
  const toCursor = (): void => {
    if (cursor !== null) rows.current.get(cursor)?.focus();
  };
  const turn = (id: string): void => {
    anchor.current = id;
    props.onSelect?.(turnedOver(selected, id, selection === 'single'));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (cursorItem === undefined || cursor === null || event.defaultPrevented) return;
    const inControl = event.target !== rows.current.get(cursor);
    const row = rows.current.get(cursor);
    if (event.ctrlKey || event.metaKey || event.altKey || row === undefined) return;
    const letters = !inControl && singleKeysAreOn() && !event.shiftKey;
    const page = Math.max(1, Math.floor((list.current?.clientHeight ?? 0) / row.offsetHeight) - 1);
    const vertical = event.key === 'ArrowDown' || event.key === 'ArrowUp';
    const next =
      inControl && !vertical ? null : cursorAfter(event.key, cursorAt, items.length, page, letters);
    const nextItem = next === null ? undefined : items[next];
    if (nextItem !== undefined) {
      event.preventDefault();
      const id = idOf(nextItem);
      if (event.shiftKey && selection === 'many')
        props.onSelect?.(new Set(selected).add(cursor).add(id));
      rows.current.get(id)?.focus();
      return;
    }
    if (hasControls && stepsInside(event, row, inControl)) return;
    if (inControl) return;
    if ((event.key === ' ' || (event.key === 'x' && letters)) && selection !== 'none') {
      event.preventDefault();
      turn(cursor);
    } else if (event.key === 'Enter' && props.onOpen !== undefined) {
      event.preventDefault();
      props.onOpen(cursorItem);
    } else if (letters && event.key.length === 1 && props.onKey?.(event.key, cursorItem) === true) {
      event.preventDefault();
    }
  };

  const onRowClick = (event: MouseEvent, id: string): void => {
    if (selection === 'single') turn(id);
    if (selection !== 'many') return;
    if (event.ctrlKey || event.metaKey) turn(id);
    else if (event.shiftKey) {
      const from = items.findIndex((item) => idOf(item) === (anchor.current ?? cursor));
      const to = items.findIndex((item) => idOf(item) === id);
      const range = items.slice(Math.min(from, to), Math.max(from, to) + 1);
      props.onSelect?.(new Set([...selected, ...range.map(idOf)]));
    }
  };

  if (items.length === 0) return <>{props.empty}</>;
  const whole = {
    role: hasControls ? 'grid' : 'listbox',
    onKeyDown,
    onFocus: (event: FocusEvent<HTMLElement>) => {
      hadFocus.current = true;
      const entered = !event.currentTarget.contains(event.relatedTarget);
      const isRow = event.target.matches('[data-list-row]');
      // Tab may land on a control of another row: the list is entered at its cursor.
      if (entered && !isRow && event.target.matches(':focus-visible')) toCursor();
    },
    onBlur: (event: FocusEvent) => {
      if (event.relatedTarget !== null) hadFocus.current = false;
    },
  };
  const drawn = (item: T) => {
    const id = idOf(item);
    const isCursor = id === cursor;
    const isSelected = selection === 'none' ? isCursor && id === wanted : selected.has(id);
    const content = props.children(item, { isCursor, isSelected });
    const behaviour = {
      role: hasControls ? 'row' : 'option',
      tabIndex: isCursor ? 0 : -1,
      onFocus: (event: FocusEvent<HTMLElement>) => {
        // A dialog gives the focus back to the row that had it: the cursor may have been led to another meanwhile.
        const entered = list.current?.contains(event.relatedTarget) !== true;
        if (entered && !isCursor && event.currentTarget.matches(':focus-visible')) toCursor();
        else moveTo(id);
      },
      onClick: (event: MouseEvent) => onRowClick(event, id),
      onDoubleClick: () => props.onOpen?.(item),
    };
    return (
      <div
        key={id}
        ref={(element) => {
          if (element === null) rows.current.delete(id);
          else rows.current.set(id, element);
        }}
        aria-label={props.textOf?.(item)}
        aria-selected={isSelected}
        data-list-row=""
        className={classNames(
          styles['list-row'],
          props.isTwoLine === true && styles['list-row-two'],
          isSelected && styles['is-on'],
          isCursor && styles['is-cursor'],
        )}
        {...behaviour}
      >
        {hasControls ? (
          <div role="gridcell" className={styles['list-cell']}>
            {content}
          </div>
        ) : (
          content
        )}
      </div>
    );
  };
  return (
    <div
      ref={list}
      aria-label={props.label}
      aria-multiselectable={selection === 'many' ? true : undefined}
      className={classNames(styles['list'], props.className)}
      {...whole}
    >
      {grouped(items, props.groupOf).map(({ group, members }) =>
        group === undefined ? (
          members.map(drawn)
        ) : (
          <div key={group.id} role={hasControls ? 'rowgroup' : 'group'} aria-label={group.label}>
            <div role="presentation" className={styles['list-group']}>
              {group.head}
            </div>
            {members.map(drawn)}
          </div>
        ),
      )}
    </div>
  );
}

/** Items with the group that they stand in, in their order. */
function grouped<T>(items: readonly T[], groupOf: ListProps<T>['groupOf']) {
  const groups: { group: ReturnType<NonNullable<typeof groupOf>> | undefined; members: T[] }[] = [];
  for (const item of items) {
    const group = groupOf?.(item);
    const last = groups.at(-1);
    if (last !== undefined && last.group?.id === group?.id) last.members.push(item);
    else groups.push({ group, members: [item] });
  }
  return groups;
}

/** Right goes from a row to its controls, left and Esc come back. True when it moved. */
function stepsInside(event: KeyboardEvent, row: HTMLElement, inControl: boolean): boolean {
  const inside = [...row.querySelectorAll<HTMLElement>(controls)];
  const at = inside.findIndex((one) => one === document.activeElement);
  const goal =
    event.key === 'ArrowRight'
      ? inside[at + 1]
      : event.key === 'ArrowLeft' && inControl
        ? (inside[at - 1] ?? row)
        : event.key === 'Escape' && inControl
          ? row
          : undefined;
  if (goal === undefined) return false;
  event.preventDefault();
  event.stopPropagation();
  goal.focus();
  return true;
}

/** The inside of a row of two lines: words above, quieter words below, state at the end. */
export function TwoLine(props: {
  first: Words;
  second: Words;
  start?: ReactNode;
  end?: ReactNode;
}) {
  return (
    <>
      {props.start === undefined ? null : (
        <span className={styles['two-start']}>{props.start}</span>
      )}
      <span className={styles['two-lines']}>
        <span className={styles['two-first']}>
          <span className="u-cut u-grow">{props.first}</span>
          {props.end === undefined ? null : <span className={styles['two-end']}>{props.end}</span>}
        </span>
        <span className={styles['two-second']}>{props.second}</span>
      </span>
    </>
  );
}
