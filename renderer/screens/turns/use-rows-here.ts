import { useSyncExternalStore } from 'react';
import type { PagedRows } from './use-view.ts';

/** Whether the first rows of a view have come: what is only beside them waits, for the engine has few hands. */
export function useRowsHere(rows: PagedRows | undefined): boolean {
  return useSyncExternalStore(
    rows?.subscribe ?? noSubscription,
    () => rows !== undefined && (rows.length === 0 || rows.version() > 0),
  );
}

const noSubscription = () => () => undefined;
