import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { GridColumnState } from '../../design/grid/index.ts';
import { useNarrow } from '../../design/text-size.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { queries } from '../../engine-client/queries.ts';
import { narrowColumns, usualColumns } from './column-sets.ts';

const KEPT_AFTER_MS = 400;
const options = ask.settings.read.queryOptions({ input: {} });

/** Which columns the turns grid shows, as this person left it. A change is kept a moment after it was made. */
export function useColumns(): readonly [GridColumnState, (state: GridColumnState) => void] {
  const settings = useQuery(options).data;
  const [own, setOwn] = useState<GridColumnState | null>(null);
  const keeping = useRef<{ timer: ReturnType<typeof setTimeout>; keep: () => void }>(undefined);
  useEffect(
    () => () => {
      if (keeping.current === undefined) return;
      clearTimeout(keeping.current.timer);
      keeping.current.keep();
    },
    [],
  );
  const change = (state: GridColumnState): void => {
    setOwn(state);
    clearTimeout(keeping.current?.timer);
    const keep = (): void => {
      keeping.current = undefined;
      keepColumns(state);
    };
    keeping.current = { timer: setTimeout(keep, KEPT_AFTER_MS), keep };
  };
  const isNarrow = useNarrow(ROOM);
  const unchosen = isNarrow ? narrowColumns : usualColumns;
  return [own ?? settings?.columns['turns'] ?? unchosen, change];
}

/** Below this the first words would be left less room than it takes to tell turns apart. */
const ROOM = 1536;

function keepColumns({ order, hidden, widths }: GridColumnState): void {
  const turns = { order: [...order], hidden: [...hidden], widths: { ...widths } };
  engine.settings.change({ columns: { turns } }).then(
    (changed) => queries.setQueryData(options.queryKey, changed),
    (error: unknown) => console.error(error),
  );
}
