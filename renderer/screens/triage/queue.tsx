import { type ReactNode, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Destination, TriagePlace } from '../../../shared/domain/destination.ts';
import type { TriageHead, TriageHit, TriageSummary } from '../../../shared/domain/triage.ts';
import { hitsAsTurns } from '../../../shared/text/hits-as-turns.ts';
import { attempt } from '../../commands/attempt.ts';
import { runCommand, useCommands } from '../../commands/offers.ts';
import { Button, LinkButton } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Fault } from '../../design/fault.tsx';
import { isFocusFree } from '../../design/free-focus.ts';
import {
  DataGrid,
  type GridHandle,
  type GridRows,
  noColumnState,
} from '../../design/grid/index.ts';
import { Pane, PaneFoot } from '../../design/pane.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { useKeptColumns } from '../../engine-client/kept-columns.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { accept } from '../../marks/mark-acts.ts';
import { useMarking } from '../../marks/use-marking.tsx';
import { hitColumns } from './hit-columns.tsx';
import { HitDetails } from './hit-details.tsx';
import { QueueBar } from './queue-bar.tsx';
import { chosen, filterOf, laneWords, queueWords, toTurnsWords } from './triage-words.ts';
import styles from './triage.module.css';
import { useQueue } from './use-queue.ts';

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
      {props.none ?? (
        <>
          <QueueBar summary={props.summary} place={props.place} change={props.change} />
          {/* Another choice begins at its worst hit. */}
          <Hits key={JSON.stringify(filterOf(props.place))} {...props} />
        </>
      )}
    </Pane>
  );
}

function Hits({ place, onPlace, go }: QueueProps) {
  const { head, rows, cursor, setCursor } = useQueue({
    filter: filterOf(place),
    begins: place.hit ?? null,
    onRest: (hit) => {
      if (hit !== place.hit) onPlace({ ...place, hit }, 'replace');
    },
  });
  if (head.error !== null)
    return (
      <Fault
        what="The hits could not be read."
        next={troubleOf(head.error).sentence}
        actions={<Button onPress={() => attempt(() => head.refetch())}>Read them again</Button>}
      />
    );
  if (rows === null || head.data === undefined)
    return <SkeletonRows label="Queue" rows={12} columns={['1fr', '1fr', '3fr']} />;
  if (rows.length === 0) return <NoneLeft place={place} />;
  const open = (index: number): void => {
    const hit = rows.row(index);
    if (hit === undefined) return;
    const { turn_id, finding_id } = hit;
    onPlace({ ...place, hit: finding_id }, 'replace');
    go({ screen: 'replay', conversation: `T-${turn_id}`, turn: turn_id, finding: finding_id });
  };
  return (
    <>
      <HitList
        rows={rows}
        isOld={head.isFetching}
        cursor={cursor ?? 0}
        onCursor={setCursor}
        onOpen={open}
      />
      <QueueFoot head={head.data} place={place} go={go} />
    </>
  );
}

function HitList(props: {
  rows: GridRows<TriageHit>;
  /** What was judged a moment ago may still stand in its row. */
  isOld: boolean;
  cursor: number;
  onCursor: (index: number) => void;
  onOpen: (index: number) => void;
}) {
  const { rows, isOld, cursor, onCursor, onOpen } = props;
  const [columnState, setColumnState] = useKeptColumns('hits', noColumnState);
  // A page that has come may hold the row under the cursor.
  useSyncExternalStore(rows.subscribe, rows.version);
  const hit = rows.row(cursor);
  const marking = useMarking(
    hit === undefined
      ? undefined
      : {
          turns: [hit.turn_id],
          span: null,
          words: `T-${hit.turn_id}`,
          caption: hit.failure_type,
        },
  );
  // A key that comes before its answer would judge the same hit twice.
  const [isJudging, setJudging] = useState(false);
  const acceptHit = (finding: number): void => {
    setJudging(true);
    attempt(() => accept(finding).finally(() => setJudging(false)));
  };
  const judge = (act: (finding: number) => void) =>
    hit === undefined
      ? undefined
      : () => {
          if (!isOld && !isJudging) act(hit.finding_id);
        };
  useCommands({
    'mark.accept': hit?.review === 'accept' ? undefined : judge(acceptHit),
    'mark.dismiss': judge((finding) =>
      marking.ask({ what: 'dismiss', finding, words: `F-${finding}` }),
    ),
  });
  const times = useTimes();
  const columns = useMemo(() => hitColumns(times), [times]);
  const grid = useRef<GridHandle>(null);
  useEffect(() => {
    if (isFocusFree()) grid.current?.focus();
  }, []);
  return (
    <>
      <div className={styles['grid']}>
        <DataGrid
          ref={grid}
          label="Hits, worst first"
          columns={columns}
          rows={rows}
          rowKey={keyOf}
          cursor={cursor}
          onCursor={onCursor}
          sort={undefined}
          onSort={unsorted}
          onOpen={onOpen}
          columnState={columnState}
          onColumnState={setColumnState}
          empty={null}
        />
      </div>
      {hit === undefined ? null : <HitDetails hit={hit} onOpen={() => onOpen(cursor)} />}
      {marking.dialog}
    </>
  );
}

const keyOf = ({ finding_id }: TriageHit): number => finding_id;
/** The worst come first, always. */
const unsorted = (): void => undefined;

function QueueFoot(props: { head: TriageHead; place: TriagePlace; go: (to: Destination) => void }) {
  const { head, place, go } = props;
  const { show, differs } = toTurnsWords(head);
  return (
    <PaneFoot>
      <span>{queueWords(head, place.lane)}</span>
      <LinkButton onPress={() => go({ screen: 'turns', filter: hitsAsTurns(filterOf(place)) })}>
        {show}
      </LinkButton>
      {differs === null ? null : (
        <span className="u-quiet u-cut" title={differs}>
          {differs}
        </span>
      )}
    </PaneFoot>
  );
}

function NoneLeft({ place }: { place: TriagePlace }) {
  return chosen(place).length === 0 ? (
    <Empty
      words={`The rules gave no ${laneWords[place.lane]} in this case. Another lane has some.`}
    />
  ) : (
    <Empty
      words={`No ${laneWords[place.lane]} are left by what is chosen.`}
      action={
        <Button
          onPress={() => runCommand('triage.clear')}
        >{`Show all ${laneWords[place.lane]}`}</Button>
      }
    />
  );
}
