import { LONGEST_RECORD } from '../evidence/document-records.ts';
import { hash } from 'node:crypto';
import type { CsvDialect } from '../evidence/csv-dialect.ts';
import { RowScan } from '../evidence/csv-row.ts';
import type { BlockReader } from './block-reader.ts';
import { loseLine } from './lines.ts';
import { BATCH, type Piece, type PieceTaker } from './piece.ts';

const LF = 0x0a;
const CR = 0x0d;

/** Lines that are looked at for the next whole row behind a broken one. */
const SOUGHT_LINES = 256;

/**
 * Splits a file of separated values into its rows. The header, line ends (LF, CR LF) and a byte order mark are structure;
 * a row may span lines inside quotes. A row whose quotes do not match does not take the rows below with it: it ends where
 * the next row with as many fields as the header begins.
 */
export function splitRows(reader: BlockReader, dialect: CsvDialect, taker: PieceTaker): void {
  new RowSplitter(reader, dialect, taker).run();
}

class RowSplitter {
  private readonly reader: BlockReader;
  private readonly dialect: CsvDialect;
  private readonly taker: PieceTaker;
  private readonly scan: RowScan;
  private pieces: Piece[] = [];
  /** Where in the window the row at hand begins, and its physical line. */
  private start: number;
  private line: number;

  constructor(reader: BlockReader, dialect: CsvDialect, taker: PieceTaker) {
    this.reader = reader;
    this.dialect = dialect;
    this.taker = taker;
    this.scan = new RowScan(dialect);
    this.start = dialect.header.end;
    this.line = dialect.line;
  }

  run(): void {
    const { reader } = this;
    this.takeLinesAbove();
    this.line += lineEndsIn(reader.window, this.dialect.header.start, this.dialect.header.end);
    for (;;) {
      this.splitWindow();
      this.flush();
      if (reader.ended) return;
      if (this.start === 0 && reader.window.length >= LONGEST_RECORD)
        this.taker.lost(loseLine(reader, this.line++));
      else reader.advance(this.start);
      this.start = 0;
    }
  }

  /** Lines above the header hold nothing. */
  private takeLinesAbove(): void {
    const { window } = this.reader;
    let line = 1;
    let start = bomEnd(window);
    for (let lf = window.indexOf(LF, start); start < this.dialect.header.start; ) {
      this.take({ start, end: withoutReturn(window, start, lf), line: line++ });
      start = lf + 1;
      lf = window.indexOf(LF, start);
    }
  }

  /** Hands on every row that the window holds whole. */
  private splitWindow(): void {
    const { window, ended } = this.reader;
    let quoteAt = -1;
    while (this.start < window.length) {
      const { start } = this;
      if (quoteAt < start) quoteAt = indexOrEnd(window, this.dialect.quote, start);
      const lf = indexOrEnd(window, LF, start);
      if (lf === window.length && !ended && quoteAt === window.length) return;
      if (quoteAt >= lf) {
        this.take({ start, end: withoutReturn(window, start, lf), line: this.line });
        this.moveTo(Math.min(lf + 1, window.length), 1);
      } else if (!this.takeQuoted(window, lf, ended)) return;
    }
  }

  /** A line that holds quotes; false where the window ends before it is known what it is. */
  private takeQuoted(window: Buffer, lf: number, ended: boolean): boolean {
    const { start, scan } = this;
    const kind = scan.scan(window, start, ended);
    const { end, next, fields } = scan;
    const isLong = window.length - start >= LONGEST_RECORD;
    if (kind === 'open' && !isLong) return false;
    if (kind !== 'row') {
      const sync = this.nextRow(window, window.length, ended, isLong);
      if (sync === null || lf === window.length) return ended && this.lose(window.length, BROKEN);
      return this.lose(sync, BROKEN);
    }
    if (next > lf + 1 && fields !== this.dialect.columns.length) {
      const sync = this.nextRow(window, next, true, true);
      if (sync !== null && sync < next) return this.lose(sync, brokenBy(fields, this.dialect));
    }
    this.take({ start, end, line: this.line });
    this.moveTo(next, lineEndsIn(window, start, next));
    return true;
  }

  /**
   * Where below the line at hand, and before `limit`, a row with as many fields as the header begins; the end of what was
   * looked at where there is none. Null where the window ends before that is known.
   */
  private nextRow(window: Buffer, limit: number, ended: boolean, isLong: boolean): number | null {
    let at = this.start;
    for (let lines = 0; lines < SOUGHT_LINES; lines++) {
      const lf = window.indexOf(LF, at);
      if (lf < 0 || lf + 1 >= limit) return ended || isLong ? limit : null;
      at = lf + 1;
      const kind = this.scan.scan(window, at, ended);
      if (kind === 'row' && this.scan.fields === this.dialect.columns.length) return at;
      if (kind === 'open' && !isLong) return null;
    }
    return at;
  }

  /** The bytes up to the line end before `next` are one record that cannot be read. */
  private lose(next: number, reason: string): true {
    this.flush();
    const { window, offset } = this.reader;
    const { start, line } = this;
    const lf = window[next - 1] === LF ? next - 1 : next;
    const bytes = window.subarray(start, withoutReturn(window, start, lf));
    this.taker.lost({
      offset: offset + start,
      length: bytes.length,
      line,
      sha256: hash('sha256', bytes, 'binary'),
      reason,
      bytes,
    });
    this.moveTo(next, lineEndsIn(window, start, next));
    return true;
  }

  private moveTo(next: number, lines: number): void {
    this.start = next;
    this.line += lines;
  }

  private take(piece: Piece): void {
    this.pieces.push(piece);
    if (this.pieces.length === BATCH) this.flush();
  }

  private flush(): void {
    if (this.pieces.length === 0) return;
    this.taker.take(this.reader.window, this.reader.offset, this.pieces);
    this.pieces = [];
  }
}

const BROKEN =
  'the quotes of the row do not match: a quoted field is not closed, or text follows its closing quote';

const brokenBy = (fields: number, { columns }: CsvDialect): string =>
  `a quoted field is not closed: read over the lines below, the row has ${fields} fields where the header names ${columns.length}`;

function bomEnd(window: Buffer): number {
  return window[0] === 0xef && window[1] === 0xbb && window[2] === 0xbf ? 3 : 0;
}

function withoutReturn(window: Buffer, start: number, lf: number): number {
  return lf > start && window[lf - 1] === CR ? lf - 1 : lf;
}

function lineEndsIn(window: Buffer, from: number, to: number): number {
  let count = 0;
  for (let lf = window.indexOf(LF, from); lf >= 0 && lf < to; lf = window.indexOf(LF, lf + 1))
    count += 1;
  return count;
}

function indexOrEnd(window: Buffer, byte: number, from: number): number {
  const found = window.indexOf(byte, from);
  return found < 0 ? window.length : found;
}
