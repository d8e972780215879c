import { z } from 'zod';
import { pairVerdict } from './analysis.ts';
import { alignment, comparedPair, comparison } from './comparison.ts';

/** Which pairs of a comparison are listed. */
export const pairsWhich = z.enum(['all', 'changed', 'identical', 'judged']);
export type PairsWhich = z.infer<typeof pairsWhich>;

/** `difference` is the length of b less that of a, in code points. */
export const pairsSort = z.object({
  column: z.enum(['pair', 'length_a', 'length_b', 'difference']),
  descending: z.boolean(),
});
export type PairsSort = z.infer<typeof pairsSort>;

/** One row of the list of pairs. */
export const pairRow = z.object({
  pair: z.int(),
  aligned_by: alignment,
  ambiguous: z.boolean(),
  identical: z.boolean(),
  /** The beginning of the last user message, one line, at most 200 code points; null where no log holds it. */
  question: z.string().nullable(),
  a: z.int(),
  b: z.int(),
  length_a: z.int(),
  length_b: z.int(),
  verdict: pairVerdict.nullable(),
});
export type PairRow = z.infer<typeof pairRow>;

/** Pairs by verdict, over the pairs of one comparison. */
export const verdictCounts = z.record(pairVerdict, z.int());
export type VerdictCounts = z.infer<typeof verdictCounts>;

/** A comparison as the activity log holds it. */
export const pastComparison = z.object({
  /** Numbers the completed comparisons of the case, from 1. */
  number: z.int(),
  a: z.string(),
  b: z.string(),
  seed: z.int(),
  pairs: z.int(),
  identical: z.int(),
  changed: z.int(),
  announced_at: z.string(),
  completed_at: z.string(),
  by: z.string(),
});
export type PastComparison = z.infer<typeof pastComparison>;

/** A result that the engine holds. */
export const heldComparison = z.object({
  comparison: comparison.omit({ sample: true }),
  /** The tables of the case changed since: the pairs can no longer be listed. */
  stale: z.boolean(),
  verdicts: verdictCounts,
  /** Where it was computed again: the entry of the log, and whether the result is the one that was announced there. */
  again: z.object({ number: z.int(), at: z.string(), agrees: z.boolean() }).nullable(),
});
export type HeldComparison = z.infer<typeof heldComparison>;

/** One pair with both answers. An answer beyond `ANSWER_LIMIT` code points comes as its beginning. */
export const openedPair = z.object({
  pair: comparedPair,
  record_a: z.int(),
  record_b: z.int(),
  at_a: z.string().nullable(),
  at_b: z.string().nullable(),
  verdict: z
    .object({
      verdict: pairVerdict,
      note: z.string().nullable(),
      at: z.string(),
      by: z.string(),
    })
    .nullable(),
});
export type OpenedPair = z.infer<typeof openedPair>;

/** Code points of an answer that a pair carries. */
export const ANSWER_LIMIT = 200_000;

/** Two values of a field whose turns were asked the same questions. */
export const suggestedSides = z.object({
  field: z.enum(['model', 'prompt_version', 'index_version']),
  a: z.string(),
  b: z.string(),
  /** The sides as filters. */
  filter_a: z.string(),
  filter_b: z.string(),
  turns_a: z.int(),
  turns_b: z.int(),
  /** Distinct last questions that both were asked. */
  shared: z.int(),
});
export type SuggestedSides = z.infer<typeof suggestedSides>;
