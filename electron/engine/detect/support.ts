import type { Lane } from '../../../shared/domain/finding.ts';
import { COMMON_STEMS } from './common-words.ts';
import type { Passage } from './passage.ts';
import { StemSet } from './stem-set.ts';
import { type Quantity, type Sentence, within } from './text-units.ts';
import { firstWordFrom, isNumberAt } from './words.ts';

/** How rare a word is in the case, as a weight; 1 for a word that every text has. */
export type Rarity = (stem: number) => number;

/** How little of an answer its context supports. Positions are UTF-16 indexes into the answer. */
export interface Support {
  /** Above 0, at most 1. */
  readonly score: number;
  readonly lane: Lane;
  readonly start: number;
  readonly end: number;
  readonly explanation: string;
}

export interface Given {
  readonly context: readonly Passage[];
  /** Question, system prompt, tool results: what they hold needs no support by the context. */
  readonly other: readonly Passage[];
}

/** An answer that says it does not know claims nothing. */
const ABSTAINS =
  /\b(?:(?:do(?:es)?|did) not|don['’]t|doesn['’]t|didn['’]t|could(?: not|n['’]t)|can(?:not|['’]t)|no|not) (?:know|have (?:any |enough |that |the )?information|contain|mention|specify|state|provide|find|enough information|information)\b/i;

interface Judged {
  readonly sentence: Sentence;
  readonly weight: number;
  /** 0 to 1. */
  readonly support: number;
  readonly unsupported: readonly Quantity[];
}

const NUMBER_FACTOR = 0.4;
/** What a word counts that only the question has. */
const ECHO = 0.5;

export function supportOf(answer: Passage, given: Given, rarity: Rarity): Support {
  const judged = answer.sentences
    .map((sentence) => judge(answer, sentence, given, rarity))
    .filter(({ weight }) => weight > 0);
  const worst = judged.reduce<Judged | undefined>(
    (found, next) => (found === undefined || next.support < found.support ? next : found),
    undefined,
  );
  if (worst === undefined)
    return whole(answer, 0.0001, 'The answer claims nothing that the context could support.');
  const total = judged.reduce((sum, { weight }) => sum + weight, 0);
  const mean = judged.reduce((sum, { weight, support }) => sum + weight * support, 0) / total;
  const score = rounded(1 - (mean + worst.support) / 2);
  const against = contradiction(answer, judged, given, rarity);
  if (against !== undefined) return { ...against, score: Math.max(score, 0.5) };
  const percent = Math.round(mean * 100);
  const [number] = worst.unsupported;
  if (number !== undefined)
    return {
      score,
      lane: 'candidate',
      start: number.start,
      end: number.end,
      explanation: `“${answer.text.slice(number.start, number.end)}” stands neither in the context nor in what was asked; the context supports ${percent} % of the answer's words, weighted by rarity.`,
    };
  return {
    score,
    lane: 'candidate',
    ...worst.sentence,
    explanation: `The context supports ${percent} % of the answer's words, weighted by rarity; the marked sentence is the least supported (${Math.round(worst.support * 100)} %).`,
  };
}

function whole(answer: Passage, score: number, explanation: string): Support {
  return { score, lane: 'candidate', start: 0, end: answer.text.length, explanation };
}

function rounded(score: number): number {
  return Math.min(1, Math.max(0.0001, Math.round(score * 10_000) / 10_000));
}

function judge(answer: Passage, sentence: Sentence, given: Given, rarity: Rarity): Judged {
  const { words } = answer;
  const first = firstWordFrom(words, sentence.start);
  const last = firstWordFrom(words, sentence.end);
  const numbers = within(answer.quantities, sentence);
  const unsupported = numbers.filter((number) => !isGiven(number, given));
  if (ABSTAINS.test(answer.text.slice(sentence.start, sentence.end)))
    return { sentence, weight: last - first, support: 1, unsupported: [] };
  let weight = 0;
  let supported = 0;
  for (let word = first; word < last; word += 1) {
    const stem = words.stems[word] ?? 0;
    if (COMMON_STEMS.has(stem) || isNumberAt(answer.text, words.starts[word] ?? 0)) continue;
    const rare = rarity(stem);
    weight += rare;
    if (someHas(given.context, stem)) supported += rare;
    else if (someHas(given.other, stem)) supported += rare * ECHO;
  }
  weight += numbers.length * 2;
  supported += (numbers.length - unsupported.length) * 2;
  const share = weight === 0 ? 1 : supported / weight;
  return {
    sentence,
    weight,
    support: unsupported.length === 0 ? share : share * NUMBER_FACTOR,
    unsupported,
  };
}

function someHas(passages: readonly Passage[], stem: number): boolean {
  for (const { stems } of passages) if (stems.has(stem)) return true;
  return false;
}

/** Number and unit as given, or the bare number. Small bare numbers count steps and need no support. */
function isGiven(number: Quantity, { context, other }: Given): boolean {
  if (number.unit === null && Number.isInteger(number.value) && number.value <= 10) return true;
  const holds = ({ quantities }: Passage): boolean =>
    quantities.some((known) => same(known, number));
  return context.some(holds) || other.some(holds);
}

function same(a: Quantity, b: Quantity): boolean {
  return (
    Math.abs(a.value - b.value) <= 1e-9 * Math.abs(a.value) &&
    (a.unit === b.unit || a.unit === null || b.unit === null)
  );
}

/**
 * A number with a unit that the context gives differently in a sentence on the same matter: the two share a word that
 * is not common, from the answer's sentence or from the question.
 */
function contradiction(
  answer: Passage,
  judged: readonly Judged[],
  given: Given,
  rarity: Rarity,
): Omit<Support, 'score'> | undefined {
  const asked = given.other.at(-1)?.stems ?? NOTHING;
  let best: { number: Quantity; passage: Passage; other: Quantity; shared: number } | undefined;
  for (const { sentence, unsupported } of judged) {
    if (unsupported.every(({ unit }) => unit === null)) continue;
    const { words } = answer;
    const matter = new StemSet(
      words.stems
        .subarray(firstWordFrom(words, sentence.start), firstWordFrom(words, sentence.end))
        .filter(isMatter),
    );
    for (const number of unsupported.filter(({ unit }) => unit !== null))
      for (const passage of given.context)
        for (const other of passage.quantities.filter(({ unit }) => unit === number.unit)) {
          const shared = sharedWeight(passage, other, matter, asked, rarity);
          if (shared > (best?.shared ?? 0)) best = { number, passage, other, shared };
        }
  }
  if (best === undefined) return undefined;
  const { number, passage, other } = best;
  return {
    lane: 'lead',
    start: number.start,
    end: number.end,
    explanation: `The answer says “${answer.text.slice(number.start, number.end)}”; on the same matter the context says “${passage.text.slice(other.start, other.end)}”.`,
  };
}

const NOTHING = new StemSet([]);

function isMatter(stem: number): boolean {
  return !COMMON_STEMS.has(stem);
}

/** Weight of the words that the sentence around a context quantity shares with answer and question. */
function sharedWeight(
  passage: Passage,
  quantity: Quantity,
  matter: StemSet,
  asked: StemSet,
  rarity: Rarity,
): number {
  const sentence = passage.sentences.find(
    ({ start, end }) => start <= quantity.start && quantity.start < end,
  );
  if (sentence === undefined) return 0;
  let shared = 0;
  const seen: number[] = [];
  const { words } = passage;
  const first = firstWordFrom(words, sentence.start);
  const last = firstWordFrom(words, sentence.end);
  for (let word = first; word < last; word += 1) {
    const stem = words.stems[word] ?? 0;
    const start = words.starts[word] ?? 0;
    if (start >= quantity.start && start < quantity.end) continue;
    if ((words.ends[word] ?? 0) - start < 3 || isNumberAt(passage.text, start)) continue;
    if (!isMatter(stem) || seen.includes(stem)) continue;
    seen.push(stem);
    if (matter.has(stem)) shared += rarity(stem);
    else if (asked.has(stem)) shared += rarity(stem) / 2;
  }
  return shared;
}
