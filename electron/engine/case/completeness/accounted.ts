import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Accounted } from '../../../../shared/domain/completeness.ts';
import { integer, rows } from '../query.ts';

const STATUSES = ['mapped', 'unmapped', 'quarantined', 'blank'] as const;

const ACCOUNTED = `
  SELECT
    evidence_id, status, count(*) AS records, sum(byte_length) AS bytes,
    bool_and(byte_length IS NOT NULL) AS has_bytes
  FROM store.record
  WHERE evidence_id = coalesce($evidence, evidence_id)
  GROUP BY evidence_id, status`;
const accountedRow = z.object({
  evidence_id: integer,
  status: z.enum(STATUSES),
  records: integer,
  bytes: integer.nullable(),
  has_bytes: z.boolean(),
});
type AccountedRow = z.infer<typeof accountedRow>;

export interface AccountedFile {
  readonly evidence_id: number;
  readonly bytes: number;
  readonly unpacked_bytes: number | null;
  readonly container: string;
}

/** Records and bytes of files by what became of them. */
export async function accountedByFile(
  connection: DuckDBConnection,
  evidence: bigint | null,
  files: readonly AccountedFile[],
): Promise<ReadonlyMap<number, Accounted>> {
  const found = await rows(connection, ACCOUNTED, { evidence }, accountedRow);
  return new Map(files.map((file) => [file.evidence_id, accountedOf(file, found)]));
}

/**
 * Structure is what is left: import proves that every byte is in one record or stands between two. Rows of columnar files, which
 * a zip may hold too, have no bytes of their own.
 */
function accountedOf(
  { evidence_id, bytes, unpacked_bytes, container }: AccountedFile,
  found: readonly AccountedRow[],
): Accounted {
  const ofFile = found.filter((one) => one.evidence_id === evidence_id);
  const hasPlaces = container !== 'parquet' && ofFile.every(({ has_bytes }) => has_bytes);
  const records = STATUSES.map((what) => {
    const own = ofFile.find(({ status }) => status === what);
    return { what, records: own?.records ?? 0, bytes: hasPlaces ? (own?.bytes ?? 0) : null };
  });
  const whole = unpacked_bytes ?? bytes;
  const held = records.reduce((sum, record) => sum + (record.bytes ?? 0), 0);
  return [...records, { what: 'structure', records: null, bytes: hasPlaces ? whole - held : null }];
}

/** Of all files together; bytes are null where a file has none by record. */
export function accountedTogether(files: readonly Accounted[]): Accounted {
  return ([...STATUSES, 'structure'] as const).map((what) => {
    const own = files.flatMap((file) => file.filter((one) => one.what === what));
    const isCounted = own.every(({ bytes }) => bytes !== null);
    return {
      what,
      records: what === 'structure' ? null : own.reduce((sum, one) => sum + (one.records ?? 0), 0),
      bytes: isCounted ? own.reduce((sum, one) => sum + (one.bytes ?? 0), 0) : null,
    };
  });
}
