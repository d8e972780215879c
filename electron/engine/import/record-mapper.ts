import { Fault, reasonOf } from '../base/errors.ts';
import { type RecordPath, recordPathOf } from '../evidence/document-records.ts';
import {
  type Format,
  type JsonObject,
  type StreamPiece,
  Unmapped,
  type Within,
} from '../formats/format.ts';
import { NeedsDecodedText } from '../formats/nested-json.ts';
import { Inexact, type Reading } from './column-values.ts';
import { malformedText, parseExact, REPEATED_KEY, replaceLoneSurrogates } from './exact-json.ts';
import type { PartitionColumns } from './partitions.ts';
import { RecordEmit } from './record-emit.ts';
import { repeatsKey } from './repeated-keys.ts';
import type { TimeReading } from './times.ts';

type Outcome =
  | { readonly status: 'mapped'; readonly note: string | null; readonly bytes: boolean }
  | { readonly status: 'unmapped'; readonly reason: string }
  | { readonly status: 'quarantined'; readonly reason: string };

/** A piece of a stream: to be mapped with the others of it by `mapStream`, though it could be mapped alone. */
interface PieceOutcome {
  readonly status: 'piece';
  readonly note: string | null;
  readonly piece: StreamPiece;
  /** The record as decoded JSON. */
  readonly text: string;
}
export type TextOutcome = Outcome | PieceOutcome;

/** A record as text, and how its characters are to be read. */
export interface RecordText {
  readonly text: string;
  /** One character per UTF-8 byte. */
  readonly bytes: boolean;
}

interface Attempt {
  readonly source: string;
  readonly bytes: boolean;
  readonly exact: boolean;
  /** What the parsed source gives, as `made` has it. */
  readonly value: unknown;
  readonly made: (parsed: unknown) => unknown;
  readonly notes: readonly string[];
  /** The same value with decoded texts, where it does not come from JSON. */
  readonly decoded: (() => JsonObject) | null;
}

/** How the values of a row were read. */
export interface RowReading {
  /** Texts hold one character per UTF-8 byte. */
  readonly bytes: boolean;
  readonly notes: readonly string[];
  /** The same row with decoded texts. */
  readonly decoded: (() => JsonObject) | null;
}

/** Where a record stands in a document of several; exact where numbers must not be rounded. */
export type WithinOf = (exact: boolean) => Within;

const LONE_SURROGATE = 'a lone surrogate escape is read as U+FFFD';

/** Reads one record and maps it into `emit`; the slow paths are taken only where the quick one cannot be sure. */
export class RecordMapper {
  /** Where the format's records stand in a document that holds several. */
  records: readonly RecordPath[] = [];
  /** One of these stands in every document that holds several records; null where any key may lead to them. */
  private keysOfRecords: readonly string[] | null = null;
  private chosen: Format | null = null;
  /** What the folders above the file say of its rows. */
  partitions: PartitionColumns | null = null;
  readonly emit: RecordEmit;
  private readonly times: TimeReading;

  constructor(times: TimeReading) {
    this.times = times;
    this.emit = new RecordEmit({
      bytes: false,
      exact: false,
      source: '',
      times,
      note: () => undefined,
    });
  }

  get format(): Format | null {
    return this.chosen;
  }

  set format(format: Format | null) {
    this.chosen = format;
    this.records = (format?.records ?? []).map(recordPathOf);
    const keys = this.records.map(({ steps: [first] }) =>
      typeof first === 'object' && 'key' in first ? `"${first.key}"` : null,
    );
    this.keysOfRecords = keys.includes(null) ? null : keys.filter((key) => key !== null);
  }

  /** A quick look at the bytes, before anything is parsed. A key that is written with escapes is not found. */
  mayHoldSeveral(bytes: Buffer): boolean {
    if (this.records.length === 0) return false;
    return this.keysOfRecords === null || this.keysOfRecords.some((key) => bytes.includes(key));
  }

  map(record: RecordText, within?: WithinOf): TextOutcome {
    let attempt: Attempt;
    try {
      attempt = quick(record);
    } catch (error) {
      return { status: 'quarantined', reason: malformedText(record.text, error) };
    }
    return this.pieceOf(attempt) ?? this.mapValue(attempt, within);
  }

  /** Maps what the pieces of one stream give together. */
  mapStream(pieces: readonly string[]): Outcome {
    const { streams } = this.chosen ?? {};
    return this.mapValue(
      quick({ text: `[${pieces.join(',')}]`, bytes: false }, (parsed) =>
        streams?.whole(Array.isArray(parsed) ? parsed.filter(isObject) : []),
      ),
    );
  }

  private pieceOf(attempt: Attempt): TextOutcome | null {
    const { bytes, value, notes } = attempt;
    const { streams } = this.chosen ?? {};
    const piece = streams !== undefined && isObject(value) ? streams.pieceOf(value) : undefined;
    if (piece === undefined) return null;
    const text = pieceText(attempt);
    const alone = this.mapStream([text]);
    if (alone.status !== 'mapped') return alone;
    const of = piece.of !== null && bytes ? Buffer.from(piece.of, 'latin1').toString() : piece.of;
    const all = new Set([...notes, ...(alone.note === null ? [] : [alone.note])]);
    return {
      status: 'piece',
      note: all.size === 0 ? null : [...all].join('; '),
      piece: { ...piece, of },
      text,
    };
  }

