import { useEffect, useRef, useState } from 'react';
import { keepSettings, useSettings } from './settings.ts';

/** Order, choice and widths of a grid's columns. */
interface Columns {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
}

const KEPT_AFTER_MS = 400;

/**
 * The columns of a grid as this person left them, `unchosen` where nothing was changed. A change is kept by the name of
 * the grid, a moment after it was made.
 */
export function useKeptColumns(
  grid: string,
  unchosen: Columns,
): readonly [Columns, (columns: Columns) => void] {
  const settings = useSettings();
  const [own, setOwn] = useState<Columns | null>(null);
  const keeping = useRef<{ timer: ReturnType<typeof setTimeout>; keep: () => void }>(undefined);
  useEffect(
    () => () => {
      if (keeping.current === undefined) return;
      clearTimeout(keeping.current.timer);
      keeping.current.keep();
    },
    [],
  );
  const change = (columns: Columns): void => {
    setOwn(columns);
    clearTimeout(keeping.current?.timer);
    const keep = (): void => {
      keeping.current = undefined;
      keepColumns(grid, columns);
    };
    keeping.current = { timer: setTimeout(keep, KEPT_AFTER_MS), keep };
  };
  return [own ?? settings?.columns[grid] ?? unchosen, change];
}

function keepColumns(grid: string, { order, hidden, widths }: Columns): void {
  const kept = { order: [...order], hidden: [...hidden], widths: { ...widths } };
  keepSettings({ columns: { [grid]: kept } }).catch((error: unknown) => console.error(error));
}
