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

/** Answered model calls, and other steps of the log. */
const rowsOfTurns = { turns: z.int(), spans: z.int() };

/** Each part counts under all that is chosen in the others. Cells and rules are of the lane that is chosen. */
export const triageSummary = z.object({
  /** Of each lane that has hits: those left, all of the case, and those that would be left but have no time. */
  lanes: z.array(z.object({ lane: triageLane, hits: z.int(), of: z.int(), undated: z.int() })),
  /** Hits and what they are on. */
  cells: z.array(z.object({ failure_type: failureType, severity, hits: z.int(), ...rowsOfTurns })),
  rules: z.array(z.object({ rule_id: z.string(), hits: z.int(), ...rowsOfTurns })),
});
export type TriageSummary = z.infer<typeof triageSummary>;

const timeCounts = {
  turns: z.int(),
  /** Of them, turns with a hit that the filter leaves. */
  hit: z.int(),
  /** Votes on them. */
  up: z.int(),
  down: z.int(),
};

/** Answered model calls over time, without gaps. */
export const triageTimeline = z.object({
  bucket: z.enum(['hour', 'day', 'week', 'month']),
  points: z.array(z.object({ from: z.string(), ...timeCounts })),
  /** Without a time: in no bucket. */
  undated: z.object(timeCounts),
});
export type TriageTimeline = z.infer<typeof triageTimeline>;

export const triageHit = z.object({
  finding_id: z.int(),
  rule_id: z.string(),
  rule_version: z.string(),
  failure_type: failureType,
  severity,
  lane: triageLane,
  turn_id: z.int(),
  at: z.string().nullable(),
  /** What answered, else what was asked for. */
  model: z.string().nullable(),
  /** The beginning of the passage that was hit, as one line, and what stands around it; null where a rule looks at a field. */
  before: z.string().nullable(),
  words: z.string().nullable(),
  after: z.string().nullable(),
  explanation: z.string(),
  review: z.enum(['accept', 'dismiss']).nullable(),
});
export type TriageHit = z.infer<typeof triageHit>;

/** `matched` of the `of` hits of the lane are left, on so many turns and spans. */
export const triageHead = z.object({
  matched: z.int(),
  of: z.int(),
  ...rowsOfTurns,
  /** What the filter language finds by the same words: at least as much, see `hitsAsTurns`. */
  listed: z.object(rowsOfTurns),
  /** Hits before the finding that was asked for; null where there is none. */
  position: z.int().nullable(),
  /** The first of them, of the same moment as the counts. */
  hits: z.array(triageHit),
});
export type TriageHead = z.infer<typeof triageHead>;

/** Hits from the worst: by severity, then by number. */
export const triageHits = z.object({ offset: z.int(), hits: z.array(triageHit) });
export type TriageHits = z.infer<typeof triageHits>;
