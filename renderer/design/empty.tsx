import type { ReactNode } from 'react';
import type { Words } from './words.ts';
import styles from './empty.module.css';

/** Why there is nothing here, and the one button that helps. */
export function Empty(props: { words: Words; action?: ReactNode; more?: ReactNode }) {
  const { words, action, more } = props;
  return (
    <div className={styles['empty']}>
      <p className={styles['empty-words']}>{words}</p>
      {action === undefined && more === undefined ? null : (
        <div className={styles['empty-actions']}>
          {action}
          {more}
        </div>
      )}
    </div>
  );
}
