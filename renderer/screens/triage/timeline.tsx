import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Destination } from '../../../shared/domain/destination.ts';
import type { TimeRange, TriageLane } from '../../../shared/domain/triage.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { bucketWords, tickWords } from '../../../shared/text/time-buckets.ts';
import { attempt } from '../../commands/attempt.ts';
import { Bars, BarsLegend } from '../../design/bars.tsx';
import { Button, LinkButton } from '../../design/button.tsx';
import { Fault } from '../../design/fault.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { barsOf, laneWords, rangeOfBars } from './triage-words.ts';
import styles from './triage.module.css';

const TICKS = 12;

/** Turns over time with those that were hit, and feedback below: a range of it filters everything else. */
export function Timeline(props: {
  lane: TriageLane;
  range: TimeRange | null;
  onRange: (range: TimeRange | null) => void;
  go: (to: Destination) => void;
}) {
  const { lane, range, onRange, go } = props;
  const asked = useQuery({
    ...ask.triage.timeline.queryOptions({ input: { lane } }),
    placeholderData: keepPreviousData,
  });
  const { data } = asked;
  const buckets = useMemo(
    () =>
      data?.points.map((point) => ({
        id: point.from,
        label: bucketWords(point.from, data.bucket),
        all: point.turns,
        marked: point.hit,
      })),
    [data],
  );
  const feedback = useMemo(
    () =>
      data?.points.map((point) => ({
        id: point.from,
        label: bucketWords(point.from, data.bucket),
        all: point.feedback,
      })),
    [data],
  );
  if (data === undefined || buckets === undefined || feedback === undefined)
    return asked.error === null ? (
      <SkeletonRows label="Timeline" rows={3} columns={['1fr']} />
    ) : (
      <Fault
        what="The timeline could not be read."
        next={troubleOf(asked.error).sentence}
        actions={<Button onPress={() => attempt(() => asked.refetch())}>Read it again</Button>}
      />
    );
  const { points, undated, bucket } = data;
  const sum = (what: 'turns' | 'hit' | 'feedback'): number =>
    points.reduce((total, point) => total + point[what], 0);
  const dated = sum('turns');
  const said = sum('feedback');
  const shown = barsOf(data, range);
  const marked = `turns with ${lane === 'dismissed' ? 'dismissed hits' : laneWords[lane]}`;
  return (
    <section className={styles['timeline']} aria-label="Timeline">
      <div className={styles['timeline-head']}>
        <BarsLegend allLabel={`turns per ${bucket}, UTC`} markedLabel={marked} />
        <span className="u-quiet">
          {`${count(dated)} of ${counted(dated + undated.turns, 'turn')} dated, ${count(sum('hit'))} of ${counted(sum('hit') + undated.hit, 'turn')} with ${lane === 'dismissed' ? 'dismissed hits' : laneWords[lane]}. `}
          {undated.turns === 0 ? null : (
            <LinkButton onPress={() => go({ screen: 'turns', filter: 'kind:model -at:*' })}>
              {`${count(undated.turns)} undated`}
            </LinkButton>
          )}
        </span>
      </div>
      {points.length === 0 ? (
        <p className="u-quiet">No turn has a time: there is nothing to draw over time.</p>
      ) : (
        <>
          <Bars
            label="Time range of the triage"
            buckets={buckets}
            allLabel="turns"
            markedLabel={marked}
            height={56}
            range={shown}
            onRange={(bars) => onRange(bars === null ? null : rangeOfBars(data, bars))}
          />
          <div className={styles['timeline-feedback']}>
            <span className="u-quiet">
              {`Feedback on these turns: ${count(said)} of ${counted(said + undated.feedback, 'entry', 'entries')} on turns, by the time of the turn`}
            </span>
            <Bars
              label={`Feedback per ${bucket}`}
              buckets={feedback}
              allLabel="entries of feedback"
              height={20}
              range={shown}
              tick={(index) => tickWords(data, index, TICKS)}
            />
          </div>
        </>
      )}
    </section>
  );
}
