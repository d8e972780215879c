import type {
  ActionEntered,
  CauseTagged,
  ComparisonCompleted,
  EventEntered,
  ExhibitPinned,
  FindingReviewed,
  NoteWritten,
  PairJudged,
  PairVerdict,
  ReportFields,
  TurnTagged,
} from '../../../shared/domain/analysis.ts';
import type { Act } from './activity-log.ts';
import { actionsOf, eventsOf } from './course.ts';
import { done, type Done } from './done.ts';

/** The investigator's work as it stands: the activity log folded. */
export interface Analysis {
  readonly exhibits: readonly Done<ExhibitPinned>[];
  readonly causes: readonly Done<CauseTagged>[];
  readonly events: readonly Done<EventEntered>[];
  readonly actions: readonly Done<ActionEntered>[];
  readonly notes: readonly Done<NoteWritten>[];
  readonly tags: readonly Done<TurnTagged>[];
  /** The latest review of each hit. */
  readonly reviews: readonly Done<FindingReviewed>[];
  readonly comparisons: readonly (Done<ComparisonCompleted> & { readonly announced_at: string })[];
  /** The latest verdict on each pair of answers. */
  readonly pairs: readonly (Done<PairJudged> & { readonly verdict: PairVerdict })[];
  readonly fields: ReportFields;
}

export function analysisOf(acts: readonly Act[]): Analysis {
  return {
    exhibits: exhibitsOf(acts),
    causes: acts.flatMap((act) => (act.name === 'cause.tagged' ? [done(act, act.data)] : [])),
    events: eventsOf(acts),
    actions: actionsOf(acts),
    notes: notesOf(acts),
    tags: acts.flatMap((act) => (act.name === 'turn.tagged' ? [done(act, act.data)] : [])),
    reviews: reviewsOf(acts),
    comparisons: comparisonsOf(acts),
    pairs: judgedPairsOf(acts),
    fields: acts.reduce<ReportFields>(
      (fields, act) => (act.name === 'report.fields' ? { ...fields, ...act.data } : fields),
      {},
    ),
  };
}

/** Exhibits with the caption that each was given last. */
function exhibitsOf(acts: readonly Act[]): Done<ExhibitPinned>[] {
  const captions = new Map(
    acts.flatMap((act) =>
      act.name === 'exhibit.changed' ? [[act.data.exhibit_no, act.data.caption] as const] : [],
    ),
  );
  return acts.flatMap((act) =>
    act.name === 'exhibit.pinned'
      ? [{ ...done(act, act.data), caption: captions.get(act.number) ?? act.data.caption }]
      : [],
  );
}

/** Notes with the text that each was given last. */
function notesOf(acts: readonly Act[]): Done<NoteWritten>[] {
  const texts = new Map(
    acts.flatMap((act) =>
      act.name === 'note.changed' ? [[act.data.note_no, act.data.text] as const] : [],
    ),
  );
  return acts.flatMap((act) =>
    act.name === 'note.written'
      ? [{ ...done(act, act.data), text: texts.get(act.number) ?? act.data.text }]
      : [],
  );
}

/** Each completed comparison with the time at which it was announced. */
function comparisonsOf(acts: readonly Act[]): Analysis['comparisons'] {
  const announced = new Map(
    acts.flatMap((act) =>
      act.name === 'comparison.announced' ? [[act.seq, act.at] as const] : [],
    ),
  );
  return acts.flatMap((act) =>
    act.name === 'comparison.completed'
      ? [{ ...done(act, act.data), announced_at: announced.get(act.data.announced_seq) ?? act.at }]
      : [],
  );
}

function reviewsOf(acts: readonly Act[]): Done<FindingReviewed>[] {
  const latest = new Map<string, Done<FindingReviewed>>();
  for (const act of acts) {
    if (act.name !== 'finding.reviewed') continue;
    const { rule_id, anchor, side, seq, part, char_start, char_end } = act.data;
    latest.set(
      JSON.stringify([rule_id, anchor, side, seq, part, char_start, char_end]),
      done(act, act.data),
    );
  }
  return [...latest.values()];
}

function judgedPairsOf(acts: readonly Act[]): Analysis['pairs'] {
  const latest = new Map<string, Done<PairJudged>>();
  for (const act of acts) {
    if (act.name !== 'pair.judged') continue;
    latest.set(JSON.stringify([act.data.a, act.data.b]), done(act, act.data));
  }
  return [...latest.values()].flatMap((judged) =>
    judged.verdict === null ? [] : [{ ...judged, verdict: judged.verdict }],
  );
}
