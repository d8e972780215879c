import type { DuckDBConnection } from '@duckdb/node-api';
import { counted } from './counted.ts';
import { matchTraced } from './match-traced.ts';
import { SPOKEN_IN } from './spoken-in.ts';

/**
 * Which records tell of one call. Decided from table `call_record` and, of what traces tell, the answers themselves: all of
 * it anew after every import, so that the order of files does not matter; temp table `call_match` says the outcome for every record but those of retrievals
 * and questions.
 *
 * 1. By the call id. Records of a batch (`batch`) meet only across a pair of files: an input file that has every id of
 *    the output file, where each answer is by the model that its request asks for; a line is joined where it has one
 *    counterpart in all such pairs. Any other call id counts in the whole case: one request, one answer (or both in one
 *    record) and one record that holds neither are one call. The same id twice in one file is two calls (a retry). Across
 *    files an id may tell the same part again: answered calls whose input is the same, halves that say the same.
 * 2. Else by the trace: a request without answer and an answer without request, where the trace has one of each.
 * 3. Else by time, for files whose import states a window: such halves of one conversation, else session, else user, by a
 *    model that can be the same, nearest to each other, where no third half within the window could be meant as well.
 * 4. Of records that are messages of their own, those of one call id, where at most one answers, are one call; where they
 *    name no call, what was asked in a conversation is joined to the answer that follows it there.
 * 5. A call that a trace tells and one that another log tells are one by the id of the answer; where that joins neither,
 *    by the trace, where exactly one of each stands in it and their answers have no different ids; and in neither way
 *    where they are provably two (match-traced.ts).
 *
 * What could be joined in several ways is joined in none: it is ambiguous.
 */
export async function matchCalls(connection: DuckDBConnection): Promise<void> {
  for (const sql of [TOLD, BATCH_PAIRS, BATCH_LINES, SAME_ID, BY_ID, LONE, BY_TRACE])
    await connection.run(sql);
  if ((await counted(connection, 'temp.lone_half WHERE window_ms IS NOT NULL')) > 0)
    for (const sql of [NEAR, BY_TIME, 'DROP TABLE temp.near_half']) await connection.run(sql);
  for (const sql of [SPOKEN, ...applied('half_match', `'ambiguous'`)]) await connection.run(sql);
  await matchTraced(connection);
  for (const sql of [...applied('traced_match', 'further.unmatched'), SAY_LACK])
    await connection.run(sql);
  for (const table of [
    'told_call',
    'batch_pair',
    'batch_line',
    'same_id',
    'lone_half',
    'half_match',
    'traced_match',
  ])
    await connection.run(`DROP TABLE temp.${table}`);
}

const TOLD = `
  CREATE OR REPLACE TEMP TABLE told_call AS
  SELECT
    c.* EXCLUDE (call_turn_id, joined_by, unmatched),
    {evidence_id: r.evidence_id, member: coalesce(r.member, '')} AS file,
    CASE WHEN c.tells = 'call' THEN 'answer' ELSE c.tells END AS part
  FROM store.call_record AS c
  JOIN store.record AS r USING (record_id)
  WHERE c.tells NOT IN ('retrieval', 'question')`;

/** Whether `answer` may be by the model that `request` asks for: a name may be followed by its version. */
const ASKED_FOR = 'coalesce(request.requested_model, request.model)';
const FITS = `(
    coalesce(answer.model, answer.requested_model) IS NULL OR ${ASKED_FOR} IS NULL
    OR coalesce(${ASKED_FOR} = answer.requested_model, false)
    OR coalesce(${ASKED_FOR} = answer.model OR starts_with(answer.model, ${ASKED_FOR} || '-'), false)
  )`;

