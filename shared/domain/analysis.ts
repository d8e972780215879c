import { z } from 'zod';

/** Words of the investigator's work. Each schema is the content of one act in the activity log. */

/** A place in the evidence, by file and record, never by table ids: it holds for every rebuild. */
export const anchor = z.object({
  /** SHA-256 of the evidence file. */
  evidence: z.string(),
  ordinal: z.int().positive(),
  record_sha256: z.string(),
  /** Which turn of the record, from 0: a record may give several. */
  turn_index: z.int().nonnegative(),
});
export type Anchor = z.infer<typeof anchor>;

/** Characters of one text of a turn, in code points from 0. */
export const span = z.object({
  side: z.enum(['input', 'output', 'context', 'tools']),
  seq: z.int().nonnegative(),
  part: z.int().nonnegative(),
  char_start: z.int().nonnegative(),
  char_end: z.int().nonnegative(),
  quotation: z.string(),
});
export type Span = z.infer<typeof span>;

/** A reference that is cited: its file, and where in it, in the examiner's words (a page, a section, words it holds). */
export const citedReference = z.object({
  /** SHA-256 of the file. */
  evidence: z.string(),
  /** As it was registered when it was cited. */
  title: z.string(),
  passage: z.string().nullable(),
});
export type CitedReference = z.infer<typeof citedReference>;

export const exhibitPinned = z
  .object({
    caption: z.string().min(1),
    /** Null: a reference alone is the exhibit, the one that `references` names. */
    anchor: anchor.nullable(),
    span: span.nullable(),
    /** What said what was right, beside the answer. */
    references: z.array(citedReference).optional(),
  })
  .refine(
    ({ anchor: of, span: passage, references = [] }) =>
      of !== null || (passage === null && references.length === 1),
    'an exhibit is a turn, or one reference',
  );
export type ExhibitPinned = z.infer<typeof exhibitPinned>;

export const standing = z.enum(['root', 'contributing', 'not-indicated']);
export const confidence = z.enum(['low', 'medium', 'high']);

/**
 * Where a turn or finding stands whose handle was named as grounds: handles of findings change with another run. Of a
 * reference its file.
 */
export const groundPlace = z.object({
  anchor: anchor.nullable(),
  reference: citedReference.optional(),
  /** Of a finding: the rule and the characters. */
  hit: z
    .object({
      rule_id: z.string(),
      side: z.string().nullable(),
      seq: z.int().nullable(),
      part: z.int().nullable(),
      char_start: z.int().nullable(),
      char_end: z.int().nullable(),
    })
    .nullable(),
});
export type GroundPlace = z.infer<typeof groundPlace>;

export const causeTagged = z.object({
  cause_id: z.string(),
  standing,
  confidence,
  rationale: z.string().min(1),
  /** Handles of what speaks for and against: E-1, F-12, T-7, D-1 section 4.2. */
  grounds_for: z.array(z.string()),
  grounds_against: z.array(z.string()),
  /** By handle. */
  places: z.record(z.string(), groundPlace).optional(),
  anchor: anchor.nullable(),
});
export type CauseTagged = z.infer<typeof causeTagged>;

/** What is not named stays as it was. */
export const causeChanged = z.object({
  cause_no: z.int().positive(),
  standing: standing.optional(),
  confidence: confidence.optional(),
  rationale: z.string().min(1).optional(),
  grounds_for: z.array(z.string()).optional(),
  grounds_against: z.array(z.string()).optional(),
  places: z.record(z.string(), groundPlace).optional(),
});
export type CauseChanged = z.infer<typeof causeChanged>;

export const eventKind = z.enum([
  'change',
  'first-harm',
  'missed-signal',
  'detected',
  'triaged',
  'mitigated',
  'contained',
  'rolled-back',
  'notified',
  'remediated',
  'closed',
  'other',
]);
export type EventKind = z.infer<typeof eventKind>;
export const eventEntered = z.object({
  kind: eventKind,
  at: z.string(),
  /** The time as the examiner wrote it. */
  as_entered: z.string().optional(),
  text: z.string().min(1),
  /** How it is known: the change log, a complaint, an exhibit. */
  basis: z.string().nullable(),
  grounds: z.array(z.string()),
});
export type EventEntered = z.infer<typeof eventEntered>;

/** What is not named stays as it was. */
export const eventChanged = eventEntered.partial().extend({ event_no: z.int().positive() });
export type EventChanged = z.infer<typeof eventChanged>;

