import { expect, test } from 'vitest';
import { filterOf, handleAlone } from '../../../../renderer/screens/turns/handle-alone.ts';

test('a handle alone is one, whatever its case; words beside it make it words', () => {
  expect(['E-7', ' t-1042 ', 'n-3', 'L-2', 'F-012', 'C-5', 'v-3', 'D-1'].map(handleAlone)).toEqual([
    'E-7',
    'T-1042',
    'N-3',
    'L-2',
    'F-12',
    'C-5',
    'V-3',
    'D-1',
  ]);
  for (const text of [
    '',
    'E7',
    'E-',
    'E-7 fee',
    'exhibit:E-7',
    '"E-7"',
    'X-1',
    'E-7-7',
    'E-7\u202e',
  ])
    expect(handleAlone(text)).toBeUndefined();
});

test('what has a field of its own can be filtered by', () => {
  expect(filterOf('E-7')).toBe('exhibit:E-7');
  expect(filterOf('L-2')).toBeUndefined();
});
