import type { DuckDBConnection } from '@duckdb/node-api';
import { counted } from './counted.ts';
import { SPOKEN_IN } from './spoken-in.ts';

/**
 * What a conversation of messages that are records of their own tells once holds for all of its answers: its instructions
 * are given also with an answer that nothing was asked for anew (after a tool, say), and where only one user speaks the
 * answers are that user's. (join-turns.ts gives the instructions with answers that were joined to what was asked.)
 */
export async function joinSpoken(
  connection: DuckDBConnection,
  brought: { readonly from: bigint },
): Promise<void> {
  const messages = `store.call_record WHERE half = 'message' AND record_id >= ${brought.from}`;
  if ((await counted(connection, messages)) === 0) return;
  for (const sql of [GIVE_INSTRUCTIONS, NAME_USERS]) await connection.run(sql, brought);
}

const SPOKEN = `
    spoken AS (
      FROM ${SPOKEN_IN}
      WHERE conversation IS NOT NULL AND call_id IS NULL AND placed_id >= $from
    )`;

/** Of answers that stand alone the input is empty so far. */
const GIVE_INSTRUCTIONS = `
  INSERT INTO store.message BY NAME
  WITH
    ${SPOKEN},
    opening AS (
      SELECT *
      FROM spoken
      QUALIFY placed_id < min(placed_id) FILTER (tells = 'answer') OVER (PARTITION BY evidence_id, conversation)
    ),
    instruction AS (
      SELECT
        o.evidence_id, o.conversation, m.* EXCLUDE (turn_id, seq),
        dense_rank() OVER (PARTITION BY o.evidence_id, o.conversation ORDER BY m.record_id, m.seq) - 1 AS seq
      FROM opening AS o
      JOIN store.message AS m ON m.record_id = o.record_id AND m.turn_id IN (o.turn_id, o.call_turn_id)
      WHERE m.side = 'input' AND m.role IN ('system', 'developer')
    )
  SELECT answer.turn_id, i.seq::INTEGER AS seq, i.* EXCLUDE (evidence_id, conversation, seq)
  FROM spoken AS answer
  JOIN instruction AS i USING (evidence_id, conversation)
  WHERE
    answer.tells = 'answer' AND answer.joined_by IS NULL
    AND answer.turn_id NOT IN (SELECT turn_id FROM store.message WHERE side = 'input')
  ORDER BY answer.turn_id, seq`;

const NAME_USERS = `
  UPDATE store.turn AS turn SET user_id = named.user_id
  FROM (
    WITH
      ${SPOKEN},
      only_user AS (
        SELECT evidence_id, conversation, min(user_id) AS user_id
        FROM spoken
        GROUP BY ALL
        HAVING count(DISTINCT user_id) = 1
      )
    SELECT spoken.call_turn_id AS turn_id, any_value(only_user.user_id) AS user_id
    FROM spoken
    JOIN only_user USING (evidence_id, conversation)
    WHERE spoken.tells = 'answer'
    GROUP BY ALL
  ) AS named
  WHERE turn.turn_id = named.turn_id AND turn.user_id IS NULL`;
