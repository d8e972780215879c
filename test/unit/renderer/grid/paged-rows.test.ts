import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createPagedRows,
  fixedRows,
  pagesInOrder,
} from '../../../../renderer/design/grid/paged-rows.ts';

/** A source that answers when the test says so. */
function source(options: { length?: number; onAbort?: 'rejects' | 'lingers' } = {}) {
  const asked: {
    offset: number;
    limit: number;
    signal: AbortSignal;
    answer: () => void;
    fail: (reason: unknown) => void;
  }[] = [];
  const errors: unknown[] = [];
  const rows = createPagedRows<string>({
    length: options.length ?? 100_000,
    pageSize: 200,
    onError: (error) => errors.push(error),
    load: (offset, limit, signal) =>
      new Promise((resolve, reject) => {
        const names = Array.from({ length: limit }, (_, n) => `row ${offset + n}`);
        asked.push({ offset, limit, signal, answer: () => resolve(names), fail: reject });
        if (options.onAbort !== 'lingers')
          signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      }),
  });
  return { rows, asked, errors, offsets: () => asked.map(({ offset }) => offset) };
}

/** Lets everything that is waiting for an answer go on. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

describe('asking for pages', () => {
  test('one at a time, the one under the middle of the view first', async () => {
    const { rows, asked, offsets } = source();
    rows.need(390, 460);
    expect(offsets()).toEqual([400]);
    asked[0]?.answer();
    await settled();
    expect(offsets()).toEqual([400, 200]);
    expect(rows.row(455)).toBe('row 455');
    expect(rows.row(390)).toBeUndefined();
    asked[1]?.answer();
    await settled();
    expect(rows.row(390)).toBe('row 390');
  });

  test('rows that arrive are told, with the same object each time', async () => {
    const { rows, asked } = source();
    const versions: number[] = [];
    const stop = rows.subscribe(() => versions.push(rows.version()));
    rows.need(0, 40);
    asked[0]?.answer();
    await settled();
    expect(versions).toEqual([1]);
    expect(rows.row(3)).toBe(rows.row(3));
    stop();
    rows.need(1000, 1040);
    asked[1]?.answer();
    await settled();
    expect(versions).toEqual([1]);
  });

  test('a page that is looked at no longer is aborted, and its end is awaited', async () => {
    const { rows, asked, offsets } = source({ onAbort: 'lingers' });
    rows.need(0, 40);
    rows.need(50_000, 50_040);
    expect(asked[0]?.signal.aborted).toBe(true);
    await settled();
    expect(offsets()).toEqual([0]);
    asked[0]?.fail(new DOMException('', 'AbortError'));
    await settled();
    expect(offsets()).toEqual([0, 50_000]);
  });

  test('a flight over many pages asks only where it ends', async () => {
    const { rows, offsets } = source();
    for (let from = 0; from <= 80_000; from += 1_000) rows.need(from, from + 40);
    await settled();
    expect(offsets()).toEqual([0, 80_000]);
  });

  test('the last page asks for no more rows than there are', () => {
    const { rows, asked } = source({ length: 450 });
    rows.need(430, 450);
    expect(asked[0]).toMatchObject({ offset: 400, limit: 50 });
  });

  test('the next page is fetched before it is reached', async () => {
    const { rows, asked, offsets } = source();
    rows.need(110, 150);
    asked[0]?.answer();
    await settled();
    expect(offsets()).toEqual([0, 200]);
  });

  test('a failure is told once, and the page is asked for again when the view moves', async () => {
    const { rows, asked, errors, offsets } = source();
    rows.need(0, 40);
    const reason = new Error('view lost');
    asked[0]?.fail(reason);
    await settled();
    rows.need(0, 40);
    await settled();
    expect(errors).toEqual([reason]);
    expect(offsets()).toEqual([0]);
    rows.need(1, 41);
    expect(offsets()).toEqual([0, 0]);
  });

  test('an abort is no failure', async () => {
    const { rows, errors } = source();
    rows.need(0, 40);
    rows.need(9_000, 9_040);
    await settled();
    expect(errors).toEqual([]);
  });

  test('nothing is asked for or told when disposed', async () => {
    const { rows, asked, errors, offsets } = source();
    rows.need(0, 40);
    rows.dispose();
    await settled();
    expect(asked[0]?.signal.aborted).toBe(true);
    rows.need(9_000, 9_040);
    expect(offsets()).toEqual([0]);
    expect(errors).toEqual([]);
  });

  test('sixty pages are kept, the longest unseen one goes', async () => {
    const { rows, asked } = source();
    const visit = async (page: number) => {
      rows.need(page * 200 + 100, page * 200 + 101);
      for (;;) {
        const count = asked.length;
        for (const one of asked) one.answer();
        await settled();
        if (asked.length === count) break;
      }
    };
    for (let page = 0; page < 200; page += 2) await visit(page);
    const kept = Array.from({ length: 500 }, (_, page) => rows.row(page * 200) !== undefined);
    expect(kept.filter(Boolean)).toHaveLength(60);
    expect(rows.row(198 * 200)).toBe(`row ${198 * 200}`);
    expect(rows.row(0)).toBeUndefined();
  });
});

describe('pages in order', () => {
  test('all pages in view are named once, the middle one first', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 1, max: 500 }),
        (from, height, pageSize) => {
          const to = from + height;
          const pages = pagesInOrder(from, to, pageSize, 2_000_000);
          expect(new Set(pages).size).toBe(pages.length);
          for (const row of [from, to - 1]) expect(pages).toContain(Math.floor(row / pageSize));
          const middle = (from + to - 1) / 2 / pageSize;
          expect(Math.abs((pages[0] ?? -9) + 0.5 - middle)).toBeLessThanOrEqual(0.5 + 1 / pageSize);
        },
      ),
    );
  });

  test('no page is named that is not there', () => {
    expect(pagesInOrder(0, 40, 200, 40)).toEqual([0]);
    expect(pagesInOrder(0, 0, 200, 0)).toEqual([]);
    expect(pagesInOrder(390, 400, 200, 400)).toEqual([1]);
  });
});

test('rows that are all here need nothing', () => {
  const rows = fixedRows(['a', 'b']);
  rows.need(0, 2);
  expect([rows.length, rows.row(1), rows.row(2), rows.version()]).toEqual([2, 'b', undefined, 0]);
});
