import type { ComparisonMetric } from '../../../shared/domain/comparison.ts';
import { bootstrapMean } from '../statistics/bootstrap.ts';
import { signFlip } from '../statistics/permutation.ts';
import type { PairedValues } from './measure.ts';

/**
 * The mean of each side and their difference over pairs that have the value on both, with a 95 % bootstrap interval
 * over pairs and the p of a sign-flip permutation test. Undefined where no pair has both values.
 */
export function metricOf(
  { name, unit, a, b }: PairedValues,
  seed: number,
): ComparisonMetric | undefined {
  const differences = new Float64Array(a.length);
  let n = 0;
  let sumA = 0;
  let sumB = 0;
  for (let index = 0; index < a.length; index += 1) {
    const valueA = a[index] ?? Number.NaN;
    const valueB = b[index] ?? Number.NaN;
    if (Number.isNaN(valueA) || Number.isNaN(valueB)) continue;
    differences[n] = valueB - valueA;
    n += 1;
    sumA += valueA;
    sumB += valueB;
  }
  if (n === 0) return undefined;
  const paired = differences.subarray(0, n);
  return {
    name,
    unit,
    n,
    a: sumA / n,
    b: sumB / n,
    difference: sumB / n - sumA / n,
    ...bootstrapMean(paired, seed, name),
    p: signFlip(paired, seed, name),
  };
}
