import { z } from 'zod';

const count = z.int().nonnegative();

export const joinedBy = z.enum(['id', 'file', 'chain', 'history', 'record']);
export type JoinedBy = z.infer<typeof joinedBy>;

/** Conversations by how their turns were found to belong together. */
export const conversationJoins = z.object({
  /** The log names them. */
  id: count,
  /** The log names them, but the name counts in its file only. */
  file: count,
  /** The log names none: their calls name the one before them. */
  chain: count,
  /** The log names none: their calls repeat what was said before. */
  history: count,
  /** One record, which names none. */
  record: count,
  /** Calls whose input begins with a history that several calls fit equally; they follow none of them. */
  ambiguous: count,
  /** Calls that name as the one before them a call that the case does not hold. */
  cut: count,
});
export type ConversationJoins = z.infer<typeof conversationJoins>;

export const JOINED_BY_WORDS = {
  id: 'by the id in the log',
  file: 'by an id that counts in its file only',
  chain: 'by the call before, which each call names',
  history: 'by repeated history',
  record: 'by nothing: one record that names no conversation',
} as const satisfies Record<JoinedBy, string>;

/** Those ways of joining that there are, each with its number. */
export function joinedWays(joins: ConversationJoins): { by: JoinedBy; conversations: number }[] {
  return joinedBy.options
    .map((by) => ({ by, conversations: joins[by] }))
    .filter(({ conversations }) => conversations > 0);
}

/** As one line: `3 by the id in the log, 1 by repeated history; 2 calls fit several histories and follow none`. */
export function joinedWords(joins: ConversationJoins): string {
  const ways = joinedWays(joins)
    .map(({ by, conversations }) => `${conversations} ${JOINED_BY_WORDS[by]}`)
    .join(', ');
  return [ways, ...leftWords(joins)].join('; ');
}

/** What could not be told of who follows whom, a sentence each. */
export function leftWords({ ambiguous, cut }: ConversationJoins): string[] {
  return [
    ...(ambiguous === 0 ? [] : [ambiguousWords(ambiguous)]),
    ...(cut === 0 ? [] : [cutWords(cut)]),
  ];
}

const cutWords = (calls: number): string =>
  calls === 1
    ? '1 call goes on from one that is not in the case'
    : `${calls} calls go on from calls that are not in the case`;

const ambiguousWords = (calls: number): string =>
  calls === 1
    ? '1 call may follow several others equally well, and follows none'
    : `${calls} calls may follow several others equally well, and follow none`;
