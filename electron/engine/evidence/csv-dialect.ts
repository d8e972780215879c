import { isUtf8 } from 'node:buffer';
import { ANSWER_NAMES, PROMPT_NAMES } from '../../../shared/domain/plain-names.ts';
import { BACKSLASH, type CsvMarks, fieldsOf, RowScan } from './csv-row.ts';

/** How the rows of a file of separated values are written, and what its header names. */
export interface CsvDialect extends CsvMarks {
  /** Each name once, in order; where the header leaves one out or repeats one, the name that we give. */
  readonly columns: readonly string[];
  /** The header, which is structure: its bytes with the line end. */
  readonly header: { readonly start: number; readonly end: number };
  /** Physical line of the header, from 1. */
  readonly line: number;
  /** Sentences about names that the header leaves out or repeats. */
  readonly notes: readonly string[];
}

/** A dialect is told from so many bytes at a file's beginning and no others, so that everyone tells the same. */
export const DIALECT_BYTES = 1 << 20;

const DELIMITERS: readonly number[] = [0x2c, 0x09, 0x3b];
/** What separates nothing: of a file of one column each line is the field, whatever marks it holds. */
const NO_DELIMITER = 0x1f;
/** The one name of such a file must be one of these; any other first line may be words. */
const LONE_NAMES: ReadonlySet<string> = new Set([...PROMPT_NAMES, ...ANSWER_NAMES]);
const DOUBLE = 0x22;
const SINGLE = 0x27;
const LF = 0x0a;
const SAMPLED_ROWS = 100;
/** Names that are written as words or sentences are believed only where so many rows have as many fields. */
const AGREEING = 2 / 3;
const MOST_COLUMNS = 10_000;

/**
 * Tells whether a file holds separated values: the first line that is not blank names at least two columns, split at a
 * comma, tab or semicolon, and the rows below are split alike; or it is a usual name of a prompt or an answer, alone. A
 * backslash before a quote counts where more rows can be read so. `head` is the file's beginning, `whole` says that it is
 * all of it. Null for anything else, such as words, logs in plain text, or lines of JSON.
 */
export function csvDialectOf(head: Buffer, whole: boolean): CsvDialect | null {
  const window = head.subarray(0, DIALECT_BYTES);
  const isWhole = whole && window.length === head.length;
  const best = bestOf(window, isWhole, DELIMITERS) ?? bestOf(window, isWhole, [NO_DELIMITER]);
  if (best === null) return null;
  const { columns, notes } = distinctNames(best.names);
  const { delimiter, quote, escape, header, line } = best;
  return { delimiter, quote, escape, columns, header, line, notes };
}

function bestOf(window: Buffer, whole: boolean, delimiters: readonly number[]): Candidate | null {
  const escapes: readonly CsvMarks['escape'][] = /\\["']/.test(window.toString('latin1'))
    ? [null, BACKSLASH]
    : [null];
  const found = escapes.flatMap((escape) =>
    delimiters.flatMap((delimiter) => candidate(window, whole, delimiter, escape) ?? []),
  );
  // Where two read as many rows, the one that stands first: without a backslash.
  const [best] = found.sort((a, b) => b.agreeing - a.agreeing || b.names.length - a.names.length);
  return best ?? null;
}

interface Candidate extends CsvMarks {
  readonly names: readonly string[];
  readonly header: { readonly start: number; readonly end: number };
  readonly line: number;
  readonly agreeing: number;
}

function candidate(
  window: Buffer,
  whole: boolean,
  delimiter: number,
  escape: CsvMarks['escape'],
): Candidate | null {
  const { start, line } = firstFilledLine(window);
  const quote = window[start] === SINGLE ? SINGLE : DOUBLE;
  const marks: CsvMarks = { delimiter, quote, escape };
  const scan = new RowScan(marks);
  if (scan.scan(window, start, whole) !== 'row') return null;
  const { end, next, fields } = scan;
  const bytes = window.subarray(start, end);
  if (fields > MOST_COLUMNS || !isUtf8(bytes)) return null;
  const given = fieldsOf(bytes.toString(), marks);
  const names = given.map((name) => name?.trim() ?? '');
  if (fields < 2 && !(delimiter === NO_DELIMITER && isLoneName(names[0]))) return null;
  if (quote === SINGLE && !bytes.toString().endsWith("'")) return null;
  if (!names.every(mayBeName) || names.filter((name) => name !== '').length * 2 < fields)
    return null;
  const agreeing = agreement(window, next, whole, scan, fields);
  if (agreeing === null) return null;
  const areWords = names.every((name) => name === '' || IDENTIFIER.test(name));
  if (!areWords && (agreeing < AGREEING || given.some((name) => name?.startsWith(' '))))
    return null;
  return { delimiter, quote, escape, names, header: { start, end: next }, line, agreeing };
}

const isLoneName = (name = ''): boolean =>
  LONE_NAMES.has(name.toLowerCase().replaceAll(/[ -]/g, '_'));

/** Lines above the header that hold nothing but space are blank records. */
function firstFilledLine(window: Buffer): { start: number; line: number } {
  let start = window[0] === 0xef && window[1] === 0xbb && window[2] === 0xbf ? 3 : 0;
  let line = 1;
  for (let at = start; at < window.length; at++) {
    const byte = window[at];
    if (byte === LF) {
      line += 1;
      start = at + 1;
    } else if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) break;
  }
  return { start, line };
}

