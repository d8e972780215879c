import { z } from 'zod';
import { factTable } from './join.ts';
import { capture } from './replay.ts';

/**
 * What a file, or the case, holds and lacks, so that absence can be told from failure: what the log never carries, what
 * some of its records lack, and what stands there but could not be read. Times are ISO 8601 in UTC.
 */

/**
 * A silence is a time between two events that follow each other which is longer than an hour and longer than 3 times
 * the usual such time of the same file (in the case: of all files together): the one at place 0.9 (n - 1), rounded down
 * and counted from 0, of all n sorted from the shortest. Up to a tenth of them may be longer, rounded up, so
 * that silences do not raise what they are measured by. A silence recurs where on at least half of the
 * 28 days before and after, or of the 12 weeks before and after, one time between events covers two thirds of the same
 * hours or more, as nights and weekends do; where fewer than 3 of these lie within the log it is not said to recur.
 */
export const SILENCE = {
  least_seconds: 3600,
  times: 3,
  usual_tenths: 9,
  days: 28,
  weeks: 12,
  alike_thirds: 2,
  compared: 3,
} as const;

/** Ids are a sequence where at least 10 of one beginning end in whole numbers of which 9 in 10 are the one before plus one. */
export const SEQUENCE = { least_ids: 10, rising: 0.9 } as const;

/** How many of each are spelled out; counts beside them say of how many. */
export const LISTED = {
  reasons: 20,
  silences: 10,
  sequences: 10,
  ranges: 20,
  duplicates: 5,
  places: 3,
  overlaps: 10,
} as const;

const count = z.int().nonnegative();

/** Days or weeks around a silence that lie within the log, and those on which the same hours are not as silent. */
const sameHours = z.object({ active: count, of: count });

export const silence = z.object({
  from: z.string(),
  to: z.string(),
  seconds: z.number(),
  /** Events of other files (in the case: rows of side tables) within it. */
  others: count,
  /** Records that could not be read or mapped and stand between the records on both sides of it; null for the case. */
  unread: count.nullable(),
  days: sameHours,
  weeks: sameHours,
});
export type Silence = z.infer<typeof silence>;

export const silences = z.object({
  /** Times between events, and those that are not longer than the usual one; reports of earlier versions have neither. */
  steps: count.optional(),
  usual_steps: count.optional(),
  usual_seconds: z.number(),
  /** What a silence has to exceed. */
  threshold_seconds: z.number(),
  /** The longest time between two events, a silence or not. */
  longest_seconds: z.number(),
  total: count,
  recurring: count,
  /** Those that do not recur, the longest first. */
  listed: z.array(silence),
});
export type Silences = z.infer<typeof silences>;

/** A place of a record, for people. */
const recordName = z.object({
  record_id: z.int(),
  name: z.string(),
  member: z.string().nullable(),
  line: z.int().nullable(),
  ordinal: z.int().nullable(),
});
export type RecordName = z.infer<typeof recordName>;

/** Whose ids: calls of the model and other steps, or rows of a side table. */
const bearer = z.enum(['call', ...factTable.options]);
export type Bearer = z.infer<typeof bearer>;

export const idSequence = z.object({
  of: bearer,
  ids: count,
  first: z.string(),
  last: z.string(),
  missing: count,
  /** How many ranges of missing ids there are; `ranges` holds the first. */
  holes: count,
  ranges: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      missing: count,
      /** Records that could not be read or mapped between the records on both sides of the range; null for the case. */
      unread: count.nullable(),
    }),
  ),
});
export type IdSequence = z.infer<typeof idSequence>;

export const duplicateIds = z.object({
  of: bearer,
  /** Ids that stand at several records, and how many records these are. */
  ids: count,
  records: count,
  /** Ids whose records are equal byte for byte: the same record exported twice. */
  identical: count,
  /** Ids of which some records are equal, and others not. Reports of earlier versions do not have it. */
  partly: count.optional(),
  examples: z.array(z.object({ id: z.string(), records: count, places: z.array(recordName) })),
});
export type DuplicateIds = z.infer<typeof duplicateIds>;

/**
 * Records that stand byte for byte in another file of the case too, as where two exports overlap; members of one archive
 * are files of their own. `records = one_turn + undated + apart + no_turn`.
 */
export const overlap = z.object({
  records: count,
  /** They stand under one turn with a record that is equal to them: it counts once. */
  one_turn: count,
  /** Of turns or steps without a time of their own, which count as often as they stand: the same words may have been said twice. */
  undated: count,
  /** Of turns or steps with a time that count as often as they stand. */
  apart: count,
  /** Rows of side tables, and records that give no turn. */
  no_turn: count,
  /**
   * Of a file: where they stand too, how many of them there, and the first of these in the file itself. Of the case: the
   * files that hold them, how many each, and its first.
   */
  files: z.array(
    z.object({ evidence_id: z.int(), name: z.string(), records: count, first: recordName }),
  ),
  files_total: count,
});
export type Overlap = z.infer<typeof overlap>;

/** Why records were not read or mapped, or what was noted about mapped ones; like reasons together. */
export const reason = z.object({
  status: z.enum(['mapped', 'unmapped', 'quarantined']),
  /** As the first of these records has it. */
  words: z.string(),
  records: count,
  first: recordName,
});
export type Reason = z.infer<typeof reason>;

export const fieldHeld = z.object({
  field: z.string(),
  /** Answered calls that have it, of all. */
  turns: count,
  of: count,
  /** Records that have it but were not mapped because it could not be read. */
  unreadable: count,
});
export type FieldHeld = z.infer<typeof fieldHeld>;

/** Records and bytes per status, and the bytes between records (line ends, array punctuation); null bytes for columnar files. */
export const accounted = z.array(
  z.object({
    what: z.enum(['mapped', 'unmapped', 'quarantined', 'blank', 'structure']),
    records: z.int().nullable(),
    bytes: z.int().nullable(),
  }),
);
export type Accounted = z.infer<typeof accounted>;

export const holding = z.object({
  /** Size as imported. */
  bytes: count,
  accounted,
  /** Malformed records that are read as rules mend them; they are among those mapped and unmapped. */
  repaired: z.object({ mapped: count, unmapped: count }).default({ mapped: 0, unmapped: 0 }),
  /** Of files alone; the case has those of its files. */
  reasons: z.array(reason),
  reasons_total: count,
  /** Turns, other steps and rows of side tables (in the case: turns and steps). */
  events: z.object({
    dated: count,
    undated: count,
    first: z.string().nullable(),
    last: z.string().nullable(),
  }),
  fields: z.array(fieldHeld),
  capture: z.array(z.object({ level: capture, turns: count })),
  /** Null where there are no two events at different times. */
  silences: silences.nullable(),
  sequences: z.array(idSequence),
  sequences_total: count,
  duplicates: z.array(duplicateIds),
  /** Null where no record stands in another file. */
  overlap: overlap.nullable().default(null),
});
export type Holding = z.infer<typeof holding>;

export const completenessStatement = z.object({
  case: holding,
  files: z.array(holding.extend({ evidence_id: z.int(), name: z.string() })),
});
export type CompletenessStatement = z.infer<typeof completenessStatement>;
