import type { DuckDBConnection } from '@duckdb/node-api';
import { counted } from './counted.ts';
import { givenBack } from './join-histories.ts';
import { SPOKEN_IN } from './spoken-in.ts';

/**
 * What a retrieval log says was found for a call stands with the call too, below the documents of its own, each with the
 * record that gives it (`from_turn_id` is the retrieval). The call is the one that has the call id: in its own log, or as
 * the id of its turn; else the only call of the trace, where that has only one retrieval; where each record is a message
 * of a conversation, the answer that follows there.
 */
export async function joinRetrievals(connection: DuckDBConnection): Promise<void> {
  if ((await counted(connection, `store.call_record WHERE tells = 'retrieval'`)) === 0) return;
  for (const sql of [CALLS, MATCH, SAY_OUTCOME, FORGET, LAY_ON]) await connection.run(sql);
  for (const table of ['named_call', 'retrieval_match'])
    await connection.run(`DROP TABLE temp.${table}`);
}

/** Every call that a retrieval may name, by call id and by trace. */
const CALLS = `
  CREATE OR REPLACE TEMP TABLE named_call AS
  WITH retrieval AS (FROM store.call_record WHERE tells = 'retrieval')
  SELECT 'id' AS named, call_id AS name, call_turn_id AS turn_id
  FROM store.call_record
  WHERE batch IS NULL AND tells <> 'retrieval' AND call_id IN (SELECT call_id FROM retrieval)
  UNION
  SELECT 'id', external_id, turn_id
  FROM store.turn
  WHERE kind IN ('model', 'request') AND external_id IN (SELECT call_id FROM retrieval)
  UNION
  SELECT 'trace', trace_id, call_turn_id
  FROM store.call_record
  WHERE tells <> 'retrieval' AND trace_id IN (SELECT trace_id FROM retrieval)
  UNION
  SELECT 'trace', split_part(k.key, '/', 1), turn_id
  FROM store.turn_key AS k
  JOIN store.turn AS turn USING (turn_id)
  WHERE k.means = 'span' AND turn.kind = 'model' AND split_part(k.key, '/', 1) IN (SELECT trace_id FROM retrieval)`;

const MATCH = `
  CREATE OR REPLACE TEMP TABLE retrieval_match AS
  WITH
    by_name AS (
      SELECT named, name, count(*) AS calls, any_value(turn_id) AS call_turn_id FROM temp.named_call GROUP BY ALL
    ),
    by_id AS (
      SELECT c.turn_id, c.trace_id, c.half, i.calls, i.call_turn_id
      FROM store.call_record AS c
      LEFT JOIN by_name AS i ON i.named = 'id' AND i.name = c.call_id
      WHERE c.tells = 'retrieval'
    ),
    spoken AS (
      FROM ${SPOKEN_IN} WHERE conversation IS NOT NULL AND call_id IS NULL
    ),
    by_order AS (
      SELECT given.turn_id, arg_min(answer.call_turn_id, given.placed_id) AS call_turn_id
      FROM (FROM spoken WHERE tells = 'retrieval') AS given
      ASOF JOIN (FROM spoken WHERE tells = 'answer') AS answer
        ON answer.evidence_id = given.evidence_id AND answer.conversation = given.conversation
        AND answer.placed_id > given.placed_id
      GROUP BY given.turn_id
    )
  SELECT
    r.turn_id,
    CASE
      WHEN r.calls = 1 THEN r.call_turn_id
      WHEN r.calls IS NULL AND t.calls = 1 AND r.alike = 1 THEN t.call_turn_id
      WHEN coalesce(r.calls, t.calls) IS NULL AND o.call_turn_id IS NOT NULL THEN o.call_turn_id
      ELSE r.turn_id
    END AS call_turn_id,
    CASE
      WHEN r.calls = 1 THEN 'id'
      WHEN r.calls IS NULL AND t.calls = 1 AND r.alike = 1 THEN 'trace'
      WHEN coalesce(r.calls, t.calls) IS NULL AND o.call_turn_id IS NOT NULL THEN 'order'
    END AS joined_by,
    CASE
      WHEN r.calls = 1 OR r.calls IS NULL AND t.calls = 1 AND r.alike = 1 THEN NULL
      WHEN coalesce(r.calls, t.calls) IS NOT NULL THEN 'ambiguous'
      WHEN r.half = 'retrieval' THEN 'no call'
    END AS unmatched
  FROM (
    SELECT *, count(*) FILTER (calls IS NULL) OVER (PARTITION BY trace_id) AS alike FROM by_id
  ) AS r
  LEFT JOIN by_name AS t ON t.named = 'trace' AND t.name = r.trace_id
  LEFT JOIN by_order AS o ON o.turn_id = r.turn_id`;

