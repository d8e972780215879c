import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { type Side, side } from '../../../shared/domain/finding.ts';
import { integer, rows } from '../case/query.ts';
import { SIDE_ORDER } from './tables.ts';

/** Another place of a finding's text in the same conversation. */
export interface Occurrence {
  readonly turn_id: number;
  readonly side: Side;
  readonly seq: number;
  readonly part: number;
}

const occurrence = z.object({ turn_id: integer, side, seq: integer, part: integer });

/**
 * A text repeated through a conversation is found once, at its first appearance; this lists all its other places there,
 * in order. Empty for findings that mark a field, and where there is no such finding.
 */
export async function otherOccurrences(
  connection: DuckDBConnection,
  findingId: number,
): Promise<Occurrence[]> {
  return rows(
    connection,
    `WITH place AS (
       SELECT turn_id, side, seq, part, content_id FROM message
       UNION ALL
       SELECT turn_id, 'context', rank, 0, content_id FROM context_document
     )
     SELECT p.turn_id, p.side, p.seq, p.part
     FROM finding f
     JOIN turn own ON own.turn_id = f.turn_id
     JOIN place hit ON hit.turn_id = f.turn_id AND hit.side = f.side AND hit.seq = f.seq AND hit.part = f.part
     JOIN place p ON p.content_id = hit.content_id
     JOIN turn t ON t.turn_id = p.turn_id AND t.conversation_id = own.conversation_id
     WHERE f.finding_id = $finding
       AND (p.turn_id, p.side, p.seq, p.part) IS DISTINCT FROM (hit.turn_id, hit.side, hit.seq, hit.part)
     ORDER BY t.seq, t.turn_id, ${SIDE_ORDER.replaceAll('side', 'p.side')}, p.seq, p.part`,
    { finding: BigInt(findingId) },
    occurrence,
  );
}
