import { expect, test } from 'vitest';
import { bootstrapMean } from '../../../electron/engine/statistics/bootstrap.ts';
import { changePoints } from '../../../electron/engine/statistics/change-point.ts';
import { wilson } from '../../../electron/engine/statistics/intervals.ts';
import { signFlip } from '../../../electron/engine/statistics/permutation.ts';
import { random, shuffle } from '../../../electron/engine/statistics/random.ts';

const take = (seed: number, stream?: string) => {
  const source = random(seed, stream);
  return [source.bits(), source.bits(), source.bits()];
};

test('a seed fixes the sequence, on every machine', () => {
  expect(take(1)).toEqual([81985541, 149195730, 4237569574]);
  expect(take(2)).not.toEqual(take(1));
  expect(take(1 + 2 ** 32), 'the high half of a seed counts').not.toEqual(take(1));
  expect(take(1, 'length')).not.toEqual(take(1, 'latency_ms'));
});

test('draws below an end are spread evenly', () => {
  const source = random(7);
  const counts = [0, 0, 0, 0, 0];
  for (let draw = 0; draw < 50_000; draw += 1) {
    const face = source.below(5);
    counts[face] = (counts[face] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});

test('a shuffle keeps every item', () => {
  const items = Array.from({ length: 50 }, (_, index) => index);
  const shuffled = shuffle([...items], random(3));
  expect(shuffled).not.toEqual(items);
  expect([...shuffled].sort((left, right) => left - right)).toEqual(items);
});

test('the bootstrap interval of a mean agrees with the normal one where that holds', () => {
  const source = random(11);
  const values = Float64Array.from({ length: 5000 }, () => source.below(1000));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance =
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const half = 1.96 * Math.sqrt(variance / values.length);
  const { low, high } = bootstrapMean(values, 1);
  expect(Math.abs(mean - low - half) / half).toBeLessThan(0.15);
  expect(Math.abs(high - mean - half) / half).toBeLessThan(0.15);
  expect(bootstrapMean(Float64Array.of(4, 4, 4), 1)).toEqual({ low: 4, high: 4 });
});

test('few differences are tested exactly', () => {
  expect(signFlip(Float64Array.of(1, 2, 3), 1)).toBe(2 / 8);
  expect(signFlip(Float64Array.of(0, 0), 1)).toBe(1);
  expect(signFlip(Float64Array.of(1, -1, 1, -1), 1)).toBe(1);
  expect(signFlip(new Float64Array(12).fill(0.1), 1)).toBe(2 / 4096);
});

test('many differences: a shift is found, symmetry is not', () => {
  const source = random(5);
  const symmetric = Float64Array.from({ length: 5000 }, () => source.below(2001) - 1000);
  expect(signFlip(symmetric, 1)).toBeGreaterThan(0.05);
  expect(
    signFlip(
      symmetric.map((value) => value + 60),
      1,
    ),
  ).toBe(1 / 2000);
});

test('Wilson intervals are those of the literature', () => {
  const { low, high } = wilson(10, 100);
  expect(low).toBeCloseTo(0.0552, 4);
  expect(high).toBeCloseTo(0.1744, 4);
  expect(wilson(0, 20)).toEqual({ low: 0, high: expect.closeTo(0.1611, 4) as number });
  expect(wilson(20, 20)).toEqual({ low: expect.closeTo(0.8389, 4) as number, high: 1 });
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
});

const days = (...rates: number[]) => rates.map((value) => ({ value, weight: 100 }));

test('a rise and the rollback after it are two changes, with the levels around them', () => {
  const series = days(
    0.02,
    0.03,
    0.02,
    0.01,
    0.03,
    0.02,
    0.2,
    0.22,
    0.19,
    0.21,
    0.2,
    0.21,
    0.02,
    0.03,
    0.02,
    0.02,
    0.01,
    0.03,
  );
  const changes = changePoints(series, 1);
  expect(changes.map(({ index }) => index)).toEqual([6, 12]);
  expect(changes[0]?.before).toBeCloseTo(0.0217, 4);
  expect(changes[0]?.after).toBeCloseTo(0.205, 4);
  expect(changes[1]?.after).toBeCloseTo(0.0217, 4);
  for (const { p } of changes) expect(p).toBeLessThanOrEqual(0.05);
  expect(changePoints(series, 1)).toEqual(changes);
});

test('a level series, an empty one and a short one have no change', () => {
  expect(changePoints(days(...Array.from({ length: 30 }, () => 0.1)), 1)).toEqual([]);
  expect(changePoints([], 1)).toEqual([]);
  expect(changePoints(days(0, 1, 0, 1), 1)).toEqual([]);
});
