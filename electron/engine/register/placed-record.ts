import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { HeldRecord } from '../../../shared/domain/evidence-register.ts';
import type { Place } from '../../../shared/domain/place.ts';
import { row } from '../case/query.ts';
import { heldRecordOf } from './held-records.ts';

const HASHES = `
  SELECT evidence.sha256 AS evidence, lower(hex(record.sha256)) AS sha256
  FROM store.record record JOIN evidence USING (evidence_id)
  WHERE record_id = $record`;

const hashesRow = z.object({ evidence: z.string(), sha256: z.string() });

export interface PlacedRecord {
  readonly record: HeldRecord;
  readonly place: Place;
}

/** A record and its place; a blank line, which has no number, stands as 0. Refuses (`not-found`) an unknown one. */
export async function placedRecordOf(
  connection: DuckDBConnection,
  record_id: number,
): Promise<PlacedRecord> {
  const record = await heldRecordOf(connection, record_id);
  const { evidence, sha256 } = await row(
    connection,
    HASHES,
    { record: BigInt(record_id) },
    hashesRow,
  );
  const { name, member, ordinal, byte_offset, byte_length } = record;
  return {
    record,
    place: { evidence, name, member, ordinal: ordinal ?? 0, byte_offset, byte_length, sha256 },
  };
}
