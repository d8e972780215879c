import { type DuckDBConnection, listValue } from '@duckdb/node-api';
import { z } from 'zod';
import {
  type HeldRecord,
  type HeldRecords,
  recordStatus,
  type RecordStatus,
} from '../../../shared/domain/evidence-register.ts';
import { Refusal } from '../base/errors.ts';
import { integer, row, rows } from '../case/query.ts';

export interface HeldAsked {
  /** Null: of every file. */
  readonly evidence_id: number | null;
  /** None: whatever was not mapped. */
  readonly status: readonly RecordStatus[];
  /** Only records that are repaired, whatever their status. */
  readonly repaired?: boolean | undefined;
  readonly offset: number;
  readonly limit: number;
}

const COLUMNS =
  'record_id, evidence_id, name, member, line, ordinal, byte_offset, byte_length, status, error, record_id IN (SELECT record_id FROM store.repair) AS repaired';

const WANTED = `
  evidence_id = coalesce($evidence, evidence_id) AND status IN (SELECT unnest($status))
  AND (NOT $repaired OR record_id IN (SELECT record_id FROM store.repair))`;

const TOTAL = `SELECT count(*) AS total FROM store.record WHERE ${WANTED}`;
const totalRow = z.object({ total: integer });

const PAGE = `
  SELECT ${COLUMNS}
  FROM (
    SELECT * EXCLUDE (sha256) FROM store.record WHERE ${WANTED} ORDER BY record_id LIMIT $limit OFFSET $offset
  )
  JOIN (SELECT evidence_id, name FROM evidence) USING (evidence_id)
  ORDER BY record_id`;

const ONE = `
  SELECT ${COLUMNS}
  FROM store.record JOIN (SELECT evidence_id, name FROM evidence) USING (evidence_id)
  WHERE record_id = $record`;

const heldRow = z.object({
  record_id: integer,
  evidence_id: integer,
  name: z.string(),
  member: z.string().nullable(),
  line: integer.nullable(),
  ordinal: integer.nullable(),
  byte_offset: integer.nullable(),
  byte_length: integer.nullable(),
  status: recordStatus,
  repaired: z.boolean(),
  error: z.string().nullable(),
});

/** Records by what became of them, in order of import: `total` counts all, `records` holds a page. */
export async function heldRecordsOf(
  connection: DuckDBConnection,
  { evidence_id, status, repaired = false, offset, limit }: HeldAsked,
): Promise<HeldRecords> {
  const usual = repaired ? recordStatus : recordStatus.exclude(['mapped']);
  const wanted = status.length > 0 ? status : usual.options;
  const asked = {
    evidence: evidence_id === null ? null : BigInt(evidence_id),
    status: listValue([...wanted]),
    repaired,
  };
  const { total } = await row(connection, TOTAL, asked, totalRow);
  return {
    total,
    offset,
    records: await rows(connection, PAGE, { ...asked, limit, offset }, heldRow),
  };
}

/** One record; refuses (`not-found`) a number that is no record's. */
export async function heldRecordOf(
  connection: DuckDBConnection,
  record_id: number,
): Promise<HeldRecord> {
  const [record] = await rows(connection, ONE, { record: BigInt(record_id) }, heldRow);
  if (record === undefined)
    throw new Refusal('not-found', `No record ${record_id} is in the case; open the list again.`);
  return record;
}
