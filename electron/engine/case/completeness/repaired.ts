import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Holding } from '../../../../shared/domain/completeness.ts';
import { integer, rows } from '../query.ts';

const REPAIRED = `
  SELECT
    evidence_id, count(*) FILTER (status = 'mapped') AS mapped, count(*) FILTER (status = 'unmapped') AS unmapped
  FROM store.repair JOIN store.record USING (record_id)
  WHERE evidence_id = coalesce($evidence, evidence_id)
  GROUP BY evidence_id`;
const repairedRow = z.object({ evidence_id: integer, mapped: integer, unmapped: integer });

type Repaired = Holding['repaired'];

export const NONE_REPAIRED: Repaired = { mapped: 0, unmapped: 0 };

/** Records of each file that are read as rules mend them; nothing of a file without any. */
export async function repairedByFile(
  connection: DuckDBConnection,
  evidence: bigint | null,
): Promise<ReadonlyMap<number, Repaired>> {
  const found = await rows(connection, REPAIRED, { evidence }, repairedRow);
  return new Map(
    found.map(({ evidence_id, mapped, unmapped }) => [evidence_id, { mapped, unmapped }]),
  );
}

export function repairedTogether(files: Iterable<Repaired>): Repaired {
  const sum = { ...NONE_REPAIRED };
  for (const { mapped, unmapped } of files) {
    sum.mapped += mapped;
    sum.unmapped += unmapped;
  }
  return sum;
}
