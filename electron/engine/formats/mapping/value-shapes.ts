import { asIso, digitsAsIso, ISO_TIME } from '../../base/written-time.ts';
import { amountOf, spanOf } from './amount.ts';
import { lastWords } from './key-names.ts';
import type { SamplePath } from './sample-paths.ts';

/** What the values at a path look like. */

export const texts = ({ scalars }: SamplePath): string[] =>
  scalars.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));

/** Values that say something: an empty text is how many logs leave a field out. */
export const said = ({ scalars }: SamplePath): (string | number | boolean)[] =>
  scalars.map(({ value }) => value).filter((value) => value !== '');

/** Nothing but texts, numbers and booleans stands there, or nothing at all. */
export const isScalar = (at: SamplePath): boolean =>
  at.objects === 0 && at.lists === 0 && said(at).length > 0;

export const isText = (at: SamplePath): boolean =>
  isScalar(at) && said(at).every((value) => typeof value === 'string');

export const meanWords = (at: SamplePath): number => {
  const all = texts(at).filter((text) => text !== '');
  const words = all.reduce((sum, text) => sum + wordsOf(text), 0);
  return all.length === 0 ? 0 : words / all.length;
};
const wordsOf = (text: string): number => {
  const words = text.trim().split(/\s+/).length;
  // Scripts that put no spaces between words.
  return words > 2 || !/[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]/.test(text)
    ? words
    : Math.max(words, Math.ceil(text.length / 3));
};

/** Sentences rather than names, codes or numbers. */
export const isProse = (at: SamplePath): boolean =>
  isText(at) && meanWords(at) >= 2 && !isTime(at) && !isNumber(at);

const EPOCH = /^\d{9,19}(?:\.\d{1,18})?$/;

/** Times as an import reads them: ISO 8601, its digits alone, or an epoch of seconds to nanoseconds since 1990. */
export const isTime = (at: SamplePath): boolean =>
  isScalar(at) &&
  said(at).every((value) => readsAsTime(value)) &&
  isOneAge(said(at)) &&
  !areNamesInDigits(at);

/** Many a system numbers what it keeps by the second at which it came. */
const areNamesInDigits = (at: SamplePath): boolean =>
  lastWords(at.steps).some((word) => /^(?:id|no|nr|number|key|ref|reference|code)$/.test(word)) &&
  said(at).every((value) => digitsAsIso(String(value).trim()) !== null);

/** Numbers of which one is twice another count something else: no log is as old as the clock that it is written by. */
function isOneAge(values: readonly (string | number | boolean)[]): boolean {
  const all = values.map(Number).filter((value) => !Number.isNaN(value));
  if (all.length < 2) return true;
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const one of all) [least, most] = [Math.min(least, one), Math.max(most, one)];
  return most < 2 * least;
}

export function readsAsTime(value: string | number | boolean): boolean {
  const text = asIso(String(value).trim());
  if (ISO_TIME.test(text)) return !Number.isNaN(Date.parse(text.slice(0, 10)));
  return EPOCH.test(String(value)) && UNITS.some((unit) => isOfOurAge(Number(value) / unit));
}

/** Of a second, a millisecond, a microsecond and a nanosecond. */
const UNITS = [1, 1e3, 1e6, 1e9];
/** Seconds from 1990 to 2103: longer or shorter numbers are those of cards and accounts. */
const isOfOurAge = (seconds: number): boolean => seconds > 631_152_000 && seconds < 4_200_000_000;

/** Times with their day, however written; not all can be read. */
export const looksLikeTime = (at: SamplePath): boolean =>
  isText(at) &&
  said(at).every(
    (value) =>
      /\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\b(?:19|20)\d\d\b/.test(String(value)) &&
      /\d/.test(String(value)) &&
      String(value).length <= 40,
  );

/** Numbers, or texts that are nothing but one. */
export const isNumber = (at: SamplePath): boolean =>
  isScalar(at) &&
  said(at).every(
    (value) =>
      typeof value === 'number' ||
      (typeof value === 'string' && /^[-+]?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/.test(value)),
  );

