import { z } from 'zod';
import { failureType, lanes, severity } from './finding.ts';

/** A lane, or what the examiner took out of all lanes. Each is counted on its own. */
export const triageLane = z.enum([...lanes, 'dismissed']);
export type TriageLane = z.infer<typeof triageLane>;

export const triageReview = z.enum(['any', 'unreviewed', 'reviewed']);
export type TriageReview = z.infer<typeof triageReview>;

/** From one moment up to another, which is not in it; UTC, ISO 8601. A turn without a time is in no range. */
export const timeRange = z.object({ from: z.iso.datetime(), to: z.iso.datetime() });
export type TimeRange = z.infer<typeof timeRange>;

/** Hits of one lane; what is null or `any` does not narrow them. */
export const triageFilter = z.object({
  lane: triageLane,
  failure: failureType.nullable(),
  severity: severity.nullable(),
  rule: z.string().max(1000).nullable(),
  review: triageReview,
  range: timeRange.nullable(),
});
export type TriageFilter = z.infer<typeof triageFilter>;

export const triageSummary = z.object({
  /** Of each lane that has hits: those in the range, of them without a review, all of the case, and those of undated turns. */
  lanes: z.array(
    z.object({
      lane: triageLane,
      hits: z.int(),
      unreviewed: z.int(),
      of: z.int(),
      undated: z.int(),
    }),
  ),
  /** Hits in the range and the turns that they are on. */
  cells: z.array(
    z.object({
      lane: triageLane,
      failure_type: failureType,
      severity,
      hits: z.int(),
      turns: z.int(),
    }),
  ),
  rules: z.array(
    z.object({ lane: triageLane, rule_id: z.string(), hits: z.int(), turns: z.int() }),
  ),
});
export type TriageSummary = z.infer<typeof triageSummary>;

/** Answered model calls over time, without gaps. */
export const triageTimeline = z.object({
  bucket: z.enum(['hour', 'day', 'week', 'month']),
  points: z.array(
    z.object({
      from: z.string(),
      turns: z.int(),
      /** Of them, turns with a hit of the lane. */
      hit: z.int(),
      /** Entries of feedback on them. */
      feedback: z.int(),
    }),
  ),
  /** Without a time: in no bucket. */
  undated: z.object({ turns: z.int(), hit: z.int(), feedback: z.int() }),
});
export type TriageTimeline = z.infer<typeof triageTimeline>;

export const triageHit = z.object({
  finding_id: z.int(),
  rule_id: z.string(),
  failure_type: failureType,
  severity,
  lane: triageLane,
  turn_id: z.int(),
  at: z.string().nullable(),
  /** What answered, else what was asked for. */
  model: z.string().nullable(),
  /** The beginning of the passage that was hit, as one line; null where a rule looks at a field. */
  words: z.string().nullable(),
  explanation: z.string(),
  review: z.enum(['accept', 'dismiss']).nullable(),
});
export type TriageHit = z.infer<typeof triageHit>;

/** Hits from the worst: by severity, then by number. `matched` of the `of` hits of the lane match. */
export const triagePage = z.object({
  matched: z.int(),
  of: z.int(),
  offset: z.int(),
  hits: z.array(triageHit),
});
export type TriagePage = z.infer<typeof triagePage>;
