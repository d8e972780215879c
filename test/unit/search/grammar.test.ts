import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Refusal } from '../../../electron/engine/base/errors.ts';
import { compileFilter } from '../../../electron/engine/search/compile.ts';
import { parseFilter } from '../../../electron/engine/search/parse.ts';
import { generated } from '../../../scripts/grammar.mjs';

function refusal(filter: string): Refusal {
  try {
    compileFilter(filter, 'filter');
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`not refused: ${filter}`);
}

test('the parser in the tree is the one that the grammar gives', () => {
  const path = new URL('../../../electron/engine/search/grammar.js', import.meta.url);
  expect(readFileSync(path, 'utf8')).toBe(generated());
});

test('NOT binds closer than AND, AND closer than OR', () => {
  const word = (value: string) => ({ is: 'text', test: { is: 'match', pattern: [value] } });
  expect(parseFilter('a OR -b AND c d')).toMatchObject({
    is: 'or',
    terms: [
      word('a'),
      { is: 'and', terms: [{ is: 'not', term: word('b') }, word('c'), word('d')] },
    ],
  });
});

test('and, or, not in small letters and words that begin like them are words', () => {
  expect(parseFilter('and ORACLE NOTE')).toMatchObject({
    is: 'and',
    terms: ['and', 'ORACLE', 'NOTE'].map((word) => ({ is: 'text', test: { pattern: [word] } })),
  });
});

test('a backslash takes the meaning from a star, a quotation mark, a minus', () => {
  expect(parseFilter('a\\*b "say \\"yes\\" C:\\\\x" \\-x')).toMatchObject({
    terms: [
      { test: { pattern: ['a*b'] } },
      { test: { pattern: ['say "yes" C:\\x'] } },
      { test: { pattern: ['-x'] } },
    ],
  });
});

test.each([
  [
    'modle:gpt',
    1,
    'there is no field "modle"; did you mean model? A text with a colon goes in quotes; fields are at, ',
  ],
  ['Model:gpt', 1, 'there is no field "Model"; did you mean model?'],
  ['username:ann', 1, 'there is no field "username"; did you mean user?'],
  ['latency>2', 1, 'there is no field "latency"; did you mean latency_ms?'],
  ['severty:high', 1, 'there is no field "severty"; did you mean severity?'],
  ['https:x', 1, 'there is no field "https" (a text with a colon goes in quotes); fields are at, '],
  ['refund (modle:gpt)', 9, 'there is no field "modle"'],
  ['🙂 modle:x', 3, 'there is no field "modle"'],
  ['has:modle', 5, 'there is no field "modle"'],
  ['https://example.org', 7, 'put a text with a slash in quotes'],
  ['std::vector', 1, 'a text with a colon goes in quotes'],
  ['refund "policy', 8, 'a quotation mark begins here but does not end'],
  ['(refund', 8, 'its end is not expected here'],
  ['refund)', 7, '")" is not expected here'],
  ['refund OR', 10, 'its end is not expected here'],
  ['- refund', 2, '" " is not expected here'],
  ['model:', 7, 'its end is not expected here'],
  ['""', 1, 'at least one character'],
  ['*', 1, 'at least one character'],
  ['latency_ms>fast', 12, '"fast" is no number for latency_ms'],
  ['latency_ms:[1 TO x]', 18, '"x" is no number for latency_ms'],
  ['latency_ms:2*', 12, '"2*" is no number for latency_ms'],
  ['model:[* TO *]', 7, 'model is a text and has no order'],
  ['model>3', 7, 'model is a text and has no order'],
  ['at:yesterday', 4, '"yesterday" is no time for at'],
  ['at>2026-02-30', 4, '"2026-02-30" is no time for at'],
  ['at:[2026-01-01 2026-02-01]', 16, 'not expected here'],
  ['/a\\Cb/', 1, '\\C (one byte) is not known here'],
  ['x /\\p{Emoji}/', 3, '\\p{Emoji} is not known here'],
  ['/(?<name>a)/', 1, '(?<name>…) is not known here; write (?P<name>…)'],
  ['/a*/', 1, 'matches an empty text'],
  ['/\\b/', 1, 'matches an empty text'],
  ['/a|$/i', 1, 'matches an empty text'],
  ['/(a/', 1, 'missing closing )'],
  ['/a(?=b)/', 1, 'invalid or unsupported Perl syntax'],
  ['/a/x', 1, '"x" is no flag'],
  ['/v1/chat', 1, 'a text with slashes goes in quotes'],
  ['model:/(/', 7, 'missing closing )'],
])('%s is refused at character %i', (filter, character, what) => {
  const { code, message } = refusal(filter);
  expect(code).toBe('bad-filter');
  expect(message).toContain(`Filter, character ${character}: `);
  expect(message).toContain(what);
});

test('a refusal shows the character', () => {
  expect(refusal('refund modle:x').cause).toEqual(new Error('refund modle:x\n       ^'));
});

test('brackets without end are refused, long lists are not', () => {
  expect(refusal('('.repeat(100_000)).message).toContain('more than 200 brackets');
  expect(refusal('-'.repeat(100_000)).message).toContain('more than 200 brackets');
  expect(
    parseFilter(Array.from({ length: 5000 }, (_, n) => `user:${n}`).join(' OR ')),
  ).toMatchObject({ is: 'or' });
});
