import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { ConversationHead, RailEntry } from '../../../shared/domain/replay-screen.ts';
import { count, counted, duration } from '../../../shared/text/numbers.ts';
import type { Times } from '../../../shared/text/times.ts';
import { isFocusFree } from '../../design/free-focus.ts';
import { classNames } from '../../design/class-names.ts';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { Handle } from '../../design/handle.tsx';
import { Hidden } from '../../design/hidden.tsx';
import { Icon } from '../../design/icon.tsx';
import { LaneMark } from '../../design/lane.tsx';
import { Pane, PaneFoot, PanelHead } from '../../design/pane.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type DrawnRows, VirtualList, type VirtualListHandle } from '../../design/virtual-list.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import { findingOrder } from './findings.ts';
import { entryLabel, entryTime, isTurn, pauseWords } from './rail-words.ts';
import type { OpenTurn, Rail } from './use-rail.ts';
import styles from './time-rail.module.css';

/** Turns and spans of the conversation in time; the open one is under the cursor. */
export function TimeRail(props: {
  head: ConversationHead;
  rail: Rail;
  openTurn: OpenTurn;
  showHidden: boolean;
  /** Goes to the open turn. */
  isRaw: boolean;
  onEnter: () => void;
}) {
  const { head, rail, openTurn, showHidden } = props;
  const times = useTimes();
  const sections = useMemo(() => [{ id: 'rail', count: rail.length, estimate: 42 }], [rail.length]);
  const onDrawn = useCallback(
    (rows: readonly DrawnRows[]) => {
      const [drawn] = rows;
      if (drawn !== undefined) rail.need(drawn.from, drawn.to);
    },
    [rail],
  );
  // Where nothing has the focus the rail takes it, also where the text that had it gave way to the record: its keys are those
  // that the screen offers.
  const list = useRef<VirtualListHandle>(null);
  useEffect(() => {
    if (isFocusFree()) list.current?.focus();
  }, [head.conversation_id, props.isRaw]);
  return (
    <Pane isSide label="Turns in time">
      <PanelHead
        count={count(head.turns)}
        end={<span className="u-quiet">{dayWords(head, times)}</span>}
      >
        Turns
      </PanelHead>
      <VirtualList
        handle={list}
        label="Turns and spans"
        sections={sections}
        cursor={openTurn.index}
        onCursor={openTurn.move}
        onDrawn={onDrawn}
        onOpen={props.onEnter}
      >
        {({ index }) => (
          <Entry
            entry={rail.entry(index)}
            first={head.first}
            times={times}
            isOpen={index === openTurn.index}
            isLast={index === rail.length - 1}
            showHidden={showHidden}
          />
        )}
      </VirtualList>
      <PaneFoot>
        entry {count(openTurn.index + 1)} of {count(rail.length)}
        <span className={styles['order']}>
          {head.ordered_by === 'time' ? 'by time' : 'by record'}
        </span>
      </PaneFoot>
    </Pane>
  );
}

const dayWords = ({ first }: ConversationHead, { shortDay, zone }: Times): string =>
  first === null ? 'no time in record' : `${shortDay(first)}, ${zone}`;

function Entry(props: {
  entry: RailEntry | undefined;
  first: string | null;
  times: Times;
  isOpen: boolean;
  isLast: boolean;
  showHidden: boolean;
}) {
  const { entry, first, times, isOpen, showHidden } = props;
  if (entry === undefined)
    return (
      <div className={classNames(styles['turn'], isOpen && styles['is-on'])}>
        <Hidden>being read</Hidden>
        <Skeleton width="60%" />
        <Skeleton width="85%" />
      </div>
    );
  const pause = pauseWords(entry);
  const lane = findingOrder.find((known) => known === entry.worst?.lane);
  const marks = (
    <span className={styles['marks']}>
      {entry.error === null ? null : (
        <span className={styles['error']} title="error">
          <Icon name="error" size={12} />
        </span>
      )}
      {entry.exhibits === 0 ? null : (
        <span className={styles['exhibit']} title={counted(entry.exhibits, 'exhibit')}>
          <Icon name="pin" size={12} />
          {entry.exhibits > 1 ? count(entry.exhibits) : null}
        </span>
      )}
      {lane === undefined ? null : (
        <span
          className={styles[`lane-${lane}`]}
          title={`${lane}, ${entry.worst?.severity} severity`}
        >
          <LaneMark lane={lane} />
        </span>
      )}
    </span>
  );
  return (
    <div className={classNames(styles['entry'], props.isLast && styles['is-last'])}>
      <span className="u-hidden">{entryLabel(entry, first, times)}</span>
      <div aria-hidden>
        {pause === null ? null : <div className={styles['pause']}>{pause}</div>}
        {isTurn(entry) ? (
          <div
            data-frame=""
            className={classNames(
              styles['turn'],
              isOpen && styles['is-on'],
              lane === 'finding' && styles['is-finding'],
              lane === 'lead' && styles['is-lead'],
            )}
          >
            <div className={styles['turn-line']}>
              <Handle value={`T-${entry.turn_id}`} />
              <span className={styles['time']}>{entryTime(entry, first, times)}</span>
              {marks}
            </div>
            <div className={styles['words']}>
              {entry.words === '' ? (
                <span className="u-quiet">no words in record</span>
              ) : (
                <EvidenceText isLine text={entry.words} showHidden={showHidden} />
              )}
            </div>
          </div>
        ) : (
          <div data-frame="" className={classNames(styles['span'], isOpen && styles['is-on'])}>
            <span className={styles['span-name']}>
              <EvidenceText
                isLine
                text={entry.name ?? entry.kind.replaceAll('_', ' ')}
                showHidden={showHidden}
              />
            </span>
            {marks}
            <span className={styles['span-time']}>
              {entry.latency_ms === null ? null : duration(entry.latency_ms)}
            </span>
          </div>
        )}
      </div>
    </div>
  );
}
