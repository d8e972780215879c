import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Anchor } from '../../../shared/domain/analysis.ts';
import { Refusal } from '../base/errors.ts';
import { integer, rows } from '../case/query.ts';

/** Acts name a record by file and ordinal, and the turn by its index among the record's turns, from 0. */
const ANCHORS = `
  WITH wanted AS (SELECT unnest(from_json($turns, '["BIGINT"]')) AS turn_id)
  SELECT
    turn_id, evidence.sha256 AS evidence, record.ordinal, lower(hex(record.sha256)) AS record_sha256, turn_index
  FROM turn
  JOIN store.record record USING (record_id)
  JOIN evidence USING (evidence_id)
  WHERE turn_id IN (SELECT turn_id FROM wanted)
  ORDER BY turn_id`;

const anchorRow = z.object({
  turn_id: integer,
  evidence: z.string(),
  ordinal: integer,
  record_sha256: z.string(),
  turn_index: integer,
});

/** Where turns stand in the evidence, in their order. Refuses (`not-found`) where one of them is not in the case. */
export async function turnAnchors(
  connection: DuckDBConnection,
  turns: readonly number[],
): Promise<Anchor[]> {
  const found = await rows(connection, ANCHORS, { turns: JSON.stringify(turns) }, anchorRow);
  const missing = turns.find((turn) => found.every(({ turn_id }) => turn_id !== turn));
  if (missing !== undefined)
    throw new Refusal('not-found', `No turn T-${missing} is in the case; open the turns again.`);
  return found.map(({ turn_id, ...anchor }) => anchor);
}
