import { LONGEST_RECORD } from '../evidence/document-records.ts';
import { type CsvDialect, csvDialectOf } from '../evidence/csv-dialect.ts';
import { isJsonSpace, OPEN_BRACE, OPEN_BRACKET } from '../evidence/json-bytes.ts';
import { BLOCK, type BlockReader } from './block-reader.ts';
import { parseExact } from './exact-json.ts';
import { bomLength, type Piece, type PieceTaker } from './piece.ts';

/** How a text file holds its records: one a line, elements of one array, one document that is a record, or rows. */
export type Shape = 'lines' | 'elements' | 'document' | CsvDialect;

/**
 * Tells the shape from the content. A file that opens with a brace is one document where its first line does not parse
 * alone but the whole does; one that opens with a bracket is an array unless its first line is a whole value and more
 * follows, or is broken and a line with a whole object follows. Any other is rows where it has a header of columns.
 */
export function shapeOf(reader: BlockReader): Shape {
  const { window } = reader;
  let start = bomLength(window);
  while (isJsonSpace(window[start])) start++;
  const first = window[start];
  if (first !== OPEN_BRACKET && first !== OPEN_BRACE)
    return csvDialectOf(window, reader.ended) ?? 'lines';
  const lf = window.indexOf(10, start);
  const line = window
    .toString('latin1', start, lf < 0 ? Math.min(window.length, BLOCK) : lf)
    .trimEnd();
  const only = lf < 0 || restIsBlank(window, lf);
  if (first === OPEN_BRACKET) {
    if (only || /[[{,]$/.test(line)) return 'elements';
    return parses(line) || parses(secondLine(window, lf)) ? 'lines' : 'elements';
  }
  if (only || parses(line)) return 'lines';
  return wholeParses(reader) ? 'document' : 'lines';
}

/** Gives the one document of a file: its bytes without the space around them, which is structure. */
export function takeDocument(reader: BlockReader, taker: PieceTaker): void {
  const piece = documentBounds(reader.window);
  taker.take(reader.window, reader.offset, [piece]);
}

function wholeParses(reader: BlockReader): boolean {
  while (!reader.ended) {
    if (reader.window.length > LONGEST_RECORD) return false;
    reader.advance(0);
  }
  const { start, end } = documentBounds(reader.window);
  return parses(reader.window.toString('latin1', start, end));
}

function documentBounds(window: Buffer): Piece {
  let start = bomLength(window);
  let end = window.length;
  while (isJsonSpace(window[start])) start++;
  while (end > start && isJsonSpace(window[end - 1])) end--;
  return { start, end, line: 1 };
}

function secondLine(window: Buffer, lf: number): string {
  const next = window.indexOf(10, lf + 1);
  return window.toString('latin1', lf + 1, next < 0 ? window.length : next);
}

function restIsBlank(window: Buffer, from: number): boolean {
  let at = from;
  while (isJsonSpace(window[at])) at++;
  return at === window.length;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return /NaN|Infinity/.test(text) && parsesExactly(text);
  }
}

function parsesExactly(text: string): boolean {
  try {
    parseExact(text);
    return true;
  } catch {
    return false;
  }
}
