import { z } from 'zod';
import { standing } from './analysis.ts';
import { place } from './place.ts';

/** What an examiner laid on turns: words of the marking screens. */

export const markSpan = z.object({
  side: z.enum(['input', 'output', 'context', 'tools']),
  seq: z.int(),
  part: z.int().nullable(),
  /** In code points of the text, from 0; the end is one past the last. */
  char_start: z.int(),
  char_end: z.int(),
});
export type MarkSpan = z.infer<typeof markSpan>;

export const markKind = z.enum(['exhibit', 'note', 'tag', 'cause', 'review']);
export type MarkKind = z.infer<typeof markKind>;

/** One mark on one turn; a tag or note on several turns is one mark on each, with one handle. */
export const mark = z.object({
  kind: markKind,
  /** E-7, N-3, L-2, K-1; of a review the finding's, F-12. */
  handle: z.string(),
  /** Line of the activity log, by which it is withdrawn. */
  act_seq: z.int(),
  turn_id: z.int(),
  /** Caption, text, tag, cause or decision. */
  words: z.string(),
  /** What stands with it: a reason or a rationale. */
  more: z.string().nullable(),
  /** Of a cause. */
  standing: standing.nullable(),
  span: markSpan.nullable(),
  /** The exact characters, where it was laid on a passage. */
  quotation: z.string().nullable(),
  finding_id: z.int().nullable(),
  who: z.string(),
  /** UTC, ISO 8601. */
  at: z.string(),
});
export type Mark = z.infer<typeof mark>;

const newest = z.object({
  /** The newest of them, oldest first. */
  marks: z.array(mark),
  /** How many there are. */
  total: z.int(),
});

/** Everything on the turns of a conversation, seen from one of them. */
export const conversationMarks = z.object({
  turn_id: z.int(),
  here: newest,
  others: newest,
  /** All that stand on passages of the turn. */
  passages: z.array(mark),
});
export type ConversationMarks = z.infer<typeof conversationMarks>;

/** What was done, for a person: "Pinned E-8". */
export const marked = z.object({
  words: z.string(),
  handles: z.array(z.string()),
});
export type Marked = z.infer<typeof marked>;

/** Where a handle leads. */
export const markPlace = z.object({
  handle: z.string(),
  /** Null for a mark on the case as a whole. */
  turn_id: z.int().nullable(),
  finding_id: z.int().nullable(),
  words: z.string(),
});
export type MarkPlace = z.infer<typeof markPlace>;

/** An exhibit as the list of all of them shows it. */
export const exhibit = z.object({
  handle: z.string(),
  act_seq: z.int(),
  caption: z.string(),
  /** The exact characters, or their beginning; null where the whole turn is pinned. */
  quotation: z.string().nullable(),
  /** Of the whole quotation, in code points. */
  characters: z.int().nullable(),
  span: markSpan.nullable(),
  /** A reference alone, without a turn: the one that `held_against` names. */
  is_reference: z.boolean(),
  /** References that say what was right, each with where in it. */
  held_against: z.array(z.string()),
  who: z.string(),
  /** UTC, ISO 8601. */
  at: z.string(),
  /** Null where the case does not hold the turn. */
  turn_id: z.int().nullable(),
  /** Of its record; null where the case does not hold it. */
  place: place.nullable(),
  /** Where the file of its record stays, if the case holds no copy of it. */
  in_place: z.string().nullable(),
  /** Causes and events that name it among their grounds. */
  used_by: z.array(z.object({ handle: z.string(), how: z.enum(['for', 'against']) })),
});
export type Exhibit = z.infer<typeof exhibit>;

export const exhibitPage = z.object({
  /** Exhibits of the case, and those that hold the words asked for. */
  total: z.int(),
  matched: z.int(),
  /** Where the exhibit that was named stands among them, from 0; null where it does not. */
  position: z.int().nullable(),
  offset: z.int(),
  exhibits: z.array(exhibit),
});
export type ExhibitPage = z.infer<typeof exhibitPage>;

export const usedTag = z.object({ tag: z.string(), turns: z.int() });
export type UsedTag = z.infer<typeof usedTag>;

/** Turns that one act may name at most; pinning gives each turn an exhibit of its own. */
export const MOST_TURNS = 500;
export const MOST_EXHIBITS = 50;
