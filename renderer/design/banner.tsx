import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import type { Words } from './words.ts';
import styles from './banner.module.css';

const icons = { warn: 'warning', fail: 'warning', info: 'info', ok: 'check' } as const;

/** A notice across the work: what is safe and what to press. */
export function Banner(props: {
  tone?: 'warn' | 'fail' | 'info' | 'ok' | undefined;
  title?: Words;
  children?: Words;
  actions?: ReactNode;
  onClose?: (() => void) | undefined;
  className?: string | undefined;
}) {
  const { tone = 'warn', title, children, actions, onClose } = props;
  return (
    <div
      role={tone === 'fail' ? 'alert' : 'status'}
      className={classNames(styles['notice'], styles[`notice-${tone}`], props.className)}
    >
      <span className={styles['notice-icon']}>
        <Icon name={icons[tone]} />
      </span>
      <span className={styles['notice-words']}>
        {title === undefined ? null : <b className="u-medium">{title} </b>}
        {children}
      </span>
      {actions}
      {onClose === undefined ? null : (
        <IconButton icon="close" iconSize={12} label="Close this notice" onPress={onClose} />
      )}
    </div>
  );
}
