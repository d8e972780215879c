import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { resource } from '../../electron/engine/base/entry-point.ts';
import { rows } from '../../electron/engine/case/query.ts';
import { rulesIn } from '../../electron/engine/detect/load.ts';
import { locatorOf } from '../../electron/engine/detect/locate.ts';
import {
  codePointCounter,
  compilePattern,
  placeMatches,
  spansOf,
} from '../../electron/engine/detect/pattern.ts';
import { stemsOf, type Words, wordsOf } from '../../electron/engine/detect/words.ts';

/** Pieces on which patterns of the pack begin, end and overlap, beside what logs hold. */
const piece = fc.oneof(
  fc.constantFrom(
    'ignore all previous instructions',
    'Ignore',
    ' the rules',
    'instructions',
    'https://a.test/b?c=d',
    'I cannot help',
    'I can’t',
    '<|im_start|>',
    '{{name}}',
    'a@b.io',
    '+44 20 7946 0812',
    '4539 1488 0343 6467',
    '\u{1F600}',
    'é',
    '\n',
    '. ',
    ' ',
    '_',
    'x',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

it('SQL and JavaScript find the same characters for every pattern of the pack', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const regexes = (await rulesIn(resource('rules'))).flatMap(
    (rule) => locatorOf(rule)?.matches ?? [],
  );
  expect(regexes.length).toBeGreaterThan(8);
  const extracted = z.object({ words: z.array(z.string()) });
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom(...regexes), async (words, regex) => {
      const [row] = await rows(
        connection,
        'SELECT regexp_extract_all($words, $regex) AS words',
        { words, regex },
        extracted,
      );
      const compiled = compilePattern(regex);
      expect(placeMatches(words, row?.words ?? [], compiled)).toEqual(spansOf(compiled, words));
    }),
    { numRuns: 400 },
  );
});

it('counts code points as the string iterator does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), (words, at) => {
      const points = Array.from(words);
      const cut = points.length === 0 ? 0 : at % (points.length + 1);
      const units = points.slice(0, cut).join('').length;
      expect(codePointCounter(words)(units)).toBe(cut);
    }),
  );
});

const listed = ({ starts, ends, stems }: Words): (number | undefined)[][] =>
  Array.from(starts, (start, word) => [start, ends[word], stems[word]]);

it('finds the same words in ASCII, whichever way it reads them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii' }), (words) => {
      // A character beyond ASCII at the end sends the text down the other way and adds no word to it.
      const other = listed(wordsOf(`${words}\n…`));
      expect(listed(wordsOf(words))).toEqual(other);
      const distinct = new Set<number>();
      stemsOf(words).each((stem) => distinct.add(stem));
      expect(distinct).toEqual(new Set(other.map(([, , stem]) => stem)));
    }),
  );
});
