import { classNames } from './class-names.ts';
import { iconShapes } from './icon-shapes.ts';
import styles from './icon.module.css';

/** The icons there are. */
export type IconName = keyof typeof iconShapes;

/** An icon of 16 or 12 px. Without a label it is hidden from screen readers: words stand beside it. */
export function Icon(props: {
  name: IconName;
  size?: 16 | 12 | undefined;
  label?: string | undefined;
  className?: string | undefined;
}) {
  const { name, size = 16, label, className } = props;
  const naming =
    label === undefined
      ? ({ 'aria-hidden': true } as const)
      : ({ role: 'img', 'aria-label': label } as const);
  return (
    <svg
      viewBox="0 0 16 16"
      className={classNames(styles['icon'], size === 12 && styles['icon-small'], className)}
      {...naming}
    >
      {label === undefined ? null : <title>{label}</title>}
      <path d={iconShapes[name]} />
    </svg>
  );
}

/** The mark of the application. */
export function AppMark({ size = 16 }: { size?: number }) {
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} aria-hidden className={styles['mark']}>
      <path
        d="M1 4V1h3M12 1h3v3M15 12v3h-3M4 15H1v-3"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <path d="M5 5h6v1.7H6.8v.6h3.4v1.4H6.8v.6H11V11H5z" fill="currentColor" />
    </svg>
  );
}
