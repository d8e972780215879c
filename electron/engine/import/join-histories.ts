import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, row } from '../case/query.ts';
import { chooseLinks, countLinks } from './join-chains.ts';

/**
 * Conversations of calls that name none, by the call before them where they name that (join-chains.ts), else by the history
 * they repeat. Interfaces of chat send with every call what was
 * said before it: a call whose input begins with the whole input of an earlier call and that call's answer follows it.
 *
 * - Who takes part: conversations that are one record's own and hold one call. A record that spells out several turns
 *   tells its conversation itself.
 * - What is compared: the parts of messages in order, each by role, type, text and id of its tool call. System prompts
 *   count like any message; definitions of tools and thinking do not, because the next call need not repeat them. Each
 *   alternative answer may be the one that was gone on with.
 * - Which of several: the longest history; then who names the same user before who names none (another user's call is
 *   never followed); then the latest that is not later than the call; then one without a time. Where several still fit
 *   equally the call follows none of them and is counted.
 *
 * A call follows at most one, and may be followed by many: what was asked again stays in one conversation. All is
 * found anew from what the case holds, so that the order of files does not matter.
 */

const BRINGS = `
  SELECT
    (
      SELECT count(*) FROM temp.conversation_name WHERE joined_by = 'record'
    ) + (
      SELECT count(*) FROM store.turn_key WHERE record_id >= $from
    ) + (
      SELECT count(*) FROM store.call_record WHERE record_id >= $from
    ) + (
      SELECT count(*) FROM store.turn_key WHERE means = 'follows'
    ) + (
      SELECT count(*) FROM store.call_record WHERE half = 'span'
    ) AS brought`;

/** Whether the file at hand, its records numbered from `from`, may change who follows whom. */
export async function mayChangeHistories(
  connection: DuckDBConnection,
  from: number,
): Promise<boolean> {
  const { brought } = await row(
    connection,
    BRINGS,
    { from: BigInt(from) },
    z.object({ brought: integer }),
  );
  return brought > 0;
}

/** Gives turns of `turn_history` back to the conversations of their own records. */
export const givenBack = (turns: string): readonly string[] => [
  `UPDATE store.turn AS turn SET conversation_id = h.own_conversation_id, seq = h.own_seq
   FROM store.turn_history AS h
   WHERE turn.turn_id = h.turn_id AND ${turns}`,
  `INSERT INTO store.conversation BY NAME
   SELECT DISTINCT own_conversation_id AS conversation_id, 0 AS turns, 'record' AS joined_by
   FROM store.turn_history AS h
   WHERE ${turns} AND own_conversation_id NOT IN (SELECT conversation_id FROM store.conversation)
   ORDER BY conversation_id`,
  `DELETE FROM store.turn_history AS h WHERE ${turns}`,
];

const PART = [
  ...givenBack('true'),
  `UPDATE store.conversation SET joined_by = 'record' WHERE joined_by IN ('chain', 'history')`,
];

/** Gives every turn back to the conversation of its own record, before anything else is joined. */
export async function partHistories(connection: DuckDBConnection): Promise<void> {
  for (const sql of PART) await connection.run(sql);
}

const OWN_CALLS = `
  CREATE OR REPLACE TEMP TABLE own_call AS
  SELECT t.turn_id, t.conversation_id, t.user_id, t.started_at
  FROM store.turn AS t
  JOIN (
    SELECT conversation_id FROM temp.conversation_name WHERE joined_by = 'record'
    UNION ALL
    SELECT conversation_id FROM store.conversation WHERE joined_by = 'record'
  ) AS c USING (conversation_id)
  WHERE t.kind IN ('model', 'request')
  QUALIFY count(*) OVER (PARTITION BY t.conversation_id) = 1`;

const REPEATING = `
  SELECT count(*) AS repeating
  FROM (
    SELECT 1
    FROM store.message AS m
    JOIN temp.own_call USING (turn_id)
    WHERE m.side = 'input' AND m.role = 'assistant'
    LIMIT 1
  )`;

