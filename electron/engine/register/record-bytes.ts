import type { DuckDBConnection } from '@duckdb/node-api';
import type { RecordBytes } from '../../../shared/domain/evidence-register.ts';
import { stockCommand } from '../evidence/stock-command.ts';
import type { EvidenceStore } from '../evidence/store.ts';
import { faultAt } from './fault.ts';
import { placedRecordOf } from './placed-record.ts';
import { readInEvidence } from './record-in-evidence.ts';

/**
 * At most `length` bytes of a record from its byte `offset` on, read from the evidence just now, whose hash is compared.
 * The row of a columnar file has no bytes of its own: its window is empty, its length 0 and its hash not compared, so
 * that `hash_matches` is false; `verify --full` derives such rows again. Refuses (`not-found`) an unknown record and
 * (`case-damaged`) a missing evidence file.
 */
export async function recordBytesOf(
  connection: DuckDBConnection,
  evidence: EvidenceStore,
  record_id: number,
  offset: number,
  length: number,
): Promise<RecordBytes> {
  const { record, place } = await placedRecordOf(connection, record_id);
  const read = await readInEvidence(evidence, place, offset, length);
  return {
    record,
    place,
    offset,
    length: place.byte_length ?? 0,
    base64: read?.window.toString('base64') ?? '',
    fault_at: read === null ? null : await faultAt(evidence, record, place, read),
    stock_command: stockCommand(evidence, place),
    hash_matches: read?.hash_matches ?? false,
  };
}
