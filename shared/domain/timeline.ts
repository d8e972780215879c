import { z } from 'zod';
import { eventKind } from './analysis.ts';

/** What the timeline of an incident shows. Times are UTC, ISO 8601. */

/** An event as it stands. */
export const timelineEvent = z.object({
  event_no: z.int(),
  kind: eventKind,
  at: z.string(),
  /** As the examiner wrote the time; null in entries that do not say. */
  as_entered: z.string().nullable(),
  text: z.string(),
  basis: z.string().nullable(),
  grounds: z.array(z.string()),
  entered_at: z.string(),
  entered_by: z.string(),
  act_seq: z.int(),
});
export type TimelineEvent = z.infer<typeof timelineEvent>;

export const milestoneKind = z.enum([
  'first-harm',
  'detected',
  'contained',
  'rolled-back',
  'notified',
]);

export const milestone = z.object({
  kind: milestoneKind,
  /** Of the first event of the kind; null where there is none. */
  at: z.string().nullable(),
  event_no: z.int().nullable(),
  /** How many events of the kind there are. */
  events: z.int(),
  /** Exact milliseconds since the milestone before it that is known. */
  since: z.object({ kind: milestoneKind, ms: z.int() }).nullable(),
  since_harm_ms: z.int().nullable(),
});
export type Milestone = z.infer<typeof milestone>;

const datedTurn = z.object({ turn_id: z.int(), at: z.string() });

/** A change of the system, or an alert, that a side table dates. */
const timeMark = z.object({
  kind: z.enum(['change', 'alert']),
  at: z.string(),
  external_id: z.string().nullable(),
  what: z.string().nullable(),
  value: z.string().nullable(),
  who: z.string().nullable(),
  comment: z.string().nullable(),
  record_id: z.int(),
});

/** What the evidence itself says of time, apart from what the examiner entered. */
export const evidenceTimes = z.object({
  first: datedTurn.nullable(),
  last: datedTurn.nullable(),
  /** The earliest hit in the lane of findings. */
  finding: datedTurn.extend({ finding_id: z.int(), rule_id: z.string() }).nullable(),
  /** Turns and spans with and without a time. */
  dated: z.int(),
  undated: z.int(),
  /** Changes and alerts of side tables, by time: a bounded number of them, and how many there are. */
  marks: z.array(timeMark),
  marks_total: z.int(),
});
export type EvidenceTimes = z.infer<typeof evidenceTimes>;

export const timeline = z.object({
  events: z.array(timelineEvent),
  milestones: z.array(milestone),
  evidence: evidenceTimes,
});
export type Timeline = z.infer<typeof timeline>;
