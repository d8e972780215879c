import { z } from 'zod';
import { evidenceChange } from './evidence-change.ts';
import { failureType, severity } from './finding.ts';

/** A case as lists and title bars name it. */
export const caseHead = z.object({
  case_id: z.string(),
  title: z.string(),
  /** Name of its folder. */
  folder: z.string(),
  /** Where it lies, as text to read; the page cannot open it by this. */
  path: z.string(),
  sample: z.boolean(),
});
export type CaseHead = z.infer<typeof caseHead>;

export const recentCase = caseHead.extend({
  /** present, missing (the folder is not there), in-use (another process writes), not-a-case. */
  state: z.enum(['present', 'missing', 'in-use', 'not-a-case']),
  /** Who holds it, or what is wrong, in one sentence. */
  sentence: z.string().nullable(),
  turns: z.int(),
  files: z.int(),
  bytes: z.int(),
  /** UTC, ISO 8601. */
  opened_at: z.string(),
  verified: z.object({ at: z.string(), ok: z.boolean() }).nullable(),
});
export type RecentCase = z.infer<typeof recentCase>;

const reviewed = z.object({
  /** Hits that nobody has accepted or dismissed. */
  unreviewed: z.int(),
  total: z.int(),
});

export const caseHome = z.object({
  head: caseHead,
  created_at: z.string(),
  turns: z.int(),
  spans: z.int(),
  conversations: z.int(),
  messages: z.int(),
  /** What answered, else what was asked for; the most frequent first. */
  models: z.array(z.object({ model: z.string().nullable(), turns: z.int() })),
  files: z.int(),
  bytes: z.int(),
  records: z.int(),
  unmapped: z.int(),
  quarantined: z.int(),
  undated: z.int(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  /** Turns per bucket of time, without gaps: whole days, or hours where the case spans less than three days. */
  volume: z.object({
    bucket: z.enum(['hour', 'day', 'week', 'month']),
    points: z.array(z.object({ from: z.string(), turns: z.int(), findings: z.int() })),
  }),
  /** By failure type, the lanes apart. */
  unreviewed: z.array(
    z.object({
      failure_type: failureType,
      worst: severity,
      finding: reviewed,
      lead: reviewed,
      candidate: reviewed,
    }),
  ),
  /** When rules last ran, and what was imported or read otherwise since: with any, the run is stale. Null where they never ran. */
  detection: z
    .object({ ran_at: z.string(), rules: z.int(), changed_since: z.array(evidenceChange) })
    .nullable(),
  /** For each field an investigator needs: how many of the turns have it. */
  completeness: z.array(z.object({ field: z.string(), turns: z.int(), of: z.int() })),
  /** The newest acts on the case, newest first. */
  acts: z.array(
    z.object({
      at: z.string(),
      actor: z.string(),
      log: z.enum(['custody', 'activity']),
      words: z.string(),
    }),
  ),
  /** Exhibits that stand. */
  exhibits: z.int(),
  /** Causes that are tagged. */
  causes: z.int(),
  /** Events of the timeline and actions of the remediation that stand. */
  events: z.int(),
  actions: z.int(),
  custody: z.object({ entries: z.int(), head: z.string() }),
  verified: z.object({ at: z.string(), ok: z.boolean() }).nullable(),
  /** Names what the home was found from: the same text where nothing it shows has changed. */
  as_of: z.string(),
});
export type CaseHome = z.infer<typeof caseHome>;
