import { Fragment } from 'react';
import type { Words } from './words.ts';
import styles from './key-values.module.css';

/** Names and their values in two columns; what is null or false is left out. */
export function KeyValues(props: {
  pairs: readonly (readonly [key: Words, value: Words] | null | false)[];
  keyWidth?: string | undefined;
  label?: string | undefined;
}) {
  const pairs = props.pairs.filter((pair) => pair !== null && pair !== false);
  return (
    <dl
      aria-label={props.label}
      className={styles['key-values']}
      style={{
        gridTemplateColumns: `calc(${props.keyWidth ?? '84px'} * var(--text)) minmax(0, 1fr)`,
      }}
    >
      {pairs.map(([key, value], index) => (
        <Fragment key={typeof key === 'string' ? key : index}>
          <dt>{key}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
