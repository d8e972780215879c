import { isUtf8 } from 'node:buffer';
import { recordsIn } from '../evidence/document-records.ts';
import type { PieceReading } from './piece-reading.ts';
import type { RecordMapper, TextOutcome } from './record-mapper.ts';

/** Reads and maps a record as a rule mends it; quarantined where it cannot be read even so. */
export function readMended(
  mapper: RecordMapper,
  reading: PieceReading,
  bytes: Buffer,
): TextOutcome {
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
export function withNote(outcome: TextOutcome, note: string): TextOutcome {
  if (outcome.status === 'unmapped' || outcome.status === 'quarantined')
    return { ...outcome, reason: `${note}; ${outcome.reason}` };
  return { ...outcome, note: outcome.note === null ? note : `${note}; ${outcome.note}` };
}
