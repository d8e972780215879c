import type { JsonObject } from '../formats/format.ts';
import { parseExact } from './exact-json.ts';
import type { Piece } from './piece.ts';
import type { RecordMapper, TextOutcome } from './record-mapper.ts';

/** How the bytes of a record become what formats see. */
export interface PieceReading {
  /** Called before the pieces of a window, which are then read in order. */
  begin(): void;
  /** The object that a record is, or null where it is none. */
  objectOf(window: Buffer, piece: Piece): JsonObject | null;
  map(mapper: RecordMapper, window: Buffer, piece: Piece): TextOutcome;
}

/** Records that are JSON. */
export class JsonReading implements PieceReading {
  /** Where the window's next `\u` stands. */
  private escapeAt = -1;

  begin(): void {
    this.escapeAt = -1;
  }

  objectOf(window: Buffer, { start, end }: Piece): JsonObject | null {
    return objectIn(window.toString('utf8', start, end));
  }

  /**
   * Without a `\u` escape the bytes are taken as they are, one character each: JSON.parse is quicker on such strings
   * and writing a text back gives its UTF-8 bytes, so that nothing is decoded or encoded.
   */
  map(mapper: RecordMapper, window: Buffer, { start, end }: Piece): TextOutcome {
    if (this.escapeAt < start) {
      const at = window.indexOf('\\u', start, 'latin1');
      this.escapeAt = at < 0 ? Number.POSITIVE_INFINITY : at;
    }
    const bytes = this.escapeAt >= end;
    return mapper.map({ text: window.toString(bytes ? 'latin1' : 'utf8', start, end), bytes });
  }
}

function objectIn(text: string): JsonObject | null {
  try {
    const value: unknown = /NaN|Infinity/.test(text) ? parseExact(text).value : JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
