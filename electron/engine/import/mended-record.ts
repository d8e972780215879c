import { isUtf8 } from 'node:buffer';
import { recordsIn } from '../evidence/document-records.ts';
import type { PieceReading } from './piece-reading.ts';
import type { Outcome, RecordMapper } from './record-mapper.ts';

/** Reads and maps a record as a rule mends it; quarantined where it cannot be read even so. */
export function readMended(mapper: RecordMapper, reading: PieceReading, bytes: Buffer): Outcome {
  if (!isUtf8(bytes)) return { status: 'quarantined', reason: 'not UTF-8' };
  if (mapper.mayHoldSeveral(bytes) && recordsIn(bytes, 0, mapper.records).length > 0)
    return {
      status: 'quarantined',
      reason: 'it would hold several records, and one record cannot become several',
    };
  reading.begin();
  const outcome = reading.map(mapper, bytes, { start: 0, end: bytes.length, line: null });
  // What it knows of this text must not be taken for the window's.
  reading.begin();
  return outcome;
}

/** The outcome with one more note before its own. */
export function withNote(outcome: Outcome, note: string): Outcome {
  if (outcome.status !== 'mapped') return { ...outcome, reason: `${note}; ${outcome.reason}` };
  return { ...outcome, note: outcome.note === null ? note : `${note}; ${outcome.note}` };
}
