import type { ReactNode } from 'react';
import styles from './settings.module.css';

/** A heading and what belongs under it. */
export function Section(props: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className={styles['section']} aria-label={props.title}>
      <h2 className={styles['section-title']}>{props.title}</h2>
      {props.note === undefined ? null : <p className="u-soft">{props.note}</p>}
      {props.children}
    </section>
  );
}

/** One setting: its name, what it does, and its control. */
export function Setting(props: { name: string; note: string; children: ReactNode }) {
  return (
    <div className={styles['setting']}>
      <div className={styles['setting-words']}>
        <div className="u-medium">{props.name}</div>
        <div className="u-quiet">{props.note}</div>
      </div>
      <div className={styles['setting-control']}>{props.children}</div>
    </div>
  );
}
