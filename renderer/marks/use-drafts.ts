import { useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';

/** What was typed and is not written yet, by what it is typed for; going to another entry and back loses none of it. */
export interface Drafts<Draft> {
  readonly of: (key: string) => Partial<Draft> | undefined;
  readonly has: (key: string) => boolean;
  readonly change: (key: string, change: Partial<Draft>) => void;
  /** Forgets what was written; what was typed meanwhile stays. */
  readonly written: (key: string, draft: Partial<Draft>) => void;
  readonly discard: (key: string) => void;
}

export function useDrafts<Draft extends object>(): Drafts<Draft> {
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Partial<Draft>>>(new Map());
  const without = (key: string): void =>
    setDrafts((all) => new Map([...all].filter(([other]) => other !== key)));
  return {
    of: (key) => drafts.get(key),
    has: (key) => drafts.has(key),
    change: (key, change) =>
      setDrafts((all) => new Map(all).set(key, { ...(all.get(key) ?? {}), ...change })),
    written: (key, draft) =>
      setDrafts((all) =>
        all.get(key) === draft ? new Map([...all].filter(([other]) => other !== key)) : all,
      ),
    discard: without,
  };
}

/** Tells when the focus has left a form for good (lists that its fields open are part of it), and of Esc in it. */
export function useLeaving(onLeave: () => void, onEscape: () => void) {
  const away = useRef(false);
  return {
    onFocus: () => {
      away.current = false;
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onEscape();
    },
    onBlur: (event: FocusEvent) => {
      if (event.currentTarget.contains(event.relatedTarget)) return;
      away.current = true;
      requestAnimationFrame(() => {
        if (!away.current) return;
        away.current = false;
        onLeave();
      });
    },
  };
}
