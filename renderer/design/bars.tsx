import { useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { countWords } from './count-words.ts';
import { useWidth } from './use-width.ts';
import styles from './bars.module.css';

/** A bar: how many there are and, of them, how many are marked. */
export interface Bucket {
  id: string;
  label: string;
  all: number;
  marked?: number | undefined;
}

/** The first and last bucket of a brush, both in it. */
export type BucketRange = readonly [from: number, to: number];

/** Props of Bars. */
export interface BarsProps {
  label: string;
  buckets: readonly Bucket[];
  allLabel: string;
  markedLabel?: string | undefined;
  height?: number | undefined;
  range?: BucketRange | null | undefined;
  onRange?: ((range: BucketRange | null) => void) | undefined;
  onOpen?: ((id: string) => void) | undefined;
  marker?: { index: number; label: string } | undefined;
  tick?: ((index: number) => string | null) | undefined;
}

/** Counts per bucket as bars, drawn for the width there is, and as a table for screen readers. */
export function Bars(props: BarsProps) {
  const {
    label,
    buckets,
    allLabel,
    markedLabel,
    height = 48,
    range = null,
    onRange,
    marker,
  } = props;
  const frame = useRef<HTMLDivElement>(null);
  const dragFrom = useRef<number | null>(null);
  const keyFrom = useRef<number | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const width = useWidth(frame);
  const help = useId();

  const step = buckets.length === 0 ? 0 : width / buckets.length;
  const most = Math.max(1, ...buckets.map((bucket) => bucket.all));
  const heightOf = (count: number): number =>
    count === 0 ? 0 : Math.max(1, Math.round((count / most) * height));
  const moves = onRange !== undefined || props.onOpen !== undefined;

  const bucketAt = (event: PointerEvent): number => {
    const left = frame.current?.getBoundingClientRect().left ?? 0;
    const at = step === 0 ? 0 : Math.floor((event.clientX - left) / step);
    return Math.max(0, Math.min(buckets.length - 1, at));
  };
  const brush = (a: number, b: number): void => onRange?.([Math.min(a, b), Math.max(a, b)]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = cursor ?? range?.[0] ?? 0;
    const last = buckets.length - 1;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(last, to));
      setCursor(next);
      if (event.shiftKey) {
        keyFrom.current ??= at;
        brush(keyFrom.current, next);
      } else keyFrom.current = null;
    } else if (event.key === 'Escape' && range !== null && onRange !== undefined) {
      event.stopPropagation();
      onRange(null);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const bucket = buckets[at];
      if (bucket === undefined) return;
      if (props.onOpen === undefined) brush(at, at);
      else props.onOpen(bucket.id);
    }
  };

  const active = cursor === null ? undefined : buckets[cursor];
  return (
    <div className={styles['bars']}>
      <div
        ref={frame}
        className={styles['bars-frame']}
        style={{ height }}
        {...(moves
          ? {
              role: 'slider',
              tabIndex: 0,
              'aria-label': label,
              'aria-valuemin': 0,
              'aria-valuemax': Math.max(0, buckets.length - 1),
              'aria-valuenow': cursor ?? 0,
              'aria-valuetext': active === undefined ? label : bucketWords(active, props),
              'aria-describedby': help,
              onKeyDown,
              onBlur: () => setCursor(null),
              onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
                if (event.button !== 0) return;
                event.currentTarget.setPointerCapture(event.pointerId);
                dragFrom.current = bucketAt(event);
                setCursor(dragFrom.current);
              },
              onPointerMove: (event: PointerEvent) => {
                const from = dragFrom.current;
                if (from !== null) brush(from, bucketAt(event));
              },
              onPointerUp: (event: PointerEvent) => {
                const from = dragFrom.current;
                dragFrom.current = null;
                const to = bucketAt(event);
                const bucket = buckets[to];
                if (from !== to || bucket === undefined) return;
                if (props.onOpen === undefined) brush(to, to);
                else props.onOpen(bucket.id);
              },
            }
          : {})}
      >
        <svg width={width} height={height} aria-hidden className={styles['bars-chart']}>
          {range === null ? null : (
            <rect
              className={styles['bars-range']}
              x={range[0] * step}
              y={0}
              width={(range[1] - range[0] + 1) * step}
              height={height}
            />
          )}
          {buckets.map((bucket, index) => {
            const marked = bucket.marked ?? 0;
            return (
              <g key={bucket.id}>
                <rect
                  className={styles['bars-hover']}
                  x={index * step}
                  y={0}
                  width={step}
                  height={height}
                >
                  <title>{bucketWords(bucket, props)}</title>
                </rect>
                <rect
                  className={styles['bars-all']}
                  x={index * step + gap(step) / 2}
                  y={height - heightOf(bucket.all)}
                  width={Math.max(0.5, step - gap(step))}
                  height={heightOf(bucket.all)}
                />
                <rect
                  className={styles['bars-marked']}
                  x={index * step + gap(step) / 2}
                  y={height - heightOf(marked)}
                  width={Math.max(0.5, step - gap(step))}
                  height={heightOf(marked)}
                />
              </g>
            );
          })}
          {cursor === null ? null : (
            <rect
              className={styles['bars-cursor']}
              x={cursor * step + 0.75}
              y={0.75}
              width={Math.max(1, step - 1.5)}
              height={height - 1.5}
            />
          )}
          {marker === undefined ? null : (
            <g className={styles['bars-marker']}>
              <title>{marker.label}</title>
              <path d={`M${(marker.index + 0.5) * step} 0V${height}`} />
            </g>
          )}
        </svg>
      </div>
      <Ticks buckets={buckets} tick={props.tick} width={width} />
      {moves ? (
        <span id={help} className="u-hidden">
          Arrow keys move, with Shift they choose a range, Escape lets go of it.
        </span>
      ) : null}
      <table className="u-hidden">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">Bucket</th>
            <th scope="col">{allLabel}</th>
            {markedLabel === undefined ? null : <th scope="col">{markedLabel}</th>}
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket) => (
            <tr key={bucket.id}>
              <th scope="row">{bucket.label}</th>
              <td>{countWords(bucket.all)}</td>
              {markedLabel === undefined ? null : <td>{countWords(bucket.marked ?? 0)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the colours of the bars mean. */
export function BarsLegend(props: { allLabel: string; markedLabel?: string | undefined }) {
  return (
    <span className={styles['bars-legend']}>
      <i className={styles['legend-all']} /> {props.allLabel}
      {props.markedLabel === undefined ? null : (
        <>
          <i className={styles['legend-marked']} /> {props.markedLabel}
        </>
      )}
    </span>
  );
}

function Ticks(props: {
  buckets: readonly Bucket[];
  tick: ((index: number) => string | null) | undefined;
  width: number;
}) {
  const { buckets, tick, width } = props;
  if (tick === undefined || width === 0) return null;
  const shown = buckets.flatMap((bucket, index) => {
    const words = tick(index);
    return words === null ? [] : [{ id: bucket.id, words, left: (index / buckets.length) * width }];
  });
  return (
    <div className={styles['bars-ticks']} aria-hidden>
      {shown.map((one) => (
        <span key={one.id} style={{ left: one.left }}>
          {one.words}
        </span>
      ))}
    </div>
  );
}

function bucketWords(bucket: Bucket, props: BarsProps): string {
  const all = `${bucket.label}: ${countWords(bucket.all)} ${props.allLabel}`;
  return props.markedLabel === undefined
    ? all
    : `${all}, ${countWords(bucket.marked ?? 0)} ${props.markedLabel}`;
}

/** The air between bars: none when they are thin. */
const gap = (step: number): number => (step >= 4 ? 1 : 0);
