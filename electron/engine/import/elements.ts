import { LONGEST_RECORD } from '../evidence/document-records.ts';
import {
  backslashesBefore,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  closingQuote,
  COMMA,
  isJsonSpace,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from '../evidence/json-bytes.ts';
import type { BlockReader } from './block-reader.ts';
import { BATCH, bomLength, loseRest, type Piece, type PieceTaker } from './piece.ts';

type State = 'open' | 'first' | 'element' | 'inside' | 'after' | 'closed';

/**
 * Finds the elements of a JSON array by its structure alone: brackets, commas and the space between are structure,
 * each element is a record whether or not it parses. Where the structure breaks off, what is left is one record that
 * cannot be parsed. Answers a note where the closing bracket is missing.
 */
export function splitElements(reader: BlockReader, taker: PieceTaker): string | null {
  const scanner = new ElementScanner(bomLength(reader.window));
  for (;;) {
    const pieces: Piece[] = [];
    const fault = scanner.scan(reader.window, reader.ended, pieces);
    if (pieces.length > 0) taker.take(reader.window, reader.offset, pieces);
    if (fault !== null) {
      taker.lost(loseRest(reader, scanner.kept, fault));
      return null;
    }
    if (pieces.length === BATCH) continue;
    if (reader.ended) return scanner.isClosed ? null : 'the array has no closing bracket';
    const used = scanner.kept;
    if (used === 0 && reader.window.length >= LONGEST_RECORD) {
      taker.lost(
        loseRest(
          reader,
          0,
          `an element longer than ${LONGEST_RECORD} bytes: it and what follows are hashed, not parsed`,
        ),
      );
      return null;
    }
    reader.advance(used);
    scanner.shift(used);
  }
}

class ElementScanner {
  /** First byte in the window that is still needed: where the element at hand begins, or the next byte to look at. */
  kept: number;
  private at: number;
  private state: State = 'open';
  private depth = 0;
  private inText = false;

  constructor(at: number) {
    this.at = at;
    this.kept = at;
  }

  get isClosed(): boolean {
    return this.state === 'closed';
  }

  shift(used: number): void {
    this.at -= used;
    this.kept -= used;
  }

  /** Scans on to the end of the window; answers why the structure breaks off, at `kept`. */
  scan(window: Buffer, ended: boolean, pieces: Piece[]): string | null {
    for (;;) {
      if (this.state === 'inside') {
        const end = this.endOfElement(window, ended);
        if (end < 0) return ended ? 'the array is cut off within an element' : null;
        pieces.push({ start: this.kept, end, line: null });
        this.state = 'after';
        this.at = end;
        this.kept = end;
        if (pieces.length === BATCH) return null;
      }
      while (isJsonSpace(window[this.at])) this.at++;
      this.kept = this.at;
      const byte = window[this.at];
      if (byte === undefined) return null;
      const fault = this.step(byte);
      if (fault !== null) return fault;
    }
  }

  /** One byte of structure. */
  private step(byte: number): string | null {
    switch (this.state) {
      case 'open':
        if (byte !== OPEN_BRACKET) return 'no opening bracket';
        this.state = 'first';
        break;
      case 'first':
      case 'element':
        if (byte === CLOSE_BRACKET && this.state === 'first') {
          this.state = 'closed';
          break;
        }
        if (byte === COMMA || byte === CLOSE_BRACKET || byte === CLOSE_BRACE)
          return 'an element is missing in the array';
        this.state = 'inside';
        this.depth = 0;
        this.inText = false;
        return null;
      case 'after':
        if (byte !== COMMA && byte !== CLOSE_BRACKET)
          return 'no comma between elements of the array';
        this.state = byte === COMMA ? 'element' : 'closed';
        break;
      case 'closed':
        return 'bytes after the closing bracket of the array';
      case 'inside':
        return null;
    }
    this.at++;
    return null;
  }

  /** One past the element's last byte, or -1 where the window ends before it. */
  private endOfElement(window: Buffer, ended: boolean): number {
    const { length } = window;
    let { at, depth } = this;
    while (at < length) {
      if (this.inText) {
        const close = closingQuote(window, at);
        if (close < 0) {
          // A backslash at the window's end may escape the next byte: look at it again with what follows.
          this.at = length - backslashesBefore(window, length, at);
          this.depth = depth;
          return -1;
        }
        this.inText = false;
        at = close + 1;
        if (depth === 0) return at;
        continue;
      }
      const byte = window[at] ?? 0;
      if (byte === QUOTE) this.inText = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (depth === 0) return at;
        depth--;
        if (depth === 0) return at + 1;
      } else if (depth === 0 && (byte === COMMA || isJsonSpace(byte))) return at;
      at++;
    }
    this.at = at;
    this.depth = depth;
    // A bare number or word ends with the file; anything open is cut off.
    return ended && depth === 0 && !this.inText ? at : -1;
  }
}
