import type { DuckDBConnection } from '@duckdb/node-api';
import type {
  EvidenceFile,
  RegisteredReference,
} from '../../../shared/domain/evidence-register.ts';
import { Refusal } from '../base/errors.ts';
import { EVENTS } from '../case/completeness/scope.ts';
import { evidenceInfo, referenceRow, REFERENCES } from '../case/info.ts';
import { rows } from '../case/query.ts';
import { REPAIRED } from '../case/repairs.ts';

const FILES = `
  SELECT
    evidence_id, name, sha256, in_place, epoch_us(modified_at) AS modified_at, bytes, format, container, compression, unpacked_bytes, notes, records, mapped, unmapped, quarantined, coalesce(mended.repaired, 0) AS repaired, blank, conversations,
    turns, messages, partitions, zone, clock_offset_ms, merkle_root, span.first, span.last,
    epoch_us(imported_at) AS imported_at
  FROM evidence
  LEFT JOIN (
    SELECT evidence_id, min("at") AS first, max("at") AS last
    FROM (${EVENTS})
    GROUP BY evidence_id
  ) span USING (evidence_id)
  LEFT JOIN (${REPAIRED}) mended USING (evidence_id)
  WHERE evidence_id = coalesce($evidence, evidence_id)
  ORDER BY evidence_id`;

const fileRow = evidenceInfo.omit({ intake: true });

/** Every imported file and every reference, in order of import. */
export async function registerOf(
  connection: DuckDBConnection,
): Promise<{ files: EvidenceFile[]; references: RegisteredReference[] }> {
  return {
    files: await rows(connection, FILES, { evidence: null }, fileRow),
    references: await rows(connection, REFERENCES, {}, referenceRow),
  };
}

/** One imported file; refuses (`not-found`) a number that is no file's. */
export async function evidenceFileOf(
  connection: DuckDBConnection,
  evidence_id: number,
): Promise<EvidenceFile> {
  const [file] = await rows(connection, FILES, { evidence: BigInt(evidence_id) }, fileRow);
  if (file === undefined)
    throw new Refusal('not-found', `No evidence file ${evidence_id} is in the case.`);
  return file;
}
