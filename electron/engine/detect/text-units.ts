/** Words, sentences and quantities of a text. Pure; positions are UTF-16 indexes. */
export interface Word {
  readonly start: number;
  readonly end: number;
  /** 32-bit hash of the folded word without its ending. */
  readonly stem: number;
  readonly text: string;
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

const WORD = /[\p{L}\p{M}]+(?:['’][\p{L}]+)?|\p{N}+(?:[.,:]\p{N}+)*/gu;

export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
    stem: hash32(stemOf(match[0])),
  }));
}

/**
 * A word without case, accents and the commonest English endings. Light on purpose: it must join "returned" and
 * "returns", not find roots.
 */
export function stemOf(word: string): string {
  const folded = word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+|['’].*$/gu, '');
  if (folded.length <= 4)
    return folded.length === 4 && /[^s]s$/.test(folded) ? folded.slice(0, 3) : folded;
  return folded
    .replace(/(?:ies|ied)$/, 'y')
    .replace(/(?:ing|ed|es|s|ly)$/, '')
    .replace(/e$/, '');
}

/** FNV-1a over UTF-16 units. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

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
const QUANTITY = new RegExp(
  `(?<![\\p{L}\\p{N}_.-])(?:([$€£¥₹])\\s?)?(${NUMBER}|(?:${Object.keys(NAMED).join('|')})(?=[\\s-]))(?:\\s?(%)|[\\s-]?(k|thousand|million|billion|m|bn)(?=\\s?(?:${COUNTED}|[$€£¥₹])|[^\\p{L}\\p{N}]|$))?(?:[\\s-]{0,2}(${COUNTED}|[$€£¥₹])(?![\\p{L}\\p{N}]))?`,
  'giu',
);
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
  for (const match of text.matchAll(QUANTITY)) {
    const [whole, before, number = '', percent, scale, after] = match;
    const unit = unitOf(percent ?? after ?? before);
    const named = NAMED[number.toLowerCase()];
    if (named !== undefined && unit === null) continue;
    const metres = scale === 'm' && unit === null && before === undefined;
    const value =
      (named ?? numberOf(number)) *
      (scale === undefined || metres ? 1 : (SCALE[scale.toLowerCase()] ?? 1));
    found.push({
      start: match.index,
      end: match.index + whole.trimEnd().length,
      value,
      unit: metres ? 'm' : unit,
    });
  }
  return found;
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
