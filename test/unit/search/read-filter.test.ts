import { expect, test } from 'vitest';
import { readFilter } from '../../../electron/engine/search/read-filter.ts';
import { filterReading } from '../../../shared/domain/view.ts';

test('clauses stand side by side as they are written', () => {
  const text =
    ' model:gpt-4o* AND -user:"a b" NOT (x OR y) latency_ms>2000 "exact words" has:route';
  const { clauses, error } = filterReading.parse(readFilter(text));
  expect(error).toBeNull();
  expect(
    clauses.map(({ from, to, ...said }) => ({ ...said, written: text.slice(from, to) })),
  ).toEqual([
    { negated: false, field: 'model', value: 'gpt-4o*', written: 'model:gpt-4o*' },
    { negated: true, field: 'user', value: '"a b"', written: '-user:"a b"' },
    { negated: true, field: null, value: '(x OR y)', written: 'NOT (x OR y)' },
    { negated: false, field: 'latency_ms', value: '>2000', written: 'latency_ms>2000' },
    { negated: false, field: null, value: '"exact words"', written: '"exact words"' },
    { negated: false, field: 'has', value: 'route', written: 'has:route' },
  ]);
});

test('what OR joins at the top is one clause; nothing is none', () => {
  expect(readFilter(' a b OR c ').clauses).toEqual([
    { from: 1, to: 9, negated: false, field: null, value: 'a b OR c' },
  ]);
  expect(readFilter('  ')).toEqual({ clauses: [], error: null });
});

test('places count UTF-16 units, sentences count characters', () => {
  const { clauses, error } = readFilter('🙂 modle:x');
  expect(clauses.map(({ from, to }) => [from, to])).toEqual([
    [0, 2],
    [3, 10],
  ]);
  expect(error?.at).toBe(3);
  expect(error?.sentence).toMatch(/^Filter, character 3: there is no field "modle"/);
});

test.each([
  ['refund "policy', 7, 'a quotation mark begins here but does not end'],
  ['(refund', 7, 'its end is not expected here'],
  ['model:', 6, 'its end is not expected here'],
  ['/(a/', 0, 'missing closing )'],
  ['latency_ms>fast', 11, 'no number for latency_ms'],
  ['('.repeat(1000), 0, 'more than 200 brackets'],
])('%s is an error at %i', (text, at, what) => {
  const { error } = readFilter(text);
  expect(error?.at).toBe(at);
  expect(error?.sentence).toContain(what);
});
