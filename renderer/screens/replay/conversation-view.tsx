import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Destination, ReplayPlace } from '../../../shared/domain/destination.ts';
import type { Mark } from '../../../shared/domain/mark.ts';
import type { ConversationHead, TurnHead } from '../../../shared/domain/replay-screen.ts';
import { tell } from '../../commands/attempt.ts';
import { useCommands } from '../../commands/offers.ts';
import { copyAndSay } from '../../design/handle.tsx';
import { Split } from '../../design/split.tsx';
import { toast } from '../../design/toast-queue.ts';
import type { VirtualListHandle } from '../../design/virtual-list.tsx';
import { ask, engine } from '../../engine-client/engine.ts';
import { citedSpan } from './cited-span.ts';
import { DetailsPane, type DetailsTab } from './details-pane.tsx';
import { nextFinding } from './findings.ts';
import { PassagesProvider } from './marked-passages.ts';
import { MarksPanel } from './marks-panel.tsx';
import { markTarget } from './marks-target.ts';
import { ReplayBar } from './replay-bar.tsx';
import type { Selection } from './selection.ts';
import { TimeRail } from './time-rail.tsx';
import { TurnPane } from './turn-pane.tsx';
import { useMarks, useReplayMarking } from './use-marks.ts';
import { useOpenTurn, useRail } from './use-rail.ts';
import styles from './replay-screen.module.css';

const WHOLE_TURN: Selection = { what: 'turn' };

