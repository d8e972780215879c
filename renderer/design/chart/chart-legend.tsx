import { classNames } from '../class-names.ts';
import type { ChartTone } from './chart-words.ts';
import styles from './time-chart.module.css';

/** What the colours of a chart mean. */
export function ChartLegend(props: {
  parts: readonly { readonly tone: ChartTone; readonly words: string }[];
}) {
  return (
    <span className={styles['legend']}>
      {props.parts.map(({ tone, words }) => (
        <span key={tone}>
          <i className={classNames(styles['swatch'], styles[tone])} /> {words}
        </span>
      ))}
    </span>
  );
}
