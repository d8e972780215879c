import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { recordsIn } from '../evidence/document-records.ts';
import { OPEN_BRACKET } from '../evidence/json-bytes.ts';
import type { JsonObject } from '../formats/format.ts';
import { DocumentReading } from './document-reading.ts';
import { readMended, withNote } from './mended-record.ts';
import type { LineHashes } from './line-hashes.ts';
import { MappedRecords } from './mapped-records.ts';
import type { LostPiece, Piece, PieceTaker } from './piece.ts';
import { JsonReading, type PieceReading } from './piece-reading.ts';
import type { RecordLog, RecordPlace } from './record-log.ts';
import type { RecordMapper } from './record-mapper.ts';
import type { Repairs } from './repairs.ts';
import type { RowWriter } from './row-writer.ts';

const SAMPLE = 64;
const SAMPLED_BYTES = 1 << 20;
const SPACE = 0x20;
const TAB = 0x09;
const CR = 0x0d;

/** Turns the pieces of a text file into rows: checks, hashes, reads and maps each, and logs what became of it. */
export class TextRecords implements PieceTaker {
  private readonly log: RecordLog;
  private readonly mapper: RecordMapper;
  readonly mapped: MappedRecords;
  private readonly choose: (sample: readonly JsonObject[]) => void;
  private readonly lineHashes: LineHashes | null;
  private readonly repairs: Repairs | null;
  /** Whether it is settled how the records are mapped. */
  chosen: boolean;
  /** Whether a document gave several records, at the paths that the format names. */
  hasSplit = false;
  /** How the records of the file are written. */
  reading: PieceReading = new JsonReading();

  /**
   * `choose` is given the first objects of the file, where no format was asked for; null: one was. `lineHashes` may
   * hold hashes of pieces that have a line. `repairs`: records that are read as rules mend them; null: none is.
   */
  constructor(
    log: RecordLog,
    mapper: RecordMapper,
    rows: RowWriter,
    choose: ((sample: readonly JsonObject[]) => void) | null,
    lineHashes: LineHashes | null,
    repairs: Repairs | null,
  ) {
    this.lineHashes = lineHashes;
    this.repairs = repairs;
    this.log = log;
    this.mapper = mapper;
    this.mapped = new MappedRecords(log, mapper, rows);
    this.choose = choose ?? (() => undefined);
    this.chosen = choose === null;
  }

  /** Settles by these records how all are mapped, where that is not settled yet. */
  settle(window: Buffer, pieces: readonly Piece[]): void {
    if (!this.chosen) this.sample(window, pieces);
  }

  take(window: Buffer, offset: number, pieces: readonly Piece[]): void {
    this.settle(window, pieces);
    const allUtf8 = isUtf8(window.subarray(pieces[0]?.start ?? 0, pieces.at(-1)?.end ?? 0));
    this.reading.begin();
    for (const piece of pieces) this.record(window, offset, piece, allUtf8);
    const last = pieces.at(-1)?.line ?? null;
    if (last !== null) this.lineHashes?.take(last);
  }

  end(): void {
    this.mapped.end();
  }

  lost({ offset, length, line, sha256, reason, bytes }: LostPiece): void {
    const place = { line, offset, length, sha256 };
    if (!this.repaired(place, bytes)) this.log.write(place, 'quarantined', reason);
  }

  private record(window: Buffer, offset: number, piece: Piece, allUtf8: boolean): void {
    const { start, end, line } = piece;
    const known = line === null ? null : (this.lineHashes?.find(line) ?? null);
    const place: RecordPlace = {
      line,
      offset: offset + start,
      length: end - start,
      sha256: known ?? hash('sha256', window.subarray(start, end), 'binary'),
    };
    if (isBlank(window, start, end)) {
      this.log.write(place, 'blank', null);
      return;
    }
    if (this.repairs !== null && this.repaired(place, window.subarray(start, end))) return;
    if (!allUtf8 && !isUtf8(window.subarray(start, end))) {
      this.log.write(place, 'quarantined', 'not UTF-8');
      return;
    }
    if (
      this.mapper.mayHoldSeveral(window.subarray(start, end)) &&
      this.document(window, offset, piece)
    )
      return;
    this.mapped.take(place, this.reading.map(this.mapper, window, piece));
  }

  /** Whether the record is to be read as a rule mends it; it is then. */
  private repaired(place: RecordPlace, bytes: Buffer | null): boolean {
    const mended = this.repairs?.mended(this.log.ordinal + 1, place.sha256, bytes) ?? null;
    if (this.repairs === null || mended === null) return false;
    const outcome = readMended(this.mapper, this.reading, mended.bytes);
    if (outcome.status === 'quarantined') this.repairs.refuse(mended, outcome.reason);
    this.repairs.took(this.log.nextId, mended);
    this.mapped.take(place, withNote(outcome, mended.note));
    return true;
  }

  /** Whether the piece is a document that holds several records; they are then taken each by itself. */
  private document(window: Buffer, offset: number, { start, end, line }: Piece): boolean {
    const bytes = window.subarray(start, end);
    const placed = recordsIn(bytes, 0, this.mapper.records);
    const document = placed.length === 0 ? null : DocumentReading.of(bytes.toString());
    if (document === null) return false;
    this.hasSplit = true;
    for (const record of placed) {
      const own = bytes.subarray(record.start, record.end);
      const place: RecordPlace = {
        line,
        offset: offset + start + record.start,
        length: own.length,
        sha256: hash('sha256', own, 'binary'),
      };
      this.mapped.take(place, document.map(this.mapper, own.toString(), record));
    }
    return true;
  }

  private sample(window: Buffer, pieces: readonly Piece[]): void {
    const objects: JsonObject[] = [];
    const look = (piece: Piece): void => {
      const object = this.reading.objectOf(window, piece) ?? namedList(window, piece);
      if (object !== null) objects.push(object);
    };
    for (const piece of pieces) {
      if (objects.length === SAMPLE) break;
      if (piece.end - piece.start <= SAMPLED_BYTES) look(piece);
    }
    // A huge record is looked at only where there is no other: it is parsed once more for it.
    for (const piece of pieces) {
      if (objects.length > 0) break;
      if (piece.end - piece.start > SAMPLED_BYTES) look(piece);
    }
    if (objects.length === 0) return;
    this.chosen = true;
    this.choose(objects);
  }
}

/** A list that begins with a name, `["events.stream", {...}]`, as an object of its positions; null for anything else. */
function namedList(window: Buffer, { start, end }: Piece): JsonObject | null {
  if (window[start] !== OPEN_BRACKET) return null;
  try {
    const value: unknown = JSON.parse(window.toString('utf8', start, end));
    return Array.isArray(value) && typeof value[0] === 'string'
      ? Object.fromEntries<unknown>([...value.entries()].map(([at, one]) => [String(at), one]))
      : null;
  } catch {
    return null;
  }
}

/** Only space, tab, CR, or nothing. */
function isBlank(window: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = window[at];
    if (byte !== SPACE && byte !== TAB && byte !== CR) return false;
  }
  return true;
}