const BATCH_PAIRS = `
  CREATE OR REPLACE TEMP TABLE batch_pair AS
  WITH
    answer AS (SELECT * FROM temp.told_call WHERE batch IS NOT NULL AND tells = 'answer'),
    answers AS (SELECT batch, file, count(DISTINCT call_id) AS ids FROM answer GROUP BY ALL)
  SELECT request.batch, request.file AS asked_in, answer.file AS answered_in
  FROM temp.told_call AS request
  JOIN answer ON answer.batch = request.batch AND answer.call_id = request.call_id
  JOIN answers ON answers.batch = answer.batch AND answers.file = answer.file
  WHERE request.tells = 'request'
  GROUP BY ALL
  HAVING count(DISTINCT answer.call_id) = any_value(answers.ids) AND bool_and(${FITS})`;

const BATCH_LINES = `
  CREATE OR REPLACE TEMP TABLE batch_line AS
  SELECT
    unnest([request.turn_id, answer.turn_id]) AS turn_id, least(request.turn_id, answer.turn_id) AS first_id
  FROM temp.batch_pair AS pair
  JOIN temp.told_call AS request
    ON request.batch = pair.batch AND request.file = pair.asked_in AND request.tells = 'request'
  JOIN temp.told_call AS answer
    ON answer.batch = pair.batch AND answer.file = pair.answered_in AND answer.tells = 'answer'
    AND answer.call_id = request.call_id
  QUALIFY
    count(*) OVER (PARTITION BY request.turn_id) = 1 AND count(*) OVER (PARTITION BY answer.turn_id) = 1`;

/** Records of one id: `sound` where they are one call, `listed` where somebody would look for them. */
const SAME_ID = `
  CREATE OR REPLACE TEMP TABLE same_id AS
  SELECT
    batch, call_id, min(turn_id) AS first_id,
    batch IS NULL
      AND max(alike) = 1
      AND count(DISTINCT input_digest) FILTER (tells = 'request') <= 1
      AND (
        count(*) FILTER (part = 'answer') = 1
        OR count(DISTINCT input_digest) FILTER (tells = 'call') <= 1
          AND (
            count(*) FILTER (tells = 'answer') = 0 OR count(DISTINCT output_digest) FILTER (part = 'answer') <= 1
          )
      ) AS sound,
    CASE WHEN batch IS NULL
      THEN bool_or(tells <> 'call') OR count(DISTINCT file) > 1
      ELSE count(DISTINCT tells) > 1
    END AS listed
  FROM (
    SELECT *, count(*) OVER (PARTITION BY batch, call_id, file, part) AS alike
    FROM temp.told_call
    WHERE call_id IS NOT NULL AND half IS DISTINCT FROM 'message'
  )
  GROUP BY batch, call_id
  HAVING count(*) > 1`;

const BY_ID = `
  CREATE OR REPLACE TEMP TABLE call_match AS
  SELECT
    told.turn_id, told.record_id,
    CASE WHEN g.sound THEN g.first_id ELSE coalesce(line.first_id, told.turn_id) END AS call_turn_id,
    CASE WHEN g.sound OR line.first_id IS NOT NULL THEN 'id' END AS joined_by,
    CASE WHEN g.listed AND NOT g.sound AND line.first_id IS NULL THEN 'ambiguous' END AS unmatched
  FROM temp.told_call AS told
  LEFT JOIN temp.same_id AS g ON g.call_id = told.call_id AND g.batch IS NOT DISTINCT FROM told.batch
  LEFT JOIN temp.batch_line AS line ON line.turn_id = told.turn_id`;

/** Calls of which only the request or only the answer is there so far, under the turn that they will be. */
const LONE = `
  CREATE OR REPLACE TEMP TABLE lone_half AS
  SELECT
    m.call_turn_id,
    CASE WHEN bool_or(tells = 'request') THEN 'request' ELSE 'answer' END AS half,
    min(trace_id) AS trace_id, min(conversation) AS conversation, min(session_id) AS session_id,
    min(user_id) AS user_id, min(model) AS model, min(requested_model) AS requested_model,
    min("at") FILTER (tells <> 'fields') AS "at", max(window_ms) AS window_ms
  FROM temp.call_match AS m
  JOIN temp.told_call USING (turn_id)
  WHERE batch IS NULL AND (half IS NULL OR half NOT IN ('message', 'span'))
  GROUP BY m.call_turn_id
  HAVING
    bool_and(unmatched IS NULL) AND NOT bool_or(tells = 'call')
    AND bool_or(tells = 'request') <> bool_or(tells = 'answer')`;

