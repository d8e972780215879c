import type { PairVerdict } from '../domain/analysis.ts';

/** A verdict on two answers, as the end of a sentence. */
export const verdictWords: Readonly<Record<PairVerdict, string>> = {
  'a-better': 'A better',
  'b-better': 'B better',
  same: 'the same',
  'both-bad': 'both bad',
};
