import { expect, test } from 'vitest';
import { wrapped } from '../../../electron/engine/seal/signature-appearance.ts';

const within = (characters: number) => (line: string) => line.length <= characters;

test('a line breaks between words, so that the id of a case stays whole', () => {
  expect(wrapped('Issued as report R-0001 of case X-2026-6bb9cbe5', within(44))).toEqual([
    'Issued as report R-0001 of case',
    'X-2026-6bb9cbe5',
  ]);
  expect(wrapped('Signed by Kim', within(44))).toEqual(['Signed by Kim']);
});

test('a word that is longer than a line goes on in the next, and no character is lost', () => {
  const hash = '0123456789abcdef'.repeat(4);
  const lines = wrapped(`Certificate SHA-256 ${hash}`, within(44));
  expect(lines).toHaveLength(2);
  expect(lines.join('')).toBe(`Certificate SHA-256 ${hash}`);
  expect(wrapped('', within(44))).toEqual(['']);
});