const SAY_OUTCOME = `
  UPDATE store.call_record AS c SET
    call_turn_id = m.call_turn_id, joined_by = m.joined_by, unmatched = m.unmatched
  FROM temp.retrieval_match AS m
  WHERE
    c.turn_id = m.turn_id
    AND (c.call_turn_id, c.joined_by, c.unmatched) IS DISTINCT FROM (m.call_turn_id, m.joined_by, m.unmatched)`;

const FORGET = `
  DELETE FROM store.context_document
  WHERE from_turn_id IN (SELECT turn_id FROM store.call_record WHERE tells = 'retrieval')`;

const LAY_ON = `
  INSERT INTO store.context_document BY NAME
  SELECT
    c.call_turn_id AS turn_id,
    (coalesce(own.last, 0) + row_number() OVER (
      PARTITION BY c.call_turn_id ORDER BY c."at" NULLS LAST, d.record_id, c.turn_id, d.rank))::INTEGER AS rank,
    d.document_id, d.source, d.score, d.content_id, d.record_id, c.turn_id AS from_turn_id
  FROM store.call_record AS c
  JOIN store.context_document AS d ON d.turn_id = c.turn_id
  LEFT JOIN (SELECT turn_id, max(rank) AS last FROM store.context_document GROUP BY turn_id) AS own
    ON own.turn_id = c.call_turn_id
  WHERE c.tells = 'retrieval' AND c.joined_by IS NOT NULL
  ORDER BY 1, 2`;

const RETRIEVALS = `h.turn_id IN (SELECT turn_id FROM store.call_record WHERE tells = 'retrieval')`;

/** Retrievals that were joined and that no conversation of the log holds; they stand where their call does. */
const TAKEN_ALONG = `
  CREATE OR REPLACE TEMP TABLE taken_along AS
  SELECT
    retrieval.turn_id, retrieval.conversation_id AS own_conversation_id, retrieval.seq AS own_seq, call.conversation_id, call.seq
  FROM store.call_record AS c
  JOIN store.turn AS retrieval ON retrieval.turn_id = c.turn_id
  JOIN store.turn AS call ON call.turn_id = c.call_turn_id
  JOIN (
    SELECT conversation_id FROM temp.conversation_name WHERE joined_by = 'record'
    UNION
    SELECT conversation_id FROM store.conversation WHERE joined_by = 'record'
  ) AS own ON own.conversation_id = retrieval.conversation_id
  WHERE c.tells = 'retrieval' AND c.joined_by IS NOT NULL AND call.conversation_id <> retrieval.conversation_id`;

const TAKE_ALONG = [
  `INSERT INTO store.turn_history BY NAME
   SELECT turn_id, own_conversation_id, own_seq FROM temp.taken_along ORDER BY turn_id`,
  `UPDATE store.turn AS turn SET conversation_id = t.conversation_id, seq = t.seq
   FROM temp.taken_along AS t
   WHERE turn.turn_id = t.turn_id`,
  'DROP TABLE temp.taken_along',
];

/**
 * Gives retrievals that name no conversation that of their call. To be called after histories are joined, before
 * conversations are completed.
 */
export async function takeRetrievalsAlong(connection: DuckDBConnection): Promise<void> {
  if ((await counted(connection, `store.call_record WHERE tells = 'retrieval'`)) === 0) return;
  for (const sql of [...givenBack(RETRIEVALS), TAKEN_ALONG, ...TAKE_ALONG])
    await connection.run(sql);
}
