import { useEffect, useRef } from 'react';
import { classNames } from '../../design/class-names.ts';
import type { CompletionItem } from './completion-steps.ts';
import styles from './filter-field.module.css';

export const optionId = (list: string, index: number): string => `${list}-${index}`;

/** What can stand at the caret, under the word that it completes. The focus stays in the field. */
export function CompletionList(props: {
  id: string;
  items: readonly CompletionItem[];
  active: number | null;
  /** The text before what is completed: it pushes the list to its place. */
  before: string;
  typed: string;
  onTake: (index: number) => void;
}) {
  const { id, items, active, before, typed } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div className={styles['completion-place']}>
      <span className={classNames('u-mono', styles['completion-before'])} aria-hidden>
        {before}
      </span>
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label="Completions"
        className={styles['completion']}
      >
        {items.map((item, index) => (
          <div
            key={`${item.kind} ${item.insert}`}
            id={optionId(id, index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={classNames(styles['option'], index === active && styles['is-active'])}
            onMouseDown={(event) => {
              event.preventDefault();
              props.onTake(index);
            }}
          >
            <span className={classNames('u-mono', styles['option-label'])}>
              <Begun label={item.label} typed={typed} />
            </span>
            <span className={styles['option-note']}>{item.note}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

/** What was typed already stands out. */
function Begun({ label, typed }: { label: string; typed: string }) {
  const begins = typed !== '' && label.toLowerCase().startsWith(typed.toLowerCase());
  if (!begins) return label;
  return (
    <>
      <b>{label.slice(0, typed.length)}</b>
      {label.slice(typed.length)}
    </>
  );
}
