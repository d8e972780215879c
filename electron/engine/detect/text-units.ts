/** Sentences and quantities of a text. Pure; positions are UTF-16 indexes. */
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
