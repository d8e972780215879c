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
import { remembered } from '../base/remembered.ts';
import type { Act, ActName } from './activity-log.ts';
import { causesOf } from './causes.ts';
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

/** The same analysis for the same list; of acts that many are, what stood before is the same object afterwards. */
export const analysisOf = remembered((acts: readonly Act[]): Analysis => {
  return {
    exhibits: exhibitsOf(acts),
    causes: causesOf(acts),
    events: eventsOf(acts),
    actions: actionsOf(acts),
    notes: notesOf(acts),
    tags: acts.flatMap((act) => (act.name === 'turn.tagged' ? [tagOf(act)] : [])),
    reviews: reviewsOf(acts),
    comparisons: comparisonsOf(acts),
    pairs: judgedPairsOf(acts),
    fields: acts.reduce<ReportFields>(
      (fields, act) => (act.name === 'report.fields' ? { ...fields, ...act.data } : fields),
      {},
    ),
  };
});

type ActOf<Name extends ActName> = Extract<Act, { readonly name: Name }>;
const exhibitOf = remembered((act: ActOf<'exhibit.pinned'>) => done(act, act.data));
const noteOf = remembered((act: ActOf<'note.written'>) => done(act, act.data));
const tagOf = remembered((act: ActOf<'turn.tagged'>) => done(act, act.data));
const reviewOf = remembered((act: ActOf<'finding.reviewed'>) => ({
  hit: hitOf(act.data),
  review: done(act, act.data),
}));

/** Exhibits with the caption that each was given last. */
function exhibitsOf(acts: readonly Act[]): Done<ExhibitPinned>[] {
  const captions = new Map(
    acts.flatMap((act) =>
      act.name === 'exhibit.changed' ? [[act.data.exhibit_no, act.data.caption] as const] : [],
    ),
  );
  return acts.flatMap((act) =>
    act.name === 'exhibit.pinned' ? [changed(exhibitOf(act), 'caption', captions)] : [],
  );
}

/** The thing with the words that it was given last; itself where it was given none. */
function changed<
  Key extends string,
  Thing extends { readonly [key in Key]: string } & { readonly number: number },
>(thing: Thing, key: Key, words: ReadonlyMap<number, string>): Thing {
  const last = words.get(thing.number);
  return last === undefined ? thing : { ...thing, [key]: last };
}

/** Notes with the text that each was given last. */
function notesOf(acts: readonly Act[]): Done<NoteWritten>[] {
  const texts = new Map(
    acts.flatMap((act) =>
      act.name === 'note.changed' ? [[act.data.note_no, act.data.text] as const] : [],
    ),
  );
  return acts.flatMap((act) =>
    act.name === 'note.written' ? [changed(noteOf(act), 'text', texts)] : [],
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
    const { hit, review } = reviewOf(act);
    latest.set(hit, review);
  }
  return [...latest.values()];
}

/** What a review is of, whichever run found it. */
function hitOf(reviewed: FindingReviewed): string {
  const { rule_id, anchor, side, seq, part, char_start, char_end } = reviewed;
  return JSON.stringify([rule_id, anchor, side, seq, part, char_start, char_end]);
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
