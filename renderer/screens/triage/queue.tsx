import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { Destination, TriagePlace } from '../../../shared/domain/destination.ts';
import type { TriageHit, TriageSummary } from '../../../shared/domain/triage.ts';
import { attempt, tell } from '../../commands/attempt.ts';
import { useCommands } from '../../commands/offers.ts';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Fault } from '../../design/fault.tsx';
import {
  createPagedRows,
  DataGrid,
  type GridHandle,
  noColumnState,
} from '../../design/grid/index.ts';
import { Pane, PaneFoot } from '../../design/pane.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { ask, engine } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { accept } from '../../marks/mark-acts.ts';
import { useMarking } from '../../marks/use-marking.tsx';
import { hitColumns } from './hit-columns.tsx';
import { QueueFilter } from './queue-filter.tsx';
import { filterOf, ofWords } from './triage-words.ts';
import styles from './triage.module.css';

const PAGE = 200;
/** A cursor that moves on by held keys writes no place for every row. */
const REST_MS = 200;
const keyOf = ({ finding_id }: TriageHit): number => finding_id;

interface QueueProps {
  summary: TriageSummary;
  place: TriagePlace;
  onPlace: (place: TriagePlace, how: 'push' | 'replace') => void;
  change: (to: Partial<TriagePlace>) => void;
  go: (to: Destination) => void;
  /** Instead of hits, where the case has none in any lane. */
  none: ReactNode;
}

/** Hits of one lane, the worst first; each leads to its passage in replay, and is judged here by key. */
export function Queue(props: QueueProps) {
  return (
    <Pane label="Queue">
      <QueueFilter summary={props.summary} place={props.place} change={props.change} />
      {/* Another choice begins at its worst hit. */}
      {props.none ?? <Hits key={JSON.stringify(filterOf(props.place))} {...props} />}
    </Pane>
  );
}

function Hits(props: QueueProps) {
  const { place, onPlace, go } = props;
  // One choice, one list: see the key of this part.
  const [filter] = useState(() => filterOf(place));
  const first = useQuery({
    ...ask.triage.queue.queryOptions({ input: { filter, offset: 0, limit: PAGE } }),
  });
  const { data } = first;
  const rows = useMemo(
    () =>
      data === undefined
        ? null
        : createPagedRows<TriageHit>({
            length: data.matched,
            pageSize: PAGE,
            first: data.hits,
            load: async (offset, limit, signal) =>
              (await engine.triage.queue({ filter, offset, limit }, { signal })).hits,
            onError: tell,
          }),
    [data, filter],
  );
  useEffect(() => () => rows?.dispose(), [rows]);

  const [at, setAt] = useState({ row: place.row ?? 0, top: place.top ?? 0 });
  const [columnState, setColumnState] = useState(noColumnState);
  const grid = useRef<GridHandle>(null);
  const matched = data?.matched ?? 0;
  const cursor = matched === 0 ? undefined : Math.min(at.row, matched - 1);
  const write = useEffectEvent(() => {
    if (at.row !== (place.row ?? 0) || at.top !== (place.top ?? 0))
      onPlace({ ...place, ...at }, 'replace');
  });
  useEffect(() => {
    const timer = setTimeout(write, REST_MS);
    return () => clearTimeout(timer);
  }, [at]);

  const current = cursor === undefined ? undefined : rows?.row(cursor);
  const handle = current === undefined ? '' : `F-${current.finding_id}`;
  const marking = useMarking(
    current === undefined
      ? undefined
      : {
          turns: [current.turn_id],
          span: null,
          words: `T-${current.turn_id}`,
          caption: current.failure_type,
        },
  );
  useCommands({
    'mark.accept':
      current === undefined ? undefined : () => attempt(() => accept(current.finding_id)),
    'mark.dismiss':
      current === undefined
        ? undefined
        : () => marking.ask({ what: 'dismiss', finding: current.finding_id, words: handle }),
  });
  const open = (index: number): void => {
    const row = rows?.row(index);
    if (row === undefined) return;
    onPlace({ ...place, row: index, top: at.top }, 'replace');
    const { turn_id, finding_id } = row;
    go({ screen: 'replay', conversation: `T-${turn_id}`, turn: turn_id, finding: finding_id });
  };
  return (
    <>
      {data === undefined || rows === null ? (
        first.error === null ? (
          <SkeletonRows label="Queue" rows={12} columns={['1fr', '1fr', '3fr']} />
        ) : (
          <Fault
            what="The hits could not be read."
            next={troubleOf(first.error).sentence}
            actions={<Button onPress={() => attempt(() => first.refetch())}>Read again</Button>}
          />
        )
      ) : (
        <>
          <div className={styles['grid']}>
            <DataGrid
              ref={grid}
              label="Hits, worst first"
              columns={hitColumns}
              rows={rows}
              rowKey={keyOf}
              cursor={cursor}
              onCursor={(row) => setAt((now) => ({ ...now, row }))}
              sort={undefined}
              onSort={() => undefined}
              onOpen={open}
              columnState={columnState}
              onColumnState={setColumnState}
              firstVisible={at.top}
              onFirstVisible={(top) => setAt((now) => ({ ...now, top }))}
              empty={<Empty words="No hit of this lane is of this kind." />}
            />
          </div>
          <PaneFoot>{`${ofWords(data.matched, data.of, place.lane)}, worst first`}</PaneFoot>
        </>
      )}
      {marking.dialog}
    </>
  );
}
