import {
  type KeyboardEvent,
  type Ref,
  useEffect,
  useEffectEvent,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import { classNames } from '../../design/class-names.ts';
import { Icon } from '../../design/icon.tsx';
import { KeyHint } from '../../design/key-hint.tsx';
import { tell } from '../../commands/attempt.ts';
import { keyHint } from '../../commands/table.ts';
import { CompletionList, optionId } from './completion-list.tsx';
import { FilterText } from './filter-text-view.tsx';
import { handleAlone } from './handle-alone.ts';
import { useCompletion } from './use-completion.ts';
import { useNamedThing } from './use-named-thing.ts';
import type { FilterDraft } from './use-filter-draft.ts';
import styles from './filter-field.module.css';

export interface FilterFieldHandle {
  readonly focus: () => void;
  /** Puts the caret to a place of the text. */
  readonly putCaret: (at: number, to?: number) => void;
  /** Opens completion behind a text that is put at the end. */
  readonly add: (beginning: string) => void;
}

/** The filter as text: coloured as it is written, completed from the case, its error underlined at the character. */
export function FilterField({
  ref,
  ...props
}: {
  draft: FilterDraft;
  /** How many turns there are, or that they are being filtered. */
  result: string;
  problemId: string;
  onLeave: () => void;
  /** Leads to what a handle names; false where nothing has it. */
  onGo: (handle: string) => Promise<boolean>;
  ref: Ref<FilterFieldHandle>;
}) {
  const { draft, problemId, onLeave } = props;
  const { text, problem } = draft;
  const input = useRef<HTMLInputElement>(null);
  const colours = useRef<HTMLDivElement>(null);
  const caret = useRef<number | null>(null);
  const completing = useCompletion();
  const listId = useId();
  const thing = useNamedThing(text);
  const named = completing.isWanted ? thing : undefined;
  const handle = completing.isWanted ? handleAlone(text) : undefined;

  const followScroll = (): void => {
    if (colours.current !== null && input.current !== null)
      colours.current.style.transform = `translateX(${-input.current.scrollLeft}px)`;
  };
  useLayoutEffect(() => {
    if (caret.current !== null) input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
    followScroll();
  }, [text]);

  const typed = (value: string, at: number, isAsked: boolean): void => {
    draft.type(value);
    completing.open({ text: value, caret: at, isAsked });
  };
  const goTo = async (name: string): Promise<void> => {
    if (!(await props.onGo(name))) draft.apply(text);
  };
  const take = (index: number): void => {
    if (named !== undefined) {
      completing.close();
      if (index === 0) goTo(named.handle).catch(tell);
      else draft.apply(named.items[index]?.insert ?? text);
      return;
    }
    const done = completing.completed(index);
    if (done === undefined) return;
    caret.current = done.caret;
    draft.type(done.text);
    if (done.goesOn) completing.open({ text: done.text, caret: done.caret, isAsked: true });
    else completing.close();
    input.current?.focus();
  };
  useImperativeHandle(ref, () => ({
    focus: () => {
      input.current?.focus();
      input.current?.setSelectionRange(text.length, text.length);
    },
    putCaret: (at, to = at) => {
      input.current?.focus();
      input.current?.setSelectionRange(at, to);
    },
    add: (beginning) => {
      const gap = text === '' || /[\s(]$/.test(text) ? '' : ' ';
      const longer = `${text}${gap}${beginning}`;
      caret.current = longer.length;
      input.current?.focus();
      if (longer === text) {
        caret.current = null;
        input.current?.setSelectionRange(text.length, text.length);
      }
      typed(longer, longer.length, true);
    },
  }));

  const isOpen = completing.isOpen || named !== undefined;
  const active = named === undefined ? completing.active : named.active;
  // While something is offered nothing is applied; a list that closes by itself lets the text come to rest again.
  const wasOpen = useRef(false);
  const opened = useEffectEvent(() => draft.wait());
  const closed = useEffectEvent(() => draft.type(text));
  useEffect(() => {
    if (isOpen) opened();
    else if (wasOpen.current) closed();
    wasOpen.current = isOpen;
  }, [isOpen, text]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (pressed(event)) event.preventDefault();
  };
  const pressed = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    const at = event.currentTarget.selectionStart ?? text.length;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (isOpen) (named ?? completing).move(event.key === 'ArrowDown' ? 1 : -1);
        else completing.open({ text, caret: at, isAsked: true });
        return true;
      case ' ':
        if (!event.ctrlKey) return false;
        completing.open({ text, caret: at, isAsked: true });
        return true;
      case 'Tab':
        if (!isOpen || event.shiftKey) return false;
        take(active ?? 0);
        return true;
      case 'Enter':
        if (active !== null) take(active);
        else if (handle !== undefined) {
          // Written faster than it was looked for.
          completing.close();
          goTo(handle).catch(tell);
        } else {
          wasOpen.current = false;
          completing.close();
          draft.apply(text);
        }
        return true;
      case 'Escape':
        if (isOpen) completing.close();
        else onLeave();
        return true;
      default:
        return false;
    }
  };

  return (
    <div className={classNames(styles['field'], problem !== null && styles['is-error'])}>
      <Icon name="filter" size={12} />
      <div className={styles['writing']}>
        <div className={styles['colours-clip']} aria-hidden>
          <div ref={colours} className={classNames('query', styles['colours'])}>
            <FilterText text={text} badAt={problem?.at ?? null} />
          </div>
        </div>
        <input
          ref={input}
          className={classNames('u-mono', styles['input'])}
          type="text"
          role="combobox"
          aria-label="Filter of turns"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          aria-activedescendant={active === null || !isOpen ? undefined : optionId(listId, active)}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : problemId}
          placeholder="Words, &quot;a phrase&quot;, /an expression/, or field:value"
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          value={text}
          onChange={({ target }) =>
            typed(target.value, target.selectionStart ?? target.value.length, false)
          }
          onKeyDown={onKeyDown}
          onScroll={followScroll}
          onFocus={draft.begin}
          onBlur={() => completing.close()}
        />
        {isOpen ? (
          <CompletionList
            id={listId}
            items={named?.items ?? completing.items}
            active={active}
            before={named === undefined ? text.slice(0, completing.from) : ''}
            typed={named === undefined ? completing.typed : ''}
            onTake={take}
          />
        ) : null}
      </div>
      <span className={styles['result']} role="status">
        {props.result}
      </span>
      <KeyHint keys={isOpen ? 'Tab' : (keyHint('filter.focus') ?? '/')} isHidden />
    </div>
  );
}
