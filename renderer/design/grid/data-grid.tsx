import {
  type CSSProperties,
  type MouseEvent,
  type PointerEvent,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { classNames } from '../class-names.ts';
import {
  columnTemplate,
  columnWidths,
  forgetWidth,
  moveEdge,
  shownColumns,
} from './column-layout.ts';
import styles from './data-grid.module.css';
import type { DataGridProps } from './data-grid-props.ts';
import { useTextScale } from '../text-size.ts';
import { dragEdge } from './drag-edge.ts';
import { GridBody } from './grid-body.tsx';
import { gridCell } from './grid-cell.ts';
import { GridHead } from './grid-head.tsx';
import { edgeUnder, headUnder, isControl, pressRow, rowUnder } from './grid-pointer.ts';
import { createGridViewport } from './grid-viewport.ts';
import { useGridCommands } from './use-grid-keys.ts';
import { useGridPlace } from './use-grid-place.ts';

const CHECK_WIDTH = 36;

/**
 * A grid for any number of rows. It is one Tab stop: focus stays on the grid itself and `aria-activedescendant` names
 * the row or head under the cursor. It fills its parent, which needs a height.
 */
export function DataGrid<Row>({ ref, ...props }: DataGridProps<Row>) {
  const { rows, columns, columnState, cursor } = props;
  const id = useId();
  const rowId = useMemo(() => (index: number) => `${id}row${index}`, [id]);
  const inRows = cursor !== undefined && cursor < rows.length ? rowId(cursor) : undefined;
  const headId = (at: number): string => `${id}head${at}`;
  const [viewport] = useState(createGridViewport);
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const space = useRef<HTMLDivElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const probe = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const elements = {
      scroller: scroller.current,
      head: head.current,
      space: space.current,
      pane: pane.current,
      layer: layer.current,
      probe: probe.current,
    };
    return allHere(elements) ? viewport.attach(elements) : undefined;
  }, [viewport]);
  useGridPlace(viewport, props);
  useImperativeHandle(
    ref,
    () => ({
      focus: () => scroller.current?.focus(),
      reveal: viewport.reveal,
      firstInView: () => viewport.inView().first,
    }),
    [viewport],
  );

  const width = useSyncExternalStore(viewport.subscribe, viewport.width);
  // Widths are of text of the usual size.
  const scale = useTextScale();
  const shown = useMemo(() => shownColumns(columns, columnState), [columns, columnState]);
  const selectable = props.onSelect !== undefined;
  const checkWidth = selectable ? CHECK_WIDTH : 0;
  const widths = useMemo(
    () => columnWidths(shown, columnState, (width - checkWidth) / scale),
    [shown, columnState, width, checkWidth, scale],
  );
  const cells = useMemo(
    () =>
      shown.map((column, at) => gridCell(column, rows, widths[at] ?? 0, at === 0 && !selectable)),
    [shown, rows, widths, selectable],
  );
  const commands = useGridCommands(props, shown, viewport);
  const activeHead = commands.head === undefined ? undefined : headId(commands.head);
  useLayoutEffect(() => {
    if (activeHead === undefined) return;
    document.getElementById(activeHead)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [activeHead]);

  const templateOf = (unscaled: readonly number[]): string => {
    const scaled = unscaled.map((own) => own * scale);
    return columnTemplate(selectable ? [checkWidth, ...scaled] : scaled);
  };
  const template = templateOf(widths);

  const pullEdge = (event: PointerEvent<HTMLElement>): void => {
    const at = edgeUnder(event.target);
    if (at === undefined || event.button !== 0 || !(event.target instanceof HTMLElement)) return;
    const put = (value: string, isPulled: boolean): void => {
      scroller.current?.style.setProperty('--grid-columns', value);
      scroller.current?.toggleAttribute('data-pulled', isPulled);
    };
    const widthsAfter = (by: number): readonly number[] =>
      columnWidths(
        shown,
        moveEdge(shown, columnState, at, by / scale),
        (width - checkWidth) / scale,
      );
    dragEdge(event.target, event, {
      // Without React: rows share the template, so that one style moves them all.
      onMove: (by) => put(templateOf(widthsAfter(by)), true),
      onDone: (by) => {
        put(templateOf(widthsAfter(by)), false);
        if (by !== 0) props.onColumnState(moveEdge(shown, columnState, at, by / scale));
      },
      onCancel: () => put(template, false),
    });
  };

  const onClick = (event: MouseEvent<HTMLElement>): void => {
    const at = isControl(event.target) ? undefined : headUnder(event.target);
    if (at !== undefined) commands.pressHead(at);
  };
  const onDoubleClick = (event: MouseEvent<HTMLElement>): void => {
    const inCheck = event.target instanceof Element && event.target.closest('[data-check]');
    const edge = shown[edgeUnder(event.target) ?? -1];
    if (edge !== undefined) props.onColumnState(forgetWidth(columnState, edge.id));
    if (isControl(event.target) || inCheck) return;
    const index = rowUnder(event.target);
    if (index !== undefined) props.onOpen(index);
  };

  const isEmpty = rows.length === 0;
  const style: CSSProperties & Record<'--grid-columns', string> = { '--grid-columns': template };
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-colcount={shown.length + (selectable ? 1 : 0)}
      aria-multiselectable={selectable ? true : undefined}
      aria-activedescendant={activeHead ?? inRows}
      className={classNames(styles['grid'], activeHead !== undefined && styles['in-heads'])}
      style={style}
      onKeyDown={commands.press}
      onMouseDown={(event) => pressRow(event, commands, viewport)}
      onPointerDown={pullEdge}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
      onBlur={commands.leaveHeads}
    >
      <GridHead
        ref={head}
        columns={shown}
        sort={props.sort}
        active={commands.head}
        headId={headId}
        selected={selectable ? { count: props.selection?.size ?? 0, of: rows.length } : undefined}
      />
      <div ref={space} role="presentation" className={styles['space']}>
        <div ref={pane} role="presentation" className={styles['pane']}>
          <div ref={probe} className={styles['probe']} aria-hidden />
          <div ref={layer} role="rowgroup" className={styles['layer']} hidden={isEmpty}>
            <GridBody
              viewport={viewport}
              rows={rows}
              cells={cells}
              rowId={rowId}
              rowKey={props.rowKey}
              cursor={cursor}
              selectable={selectable}
              selection={props.selection}
              isMarked={props.isMarked}
              notice={props.notice}
            />
          </div>
          {isEmpty ? <div className={styles['empty']}>{props.empty}</div> : null}
        </div>
      </div>
    </div>
  );
}

type Present<T> = { [Name in keyof T]: NonNullable<T[Name]> };

function allHere<T extends object>(elements: T): elements is T & Present<T> {
  return Object.values(elements).every((element) => element !== null);
}