/** The three panes of a conversation, and the commands that move through it. */
export function ConversationView(props: {
  head: ConversationHead;
  madeAt: number;
  place: ReplayPlace;
  onPlace: (place: ReplayPlace, how: 'push' | 'replace') => void;
  go: (to: Destination) => void;
  isRaw: boolean;
  onRaw: (isRaw: boolean) => void;
  showHidden: boolean;
  onShowHidden: (isShown: boolean) => void;
  showMatches: boolean;
  onShowMatches: (isShown: boolean) => void;
}) {
  const { head, place, onPlace, isRaw, onRaw, showHidden, showMatches } = props;
  const rail = useRail(head, props.madeAt);
  const { conversation } = place;
  const onTurn = useCallback(
    (turn: number) => onPlace({ conversation, turn }, 'replace'),
    [conversation, onPlace],
  );
  const toTurn = useCallback(
    (turn: number) => onPlace({ conversation, turn }, 'push'),
    [conversation, onPlace],
  );
  const openTurn = useOpenTurn(head, rail, place.turn, onTurn);
  const { turn_id } = openTurn;
  const turn = useQuery({
    ...ask.replay.turn.queryOptions({ input: { turn_id } }),
    placeholderData: keepPreviousData,
  });
  const shown = turn.error === null ? turn.data : undefined;

  const [chosen, setChosen] = useState<{ turn_id: number; selection: Selection } | null>(null);
  const marks = useMarks(head, turn_id);
  const selection = selectionOf(shown, place, marks.passages, chosen);
  const marking = useReplayMarking(shown, selection);
  const [tab, setTab] = useState<DetailsTab>('selection');
  const list = useRef<VirtualListHandle>(null);
  const [asked, setAsked] = useState<{ turn_id: number; record_id: number } | null>(null);
  const showRaw = useCallback(
    (isShown: boolean) => {
      setAsked(null);
      onRaw(isShown);
    },
    [onRaw],
  );
  const toRecord = useCallback(
    (record_id: number) => {
      setAsked({ turn_id, record_id });
      onRaw(true);
    },
    [onRaw, turn_id],
  );
  const toStep = useCallback(
    (step: number) => onPlace({ conversation: `T-${step}`, turn: step }, 'push'),
    [onPlace],
  );
  const wantsFocus = useRef<number | null>(null);
  const takesFocus = useCallback((finding: number) => {
    if (wantsFocus.current !== finding) return false;
    wantsFocus.current = null;
    return true;
  }, []);
  const select = useCallback(
    (next: Selection) => {
      setAsked(null);
      const isNamed = next.what === 'finding' || next.what === 'mark';
      setChosen(isNamed ? null : { turn_id, selection: next });
      const finding = next.what === 'finding' ? next.id : undefined;
      const mark = next.what === 'mark' ? next.handle : undefined;
      if (finding !== place.finding || mark !== place.mark)
        onPlace({ conversation, turn: turn_id, finding, mark }, 'replace');
    },
    [conversation, onPlace, place.finding, place.mark, turn_id],
  );
  const toNextFinding = (): void => {
    const id = shown === undefined ? undefined : nextFinding(shown, place.finding);
    if (id === undefined) {
      toast({ words: 'This turn has no finding', tone: 'info' });
      return;
    }
    onRaw(false);
    wantsFocus.current = id;
    select({ what: 'finding', id });
  };
  const goToMark = useCallback(
    ({ turn_id: goal, handle, finding_id }: Mark): void => {
      onRaw(false);
      setChosen(null);
      const at = { conversation, turn: goal };
      onPlace(
        finding_id === null ? { ...at, mark: handle } : { ...at, finding: finding_id },
        'replace',
      );
    },
    [conversation, onPlace, onRaw],
  );
  const target = useMemo(
    () => (shown === undefined ? undefined : markTarget(shown, selection)),
    [shown, selection],
  );
  const copy = (): void => {
    if (shown !== undefined) copyCitation(shown, selection);
  };
  useCommands({
    'replay.next': () => openTurn.move(openTurn.index + 1),
    'replay.previous': () => openTurn.move(openTurn.index - 1),
    'replay.next-finding': toNextFinding,
    'replay.hidden': () => props.onShowHidden(!showHidden),
    'replay.matches': () => props.onShowMatches(!showMatches),
    'record.raw': () => showRaw(!isRaw),
    'copy.citation': shown === undefined ? undefined : copy,
    'marks.show': () => setTab('marks'),
  });

  return (
    <div className={styles['screen']}>
      <ReplayBar
        head={head}
        openTurn={openTurn}
        length={rail.length}
        isRaw={isRaw}
        onRaw={showRaw}
        showHidden={showHidden}
        onShowHidden={props.onShowHidden}
        showMatches={showMatches}
        onShowMatches={props.onShowMatches}
        go={props.go}
      />
      <div className={styles['panes']}>
        <Split
          label="Conversation"
          panes={[
            {
              id: 'rail',
              label: 'turns in time',
              size: '240px',
              min: '200px',
              max: '420px',
              keepsPixels: true,
              content: (
                <TimeRail
                  head={head}
                  rail={rail}
                  openTurn={openTurn}
                  showHidden={showHidden}
                  isRaw={isRaw}
                  onEnter={() => list.current?.focus()}
                />
              ),
            },
            {
              id: 'turn',
              label: 'turn',
              min: '420px',
              content: (
                <PassagesProvider value={marks.passages}>
                  <TurnPane
                    turn={turn}
                    turn_id={turn_id}
                    isFirst={openTurn.index === 0}
                    isRaw={isRaw}
                    onRaw={showRaw}
                    showHidden={showHidden}
                    selection={selection}
                    select={select}
                    takesFocus={takesFocus}
                    list={list}
                    showMatches={showMatches}
                    toTurn={toTurn}
                    toStep={toStep}
                    record={asked?.turn_id === turn_id ? asked.record_id : null}
                    toRecord={toRecord}
                  />
                </PassagesProvider>
              ),
            },
            {
              id: 'details',
              label: 'details',
              size: detailsWidth(),
              min: '300px',
              max: '520px',
              keepsPixels: true,
              content: (
                <DetailsPane
                  conversation={head}
                  head={shown}
                  selection={selection}
                  select={select}
                  showHidden={showHidden}
                  onRawRecord={() => showRaw(true)}
                  onCopy={copy}
                  onPinReference={(reference) => marking.ask({ what: 'pin-reference', reference })}
                  tab={tab}
                  onTab={setTab}
                  marks={{
                    count: marks.total,
                    panel: (
                      <MarksPanel
                        seen={marks.seen}
                        error={marks.error}
                        onMore={marks.onMore}
                        target={target}
                        marking={marking}
                        onGo={goToMark}
                      />
                    ),
                  }}
                />
              ),
            },
          ]}
        />
      </div>
      {marking.dialog}
    </div>
  );
}

/** On a narrow window the details give way first. */
const detailsWidth = (): string => (window.innerWidth < 1280 ? '320px' : '392px');

/** A finding or mark of the place goes before what was selected by hand; what was selected in another turn is gone. */
function selectionOf(
  head: TurnHead | undefined,
  { finding, mark }: ReplayPlace,
  marks: readonly Mark[],
  chosen: { turn_id: number; selection: Selection } | null,
): Selection {
  if (head === undefined) return WHOLE_TURN;
  if (head.findings.some(({ finding_id }) => finding_id === finding) && finding !== undefined)
    return { what: 'finding', id: finding };
  const marked = marks.find((one) => one.handle === mark && one.turn_id === head.turn_id);
  if (marked !== undefined && marked.span !== null)
    return { what: 'mark', handle: marked.handle, span: marked.span };
  return chosen?.turn_id === head.turn_id ? chosen.selection : WHOLE_TURN;
}

function copyCitation(head: TurnHead, selection: Selection): void {
  engine.replay
    .cite({ turn_id: head.turn_id, span: citedSpan(head, selection) })
    .then(({ text }) => copyAndSay(text, 'citation'), tell);
}
