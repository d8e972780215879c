import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CaseHome } from '../../../shared/domain/case-home.ts';
import type { Destination, TriagePlace } from '../../../shared/domain/destination.ts';
import type { TimeRange, TriageFilter, TriageSummary } from '../../../shared/domain/triage.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { attempt } from '../../commands/attempt.ts';
import { runCommand, useCommands } from '../../commands/offers.ts';
import { Button } from '../../design/button.tsx';
import { Chip, ChipRow } from '../../design/chip.tsx';
import { Empty } from '../../design/empty.tsx';
import { Fault } from '../../design/fault.tsx';
import { ScreenBar } from '../../design/screen-bar.tsx';
import { Screen } from '../../design/screen.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { Split } from '../../design/split.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { Choices } from './choices.tsx';
import { DetectionNotices, DetectionState, RunDetection } from './detection.tsx';
import { Queue } from './queue.tsx';
import { Timeline } from './timeline.tsx';
import { chosen, filterOf } from './triage-words.ts';
import styles from './triage.module.css';

interface TriageScreenProps {
  go: (to: Destination) => void;
  href: (to: Destination) => string;
  place: TriagePlace;
  onPlace: (place: TriagePlace, how: 'push' | 'replace') => void;
}

/** What rules found, when, and which of it waits for a person. */
export function TriageScreen(props: TriageScreenProps) {
  const filter = useFilter(props.place);
  const home = useQuery(ask.cases.home.queryOptions({ input: {} }));
  const summary = useQuery({
    ...ask.triage.summary.queryOptions({ input: { filter } }),
    placeholderData: keepPreviousData,
  });
  const failed = [home, summary].find(({ error }) => error !== null);
  return (
    <Screen>
      {home.data !== undefined && summary.data !== undefined ? (
        <Triage
          {...props}
          home={home.data}
          summary={summary.data}
          isOld={home.isFetching || summary.isFetching}
          filter={filter}
        />
      ) : (
        <>
          <ScreenBar title="Triage" />
          {failed === undefined ? (
            <SkeletonRows label="What rules found" rows={16} columns={['1fr', '2fr', '2fr']} />
          ) : (
            <Fault
              what="What rules found could not be read."
              next={troubleOf(failed.error).sentence}
              actions={
                <Button onPress={() => attempt(() => failed.refetch())}>Read it again</Button>
              }
            />
          )}
        </>
      )}
    </Screen>
  );
}

/** The same filter while the place says the same of it, wherever the cursor goes. */
function useFilter(place: TriagePlace): TriageFilter {
  const { lane, failure, severity, rule, review, from, to } = place;
  return useMemo(
    () => filterOf({ lane, failure, severity, rule, review, from, to }),
    [lane, failure, severity, rule, review, from, to],
  );
}

function Triage(
  props: TriageScreenProps & {
    home: CaseHome;
    summary: TriageSummary;
    /** Rules may have run since it was counted. */
    isOld: boolean;
    filter: TriageFilter;
  },
) {
  const { go, place, onPlace, home, summary, filter } = props;
  const change = (to: Partial<TriagePlace>): void =>
    onPlace({ ...place, ...to, hit: undefined }, 'replace');
  const changeRange = (to: TimeRange | null): void => change({ from: to?.from, to: to?.to });
  const choices = chosen(place);
  useCommands({
    'triage.clear':
      choices.length === 0
        ? undefined
        : () => onPlace({ lane: place.lane, review: 'any' }, 'replace'),
  });
  return (
    <>
      <ScreenBar title="Triage" end={<DetectionState home={home} />}>
        {choices.length === 0 ? null : (
          <ChipRow label="Chosen">
            {choices.map(({ field, value, without }) => (
              <Chip key={field} field={field} value={value} onRemove={() => change(without)} />
            ))}
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
          <Timeline filter={filter} onRange={changeRange} go={go} />
          <div className={styles['panes']}>
            <Split
              label="Counts and queue"
              panes={[
                {
                  id: 'counts',
                  label: 'counts',
                  size: '372px',
                  min: '340px',
                  keepsPixels: true,
                  content: <Choices summary={summary} place={place} change={change} />,
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
                      none={
                        summary.lanes.length === 0 ? (
                          <NoHits home={home} isOld={props.isOld} />
                        ) : null
                      }
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

function NoHits({ home, isOld }: { home: CaseHome; isOld: boolean }) {
  if (home.detection !== null && isOld)
    return <SkeletonRows label="Queue" rows={12} columns={['1fr', '1fr', '3fr']} />;
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
