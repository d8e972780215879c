import { z } from 'zod';
import { place } from './place.ts';

/** One side of a comparison: the turns (answered model calls) that a filter selects. */
export const comparisonSide = z.object({
  filter: z.string(),
  turns: z.int(),
  /** What differs between sides beside the answers: read these before blaming a model. */
  models: z.array(z.string()),
  prompt_versions: z.array(z.string()),
  index_versions: z.array(z.string()),
});
export type ComparisonSide = z.infer<typeof comparisonSide>;

export const comparisonMetric = z.object({
  name: z.string(),
  /** code points, ms, tokens, log-probability, share of pairs, score from 0 to 1. */
  unit: z.string(),
  /** Pairs in which both sides have the value. */
  n: z.int(),
  /** Means of the sides over these pairs. */
  a: z.number(),
  b: z.number(),
  /** b minus a, and the 95 % interval of it. */
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  /** Two-sided, of no difference. */
  p: z.number(),
});
export type ComparisonMetric = z.infer<typeof comparisonMetric>;

/** What made two turns a pair. */
export const alignment = z.enum(['input', 'question', 'external_id']);
export type Alignment = z.infer<typeof alignment>;

export const pairedTurn = z.object({
  turn_id: z.int(),
  handle: z.string(),
  conversation: z.string(),
  model: z.string().nullable(),
  /** The answer's parts but for thinking, joined by line feeds; null where there is none. */
  output: z.string().nullable(),
  length: z.int(),
  place,
});
export type PairedTurn = z.infer<typeof pairedTurn>;

export const comparedPair = z.object({
  /** From 1, in the order of side a's turns. */
  pair: z.int(),
  aligned_by: alignment,
  /** The key occurs more than once on a side: first with first, second with second. */
  ambiguous: z.boolean(),
  identical: z.boolean(),
  /** The last user message of side a, else of side b; null where neither log holds it. */
  question: z.string().nullable(),
  a: pairedTurn,
  b: pairedTurn,
});
export type ComparedPair = z.infer<typeof comparedPair>;

export const comparison = z.object({
  /** Names the temporary result: the same filters and seed give the same. */
  id: z.string(),
  seed: z.int(),
  a: comparisonSide,
  b: comparisonSide,
  pairs: z.int(),
  identical: z.int(),
  changed: z.int(),
  only_a: z.int(),
  only_b: z.int(),
  /** Pairs of a key that occurs more than once on a side. */
  ambiguous: z.int(),
  aligned_by: z.record(alignment, z.int()),
  metrics: z.array(comparisonMetric),
  /** What was left out of the result, and why. */
  notes: z.array(z.string()),
  /** The first changed pairs; `of` says how many there are. */
  sample: z.object({ of: z.int(), pairs: z.array(comparedPair) }),
});
export type Comparison = z.infer<typeof comparison>;
