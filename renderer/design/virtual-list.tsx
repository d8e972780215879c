import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  memo,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { classNames } from './class-names.ts';
import { cursorAfter } from './list-keys.ts';
import { singleKeysAreOn } from './single-keys.ts';
import type { VirtualRow, VirtualSection } from './virtual-heights.ts';
import { type VirtualViewport, virtualViewport } from './virtual-viewport.ts';
import styles from './virtual-list.module.css';

export type { VirtualRow, VirtualSection } from './virtual-heights.ts';

/** Rows of a section that are drawn: from one up to, not with, another. */
export interface DrawnRows {
  readonly section: string;
  readonly from: number;
  readonly to: number;
}

export interface VirtualListHandle {
  /** Brings a row into view; nothing where its section is not in the list. */
  reveal(row: VirtualRow, where: 'nearest' | 'start'): void;
  focus(): void;
}

export interface VirtualListProps {
  label: string;
  sections: readonly VirtualSection[];
  children: (row: VirtualRow) => ReactNode;
  /** Told which rows are drawn, so that they can be loaded. */
  onDrawn?: ((rows: readonly DrawnRows[]) => void) | undefined;
  /** With a cursor the list is one of options: one Tab stop, J K, arrows, Home, End and page keys move. */
  cursor?: number | undefined;
  onCursor?: ((position: number) => void) | undefined;
  onOpen?: ((position: number) => void) | undefined;
  handle?: Ref<VirtualListHandle> | undefined;
  className?: string | undefined;
}

/** Rows of any height of which only those in view are in the document, up to hundreds of thousands of them. */
export function VirtualList(props: VirtualListProps) {
  const { label, sections, cursor, onDrawn } = props;
  const [viewport] = useState(virtualViewport);
  const scroller = useRef<HTMLDivElement>(null);
  const space = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const id = useId();
  const window = useSyncExternalStore(viewport.subscribe, viewport.window);

  useLayoutEffect(() => viewport.setSections(sections), [viewport, sections]);
  useLayoutEffect(() => {
    if (!scroller.current || !space.current || !pane.current || !layer.current) return;
    return viewport.attach({
      scroller: scroller.current,
      space: space.current,
      pane: pane.current,
      layer: layer.current,
    });
  }, [viewport]);
  useLayoutEffect(() => viewport.place());
  useImperativeHandle(
    props.handle,
    () => ({
      reveal: (row, where) => {
        const position = viewport.positionOf(row);
        if (position !== undefined) viewport.reveal(position, where);
      },
      focus: () => scroller.current?.focus({ preventScroll: true }),
    }),
    [viewport],
  );
  useEffect(
    () => onDrawn?.(drawnRows(viewport, window.from, window.to)),
    [viewport, window, sections, onDrawn],
  );
  useEffect(() => {
    if (cursor !== undefined) viewport.reveal(cursor, 'nearest');
  }, [viewport, cursor]);

  const length = sections.reduce((sum, { count }) => sum + count, 0);
  const isOptions = cursor !== undefined;
  const draw = (position: number, isAway = false) => {
    const { section, index } = viewport.rowAt(position);
    return (
      <Row
        key={isAway ? 'cursor' : `${section}:${index}`}
        viewport={viewport}
        listId={id}
        length={length}
        position={position}
        section={section}
        index={index}
        isOption={isOptions}
        isCursor={position === cursor}
        isAway={isAway}
        onPress={props.onCursor}
        draw={props.children}
      />
    );
  };
  const drawn: ReactNode[] = [];
  for (let at = window.from; at < Math.min(window.to, length); at += 1) drawn.push(draw(at));
  const isAway = isOptions && cursor < length && (cursor < window.from || cursor >= window.to);
  const rows = (
    <>
      {isAway ? draw(cursor, true) : null}
      {drawn}
    </>
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isOptions || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      props.onOpen?.(cursor);
      return;
    }
    const letters = singleKeysAreOn() && !event.shiftKey;
    const next = cursorAfter(event.key, cursor, length, viewport.rowsInView(), letters);
    if (next === null) return;
    event.preventDefault();
    // What was handled here must not be handled as a command of the same key as well.
    event.stopPropagation();
    if (next !== cursor) props.onCursor?.(next);
  };

  // The browser's own way to the end stops where the end was before the rows on the way were measured.
  const onEdgeKey = (event: KeyboardEvent): void => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (!isPlain || event.target !== event.currentTarget) return;
    if (event.key === 'Home') viewport.toStart();
    else if (event.key === 'End') viewport.toEnd();
    else return;
    event.preventDefault();
  };

  const naming = isOptions
    ? ({
        role: 'listbox',
        tabIndex: 0,
        'aria-activedescendant': length === 0 ? undefined : `${id}-${cursor}`,
        onKeyDown,
      } as const)
    : ({ role: 'region', tabIndex: 0, 'data-keys': 'list', onKeyDown: onEdgeKey } as const);
  return (
    <div
      ref={scroller}
      {...naming}
      aria-label={label}
      className={classNames(
        styles['scroller'],
        isOptions ? styles['listbox'] : styles['list'],
        props.className,
      )}
    >
      <div ref={space} className={styles['space']} role="presentation">
        <div ref={pane} className={styles['pane']} role="presentation">
          <div ref={layer} className={styles['layer']} role={isOptions ? 'presentation' : 'list'}>
            {rows}
          </div>
        </div>
      </div>
    </div>
  );
}

/** Drawn anew only when something of its own changed: while the list scrolls, rows that stay cost nothing. */
const Row = memo(function Row(props: {
  viewport: VirtualViewport;
  listId: string;
  length: number;
  position: number;
  section: string;
  index: number;
  isOption: boolean;
  isCursor: boolean;
  isAway: boolean;
  onPress: ((position: number) => void) | undefined;
  draw: (row: VirtualRow) => ReactNode;
}) {
  const { viewport, position, section, index, isAway, onPress } = props;
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (element.current === null || isAway) return;
    return viewport.observe(element.current, { section, index });
  }, [viewport, section, index, isAway]);
  const role = props.isOption
    ? ({
        role: 'option',
        id: `${props.listId}-${position}`,
        'aria-selected': props.isCursor,
        onClick: () => onPress?.(position),
      } as const)
    : ({ role: 'listitem' } as const);
  return (
    <div
      ref={element}
      {...role}
      aria-setsize={props.length}
      aria-posinset={position + 1}
      className={classNames(
        styles['row'],
        isAway && styles['away'],
        props.isCursor && styles['is-cursor'],
      )}
    >
      {props.draw({ section, index })}
    </div>
  );
});

function drawnRows(viewport: VirtualViewport, from: number, to: number): DrawnRows[] {
  const rows: DrawnRows[] = [];
  for (let at = from; at < to; at += 1) {
    const { section, index } = viewport.rowAt(at);
    const last = rows.at(-1);
    if (last?.section === section) rows[rows.length - 1] = { ...last, to: index + 1 };
    else rows.push({ section, from: index, to: index + 1 });
  }
  return rows;
}
