import { useSyncExternalStore } from 'react';

/** Where side panes give way, as in the tokens of `design/`. */
const narrow = window.matchMedia('(max-width: 1279px)');

function subscribe(listener: () => void): () => void {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
}

/** Whether the window is so narrow that side panes give way. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
