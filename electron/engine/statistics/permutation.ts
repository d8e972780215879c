import { type Groups, grouped } from './groups.ts';
import { random } from './random.ts';

export const PERMUTATIONS = 1999;
/** Up to this many groups every pattern of signs is tried and p is exact. */
const EXACT_UP_TO = 12;

/**
 * Two-sided p of "the differences lie symmetrically around 0" by flipping signs (Fisher 1935; Good 2005, 3.2): how often
 * a sum at least as far from 0 as the one seen comes about. Exact up to 12 values; else by 1,999 seeded patterns,
 * p = (as far + 1) / 2,000 (Phipson and Smyth 2010). Above 1,024 values whole groups are flipped, which keeps the level.
 * The values must not be empty.
 */
export function signFlip(differences: Float64Array, seed: number, stream = ''): number {
  const groups = grouped(differences);
  const reached = atLeastAsFar(groups);
  return groups.sums.length <= EXACT_UP_TO
    ? exact(groups.sums, reached)
    : sampled(groups.sums, reached, seed, stream);
}

/** Sums that are equal but for the order of additions count as equal. */
function atLeastAsFar({ sums, total }: Groups): (sum: number) => boolean {
  let scale = 0;
  for (const sum of sums) scale += Math.abs(sum);
  const bound = Math.abs(total) - scale * 1e-12;
  return (sum) => Math.abs(sum) >= bound;
}

function exact(sums: Float64Array, reached: (sum: number) => boolean): number {
  const patterns = 2 ** sums.length;
  let far = 0;
  for (let pattern = 0; pattern < patterns; pattern += 1) {
    let sum = 0;
    for (let group = 0; group < sums.length; group += 1)
      sum += (pattern >>> group) & 1 ? -(sums[group] ?? 0) : (sums[group] ?? 0);
    if (reached(sum)) far += 1;
  }
  return far / patterns;
}

function sampled(
  sums: Float64Array,
  reached: (sum: number) => boolean,
  seed: number,
  stream: string,
): number {
  const source = random(seed, `signs ${stream}`);
  let far = 0;
  for (let pattern = 0; pattern < PERMUTATIONS; pattern += 1) {
    let sum = 0;
    let signs = 0;
    for (let group = 0; group < sums.length; group += 1) {
      if (group % 32 === 0) signs = source.bits();
      sum += (sums[group] ?? 0) * (1 - 2 * (signs & 1));
      signs >>>= 1;
    }
    if (reached(sum)) far += 1;
  }
  return (far + 1) / (PERMUTATIONS + 1);
}
