import { stemHash } from './stem.ts';

/** Words, sentences and quantities of a text. Pure; positions are UTF-16 indexes. */
export interface Word {
  readonly start: number;
  readonly end: number;
  /** 32-bit hash of the folded word without its ending. */
  readonly stem: number;
  readonly isNumber: boolean;
}

export interface Sentence {
  readonly start: number;
  readonly end: number;
}

export interface Quantity {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  /** One name per unit: "day" for day, days; "%" for percent; NULL for a bare number. */
  readonly unit: string | null;
}

const WORD = /[\p{L}\p{M}]+(?:['’]\p{L}+)?|\p{N}+(?:[.,:]\p{N}+)*/gu;
const BEYOND_ASCII = /[^\p{ASCII}]/u;

export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  eachWord(text, (start, end) => {
    words.push({ start, end, stem: stemHash(text, start, end), isNumber: isDigit(text, start) });
  });
  return words;
}

/** Hashes of the distinct words, without making the words. */
export function stemsOf(text: string): Set<number> {
  const stems = new Set<number>();
  eachWord(text, (start, end) => stems.add(stemHash(text, start, end)));
  return stems;
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return (
    (code >= 0x30 && code <= 0x39) || (code >= 0x80 && /^\p{N}/u.test(text.slice(index, index + 2)))
  );
}

function eachWord(text: string, take: (start: number, end: number) => void): void {
  if (!BEYOND_ASCII.test(text)) {
    eachAsciiWord(text, take);
    return;
  }
  WORD.lastIndex = 0;
  for (let match = WORD.exec(text); match !== null; match = WORD.exec(text))
    take(match.index, match.index + match[0].length);
}

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;

function kindAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)) return LETTER;
  return code >= 0x30 && code <= 0x39 ? DIGIT : OTHER;
}

/** The same words as WORD finds, where no other characters are. */
function eachAsciiWord(text: string, take: (start: number, end: number) => void): void {
  for (let start = 0; start < text.length; ) {
    const kind = kindAt(text, start);
    let end = start + 1;
    if (kind !== OTHER) {
      while (end < text.length && kindAt(text, end) === kind) end += 1;
      const inner = (at: number): boolean => INNER[kind]?.includes(text[at] ?? ' ') === true;
      for (
        let joined = kind === DIGIT || inner(end);
        joined && inner(end) && kindAt(text, end + 1) === kind;
      ) {
        end += 1;
        while (end < text.length && kindAt(text, end) === kind) end += 1;
        joined = kind === DIGIT;
      }
      take(start, end);
    }
    start = end;
  }
}

/** What may stand within a word, and within a number. */
const INNER: readonly string[] = ['', "'", '.,:'];

/** Ends at . ! ? before a space and a capital, digit or mark, and at line ends. Spans without outer space. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  const close = (end: number): void => {
    let start = from;
    let stop = end;
    while (start < stop && /\s/.test(text[start] ?? '')) start += 1;
    while (stop > start && /\s/.test(text[stop - 1] ?? '')) stop -= 1;
    if (stop > start) sentences.push({ start, end: stop });
    from = end;
  };
  for (const mark of text.matchAll(
    /(?<!\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|No|vs|etc|e\.g|i\.e))[.!?]["”’)]*(?=\s+[^\sa-z])|[。！？]|\n+/gu,
  ))
    close(mark.index + mark[0].length);
  close(text.length);
  return sentences;
}

/** Those of ascending items that begin within the span. */
export function within<Item extends { readonly start: number }>(
  items: readonly Item[],
  { start, end }: Sentence,
): readonly Item[] {
  return items.slice(firstFrom(items, start), firstFrom(items, end));
}

function firstFrom(items: readonly { readonly start: number }[], position: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle]?.start ?? Infinity) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Words in a run of the verbatim test. */
export const RUN_WORDS = 8;

/** Hash of each run of RUN_WORDS words; of equal runs the first. */
export function fingerprintsOf(words: readonly Word[]): Map<number, number> {
  const found = new Map<number, number>();
  for (let first = 0; first + RUN_WORDS <= words.length; first += 1) {
    const hash = runHash(words, first);
    if (!found.has(hash)) found.set(hash, first);
  }
  return found;
}

export function runHash(words: readonly Word[], first: number): number {
  let hash = 0x811c9dc5;
  for (let index = first; index < first + RUN_WORDS; index += 1)
    hash = Math.imul(hash ^ (words[index]?.stem ?? 0), 0x01000193);
  return hash >>> 0;
}

