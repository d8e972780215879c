import type { ChunkWriter } from './chunk-writer.ts';
import type { Counts } from './protocol.ts';

export type Status = keyof Counts;

/** Where a record stands. Offsets and lengths count bytes; NULL for columnar files. */
export interface RecordPlace {
  readonly line: number | null;
  readonly offset: number | null;
  readonly length: number | null;
  /** SHA-256 of its bytes, one character per byte. */
  readonly sha256: string;
}

/** Writes table `record`: everything of the file, in order, whatever became of it. */
export class RecordLog {
  readonly counts: Counts = { mapped: 0, unmapped: 0, quarantined: 0, blank: 0 };
  /** The member of a container to which the records belong. */
  member: string | null = null;
  firstBad: { line: number | null; reason: string } | null = null;
  /** Why the format could not map the first record that it could not. */
  firstUnmapped: string | null = null;
  private readonly writer: ChunkWriter;
  private readonly columns;
  private readonly evidenceId: number;
  private next: number;
  ordinal = 0;

  constructor(writer: ChunkWriter, evidenceId: number, next: number) {
    this.writer = writer;
    this.evidenceId = evidenceId;
    this.next = next;
    this.columns = writer.columns([
      'record_id',
      'evidence_id',
      'member',
      'ordinal',
      'line',
      'byte_offset',
      'byte_length',
      'sha256',
      'status',
      'error',
    ]);
  }

  /** The number that the next record will have. */
  get nextId(): number {
    return this.next;
  }

  write(place: RecordPlace, status: Status, error: string | null): void {
    const { writer, columns } = this;
    writer.integer(columns.record_id, this.next++);
    writer.integer(columns.evidence_id, this.evidenceId);
    if (this.member !== null) writer.text(columns.member, this.member, false);
    if (status !== 'blank') writer.integer(columns.ordinal, ++this.ordinal);
    if (place.line !== null) writer.integer(columns.line, place.line);
    if (place.offset !== null) writer.integer(columns.byte_offset, place.offset);
    if (place.length !== null) writer.integer(columns.byte_length, place.length);
    writer.text(columns.sha256, place.sha256, true);
    writer.text(columns.status, status, true);
    if (error !== null) writer.text(columns.error, error, false);
    writer.endRow();
    this.counts[status]++;
    if (status === 'unmapped') this.firstUnmapped ??= error;
    if (status === 'quarantined') this.firstBad ??= { line: place.line, reason: error ?? '' };
  }
}
