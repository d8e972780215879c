import { LONGEST_RECORD } from '../evidence/document-records.ts';
import { createHash } from 'node:crypto';
import type { BlockReader } from './block-reader.ts';
import { BATCH, bomLength, type LostPiece, type Piece, type PieceTaker } from './piece.ts';

const LF = 10;

/**
 * Splits a file at LF and nothing else. The LF and a byte order mark at the start are structure; a CR before the LF
 * belongs to the record (JSON.parse takes it as space). What follows the last LF is a line if it holds any byte.
 * `first` is the number of the line at which the reader stands.
 */
export function splitLines(reader: BlockReader, taker: PieceTaker, first = 1): void {
  let line = first;
  let start = first === 1 ? bomLength(reader.window) : 0;
  for (;;) {
    const { window } = reader;
    let pieces: Piece[] = [];
    for (let lf = window.indexOf(LF, start); lf >= 0; lf = window.indexOf(LF, start)) {
      pieces.push({ start, end: lf, line: line++ });
      start = lf + 1;
      if (pieces.length < BATCH) continue;
      taker.take(window, reader.offset, pieces);
      pieces = [];
    }
    if (reader.ended && start < window.length)
      pieces.push({ start, end: window.length, line: line++ });
    if (pieces.length > 0) taker.take(window, reader.offset, pieces);
    if (reader.ended) return;
    if (start === 0 && window.length >= LONGEST_RECORD) taker.lost(loseLine(reader, line++));
    else reader.advance(start);
    start = 0;
  }
}

/** Hashes the line at the start of the window without holding it, and leaves the reader behind its LF. */
export function loseLine(reader: BlockReader, line: number): LostPiece {
  const digest = createHash('sha256');
  const { offset } = reader;
  let length = 0;
  for (;;) {
    const { window, ended } = reader;
    const lf = window.indexOf(LF);
    const part = lf < 0 ? window : window.subarray(0, lf);
    digest.update(part);
    length += part.length;
    reader.advance(lf < 0 ? window.length : lf + 1);
    if (lf >= 0 || ended) break;
  }
  const reason = `longer than ${LONGEST_RECORD} bytes: hashed, not parsed`;
  return { offset, length, line, sha256: digest.digest('binary'), reason, bytes: null };
}