export const numbers = (at: SamplePath): number[] => said(at).map(Number);

/** Numbers, also with a decimal comma, or spans of time; none below zero. */
export const isAmount = (at: SamplePath): boolean =>
  isScalar(at) &&
  said(at).every((value) => {
    const amount = typeof value === 'boolean' ? undefined : amountOf(value);
    return amount !== undefined && amount >= 0;
  });

export const amounts = (at: SamplePath): number[] =>
  said(at).flatMap((value) => amountOf(value) ?? []);

export const isSpan = (at: SamplePath): boolean =>
  isScalar(at) && said(at).every((value) => spanOf(value) !== undefined);

export const isWhole = (at: SamplePath): boolean =>
  isNumber(at) && numbers(at).every(Number.isSafeInteger);

/** Short, in one piece: an id, a name, a code. */
export const isIdLike = (at: SamplePath): boolean =>
  isScalar(at) &&
  !said(at).some((value) => typeof value === 'boolean') &&
  texts(at).every((text) => text.length <= 200 && !/[\n\t]/.test(text)) &&
  meanWords(at) < 5;

/** Where in its own program a logger was called: `ask.go:74`. */
export const isPlaceInCode = (at: SamplePath): boolean =>
  isScalar(at) && said(at).every((value) => /^[\w./-]+\.[a-z]{1,4}:\d+$/.test(String(value)));

export const isBoolean = (at: SamplePath): boolean =>
  isScalar(at) && said(at).every((value) => typeof value === 'boolean');

export const distinct = (at: SamplePath): Set<string> => new Set(said(at).map(String));

const MODEL =
  /(?:^|[/:_.-])(?:gpt|chatgpt|claude|gemini|gemma|mistral|mixtral|ministral|llama|qwen\d*|command|phi|deepseek|titan|nova|jamba|grok|falcon|granite|nemotron|o[134]|sonar|yi|glm|kimi|codex|palm|bloom|aya|haiku|sonnet|opus)(?=[-_.:\d]|$)[\w.:/@-]*/i;

/** A name of a family of models, with a number or a size. */
export const isModelName = (name: string): boolean =>
  /^\S{3,100}$/.test(name) && /[-_.:\d]/.test(name) && MODEL.test(name);

/** Few names, each of a family of models and with a number or a size: `mistral-large-2411`. */
export const looksLikeModels = (at: SamplePath): boolean => {
  const names = [...distinct(at)];
  return (
    isText(at) &&
    names.length > 0 &&
    names.length <= Math.max(4, at.records / 4) &&
    names.every((name) => isModelName(name) && /[-_.:]/.test(name))
  );
};

/** A size, a quantization, or a version among other parts: `acme-chat-7b`, `m7b-npc-v13-q5`. */
const MODEL_PART =
  /^(?:[a-z]?\d{1,3}(?:\.\d)?[bm]|i?q\d(?:[_k]\w*)?|ft\d*|instruct|chat|fp16|int[48])$/i;

/** Few names of several parts, of which one is such as only models have. */
export const looksLikeOwnModels = (at: SamplePath): boolean => {
  const names = [...distinct(at)];
  return (
    isText(at) &&
    names.length > 0 &&
    names.length <= Math.max(4, at.records / 8) &&
    names.every((name) => {
      const parts = name.split(/[-_:/]/);
      return (
        /^[A-Za-z]\S{3,80}$/.test(name) &&
        parts.length >= 2 &&
        parts.some((part) => MODEL_PART.test(part))
      );
    })
  );
};

/** What the values are, in a few words. */
export function shapeWords(at: SamplePath): string {
  if (at.lists > 0) return 'a list';
  if (at.objects > 0) return 'an object';
  if (isTime(at))
    return texts(at).length > 0 && /-/.test(texts(at)[0] ?? '') ? 'times' : 'epoch times';
  if (isBoolean(at)) return 'true or false';
  if (isNumber(at)) return 'numbers';
  const words = meanWords(at);
  return words >= 2 ? `texts of about ${Math.round(words)} words` : 'short texts';
}
