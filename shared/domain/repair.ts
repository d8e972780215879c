import { z } from 'zod';

/** A stretch of a record as a rule mends it: what stays, what the rule adds, what it drops. */
export const repairPiece = z.object({
  what: z.enum(['kept', 'added', 'dropped']),
  /** Bytes that are no UTF-8 as `\xFF`. */
  text: z.string(),
  /** Bytes of a long stretch that stand between `text` and `ending` and are not listed. */
  left_out: z.int(),
  /** How a long stretch ends; empty where `text` is all of it. */
  ending: z.string(),
});
export type RepairPiece = z.infer<typeof repairPiece>;

/** What a rule would give of a malformed record; nothing is changed by it. */
export const repairOffer = z.object({
  rule: z.string(),
  version: z.int(),
  /** What the rule does, in one sentence. */
  says: z.string(),
  /** What it would close, add, replace or drop here. */
  said: z.string(),
  /** Bytes of the record as it would be read. */
  bytes: z.int(),
  pieces: z.array(repairPiece),
  /** Stretches that are not listed. */
  further_pieces: z.int(),
  /** What the format of the file would make of it. */
  outcome: z.object({
    status: z.enum(['mapped', 'unmapped']),
    /** Why it would not be mapped, or what would be noted. */
    words: z.string().nullable(),
    turns: z.int(),
  }),
});
export type RepairOffer = z.infer<typeof repairOffer>;

/** A repair that stands. */
export const repair = z.object({
  rule: z.string(),
  rule_version: z.int(),
  said: z.string(),
  reason: z.string(),
  repaired_by: z.string(),
  repaired_at: z.string(),
  job_no: z.int(),
});
export type Repair = z.infer<typeof repair>;

/** How a record stands with repairs: the one that stands, or those that could be made. */
export const recordRepairs = z.object({
  repair: repair.nullable(),
  offers: z.array(repairOffer),
  /** Why no rule is offered; null where one is, or a repair stands. */
  sentence: z.string().nullable(),
});
export type RecordRepairs = z.infer<typeof recordRepairs>;

/** How many malformed records of a file a rule would mend. */
export const repairable = z.object({
  rule: z.string(),
  version: z.int(),
  records: z.int(),
  quarantined: z.int(),
});
export type Repairable = z.infer<typeof repairable>;

/** A repair of records of one file, or the end of one, as the custody log has it. */
export const repairOfFile = z.object({
  /** Number of the entry. */
  entry: z.int(),
  at: z.string(),
  by: z.string(),
  rule: z.string(),
  version: z.int(),
  withdrawn: z.boolean(),
  reason: z.string(),
  records: z.int(),
});
export type RepairOfFile = z.infer<typeof repairOfFile>;
