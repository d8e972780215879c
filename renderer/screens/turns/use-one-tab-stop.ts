import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useLayoutEffect,
  useRef,
} from 'react';

import { singleKeysAreOn } from '../../design/single-keys.ts';

const CONTROLS = 'input, button';

interface OneTabStop {
  readonly focus: () => void;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/**
 * Makes the controls of a pane one Tab stop: arrows, Home and End go from one to the next, Tab leaves. Which control
 * can be tabbed to is set on the elements themselves, for it changes with the focus and not with what is drawn.
 */
export function useOneTabStop(pane: RefObject<HTMLElement | null>): OneTabStop {
  const current = useRef<HTMLElement>(null);
  const hasFocus = useRef(false);
  const controls = (): HTMLElement[] =>
    Array.from(pane.current?.querySelectorAll<HTMLElement>(CONTROLS) ?? []);
  const mark = (): void => {
    const all = controls();
    const stop = all.find((control) => control === current.current) ?? all[0];
    for (const control of all) control.tabIndex = control === stop ? 0 : -1;
  };
  useLayoutEffect(() => {
    mark();
    // A control that is drawn at another place loses the focus on the way there.
    if (hasFocus.current && document.activeElement === document.body) current.current?.focus();
  });

  const go = (to: HTMLElement | undefined): void => {
    to?.focus();
    to?.closest('li, h2')?.scrollIntoView({ block: 'nearest' });
  };
  return {
    focus: () => {
      const all = controls();
      const isStop = (control: HTMLElement) => control === current.current;
      go(all.find(isStop) ?? all.find(({ tagName }) => tagName === 'INPUT') ?? all[0]);
    },
    onFocus: ({ target }) => {
      current.current = target;
      hasFocus.current = true;
      mark();
    },
    onBlur: ({ relatedTarget }) => {
      if (relatedTarget !== null) hasFocus.current = false;
    },
    onKeyDown: (event) => {
      const all = controls();
      const at = all.findIndex((control) => control === event.target);
      const step = LETTERS.has(event.key) && !singleKeysAreOn() ? undefined : steps[event.key];
      const to = step?.(at, all.length);
      if (at === -1 || to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      go(all[Math.max(0, Math.min(all.length - 1, to))]);
    },
  };
}

const LETTERS: ReadonlySet<string> = new Set(['j', 'k']);

const steps: Readonly<Record<string, ((at: number, length: number) => number) | undefined>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  j: (at) => at + 1,
  k: (at) => at - 1,
  Home: () => 0,
  End: (_at, length) => length - 1,
};
