import { memo, useMemo, useRef } from 'react';
import { Bar, BarChart, XAxis, type XAxisTickContentProps, YAxis } from 'recharts';
import { classNames } from '../class-names.ts';
import { useWidth } from '../use-width.ts';
import { AXIS_HEIGHT, CAPTION_HEIGHT, type ChartBand, type ChartBucket } from './chart-words.ts';
import { ChartTable } from './chart-table.tsx';
import { RangeControl } from './range-control.tsx';
import type { TimeChartProps } from './time-chart.tsx';
import styles from './time-chart.module.css';

/** The chart itself, in a file of its own that is loaded when one is first shown. */
export function DrawnChart(props: TimeChartProps) {
  const { buckets, bands, tick } = props;
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  return (
    <>
      <div ref={place} className={styles['frame']}>
        {width === 0 ? null : (
          <>
            {bands.map((band, index) => (
              <Band
                key={band.id}
                band={band}
                buckets={buckets}
                width={width}
                tick={index === bands.length - 1 ? tick : undefined}
              />
            ))}
            <RangeControl {...props} />
          </>
        )}
      </div>
      <ChartTable label={props.label} buckets={buckets} bands={bands} />
    </>
  );
}

const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 };
const Band = memo(function Band(props: {
  band: ChartBand;
  buckets: readonly ChartBucket[];
  width: number;
  tick: ((index: number) => string | null) | undefined;
}) {
  const { band, buckets, width, tick } = props;
  const series = inDrawnOrder(band);
  const rows = useMemo(
    () => buckets.map((_, index) => ({ index, drawn: drawnCounts(band, index) })),
    [band, buckets],
  );
  const most = Math.max(1, ...rows.map(({ drawn }) => drawn.reduce(above, 0)));
  const least = Math.min(0, ...rows.map(({ drawn }) => drawn.reduce(below, 0)));
  const step = width / Math.max(1, buckets.length);
  return (
    <div className={styles['band']}>
      {band.caption === undefined ? null : (
        <p className={styles['caption']} style={{ height: CAPTION_HEIGHT }}>
          {series.map(({ id, tone }) => (
            <i key={id} className={classNames(styles['swatch'], styles[tone])} />
          ))}
          {band.caption}
        </p>
      )}
      <div aria-hidden>
        <BarChart
          width={width}
          height={band.height + (tick === undefined ? 0 : AXIS_HEIGHT)}
          data={rows}
          margin={NO_MARGIN}
          barCategoryGap={step >= 4 ? 0.5 : 0}
          stackOffset="sign"
          accessibilityLayer={false}
        >
          <XAxis
            dataKey="index"
            height={AXIS_HEIGHT}
            hide={tick === undefined}
            axisLine={false}
            tickLine={false}
            interval={0}
            ticks={tick === undefined ? [] : ticked(buckets, tick)}
            tick={(of: XAxisTickContentProps) => (
              <Tick of={of} last={buckets.length - 1} step={step} words={tick} />
            )}
          />
          <YAxis hide domain={[least, most]} />
          {series.map(({ id, tone }, at) => (
            <Bar
              key={id}
              dataKey={({ drawn }: { drawn: readonly number[] }) => drawn[at] ?? 0}
              stackId="one"
              className={styles[tone] ?? ''}
              fill="currentColor"
              // A count that is not 0 is seen however small it is beside the others.
              minPointSize={(_, index) => (rows[index]?.drawn[at] === 0 ? 0 : 1)}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </div>
    </div>
  );
});

const above = (sum: number, count: number): number => sum + Math.max(0, count);
const below = (sum: number, count: number): number => sum + Math.min(0, count);

/** From the line: a part stands in front of what is left of its whole. */
const inDrawnOrder = ({ series, shape }: ChartBand) =>
  shape === 'part' ? series.toReversed() : series;

/** Lengths of the bars of one bucket, stacked from the line; what goes down is negative. */
function drawnCounts({ series, shape }: ChartBand, index: number): readonly number[] {
  const counts = series.map((one) => one.counts[index] ?? 0);
  const [first = 0, second = 0] = counts;
  if (shape === 'part') return [second, Math.max(0, first - second)];
  return shape === 'opposed' ? [first, second === 0 ? 0 : -second] : counts;
}

const ticked = (
  buckets: readonly ChartBucket[],
  tick: (index: number) => string | null,
): number[] => buckets.flatMap((_, index) => (tick(index) === null ? [] : [index]));

/** The first and the last words end where the bars do. */
function Tick(props: {
  of: XAxisTickContentProps;
  last: number;
  step: number;
  words: ((index: number) => string | null) | undefined;
}) {
  const { of, last, step, words } = props;
  const index = Number(of.payload.value);
  const [anchor, shift] =
    index === 0
      ? (['start', -step / 2] as const)
      : index === last
        ? (['end', step / 2] as const)
        : (['middle', 0] as const);
  return (
    <text x={Number(of.x) + shift} y={Number(of.y) + 6} textAnchor={anchor}>
      {words?.(index)}
    </text>
  );
}
