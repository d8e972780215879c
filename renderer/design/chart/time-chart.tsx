import { lazy, Suspense, type RefObject } from 'react';
import {
  AXIS_HEIGHT,
  bandsHeight,
  type ChartBand,
  type ChartBucket,
  type ChartRange,
} from './chart-words.ts';
import styles from './time-chart.module.css';

export type { ChartBand, ChartBucket, ChartRange, ChartTone } from './chart-words.ts';

/** Props of TimeChart. Keep the arrays: new ones draw every bar again. */
export interface TimeChartProps {
  /** The name of the chart and of its control. */
  label: string;
  buckets: readonly ChartBucket[];
  bands: readonly ChartBand[];
  /** Words below a bucket; the last one has some, so that the end of the time is named. */
  tick: (index: number) => string | null;
  /** With `onRange` a range can be chosen; null is all of it. */
  range?: ChartRange | null | undefined;
  onRange?: ((range: ChartRange | null) => void) | undefined;
  /** With `onOpen` a bucket leads somewhere. */
  onOpen?: ((id: string) => void) | undefined;
  /** What takes the focus where a range is chosen. */
  control?: RefObject<HTMLDivElement | null> | undefined;
}

/** Drawing takes a large library: the page has drawn everything else and is at rest before it is loaded. */
const Drawn = lazy(async () => {
  await new Promise((resolve) => requestIdleCallback(resolve, { timeout: LATEST_MS }));
  return { default: (await import('./drawn-chart.tsx')).DrawnChart };
});
const LATEST_MS = 2_000;

/** Counts over time as bars, as a control of ours that chooses among them, and as a table for screen readers. */
export function TimeChart(props: TimeChartProps) {
  const height = bandsHeight(props.bands) + AXIS_HEIGHT;
  return (
    <div className={styles['chart']} style={{ minHeight: height }}>
      <Suspense fallback={<Waiting label={props.label} height={height} />}>
        <Drawn {...props} />
      </Suspense>
    </div>
  );
}

function Waiting({ label, height }: { label: string; height: number }) {
  return (
    <div
      role="status"
      data-waiting
      aria-label={`${label}, loading`}
      className={styles['waiting']}
      style={{ height }}
    />
  );
}