  /** Maps a record that comes as a value: the row of a columnar file or of separated values. */
  mapRow(value: JsonObject, reading: RowReading = AS_IT_STANDS): TextOutcome {
    const attempt = { source: '', exact: true, made: asParsed, ...reading };
    const row = { ...attempt, value, ...this.partitioned(value, reading) };
    return this.pieceOf(row) ?? this.mapValue(row);
  }

  /** The row with what the folders above the file say of it. */
  private partitioned(
    value: JsonObject,
    { bytes, decoded }: RowReading,
  ): Partial<Pick<Attempt, 'value' | 'decoded'>> {
    const { partitions } = this;
    if (partitions === null) return {};
    partitions.compare(value, bytes);
    return {
      value: partitions.addTo(value, bytes),
      decoded: decoded === null ? null : () => partitions.addTo(decoded(), false),
    };
  }

  private mapValue(attempt: Attempt, within?: WithinOf): Outcome {
    const { value } = attempt;
    if (Array.isArray(value))
      return { status: 'unmapped', reason: 'an array, where log formats have an object' };
    if (!isObject(value)) return { status: 'unmapped', reason: 'not an object' };
    if (this.chosen === null) return { status: 'unmapped', reason: 'no known format' };
    const reading = new NotedReading(attempt, this.times);
    this.emit.begin(reading);
    try {
      this.chosen.map(value, this.emit, within?.(attempt.exact));
    } catch (error) {
      const again = rereading(attempt, error);
      if (again === null) return { status: 'unmapped', reason: unmappedReason(error) };
      try {
        return this.mapValue(again(), within);
      } catch (failure) {
        return { status: 'unmapped', reason: unmappedReason(failure) };
      }
    }
    return {
      status: 'mapped',
      note: reading.notes,
      bytes: attempt.bytes,
    };
  }
}

/** How one record is read, and what is noted meanwhile; each note once. */
class NotedReading implements Reading {
  readonly bytes: boolean;
  readonly exact: boolean;
  readonly times: TimeReading;
  readonly source: string;
  private readonly first: readonly string[];
  private more: Set<string> | null = null;

  constructor(attempt: Attempt, times: TimeReading) {
    this.bytes = attempt.bytes;
    this.exact = attempt.exact;
    this.times = times;
    this.source = attempt.source;
    this.first = attempt.notes;
  }

  note(text: string): void {
    this.more ??= new Set(this.first);
    this.more.add(text);
  }

  /** All notes as one text, or null without any. */
  get notes(): string | null {
    if (this.more === null && this.first.length === 0) return null;
    const notes = this.more ?? new Set(this.first);
    return [...notes].join('; ');
  }
}

const NO_NOTES: readonly string[] = [];
const AS_IT_STANDS: RowReading = { bytes: false, notes: NO_NOTES, decoded: null };

const asParsed = (parsed: unknown): unknown => parsed;

/** Parses as JSON.parse does, or exactly where the record holds what goes beyond JSON. */
function quick({ text, bytes }: RecordText, made: Attempt['made'] = asParsed): Attempt {
  const source = bytes ? text : replaceLoneSurrogates(text);
  const notes = source === text ? NO_NOTES : [LONE_SURROGATE];
  try {
    const parsed: unknown = JSON.parse(source);
    return {
      ...{ source, bytes, made },
      exact: false,
      value: made(parsed),
      notes: repeatsKey(source, parsed) ? [...notes, REPEATED_KEY] : notes,
      decoded: null,
    };
  } catch (error) {
    if (!source.includes('NaN') && !source.includes('Infinity')) throw error;
    const exact = parseExact(source);
    return {
      source,
      bytes,
      exact: true,
      value: made(exact.value),
      made,
      notes: [...notes, ...exact.notes],
      decoded: null,
    };
  }
}

/** The record as decoded JSON; a row has none of its own. */
function pieceText({ source, bytes, value, decoded }: Attempt): string {
  if (source === '') return JSON.stringify(decoded?.() ?? value);
  return bytes ? Buffer.from(source, 'latin1').toString() : source;
}

/** How to read the record again after `error`, or null where that would not help. */
function rereading(attempt: Attempt, error: unknown): (() => Attempt) | null {
  if (error instanceof NeedsDecodedText && attempt.bytes) {
    const { decoded } = attempt;
    if (decoded !== null) return () => ({ ...attempt, bytes: false, value: decoded() });
    return () => {
      const source = Buffer.from(attempt.source, 'latin1').toString();
      const parsed: unknown = attempt.exact ? parseExact(source).value : JSON.parse(source);
      return { ...attempt, source, bytes: false, value: attempt.made(parsed) };
    };
  }
  if (error instanceof Inexact && !attempt.exact) {
    return () => {
      const exact = parseExact(attempt.source);
      return {
        ...attempt,
        exact: true,
        value: attempt.made(exact.value),
        notes: [...attempt.notes, ...exact.notes],
      };
    };
  }
  return null;
}

function unmappedReason(error: unknown): string {
  if (error instanceof Fault) throw error;
  if (error instanceof RangeError) return 'nested too deep to map';
  const reason = reasonOf(error)
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 300);
  return error instanceof Unmapped ? reason : `the format cannot map it: ${reason}`;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
