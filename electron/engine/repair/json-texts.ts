import { type Edit, MOST_EDITS } from './rule.ts';

/** A stretch of JSON: a text with its quotes, or what stands outside of texts. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly isText: boolean;
}

/** JSON parted into its texts and what stands between them; a text that is not closed is no stretch. */
function* stretchesOf(json: string): Generator<Stretch> {
  for (let at = 0; at < json.length; ) {
    const quote = json.indexOf('"', at);
    const start = quote < 0 ? json.length : quote;
    if (start > at) yield { start: at, end: start, isText: false };
    if (quote < 0) return;
    const end = endOfText(json, quote);
    if (end < 0) return;
    yield { start, end, isText: true };
    at = end;
  }
}

/** What a pattern finds in the texts of JSON, or outside of them; null where there is nothing, or too much of it. */
export function editsWithin(
  json: string,
  where: 'texts' | 'outside',
  pattern: RegExp,
  insertFor: (found: string) => string,
): Edit[] | null {
  const edits: Edit[] = [];
  for (const { start, end, isText } of stretchesOf(json)) {
    if (isText !== (where === 'texts')) continue;
    for (const { index, 0: found } of json.slice(start, end).matchAll(pattern)) {
      if (edits.length === MOST_EDITS) return null;
      edits.push({ at: start + index, remove: found.length, insert: insertFor(found) });
    }
  }
  return edits.length === 0 ? null : edits;
}

/** One past the quote that closes the text which opens at `from`; -1 where none does. */
export function endOfText(json: string, from: number): number {
  for (let at = from + 1; at < json.length; at += 1) {
    const mark = json.charAt(at);
    if (mark === '"') return at + 1;
    if (mark === '\\') at += 1;
  }
  return -1;
}
