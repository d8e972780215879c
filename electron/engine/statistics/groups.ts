/**
 * Above this many values, resampling moves groups of values instead of single ones, so that its cost does not grow with
 * the case. 1,024 groups tell the spread of a mean with a relative error of 2.2 % (1 / sqrt(2 * groups)).
 */
export const MOST_GROUPS = 1024;

/** Sums and sizes of groups; a group's size differs from another's by one at most. */
export interface Groups {
  readonly sums: Float64Array;
  readonly sizes: Float64Array;
  readonly total: number;
  readonly count: number;
}

/** Deals values to groups in turn, so that neighbours (one conversation, one hour) fall apart. */
export function grouped(values: Float64Array): Groups {
  const groups = Math.min(values.length, MOST_GROUPS);
  const sums = new Float64Array(groups);
  const sizes = new Float64Array(groups);
  let total = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    const group = index % groups;
    sums[group] = (sums[group] ?? 0) + value;
    sizes[group] = (sizes[group] ?? 0) + 1;
    total += value;
  }
  return { sums, sizes, total, count: values.length };
}
