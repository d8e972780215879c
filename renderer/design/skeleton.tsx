import { classNames } from './class-names.ts';
import styles from './skeleton.module.css';

const widths = ['82%', '64%', '90%', '48%', '72%'] as const;
const lineWidths = ['92%', '84%', '56%'] as const;

/** One grey bar where text will be. It appears after 150 ms, so that what is quick does not flicker. */
export function Skeleton({ width = '70%' }: { width?: string }) {
  return <span aria-hidden className={styles['skeleton']} style={{ width }} />;
}

/**
 * What is waited for, in words, over the bars and moving nothing: after a second what it is, after ten that nothing is lost.
 * A few bars in the middle of other things go without.
 */
function WaitingWords({ label }: { label: string }) {
  const isDoing = /^\w+ing /.test(label);
  return (
    <div aria-hidden className={styles['waiting']}>
      <span className={styles['waiting-words']}>
        {isDoing ? `${label}…` : `${label}: being read…`}
      </span>
      <span className={classNames(styles['waiting-words'], styles['waiting-long'])}>
        No answer yet. It comes by itself as soon as the engine answers; what was logged is safe.
      </span>
    </div>
  );
}

const FEW = 3;

/** Rows of bars at the height the rows will have. */
export function SkeletonRows(props: {
  label: string;
  rows?: number | undefined;
  columns?: readonly string[] | undefined;
  rowHeight?: string | undefined;
}) {
  const { label, rows = 5, columns, rowHeight = 'var(--row)' } = props;
  const template = columns?.join(' ') ?? 'minmax(0, 1fr)';
  return (
    <div
      role="status"
      data-waiting
      aria-label={`${label}, loading`}
      className={styles['skeleton-rows']}
    >
      {rows < FEW ? null : <WaitingWords label={label} />}
      {Array.from({ length: rows }, (_, row) => (
        <div
          key={row}
          aria-hidden
          className={styles['skeleton-row']}
          style={{ height: rowHeight, gridTemplateColumns: template }}
        >
          {(columns ?? ['1fr']).map((_width, column) => (
            <Skeleton key={column} width={widths[(row + column) % widths.length] ?? '70%'} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Lines of bars where a passage will be. */
export function SkeletonText({ label, lines = 3 }: { label: string; lines?: number }) {
  return (
    <div
      role="status"
      data-waiting
      aria-label={`${label}, loading`}
      className={classNames(styles['skeleton-text'])}
    >
      {lines < FEW ? null : <WaitingWords label={label} />}
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} width={lineWidths[line % lineWidths.length] ?? '70%'} />
      ))}
    </div>
  );
}