/** A list of parts is known by its length and two sums over digests of each part with its place. */
const SUMMED = `
  md5_number_upper(said) AS high, md5_number_lower(said) AS low
  FROM (
    SELECT *, concat_ws('/', place, role, type, content_id, 'call ' || tool_call_id) AS said`;
const SAID_PARTS = `
  SELECT m.turn_id, m.side, m.choice, m.seq, m.part, coalesce(m.role, '') AS role, m.type,
    coalesce(m.content_id, 0) AS content_id, m.tool_call_id
  FROM store.message AS m
  JOIN temp.own_call USING (turn_id)
  WHERE m.type <> 'thinking'`;

/** Every beginning of an input that ends with a message. */
const GIVEN = `
  CREATE OR REPLACE TEMP TABLE given_history AS
  SELECT turn_id, place, messages, high, low, is_whole
  FROM (
    SELECT
      turn_id, place,
      dense_rank() OVER in_order AS messages,
      sum(high) OVER up_to_here AS high, sum(low) OVER up_to_here AS low,
      lead(seq) OVER whole AS next_seq, seq,
      next_seq IS NULL AS is_whole
    FROM (
      SELECT turn_id, seq, place, ${SUMMED}
        FROM (
          SELECT *, row_number() OVER (PARTITION BY turn_id ORDER BY seq, choice, part) AS place
          FROM (${SAID_PARTS} AND m.side = 'input')
        )
      )
    )
    WINDOW
      whole AS (PARTITION BY turn_id ORDER BY place),
      in_order AS (PARTITION BY turn_id ORDER BY seq),
      up_to_here AS (PARTITION BY turn_id ORDER BY place ROWS UNBOUNDED PRECEDING)
  )
  WHERE next_seq IS DISTINCT FROM seq`;

/** What a call was given and answered, for each alternative answer: the history of whoever follows it. */
const ANSWERED = `
  CREATE OR REPLACE TEMP TABLE answered_history AS
  SELECT DISTINCT turn_id, place, high, low
  FROM (
    SELECT turn_id, max(place) AS place, any_value(given_high) + sum(high) AS high, any_value(given_low) + sum(low) AS low
    FROM (
      SELECT turn_id, choice, place, given_high, given_low, ${SUMMED}
        FROM (
          SELECT
            answer.*, given.high AS given_high, given.low AS given_low,
            given.place + row_number() OVER (
              PARTITION BY answer.turn_id, answer.choice ORDER BY answer.seq, answer.part
            ) AS place
          FROM (${SAID_PARTS} AND m.side = 'output' AND m.content_id IS NOT NULL) AS answer
          JOIN temp.given_history AS given ON given.turn_id = answer.turn_id AND given.is_whole
        )
      )
    )
    GROUP BY turn_id, choice
  )`;

/** Calls with one history by whom they may be followed, and by time. */
const FOLLOWABLE = `
  CREATE OR REPLACE TEMP TABLE followable AS
  SELECT a.place, a.high, a.low, u.users, c.started_at, count(*) AS fits, min(a.turn_id) AS turn_id
  FROM temp.answered_history AS a
  JOIN temp.own_call AS c USING (turn_id)
  CROSS JOIN LATERAL (
    SELECT unnest(['anybody', CASE WHEN c.user_id IS NULL THEN 'nobody' ELSE 'user ' || c.user_id END]) AS users
  ) AS u
  GROUP BY ALL`;

/** Beginnings of inputs that some call gives, and whose calls the one at hand may follow, best first. */
const REPEATED = `
  CREATE OR REPLACE TEMP TABLE repeated_history AS
  SELECT g.turn_id, g.place, g.messages, g.high, g.low, c.started_at, u.users, u.users = 'nobody' AS unnamed
  FROM temp.given_history AS g
  SEMI JOIN temp.answered_history AS a USING (place, high, low)
  JOIN temp.own_call AS c USING (turn_id)
  CROSS JOIN LATERAL (
    SELECT unnest(CASE WHEN c.user_id IS NULL THEN ['anybody'] ELSE ['user ' || c.user_id, 'nobody'] END) AS users
  ) AS u`;

