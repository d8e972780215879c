import { random, shuffle } from './random.ts';

/** One step of a series: a day's rate and how many turns it rests on. */
export interface Observation {
  readonly value: number;
  /** Above 0; a day without turns is left out by the caller. */
  readonly weight: number;
}

export interface ChangePoint {
  /** The first observation after the change. */
  readonly index: number;
  /** Weighted means of the stretches before and after it, up to the next change. */
  readonly before: number;
  readonly after: number;
  /** Chance of so strong a change when the order of the days meant nothing. */
  readonly p: number;
}

const PERMUTATIONS = 999;
const FEWEST = 3;

/**
 * Changes in the level of a series: circular binary segmentation (Olshen et al. 2004), which also sees a rise that was
 * rolled back, where plain binary segmentation sees nothing. The strongest stretch differs most from all around it by
 * the weighted CUSUM statistic |S_j - S_i| / sqrt(w (W - w) / W); its ends are changes when at most `level` of 999
 * seeded shuffles of the days hold a stretch as strong, and what it parts is searched again. Each stretch has 3
 * observations or more. Changes come in order of the series. Cost grows with the square of its length: meant for days.
 */
export function changePoints(
  series: readonly Observation[],
  seed: number,
  level = 0.05,
): ChangePoint[] {
  const splits = segment(series, 0, seed, level);
  return splits.map(({ index, p }, position) => ({
    index,
    before: mean(series.slice(splits[position - 1]?.index ?? 0, index)),
    after: mean(series.slice(index, splits[position + 1]?.index ?? series.length)),
    p,
  }));
}

interface Split {
  readonly index: number;
  readonly p: number;
}

function segment(
  series: readonly Observation[],
  offset: number,
  seed: number,
  level: number,
): Split[] {
  const strongest = strongestStretch(series);
  if (strongest === undefined) return [];
  const source = random(seed, `change ${offset} ${series.length}`);
  let reached = 0;
  const order = [...series];
  for (let permutation = 0; permutation < PERMUTATIONS; permutation += 1) {
    const other = strongestStretch(shuffle(order, source));
    if (other !== undefined && other.strength >= strongest.strength * (1 - 1e-12)) reached += 1;
  }
  const p = (reached + 1) / (PERMUTATIONS + 1);
  if (p > level) return [];
  const { start, end } = strongest;
  const inner = [start, end].filter((index) => index > 0 && index < series.length);
  const edges = [0, ...inner, series.length];
  return edges.slice(1).flatMap((edge, position) => {
    const from = edges[position] ?? 0;
    return [
      ...(from > 0 ? [{ index: offset + from, p }] : []),
      ...segment(series.slice(from, edge), offset + from, seed, level),
    ];
  });
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly strength: number;
}

function strongestStretch(series: readonly Observation[]): Stretch | undefined {
  const { length } = series;
  const { deviations, weights, noise } = cumulated(series);
  const all = weights[length] ?? 0;
  let best: Stretch | undefined;
  for (let start = 0; start <= length - FEWEST; start += start === 0 ? FEWEST : 1) {
    for (let end = start + FEWEST; end <= length; end += 1) {
      if (length - end > 0 && length - end < FEWEST) continue;
      const weight = (weights[end] ?? 0) - (weights[start] ?? 0);
      if (weight >= all) continue;
      const deviation = (deviations[end] ?? 0) - (deviations[start] ?? 0);
      const strength = Math.abs(deviation) / Math.sqrt((weight * (all - weight)) / all);
      if (strength > (best?.strength ?? noise)) best = { start, end, strength };
    }
  }
  return best;
}

/** Running sums; strengths below `noise` are rounding. */
function cumulated(series: readonly Observation[]): {
  deviations: Float64Array;
  weights: Float64Array;
  noise: number;
} {
  const centre = mean(series);
  const deviations = new Float64Array(series.length + 1);
  const weights = new Float64Array(series.length + 1);
  let largest = 0;
  for (const [index, { value, weight }] of series.entries()) {
    deviations[index + 1] = (deviations[index] ?? 0) + weight * (value - centre);
    weights[index + 1] = (weights[index] ?? 0) + weight;
    largest = Math.max(largest, Math.abs(value));
  }
  return { deviations, weights, noise: 1e-9 * largest * Math.sqrt(weights[series.length] ?? 0) };
}

function mean(series: readonly Observation[]): number {
  let sum = 0;
  let weights = 0;
  for (const { value, weight } of series) {
    sum += value * weight;
    weights += weight;
  }
  return sum / weights;
}
