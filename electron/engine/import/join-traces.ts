import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, row } from '../case/query.ts';
import { counted } from './counted.ts';

/**
 * The conversation of traces whose steps are records of their own, of which only some name the session (`turn_key`, means
 * `trace`): the trace says which steps belong together, the session that its first step names, else the one that any does,
 * what they stand in. All is found anew from what the case holds, so that the order of files does not matter; `turn_history`
 * keeps where each step stands by its record alone, which is called as its session, else as the trace.
 */

const ANY = `(SELECT 1 FROM store.turn_key WHERE means = 'trace' LIMIT 1)`;

const MOVED = `
  CREATE OR REPLACE TEMP TABLE moved_step AS
  SELECT h.turn_id, h.own_conversation_id, h.own_seq, coalesce(turn.session_id, k.key) AS name
  FROM store.turn_history AS h
  JOIN (SELECT turn_id, min(key) AS key FROM store.turn_key WHERE means = 'trace' GROUP BY turn_id) AS k USING (turn_id)
  JOIN store.turn AS turn USING (turn_id)`;

const NAMES = `(
    SELECT conversation_id, external_id FROM temp.conversation_name WHERE joined_by = 'id'
    UNION
    SELECT conversation_id, external_id FROM store.conversation WHERE joined_by = 'id'
  )`;

/** A conversation that lost its last turn may have come back under another number meanwhile. */
const GIVE_BACK = [
  `INSERT INTO store.conversation BY NAME
   SELECT min(own_conversation_id) AS conversation_id, name AS external_id, 0 AS turns, 'id' AS joined_by
   FROM temp.moved_step
   WHERE name NOT IN (SELECT external_id FROM ${NAMES})
   GROUP BY name
   ORDER BY conversation_id`,
  `UPDATE store.turn AS turn SET conversation_id = now.conversation_id, seq = moved.own_seq
   FROM temp.moved_step AS moved
   JOIN ${NAMES} AS now ON now.external_id = moved.name
   WHERE turn.turn_id = moved.turn_id`,
  'DELETE FROM store.turn_history WHERE turn_id IN (SELECT turn_id FROM temp.moved_step)',
];

/** Gives every step back to the conversation of its own record, before anything else is joined. */
export async function partTraces(connection: DuckDBConnection): Promise<void> {
  if ((await counted(connection, ANY)) === 0) return;
  for (const sql of [MOVED, ...GIVE_BACK, 'DROP TABLE temp.moved_step']) await connection.run(sql);
}

const CHOSEN = `
  CREATE OR REPLACE TEMP TABLE moved_step AS
  WITH
    step AS (
      SELECT DISTINCT k.key AS trace, turn.turn_id, turn.conversation_id, turn.seq, turn.session_id, turn.started_at
      FROM store.turn_key AS k
      JOIN store.turn AS turn USING (turn_id)
      WHERE k.means = 'trace'
    ),
    below AS (SELECT DISTINCT turn_id FROM store.turn_key WHERE means = 'parent'),
    chosen AS (
      SELECT
        trace,
        arg_min(conversation_id, (turn_id IN (SELECT turn_id FROM below), turn_id)) FILTER (session_id IS NOT NULL)
          AS conversation_id
      FROM step
      GROUP BY trace
      HAVING count(DISTINCT conversation_id) > 1
    )
  SELECT
    step.turn_id, step.conversation_id AS own_conversation_id, step.seq AS own_seq, chosen.conversation_id,
    coalesce(last.seq, 0) + row_number() OVER (
      PARTITION BY chosen.conversation_id ORDER BY step.started_at NULLS LAST, step.turn_id
    ) AS seq
  FROM chosen
  JOIN step USING (trace)
  LEFT JOIN (SELECT conversation_id, max(seq) AS seq FROM store.turn GROUP BY ALL) AS last
    ON last.conversation_id = chosen.conversation_id
  WHERE step.conversation_id <> chosen.conversation_id`;

const MOVE = [
  `INSERT INTO store.turn_history BY NAME
   SELECT turn_id, own_conversation_id, own_seq FROM temp.moved_step ORDER BY turn_id`,
  `UPDATE store.turn AS turn SET conversation_id = moved.conversation_id, seq = moved.seq
   FROM temp.moved_step AS moved
   WHERE turn.turn_id = moved.turn_id`,
];

/** Of a file whose records are numbered from `from`: how many fewer conversations it tells than its records name. */
const FEWER = `
  SELECT
    count(DISTINCT coalesce(moved.own_conversation_id, turn.conversation_id)) - count(DISTINCT turn.conversation_id) AS fewer
  FROM store.turn AS turn
  LEFT JOIN temp.moved_step AS moved USING (turn_id)
  WHERE turn.record_id >= $from`;

/**
 * Puts the steps of each trace into one conversation, and answers how many fewer the file at hand, its records numbered from
 * `from`, tells then. To be called after calls are joined, before histories are.
 */
export async function joinTraces(connection: DuckDBConnection, from: number): Promise<number> {
  if ((await counted(connection, ANY)) === 0) return 0;
  for (const sql of [CHOSEN, ...MOVE]) await connection.run(sql);
  const { fewer } = await row(
    connection,
    FEWER,
    { from: BigInt(from) },
    z.object({ fewer: integer }),
  );
  await connection.run('DROP TABLE temp.moved_step');
  return fewer;
}
