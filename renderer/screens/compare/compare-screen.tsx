import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PairVerdict } from '../../../shared/domain/analysis.ts';
import type { OpenedPair, PairsWhich } from '../../../shared/domain/comparison-screen.ts';
import type { ComparePlace, Destination } from '../../../shared/domain/destination.ts';
import { attempt, tell } from '../../commands/attempt.ts';
import { useCommands } from '../../commands/offers.ts';
import { isFocusFree } from '../../design/free-focus.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Fault } from '../../design/fault.tsx';
import type { GridHandle } from '../../design/grid/index.ts';
import { Progress } from '../../design/progress.tsx';
import { Screen, ScreenWork } from '../../design/screen.tsx';
import { SkeletonText } from '../../design/skeleton.tsx';
import { Split } from '../../design/split.tsx';
import { toast } from '../../design/toast-queue.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { useCaseKey, useJobs } from '../../engine-client/live.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { undo } from '../../marks/mark-acts.ts';
import { opinionOf } from './compare-words.ts';
import { judge, showsAllWritten } from './judging.ts';
import { NoteDialog } from './note-dialog.tsx';
import { NEEDS_VERDICT, PairView } from './pair-view.tsx';
import { PairsList } from './pairs-list.tsx';
import { SidesBar } from './sides-bar.tsx';
import { StartPanel } from './start-panel.tsx';
import { Summary } from './summary.tsx';
import { useLatestPlace } from '../../design/use-latest-place.ts';
import styles from './compare.module.css';

/** Two sides of the case compared: what came out, every pair, and the examiner's verdict on each. */
export function CompareScreen(props: {
  place: ComparePlace;
  onPlace: (place: ComparePlace, how: 'push' | 'replace') => void;
  go: (to: Destination) => void;
  href: (to: Destination) => string;
}) {
  const { place, onPlace } = props;
  const { id } = place;
  const client = useQueryClient();
  const jobs = useJobs().filter(({ kind }) => kind === 'compare');
  const running = jobs.find(({ state }) => state === 'running');
  const result = useQuery({
    ...ask.compare.result.queryOptions({ input: { id: id ?? '0'.repeat(16) } }),
    enabled: id !== undefined && running === undefined,
    retry: false,
  });
  // What a job leaves is another answer to the same question.
  const lastEnded = jobs.findLast(({ state }) => state !== 'running')?.job;
  useEffect(() => {
    if (lastEnded !== undefined)
      client.invalidateQueries({ queryKey: ask.compare.key() }).catch(() => undefined);
  }, [client, lastEnded]);

  const [typed, setTyped] = useState<{ a: string; b: string; of: string }>();
  const ofPlace = JSON.stringify([place.a, place.b]);
  const sides = typed?.of === ofPlace ? typed : place;
  const held = id === undefined || running !== undefined ? undefined : result.data;
  const isLost = result.error !== null && troubleOf(result.error).kind === 'view-lost';
  return (
    <Screen>
      <SidesBar
        a={sides.a}
        b={sides.b}
        onSides={(a, b) => setTyped({ a, b, of: ofPlace })}
        isBusy={running !== undefined}
        onStarted={(started) => onPlace({ ...place, ...started }, 'push')}
      />
      {running !== undefined ? (
        <div className={styles['running']}>
          <Progress
            label="Comparing"
            value={running.total === null ? null : running.done / running.total}
            words={running.stopping ? 'cancelling' : running.phase}
            onCancel={() => attempt(() => engine.jobs.cancel({ job: running.job }))}
          />
        </div>
      ) : held !== undefined && id !== undefined ? (
        <Result key={id} {...props} id={id} held={held} />
      ) : id !== undefined && result.error === null ? (
        <SkeletonText label="Comparison" lines={8} />
      ) : result.error !== null && id !== undefined && !isLost ? (
        <Fault
          what="The comparison could not be read."
          where={troubleOf(result.error).sentence}
          actions={<Button onPress={() => attempt(() => result.refetch())}>Read it again</Button>}
        />
      ) : (
        <>
          {id === undefined ? null : (
            <Banner tone="info">
              This comparison is not at hand; press Compare to compute it, or open it below.
            </Banner>
          )}
          <StartPanel
            sides={sides}
            onSides={(a, b) => setTyped({ a, b, of: ofPlace })}
            onSuggested={({ filter_a, filter_b }) =>
              attempt(async () => {
                const started = { a: filter_a, b: filter_b };
                const begun = await engine.compare.start({ ...started, seed: 1 });
                onPlace({ ...place, ...started, id: begun.id, pair: undefined }, 'push');
              })
            }
            onPast={({ number, a, b }) =>
              attempt(async () => {
                const begun = await engine.compare.again({ number });
                onPlace({ ...place, a, b, id: begun.id, pair: undefined }, 'push');
              })
            }
          />
        </>
      )}
    </Screen>
  );
}

