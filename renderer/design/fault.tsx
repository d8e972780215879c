import type { ReactNode } from 'react';
import { CopyButton } from './handle.tsx';
import { Icon } from './icon.tsx';
import type { Words } from './words.ts';
import styles from './fault.module.css';

/** In place of what could not be shown: what went wrong, where, what next, and the code to name it by. */
export function Fault(props: {
  what: string;
  where?: Words;
  next?: Words;
  code?: string | undefined;
  at?: string | undefined;
  actions?: ReactNode;
  details?: string | undefined;
}) {
  const { what, where, next, code, at, actions } = props;
  const mark = [code, at].filter((part) => part !== undefined).join(' · ');
  const plain = [what, where, next, mark].flatMap((part) =>
    typeof part === 'string' && part !== '' ? [part] : [],
  );
  return (
    <div role="alert" className={styles['fault']}>
      <span className={styles['fault-icon']}>
        <Icon name="warning" />
      </span>
      <b className={styles['fault-what']}>{what}</b>
      {where === undefined ? null : <span className={styles['fault-where']}>{where}</span>}
      {next === undefined ? null : <span className={styles['fault-where']}>{next}</span>}
      {mark === '' ? null : <span className={styles['fault-code']}>{mark}</span>}
      <span className={styles['fault-actions']}>
        {actions}
        <CopyButton
          words="Copy details"
          what="details"
          text={() => props.details ?? plain.join('\n')}
        />
      </span>
    </div>
  );
}
