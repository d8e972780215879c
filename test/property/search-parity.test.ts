import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { rows } from '../../electron/engine/case/query.ts';
import {
  type Expression,
  ExpressionError,
  expression,
  phrase,
} from '../../electron/engine/search/expression.ts';
import { locate } from '../../electron/engine/search/locate.ts';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
});

/** What SQL finds in a text with the expression that selects it. */
async function foundBySql(text: string, { source }: Expression): Promise<string[]> {
  const sql = 'SELECT unnest(regexp_extract_all($text, $source)) AS found';
  const found = await rows(connection, sql, { text, source }, z.object({ found: z.string() }));
  return found.map((row) => row.found);
}

/** Every span is what stands there, in code points; together they are what SQL finds. */
async function expectParity(text: string, sought: Expression): Promise<void> {
  const spans = [...locate(sought, text)];
  const points = Array.from(text);
  for (const span of spans)
    expect(points.slice(span.char_start, span.char_end).join('')).toBe(span.text);
  for (const span of spans) expect(span.text).toContain(sought.required);
  expect(spans.map((span) => span.text)).toEqual(await foundBySql(text, sought));
}

const tricky = fc.constantFrom(
  ...Array.from('aAkKsSiIxX ßẞİıſK\u0301é\u00c9Σσςǅǆ🙂👩🏽‍💻𐐀𐐨ﬅﬆ\n\t.*+?[](){}|^$\\%_/-"\u0000'),
);
const character = fc.oneof(tricky, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }));
const text = fc.array(character, { maxLength: 40 }).map((characters) => characters.join(''));

test('a phrase is found by JavaScript where SQL finds it, whatever its letters', async () => {
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.nat(),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      async (given, at, length, upper) => {
        const points = Array.from(given);
        const start = points.length === 0 ? 0 : at % points.length;
        const words = points.slice(start, start + length).join('');
        fc.pre(words !== '');
        await expectParity(given, phrase(words));
        await expectParity(
          given,
          phrase((upper ? words.toUpperCase() : words.toLowerCase()) || 'x'),
        );
      },
    ),
    { numRuns: 400, seed: 7 },
  );
});

test('a phrase finds itself in every case that is one letter for one letter', () => {
  const found = (words: string, given: string) => [...locate(phrase(words), given)].length;
  expect(found('straße', 'STRAẞE')).toBe(1);
  expect(found('ΟΔΟΣ', 'οδος οδοσ')).toBe(2);
  expect(found('k', 'kKK')).toBe(3);
  expect(found('strasse', 'straße')).toBe(0);
  expect(found('i', 'İIiı')).toBe(2);
});

const piece = fc.constantFrom(
  'a',
  'ab',
  'é\\.K',
  '\\Qa.\\E',
  '[]a]',
  '[^\\]]',
  'k',
  'é',
  '🙂',
  '.',
  '\\w',
  '\\W',
  '\\s',
  '\\d',
  '\\b',
  '^',
  '$',
  '\\n',
  '[^a]',
  '[a-kß]',
  '\\pL',
  '\\p{Lu}',
  '\\p{Greek}',
  '(?:a|K)',
  '(a|ab)(c|bcd)?',
  '(?i:k)',
  '(?s:.)',
  '(?m:^)',
  '\\x{1F642}',
  '\\.',
  '[[:alpha:]]',
);
const repeated = fc.constantFrom('', '', '*', '+', '?', '*?', '+?', '{2}', '{1,3}');
const source = fc
  .array(
    fc
      .tuple(piece, repeated)
      .map(([atom, often]) => (/^[\^$]$|\\b/.test(atom) ? atom : atom + often)),
    { minLength: 1, maxLength: 4 },
  )
  .map((pieces) => pieces.join(''));

// The engines know different versions of Unicode, whose classes differ by characters that this runtime does not know.
const known = text.map((given) => given.replaceAll(/\p{Cn}/gu, '?'));

test('a regular expression is found by JavaScript where SQL finds it', async () => {
  let tried = 0;
  await fc.assert(
    fc.asyncProperty(known, source, fc.constantFrom('', 'i'), async (given, written, flags) => {
      let sought: Expression;
      try {
        sought = expression(written, flags);
      } catch (error) {
        expect(error).toBeInstanceOf(ExpressionError);
        return;
      }
      tried += 1;
      await expectParity(given, sought);
    }),
    { numRuns: 800, seed: 11 },
  );
  expect(tried).toBeGreaterThan(500);
});
