import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { LISTED, type Reason, reason } from '../../../../shared/domain/completeness.ts';
import { integer, rows } from '../query.ts';

/** Reasons are alike where only quoted values and numbers differ. */
const REASONS = `
  WITH
    grouped AS (
      SELECT
        evidence_id, status, regexp_replace(regexp_replace(error, '"([^"\\\\]|\\\\.)*"', '"', 'g'), '[0-9]+', '0', 'g') AS alike,
        count(*) AS records, min(record_id) AS record_id
      FROM store.record
      WHERE error IS NOT NULL AND status <> 'blank' AND evidence_id = coalesce($evidence, evidence_id)
      GROUP BY ALL
    ),
    listed AS (
      SELECT *, count(*) OVER (PARTITION BY evidence_id) AS total
      FROM grouped
      QUALIFY
        row_number() OVER (
          PARTITION BY evidence_id ORDER BY list_position(['quarantined', 'unmapped', 'mapped'], status), records DESC, record_id
        ) <= ${LISTED.reasons}
    )
  SELECT evidence_id, total, l.status, r.error AS words, records, record_id, name, member, line, ordinal
  FROM listed AS l
  JOIN (SELECT record_id, error, member, line, ordinal FROM store.record) AS r USING (record_id)
  JOIN (SELECT evidence_id, name FROM evidence) USING (evidence_id)
  ORDER BY evidence_id, list_position(['quarantined', 'unmapped', 'mapped'], l.status), records DESC, record_id`;

const reasonRow = z
  .object({
    evidence_id: integer,
    total: integer,
    status: reason.shape.status,
    words: z.string(),
    records: integer,
    record_id: integer,
    name: z.string(),
    member: z.string().nullable(),
    line: integer.nullable(),
    ordinal: integer.nullable(),
  })
  .transform(({ evidence_id, total, status, words, records, ...first }) => ({
    evidence_id,
    total,
    reason: { status, words, records, first },
  }));

export interface Reasons {
  readonly total: number;
  readonly reasons: readonly Reason[];
}

/** Why records of each file were not read or not mapped, and what was noted about those that were. */
export async function reasonsByFile(
  connection: DuckDBConnection,
  evidence: bigint | null,
): Promise<ReadonlyMap<number, Reasons>> {
  const files = new Map<number, { total: number; reasons: Reason[] }>();
  for (const one of await rows(connection, REASONS, { evidence }, reasonRow)) {
    const file = files.get(one.evidence_id) ?? { total: one.total, reasons: [] };
    file.reasons.push(one.reason);
    files.set(one.evidence_id, file);
  }
  return files;
}
