import { useRef, useSyncExternalStore, type FocusEvent, type KeyboardEvent } from 'react';

/** What was typed and is not written yet, by what it is typed for; going to another entry and back loses none of it. */
export interface Drafts<Draft> {
  readonly of: (key: string) => Partial<Draft> | undefined;
  readonly has: (key: string) => boolean;
  readonly change: (key: string, change: Partial<Draft>) => void;
  /** Forgets what was written, and says so; what was typed meanwhile stays. */
  readonly written: (key: string, draft: Partial<Draft>) => boolean;
  readonly discard: (key: string) => void;
}

type DraftsByKey<Draft> = ReadonlyMap<string, Partial<Draft>>;

/** Where drafts of one kind are, also while no screen shows them. */
export interface KeptDrafts<Draft> {
  readonly all: () => DraftsByKey<Draft>;
  readonly change: (next: (all: DraftsByKey<Draft>) => DraftsByKey<Draft>) => void;
  readonly listen: (changed: () => void) => () => void;
}

export function keptDrafts<Draft extends object>(): KeptDrafts<Draft> {
  let drafts: DraftsByKey<Draft> = new Map();
  const listeners = new Set<() => void>();
  return {
    all: () => drafts,
    change: (next) => {
      drafts = next(drafts);
      for (const changed of listeners) changed();
    },
    listen: (changed) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
  };
}

/** `within` names the case: drafts of another stay apart. */
export function useDrafts<Draft extends object>(
  kept: KeptDrafts<Draft>,
  within: string,
): Drafts<Draft> {
  const drafts = useSyncExternalStore(kept.listen, kept.all);
  const nameOf = (key: string): string => JSON.stringify([within, key]);
  const without = (key: string): void =>
    kept.change((all) => new Map([...all].filter(([other]) => other !== nameOf(key))));
  return {
    of: (key) => drafts.get(nameOf(key)),
    has: (key) => drafts.has(nameOf(key)),
    change: (key, change) =>
      kept.change((all) =>
        new Map(all).set(nameOf(key), { ...(all.get(nameOf(key)) ?? {}), ...change }),
      ),
    written: (key, draft) => {
      const isWhole = kept.all().get(nameOf(key)) === draft;
      if (isWhole) without(key);
      return isWhole;
    },
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
