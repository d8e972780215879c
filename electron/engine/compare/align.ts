import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Alignment } from '../../../shared/domain/comparison.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { row } from '../case/query.ts';
import type { WorkingTables } from './working-tables.ts';

/**
 * Which turn of side a answers the same as which turn of side b. Three ways, each for what the one before left over:
 *
 * 1. `input`: the same input messages, all of them, by role, position and content. A turn whose logged input leaves
 *    out the conversation before it (a follower) cannot be told apart by its input alone and is not aligned so.
 * 2. `question`: the same opening question of the conversation, the same last question, the same number of questions
 *    up to here and the same number of steps since the last one, comparing texts without regard to case and white
 *    space. This pairs turns whose instructions or earlier answers differ.
 * 3. `external_id`: the same id in the log, of the call, else of a conversation of one turn (custom_id of a batch);
 *    only where the log of a side holds no input (batch results).
 *
 * Tools offered and context documents are no part of the keys. Where a key occurs more than once on a side, the k-th
 * turn of a is paired with the k-th of b in order of turn_id, and the pair is marked ambiguous.
 */
export async function align(
  connection: DuckDBConnection,
  tables: WorkingTables,
  job: Job,
): Promise<void> {
  const { found } = tables;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${found} (aligned_by VARCHAR, ambiguous BOOLEAN, a BIGINT, b BIGINT)`,
  );
  await connection.run(followers(tables));
  const ways: readonly (readonly [Alignment, string])[] = [
    ['input', inputKeys(tables)],
    ['question', questionKeys(tables)],
    ['external_id', CALL_KEYS],
    ['external_id', CONVERSATION_KEYS],
  ];
  for (const [alignedBy, keys] of ways) {
    stopIfCancelled(job);
    if (!(await row(connection, freeOnBoth(tables), {}, freeRow)).free) return;
    await connection.run(pairsOf(tables, alignedBy, keys));
  }
}

const freeRow = z.object({ free: z.boolean() });

function freeOnBoth({ side, found }: WorkingTables): string {
  return `
    SELECT
      count(*) FILTER (side = 'a') > (SELECT count(*) FROM ${found}) AND count(*) FILTER (side = 'b') > (SELECT count(*) FROM ${found}) AS free
    FROM ${side}`;
}

/** Pairs turns that share a key, first with first, among those not paired yet. */
function pairsOf({ side, found }: WorkingTables, alignedBy: Alignment, keys: string): string {
  return `
    INSERT INTO ${found}
    WITH
      free AS (
        SELECT side, turn_id FROM ${side}
        WHERE NOT EXISTS (FROM ${found} WHERE a = turn_id AND side = 'a')
          AND NOT EXISTS (FROM ${found} WHERE b = turn_id AND side = 'b')
      ),
      keyed AS MATERIALIZED (${keys}),
      met AS MATERIALIZED (
        SELECT
          key, count(*) FILTER (side = 'a') AS count_a, count(*) FILTER (side = 'b') AS count_b,
          min(turn_id) FILTER (side = 'a') AS a, min(turn_id) FILTER (side = 'b') AS b
        FROM keyed
        GROUP BY key
        HAVING count(*) FILTER (side = 'a') > 0 AND count(*) FILTER (side = 'b') > 0
          AND (count(*) FILTER (side = 'a' AND stated) = 0 OR count(*) FILTER (side = 'b' AND stated) = 0)
      ),
      repeated AS (
        SELECT
          list_sort(list(turn_id) FILTER (side = 'a')) AS a,
          list_sort(list(turn_id) FILTER (side = 'b')) AS b
        FROM keyed
        WHERE key IN (SELECT key FROM met WHERE count_a > 1 OR count_b > 1)
        GROUP BY key
      )
    SELECT '${alignedBy}', false, a, b FROM met WHERE count_a = 1 AND count_b = 1
    UNION ALL
    SELECT '${alignedBy}', true, unnest(a[1:least(len(a), len(b))]), unnest(b[1:least(len(a), len(b))])
    FROM repeated`;
}

/**
 * Where one record, or a log that only says what is new, tells a conversation, a later turn's input is not all that the
 * model was given. An assistant's message in the input shows that the history is there.
 */
function followers({ side, follower }: WorkingTables): string {
  return `
    CREATE OR REPLACE TEMP TABLE ${follower} AS
    WITH
      numbered AS (
        SELECT
          turn_id, capture,
          row_number() OVER (PARTITION BY conversation_id ORDER BY seq, turn_id) AS position,
          count(*) OVER (PARTITION BY record_id) AS of_record
        FROM turn
        WHERE kind = 'model' AND conversation_id IN (
          SELECT conversation_id FROM turn JOIN ${side} USING (turn_id)
          INTERSECT
          SELECT conversation_id FROM conversation WHERE turns > 1
        )
      )
    SELECT turn_id FROM numbered
    WHERE position > 1 AND (capture = 'reconstructed' OR of_record > 1)
      AND turn_id NOT IN (SELECT turn_id FROM message WHERE side = 'input' AND role = 'assistant')`;
}

const ROLES = ['system', 'developer', 'user', 'assistant', 'tool'] as const;

/**
 * A message part as one number: position, role, content. Lists of numbers are grouped several times as fast as lists
 * of structs, and unlike hashes they cannot collide.
 */
function inputKeys({ follower }: WorkingTables): string {
  const roles = ROLES.map((role, number) => `WHEN '${role}' THEN ${number}`).join(' ');
  return `
      SELECT
        free.side, turn_id, false AS stated,
        list_sort(list(
          ((seq::HUGEINT * 2147483648 + part) * 256 + CASE role ${roles} ELSE ${ROLES.length} END)
            * 72057594037927936 + coalesce(content_id, 0)
        )) AS key
      FROM message JOIN free USING (turn_id)
      WHERE message.side = 'input' AND turn_id NOT IN (SELECT turn_id FROM ${follower})
      GROUP BY free.side, turn_id`;
}

/** A follower's questions are counted on from the turns of its conversation before it; others state them all. */
function questionKeys({ follower }: WorkingTables): string {
  return `
      WITH
        concerned AS (
          SELECT turn_id, conversation_id, seq, turn_id IN (SELECT turn_id FROM ${follower}) AS follows
          FROM turn
          WHERE turn_id IN (SELECT turn_id FROM free)
            OR (kind = 'model' AND conversation_id IN (
              SELECT conversation_id FROM turn WHERE turn_id IN (
                SELECT turn_id FROM free INTERSECT SELECT turn_id FROM ${follower}
              )
            ))
        ),
        asked_part AS (
          SELECT turn_id, seq, part, content_id FROM message
          WHERE side = 'input' AND role = 'user' AND type <> 'tool_result' AND content_id IS NOT NULL
            AND turn_id IN (SELECT turn_id FROM concerned)
        ),
        same_text AS (
          SELECT
            content_id,
            min(content_id) OVER (
              PARTITION BY trim(regexp_replace(lower(nfc_normalize(text)), '[\\s\\p{Z}]+', ' ', 'g'))
            ) AS text_id
          FROM content
          WHERE content_id IN (SELECT content_id FROM asked_part)
        ),
        question AS (
          SELECT turn_id, seq, list(text_id ORDER BY part) AS texts
          FROM asked_part JOIN same_text USING (content_id)
          GROUP BY turn_id, seq
        ),
        stated AS (
          SELECT
            turn_id, arg_min(texts, seq) AS opening, arg_max(texts, seq) AS last, count(*) AS questions, max(seq) AS last_seq
          FROM question
          GROUP BY turn_id
        ),
        stepped AS (
          SELECT turn_id, count(DISTINCT seq) AS steps
          FROM message JOIN stated USING (turn_id)
          WHERE side = 'input' AND role = 'assistant' AND seq > last_seq
          GROUP BY turn_id
        ),
        counted AS (
          SELECT
            concerned.*, opening, last, coalesce(questions, 0) AS questions, coalesce(steps, 0) AS steps,
            sum(coalesce(questions, 0)) OVER before AS questions_so_far,
            first_value(opening IGNORE NULLS) OVER before AS first_opening,
            last_value(last IGNORE NULLS) OVER before AS latest
          FROM concerned
          LEFT JOIN stated USING (turn_id)
          LEFT JOIN stepped USING (turn_id)
          WINDOW before AS (PARTITION BY conversation_id ORDER BY seq, turn_id ROWS UNBOUNDED PRECEDING)
        ),
        placed AS (
          SELECT
            *,
            row_number() OVER (
              PARTITION BY conversation_id, questions_so_far ORDER BY seq, turn_id
            ) - 1 AS steps_so_far
          FROM counted
        )
      SELECT
        side, turn_id,
        CASE
          WHEN follows THEN {opening: first_opening, last: latest, questions: questions_so_far, steps: steps_so_far}
          ELSE {opening: opening, last: last, questions: questions, steps: steps}
        END AS key,
        false AS stated
      FROM free JOIN placed USING (turn_id)
      WHERE CASE WHEN follows THEN latest ELSE last END IS NOT NULL`;
}

const STATED = `turn_id IN (SELECT turn_id FROM message WHERE side = 'input')`;

const CALL_KEYS = `
      SELECT side, turn_id, external_id AS key, ${STATED} AS stated
      FROM free JOIN turn USING (turn_id)
      WHERE external_id IS NOT NULL`;

/** A conversation of one turn only: a batch result, whose custom_id names it. */
const CONVERSATION_KEYS = `
      SELECT side, turn_id, conversation.external_id AS key, ${STATED} AS stated
      FROM free JOIN turn USING (turn_id) JOIN conversation USING (conversation_id)
      WHERE conversation.external_id IS NOT NULL AND conversation.turns = 1`;
