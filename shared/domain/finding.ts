import { z } from 'zod';

/** How sure a hit is: wording that may mean nothing, a lead worth reading, something shown. Never mixed in a count. */
export const lanes = ['candidate', 'lead', 'finding'] as const;
export const lane = z.enum(lanes);
export type Lane = z.infer<typeof lane>;

export const severity = z.enum(['low', 'medium', 'high', 'critical']);
export type Severity = z.infer<typeof severity>;

export const failureType = z.enum([
  'harmful-output',
  'hallucination',
  'drift',
  'prompt-injection',
  'data-leak',
  'refusal',
  'tool-misuse',
  'degraded-output',
  'log-integrity',
]);
export type FailureType = z.infer<typeof failureType>;

/** In the order in which they stand in a turn; findings are numbered in this order. */
export const sides = ['input', 'context', 'output', 'tools'] as const;
export const side = z.enum(sides);
export type Side = z.infer<typeof side>;

/** A row of table `finding`. Positions count Unicode code points from 0; NULL where a rule looks at a field. */
export const finding = z.object({
  finding_id: z.int(),
  run_id: z.int(),
  rule_id: z.string(),
  rule_version: z.string(),
  severity,
  lane,
  failure_type: failureType,
  turn_id: z.int(),
  side: side.nullable(),
  /** Message on its side, from 0; for context the rank of the document, from 1. */
  seq: z.int().nullable(),
  part: z.int().nullable(),
  char_start: z.int().nullable(),
  char_end: z.int().nullable(),
  /** Above 0, at most 1. */
  score: z.number(),
  explanation: z.string(),
});
export type Finding = z.infer<typeof finding>;

/** What one rule did in one lane. A rule that gives several lanes has one entry for each. */
export const ruleSummary = z.object({
  rule_id: z.string(),
  severity,
  lane,
  failure_type: failureType,
  /** Turns that have what the rule needs; 0 means that the rule could say nothing about these logs. */
  could_fire: z.int(),
  /** Turns hit. */
  turns: z.int(),
  /** Hits. */
  findings: z.int(),
});
export type RuleSummary = z.infer<typeof ruleSummary>;

/** The answer of `detect`: hits by lane over all rules, then rule by rule. */
export const detectionSummary = z.object({
  turns: z.int(),
  candidates: z.int(),
  leads: z.int(),
  findings: z.int(),
  rules: z.array(ruleSummary),
});
export type DetectionSummary = z.infer<typeof detectionSummary>;

/** One of a rule's own examples, run through the engine; `problem` says why it failed. */
export const exampleResult = z.object({
  rule_id: z.string(),
  example: z.string(),
  ok: z.boolean(),
  problem: z.string().nullable(),
});
export type ExampleResult = z.infer<typeof exampleResult>;
