import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Place } from '../../../shared/domain/place.ts';
import { Fault } from '../base/errors.ts';
import { integer, rows } from '../case/query.ts';
import { boundedIds, within } from './id-bounds.ts';

/** From the stored table: its view would spell out the hash of every record before the join. */
const PLACES = `
  SELECT
    record.record_id, evidence.sha256 AS evidence, evidence.name, record.member,
    coalesce(record.ordinal, 0) AS ordinal, record.byte_offset, record.byte_length,
    lower(hex(record.sha256)) AS sha256
  FROM store.record record JOIN evidence USING (evidence_id)
  WHERE ${within('record.record_id')}`;

const placeRow = z.object({
  record_id: integer,
  evidence: z.string(),
  name: z.string(),
  member: z.string().nullable(),
  ordinal: integer,
  byte_offset: integer.nullable(),
  byte_length: integer.nullable(),
  sha256: z.string(),
});

/** Where records stand in the evidence. */
export async function placesOf(
  connection: DuckDBConnection,
  records: Iterable<number>,
): Promise<(record: number) => Place> {
  const ids = [...new Set(records)].sort((left, right) => left - right);
  const found = new Map<number, Place>();
  if (ids.length > 0)
    for (const { record_id, ...place } of await rows(connection, PLACES, boundedIds(ids), placeRow))
      found.set(record_id, place);
  return (record) => {
    const place = found.get(record);
    if (place === undefined) throw new Fault(`record ${record} is in no table`);
    return place;
  };
}
