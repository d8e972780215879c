/** A stretch of JSON: a text with its quotes, or what stands outside of texts. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly isText: boolean;
}

/** JSON parted into its texts and what stands between them; null where a text is not closed. */
export function stretchesOf(json: string): Stretch[] | null {
  const stretches: Stretch[] = [];
  for (let at = 0; at < json.length; ) {
    const quote = json.indexOf('"', at);
    const start = quote < 0 ? json.length : quote;
    if (start > at) stretches.push({ start: at, end: start, isText: false });
    if (quote < 0) break;
    const end = endOfText(json, quote);
    if (end < 0) return null;
    stretches.push({ start, end, isText: true });
    at = end;
  }
  return stretches;
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
