import { describe, expect, test } from 'vitest';
import { clausesOf } from '../../../../shared/text/filter-text.ts';
import { chipWords } from '../../../../renderer/screens/turns/chip-words.ts';
import { filterTokens, tokenAt } from '../../../../renderer/screens/turns/filter-tokens.ts';
import {
  problemWords,
  resultWords,
  showingWords,
  tookWords,
} from '../../../../renderer/screens/turns/result-words.ts';

const kinds = (text: string): string[] =>
  filterTokens(text)
    .filter(({ kind }) => kind !== 'space')
    .map(({ kind, from, to }) => `${kind} ${text.slice(from, to)}`);

describe('the colours of a filter', () => {
  test('fields, operators, values, expressions and words are told apart', () => {
    expect(
      kinds(
        'model:gpt-4* at:[2026-10-06 TO 2026-10-19] latency_ms>=750 -user:test-* NOT /a b\\d+/i',
      ),
    ).toEqual([
      'field model',
      'op :',
      'value gpt-4*',
      'field at',
      'op :',
      'op [',
      'value 2026-10-06',
      'word TO',
      'value 2026-10-19',
      'op ]',
      'field latency_ms',
      'op >=',
      'value 750',
      'not -',
      'field user',
      'op :',
      'value test-*',
      'word NOT',
      'string /a b\\d+/i',
    ]);
  });

  test('a value keeps its colons, quotations their brackets, and what is broken is drawn all the same', () => {
    expect(kinds('place:3f2a:17 "a (b" (x OR')).toEqual([
      'field place',
      'op :',
      'value 3f2a:17',
      'string "a (b"',
      'op (',
      'value x',
      'word OR',
    ]);
  });

  test.each(['', '"open', '/open', '\\', 'a:', ':::', '[[{', '👍:"', 'x -', '((-NOT a\u202e'])(
    'no character of %j is lost',
    (text) => {
      const tokens = filterTokens(text);
      expect(tokens.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text);
    },
  );

  test('an error points at a token, or behind the last one', () => {
    const text = 'model:a latency>1';
    expect(tokenAt(filterTokens(text), 8)).toEqual({ kind: 'field', from: 8, to: 15 });
    expect(tokenAt(filterTokens(text), text.length)).toBeUndefined();
  });
});

describe('chips', () => {
  test.each([
    ['model:gpt-4*', 'model', 'gpt-4*'],
    ['at:[2026-10-06 TO 2026-10-19]', 'at', '6 – 19 Oct 2026'],
    ['at:[2026-10-06 TO *]', 'at', 'from 6 Oct 2026'],
    ['latency_ms>750', 'latency', 'over 750 ms'],
    ['latency_ms:[100 TO 20000]', 'latency', '100 to 20,000 ms'],
    ['prompt_tokens<=12000', 'prompt tokens', 'at most 12,000'],
    ['model:"a b"', 'model', 'a b'],
    ['(model:a OR model:"b c")', 'model', 'a or b c'],
    ['"a phrase"', 'text', '"a phrase"'],
    ['/load test \\d+/', 'text', '/load test \\d+/'],
    ['(model:a OR user:b)', undefined, '(model:a OR user:b)'],
  ])('%s', (text, field, value) => {
    const [clause] = clausesOf(text);
    expect(clause && chipWords(clause)).toMatchObject({ field, value });
  });
});

const head = {
  view: 'view_1',
  filter: '',
  sort: { column: 'turn', descending: false } as const,
  length: 132,
  turns: 120,
  of: 2910,
  ms: 4,
  first: { offset: 0, columns: {} },
};

describe('how many of how many', () => {
  test('turns and spans are counted apart', () => {
    expect(resultWords(head, { turns: 2640, spans: 270 })).toBe(
      '120 turns of 2,640, 12 spans of 270',
    );
    expect(resultWords({ ...head, length: 120 }, { turns: 2910, spans: 0 })).toBe(
      '120 turns of 2,910',
    );
    expect(resultWords({ ...head, length: 2910, turns: 2640 }, { turns: 2640, spans: 270 })).toBe(
      '2,640 turns, 270 spans',
    );
  });

  test('what a case holds may be unknown, or of an earlier moment', () => {
    expect(resultWords(head, undefined)).toBe('120 turns, 12 spans of 2,910');
    expect(resultWords(head, { turns: 1, spans: 1 })).toBe('120 turns, 12 spans of 2,910');
  });

  test('rows in sight', () => {
    expect(showingWords(0, 28, 1_204_331)).toBe('showing 1–29 of 1,204,331');
    expect(showingWords(0, 28, 1)).toBe('showing 1 of 1');
    expect(showingWords(0, 0, 0)).toBe('showing none');
    expect(tookWords(121)).toBe('filter 0.12 s');
    expect(tookWords(0.4)).toBe('filter 0.01 s');
  });

  test('the sentence of an error speaks beside the field', () => {
    expect(
      problemWords('Filter, character 20: there is no field "latency"; fields are at, model.'),
    ).toBe('Character 20: there is no field "latency".');
  });
});
