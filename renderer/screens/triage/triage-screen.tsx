import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CaseHome } from '../../../shared/domain/case-home.ts';
import type { Destination, TriagePlace } from '../../../shared/domain/destination.ts';
import type { TimeRange, TriageSummary } from '../../../shared/domain/triage.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { attempt } from '../../commands/attempt.ts';
import { runCommand, useCommands } from '../../commands/offers.ts';
import { Button } from '../../design/button.tsx';
import { Chip, ChipRow } from '../../design/chip.tsx';
import { Empty } from '../../design/empty.tsx';
import { Fault } from '../../design/fault.tsx';
import { ScreenBar } from '../../design/screen-bar.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { Split } from '../../design/split.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { ByType } from './by-type.tsx';
import { DetectionNotices, DetectionState, RunDetection } from './detection.tsx';
import { Queue } from './queue.tsx';
import { Timeline } from './timeline.tsx';
import { rangeOf, rangeWords } from './triage-words.ts';
import styles from './triage.module.css';

interface TriageScreenProps {
  go: (to: Destination) => void;
  href: (to: Destination) => string;
  place: TriagePlace;
  onPlace: (place: TriagePlace, how: 'push' | 'replace') => void;
}

/** What rules found, when, and which of it waits for a person. */
export function TriageScreen(props: TriageScreenProps) {
  const range = rangeOf(props.place);
  const home = useQuery(ask.cases.home.queryOptions({ input: {} }));
  const summary = useQuery({
    ...ask.triage.summary.queryOptions({ input: { range } }),
    placeholderData: keepPreviousData,
  });
  const failed = [home, summary].find(({ error }) => error !== null);
  return (
    // Single keys (A, D) act wherever on this screen nothing is typed.
    <div className={styles['screen']} data-keys="list">
      {home.data !== undefined && summary.data !== undefined ? (
        <Triage {...props} home={home.data} summary={summary.data} range={range} />
      ) : failed === undefined ? (
        <SkeletonRows label="Triage" rows={16} columns={['1fr', '2fr', '2fr']} />
      ) : (
        <Fault
          what="What rules found could not be read."
          next={troubleOf(failed.error).sentence}
          actions={<Button onPress={() => attempt(() => failed.refetch())}>Read it again</Button>}
        />
      )}
    </div>
  );
}

function Triage(
  props: TriageScreenProps & { home: CaseHome; summary: TriageSummary; range: TimeRange | null },
) {
  const { go, place, onPlace, home, summary, range } = props;
  const change = (to: Partial<TriagePlace>): void =>
    onPlace({ ...place, ...to, row: undefined, top: undefined }, 'replace');
  const changeRange = (to: TimeRange | null): void => change({ from: to?.from, to: to?.to });
  useCommands({ 'triage.range-clear': range === null ? undefined : () => changeRange(null) });
  return (
    <>
      <ScreenBar title="Triage" end={<DetectionState home={home} />}>
        {range === null ? null : (
          <ChipRow label="Time range">
            <Chip
              field="at"
              value={rangeWords(range)}
              removeLabel="All times"
              onRemove={() => changeRange(null)}
            />
          </ChipRow>
        )}
      </ScreenBar>
      <DetectionNotices home={home} />
      {home.turns === 0 ? (
        <Empty
          words="This case has no turns yet: add evidence, then run detection."
          action={<Button onPress={() => runCommand('evidence.add')}>Add evidence…</Button>}
        />
      ) : (
        <>
          <Timeline lane={place.lane} range={range} onRange={changeRange} go={go} />
          <div className={styles['panes']}>
            <Split
              label="Counts and queue"
              panes={[
                {
                  id: 'counts',
                  label: 'counts',
                  size: '340px',
                  min: '300px',
                  keepsPixels: true,
                  content: <ByType summary={summary} place={place} change={change} go={go} />,
                },
                {
                  id: 'queue',
                  label: 'queue',
                  min: '420px',
                  content: (
                    <Queue
                      summary={summary}
                      place={place}
                      onPlace={onPlace}
                      change={change}
                      go={go}
                      none={summary.lanes.length === 0 ? <NoHits home={home} /> : null}
                    />
                  ),
                },
              ]}
            />
          </div>
        </>
      )}
    </>
  );
}

function NoHits({ home }: { home: CaseHome }) {
  return home.detection === null ? (
    <Empty
      words="Rules have not run yet. They look for known failures and attacks in every turn."
      action={<RunDetection home={home} />}
    />
  ) : (
    <Empty
      words={`${counted(home.detection.rules, 'rule')} ran over ${counted(home.turns, 'turn')} and hit nothing.`}
    />
  );
}
