import { useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { classNames } from '../class-names.ts';
import { bandsHeight, bucketWords, movedBy, rangeOf, type ChartRange } from './chart-words.ts';
import { RangeHandle } from './range-handle.tsx';
import type { TimeChartProps } from './time-chart.tsx';
import styles from './time-chart.module.css';

/**
 * Lies over the bars. A cursor goes through the buckets and reads them out; with Shift, or by dragging, it chooses a range,
 * whose ends can then be moved one by one.
 */
export function RangeControl(props: TimeChartProps) {
  const { label, buckets, bands, onRange, onOpen, range = null } = props;
  const own = useRef<HTMLDivElement>(null);
  const frame = props.control ?? own;
  const dragFrom = useRef<number | null>(null);
  const keyFrom = useRef<number | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const help = useId();
  const moves = onRange !== undefined || onOpen !== undefined;
  const share = 100 / buckets.length;

  const bucketAt = ({ clientX }: PointerEvent): number => {
    const box = frame.current?.getBoundingClientRect();
    const at = box === undefined ? 0 : ((clientX - box.left) / box.width) * buckets.length;
    return Math.max(0, Math.min(buckets.length - 1, Math.floor(at)));
  };
  const choose = (a: number, b: number): void => onRange?.(rangeOf(a, b, buckets.length));
  const letGo = (): void => {
    onRange?.(null);
    frame.current?.focus();
  };
  const enter = (at: number): void => {
    const bucket = buckets[at];
    if (bucket === undefined) return;
    if (onOpen === undefined) choose(at, at);
    else onOpen(bucket.id);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = cursor ?? range?.[0] ?? 0;
    const to = movedBy(event.key, at, buckets.length);
    if (to !== undefined) {
      setCursor(to);
      if (event.shiftKey && onRange !== undefined) {
        keyFrom.current ??= at;
        choose(keyFrom.current, to);
      } else keyFrom.current = null;
    } else if (event.key === 'Escape' && range !== null && onRange !== undefined) {
      keyFrom.current = null;
      letGo();
    } else if (event.key === 'Enter' || event.key === ' ') enter(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    dragFrom.current = bucketAt(event);
    setCursor(dragFrom.current);
  };
  const onPointerMove = (event: PointerEvent): void => {
    const at = bucketAt(event);
    setHovered(at);
    if (dragFrom.current !== null && dragFrom.current !== at) choose(dragFrom.current, at);
  };
  const onPointerUp = (event: PointerEvent): void => {
    const from = dragFrom.current;
    dragFrom.current = null;
    if (from !== null && from === bucketAt(event)) enter(from);
  };

  const read = hovered ?? cursor;
  const spoken = cursor ?? range?.[0] ?? 0;
  const bucket = buckets[spoken];
  return (
    <div className={styles['control']} style={{ height: bandsHeight(bands) }}>
      {range === null ? null : <Chosen range={range} share={share} />}
      <div
        ref={frame}
        className={classNames(styles['field'], moves && styles['is-live'])}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setHovered(null)}
        {...(moves
          ? {
              role: 'slider',
              tabIndex: 0,
              'aria-label': label,
              'aria-valuemin': 0,
              'aria-valuemax': Math.max(0, buckets.length - 1),
              'aria-valuenow': spoken,
              'aria-valuetext': bucket === undefined ? label : bucketWords(bucket, spoken, bands),
              'aria-describedby': help,
              onKeyDown,
              onBlur: () => setCursor(null),
              onPointerDown,
              onPointerUp,
            }
          : {})}
      />
      {read === null ? null : <Reading index={read} share={share} {...props} />}
      {range === null || onRange === undefined
        ? null
        : ([0, 1] as const).map((end) => (
            <RangeHandle
              key={end}
              end={end}
              label={label}
              buckets={buckets}
              range={range}
              bucketAt={bucketAt}
              onMove={(to) => choose(to, range[1 - end] ?? to)}
              onLetGo={letGo}
            />
          ))}
      <span id={help} className="u-hidden">
        {onRange === undefined
          ? 'Arrow keys move from bar to bar, Enter shows its turns.'
          : 'Arrow keys move, with Shift they choose a range, Escape lets go of it.'}
      </span>
    </div>
  );
}

/** The range, and a veil over what it leaves out. */
function Chosen({ range, share }: { range: ChartRange; share: number }) {
  const [left, right] = [range[0] * share, (range[1] + 1) * share];
  return (
    <>
      <div className={styles['left-out']} style={{ left: 0, width: `${left}%` }} />
      <div
        className={styles['chosen']}
        style={{ left: `${left}%`, width: `${right - left}%` }}
        data-chosen
      />
      <div className={styles['left-out']} style={{ left: `${right}%`, right: 0 }} />
    </>
  );
}

/** The bucket under the pointer or cursor, and its numbers beside it. */
function Reading(props: TimeChartProps & { index: number; share: number }) {
  const { index, share, buckets, bands } = props;
  const bucket = buckets[index];
  if (bucket === undefined) return null;
  const at = index * share;
  const isRight = at > 50;
  return (
    <div className={styles['reading']} style={{ left: `${at}%`, width: `${share}%` }} aria-hidden>
      <span className={isRight ? styles['to-left'] : styles['to-right']}>
        {bucketWords(bucket, index, bands)}
      </span>
    </div>
  );
}