const BY_TRACE = `
  CREATE OR REPLACE TEMP TABLE half_match AS
  SELECT
    call_turn_id, CASE WHEN requests = 1 AND answers = 1 THEN first_id END AS first_id, 'trace' AS joined_by
  FROM (
    SELECT
      call_turn_id, min(call_turn_id) OVER of_trace AS first_id,
      count(*) FILTER (half = 'request') OVER of_trace AS requests,
      count(*) FILTER (half = 'answer') OVER of_trace AS answers
    FROM temp.lone_half
    WHERE trace_id IS NOT NULL
    WINDOW of_trace AS (PARTITION BY trace_id)
  )
  WHERE requests > 0 AND answers > 0`;

const SAME_TALK = [
  'request.conversation = answer.conversation',
  'request.session_id = answer.session_id AND coalesce(request.conversation, answer.conversation) IS NULL',
  `request.user_id = answer.user_id
    AND (request.conversation IS NULL OR answer.conversation IS NULL)
    AND (request.session_id IS NULL OR answer.session_id IS NULL)`,
];

const NEAR = `
  CREATE OR REPLACE TEMP TABLE near_half AS
  WITH
    left_over AS (
      FROM temp.lone_half
      WHERE
        "at" IS NOT NULL AND call_turn_id NOT IN (SELECT call_turn_id FROM temp.half_match)
        AND (SELECT max(window_ms) FROM temp.lone_half) IS NOT NULL
    ),
    request AS (FROM left_over WHERE half = 'request'),
    answer AS (FROM left_over WHERE half = 'answer')
  ${SAME_TALK.map(
    (same) => `
  SELECT
    request.call_turn_id AS request_id, answer.call_turn_id AS answer_id,
    epoch_us(answer."at") - epoch_us(request."at") AS gap
  FROM request
  JOIN answer ON ${same}
  WHERE
    answer."at" >= request."at"
    AND epoch_us(answer."at") - epoch_us(request."at") <= 1000 * greatest(request.window_ms, answer.window_ms)
    AND ${FITS}`,
  ).join('\n  UNION')}`;

const BY_TIME = `
  INSERT INTO temp.half_match
  WITH
    nearest AS (
      SELECT request_id, answer_id
      FROM (
        SELECT
          *, rank() OVER (PARTITION BY request_id ORDER BY gap) AS of_request,
          rank() OVER (PARTITION BY answer_id ORDER BY gap) AS of_answer
        FROM temp.near_half
      )
      WHERE of_request = 1 AND of_answer = 1
      QUALIFY count(*) OVER (PARTITION BY request_id) = 1 AND count(*) OVER (PARTITION BY answer_id) = 1
    ),
    left_out AS (
      SELECT request_id, answer_id
      FROM temp.near_half
      WHERE
        request_id NOT IN (SELECT request_id FROM nearest) OR answer_id NOT IN (SELECT answer_id FROM nearest)
    ),
    joined AS (
      SELECT *
      FROM nearest
      WHERE
        request_id NOT IN (SELECT request_id FROM left_out) AND answer_id NOT IN (SELECT answer_id FROM left_out)
    )
  SELECT unnest([request_id, answer_id]), least(request_id, answer_id), 'window' FROM joined
  UNION ALL
  SELECT DISTINCT call_turn_id, NULL::BIGINT, 'window'
  FROM (SELECT unnest([request_id, answer_id]) AS call_turn_id FROM temp.near_half)
  WHERE call_turn_id NOT IN (SELECT unnest([request_id, answer_id]) FROM joined)`;

