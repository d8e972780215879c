import type { GridRows } from './grid-types.ts';

interface PageSource<Row> {
  length: number;
  pageSize: number;
  /** The first page, where it is here already. */
  first?: readonly Row[];
  /** Answers the rows of one page; rejects when aborted. */
  load(offset: number, limit: number, signal: AbortSignal): Promise<readonly Row[]>;
  onError(error: unknown): void;
}

/** Enough for a long look back, little enough for memory: 60 pages of 200 rows. */
const KEPT_PAGES = 60;

/**
 * Rows read page by page. One page is asked for at a time, the one under the middle of the view first; a page that is
 * no longer looked at is aborted, and its end is awaited before the next is asked for. A page that failed is told once
 * to `onError` and asked for again when the view moves.
 */
export function createPagedRows<Row>(source: PageSource<Row>): GridRows<Row> & { dispose(): void } {
  const pages = new Map<number, readonly Row[]>();
  if (source.first !== undefined && source.first.length > 0) pages.set(0, source.first);
  const failed = new Set<number>();
  const listeners = new Set<() => void>();
  let wanted: readonly number[] = [];
  let range = { from: 0, to: 0 };
  let asked: { page: number; abort: AbortController } | undefined;
  let version = pages.size;
  let disposed = false;

  const askNext = (): void => {
    if (disposed || asked !== undefined) return;
    const page = wanted.find((candidate) => !pages.has(candidate) && !failed.has(candidate));
    if (page === undefined) return;
    const mine = { page, abort: new AbortController() };
    asked = mine;
    ask(mine).catch((error: unknown) => source.onError(error));
  };

  const ask = async ({ page, abort }: { page: number; abort: AbortController }): Promise<void> => {
    const offset = page * source.pageSize;
    const limit = Math.min(source.pageSize, source.length - offset);
    try {
      const rows = await source.load(offset, limit, abort.signal);
      if (!disposed) keep(page, rows);
    } catch (error) {
      if (!disposed && !abort.signal.aborted) {
        failed.add(page);
        source.onError(error);
      }
    }
    asked = undefined;
    askNext();
  };

  const keep = (page: number, rows: readonly Row[]): void => {
    pages.set(page, rows);
    for (const old of pages.keys()) {
      if (pages.size <= KEPT_PAGES) break;
      if (!wanted.includes(old)) pages.delete(old);
    }
    version += 1;
    for (const listener of [...listeners]) listener();
  };

  /** The longest unused page stands first in the map, so that it is the first to go. */
  const touch = (page: number): void => {
    const rows = pages.get(page);
    if (rows === undefined) return;
    pages.delete(page);
    pages.set(page, rows);
  };

  return {
    length: source.length,
    row: (index) => pages.get(Math.floor(index / source.pageSize))?.[index % source.pageSize],
    need: (from, to) => {
      if (from === range.from && to === range.to) return;
      range = { from, to };
      failed.clear();
      const pagesNow = pagesInOrder(from, to, source.pageSize, source.length);
      if (!sameOrder(pagesNow, wanted)) {
        wanted = pagesNow;
        for (const page of [...wanted].reverse()) touch(page);
        if (asked !== undefined && !wanted.includes(asked.page)) asked.abort.abort();
      }
      askNext();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
    dispose: () => {
      disposed = true;
      asked?.abort.abort();
      listeners.clear();
      pages.clear();
    },
  };
}

/**
 * Pages to have for the rows `from` to `to`: first those in view, from the middle outwards, then one page to either
 * side when it begins less than half a page away.
 */
export function pagesInOrder(
  from: number,
  to: number,
  pageSize: number,
  length: number,
): readonly number[] {
  if (length === 0 || to <= from) return [];
  const last = Math.floor((length - 1) / pageSize);
  const firstSeen = Math.floor(from / pageSize);
  const lastSeen = Math.min(last, Math.floor((to - 1) / pageSize));
  const middle = (from + to) / 2 / pageSize - 0.5;
  const seen = Array.from({ length: lastSeen - firstSeen + 1 }, (_, at) => firstSeen + at).sort(
    (a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b,
  );
  const beside: number[] = [];
  if (lastSeen < last && (lastSeen + 1) * pageSize - to < pageSize / 2) beside.push(lastSeen + 1);
  if (firstSeen > 0 && from - firstSeen * pageSize < pageSize / 2) beside.push(firstSeen - 1);
  return [...seen, ...beside];
}

const sameOrder = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((page, at) => page === b[at]);

/** Rows that are all here, for short lists in the same grid. */
export function fixedRows<Row>(rows: readonly Row[]): GridRows<Row> {
  return {
    length: rows.length,
    row: (index) => rows[index],
    need: () => undefined,
    subscribe: () => () => undefined,
    version: () => 0,
  };
}
