import { z } from 'zod';
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  closingQuote,
  COMMA,
  isJsonSpace,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './json-bytes.ts';

/**
 * Where the records stand in a document that holds several of them: paths of keys, `*` for any key, `[*]` for the
 * elements of a list and `[1]` for the second, such as `observations[*]` or `resourceSpans[*].scopeSpans[*].spans[*]`. `*` leads into an object only
 * where each of its members is what the path goes on with: `*[*]` are the elements of named lists, never those of the one
 * list among the fields of a record. What stands around records is structure: whoever knows the paths finds the same
 * bytes again.
 */

type Step = { readonly key: string } | { readonly position: number } | 'any key' | 'each element';

export interface RecordPath {
  readonly text: string;
  readonly steps: readonly Step[];
}

/** Throws an `Error` for what is no path: paths are written by formats, never by evidence. */
export function recordPathOf(text: string): RecordPath {
  const steps: Step[] = [];
  for (const [part] of text.matchAll(/[^.[\]]+|\[(?:\*|\d{1,9})\]|./g)) {
    if (part === '[*]') steps.push('each element');
    else if (part === '*') steps.push('any key');
    else if (part.startsWith('[') && part.length > 2)
      steps.push({ position: Number(part.slice(1, -1)) });
    else if (!/[.[\]]/.test(part)) steps.push({ key: part });
    else if (part !== '.') throw new Error(`no path of records: ${text}`);
  }
  if (steps.length === 0) throw new Error(`no path of records: ${text}`);
  return { text, steps };
}

/** Where records stand within documents of a file, by member of a zip; null is the file itself. */
export const recordPaths = z.array(
  z.object({ member: z.string().nullable(), paths: z.array(z.string()) }),
);

/** Longer records are hashed and counted but not parsed: they would not fit the memory that an import may take. */
export const LONGEST_RECORD = 128 << 20;

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
    if (ways.length === 0 || (open !== OPEN_BRACE && open !== OPEN_BRACKET))
      return endOfValue(bytes, at);
    let index = 0;
    at = afterSpace(bytes, at + 1);
    while (at < bytes.length && bytes[at] !== CLOSE_BRACE && bytes[at] !== CLOSE_BRACKET) {
      let name: string | number = index++;
      if (open === OPEN_BRACE) {
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
        ? step === 'each element' ||
          (typeof step === 'object' && 'position' in step && step.position === name)
        : step === 'any key' || (typeof step === 'object' && 'key' in step && step.key === name);
    return leads ? [{ path, taken: taken + 1 }] : [];
  });
}

/** Whether the object that begins at `at` may be entered under any key: all its members are what is looked for next. */
function leadsOn(bytes: Buffer, at: number, { path, taken }: Way): boolean {
  if (path.steps[taken] !== 'any key' || bytes[at] !== OPEN_BRACE) return true;
  const sought = path.steps[taken + 1] === 'each element' ? OPEN_BRACKET : OPEN_BRACE;
  at = afterSpace(bytes, at + 1);
  while (at < bytes.length && bytes[at] !== CLOSE_BRACE) {
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
      const close = closingQuote(bytes, at + 1);
      if (close < 0) return bytes.length;
      if (depth === 0) return close + 1;
      at = close;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && (byte === COMMA || isJsonSpace(byte))) return at;
  }
  return bytes.length;
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
  while (isJsonSpace(bytes[at])) at++;
  return at;
}