const UNITS: Readonly<Record<string, string>> = {
  percent: '%',
  'per cent': '%',
  $: 'usd',
  dollar: 'usd',
  usd: 'usd',
  '€': 'eur',
  euro: 'eur',
  eur: 'eur',
  '£': 'gbp',
  pound: 'gbp',
  gbp: 'gbp',
  chf: 'chf',
  franc: 'chf',
  '¥': 'jpy',
  yen: 'jpy',
  '₹': 'inr',
  rupee: 'inr',
  hr: 'hour',
  h: 'hour',
  min: 'minute',
  sec: 'second',
  yr: 'year',
  kilogram: 'kg',
  kilo: 'kg',
  milligram: 'mg',
  gram: 'g',
  kilometre: 'km',
  kilometer: 'km',
  metre: 'm',
  meter: 'm',
  litre: 'l',
  liter: 'l',
  millilitre: 'ml',
  milliliter: 'ml',
  '°c': 'celsius',
  '°f': 'fahrenheit',
};
const COUNTED =
  'percent|per cent|business days?|working days?|calendar days?|days?|weeks?|months?|years?|yrs?|hours?|hrs?|minutes?|mins?|seconds?|secs?|nights?|dollars?|euros?|pounds?|francs?|yen|rupees?|usd|eur|gbp|chf|kg|kilos?|kilograms?|mg|milligrams?|grams?|km|kilomet(?:re|er)s?|met(?:re|er)s?|miles?|lit(?:re|er)s?|millilit(?:re|er)s?|ml|gb|mb|tb|ghz|mhz|kwh|kw|watts?|volts?|points?|miles|bags?|items?|users?|seats?|tablets?|doses?|times|attempts?|requests?|people|persons?|employees|pages?|stars?|°\\s?[cf]|h|g|m|l';
const NUMBER = "\\d{1,3}(?:[,’' ]\\d{3})+(?:\\.\\d+)?|\\d+(?:[.,]\\d+)?";
const NAMED: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fourteen: 14,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  hundred: 100,
}; // prettier-ignore
const NAMES = Object.keys(NAMED).join('|');
/** Where a quantity may begin: cheap, since every text is searched. */
const BEGINS = new RegExp(`\\d|\\b(?:${NAMES})(?=[\\s-])`, 'gi');
const QUANTITY = new RegExp(
  `(${NUMBER}|(?:${NAMES})(?=[\\s-]))(?:\\s?(%)|[\\s-]?(k|thousand|million|billion|m|bn)(?=\\s?(?:${COUNTED}|[$€£¥₹])|[^\\p{L}\\p{N}]|$))?(?:[\\s-]{0,2}(${COUNTED}|[$€£¥₹])(?![\\p{L}\\p{N}]))?`,
  'iuy',
);
const WITHIN_WORD = /[\p{L}\p{N}_.-]/u;
const CURRENCY = /[$€£¥₹]/u;
const SCALE: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  million: 1e6,
  m: 1e6,
  billion: 1e9,
  bn: 1e9,
};

/** Numbers with the unit that stands beside them. Decimal comma or point, thousands marks, "1.2k", "thirty days". */
export function quantitiesIn(text: string): Quantity[] {
  const found: Quantity[] = [];
  BEGINS.lastIndex = 0;
  for (let begin = BEGINS.exec(text); begin !== null; begin = BEGINS.exec(text)) {
    QUANTITY.lastIndex = begin.index;
    const match = QUANTITY.exec(text);
    if (match === null) continue;
    BEGINS.lastIndex = begin.index + match[0].length;
    const quantity = quantityOf(text, match);
    if (quantity !== undefined) found.push(quantity);
  }
  return found;
}

function quantityOf(text: string, match: RegExpExecArray): Quantity | undefined {
  const [whole, number = '', percent, scale, after] = match;
  const before = text[match.index - 1] ?? '';
  if (WITHIN_WORD.test(before)) return undefined;
  const gap = before === ' ' ? 2 : 1;
  const sign = text[match.index - gap] ?? '';
  const currency = CURRENCY.test(sign) ? sign : undefined;
  const unit = unitOf(percent ?? after ?? currency);
  const named = NAMED[number.toLowerCase()];
  if (named !== undefined && unit === null) return undefined;
  const metres = scale === 'm' && unit === null;
  const factor = scale === undefined || metres ? 1 : (SCALE[scale.toLowerCase()] ?? 1);
  return {
    start: currency === undefined ? match.index : match.index - gap,
    end: match.index + whole.trimEnd().length,
    value: (named ?? numberOf(number)) * factor,
    unit: metres ? 'm' : unit,
  };
}

function numberOf(text: string): number {
  if (/^\d{1,3}(?:[,’' ]\d{3})+(?:\.\d+)?$/.test(text)) return Number(text.replace(/[,’' ]/g, ''));
  return Number(text.replace(',', '.'));
}

function unitOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const folded = text
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/^(business|working|calendar)/, '');
  const single = folded.length > 3 && folded.endsWith('s') ? folded.slice(0, -1) : folded;
  return UNITS[folded] ?? UNITS[single] ?? single;
}
