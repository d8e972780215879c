import { z } from 'zod';
import { place } from './place.ts';

/**
 * Facts of side tables and the turns that they are about, records and the call that they tell of: how they were joined, and
 * those that were not.
 */

const DAY_HOURS = 24;

/**
 * How long before a fact a turn may stand, in hours, where the fact names a conversation, session or user and not a
 * turn: it is joined to the nearest answered turn before its time within this window.
 */
export const JOIN_WINDOW_HOURS = {
  conversation: 30 * DAY_HOURS,
  session: 30 * DAY_HOURS,
  user: DAY_HOURS,
} as const;

export const factTable = z.enum(['feedback', 'verdict', 'label', 'change', 'person']);
export type FactTableName = z.infer<typeof factTable>;

/** What is joined: facts of a side table, or records that tell of a call, by what each tells of it, or that repeat another file's. */
export const joinedTable = z.enum([
  ...factTable.options,
  'call',
  'request',
  'answer',
  'fields',
  'retrieval',
  'question',
  'repetition',
]);

/** Why a fact, or a record of a call, was not joined. */
export const unmatchedReason = z.enum([
  'no key',
  'no turn',
  'ambiguous',
  'window',
  'no time',
  'no answer',
  'no request',
  'no call',
  'models differ',
  'answers differ',
  'days apart',
]);
export type UnmatchedReason = z.infer<typeof unmatchedReason>;

const count = z.int().nonnegative();

/** The facts of one table, or the records that tell the same of calls, that came from one file under one kind of key. */
export const joinSummary = z.object({
  evidence_id: z.int(),
  evidence: z.string(),
  name: z.string(),
  table: joinedTable,
  /** What the log calls the key; null where it does not say, and where the facts stand in the turns' own records. */
  key_kind: z.string().nullable(),
  /** Rows of a side table, or records; a row of a list of users counts once, whatever columns it has. */
  facts: count,
  matched: count,
  ambiguous: count,
  /** Those that are neither: `matched + ambiguous + unmatched = facts`. */
  unmatched: count,
  /** How many were matched by what: record, id, trace, order, conversation, session, user, window, same record. */
  matched_by: z.record(z.string(), count),
});
export type JoinSummary = z.infer<typeof joinSummary>;

/** Whether records of calls were joined, not rows of a side table to turns. */
export const isOfCalls = (table: JoinSummary['table']): boolean =>
  !factTable.safeParse(table).success;

/** Facts that stand in the records of their turns were not joined by anybody. */
export const wasJoined = ({ matched_by, facts }: JoinSummary): boolean =>
  matched_by['record'] !== facts;

export const unmatchedFact = z.object({
  table: joinedTable,
  reason: unmatchedReason,
  external_id: z.string().nullable(),
  what: z.string().nullable(),
  value: z.string().nullable(),
  at: z.string().nullable(),
  who: z.string().nullable(),
  comment: z.string().nullable(),
  key: z.string().nullable(),
  key_kind: z.string().nullable(),
  record_id: z.int(),
  place,
});
export type UnmatchedFact = z.infer<typeof unmatchedFact>;

/** The joins of one file, and a page of its facts that were not joined. */
export const fileJoins = z.object({
  joins: z.array(joinSummary),
  total: z.int(),
  unmatched: z.array(unmatchedFact),
});
export type FileJoins = z.infer<typeof fileJoins>;
