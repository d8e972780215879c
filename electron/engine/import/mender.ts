import type { Format } from '../formats/format.ts';
import { type Repaired, repairedBy, type RepairRule } from '../repair/rule.ts';
import { BlockReader } from './block-reader.ts';
import { CsvReading } from './csv-reading.ts';
import { readMended } from './mended-record.ts';
import { JsonReading, type PieceReading } from './piece-reading.ts';
import { RecordMapper, type TextOutcome } from './record-mapper.ts';
import { shapeOf } from './shape.ts';
import { SharedProgress } from './shared-progress.ts';
import { ZoneClock } from './zone-offset.ts';

export interface MendedRecord extends Repaired {
  readonly outcome: Exclude<TextOutcome, { readonly status: 'quarantined' }>;
  /** Turns and steps that it would give. */
  readonly turns: number;
}

interface HowRead {
  /** Null where no format reads the file, or none is settled for its members. */
  readonly format: Format | null;
  readonly container: string;
  readonly zone: string;
  readonly clockOffsetMs: number;
}

/** Tries rules on records of one text as a derivation would read them, and keeps nothing of it. */
export class Mender {
  private readonly mapper: RecordMapper;
  private readonly reading: PieceReading;

  /** `content`: the text in which the records stand, or the member of a zip; it stays open. */
  constructor(content: { file: number; bytes: number }, how: HowRead) {
    const { zone, clockOffsetMs } = how;
    this.mapper = new RecordMapper({ zone: new ZoneClock(zone), clockOffsetMs });
    this.mapper.format = how.format;
    this.reading = how.container.startsWith('json') ? new JsonReading() : readingOf(content);
  }

  /** The record as the rule mends it; null where the rule does not apply, or the record could not be read even so. */
  mended(rule: RepairRule, bytes: Buffer): MendedRecord | null {
    if (rule.mends === 'json' && !(this.reading instanceof JsonReading)) return null;
    const made = repairedBy(rule, bytes);
    if (made === null) return null;
    const outcome = readMended(this.mapper, this.reading, made.bytes);
    if (outcome.status === 'quarantined') return null;
    return {
      ...made,
      outcome,
      turns: outcome.status === 'unmapped' ? 0 : this.mapper.emit.turns.length,
    };
  }
}

function readingOf({ file, bytes }: { file: number; bytes: number }): PieceReading {
  const progress = new SharedProgress();
  progress.publish(bytes, true);
  const reader = new BlockReader(file, progress);
  reader.advance(0);
  const shape = shapeOf(reader);
  return typeof shape === 'string' ? new JsonReading() : new CsvReading(shape);
}
