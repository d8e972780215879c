import { isList, isObject } from '../formats/json-values.ts';
import { parseExact, REPEATED_KEY } from './exact-json.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** What stands before a colon outside of texts is a quote or white space, which comes before all else in ASCII. */
const SPACE = 0x20;

/**
 * Whether an object in the JSON text has a key twice, of which `value`, what JSON.parse gave of it, holds the last alone.
 * Every key ends in a quote before a colon: where there are no more of these than keys in the value, none is lost. Only
 * where there are more, as at a text that begins with a colon, the text is parsed once more.
 */
export function repeatsKey(text: string, value: unknown): boolean {
  return keyEnds(text) > keysIn(value) && isRepeatedIn(text);
}

function isRepeatedIn(text: string): boolean {
  try {
    return parseExact(text).notes.includes(REPEATED_KEY);
  } catch (error) {
    // What nests too deep to be parsed so is not mapped either, and is said to be.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function keyEnds(text: string): number {
  let ends = 0;
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    let at = colon - 1;
    while (text.charCodeAt(at) <= SPACE) at--;
    if (text.charCodeAt(at) === QUOTE && !isEscaped(text, at)) ends++;
  }
  return ends;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === BACKSLASH) before--;
  return (at - before) % 2 === 0;
}

/** Not by recursion: a log may nest deeper than the stack. */
function keysIn(value: unknown): number {
  let keys = 0;
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (isList(next)) {
      for (const item of next) if (typeof item === 'object') left.push(item);
    } else if (isObject(next))
      for (const key in next) {
        keys++;
        const item = next[key];
        if (typeof item === 'object') left.push(item);
      }
  }
  return keys;
}
