import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { classNames } from '../../design/class-names.ts';
import { ask } from '../../engine-client/engine.ts';
import styles from './compare.module.css';

/** One side as a filter, completed from the case. Enter takes what is chosen, else compares. */
export function SideField(props: {
  side: 'A' | 'B';
  text: string;
  onText: (text: string) => void;
  onEnter: () => void;
  error: string | null;
}) {
  const { side, text, onText } = props;
  const input = useRef<HTMLInputElement>(null);
  const caretNext = useRef<number | null>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const list = useId();
  const problem = useId();
  const { data } = useQuery({
    ...ask.views.complete.queryOptions({ input: { filter: text, caret: caret ?? 0 } }),
    enabled: caret !== null,
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  });
  const items = caret === null || data === undefined ? [] : data.items.slice(0, 12);
  const isOpen = items.length > 0;
  useLayoutEffect(() => {
    if (caretNext.current !== null)
      input.current?.setSelectionRange(caretNext.current, caretNext.current);
    caretNext.current = null;
  }, [text]);

  const take = (index: number): void => {
    const item = items[index];
    if (item === undefined || data === undefined) return;
    const at = data.from + item.insert.length;
    caretNext.current = at;
    onText(`${text.slice(0, data.from)}${item.insert}${text.slice(data.to)}`);
    setChosen(null);
    setCaret(item.kind === 'field' ? at : null);
  };
  const pressed = ({ key, ctrlKey, currentTarget }: KeyboardEvent<HTMLInputElement>): boolean => {
    const at = currentTarget.selectionStart ?? text.length;
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (isOpen) {
          const by = key === 'ArrowDown' ? 1 : -1;
          const from = chosen ?? (by === 1 ? -1 : items.length);
          setChosen((from + by + items.length) % items.length);
        } else setCaret(at);
        return true;
      case ' ':
        if (!ctrlKey) return false;
        setCaret(at);
        return true;
      case 'Enter':
        if (isOpen && chosen !== null) take(chosen);
        else {
          setCaret(null);
          props.onEnter();
        }
        return true;
      case 'Escape':
        if (!isOpen) return false;
        setCaret(null);
        return true;
      default:
        return false;
    }
  };
  return (
    <div className={styles['side']}>
      <span className={styles[`mark-${side}`]} aria-hidden>
        {side}
      </span>
      <div className={styles['side-writing']}>
        <input
          ref={input}
          className={classNames('u-mono', styles['side-input'])}
          type="text"
          role="combobox"
          aria-label={`Side ${side}, a filter of turns`}
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={isOpen ? list : undefined}
          aria-activedescendant={chosen === null || !isOpen ? undefined : `${list}-${chosen}`}
          aria-invalid={props.error !== null}
          aria-describedby={props.error === null ? undefined : problem}
          placeholder="model:name, or any filter"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={({ target }) => {
            onText(target.value);
            setChosen(null);
            setCaret(target.selectionStart ?? target.value.length);
          }}
          onKeyDown={(event) => {
            if (!event.nativeEvent.isComposing && pressed(event)) event.preventDefault();
          }}
          onBlur={() => setCaret(null)}
        />
        {isOpen ? (
          <div id={list} role="listbox" aria-label="Completions" className={styles['completions']}>
            {items.map((item, index) => (
              <div
                key={`${item.kind} ${item.insert}`}
                id={`${list}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === chosen}
                className={classNames(styles['completion'], index === chosen && styles['is-on'])}
                onMouseDown={(event) => {
                  event.preventDefault();
                  take(index);
                }}
              >
                <span className="u-mono">{item.label}</span>
                <span className="u-quiet">{item.note}</span>
              </div>
            ))}
          </div>
        ) : null}
        {props.error === null ? null : (
          <div id={problem} role="alert" className={styles['side-problem']}>
            {props.error}
          </div>
        )}
      </div>
    </div>
  );
}
