/**
 * Where the records stand in a document that holds several of them: paths of keys, `*` for any key and `[*]` for the
 * elements of a list, such as `observations[*]` or `resourceSpans[*].scopeSpans[*].spans[*]`. `*` leads into an object only
 * where each of its members is what the path goes on with: `*[*]` are the elements of named lists, never those of the one
 * list among the fields of a record. What stands around records is structure: whoever knows the paths finds the same
 * bytes again.
 */

type Step = { readonly key: string } | 'any key' | 'each element';

export interface RecordPath {
  readonly text: string;
  readonly steps: readonly Step[];
}

/** Throws an `Error` for what is no path: paths are written by formats, never by evidence. */
export function recordPathOf(text: string): RecordPath {
  const steps: Step[] = [];
  for (const [part] of text.matchAll(/[^.[\]]+|\[\*\]|./g)) {
    if (part === '[*]') steps.push('each element');
    else if (part === '*') steps.push('any key');
    else if (!/[.[\]]/.test(part)) steps.push({ key: part });
    else if (part !== '.') throw new Error(`no path of records: ${text}`);
  }
  if (steps.length === 0) throw new Error(`no path of records: ${text}`);
  return { text, steps };
}

/** A record within a document. */
export interface PlacedRecord {
  /** Bounds in the buffer, in bytes. */
  readonly start: number;
  readonly end: number;
  readonly path: RecordPath;
  /** What led to it, a key or a position for each step of the path. */
  readonly trail: readonly (string | number)[];
}

/** A path and how many of its steps have been taken. */
interface Way {
  readonly path: RecordPath;
  readonly taken: number;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * The records of the document that begins at `from`, in the order of their bytes. The bytes must be JSON that parses;
 * anything else gives some records or none, and never goes beyond the buffer.
 */
export function recordsIn(
  bytes: Buffer,
  from: number,
  paths: readonly RecordPath[],
): PlacedRecord[] {
  const found: PlacedRecord[] = [];
  const walk = (at: number, ways: readonly Way[], trail: readonly (string | number)[]): number => {
    const arrived = ways.find(({ path, taken }) => taken === path.steps.length);
    if (arrived !== undefined) {
      const end = endOfValue(bytes, at);
      found.push({ start: at, end, path: arrived.path, trail });
      return end;
    }
    const open = bytes[at];
    ways = ways.filter((way) => leadsOn(bytes, at, way));
    if (ways.length === 0 || (open !== OPEN_OBJECT && open !== OPEN_LIST))
      return endOfValue(bytes, at);
    let index = 0;
    at = afterSpace(bytes, at + 1);
    while (at < bytes.length && bytes[at] !== CLOSE_OBJECT && bytes[at] !== CLOSE_LIST) {
      let name: string | number = index++;
      if (open === OPEN_OBJECT) {
        const end = endOfValue(bytes, at);
        name = keyIn(bytes, at, end);
        // Past the colon.
        at = afterSpace(bytes, afterSpace(bytes, end) + 1);
      }
      at = walk(at, further(ways, name), [...trail, name]);
      at = afterSpace(bytes, at);
      if (bytes[at] === COMMA) at = afterSpace(bytes, at + 1);
    }
    return Math.min(at + 1, bytes.length);
  };
  walk(
    afterSpace(bytes, from),
    paths.map((path) => ({ path, taken: 0 })),
    [],
  );
  return found;
}

/** The ways that go on through a member of this name, or an element at this position. */
function further(ways: readonly Way[], name: string | number): Way[] {
  return ways.flatMap(({ path, taken }) => {
    const step = path.steps[taken];
    const leads =
      typeof name === 'number'
        ? step === 'each element'
        : step === 'any key' || (typeof step === 'object' && step.key === name);
    return leads ? [{ path, taken: taken + 1 }] : [];
  });
}

/** Whether the object that begins at `at` may be entered under any key: all its members are what is looked for next. */
function leadsOn(bytes: Buffer, at: number, { path, taken }: Way): boolean {
  if (path.steps[taken] !== 'any key' || bytes[at] !== OPEN_OBJECT) return true;
  const sought = path.steps[taken + 1] === 'each element' ? OPEN_LIST : OPEN_OBJECT;
  at = afterSpace(bytes, at + 1);
  while (at < bytes.length && bytes[at] !== CLOSE_OBJECT) {
    // Past the key and its colon.
    at = afterSpace(bytes, afterSpace(bytes, endOfValue(bytes, at)) + 1);
    if (bytes[at] !== sought) return false;
    at = afterSpace(bytes, endOfValue(bytes, at));
    if (bytes[at] === COMMA) at = afterSpace(bytes, at + 1);
  }
  return true;
}

/** One past the last byte of the value that begins at `from`. */
export function endOfValue(bytes: Buffer, from: number): number {
  let depth = 0;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = closingQuote(bytes, at + 1);
      if (depth === 0) return Math.min(at + 1, bytes.length);
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && (byte === COMMA || isSpace(byte))) return at;
  }
  return bytes.length;
}

function closingQuote(bytes: Buffer, from: number): number {
  for (let at = from; ; ) {
    const quote = bytes.indexOf(QUOTE, at);
    if (quote < 0) return bytes.length;
    let backslashes = 0;
    while (quote - 1 - backslashes >= from && bytes[quote - 1 - backslashes] === BACKSLASH)
      backslashes++;
    if (backslashes % 2 === 0) return quote;
    at = quote + 1;
  }
}

function keyIn(bytes: Buffer, start: number, end: number): string {
  try {
    return String(JSON.parse(bytes.toString('utf8', start, end)));
  } catch {
    return '';
  }
}

function afterSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at++;
  return at;
}

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
