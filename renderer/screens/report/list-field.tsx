import { useEffect, useState } from 'react';
import type { ReportFields } from '../../../shared/domain/analysis.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { useCaseKey } from '../../engine-client/live.ts';
import { cellKey, draftAt, isSaid, putDraft, useDraftStates } from './cell-drafts.ts';
import { type Column, type ListShape, type Row, withCell } from './field-shapes.ts';
import { type Entry, isBlankRow, isSameRow, newEntry, settled, whereNow } from './followed-rows.ts';
import { TextCell } from './text-cell.tsx';
import type { Change, Fields } from './use-fields.ts';
import styles from './report.module.css';

/** The entries of a list as they were shown last, by case and list: what is typed in them is kept under their names. */
const left = new Map<string, readonly Entry[]>();

/** A list of the report. What is typed stays with its entry, also where another window adds or removes one beside it. */
export function ListField(props: {
  shape: ListShape;
  fields: Fields;
  handles: ReadonlySet<string>;
}) {
  const { shape, fields, handles } = props;
  const caseKey = useCaseKey();
  const kept = JSON.stringify([caseKey, shape.key]);
  const rows = shape.read(fields.now);
  const said = JSON.stringify(rows);
  const what = shape.label.toLowerCase();
  const nameOf = (id: number, column: Column): string => `${shape.key} ${id} ${column.id}`;
  const draftOf = (id: number, column: Column) => draftAt(cellKey(caseKey, nameOf(id, column)));
  const isWanted = (id: number): boolean =>
    shape.columns.some((column) => draftOf(id, column) !== undefined);
  const [entries, setEntries] = useState(() => settled(left.get(kept) ?? [], rows, isWanted));
  const [seen, setSeen] = useState(said);
  if (seen !== said) {
    setSeen(said);
    setEntries(settled(entries, rows, isWanted));
  }
  useEffect(() => {
    left.set(kept, entries);
  }, [kept, entries]);
  const keysOf = (id: number): string[] =>
    shape.columns.map((column) => cellKey(caseKey, nameOf(id, column)));
  const held = useDraftStates(entries.map(({ id }) => keysOf(id)));

  const put = (entry: Entry): void =>
    setEntries((all) => all.map((one) => (one.id === entry.id ? entry : one)));
  const drop = ({ id }: Entry): void => {
    for (const key of keysOf(id)) putDraft(key, null);
    setEntries((all) => all.filter((one) => one.id !== id));
  };
  /** Enters a row at the end. The entry is that row from then on, or again what it was where it could not be entered. */
  const append = async (entry: Entry, row: Row): Promise<void> => {
    const change: Change = (now) => shape.write([...shape.read(now), row]);
    put({ ...entry, row: shape.read(change(fields.now) ?? {}).at(-1) ?? row, isNew: true });
    const settle = (isNew: boolean): void =>
      setEntries((all) => all.map((one) => (one.id === entry.id ? { ...one, isNew } : one)));
    try {
      await fields.enter(change, what);
    } catch (error) {
      settle(entry.isNew);
      throw error;
    }
    settle(false);
  };
  const enter = async (entry: Entry, column: Column, value: string): Promise<void> => {
    const { at } = entry;
    if (at !== undefined) {
      const change = cellChanged(shape, rows, at, column.id, value);
      const next = shape.read(change(fields.now) ?? {});
      // A row that says nothing any more goes.
      const row = next.length === rows.length ? next[at] : undefined;
      if (row !== undefined) put({ ...entry, row });
      return fields.enter(change, what);
    }
    if (value !== '') await append(entry, { ...entry.row, [column.id]: value });
  };
  const remove = (entry: Entry): void => {
    const { at } = entry;
    if (at === undefined) {
      drop(entry);
      return;
    }
    // What is typed in a row goes with it, and comes again where the row could not be taken away.
    const typed = keysOf(entry.id).map((key) => [key, draftAt(key) ?? null] as const);
    for (const [key] of typed) putDraft(key, null);
    fields.enter(rowRemoved(shape, rows, at), what).catch(() => {
      for (const [key, draft] of typed) putDraft(key, draft);
    });
  };
  const enterAgain = (entry: Entry): void => {
    const typed = shape.columns.map(
      (column) =>
        [column.id, draftOf(entry.id, column)?.text ?? entry.row[column.id] ?? ''] as const,
    );
    append(entry, Object.fromEntries(typed)).then(
      () => {
        for (const key of keysOf(entry.id)) putDraft(key, null);
      },
      () => undefined,
    );
  };

  return (
    <PanelSection
      title={shape.label}
      level={2}
      count={rows.length === 0 ? 'none' : String(rows.length)}
      isInset
      end={
        <Button
          variant="bare"
          icon="plus"
          id={`report-${shape.key}`}
          label={`Add ${shape.one}`}
          onPress={() =>
            setEntries((all) =>
              all.some(({ isNew, row }) => isNew && isBlankRow(row)) ? all : [...all, newEntry()],
            )
          }
        >
          {`Add ${shape.one}`}
        </Button>
      }
    >
      {entries.map((entry, index) => {
        // Text of a new row that could not be entered stands in its fields as typed, not as said.
        const isUnentered = entry.at === undefined && entry.isNew;
        const isNowhere = entry.at === undefined && !entry.isNew;
        const isGone = isNowhere && held[index] === 'typed';
        return isNowhere && held[index] === 'none' ? null : (
          <div
            key={entry.id}
            role="group"
            aria-label={`${shape.one} ${index + 1}`}
            className={styles['entry']}
          >
            <div className={styles['fields']}>
              {isGone ? (
                <Gone
                  one={shape.one}
                  onAgain={() => enterAgain(entry)}
                  onDrop={() => drop(entry)}
                />
              ) : null}
              {shape.columns.map((column, place) => (
                <TextCell
                  key={column.id}
                  name={nameOf(entry.id, column)}
                  label={column.label}
                  saved={isUnentered ? '' : (entry.row[column.id] ?? '')}
                  isFirst={entry.isNew && isBlankRow(entry.row) && place === 0}
                  {...(column.lines === undefined ? {} : { lines: column.lines })}
                  {...(column.hint === undefined ? {} : { hint: column.hint })}
                  check={(value) => column.check?.(value, handles)}
                  isHeld={isGone}
                  onEnter={(value) => enter(entry, column, value)}
                />
              ))}
            </div>
            <IconButton
              icon="trash"
              label={`Remove ${shape.one} ${index + 1}`}
              onPress={() => remove(entry)}
            />
          </div>
        );
      })}
    </PanelSection>
  );
}

