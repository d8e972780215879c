import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type CustodyKind, type CustodyLine } from '../../../shared/domain/custody-log.ts';
import type { CustodyPlace } from '../../../shared/domain/destination.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { useCommands } from '../../commands/offers.ts';
import { keyHint } from '../../commands/table.ts';
import { isFocusFree } from '../../design/free-focus.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Fault } from '../../design/fault.tsx';
import { TextField } from '../../design/field.tsx';
import {
  createPagedRows,
  DataGrid,
  type GridHandle,
  noColumnState,
} from '../../design/grid/index.ts';
import { copyAndSay } from '../../design/handle.tsx';
import { Pane, PaneFoot, PanelHead } from '../../design/pane.tsx';
import { Segmented } from '../../design/segmented.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { Split } from '../../design/split.tsx';
import { ask, engine } from '../../engine-client/engine.ts';
import { attempt, tell } from '../../commands/attempt.ts';
import { useKeptColumns } from '../../engine-client/kept-columns.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import { custodyColumns } from './custody-columns.tsx';
import { EntryDetails, HeadHash } from './entry-details.tsx';
import styles from './verify.module.css';

const PAGE = 200;
const KINDS: readonly { value: CustodyKind; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'intake', label: 'Imports' },
  { value: 'issued', label: 'Issued' },
];
const keyOf = ({ seq }: CustodyLine): number => seq;

/** The custody log of the open case, newest first; its chain is checked whenever it is read. */
export function CustodyLog(props: {
  place: CustodyPlace;
  onPlace: (place: CustodyPlace, how: 'push' | 'replace') => void;
}) {
  const { place, onPlace } = props;
  const { words, kind } = place;
  const asked = { words, kind, limit: PAGE };
  const first = useQuery({
    ...ask.custody.log.queryOptions({ input: { ...asked, offset: 0 } }),
    placeholderData: keepPreviousData,
  });
  const { data } = first;
  const rows = useMemo(
    () =>
      data === undefined
        ? null
        : createPagedRows<CustodyLine>({
            length: data.matched,
            pageSize: PAGE,
            load: async (offset, limit, signal) =>
              offset === 0
                ? data.lines
                : (await engine.custody.log({ words, kind, offset, limit }, { signal })).lines,
            onError: tell,
          }),
    [data, words, kind],
  );
  const times = useTimes();
  const columns = useMemo(() => custodyColumns(times), [times]);
  const [cursor, setCursor] = useState(0);
  const [columnState, setColumnState] = useKeptColumns('custody', noColumnState);
  const filter = useRef<HTMLInputElement>(null);
  const grid = useRef<GridHandle>(null);
  useCommands({
    'filter.focus': () => filter.current?.focus(),
    'copy.head': data === undefined ? undefined : () => copyAndSay(data.head.hash, 'the head hash'),
  });
  const isRead = rows !== null;
  useEffect(() => {
    if (isRead && isFocusFree()) grid.current?.focus();
  }, [isRead]);
  if (data === undefined || rows === null)
    return (
      <Pane label="Custody log" isSide>
        {first.error === null ? (
          <SkeletonRows label="Custody log" rows={12} columns={['1fr', '2fr', '2fr']} />
        ) : (
          <Fault
            what="The custody log could not be read."
            next={troubleOf(first.error).sentence}
            actions={<Button onPress={() => attempt(() => first.refetch())}>Read it again</Button>}
          />
        )}
      </Pane>
    );
  const at = Math.min(cursor, Math.max(0, data.matched - 1));
  const current = rows.row(at) ?? (at < data.lines.length ? data.lines[at] : undefined);
  const change = (to: Partial<CustodyPlace>): void => {
    setCursor(0);
    onPlace({ ...place, ...to }, 'replace');
  };
  return (
    <Pane label="Custody log" isSide>
      <PanelHead
        count={`${counted(data.total, 'entry', 'entries')}, disclosed with reports`}
        end={
          data.fault === null ? (
            <Badge tone="ok" icon="check">
              unbroken
            </Badge>
          ) : (
            <Badge tone="fail" icon="error" title={data.fault}>
              broken
            </Badge>
          )
        }
      >
        Custody log
      </PanelHead>
      {data.fault === null ? null : (
        <p className={styles['sentence']} role="alert">
          {`The log is damaged: ${data.fault}. Only the entries before that are shown.`}
        </p>
      )}
      <div className={styles['filter']}>
        <TextField
          label="Filter the custody log"
          isLabelHidden
          icon="filter"
          placeholder="File, person, act or hash"
          value={words}
          onChange={(next) => change({ words: next })}
          onEscape={() => grid.current?.focus()}
          onEnter={() => grid.current?.focus()}
          keyHint={keyHint('filter.focus')}
          inputRef={filter}
        />
        <Segmented
          label="Which entries"
          options={KINDS}
          value={kind}
          onChange={(next) => change({ kind: next })}
        />
      </div>
      <div className={styles['log']}>
        <Split
          label="Custody log"
          direction="column"
          panes={[
            {
              id: 'entries',
              label: 'entries',
              min: '120px',
              content: (
                <Pane>
                  <div className={styles['grid']}>
                    <DataGrid
                      ref={grid}
                      label="Entries of the custody log"
                      columns={columns}
                      rows={rows}
                      rowKey={keyOf}
                      cursor={data.matched === 0 ? undefined : at}
                      onCursor={setCursor}
                      sort={undefined}
                      onSort={() => undefined}
                      onOpen={setCursor}
                      columnState={columnState}
                      onColumnState={setColumnState}
                      empty={<Empty words="No entry holds all of these words." />}
                    />
                  </div>
                  <PaneFoot>{`${count(data.matched)} of ${counted(data.total, 'entry', 'entries')}, newest first`}</PaneFoot>
                </Pane>
              ),
            },
            {
              id: 'entry',
              label: 'entry',
              size: '40%',
              min: '140px',
              content: (
                <Pane>
                  {current === undefined ? null : <EntryDetails line={current} />}
                  <HeadHash head={data.head} />
                </Pane>
              ),
            },
          ]}
        />
      </div>
    </Pane>
  );
}
