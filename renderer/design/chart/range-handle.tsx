import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { classNames } from '../class-names.ts';
import { movedBy, type ChartBucket, type ChartRange } from './chart-words.ts';
import styles from './time-chart.module.css';

const ENDS = ['start', 'end'] as const;

/** One end of a range: arrows and dragging move it, never past the other end. */
export function RangeHandle(props: {
  end: 0 | 1;
  label: string;
  buckets: readonly ChartBucket[];
  range: ChartRange;
  bucketAt: (event: PointerEvent) => number;
  onMove: (to: number) => void;
  onLetGo: () => void;
}) {
  const { end, buckets, range, bucketAt, onMove, onLetGo } = props;
  const isDragged = useRef(false);
  const at = range[end];
  const [least, most] = end === 0 ? [0, range[1]] : [range[0], buckets.length - 1];
  const move = (to: number): void => {
    const inside = Math.max(least, Math.min(most, to));
    if (inside !== at) onMove(inside);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = movedBy(event.key, at, buckets.length);
    if (to !== undefined) move(to);
    else if (event.key === 'Escape') onLetGo();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`${props.label}: ${ENDS[end]} of the range`}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={at}
      aria-valuetext={buckets[at]?.label ?? ''}
      className={classNames(styles['handle'], styles[`handle-${ENDS[end]}`])}
      style={{ left: `${((at + end) / buckets.length) * 100}%` }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
        isDragged.current = true;
      }}
      onPointerMove={(event) => {
        if (isDragged.current) move(bucketAt(event));
      }}
      onPointerUp={() => {
        isDragged.current = false;
      }}
    >
      <i />
    </div>
  );
}
