import { LosslessNumber, parse, stringify } from 'lossless-json';
import { reasonOf } from '../base/errors.ts';

/**
 * The slow path: JSON as producers really write it, with nothing rounded. Integers beyond 2^53 come as bigint, numbers
 * of more digits than a double holds as LosslessNumber, NaN and the infinities as the texts "NaN", "Infinity",
 * "-Infinity", a lone surrogate escape as U+FFFD; of equal keys the last counts. What was met is noted.
 */
export interface ExactValue {
  readonly value: unknown;
  readonly notes: readonly string[];
}

export const REPEATED_KEY = 'a key stands twice in one object; the last counts';
export const NOT_A_NUMBER = /^(?:NaN|-?Infinity)$/;

/** Throws a SyntaxError for what is no JSON even so. */
export function parseExact(text: string): ExactValue {
  const notes = new Set<string>();
  const { quoted, found } = quoteNonNumbers(text);
  for (const token of found) notes.add(`${token} is not JSON; read as a text`);
  const repaired = replaceLoneSurrogates(quoted);
  if (repaired !== quoted) notes.add('a lone surrogate escape is read as U+FFFD');
  const value = parse(repaired, undefined, {
    parseNumber: exactNumber,
    onDuplicateKey: ({ newValue }) => {
      notes.add(REPEATED_KEY);
      return newValue;
    },
  });
  return { value, notes: [...notes] };
}

/** JSON text of a value that `parseExact` gave. */
export function stringifyExact(value: unknown): string {
  // What goes beyond JSON is rare, and JSON.stringify is several times quicker.
  return (isBeyondJson(value) ? stringify(value) : JSON.stringify(value)) ?? 'null';
}

function isBeyondJson(value: unknown): boolean {
  if (typeof value === 'bigint' || value instanceof LosslessNumber) return true;
  if (typeof value === 'number') return !Number.isFinite(value);
  if (Array.isArray(value)) return value.some(isBeyondJson);
  return typeof value === 'object' && value !== null && Object.values(value).some(isBeyondJson);
}

const ESCAPE =
  /\\(?:u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)/gs;
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;

/** Every escape is looked at in turn, so that `\\ud800` (a backslash, then letters) stays. */
export function replaceLoneSurrogates(text: string): string {
  if (!SURROGATE_ESCAPE.test(text)) return text;
  return text.replace(ESCAPE, (escape: string, lone: string | undefined) =>
    lone === undefined ? escape : '\\ufffd',
  );
}

function exactNumber(text: string): unknown {
  const number = Number(text);
  if (String(number) === text) return number;
  if (/^-?\d+$/.test(text)) return Number.isSafeInteger(number) ? number : BigInt(text);
  if (!Number.isFinite(number)) return new LosslessNumber(text);
  const digits = text
    .replace(/[eE].*$/, '')
    .replace(/^[-0.]+/, '')
    .replace('.', '').length;
  // Up to 15 digits a double gives back the same number; formats then see a plain number.
  return digits <= 15 ? number : new LosslessNumber(text);
}

/** Puts quotes around NaN, Infinity and -Infinity where they stand outside of texts. */
function quoteNonNumbers(text: string): { quoted: string; found: readonly string[] } {
  if (!text.includes('NaN') && !text.includes('Infinity')) return { quoted: text, found: [] };
  const found = new Set<string>();
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at);
    const outside = text.slice(at, quote < 0 ? text.length : quote);
    pieces.push(
      outside.replace(/-?Infinity|NaN/g, (token) => {
        found.add(token);
        return `"${token}"`;
      }),
    );
    if (quote < 0) break;
    const end = endOfText(text, quote);
    pieces.push(text.slice(quote, end));
    at = end;
  }
  return { quoted: pieces.join(''), found: [...found] };
}

/** One past the closing quote of the text that opens at `quote`. */
function endOfText(text: string, quote: number): number {
  for (let end = quote + 1; ; ) {
    const close = text.indexOf('"', end);
    if (close < 0) return text.length;
    let backslashes = 0;
    while (text.charCodeAt(close - 1 - backslashes) === 92) backslashes++;
    if (backslashes % 2 === 0) return close + 1;
    end = close + 1;
  }
}

/** Newer runtimes say the place twice: tables must be the same whatever derives them. */
const PLACE_AGAIN = / \(line \d+ column \d+\)$/;

/** The reason why `text` is no JSON. NUL bytes alone are what a crash leaves where lines were not yet written. */
export const malformedText = (text: string, error: unknown): string =>
  text.includes('\0') && text.replaceAll('\0', '').trim() === ''
    ? 'malformed JSON: nothing but NUL bytes'
    : malformed(error);

/** The reason of a parse error, in printable ASCII: it may quote hostile text. */
export function malformed(error: unknown): string {
  return `malformed JSON: ${reasonOf(error)
    .replace(PLACE_AGAIN, '')
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 200)}`;
}
