import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import type { Words } from './words.ts';
import styles from './badge.module.css';

/** One or two words of state. It cannot be pressed. */
export function Badge(props: {
  children: Words;
  tone?: 'plain' | 'ok' | 'warn' | 'fail' | 'info' | 'line' | undefined;
  icon?: IconName | undefined;
  title?: string | undefined;
  className?: string | undefined;
}) {
  const { tone = 'plain', icon } = props;
  return (
    <span
      className={classNames(
        styles['badge'],
        tone !== 'plain' && styles[`badge-${tone}`],
        props.className,
      )}
      title={props.title}
    >
      {icon === undefined ? null : <Icon name={icon} size={12} />}
      {props.children}
    </span>
  );
}