const IDENTIFIER = /^[A-Za-z_][\w.:/-]{0,63}$/;
const LONGEST_NAME = 200;
/** Numbers, dates and times, which stand in rows. */
const VALUE = /^[-+]?[\d][\d.,:/\sTZ+-]*$/;

function mayBeName(name: string): boolean {
  if (name.length > LONGEST_NAME || /[\u0000-\u001f\u007f]/.test(name)) return false;
  return !VALUE.test(name) && !/^[<{[]/.test(name);
}

/**
 * Which part of the first rows has as many fields as the header: 0 to 1, 0 without rows. Null where a line is JSON: then
 * the file is lines of it, below one that is not.
 */
function agreement(
  window: Buffer,
  from: number,
  whole: boolean,
  scan: RowScan,
  fields: number,
): number | null {
  let rows = 0;
  let agreeing = 0;
  for (let at = from; at < window.length && rows < SAMPLED_ROWS; ) {
    if (isLineOfJson(window, at)) return null;
    const kind = scan.scan(window, at, whole);
    if (kind === 'open') break;
    rows += 1;
    if (kind === 'row') {
      // An empty line is no row.
      if (scan.end === at) rows -= 1;
      else if (scan.fields === fields) agreeing += 1;
      at = scan.next;
    } else {
      const lf = window.indexOf(LF, at);
      if (lf < 0) break;
      at = lf + 1;
    }
  }
  return rows === 0 ? 0 : agreeing / rows;
}

function isLineOfJson(window: Buffer, start: number): boolean {
  const first = window[start];
  if (first !== 0x7b && first !== 0x5b) return false;
  const lf = window.indexOf(LF, start);
  try {
    JSON.parse(window.toString('latin1', start, lf < 0 ? window.length : lf));
    return true;
  } catch {
    return false;
  }
}

/** Records are objects: each column needs a name of its own. */
function distinctNames(names: readonly string[]): { columns: string[]; notes: string[] } {
  const taken = new Set(names);
  const given = new Set<string>();
  const notes: string[] = [];
  const columns = names.map((name, index) => {
    if (name !== '' && !given.has(name)) {
      given.add(name);
      return name;
    }
    const own = freeName(name === '' ? 'column' : name, name === '' ? index + 1 : 2, taken);
    taken.add(own);
    given.add(own);
    notes.push(
      name === ''
        ? `column ${index + 1} has no name in the header; it is read as ${own}`
        : `the header names ${JSON.stringify(name)} more than once; column ${index + 1} is read as ${own}`,
    );
    return own;
  });
  return { columns, notes };
}

function freeName(stem: string, from: number, taken: ReadonlySet<string>): string {
  for (let number = from; ; number++) {
    const name = `${stem}_${number}`;
    if (!taken.has(name)) return name;
  }
}
