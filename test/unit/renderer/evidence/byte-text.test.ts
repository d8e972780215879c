import { describe, expect, test } from 'vitest';
import {
  byteText,
  markedBytes,
  textPieces,
} from '../../../../renderer/screens/evidence/byte-text.ts';

const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];
const whole = (...bytes: (number | number[])[]) =>
  textPieces(Uint8Array.from(bytes.flat()), false, false);
const shown = (pieces: ReturnType<typeof textPieces>): string =>
  pieces.map(({ text }) => text).join('');

describe('bytes as text', () => {
  test('what is UTF-8 is one piece, whatever its script', () => {
    expect(whole(utf8('für 12 € 😀'))).toEqual([
      { kind: 'text', text: 'für 12 € 😀', from: 0, to: 16 },
    ]);
    expect(whole()).toEqual([]);
  });

  test('a byte that is no UTF-8 stands as itself, never as a replacement character', () => {
    expect(whole(utf8('12 '), 0xe2, 0x28, 0xa1, utf8(' r'))).toEqual([
      { kind: 'text', text: '12 ', from: 0, to: 3 },
      { kind: 'invalid', text: '\\xE2', from: 3, to: 4 },
      { kind: 'text', text: '(', from: 4, to: 5 },
      { kind: 'invalid', text: '\\xA1', from: 5, to: 6 },
      { kind: 'text', text: ' r', from: 6, to: 8 },
    ]);
  });

  test.each([
    ['overlong', [0xc0, 0xaf], '\\xC0\\xAF'],
    ['overlong of three', [0xe0, 0x80, 0xaf], '\\xE0\\x80\\xAF'],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80], '\\xED\\xA0\\x80'],
    ['past the last code point', [0xf4, 0x90, 0x80, 0x80], '\\xF4\\x90\\x80\\x80'],
    ['no lead byte at all', [0xff], '\\xFF'],
    ['ends within a character', [0xe2, 0x82], '\\xE2\\x82'],
  ])('%s is invalid byte by byte', (_, bytes, text) => {
    expect(shown(whole(bytes))).toBe(text);
  });

  test('a written escape is told from a byte by its mark', () => {
    const { text, marks } = byteText(whole(utf8('\\xE2'), 0xe2), null);
    expect(text).toBe('\\xE2\\xE2');
    expect(marks).toMatchObject([{ from: 4, to: 8, kind: 'match-none' }]);
  });

  test('a byte order mark stays a character', () => {
    expect(shown(whole(0xef, 0xbb, 0xbf, utf8('{')))).toBe('\uFEFF{');
  });

  test('a window into a longer record may cut a character at either end', () => {
    const euro = utf8('€');
    expect(textPieces(Uint8Array.from([...euro.slice(1), 0x41, euro[0] ?? 0]), true, true)).toEqual(
      [
        { kind: 'cut', text: '…', from: 0, to: 2 },
        { kind: 'text', text: 'A', from: 2, to: 3 },
        { kind: 'cut', text: '…', from: 3, to: 4 },
      ],
    );
  });

  test('an invalid byte near the end of a window is not taken for a cut', () => {
    expect(textPieces(Uint8Array.from([0xe2, 0x28]), false, true)).toMatchObject([
      { kind: 'invalid' },
      { kind: 'text' },
    ]);
  });
});

describe('the fault', () => {
  test('is the character that holds the byte, counted in code points', () => {
    const pieces = whole(utf8('a😀€'));
    expect(byteText(pieces, 6)).toMatchObject({ fault: 0, marks: [{ from: 2, to: 3 }] });
    expect(byteText(pieces, 1)).toMatchObject({ fault: 0, marks: [{ from: 1, to: 2 }] });
  });

  test('is marked in text and bytes alike', () => {
    const pieces = whole(utf8('ab'), 0xff, utf8('c'), 0xfe);
    const { marks, fault } = byteText(pieces, 2);
    expect(marks.map(({ kind }) => kind)).toEqual(['finding', 'match-none']);
    expect(fault).toBe(0);
    expect([...markedBytes(pieces, 2)]).toEqual([2, 4]);
  });

  test('is nowhere when it is in another window', () => {
    expect(byteText(whole(utf8('ab')), null)).toEqual({ text: 'ab', marks: [], fault: undefined });
  });
});
