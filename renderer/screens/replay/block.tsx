import type { ReactNode } from 'react';
import { classNames } from '../../design/class-names.ts';
import { RoleLabel } from '../../design/role-label.tsx';
import { Icon } from '../../design/icon.tsx';
import styles from './turn-document.module.css';

/** A row of the document: who or what at the left, its content beside it. */
export function Block(props: {
  label: ReactNode;
  children: ReactNode;
  isSelected?: boolean;
  isQuiet?: boolean;
  isLarge?: boolean;
}) {
  return (
    <div
      className={classNames(
        styles['block'],
        props.isSelected === true && styles['is-selected'],
        props.isQuiet === true && styles['is-quiet'],
        props.isLarge === true && styles['is-answer'],
      )}
    >
      <div className={styles['label']}>{props.label}</div>
      <div className={styles['body']}>{props.children}</div>
    </div>
  );
}

/** The name of a text, which selects it: its provenance is then in the details. */
export function Pick(props: {
  speaker: string;
  words?: string | undefined;
  name: string;
  isSelected: boolean;
  onPick: () => void;
}) {
  return (
    <button
      type="button"
      className={styles['pick']}
      aria-pressed={props.isSelected}
      aria-label={`${props.name}: show where it comes from`}
      title="Show where it comes from"
      onClick={props.onPick}
    >
      <RoleLabel role={props.speaker} words={props.words} />
    </button>
  );
}

/** A row that stands for a folded group, and folds it. */
export function Fold(props: {
  label: ReactNode;
  name: string;
  words: ReactNode;
  note: string;
  /** After the note; it may be pressed for itself. */
  end?: ReactNode;
  isOpen: boolean;
  onTurn: () => void;
}) {
  return (
    <div className={classNames(styles['block'], styles['is-fold'])}>
      <div className={styles['label']}>{props.label}</div>
      <button
        type="button"
        className={styles['fold']}
        aria-expanded={props.isOpen}
        onClick={props.onTurn}
      >
        <span className="u-hidden">{props.name}</span>
        <Icon name={props.isOpen ? 'chevron-down' : 'chevron-right'} size={12} />
        <span className="u-cut u-grow">{props.words}</span>
        <span className={styles['fold-note']}>{props.note}</span>
      </button>
      {props.end === undefined ? null : <span className={styles['fold-end']}>{props.end}</span>}
    </div>
  );
}

/** A bar between the parts of the document. */
export function PartHead(props: { words: string; note?: ReactNode; end?: ReactNode }) {
  return (
    <div className={styles['part-head']}>
      <h2 className={styles['part-words']}>{props.words}</h2>
      {props.note === undefined ? null : <span className={styles['part-note']}>{props.note}</span>}
      <span className={styles['part-end']}>{props.end}</span>
    </div>
  );
}
