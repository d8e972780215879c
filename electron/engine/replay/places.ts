import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Place } from '../../../shared/domain/place.ts';
import { Fault } from '../base/errors.ts';
import { integer, rows } from '../case/query.ts';
import { idList } from './id-list.ts';

const PLACES = `
  SELECT
    record.record_id, evidence.sha256 AS evidence, evidence.name, record.member,
    coalesce(record.ordinal, 0) AS ordinal, record.byte_offset, record.byte_length, record.sha256
  FROM record JOIN evidence USING (evidence_id)
  WHERE record.record_id IN (SELECT unnest($records))`;

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
    for (const { record_id, ...place } of await rows(
      connection,
      PLACES,
      { records: idList(ids) },
      placeRow,
    ))
      found.set(record_id, place);
  return (record) => {
    const place = found.get(record);
    if (place === undefined) throw new Fault(`record ${record} is in no table`);
    return place;
  };
}
