import { expect, test } from 'vitest';
import { bytesOf, hexRows, hexText } from '../../../../renderer/screens/evidence/hex-rows.ts';

const none: ReadonlySet<number> = new Set();
const line = (pieces: readonly { text: string }[]): string =>
  pieces.map(({ text }) => text).join('');

test('sixteen bytes a row, in two groups, with their place and characters', () => {
  const bytes = new TextEncoder().encode('"content":"Is the price');
  const rows = hexRows(bytes, 0xb0, none);
  expect(rows.map(({ address }) => address)).toEqual(['000000b0', '000000c0']);
  expect(rows.map(({ hex }) => line(hex))).toEqual([
    '22 63 6f 6e 74 65 6e 74  22 3a 22 49 73 20 74 68',
    '65 20 70 72 69 63 65                            ',
  ]);
  expect(rows.map(({ characters }) => line(characters))).toEqual(['"content":"Is th', 'e price']);
});

test('all rows are equally wide', () => {
  for (let length = 1; length <= 16; length += 1) {
    const [row] = hexRows(new Uint8Array(length), 0, none);
    expect(line(row?.hex ?? [])).toHaveLength(48);
  }
});

test('what a terminal could obey, and what is no ASCII, is a dot', () => {
  const [row] = hexRows(Uint8Array.from([0x1b, 0x5b, 0x0a, 0x7f, 0xe2, 0x41]), 0, none);
  expect(line(row?.characters ?? [])).toBe('·[···A');
});

test('a marked byte stands alone in both halves', () => {
  const [row] = hexRows(Uint8Array.from([0x20, 0xe2, 0x28]), 0, new Set([1]));
  expect(row?.hex.filter(({ isMarked }) => isMarked)).toEqual([{ text: 'e2', isMarked: true }]);
  expect(row?.characters).toEqual([
    { text: ' ', isMarked: false },
    { text: '·', isMarked: true },
    { text: '(', isMarked: false },
  ]);
});

test('bytes go to the clipboard as figures', () => {
  expect(hexText(bytesOf('4ig='))).toBe('e2 28');
  expect(hexText(bytesOf(''))).toBe('');
});
