import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { type ConversationJoins, joinedBy } from '../../../shared/domain/conversation-joins.ts';
import { TOLD_TURNS } from './completeness/scope.ts';
import { integer, row } from './query.ts';

/** Conversations that have a turn of the file, or all. */
const CONVERSATIONS = `
  SELECT joined_by
  FROM conversation
  WHERE $evidence::BIGINT IS NULL OR conversation_id IN (
    SELECT conversation_id FROM ${TOLD_TURNS} WHERE evidence_id = $evidence
  )`;

/** Turns of the file, or all. */
const OF_FILE = `(
    SELECT turn_id
    FROM ${TOLD_TURNS}
    WHERE CASE WHEN $evidence::BIGINT IS NULL THEN NOT is_again ELSE evidence_id = $evidence END
  ) AS of_file`;

const AMBIGUOUS = `
  SELECT count(*)
  FROM store.turn_history
  JOIN ${OF_FILE} USING (turn_id)
  WHERE fits > 1`;

const CUT = `
  SELECT count(*)
  FROM store.turn_history
  JOIN ${OF_FILE} USING (turn_id)
  WHERE
    fits IS NULL AND turn_id IN (SELECT turn_id FROM store.turn_key WHERE means = 'follows')`;

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
