import { expect, test } from 'vitest';
import type { Comparison } from '../../../shared/domain/comparison.ts';
import { failures, parseFailOn } from '../../../electron/engine/compare/fail-on.ts';

const side = { filter: '', turns: 10, models: [], prompt_versions: [], index_versions: [] };
const SEEN: Comparison = {
  id: 'x',
  seed: 1,
  a: side,
  b: side,
  pairs: 10,
  identical: 4,
  changed: 6,
  only_a: 0,
  only_b: 0,
  ambiguous: 0,
  aligned_by: { input: 10, question: 0, external_id: 0 },
  metrics: [
    {
      name: 'length',
      unit: 'code points',
      n: 10,
      a: 100,
      b: 125,
      difference: 25,
      low: 5,
      high: 40,
      p: 0.04,
    },
  ],
  notes: ['confidence is not measured: no pair has it on both sides.'],
  sample: { of: 6, pairs: [] },
};

test.each([
  ['changed>5', ['changed is 6, > 5']],
  ['changed > 6', []],
  ['changed >= 6', ['changed is 6, >= 6']],
  ['length.difference>20', ['length.difference is 25, > 20']],
  ['p(length)<0.05', ['length.p is 0.04, < 0.05']],
  ['length.low < -1', []],
  ['length.difference > 20 and length.p < 0.01', []],
  [
    'length.difference>20 and length.p<0.05',
    ['length.difference is 25, > 20', 'length.p is 0.04, < 0.05'],
  ],
  ['only_a>0 or pairs!=10 or identical == 4', ['identical is 4, == 4']],
  ['changed>100 and pairs=10 or length.p<=4e-2', ['length.p is 0.04, <= 0.04']],
])('%s', (expression, expected) => {
  expect(failures(parseFailOn(expression), SEEN)).toEqual(expected);
});

test.each([
  ['', 'does not understand ""'],
  ['changed', 'does not understand "changed"'],
  ['changed > ten', 'does not understand "changed > ten"'],
  ['changed>1 and', 'does not understand'],
  ['speed.difference > 1', 'knows no metric "speed"'],
  ['length.median > 1', 'knows no field "median"'],
  ['turns > 1', 'knows no count "turns"'],
  ['constructor > 1', 'knows no count "constructor"'],
])('%j is refused by name', (expression, reason) => {
  expect(() => parseFailOn(expression)).toThrow(reason);
});

test('a gate on what was not measured is refused, not passed', () => {
  expect(() => failures(parseFailOn('confidence.difference < 0'), SEEN)).toThrow(
    'confidence is not measured: no pair has it on both sides.',
  );
});
