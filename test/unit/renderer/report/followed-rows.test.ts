import { expect, test } from 'vitest';
import { newEntry, settled, whereNow } from '../../../../renderer/screens/report/followed-rows.ts';

const rows = (...texts: string[]) => texts.map((text) => ({ text, grounds: '' }));

test('a row is found again beside others that were added, removed or changed, and not where it is gone', () => {
  expect(whereNow(rows('a', 'b'), rows('a', 'b'))).toEqual([0, 1]);
  expect(whereNow(rows('a', 'b'), rows('new', 'a', 'b'))).toEqual([1, 2]);
  expect(whereNow(rows('a', 'b'), rows('b'))).toEqual([undefined, 0]);
  expect(whereNow(rows('a', 'b', 'c'), rows('a', 'B', 'c'))).toEqual([0, 1, 2]);
  expect(whereNow(rows('a', 'b', 'c'), rows('c', 'more'))).toEqual([undefined, undefined, 0]);
  expect(whereNow(rows('a', 'a'), rows('a'))).toEqual([0, undefined]);
  expect(whereNow(rows(), rows('a'))).toEqual([]);
  // What a row says nothing in, and spaces around, make no other row of it.
  expect(whereNow([{ text: ' a ' }], rows('first', 'a'))).toEqual([1]);
});

test('an entry keeps its name with its row; a new one is nobody else’s, and one that is gone stays as long as it is wanted', () => {
  const first = settled([], rows('a', 'b'), () => false);
  const adding = newEntry();
  const [a, b] = first;
  const more = settled([...first, adding], rows('x', 'a', 'b', 'y'), () => false);
  expect(more.map(({ id, at }) => [id, at])).toEqual([
    [expect.any(Number), 0],
    [a?.id, 1],
    [b?.id, 2],
    [expect.any(Number), 3],
    [adding.id, undefined],
  ]);
  expect(new Set(more.map(({ id }) => id)).size).toBe(5);
  const isWanted = (id: number): boolean => id === b?.id;
  expect(settled(first, [], isWanted)).toEqual([{ ...b, at: undefined }]);
  expect(settled(first, [], () => false)).toEqual([]);
});
