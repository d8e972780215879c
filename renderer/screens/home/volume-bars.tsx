import { useMemo } from 'react';
import type { CaseHome } from '../../../shared/domain/case-home.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { Bars, BarsLegend } from '../../design/bars.tsx';
import { LinkButton } from '../../design/button.tsx';
import styles from './home.module.css';
import { bucketFilter, bucketWords, tickWords } from '../../../shared/text/time-buckets.ts';

const TICKS = 12;

/** Turns over time with their findings; a bar leads to its turns. */
export function VolumeBars(props: {
  volume: CaseHome['volume'];
  undated: number;
  go: (to: Destination) => void;
}) {
  const { volume, undated, go } = props;
  const buckets = useMemo(
    () =>
      volume.points.map(({ from, turns, findings }) => ({
        id: from,
        label: bucketWords(from, volume.bucket),
        all: turns,
        marked: findings,
      })),
    [volume],
  );
  if (buckets.length === 0)
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
        <BarsLegend allLabel={`turns per ${volume.bucket}`} markedLabel="findings" />
        <span className="u-quiet">{`${counted(found, 'finding')} of dated turns, UTC`}</span>
      </div>
      <Bars
        label={`Turns per ${volume.bucket} with findings`}
        buckets={buckets}
        allLabel="turns"
        markedLabel="findings"
        height={56}
        tick={(index) => tickWords(volume, index, TICKS)}
        onOpen={(from) => go({ screen: 'turns', filter: bucketFilter(from, volume.bucket) })}
      />
    </section>
  );
}
