import type { JsonObject } from './format.ts';
import { NEEDS_DECODED_TEXT } from './nested-json.ts';

/**
 * Lists and objects as programs print them into a text where they write no JSON: Python's `['a.md', None]` and
 * `[Document(page_content='...')]`, Ruby's `{:role=>"user"}`, JavaScript's `{ role: 'user' }`. What is not one of these to the
 * last character stays a text. Called objects are objects of their named arguments, or a list of the others.
 */

/** The list or object that the text prints; undefined where it prints none. Throws `NeedsDecodedText`. */
export function parsePrinted(text: string, decoded: boolean): unknown {
  // Most texts that begin with a bracket say something in words after it.
  if (!PRINTED.test(text)) return undefined;
  if (!decoded && ESCAPED.test(text)) throw NEEDS_DECODED_TEXT;
  const read = valueAt(text, spaceAfter(text, 0), 0);
  return read !== null && spaceAfter(text, read.end) === text.length ? read.value : undefined;
}

/** A bracket, and then what may stand first in it. */
const PRINTED =
  /^\s*(?:\[\s*(?:['"([{\]\d-]|b['"]|:?[A-Za-z_][\w.]*\s*[(,\]])|\{\s*(?:\}|'|"|\d+\s*:|:?[A-Za-z_]\w*\s*(?::|=>)))/;
const ESCAPED = /\\[xuUN0-7]/;
const DEEPEST = 40;

interface Read {
  readonly value: unknown;
  readonly end: number;
}

const SPACE = /\s*/y;
function spaceAfter(text: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.exec(text);
  return SPACE.lastIndex;
}

function matched(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const NUMBER = /[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?![\w.])/y;
const WORD = /:?[A-Za-z_][\w.]*/y;
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...(['None', 'nil', 'null', 'undefined', 'nan', 'NaN', 'NaT', '<NA>'] as const).map(
    (word): [string, unknown] => [word, null],
  ),
  ...(['True', 'true'] as const).map((word): [string, unknown] => [word, true]),
  ...(['False', 'false'] as const).map((word): [string, unknown] => [word, false]),
]);
const CLOSING: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };

function valueAt(text: string, at: number, depth: number): Read | null {
  if (depth > DEEPEST) return null;
  const first = text[at] ?? '';
  if (first === '{') return entriesAt(text, at, depth);
  if (first === '[' || first === '(') return listAt(text, at, depth);
  if (first === "'" || first === '"') return stringAt(text, at);
  if (/[bu]/.test(first) && /['"]/.test(text[at + 1] ?? '')) return stringAt(text, at + 1);
  const number = matched(NUMBER, text, at);
  if (number !== undefined) return { value: numberOf(number), end: at + number.length };
  const word = matched(WORD, text, at);
  if (word === undefined) return null;
  const end = at + word.length;
  if (text[end] === '(') return calledAt(text, end, depth);
  if (word.startsWith(':')) return { value: word.slice(1), end };
  return WORDS.has(word) ? { value: WORDS.get(word), end } : null;
}

/** As a number where one says the same. */
function numberOf(text: string): number | string {
  const number = Number(text);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? text : number;
}

/** What stands between brackets, one after another, each read by `one`; where it ends, or null. */
function eachAt(text: string, at: number, one: (at: number) => number | null): number | null {
  const closing = CLOSING[text[at] ?? ''];
  let next = spaceAfter(text, at + 1);
  while (text[next] !== closing) {
    const end = one(next);
    if (end === null) return null;
    next = spaceAfter(text, end);
    if (text[next] === ',') next = spaceAfter(text, next + 1);
    else if (text[next] !== closing) return null;
  }
  return next + 1;
}

function listAt(text: string, at: number, depth: number): Read | null {
  const value: unknown[] = [];
  const end = eachAt(text, at, (from) => {
    const read = valueAt(text, from, depth + 1);
    if (read !== null) value.push(read.value);
    return read?.end ?? null;
  });
  return end === null ? null : { value, end };
}

const SEPARATOR = /\s*(?::(?!:)|=>)\s*/y;
const BARE = /[A-Za-z_$][\w$]*(?=\s*:(?!:))/y;

/** `{'a': 1}`, `{:a=>1}`, `{ a: 1 }`, or a set, which is a list. */
function entriesAt(text: string, at: number, depth: number): Read | null {
  const value: Record<string, unknown> = {};
  const elements: unknown[] = [];
  const end = eachAt(text, at, (from) => {
    const bare = matched(BARE, text, from);
    const key =
      bare === undefined
        ? valueAt(text, from, depth + 1)
        : { value: bare, end: from + bare.length };
    if (key === null) return null;
    const separator = matched(SEPARATOR, text, key.end);
    if (separator === undefined) {
      elements.push(key.value);
      return key.end;
    }
    const read = valueAt(text, key.end + separator.length, depth + 1);
    if (read !== null) define(value, String(key.value), read.value);
    return read?.end ?? null;
  });
  if (end === null || (elements.length > 0 && Object.keys(value).length > 0)) return null;
  return { value: elements.length > 0 ? elements : value, end };
}

/** As JSON does it: a key of any name is a field of its own. */
const define = (object: JsonObject, key: string, value: unknown): void => {
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
};

const ARGUMENT = /[A-Za-z_]\w*\s*=(?!=)\s*/y;

/** `Document(page_content='...', metadata={...})`, `np.float64(0.5)`, `datetime.date(2025, 3, 1)` */
function calledAt(text: string, at: number, depth: number): Read | null {
  const named: Record<string, unknown> = {};
  const others: unknown[] = [];
  const end = eachAt(text, at, (from) => {
    const name = matched(ARGUMENT, text, from);
    const read = valueAt(text, from + (name?.length ?? 0), depth + 1);
    if (read === null) return null;
    if (name === undefined) others.push(read.value);
    else define(named, name.replace(/\s*=\s*$/, ''), read.value);
    return read.end;
  });
  if (end === null) return null;
  if (Object.keys(named).length > 0) return { value: named, end };
  return { value: others.length === 1 ? others[0] : others, end };
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v', e: '\u001b' },
  ...{ '\\': '\\', "'": "'", '"': '"', '0': '\0', '\n': '' },
};
const CODE = /x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|u\{[\dA-Fa-f]{1,6}\}/y;

function stringAt(text: string, at: number): Read | null {
  const quote = text[at];
  let value = '';
  for (let next = at + 1; next < text.length; next += 1) {
    const one = text[next] ?? '';
    if (one === quote) return { value, end: next + 1 };
    if (one !== '\\') {
      value += one;
      continue;
    }
    const code = matched(CODE, text, next + 1);
    const point =
      code === undefined ? undefined : Number.parseInt(code.replace(/[xuU{}]/g, ''), 16);
    if (code !== undefined && point !== undefined && point <= 0x10ffff) {
      value += String.fromCodePoint(point);
      next += code.length;
    } else {
      const escaped = text[next + 1] ?? '';
      value += (Object.hasOwn(ESCAPES, escaped) ? ESCAPES[escaped] : undefined) ?? `\\${escaped}`;
      next += 1;
    }
  }
  return null;
}
