/** JSON as bytes: its marks, the space between them, and where its texts end. */

export const QUOTE = 0x22;
export const COMMA = 0x2c;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
const BACKSLASH = 0x5c;

/** Space, tab, LF, CR. */
export function isJsonSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** The quote that closes a text whose first byte is at `from`; -1 where the bytes end before it. */
export function closingQuote(bytes: Buffer, from: number): number {
  for (let at = from; ; ) {
    const quote = bytes.indexOf(QUOTE, at);
    if (quote < 0) return -1;
    if (backslashesBefore(bytes, quote, from) % 2 === 0) return quote;
    at = quote + 1;
  }
}

/** How many backslashes stand directly before `end`, none of them before `from`. */
export function backslashesBefore(bytes: Buffer, end: number, from: number): number {
  let count = 0;
  while (end - 1 - count >= from && bytes[end - 1 - count] === BACKSLASH) count++;
  return count;
}
