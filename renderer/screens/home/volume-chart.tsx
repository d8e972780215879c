import { useMemo } from 'react';
import type { CaseHome } from '../../../shared/domain/case-home.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { bucketFilter, bucketWords, tickWords } from '../../../shared/text/time-buckets.ts';
import { LinkButton } from '../../design/button.tsx';
import { ChartLegend } from '../../design/chart/chart-legend.tsx';
import { type ChartBand, TimeChart } from '../../design/chart/time-chart.tsx';
import styles from './home.module.css';

/** Turns over time with their findings; a bar leads to its turns. */
export function VolumeChart(props: {
  volume: CaseHome['volume'];
  undated: number;
  go: (to: Destination) => void;
}) {
  const { volume, undated, go } = props;
  const drawn = useMemo(() => drawnVolume(volume), [volume]);
  if (volume.points.length === 0)
    return (
      <p className={styles['undated']}>
        No turn of this case has a time, so there is nothing to draw over time.{' '}
        <LinkButton onPress={() => go({ screen: 'turns', filter: '-at:*' })}>
          {`Show the ${count(undated)}`}
        </LinkButton>
      </p>
    );
  const found = volume.points.reduce((sum, { findings }) => sum + findings, 0);
  return (
    <section className={styles['volume']} aria-label="Turns over time">
      <div className={styles['volume-head']}>
        <ChartLegend
          parts={[
            { tone: 'all', words: `turns per ${volume.bucket}` },
            { tone: 'finding', words: 'findings' },
          ]}
        />
        <span className="u-quiet">{`${counted(found, 'finding')} of dated turns, UTC`}</span>
      </div>
      <TimeChart
        label={`Turns per ${volume.bucket} with findings`}
        {...drawn}
        onOpen={(from) => go({ screen: 'turns', filter: bucketFilter(from, volume.bucket) })}
      />
    </section>
  );
}

function drawnVolume(volume: CaseHome['volume']) {
  const { bucket, points } = volume;
  const bands: readonly ChartBand[] = [
    {
      id: 'volume',
      height: 56,
      shape: 'part',
      series: [
        { id: 'turns', label: 'turns', tone: 'all', counts: points.map(({ turns }) => turns) },
        {
          id: 'findings',
          label: 'findings',
          tone: 'finding',
          counts: points.map(({ findings }) => findings),
        },
      ],
    },
  ];
  return {
    buckets: points.map(({ from }) => ({ id: from, label: bucketWords(from, bucket) })),
    bands,
    tick: (index: number) => tickWords(volume, index),
  };
}
