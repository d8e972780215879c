import { expect, test } from 'vitest';
import { type Stretch, wordDiff } from '../../../../renderer/design/word-diff.ts';

const without = (text: string, stretches: readonly Stretch[]): string =>
  Array.from(text)
    .filter((_, at) => !stretches.some(({ from, to }) => from <= at && at < to))
    .join('');

test('what is left of both texts without what differs is the same', () => {
  const texts = [
    ['', 'a b'],
    ['You have 30 days.', 'You have 90 days, at most.'],
    ['👍 refund in 3 days 👍', 'refund 👍 in 5 days'],
    ['x'.repeat(50), 'y'],
    [
      Array.from({ length: 3000 }, (_, at) => `a${at}`).join(' '),
      Array.from({ length: 3000 }, (_, at) => `b${at}`).join(' '),
    ],
  ] as const;
  for (const [a, b] of texts) {
    const diff = wordDiff(a, b);
    expect(without(a, diff.a)).toBe(without(b, diff.b));
  }
});

test('the fewest words are marked, in code points, and counted', () => {
  const diff = wordDiff('👍 You have 30 days', '👍 You have 90 days');
  expect(diff).toEqual({
    a: [{ from: 11, to: 13 }],
    b: [{ from: 11, to: 13 }],
    words: { a: 4, b: 4 },
    changed: { a: 1, b: 1 },
  });
  expect(wordDiff('same', 'same')).toMatchObject({ a: [], b: [] });
});

test('words of scripts that set no spaces between them are told apart', () => {
  const diff = wordDiff('返金は三十日以内に限ります。', '返金は九十日以内に限ります。');
  expect(without('返金は三十日以内に限ります。', diff.a)).toMatch(/^返金は.*以内に限ります。$/);
  expect(diff.words.a).toBeGreaterThan(3);
});

test('an answer of many letters without a space is compared, whatever its script', () => {
  const [a, b] = [`a${'字'.repeat(200_000)}`, `b${'字'.repeat(200_000)}`];
  expect(without(a, wordDiff(a, b).a)).toBe(without(b, wordDiff(a, b).b));
});
