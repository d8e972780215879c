import { classNames } from './class-names.ts';
import styles from './severity.module.css';

/** How bad, from low to critical. */
export type Severity = 'low' | 'medium' | 'high' | 'critical';

const bars = { low: 1, medium: 2, high: 3, critical: 4 } as const satisfies Record<
  Severity,
  number
>;

/** Four bars of which 1 to 4 are filled; the word beside them or as their name. */
export function Severity(props: { level: Severity; hasWords?: boolean | undefined }) {
  const { level, hasWords = false } = props;
  return (
    <span className={styles['severity-row']}>
      <span
        className={classNames(styles['severity'], styles[`severity-${bars[level]}`])}
        {...(hasWords
          ? { 'aria-hidden': true }
          : { role: 'img', 'aria-label': `${level} severity`, title: `${level} severity` })}
      >
        <i />
        <i />
        <i />
        <i />
      </span>
      {hasWords ? level : null}
    </span>
  );
}
