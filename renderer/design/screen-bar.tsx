import { type ReactNode, useEffect, useRef } from 'react';
import { Toolbar } from 'react-aria-components/Toolbar';
import type { Words } from './words.ts';
import styles from './screen-bar.module.css';

/** The bar of a screen: its title, what belongs beside it, and its buttons at the end. */
export function ScreenBar(props: {
  title: string;
  /** Before the title: the way back. */
  start?: ReactNode;
  note?: Words;
  children?: ReactNode;
  end?: ReactNode;
}) {
  const { title, start, note, children, end } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  // Keys begin in the screen that was chosen, also where nothing in it takes the focus.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={styles['screenbar']}>
      {start}
      <h1 ref={heading} tabIndex={-1} data-screen-title className={styles['screenbar-title']}>
        {title}
      </h1>
      {note === undefined ? null : <span className={styles['screenbar-note']}>{note}</span>}
      <div className={styles['screenbar-middle']}>{children}</div>
      {end === undefined ? null : <div className={styles['screenbar-end']}>{end}</div>}
    </div>
  );
}

/** A bar of controls over a pane: one Tab stop, arrow keys inside. */
export function ToolBar(props: { label: string; children: ReactNode; end?: ReactNode }) {
  return (
    <Toolbar aria-label={props.label} className={styles['toolbar'] ?? ''}>
      {props.children}
      {props.end === undefined ? null : <div className={styles['toolbar-end']}>{props.end}</div>}
    </Toolbar>
  );
}
