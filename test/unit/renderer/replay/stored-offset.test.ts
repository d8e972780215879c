import { expect, test } from 'vitest';
import { storedOffset } from '../../../../renderer/screens/replay/stored-offset.ts';

test('without line ends of two characters the places are the same', () => {
  const text = 'a\u{1F600}b\u200Bc\rd\ne';
  for (let at = 0; at <= 9; at += 1) expect(storedOffset(text, at)).toBe(at);
});

test('a line end of two characters is drawn as one and counts as two', () => {
  const text = 'ab\r\ncd\r\n\r\ne';
  expect([0, 2, 3, 5, 6, 7, 8].map((drawn) => storedOffset(text, drawn))).toEqual([
    0, 2, 4, 6, 8, 10, 11,
  ]);
});

test('a place behind the text is its end', () => {
  expect(storedOffset('a\r\n', 9)).toBe(3);
});

test('a pair of surrogates is one character, a lone one too', () => {
  expect(storedOffset('\u{1F600}\r\n\uD800x', 2)).toBe(3);
  expect(storedOffset('\u{1F600}\r\n\uD800x', 3)).toBe(4);
});