export const actionCategory = z.enum([
  'filter',
  'dataset-curation',
  'human-review',
  'prompt',
  'retrieval',
  'test',
  'monitoring',
  'rollout',
  'access',
  'notification',
  'other',
]);
export type ActionCategory = z.infer<typeof actionCategory>;
export const actionStatus = z.enum(['open', 'in-progress', 'done', 'verified', 'dropped']);
export type ActionStatus = z.infer<typeof actionStatus>;
export const actionEntered = z.object({
  title: z.string().min(1),
  category: actionCategory,
  owner: z.string().nullable(),
  /** ISO date. */
  due: z.iso.date().nullable(),
  status: actionStatus,
  /** How to check that it worked. */
  verification: z.string().nullable(),
  causes: z.array(z.string()),
});
export type ActionEntered = z.infer<typeof actionEntered>;

/** What is not named stays as it was; null clears. */
export const actionChanged = actionEntered.partial().extend({ action_no: z.int().positive() });
export type ActionChanged = z.infer<typeof actionChanged>;

export const noteWritten = z.object({
  text: z.string().min(1),
  anchor: anchor.nullable(),
  /** The passage that it speaks of. */
  span: span.nullable().optional(),
  /** Further turns that it speaks of. */
  more_anchors: z.array(anchor).optional(),
});
export type NoteWritten = z.infer<typeof noteWritten>;

export const findingReviewed = z.object({
  rule_id: z.string(),
  rule_version: z.string(),
  anchor,
  side: z.string().nullable(),
  seq: z.int().nullable(),
  part: z.int().nullable(),
  char_start: z.int().nullable(),
  char_end: z.int().nullable(),
  decision: z.enum(['accept', 'dismiss']),
  reason: z.string().nullable(),
});
export type FindingReviewed = z.infer<typeof findingReviewed>;

/** A word of the examiner's own on turns, or on one passage of one. */
export const turnTagged = z.object({
  tag: z.string().min(1),
  anchors: z.array(anchor).min(1),
  span: span.nullable(),
});
export type TurnTagged = z.infer<typeof turnTagged>;

export const exhibitChanged = z.object({
  exhibit_no: z.int().positive(),
  caption: z.string().min(1),
});
export const noteChanged = z.object({ note_no: z.int().positive(), text: z.string().min(1) });

/** Takes an earlier act back; the act stays in the log. A withdrawal can be withdrawn too: then the act stands again. */
export const actWithdrawn = z.object({ seq: z.int().positive() });

const grounds = z.array(z.string()).default([]);
const statement = z.object({ text: z.string(), grounds });

/** What a report says beside what the case holds: the examiner's words. Later ones replace earlier ones, key by key. */
export const reportFields = z.object({
  title: z.string().optional(),
  classification: z.string().optional(),
  commissioned_by: z.string().optional(),
  scope: z.string().optional(),
  questions: z
    .array(z.object({ question: z.string(), answer: z.string().nullable(), grounds }))
    .optional(),
  summary: z.array(statement).optional(),
  /** What was not examined, and why. */
  excluded: z.array(statement).optional(),
  harms: z
    .array(z.object({ kind: z.string(), severity: z.string(), text: z.string(), grounds }))
    .optional(),
  impact: z.string().optional(),
  notifications: z
    .array(z.object({ to: z.string(), at: z.iso.datetime().nullable(), text: z.string() }))
    .optional(),
  playbook: z.string().optional(),
  limitations: z.array(z.string()).optional(),
  playbook_changes: z.array(z.string()).optional(),
});
export type ReportFields = z.infer<typeof reportFields>;
/** As they are given: grounds may be left out. */
export type GivenFields = z.input<typeof reportFields>;

/** Announced before it runs, so that "compared until it fitted" can be seen. */
export const comparisonAnnounced = z.object({ a: z.string(), b: z.string(), seed: z.int() });
export type ComparisonAnnounced = z.infer<typeof comparisonAnnounced>;

export const comparisonCompleted = z.object({
  announced_seq: z.int().positive(),
  a: z.string(),
  b: z.string(),
  seed: z.int(),
  pairs: z.int(),
  identical: z.int(),
  changed: z.int(),
  /** SHA-256 of the canonical JSON of the result. */
  result_sha256: z.string(),
});
export type ComparisonCompleted = z.infer<typeof comparisonCompleted>;

export const pairVerdict = z.enum(['a-better', 'b-better', 'same', 'both-bad']);
export type PairVerdict = z.infer<typeof pairVerdict>;

/** What the examiner says of two answers to the same question; null takes an earlier verdict back. */
export const pairOpinion = z.object({
  verdict: pairVerdict.nullable(),
  note: z.string().nullable(),
});
export type PairOpinion = z.infer<typeof pairOpinion>;

export const pairJudged = pairOpinion.extend({ a: anchor, b: anchor });
export type PairJudged = z.infer<typeof pairJudged>;
