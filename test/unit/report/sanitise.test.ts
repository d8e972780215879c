import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverageOf } from '../../../electron/engine/report/coverage.ts';
import { reportCoverage, reportFonts } from '../../../electron/engine/report/fonts.ts';
import { codeName, sanitise } from '../../../electron/engine/report/sanitise.ts';

const shown = (text: string) => sanitise(text, reportCoverage()).text;

describe('sanitise', () => {
  test('leaves what a reader can see: letters of three scripts, marks, line ends', () => {
    const text = 'Größe 1 000 €, Ελληνικά, русский, naïve, नमस्ते\nnext “line” → 2⁴';
    expect(shown(text)).toBe(text);
  });

  test.each([
    ['a bidi override', 'a\u202Ecba', 'a⟦U+202E⟧cba'],
    ['a zero-width space', 'pass\u200Bword', 'pass⟦U+200B⟧word'],
    ['a zero-width joiner', 'a\u200Db', 'a⟦U+200D⟧b'],
    ['a null', 'a\0b', 'a⟦U+0000⟧b'],
    ['an escape sequence of a terminal', '\u001B[31mred', '⟦U+001B⟧[31mred'],
    ['a tab and a carriage return', 'a\tb\r\nc', 'a⟦U+0009⟧b⟦U+000D⟧\nc'],
    ['a lone surrogate', 'a\uD800b', 'a⟦U+D800⟧b'],
    ['private use', 'a\uE123b', 'a⟦U+E123⟧b'],
    ['a noncharacter', 'a\uFFFFb', 'a⟦U+FFFF⟧b'],
    ['a soft hyphen', 're\u00ADfund', 're⟦U+00AD⟧fund'],
    ['a variation selector', 'a\uFE0F', 'a⟦U+FE0F⟧'],
    ['a line separator', 'a\u2028b', 'a⟦U+2028⟧b'],
    ['tag characters', '\u{E0041}', '⟦U+E0041⟧'],
    ['what the fonts do not hold', '\u{12000} 請 🎉 א', '⟦U+12000⟧ 請 🎉 א'],
    ['an escape that the text itself spells out', '⟦U+202E⟧', '⟦U+27E6⟧U+202E⟦U+27E7⟧'],
  ])('makes %s visible', (_, text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test('counts what it made visible', () => {
    const { escaped } = sanitise('\u200B\u200Bx\u202E', reportCoverage());
    expect([...escaped].map(([code, times]) => [codeName(code), times])).toEqual([
      ['U+200B', 2],
      ['U+202E', 1],
    ]);
  });

  test('never lets through a character without a look, and can always be read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const result = shown(text);
        expect(result).not.toMatch(/[^\n\P{C}]|\p{Default_Ignorable_Code_Point}/u);
        const back = result.replace(/⟦U\+([0-9A-F]+)⟧/g, (_, code: string) =>
          String.fromCodePoint(Number.parseInt(code, 16)),
        );
        expect(back).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the coverage of a font', () => {
  const covered = (name: string) =>
    coverageOf(readFileSync(reportFonts().find((path) => path.endsWith(name)) ?? name));

  test('is read from its cmap', () => {
    const serif = covered('ExhibitSerif-400Regular.ttf');
    expect(Array.from('Aß€→').every((character) => serif.has(character.codePointAt(0) ?? 0))).toBe(
      true,
    );
    expect(Array.from('न請⟦').some((character) => serif.has(character.codePointAt(0) ?? 0))).toBe(
      false,
    );
    expect(covered('ExhibitSans-400Regular.ttf').has(0x0928)).toBe(true);
  });

  test('is refused when the file is no font', () => {
    expect(() => coverageOf(new Uint8Array(64))).toThrow('no cmap table');
  });
});
