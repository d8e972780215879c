import { z } from 'zod';
import { joinedBy } from './conversation-joins.ts';
import { place } from './place.ts';
import { replayCause, replayTurn } from './replay.ts';

/** A conversation as the replay screen opens it. */
export const conversationHead = z.object({
  conversation_id: z.int(),
  handle: z.string(),
  external_id: z.string().nullable(),
  user_id: z.string().nullable(),
  joined_by: joinedBy,
  ordered_by: z.enum(['time', 'records']),
  /** Entries of the rail: turns of every kind. */
  length: z.int(),
  turns: z.int(),
  spans: z.int(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  /** The turn that was asked for, else the first answered one: its number and its index on the rail. */
  turn_id: z.int(),
  index: z.int(),
});
export type ConversationHead = z.infer<typeof conversationHead>;

/** One entry of the time rail. */
export const railEntry = z.object({
  turn_id: z.int(),
  kind: z.string(),
  at: z.string().nullable(),
  /** Name of the tool or step of a span; null for turns. */
  name: z.string().nullable(),
  words: z.string(),
  latency_ms: z.number().nullable(),
  /** Milliseconds since the entry before ended or began; null where either is undated. */
  pause_ms: z.number().nullable(),
  worst: z.object({ lane: z.string(), severity: z.string() }).nullable(),
  exhibits: z.int(),
  error: z.string().nullable(),
});
export type RailEntry = z.infer<typeof railEntry>;

export const rail = z.object({ offset: z.int(), entries: z.array(railEntry) });

/** A text, or its beginning: `characters` says how long the whole is, in code points. */
const window = {
  text: z.string().nullable(),
  characters: z.int(),
  content_id: z.int().nullable(),
};

export const messagePart = z.object({
  part: z.int(),
  type: z.string(),
  name: z.string().nullable(),
  tool_call_id: z.string().nullable(),
  ...window,
});
export type MessagePart = z.infer<typeof messagePart>;

export const shownMessage = z.object({
  side: z.enum(['input', 'output']),
  seq: z.int(),
  choice: z.int(),
  role: z.string().nullable(),
  name: z.string().nullable(),
  parts: z.array(messagePart),
  /** False where the previous model call of the conversation already held this message, given or answered. */
  fresh: z.boolean(),
  /** Only where another record than the turn's gives it. */
  place: place.nullable(),
});
export type ShownMessage = z.infer<typeof shownMessage>;

/** Which messages of a turn a page holds. */
export const messageGroup = z.enum(['instructions', 'history', 'fresh', 'output']);
export type MessageGroup = z.infer<typeof messageGroup>;

export const groupHead = z.object({
  group: messageGroup,
  messages: z.int(),
  /** Code points in all. */
  characters: z.int(),
  /** True where the previous turn was given the same. */
  repeated: z.boolean(),
  /** The first words, for a line that stands for the folded group. */
  words: z.string(),
});
export type GroupHead = z.infer<typeof groupHead>;

export const shownDocument = z.object({
  rank: z.int(),
  document_id: z.string().nullable(),
  source: z.string().nullable(),
  score: z.number().nullable(),
  /** The retrieval step that found it for this turn; null where a record of the turn holds it. */
  from_turn_id: z.int().nullable(),
  ...window,
  place: place.nullable(),
});
export type ShownDocument = z.infer<typeof shownDocument>;

/** All of a turn but its messages, which come by groups and pages. */
export const turnHead = replayTurn
  .omit({ input: true, instructions: true, context: true, tools: true, output: true })
  .extend({
    conversation_id: z.int(),
    record_id: z.int(),
    groups: z.array(groupHead),
    /** Code points given in all, and of them new in this turn. */
    given_characters: z.int(),
    fresh_characters: z.int(),
    context: z.array(shownDocument),
    tools: z.array(z.object({ seq: z.int(), name: z.string().nullable(), ...window })),
    /** True where the previous turn was given the same tools. */
    tools_repeated: z.boolean(),
    /** `title` is the taxonomy's; null where it lists no such cause. */
    causes: z.array(replayCause.extend({ title: z.string().nullable() })),
  });
export type TurnHead = z.infer<typeof turnHead>;

export const messagePage = z.object({
  group: messageGroup,
  offset: z.int(),
  total: z.int(),
  messages: z.array(shownMessage),
});
export type MessagePage = z.infer<typeof messagePage>;

export const textWindow = z.object({ text: z.string(), from: z.int(), characters: z.int() });

/** A model call of a conversation: `number` counts its model calls from 1. */
const numberedCall = z.object({ turn_id: z.int(), handle: z.string(), number: z.int() });

/** Since which model call, without a break, instructions and tools are what this turn was given; null where it has none. */
export const unchangedSince = z.object({
  instructions: numberedCall.nullable(),
  tools: numberedCall.nullable(),
});
export type UnchangedSince = z.infer<typeof unchangedSince>;

/** When something of a turn began and how long it took, in milliseconds; null where the log does not say it. */
export const timedStep = z.object({
  turn_id: z.int(),
  handle: z.string(),
  kind: z.string(),
  name: z.string().nullable(),
  started_at: z.string().nullable(),
  /** After the first beginning among the steps that are given. */
  start_ms: z.number().nullable(),
  duration_ms: z.number().nullable(),
  /** The duration is the end less the beginning, or the latency that the log states. */
  duration_from: z.enum(['times', 'latency']).nullable(),
});
export type TimedStep = z.infer<typeof timedStep>;

/** A turn with the steps that led to it, in their order, itself the last; `total` counts those that are not given too. */
export const turnTiming = z.object({ steps: z.array(timedStep), total: z.int() });
export type TurnTiming = z.infer<typeof turnTiming>;

/** What an answer is compared with, by who says it. */
export const matchKind = z.enum(['context', 'tool', 'user', 'system']);
export type MatchKind = z.infer<typeof matchKind>;

/** Characters of one text of the turn, in code points from 0, the end not included. */
const textSpan = z.object({
  side: z.enum(['input', 'output', 'context']),
  seq: z.int(),
  choice: z.int(),
  part: z.int().nullable(),
  from: z.int(),
  to: z.int(),
});
export type TextSpan = z.infer<typeof textSpan>;

/** The same words in the same order in an answer and in a text that was given. It says that the texts are alike, and no more. */
export const textMatch = z.object({
  kind: matchKind,
  words: z.int(),
  answer: textSpan,
  given: textSpan,
});
export type TextMatch = z.infer<typeof textMatch>;

export const turnMatches = z.object({
  matches: z.array(textMatch),
  /** Words of the answer that were compared; of a very long answer its beginning alone. */
  words: z.int(),
  is_answer_cut: z.boolean(),
  /** Texts given that were compared, and all of them. */
  texts: z.int(),
  texts_total: z.int(),
});
export type TurnMatches = z.infer<typeof turnMatches>;

/** What is quoted when somebody copies a citation: everything that leads back to the bytes. */
export const citation = z.object({
  text: z.string(),
  quotation: z.string().nullable(),
  /** The record that holds what is cited. */
  record_id: z.int(),
  place,
  stock_command: z.string().nullable(),
});
export type Citation = z.infer<typeof citation>;
