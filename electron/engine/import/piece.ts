import { createHash } from 'node:crypto';
import type { BlockReader } from './block-reader.ts';

/** Records handed on at once: a window may hold millions of empty lines. */
export const BATCH = 16_384;

/** A record's bytes, found in the window, before anything is known of its content. */
export interface Piece {
  /** Bounds in the window. */
  readonly start: number;
  readonly end: number;
  /** Physical line, from 1, where there are lines. */
  readonly line: number | null;
}

/** A record that cannot be mapped as it stands; it may be longer than any window. */
export interface LostPiece {
  readonly offset: number;
  readonly length: number;
  readonly line: number | null;
  /** SHA-256 of its bytes, one character per byte. */
  readonly sha256: string;
  readonly reason: string;
  /** Its bytes, where the window held them all. */
  readonly bytes: Buffer | null;
}

/** What is called for the records of a file, in order. */
export interface PieceTaker {
  /** Records in the window, whose first byte is `offset` in the file. */
  take(window: Buffer, offset: number, pieces: readonly Piece[]): void;
  lost(piece: LostPiece): void;
}

/** Hashes from `from` in the window to the end of the file, whatever its length, and leaves the reader there. */
export function loseRest(reader: BlockReader, from: number, reason: string): LostPiece {
  const bytes = reader.ended ? Buffer.from(reader.window.subarray(from)) : null;
  const digest = createHash('sha256');
  const offset = reader.offset + from;
  let length = 0;
  for (let at = from; ; at = 0) {
    const rest = reader.window.subarray(at);
    digest.update(rest);
    length += rest.length;
    const { ended } = reader;
    reader.advance(reader.window.length);
    if (!ended) continue;
    return { offset, length, line: null, sha256: digest.digest('binary'), reason, bytes };
  }
}

export function bomLength(window: Buffer): number {
  return window[0] === 0xef && window[1] === 0xbb && window[2] === 0xbf ? 3 : 0;
}
