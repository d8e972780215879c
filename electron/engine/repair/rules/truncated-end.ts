import { endOfText } from '../json-texts.ts';
import type { RepairRule } from '../rule.ts';
import { counted, quotedBytes } from '../words.ts';

/**
 * A record whose end is missing. What is whole stays. A text that is cut stays as far as it goes, without an escape or a
 * character that is cut in its middle. A key without its value, and a number or word at the very end, which may go on
 * where the record was cut, are dropped.
 */
export const truncatedEnd: RepairRule = {
  name: 'truncated-end',
  version: 1,
  mends: 'json',
  needsReadableNext: true,
  says: 'a record that was cut short: what is open is closed; a half-written key, escape, number or word at the cut is dropped',
  find(text) {
    const cut = cutOf(text);
    if (cut === null) return null;
    const { end, open, isText } = cut;
    const closing = [...open].reverse().map((bracket) => (bracket === '{' ? '}' : ']'));
    return {
      edits: [
        { at: end, remove: text.length - end, insert: (isText ? '"' : '') + closing.join('') },
      ],
      said: saidOf(text.slice(end), isText, open),
    };
  },
};

function saidOf(dropped: string, isText: boolean, open: readonly string[]): string {
  const objects = open.filter((bracket) => bracket === '{').length;
  const lists = open.length - objects;
  const closed = [
    ...(isText ? ['1 text'] : []),
    ...(objects > 0 ? [counted(objects, 'object')] : []),
    ...(lists > 0 ? [counted(lists, 'list')] : []),
  ].join(', ');
  if (dropped === '') return `closed ${closed}; nothing was dropped`;
  return `closed ${closed}; dropped ${counted(dropped.length, 'byte')} at the cut, ${quotedBytes(dropped)}`;
}

interface Cut {
  /** What stands before it stays. */
  readonly end: number;
  /** Brackets that are open there, outermost first. */
  readonly open: readonly string[];
  /** It is within a text that is a value. */
  readonly isText: boolean;
}

const SPACE = /[ \t\r\n]/;
/** A number or a word. */
const SCALAR = /[^\s"{}[\],:]+/y;

type Expected = 'value' | 'key' | 'colon' | 'comma';

/** Where what can be kept ends; null where the record is whole, is no object or list, or is wrong before its end. */
function cutOf(text: string): Cut | null {
  const open: string[] = [];
  /** One past the last value that is whole, or past the bracket that opens the innermost object or list. */
  let whole = 0;
  let expected: Expected = 'value';
  let at = text.search(/[^ \t\r\n]/);
  if (at < 0 || !'{['.includes(text.charAt(at))) return null;
  while (at < text.length) {
    const mark = text.charAt(at);
    if (SPACE.test(mark)) at += 1;
    else if (mark === '}' || mark === ']') {
      const isEmpty = expected !== 'comma' && text.slice(whole, at).trim() === '';
      if (open.pop() !== (mark === '}' ? '{' : '[') || !(isEmpty || expected === 'comma'))
        return null;
      at += 1;
      whole = at;
      expected = 'comma';
      if (open.length === 0) return null;
    } else if (expected === 'comma' || expected === 'colon') {
      if (mark !== (expected === 'comma' ? ',' : ':')) return null;
      expected = expected === 'comma' && open.at(-1) === '{' ? 'key' : 'value';
      at += 1;
    } else if (mark === '"') {
      const end = endOfText(text, at);
      if (end < 0 && expected === 'value')
        return { end: endOfCutText(text, at), open, isText: true };
      if (end < 0) break;
      if (expected === 'value') whole = end;
      at = end;
      expected = expected === 'value' ? 'comma' : 'colon';
    } else if (expected === 'key') return null;
    else if (mark === '{' || mark === '[') {
      open.push(mark);
      at += 1;
      whole = at;
      expected = mark === '{' ? 'key' : 'value';
    } else {
      SCALAR.lastIndex = at;
      const [scalar] = SCALAR.exec(text) ?? [];
      if (scalar === undefined) return null;
      at += scalar.length;
      if (at === text.length) break;
      whole = at;
      expected = 'comma';
    }
  }
  return { end: whole, open, isText: false };
}

/** An escape that is cut, the first half of a pair of escapes, or a character of several bytes that is cut. */
const CUT_ESCAPE = /^(?:\\(?:u[0-9a-fA-F]{0,3})?)$/;
const FIRST_OF_PAIR = /\\u[dD][89abAB][0-9a-fA-F]{2}(?:\\(?:u[0-9a-fA-F]{0,3})?)?$/;
const CUT_CHARACTER =
  /(?:[\xc2-\xdf]|\xe0[\xa0-\xbf]?|[\xe1-\xec\xee\xef][\x80-\xbf]?|\xed[\x80-\x9f]?|\xf0(?:[\x90-\xbf][\x80-\xbf]?)?|[\xf1-\xf3][\x80-\xbf]{0,2}|\xf4(?:[\x80-\x8f][\x80-\xbf]?)?)$/;

/** How far the text that opens at `from` and is never closed can be kept. */
function endOfCutText(text: string, from: number): number {
  const body = text.slice(from + 1);
  const escape = lastEscape(body);
  const tail = body.slice(escape);
  if (CUT_ESCAPE.test(tail)) {
    // Where the pair's second escape is cut, its first half has nothing to stand for.
    const before = body.slice(0, escape);
    const first = before.slice(lastEscape(before));
    const isPair = FIRST_OF_PAIR.test(first) && first.length === 6;
    return from + 1 + escape - (isPair ? 6 : 0);
  }
  if (FIRST_OF_PAIR.test(tail) && tail.length === 6) return from + 1 + escape;
  return text.length - (CUT_CHARACTER.exec(body)?.[0].length ?? 0);
}

/** Where the last escape of a text begins; its length where it has none. */
function lastEscape(body: string): number {
  let last = body.length;
  for (let at = body.indexOf('\\'); at >= 0; at = body.indexOf('\\', at + 2)) last = at;
  return last;
}
