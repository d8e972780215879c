import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type { Destination } from '../../../shared/domain/destination.ts';
import type {
  TimeRange,
  TriageFilter,
  TriageLane,
  TriageTimeline,
} from '../../../shared/domain/triage.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { bucketWords, tickWords } from '../../../shared/text/time-buckets.ts';
import { attempt } from '../../commands/attempt.ts';
import { useCommands } from '../../commands/offers.ts';
import { Button, LinkButton } from '../../design/button.tsx';
import { type ChartBand, TimeChart } from '../../design/chart/time-chart.tsx';
import { Fault } from '../../design/fault.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { bucketsIn, laneWords, rangeOfBuckets } from './triage-words.ts';
import styles from './triage.module.css';

/** Turns over time, those that were hit, and votes: a range of it filters everything else. */
export function Timeline(props: {
  filter: TriageFilter;
  onRange: (range: TimeRange | null) => void;
  go: (to: Destination) => void;
}) {
  const { filter, onRange, go } = props;
  // It is where the range is chosen: the range changes nothing in it.
  const whole = useMemo(() => ({ ...filter, range: null }), [filter]);
  const asked = useQuery({
    ...ask.triage.timeline.queryOptions({ input: { filter: whole } }),
    placeholderData: keepPreviousData,
  });
  const { data } = asked;
  const drawn = useMemo(
    () => (data === undefined ? null : drawnTimeline(data, filter.lane)),
    [data, filter.lane],
  );
  const control = useRef<HTMLDivElement>(null);
  useCommands({ 'triage.range': () => control.current?.focus() });
  if (data === undefined || drawn === null)
    return asked.error === null ? (
      <SkeletonRows label="Timeline" rows={6} columns={['1fr']} />
    ) : (
      <Fault
        what="The timeline could not be read."
        next={troubleOf(asked.error).sentence}
        actions={<Button onPress={() => attempt(() => asked.refetch())}>Read it again</Button>}
      />
    );
  const { points, undated } = data;
  if (points.length === 0)
    return (
      <section className={styles['timeline']} aria-label="Timeline">
        <p className="u-quiet">
          {`None of the ${counted(undated.turns, 'turn')} has a time: there is nothing to draw over time.`}
        </p>
      </section>
    );
  return (
    <section className={styles['timeline']} aria-label="Timeline">
      <TimeChart
        label="Time range"
        {...drawn}
        range={bucketsIn(data, filter.range)}
        onRange={(buckets) => onRange(buckets === null ? null : rangeOfBuckets(data, buckets))}
        control={control}
      />
      {undated.turns === 0 ? null : (
        <p className={styles['undated']}>
          {`${counted(undated.turns, 'turn')} without a time, ${count(undated.hit)} of them hit, in no bar: `}
          <LinkButton onPress={() => go({ screen: 'turns', filter: 'kind:model -at:*' })}>
            show them
          </LinkButton>
        </p>
      )}
    </section>
  );
}

function drawnTimeline(timeline: TriageTimeline, lane: TriageLane) {
  const { bucket, points } = timeline;
  const all = (of: 'turns' | 'hit' | 'up' | 'down'): number[] => points.map((point) => point[of]);
  const most = (of: 'turns' | 'hit'): string => `up to ${count(Math.max(...all(of)))}`;
  const sum = (of: 'turns' | 'hit' | 'up' | 'down'): number =>
    all(of).reduce((total, one) => total + one, 0);
  const votes = sum('up') + sum('down');
  const bands: readonly ChartBand[] = [
    {
      id: 'turns',
      caption: `${counted(sum('turns'), 'turn')}, per ${bucket} ${most('turns')}`,
      height: 44,
      shape: 'alone',
      series: [{ id: 'turns', label: 'turns', tone: 'all', counts: all('turns') }],
    },
    {
      id: 'hits',
      caption: `${counted(sum('hit'), 'turn')} with ${laneWords[lane]}, per ${bucket} ${most('hit')}`,
      height: 32,
      shape: 'alone',
      series: [{ id: 'hits', label: `with ${laneWords[lane]}`, tone: lane, counts: all('hit') }],
    },
    ...(votes === 0
      ? []
      : [
          {
            id: 'votes',
            caption: `Votes on turns: ${count(sum('up'))} up, ${count(sum('down'))} down`,
            height: 32,
            shape: 'opposed',
            series: [
              { id: 'up', label: 'votes up', tone: 'up', counts: all('up') },
              { id: 'down', label: 'votes down', tone: 'down', counts: all('down') },
            ],
          } as const,
        ]),
  ];
  return {
    bands,
    buckets: points.map(({ from }) => ({ id: from, label: bucketWords(from, bucket) })),
    tick: (index: number) => tickWords(timeline, index),
  };
}
