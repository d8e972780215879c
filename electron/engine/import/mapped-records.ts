import { type OpenStream, OpenStreams } from './open-streams.ts';
import type { RecordLog, RecordPlace } from './record-log.ts';
import type { RecordMapper, TextOutcome } from './record-mapper.ts';
import type { RowWriter } from './row-writer.ts';

/** Writes what became of each record; answers that the file writes piece by piece are written once all pieces are there. */
export class MappedRecords {
  streams = new OpenStreams();
  private readonly log: RecordLog;
  private readonly mapper: RecordMapper;
  private readonly rows: RowWriter;

  constructor(log: RecordLog, mapper: RecordMapper, rows: RowWriter) {
    this.log = log;
    this.mapper = mapper;
    this.rows = rows;
  }

  take(place: RecordPlace, outcome: TextOutcome): void {
    const id = this.log.nextId;
    if (outcome.status === 'mapped') {
      this.rows.write(this.mapper.emit, id, outcome.bytes);
      this.log.write(place, 'mapped', outcome.note);
    } else if (outcome.status === 'piece') {
      this.log.write(place, 'mapped', outcome.note);
      for (const ended of this.streams.take(outcome.piece, outcome.text, id))
        this.writeStream(ended);
    } else {
      this.log.write(place, outcome.status, outcome.reason);
    }
  }

  /** Nothing comes after: streams that did not say that they ended have ended too. */
  end(): void {
    for (const stream of this.streams.end()) this.writeStream(stream);
  }

  /** The first record names the turn. Pieces that do not go together stand each by itself: nothing of them is lost. */
  private writeStream({ texts, records: [first, ...further] }: OpenStream): void {
    if (first === undefined) return;
    if (this.mapper.mapStream(texts).status === 'mapped') {
      this.rows.write(this.mapper.emit, first, false, further);
      return;
    }
    for (const [index, record] of [first, ...further].entries()) {
      this.mapper.mapStream(texts.slice(index, index + 1));
      this.rows.write(this.mapper.emit, record, false);
    }
  }
}