const CHOSEN = `
  CREATE OR REPLACE TEMP TABLE chosen_history AS
  SELECT turn_id, messages, fits, CASE WHEN fits = 1 THEN follows END AS follows
  FROM (
    SELECT r.turn_id, r.place, r.messages, r.unnamed, false AS is_undated, f.fits, f.turn_id AS follows
    FROM (FROM temp.repeated_history WHERE started_at IS NOT NULL) AS r
    ASOF JOIN (FROM temp.followable WHERE started_at IS NOT NULL) AS f
      ON r.place = f.place AND r.high = f.high AND r.low = f.low AND r.users = f.users AND r.started_at >= f.started_at
    UNION ALL
    SELECT r.turn_id, r.place, r.messages, r.unnamed, true, sum(f.fits), min(f.turn_id)
    FROM temp.repeated_history AS r
    JOIN temp.followable AS f USING (place, high, low, users)
    WHERE r.started_at IS NULL OR f.started_at IS NULL
    GROUP BY ALL
  )
  QUALIFY row_number() OVER (PARTITION BY turn_id ORDER BY place DESC, unnamed, is_undated) = 1`;

/**
 * Each call with the first of its conversation, and how many steps lie between; found by doubling the steps back until
 * nothing changes. What the first one follows stands in a conversation that the log tells otherwise.
 */
const FIRSTS = `
  CREATE OR REPLACE TEMP TABLE first_call AS
  SELECT own.turn_id, coalesce(before.turn_id, own.turn_id) AS first_id, coalesce(before.turn_id <> own.turn_id, false)::BIGINT AS depth
  FROM temp.own_call AS own
  LEFT JOIN temp.chosen_history AS chosen USING (turn_id)
  LEFT JOIN temp.chain_link AS link USING (turn_id)
  LEFT JOIN temp.own_call AS before ON before.turn_id = coalesce(chosen.follows, link.after_id)`;
const STEP_BACK = `
  UPDATE temp.first_call AS call SET first_id = back.first_id, depth = call.depth + back.depth
  FROM temp.first_call AS back
  WHERE back.turn_id = call.first_id AND back.first_id <> back.turn_id`;
/** More doublings than any chain of calls needs: calls that name one another in a ring, and what goes on from them, follow none. */
const MOST_STEPS = 40;
const LEAVE_RINGS = `
  UPDATE temp.first_call AS call SET first_id = call.turn_id, depth = 0
  FROM temp.first_call AS back
  WHERE back.turn_id = call.first_id AND (back.first_id <> back.turn_id OR back.depth > 0)`;
/** Whoever is the first of a conversation follows no call that takes part: what it would have followed led into a ring. */
const FOLLOW_NO_RING = `
  UPDATE temp.chosen_history AS chosen SET follows = NULL, fits = 0
  FROM temp.first_call AS call
  WHERE
    call.turn_id = chosen.turn_id AND call.first_id = call.turn_id
    AND chosen.follows IN (SELECT turn_id FROM temp.own_call)`;

