import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../electron/engine/base/errors.ts';
import { type Filter, parseFilter } from '../../electron/engine/search/parse.ts';
import { readFilter } from '../../electron/engine/search/read-filter.ts';
import {
  withClause,
  withoutClause,
  withoutClauseAt,
  writtenValue,
} from '../../shared/text/filter-clause.ts';
import { clausesOf } from '../../shared/text/filter-text.ts';

/** Pieces of the language, and what is easily mistaken for others. */
const atom = fc.constantFrom(
  'refund',
  'a*b',
  'AND1',
  'ORacle',
  'NOTe',
  'and',
  'é:x',
  '1:2',
  'foo-bar:x',
  'a/b',
  '\\AND',
  '\\ x',
  'x\\ ',
  'a\\"b',
  '\\(',
  '"a phrase"',
  '"an \\"AND\\" (b"',
  '"c:\\\\"',
  '"x /y"',
  '/re[()"]x/',
  '/a b\\/c/i',
  'model:gpt-4o',
  'model:m1',
  'model:"m 2"',
  'model=m1',
  'model:*',
  'model:gpt*',
  'model:/a (b)/',
  'model:a/b',
  'user:"x OR y"',
  'user:a:b',
  'latency_ms>2000',
  'latency_ms:>=20',
  'latency_ms>="20"',
  'latency_ms:[1 TO 20]',
  'at:{2026-01-01 TO *}',
  'at:["2026-01-01T00:00" TO "2026-02-01"]',
  'has:model',
  '(model:m1 OR model:"m 2")',
  '(model:m1 OR -model:m2)',
  '(user:x)',
);
const gap = fc.constantFrom('', ' ', ' ', '  ', '\n', ' AND ', ' AND\t', ' OR ', 'AND ', ' OR');
const before = fc.constantFrom('', '', '', '-', 'NOT ', 'NOT', '--', '-NOT ', ' ', '(', ')');
const filter = fc
  .array(fc.tuple(gap, before, atom, fc.constantFrom('', '', '', ')', ' ')), { maxLength: 6 })
  .map((pieces) =>
    pieces.map(([joined, ...rest], at) => (at === 0 ? '' : joined) + rest.join('')).join(''),
  );

/** The tree without the places at which its terms stand. */
function meaning(text: string): unknown {
  return JSON.parse(
    JSON.stringify(parseFilter(text), (key, value: unknown) =>
      key === 'offset' || key === 'valueOffset' ? undefined : value,
    ),
  );
}

function parses(text: string): boolean {
  try {
    parseFilter(text);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    return false;
  }
}

const runs = { numRuns: 2000, seed: 5 };

test('clauses are the terms that the grammar joins by AND at the top, one after the other', () => {
  let tried = 0;
  fc.assert(
    fc.property(filter, (text) => {
      if (!parses(text)) return;
      tried += 1;
      const clauses = clausesOf(text);
      const parts = clauses.map(({ from, to }) => meaning(text.slice(from, to)));
      const tree = parseFilter(text);
      if (tree.is === 'and' && clauses.length > 1)
        expect({ is: 'and', terms: parts }).toEqual(meaning(text));
      else expect(parts).toEqual(tree.is === 'all' ? [] : [meaning(text)]);
      for (const [at, { negated, field, value }] of clauses.entries()) {
        const part = parts[at] as Filter;
        const inner = stripped(part);
        expect(negated).toBe(inner.negated);
        if (field !== null) expect(inner.term).toMatchObject({ is: 'field', name: field });
        expect(clauses[at]!.value).toBe(value);
        expect(text.slice(0, clauses[at]!.to).endsWith(value)).toBe(true);
      }
    }),
    runs,
  );
  expect(tried).toBeGreaterThan(500);
});

function stripped(term: Filter): { negated: boolean; term: Filter } {
  if (term.is !== 'not') return { negated: false, term };
  const inner = stripped(term.term);
  return { negated: !inner.negated, term: inner.term };
}

