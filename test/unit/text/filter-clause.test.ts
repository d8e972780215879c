import { expect, test } from 'vitest';
import { withClause, withoutClause, writtenValue } from '../../../shared/text/filter-clause.ts';

test.each([
  ['', 'model', 'gpt-4o', false, 'model:gpt-4o'],
  ['refund', 'model', 'gpt-4o', false, 'refund model:gpt-4o'],
  ['refund ', 'user', 'a b', true, 'refund -user:"a b"'],
  ['model:a refund', 'model', 'b', false, '(model:a OR model:b) refund'],
  ['(model:a OR model:b)', 'model', 'c d', false, '(model:a OR model:b OR model:"c d")'],
  ['model:a OR model:b', 'model', 'c', false, '(model:a OR model:b OR model:c)'],
  ['model:a', 'model', 'a', false, 'model:a'],
  ['model:gpt*', 'model', 'gpt-4o', false, 'model:gpt* model:gpt-4o'],
  ['-model:a', 'model', 'b', true, '-model:a -model:b'],
  ['-model:a refund', 'model', 'a', false, 'refund model:a'],
  ['(model:a OR model:b) x', 'model', 'a', true, 'model:b x -model:a'],
  ['refund OR voucher', 'model', 'a', false, '(refund OR voucher) model:a'],
  ['model:"a b"', 'model', 'a b', false, 'model:"a b"'],
])('%j with %s %j, refused: %s', (text, field, value, negated, made) => {
  expect(withClause(text, field, value, negated)).toBe(made);
});

test.each([
  ['model:a', 'a', ''],
  ['x AND model:a AND y', 'a', 'x AND y'],
  ['x model:a', 'a', 'x'],
  ['model:a AND y', 'a', 'y'],
  ['(model:a OR model:b) y', 'a', 'model:b y'],
  ['-model:a y', 'a', 'y'],
  ['-(model:a OR model:b)', 'b', '-model:a'],
  ['model:a b model:a', 'a', 'b'],
  ['model:gpt*', 'gpt*', 'model:gpt*'],
  ['model:"gpt*" x', 'gpt*', 'x'],
  ['user:a', 'a', 'user:a'],
])('%j without %j', (text, value, rest) => {
  expect(withoutClause(text, 'model', value)).toBe(rest);
});

test('values are quoted where the language would read something else', () => {
  expect(
    ['gpt-4o', 'a:b', 'm/1', 'é', '', 'a b', '-x', '/x', 'a*', '"', '(x)', '\\'].map(writtenValue),
  ).toEqual([
    'gpt-4o',
    'a:b',
    'm/1',
    'é',
    '""',
    '"a b"',
    '"-x"',
    '"/x"',
    '"a*"',
    '"\\""',
    '"(x)"',
    '"\\\\"',
  ]);
});
