import { z } from 'zod';
import { confidence, standing } from './analysis.ts';

/** Causes as their screen shows them: the examiner's opinion, with what speaks for and against it. */

/** Something of the case that is named as grounds. */
export const ground = z.object({
  /** As it was named: E-1, F-12, T-7, D-1 section 4.2. */
  handle: z.string(),
  kind: z.enum(['exhibit', 'finding', 'turn', 'reference', 'unknown']),
  /** Caption of the exhibit, rule of the finding, first words of the turn, title of the reference. */
  words: z.string(),
  /** The exact characters of an exhibit or finding; where in a reference, in the examiner's words. */
  quotation: z.string().nullable(),
  /** Of a finding, as reviewed. */
  lane: z.string().nullable(),
  /** One sentence where it stands no longer: taken back, dismissed, not found again. */
  gone: z.string().nullable(),
  /** Where it leads; all null where it leads nowhere any more. */
  turn_id: z.int().nullable(),
  finding_id: z.int().nullable(),
  record_id: z.int().nullable(),
  /** SHA-256 of a reference's file. */
  reference: z.string().optional(),
});
export type Ground = z.infer<typeof ground>;

export const listedCause = z.object({
  cause_no: z.int(),
  cause_id: z.string(),
  /** Of the taxonomy; null where it has no such entry any more. */
  name: z.string().nullable(),
  definition: z.string().nullable(),
  standing,
  confidence,
  rationale: z.string(),
  grounds_for: z.array(ground),
  grounds_against: z.array(ground),
  /** The turn it was tagged on; null where it speaks of the case. */
  turn_id: z.int().nullable(),
  /** Turns that it speaks of; null where that is the case as a whole. */
  turns: z.int().nullable(),
  /** Whose opinion it is, and since when. */
  who: z.string(),
  at: z.string(),
  /** Line of the activity log that tagged it, by which it is taken back. */
  act_seq: z.int(),
});
export type ListedCause = z.infer<typeof listedCause>;

/** What was said of a cause by one act; what it did not say is null. */
export const causeEntry = z.object({
  what: z.enum(['tagged', 'changed']),
  act_seq: z.int(),
  at: z.string(),
  who: z.string(),
  /** False where it was taken back since. */
  stands: z.boolean(),
  standing: standing.nullable(),
  confidence: confidence.nullable(),
  rationale: z.string().nullable(),
  grounds_for: z.array(z.string()).nullable(),
  grounds_against: z.array(z.string()).nullable(),
});
export type CauseEntry = z.infer<typeof causeEntry>;

export const taxonomyEntry = z.object({
  id: z.string(),
  name: z.string(),
  definition: z.string(),
  /** What in a log speaks for it. */
  evidence_in_logs: z.string(),
});
export type TaxonomyEntry = z.infer<typeof taxonomyEntry>;

export const taxonomy = z.object({
  version: z.string(),
  groups: z.array(z.object({ id: z.string(), name: z.string(), entries: z.array(taxonomyEntry) })),
});
export type Taxonomy = z.infer<typeof taxonomy>;
