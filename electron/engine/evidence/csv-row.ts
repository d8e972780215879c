const LF = 0x0a;
const CR = 0x0d;
export const BACKSLASH = 0x5c;

/** What separates the fields of a row and what encloses a field that holds such bytes itself; both ASCII. */
export interface CsvMarks {
  readonly delimiter: number;
  readonly quote: number;
  /** The backslash where it makes a quote behind it a character of the field, as a doubled quote is. */
  readonly escape: typeof BACKSLASH | null;
}

/**
 * What stands at a place: a row; none, because a quoted field is followed by more than a delimiter or line end, or has
 * no closing quote at all; or something that the window's end leaves open.
 */
export type RowKind = 'row' | 'broken' | 'open';

/**
 * Finds where the row that begins at a byte ends (RFC 4180): a field in quotes may hold delimiters, line ends and
 * doubled quotes; a quote elsewhere than at a field's beginning is a character. The line end, LF or CR LF, is no part
 * of the row.
 */
export class RowScan {
  /** One past the last byte of the row, and where the next one begins. */
  end = 0;
  next = 0;
  fields = 0;
  private readonly marks: CsvMarks;

  constructor(marks: CsvMarks) {
    this.marks = marks;
  }

  /** `whole`: nothing follows the window. */
  scan(window: Buffer, start: number, whole: boolean): RowKind {
    const { delimiter, quote, escape } = this.marks;
    let at = start;
    let lf = -1;
    this.fields = 1;
    for (;;) {
      if (window[at] === quote) {
        const close = closingQuote(window, at + 1, { quote, escape }, whole);
        if (close < 0) return whole ? 'broken' : 'open';
        at = close + 1;
        const kind = this.afterQuoted(window, at, whole);
        if (kind !== null) return kind;
        at += 1;
      } else {
        if (lf < at) lf = indexOrEnd(window, LF, at);
        // Not beyond the line: a window of lines without a delimiter would be searched again for each.
        const mark = window.subarray(at, lf).indexOf(delimiter);
        if (mark < 0) return this.endAt(window, start, lf, whole);
        at += mark + 1;
      }
      this.fields += 1;
    }
  }

  /** Null where a delimiter follows, and with it another field. */
  private afterQuoted(window: Buffer, at: number, whole: boolean): RowKind | null {
    const byte = window[at];
    if (byte === this.marks.delimiter) return null;
    const isReturn = byte === CR;
    const ending = isReturn ? window[at + 1] : byte;
    if (ending === undefined && !whole) return 'open';
    if (ending !== undefined && ending !== LF) return 'broken';
    this.end = at;
    this.next = Math.min(at + (isReturn ? 2 : 1), window.length);
    return 'row';
  }

  private endAt(window: Buffer, start: number, lf: number, whole: boolean): RowKind {
    if (lf === window.length && !whole) return 'open';
    this.end = lf > start && window[lf - 1] === CR ? lf - 1 : lf;
    this.next = Math.min(lf + 1, window.length);
    return 'row';
  }
}

/** The quote that ends the field; -1 where the window ends before that is known. */
function closingQuote(
  window: Buffer,
  from: number,
  { quote, escape }: Pick<CsvMarks, 'quote' | 'escape'>,
  whole: boolean,
): number {
  for (let at = from; ; ) {
    const found = window.indexOf(quote, at);
    if (found < 0) return -1;
    if (escape !== null && isEscaped(window, at, found, escape)) at = found + 1;
    else if (window[found + 1] === quote) at = found + 2;
    else return found + 1 < window.length || whole ? found : -1;
  }
}

/** Whether an odd number of escapes stands before the byte, counted back to `from`. */
function isEscaped(window: Buffer, from: number, at: number, escape: number): boolean {
  let before = at;
  while (before > from && window[before - 1] === escape) before -= 1;
  return (at - before) % 2 === 1;
}

function indexOrEnd(window: Buffer, byte: number, from: number): number {
  const found = window.indexOf(byte, from);
  return found < 0 ? window.length : found;
}

/**
 * The fields of one row, decoded or one character a byte. A field that is empty without quotes gives nothing and is
 * null, as databases export what is missing; one with quotes is an empty text.
 */
export function fieldsOf(text: string, { delimiter, quote, escape }: CsvMarks): (string | null)[] {
  const mark = String.fromCharCode(delimiter);
  const enclosing = String.fromCharCode(quote);
  const escaping = escape === null ? null : String.fromCharCode(escape);
  if (!text.includes(enclosing)) return text.split(mark).map(given);
  const fields: (string | null)[] = [];
  for (let at = 0; ; ) {
    let end: number;
    if (text[at] === enclosing) {
      end = closingInText(text, at + 1, enclosing, escaping);
      const inner = text.slice(at + 1, end);
      fields.push(unquoted(inner, enclosing, escaping));
      end += 1;
    } else {
      const found = text.indexOf(mark, at);
      end = found < 0 ? text.length : found;
      fields.push(given(text.slice(at, end)));
    }
    if (end >= text.length) return fields;
    at = end + 1;
  }
}

const given = (field: string): string | null => (field === '' ? null : field);

const PAIRS_OF_DOUBLE = /[\\"]([\\"])/g;
const PAIRS_OF_SINGLE = /[\\']([\\'])/g;

/** A quoted field's characters. A backslash before anything but a quote or another one is a character itself. */
function unquoted(inner: string, enclosing: string, escaping: string | null): string {
  if (escaping !== null && inner.includes(escaping))
    return inner.replace(enclosing === '"' ? PAIRS_OF_DOUBLE : PAIRS_OF_SINGLE, '$1');
  return inner.includes(enclosing) ? inner.replaceAll(enclosing + enclosing, enclosing) : inner;
}

function closingInText(
  text: string,
  from: number,
  enclosing: string,
  escaping: string | null,
): number {
  for (let at = from; ; ) {
    const found = text.indexOf(enclosing, at);
    if (found < 0) return text.length;
    if (escaping !== null && isEscapedInText(text, at, found, escaping)) at = found + 1;
    else if (text[found + 1] === enclosing) at = found + 2;
    else return found;
  }
}

function isEscapedInText(text: string, from: number, at: number, escaping: string): boolean {
  let before = at;
  while (before > from && text[before - 1] === escaping) before -= 1;
  return (at - before) % 2 === 1;
}