/** Turns of conversations that are joined so, in order: by time where every call has one, else by length of history. */
const JOINED = `
  CREATE OR REPLACE TEMP TABLE joined_history AS
  SELECT
    t.turn_id, t.conversation_id AS own_conversation_id, t.seq AS own_seq, call.conversation_id,
    row_number() OVER (
      PARTITION BY call.conversation_id
      ORDER BY
        CASE WHEN call.dated THEN call.started_at END, CASE WHEN call.is_chain THEN call.depth ELSE call.place END,
        call.started_at NULLS LAST, call.turn_id, t.seq, t.turn_id
    ) + coalesce(last.seq, 0) AS seq,
    CASE WHEN call.is_chain THEN 'chain' ELSE 'history' END AS joined_by
  FROM (
    SELECT
      c.turn_id, c.conversation_id AS own_conversation_id, c.started_at, coalesce(given.place, 0) AS place, call.depth,
      coalesce(
        any_value(told.conversation_id) OVER of_first, min(c.conversation_id) OVER of_first
      ) AS conversation_id,
      any_value(told.conversation_id) OVER of_first AS told_id,
      bool_and(c.started_at IS NOT NULL) OVER of_first AS dated,
      bool_and(call.depth = 0 OR link.turn_id IS NOT NULL) OVER of_first AS is_chain
    FROM temp.first_call AS call
    JOIN temp.own_call AS c USING (turn_id)
    LEFT JOIN temp.given_history AS given ON given.turn_id = c.turn_id AND given.is_whole
    LEFT JOIN temp.chain_link AS link ON link.turn_id = c.turn_id
    LEFT JOIN store.turn AS told
      ON call.depth = 0 AND link.is_held AND told.turn_id = link.after_id
      AND told.turn_id NOT IN (SELECT turn_id FROM temp.own_call)
    WINDOW of_first AS (PARTITION BY first_id)
    QUALIFY count(*) OVER of_first > 1 OR told_id IS NOT NULL
  ) AS call
  JOIN store.turn AS t ON t.conversation_id = call.own_conversation_id
  LEFT JOIN (SELECT conversation_id, max(seq) AS seq FROM store.turn GROUP BY ALL) AS last
    ON last.conversation_id = call.told_id`;

const WRITE = [
  `INSERT INTO store.turn_history BY NAME
   SELECT
     turn_id, coalesce(j.own_conversation_id, c.conversation_id) AS own_conversation_id, coalesce(j.own_seq, t.seq) AS own_seq,
     h.follows AS follows_turn_id, h.messages AS repeats, h.fits
   FROM temp.joined_history AS j
   FULL JOIN temp.chosen_history AS h USING (turn_id)
   LEFT JOIN temp.own_call AS c USING (turn_id)
   LEFT JOIN store.turn AS t USING (turn_id)
   ORDER BY turn_id`,
  `UPDATE store.turn AS turn SET conversation_id = j.conversation_id, seq = j.seq
   FROM temp.joined_history AS j
   WHERE turn.turn_id = j.turn_id`,
  ...['temp.conversation_name', 'store.conversation'].map(
    (names) => `
   UPDATE ${names} AS names SET joined_by = j.joined_by
   FROM (SELECT conversation_id, max(joined_by) AS joined_by FROM temp.joined_history GROUP BY ALL) AS j
   WHERE j.conversation_id = names.conversation_id AND names.joined_by = 'record'`,
  ),
];

const TEMPORARY = [
  'own_call',
  'given_history',
  'answered_history',
  'followable',
  'repeated_history',
  'chosen_history',
  'chain_link',
  'first_call',
  'joined_history',
];

/**
 * Joins the calls of the case that name no conversation. To be called after spans are joined and before conversations
 * are completed.
 */
export async function joinHistories(connection: DuckDBConnection): Promise<void> {
  await connection.run(OWN_CALLS);
  const { repeating } = await row(connection, REPEATING, {}, z.object({ repeating: integer }));
  const linked = await countLinks(connection);
  if (repeating + linked > 0) await joinFollowing(connection);
  for (const table of TEMPORARY) await connection.run(`DROP TABLE IF EXISTS temp.${table}`);
}

async function joinFollowing(connection: DuckDBConnection): Promise<void> {
  for (const sql of [GIVEN, ANSWERED, FOLLOWABLE, REPEATED, CHOSEN]) await connection.run(sql);
  await chooseLinks(connection);
  await connection.run(FIRSTS);
  for (let step = 0; step < MOST_STEPS; step++)
    if ((await connection.run(STEP_BACK)).rowsChanged === 0) break;
  await connection.run(LEAVE_RINGS);
  for (const sql of [FOLLOW_NO_RING, JOINED, ...WRITE]) await connection.run(sql);
}
