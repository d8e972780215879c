import type { Anchor, Span } from '../../../shared/domain/analysis.ts';
import { referenceWords } from '../../../shared/text/reference-words.ts';
import { remembered } from '../base/remembered.ts';
import type { AnalysisTableName } from '../case/analysis-schema.ts';
import type { Analysis } from './analysis.ts';

/** A row of an analysis table as JSON has it: times are text. */
export interface AnalysisRow {
  readonly [column: string]: string | number | readonly string[] | null;
  readonly act_seq: number;
}

/** Tables that the activity log fills; reports are acts of the custody log. */
export type FilledTable = Exclude<AnalysisTableName, 'report'>;

/** The analysis as rows. An act may give several. */
export function analysisRows(analysis: Analysis): Record<FilledTable, AnalysisRow[]> {
  return {
    exhibit: analysis.exhibits.map(exhibitRow),
    cause: analysis.causes.map((cause) => ({
      cause_no: cause.number,
      cause_id: cause.cause_id,
      standing: cause.standing,
      confidence: cause.confidence,
      rationale: cause.rationale,
      grounds_for: cause.grounds_for,
      grounds_against: cause.grounds_against,
      ...placeOf(cause.anchor),
      tagged_at: cause.at_done,
      tagged_by: cause.done_by,
      act_seq: cause.act_seq,
    })),
    event: analysis.events.map((event) => ({
      event_no: event.number,
      kind: event.kind,
      at: event.at,
      text: event.text,
      basis: event.basis,
      grounds: event.grounds,
      entered_at: event.at_done,
      entered_by: event.done_by,
      as_entered: event.as_entered ?? null,
      act_seq: event.act_seq,
    })),
    action: analysis.actions.map((action) => ({
      action_no: action.number,
      title: action.title,
      category: action.category,
      owner: action.owner,
      due: action.due,
      status: action.status,
      verification: action.verification,
      causes: action.causes,
      entered_at: action.at_done,
      entered_by: action.done_by,
      act_seq: action.act_seq,
    })),
    note: analysis.notes.flatMap(noteRows),
    tag: analysis.tags.flatMap(tagRows),
    review: analysis.reviews.map(reviewRow),
    judged_pair: analysis.pairs.map(({ a, b, verdict, note, at_done, done_by, act_seq }) => ({
      a_evidence: a.evidence,
      a_ordinal: a.ordinal,
      a_turn_index: a.turn_index,
      b_evidence: b.evidence,
      b_ordinal: b.ordinal,
      b_turn_index: b.turn_index,
      verdict,
      note,
      judged_at: at_done,
      judged_by: done_by,
      act_seq,
    })),
  };
}

/** Of these there are many; what stood before is not made again. */
const exhibitRow = remembered(
  ({
    number,
    caption,
    anchor,
    span,
    references = [],
    ...done
  }: Analysis['exhibits'][number]): AnalysisRow => ({
    number,
    caption,
    ...placeOf(anchor),
    record_sha256: anchor?.record_sha256 ?? null,
    ...charactersOf(span),
    pinned_at: done.at_done,
    pinned_by: done.done_by,
    held_against: references.map(referenceWords),
    act_seq: done.act_seq,
  }),
);

const noteRows = remembered((note: Analysis['notes'][number]): AnalysisRow[] =>
  [note.anchor, ...(note.more_anchors ?? [])].map((about) => ({
    note_no: note.number,
    text: note.text,
    ...placeOf(about),
    ...charactersOf(note.span ?? null),
    noted_at: note.at_done,
    noted_by: note.done_by,
    act_seq: note.act_seq,
  })),
);

const tagRows = remembered(
  ({ number, tag, anchors, span, ...done }: Analysis['tags'][number]): AnalysisRow[] =>
    anchors.map((anchor) => ({
      tag_no: number,
      tag,
      ...placeOf(anchor),
      ...charactersOf(span),
      tagged_at: done.at_done,
      tagged_by: done.done_by,
      act_seq: done.act_seq,
    })),
);

const reviewRow = remembered(
  (review: Analysis['reviews'][number]): AnalysisRow => ({
    rule_id: review.rule_id,
    rule_version: review.rule_version,
    record_sha256: review.anchor.record_sha256,
    ...placeOf(review.anchor),
    side: review.side,
    seq: review.seq,
    part: review.part,
    char_start: review.char_start,
    char_end: review.char_end,
    decision: review.decision,
    reason: review.reason,
    reviewed_at: review.at_done,
    reviewed_by: review.done_by,
    act_seq: review.act_seq,
  }),
);

const placeOf = (anchor: Anchor | null) => ({
  evidence: anchor?.evidence ?? null,
  ordinal: anchor?.ordinal ?? null,
  turn_index: anchor?.turn_index ?? null,
});

const charactersOf = (span: Span | null) => ({
  side: span?.side ?? null,
  seq: span?.seq ?? null,
  part: span?.part ?? null,
  char_start: span?.char_start ?? null,
  char_end: span?.char_end ?? null,
  quotation: span?.quotation ?? null,
});