/** Somebody else took away what is being written here. */
function Gone(props: { one: string; onAgain: () => void; onDrop: () => void }) {
  return (
    <div className={styles['gone']}>
      <p role="alert" className="u-fail">
        {`This ${props.one} was removed in another window or by a command. What you wrote is kept here and is not entered.`}
      </p>
      <div className="u-row u-wrap">
        <Button onPress={props.onAgain}>Enter it again</Button>
        <Button onPress={props.onDrop}>Leave it so, drop yours</Button>
      </div>
    </div>
  );
}

/** Another text in one cell, wherever its row stands by then; nobody else's word is written over. */
function cellChanged(
  shape: ListShape,
  shown: readonly Row[],
  at: number,
  id: string,
  text: string,
): Change {
  return (now) => {
    const rows = shape.read(now);
    const to = whereNow(shown, rows)[at];
    return to === undefined || !isSaid(rows[to]?.[id] ?? '', shown[at]?.[id] ?? '')
      ? null
      : shape.write(withCell(rows, to, id, text));
  };
}

/** A row taken away that still says what was looked at. */
function rowRemoved(shape: ListShape, shown: readonly Row[], at: number): Change {
  return (now): ReportFields | null => {
    const rows = shape.read(now);
    const to = whereNow(shown, rows)[at];
    const row = to === undefined ? undefined : rows[to];
    return row === undefined || !isSameRow(row, shown[at] ?? {})
      ? null
      : shape.write(rows.filter((_, other) => other !== to));
  };
}
