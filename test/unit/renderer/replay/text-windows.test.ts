import { expect, test } from 'vitest';
import {
  TEXT_WINDOW,
  textPieces,
  windowOf,
} from '../../../../renderer/screens/replay/text-windows.ts';

test('a text that fits one window is that window', () => {
  expect(textPieces(153, new Set([0]))).toEqual([{ kind: 'window', number: 0, from: 0, to: 153 }]);
  expect(textPieces(TEXT_WINDOW, new Set([0]))).toEqual([
    { kind: 'window', number: 0, from: 0, to: TEXT_WINDOW },
  ]);
});

test('what is left out is said, between windows and behind them', () => {
  expect(textPieces(90_001, new Set([0, 3]))).toEqual([
    { kind: 'window', number: 0, from: 0, to: 20_000 },
    { kind: 'gap', from: 20_000, to: 60_000, next: 1 },
    { kind: 'window', number: 3, from: 60_000, to: 80_000 },
    { kind: 'gap', from: 80_000, to: 90_001, next: 4 },
  ]);
});

test('pieces cover every character once, whatever is shown', () => {
  for (const shown of [[], [0], [4], [1, 2], [0, 1, 2, 3, 4], [7, -1, 2]]) {
    const pieces = textPieces(90_001, new Set(shown));
    expect(pieces[0]?.from).toBe(0);
    expect(pieces.at(-1)?.to).toBe(90_001);
    for (const [at, piece] of pieces.entries()) expect(piece.from).toBe(pieces[at - 1]?.to ?? 0);
  }
});

test('a window is found by its characters', () => {
  expect([0, 19_999, 20_000, 1_000_000].map(windowOf)).toEqual([0, 0, 1, 50]);
});