/** What the top joins by AND; a bracket's own terms are no terms of the top. */
const termsOf = (text: string): unknown[] =>
  clausesOf(text).map(({ from, to }) => meaning(text.slice(from, to)));

test('without a clause the others stand as they did', () => {
  fc.assert(
    fc.property(filter, fc.nat(), (text, at) => {
      if (!parses(text)) return;
      const { clauses } = readFilter(text);
      fc.pre(clauses.length > 0);
      const index = at % clauses.length;
      const rest = withoutClauseAt(text, clauses, index);
      expect(parses(rest)).toBe(true);
      expect(termsOf(rest)).toEqual(termsOf(text).filter((_, other) => other !== index));
    }),
    runs,
  );
});

const value = fc.oneof(
  fc.constantFrom(
    'm1',
    'm 2',
    'gpt-4o',
    'AND',
    '*',
    '',
    '"',
    '\\',
    '-x',
    '/x/',
    '[1 TO 2]',
    '>3',
    'ß🙂',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

test('a written value means these characters', () => {
  fc.assert(
    fc.property(value, (given) => {
      expect(meaning(`model:${writtenValue(given)}`)).toEqual({
        is: 'field',
        name: 'model',
        test: { is: 'match', pattern: [given] },
      });
    }),
    runs,
  );
});

/** Whether turns of this model are selected, where `others` says what holds of words and other fields. */
function selects(filter: Filter, model: string, others: (term: Filter) => boolean): boolean {
  switch (filter.is) {
    case 'all':
      return true;
    case 'and':
      return filter.terms.every((term) => selects(term, model, others));
    case 'or':
      return filter.terms.some((term) => selects(term, model, others));
    case 'not':
      return !selects(filter.term, model, others);
    case 'text':
      return others(filter);
    case 'field':
      return filter.name === 'model' &&
        filter.test.is === 'match' &&
        filter.test.pattern.length === 1
        ? filter.test.pattern[0] === model
        : others(filter);
  }
}

const click = fc.record({
  value: fc.oneof(fc.constantFrom('m1', 'm 2', 'gpt-4o', 'AND', '"'), value),
  what: fc.constantFrom('ask', 'refuse', 'leave'),
});
const others = filter.filter((text) => !text.includes('model') && !text.includes('(user:x)'));

test('clicks on values of a field select what was clicked, and leave what else the filter says', () => {
  fc.assert(
    fc.property(others, fc.array(click, { maxLength: 6 }), fc.boolean(), (text, clicks, holds) => {
      if (!parses(text)) return;
      const asked = new Set<string>();
      const refused = new Set<string>();
      let made = text;
      for (const { value: given, what } of clicks) {
        asked.delete(given);
        refused.delete(given);
        if (what === 'ask') asked.add(given);
        if (what === 'refuse') refused.add(given);
        made =
          what === 'leave'
            ? withoutClause(made, 'model', given)
            : withClause(made, 'model', given, what === 'refuse');
        expect(parses(made)).toBe(true);
        const rest = selects(parseFilter(text), '', () => holds);
        for (const model of ['m1', 'm 2', 'another', ...clicks.map((each) => each.value)])
          expect(selects(parseFilter(made), model, () => holds)).toBe(
            rest && (asked.size === 0 || asked.has(model)) && !refused.has(model),
          );
      }
    }),
    runs,
  );
});

test('a click on any filter gives one that is read, and a second one changes nothing', () => {
  fc.assert(
    fc.property(filter, value, fc.boolean(), (text, given, negated) => {
      if (!parses(text)) return;
      const made = withClause(text, 'model', given, negated);
      expect(withClause(made, 'model', given, negated)).toBe(made);
      if (negated) expect(selects(parseFilter(made), given, () => true)).toBe(false);
      const without = withoutClause(made, 'model', given);
      expect(parses(made) && parses(without)).toBe(true);
      expect(withoutClause(without, 'model', given)).toBe(without);
    }),
    runs,
  );
});
