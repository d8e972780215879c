import type { PairOpinion, PairVerdict } from '../domain/analysis.ts';

/** A verdict on two answers, as the end of a sentence. */
export const verdictWords: Readonly<Record<PairVerdict, string>> = {
  'a-better': 'A better',
  'b-better': 'B better',
  same: 'the same',
  'both-bad': 'both bad',
};

/** How a pair is judged: the verdict, and in a paragraph of its own the note. */
export const opinionWords = ({ verdict, note }: PairOpinion): string =>
  verdict === null
    ? 'no verdict'
    : [verdictWords[verdict], ...(note === null ? [] : [note])].join('\n\n');