/**
 * Messages that are records of their own: all of one call id, where one of them answers at most; else, in the order of their
 * file, what was said in the conversation since the answer before, and the answer. One that stands in several files goes
 * where an answer follows, and where most stands with it.
 */
const SPOKEN = `
  INSERT INTO temp.half_match
  WITH
    placed AS (
      SELECT
        *, {evidence_id: evidence_id, member: member} AS file,
        CASE WHEN call_id IS NULL THEN count(*) FILTER (tells = 'answer') OVER (
          PARTITION BY evidence_id, member, conversation, call_id ORDER BY placed_id, turn_id
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) END AS answers_before
      FROM ${SPOKEN_IN}
      WHERE
        tells <> 'retrieval' AND (call_id IS NOT NULL OR conversation IS NOT NULL AND tells IN ('request', 'answer'))
    ),
    grouped AS (
      SELECT
        turn_id, call_id, {file: file, call: call_id, talk: talk, after: answers_before} AS of_call, placed_id,
        count(*) OVER of_call AS messages, count(*) FILTER (tells = 'answer') OVER of_call AS answers
      FROM (SELECT *, CASE WHEN call_id IS NULL THEN conversation END AS talk FROM placed)
      WINDOW of_call AS (PARTITION BY file, call_id, talk, answers_before)
    ),
    chosen AS (
      FROM grouped
      QUALIFY row_number() OVER (PARTITION BY turn_id ORDER BY answers = 0, messages DESC, placed_id) = 1
    )
  SELECT
    turn_id, CASE WHEN answers < 2 THEN min(turn_id) OVER same END AS first_id,
    CASE WHEN call_id IS NULL THEN 'order' ELSE 'id' END
  FROM chosen
  WHERE answers > 0 OR call_id IS NOT NULL
  WINDOW same AS (PARTITION BY of_call)
  QUALIFY count(*) OVER same > 1`;

/** Calls that further matches found to be one, or that they leave apart, and why. */
const applied = (matches: string, why: string): readonly string[] => [
  `UPDATE temp.call_match AS m SET unmatched = ${why}
   FROM temp.${matches} AS further
   WHERE further.call_turn_id = m.call_turn_id AND further.first_id IS NULL AND m.joined_by IS NULL`,
  `UPDATE temp.call_match AS m SET
     call_turn_id = further.first_id, joined_by = coalesce(m.joined_by, further.joined_by), unmatched = NULL
   FROM temp.${matches} AS further
   WHERE further.call_turn_id = m.call_turn_id AND further.first_id IS NOT NULL`,
];

/**
 * What lacks its other half: of logs that hold halves by design every record that stays alone; of any other file its
 * requests, or its answers, that name a call, where one of them was joined to its other half by that name.
 */
const SAY_LACK = `
  UPDATE temp.call_match AS m SET unmatched = lack.lack
  FROM (
    WITH
      named AS (
        SELECT told.turn_id, told.file, told.tells, m.call_turn_id, m.joined_by
        FROM temp.told_call AS told
        JOIN temp.call_match AS m USING (turn_id)
        WHERE told.call_id IS NOT NULL AND told.tells IN ('request', 'answer')
      ),
      joined AS (
        SELECT call_turn_id
        FROM named
        WHERE joined_by = 'id'
        GROUP BY call_turn_id
        HAVING count(DISTINCT tells) > 1
      ),
      told_apart AS (SELECT DISTINCT file, tells FROM named WHERE call_turn_id IN (FROM joined)),
      half AS (
        SELECT turn_id, half FROM temp.told_call WHERE half IN ('request', 'answer')
        UNION
        SELECT turn_id, tells FROM named JOIN told_apart USING (file, tells)
      )
    SELECT turn_id, CASE half WHEN 'request' THEN 'no answer' ELSE 'no request' END AS lack
    FROM half
  ) AS lack
  WHERE lack.turn_id = m.turn_id AND m.joined_by IS NULL AND m.unmatched IS NULL`;
