import type { HTMLAttributes, ReactNode } from 'react';
import styles from './screen.module.css';

/** What a screen is drawn in: its bar above, its work below, both as high as there is room. */
export function Screen(props: Omit<HTMLAttributes<HTMLDivElement>, 'className'>) {
  return <div {...props} className={styles['screen']} />;
}

/** The part of a screen that takes what its bar leaves. */
export function ScreenWork({ children }: { children: ReactNode }) {
  return <div className={styles['screen-work']}>{children}</div>;
}
