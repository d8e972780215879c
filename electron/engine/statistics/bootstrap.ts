import { quantileSorted } from 'simple-statistics';
import { grouped } from './groups.ts';
import { random } from './random.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const RESAMPLES = 1000;

/**
 * Percentile bootstrap interval of the mean (Efron and Tibshirani 1993, chapter 13): 1,000 resamples with replacement,
 * of the values themselves up to 1,024 of them, of 1,024 groups above. `confidence` is 0.95 unless told otherwise.
 * The values must not be empty.
 */
export function bootstrapMean(
  values: Float64Array,
  seed: number,
  stream = '',
  confidence = 0.95,
): Interval {
  const { sums, sizes } = grouped(values);
  const source = random(seed, `bootstrap ${stream}`);
  const means = new Float64Array(RESAMPLES);
  for (let resample = 0; resample < RESAMPLES; resample += 1) {
    let sum = 0;
    let size = 0;
    for (let draw = 0; draw < sums.length; draw += 1) {
      const group = source.below(sums.length);
      sum += sums[group] ?? 0;
      size += sizes[group] ?? 0;
    }
    means[resample] = sum / size;
  }
  const sorted = [...means.sort()];
  const tail = (1 - confidence) / 2;
  return { low: quantileSorted(sorted, tail), high: quantileSorted(sorted, 1 - tail) };
}