type Held = Parameters<typeof Summary>[0]['held'];

function Result(props: {
  id: string;
  held: Held;
  place: ComparePlace;
  onPlace: (place: ComparePlace, how: 'push' | 'replace') => void;
  go: (to: Destination) => void;
}) {
  const { id, held, place, onPlace } = props;
  const { comparison, verdicts } = held;
  const { which, sort, pair } = place;
  const client = useQueryClient();
  const grid = useRef<GridHandle>(null);
  const pane = useRef<HTMLDivElement>(null);
  const judged = Object.values(verdicts).reduce((sum, pairs) => sum + pairs, 0);
  const counts: Record<PairsWhich, number> = {
    all: comparison.pairs,
    changed: comparison.changed,
    identical: comparison.identical,
    judged,
  };
  const canList = !held.stale && comparison.pairs > 0;
  const opened = useQuery({
    ...ask.compare.pair.queryOptions({ input: { id, pair: pair ?? 1 } }),
    enabled: canList && pair !== undefined,
    placeholderData: keepPreviousData,
  });
  const position = useQuery({
    ...ask.compare.position.queryOptions({ input: { id, which, sort, pair: pair ?? 1 } }),
    enabled: canList && pair !== undefined,
    placeholderData: keepPreviousData,
  });
  const at = position.data?.position ?? undefined;
  const onTrouble = useCallback(
    (error: unknown) => {
      if (troubleOf(error).kind === 'view-lost')
        client.invalidateQueries({ queryKey: ask.compare.key() }).catch(() => undefined);
      else tell(error);
    },
    [client],
  );
  const { placeNow, move } = useLatestPlace(place, onPlace);
  const toPair = (next: number): void => move({ ...placeNow(), pair: next }, 'replace');
  const step = (by: 1 | -1): void =>
    attempt(async () => {
      const offset = at === undefined ? 0 : at + by;
      if (offset < 0 || offset >= counts[which]) return;
      const { rows } = await engine.compare.pairs({ id, which, sort, offset, limit: 1 });
      const [row] = rows;
      if (row !== undefined) toPair(row.pair);
    });
  const shown = opened.data;
  const caseKey = useCaseKey();
  const say = (verdict: PairVerdict | null): void => {
    // While the next pair is read the one before is shown still: a verdict given then might be meant for either.
    if (shown === undefined || opened.isPlaceholderData) return;
    const seen = { opinion: opinionOf(shown.verdict), at: opened.dataUpdatedAt };
    attempt(() => judge(caseKey, shown, { verdict }, seen));
  };
  const showRaw = (): void => move({ ...placeNow(), raw: placeNow().raw !== true }, 'replace');
  const withPair = shown === undefined ? undefined : say;
  /** The pair as it was when its note was asked for: what becomes of it elsewhere takes nothing from the dialog. */
  const [noting, setNoting] = useState<OpenedPair | null>(null);
  /** What is shown may be older than what was judged or taken back: the note is of the verdict that stands then. */
  const note = (): void =>
    attempt(async () => {
      const isRead = await showsAllWritten(opened.dataUpdatedAt);
      const now = isRead ? shown : (await opened.refetch({ throwOnError: true })).data;
      if (now === undefined || now.pair.pair !== pair) return;
      if (now.verdict === null) toast({ words: NEEDS_VERDICT, tone: 'info' });
      else setNoting(now);
    });
  useCommands({
    'compare.next': () => step(1),
    'compare.previous': () => step(-1),
    'compare.a-better': withPair && (() => say('a-better')),
    'compare.b-better': withPair && (() => say('b-better')),
    'compare.same': withPair && (() => say('same')),
    'compare.both-bad': withPair && (() => say('both-bad')),
    'compare.clear': withPair && (() => say(null)),
    'compare.raw': withPair && showRaw,
    'compare.note': withPair && note,
    'mark.undo': undo,
  });
  useEffect(() => {
    if (isFocusFree()) grid.current?.focus();
  }, []);
  return (
    <>
      {held.stale ? (
        <Banner
          tone="warn"
          title="The case has changed since this was computed."
          actions={
            <Button
              onPress={() =>
                attempt(() =>
                  engine.compare.start({ a: place.a, b: place.b, seed: comparison.seed }),
                )
              }
            >
              Compare again
            </Button>
          }
        >
          Its pairs cannot be listed any more.
        </Banner>
      ) : null}
      <Summary held={held} />
      {comparison.pairs === 0 ? (
        <Empty
          words={
            comparison.a.turns === 0 || comparison.b.turns === 0
              ? `Side ${comparison.a.turns === 0 ? 'A' : 'B'} selects no turn: there is nothing to compare.`
              : 'No turn of A was asked what a turn of B was asked.'
          }
        />
      ) : held.stale ? null : (
        <ScreenWork>
          <Split
            label="Pairs and pair"
            direction="column"
            panes={[
              {
                id: 'pairs',
                label: 'Pairs',
                size: '45%',
                content: (
                  <PairsList
                    id={id}
                    counts={counts}
                    version={JSON.stringify([verdicts, shown?.verdict?.at])}
                    which={which}
                    sort={sort}
                    cursor={pair === undefined ? undefined : at}
                    onWhich={(next) => move({ ...placeNow(), which: next }, 'replace')}
                    onSort={(next) => move({ ...placeNow(), sort: next }, 'replace')}
                    onPair={toPair}
                    onOpen={() => {
                      if (pair === undefined) step(1);
                      pane.current?.focus();
                    }}
                    onTrouble={onTrouble}
                    ref={grid}
                  />
                ),
              },
              {
                id: 'pair',
                label: 'Pair',
                content:
                  shown === undefined ? (
                    <NoPair
                      isChosen={pair !== undefined}
                      error={opened.error}
                      onAgain={() => attempt(() => opened.refetch())}
                    />
                  ) : (
                    <PairView
                      opened={shown}
                      of={comparison.pairs}
                      showsRaw={place.raw === true}
                      onRaw={showRaw}
                      onVerdict={say}
                      onNote={note}
                      onStep={step}
                      go={props.go}
                      ref={pane}
                    />
                  ),
              },
            ]}
          />
        </ScreenWork>
      )}
      {noting === null || noting.verdict === null ? null : (
        <NoteDialog
          pair={noting.pair}
          verdict={noting.verdict}
          now={opinionOf(shown?.pair.pair === noting.pair.pair ? shown.verdict : noting.verdict)}
          onNote={(next, seen) => judge(caseKey, noting, next, { opinion: seen, at: Infinity })}
          onClose={() => setNoting(null)}
        />
      )}
    </>
  );
}

/** In place of a pair: none is chosen, or it is not here. */
function NoPair(props: { isChosen: boolean; error: Error | null; onAgain: () => void }) {
  if (!props.isChosen) return <Empty words="Choose a pair to see both answers side by side." />;
  if (props.error === null) return <SkeletonText label="Both answers" lines={6} />;
  return (
    <Fault
      what="The pair could not be read."
      where={troubleOf(props.error).sentence}
      actions={<Button onPress={props.onAgain}>Read it again</Button>}
    />
  );
}
