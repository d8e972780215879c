import type { PairOpinion, PairVerdict } from '../../../shared/domain/analysis.ts';
import type { Alignment } from '../../../shared/domain/comparison.ts';
import { count } from '../../../shared/text/numbers.ts';
import { verdictWords } from '../../../shared/text/verdict-words.ts';

/** What became of a verdict, for the person who gave it. `before` is the note that stood with the one before. */
export function judgedWords(
  verdict: PairVerdict | null,
  note: string | null,
  before: string | null,
): string {
  const words = verdict === null ? 'verdict taken back' : verdictWords[verdict];
  if (note !== null) return `${words}, with a note`;
  return before === null ? words : `${words}; its note went with the verdict before`;
}

/** How a pair is judged, without who said so and when. */
export const opinionOf = (judged: PairOpinion | null): PairOpinion => ({
  verdict: judged?.verdict ?? null,
  note: judged?.note ?? null,
});

export const isSameOpinion = (one: PairOpinion, other: PairOpinion): boolean =>
  one.verdict === other.verdict && one.note === other.note;

export const alignedWords: Record<Alignment, string> = {
  input: 'same input',
  question: 'same question',
  external_id: 'same id in the logs',
};

const names: Readonly<Record<string, string>> = {
  length: 'Length',
  latency_ms: 'Latency',
  completion_tokens: 'Length',
  confidence: 'Confidence',
  refusal_rate: 'Refusals',
  unsupported: 'Unsupported by context',
  downvote_rate: 'Downvotes',
};
export const metricWords = (name: string): string =>
  Object.hasOwn(names, name) ? (names[name] ?? name) : name;

/** Four significant digits, whole numbers as they are; what is shown in full stands in the title. */
export function figure(value: number): string {
  if (Number.isInteger(value)) return count(value);
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 4 })
    .format(value)
    .replace('-', '−');
}

export const signed = (value: number): string =>
  value > 0 ? `+${figure(value)}` : value < 0 ? `−${figure(-value)}` : '0';

/** A p is never rounded to zero. */
export const pWords = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3));
