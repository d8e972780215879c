import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { type ConversationJoins, joinedBy } from '../../../shared/domain/conversation-joins.ts';
import { integer, row } from './query.ts';

/** Conversations that have a turn of the file, or all. */
const CONVERSATIONS = `
  SELECT joined_by
  FROM conversation
  WHERE $evidence::BIGINT IS NULL OR conversation_id IN (
    SELECT conversation_id FROM turn JOIN store.record USING (record_id) WHERE evidence_id = $evidence
  )`;

const AMBIGUOUS = `
  SELECT count(*)
  FROM store.turn_history
  JOIN turn USING (turn_id)
  JOIN store.record USING (record_id)
  WHERE fits > 1 AND evidence_id = coalesce($evidence, evidence_id)`;

const CUT = `
  SELECT count(*)
  FROM store.turn_history
  JOIN turn USING (turn_id)
  JOIN store.record USING (record_id)
  WHERE
    fits IS NULL AND evidence_id = coalesce($evidence, evidence_id)
    AND turn_id IN (SELECT turn_id FROM store.turn_key WHERE means = 'follows')`;

const JOINS = `
  SELECT
    ${joinedBy.options.map((by) => `count(*) FILTER (joined_by = '${by}') AS "${by}"`).join(', ')},
    (${AMBIGUOUS}) AS ambiguous, (${CUT}) AS cut
  FROM (${CONVERSATIONS})`;

const joinsRow = z.object({
  id: integer,
  file: integer,
  chain: integer,
  history: integer,
  record: integer,
  ambiguous: integer,
  cut: integer,
});

/** How the conversations of one file, or of all, were joined. */
export function conversationJoinsIn(
  connection: DuckDBConnection,
  evidence: number | null = null,
): Promise<ConversationJoins> {
  return row(
    connection,
    JOINS,
    { evidence: evidence === null ? null : BigInt(evidence) },
    joinsRow,
  );
}
