import type { DuckDBConnection } from '@duckdb/node-api';
import { counted } from './counted.ts';
import { traceName } from './step-names.ts';

/**
 * Calls of traces that other logs tell too, in temp table `traced_match`: where `first_id` is NULL they are not joined, and
 * `unmatched` says why. Pairs are
 * made one to one, by the id of the answer, else by the trace; then those that are provably two calls are taken out:
 *
 * - Their models differ: none that one record names is one of the other's, or that name and a version after it (a
 *   number, a date, `latest`, `preview`; `-mini` is another model). Whose model it is (`azure/`, `us.anthropic.`) does not
 *   count.
 * - Their answers differ, where both are nothing but text of the assistant. The first 100 characters are compared
 *   without white space, and no text that begins as JSON: a trace may write what the other log has in another form. It
 *   may cut it too: one that ends in a mark of omission, or has 50 characters, may be the beginning of the other.
 * - They have one id of the answer but lie more than a day apart.
 *
 * Two under one id of an answer are listed then with what differs; in a trace they are no pair, as where the ids of their
 * answers differ. What several fit is ambiguous.
 */
export async function matchTraced(connection: DuckDBConnection): Promise<void> {
  for (const sql of [NAMES, PAIRS, ANSWERS]) await connection.run(sql);
  if ((await counted(connection, 'temp.traced_pair')) > 0) await connection.run(READ_ANSWERS);
  await connection.run(TRACED);
  for (const table of ['traced_name', 'traced_pair', 'traced_answer'])
    await connection.run(`DROP TABLE temp.${table}`);
}

const NAMES = `
  CREATE OR REPLACE TEMP TABLE traced_name AS
  SELECT DISTINCT
    m.call_turn_id, told.half IS NOT DISTINCT FROM 'span' AS is_span, told.response_id,
    ${traceName('told.trace_id')} AS trace_id
  FROM temp.call_match AS m
  JOIN temp.told_call AS told USING (turn_id)
  WHERE (SELECT bool_or(half = 'span') FROM temp.told_call)`;

const PAIRS = `
  CREATE OR REPLACE TEMP TABLE traced_pair AS
  WITH
    answer AS (
      SELECT
        list(DISTINCT call_turn_id) FILTER (is_span) AS spans,
        list(DISTINCT call_turn_id) FILTER (NOT is_span) AS others
      FROM temp.traced_name
      WHERE response_id IS NOT NULL
      GROUP BY response_id
      HAVING bool_or(is_span) AND bool_or(NOT is_span)
    ),
    alike AS (SELECT DISTINCT unnest(list_concat(spans, others)) AS call_turn_id FROM answer),
    crowded AS (
      SELECT unnest(list_concat(spans, others)) AS call_turn_id FROM answer WHERE len(spans) > 1 OR len(others) > 1
    ),
    by_id AS (
      SELECT DISTINCT spans[1] AS span_id, others[1] AS other_id FROM answer WHERE len(spans) = 1 AND len(others) = 1
    ),
    in_trace AS (
      SELECT
        list(DISTINCT call_turn_id) FILTER (is_span) AS spans,
        list(DISTINCT call_turn_id) FILTER (NOT is_span) AS others,
        count(DISTINCT response_id) FILTER (is_span) * count(DISTINCT response_id) FILTER (NOT is_span) = 0 AS may_be_one
      FROM temp.traced_name
      WHERE trace_id IS NOT NULL
      GROUP BY trace_id
    ),
    by_trace AS (
      SELECT DISTINCT spans[1] AS span_id, others[1] AS other_id
      FROM in_trace
      WHERE
        len(spans) = 1 AND len(others) = 1 AND may_be_one
        AND spans[1] NOT IN (FROM alike) AND others[1] NOT IN (FROM alike)
    ),
    pair AS (
      SELECT *, 'id' AS joined_by
      FROM by_id
      WHERE span_id NOT IN (FROM crowded) AND other_id NOT IN (FROM crowded)
      UNION ALL
      SELECT *, 'trace' FROM by_trace
    )
  SELECT *
  FROM pair
  QUALIFY count(*) OVER (PARTITION BY span_id) = 1 AND count(*) OVER (PARTITION BY other_id) = 1`;

/** How much of an answer is compared, and how much of it is looked at for that. */
const COMPARED = 100;
const LOOKED_AT = 1000;

/** What is compared of an answer; of records that were joined before, as each told it by itself. */
const ANSWERS =
  'CREATE OR REPLACE TEMP TABLE traced_answer (call_turn_id BIGINT, words VARCHAR, is_beginning BOOLEAN)';
/** How long the beginning of an answer is that no other answer has by chance. */
const TELLING = 50;
/** Marks by which logs say that a text goes on. */
const OMISSION = String.raw`(\.\.\.|…|\[(\.\.\.|…|truncated|cut)\]|<truncated>)\s*$`;
const READ_ANSWERS = `
  INSERT INTO temp.traced_answer
  WITH
    paired AS (
      SELECT m.call_turn_id, c.turn_id, c.call_turn_id AS stands_in
      FROM temp.call_match AS m
      JOIN store.call_record AS c USING (turn_id)
      WHERE m.call_turn_id IN (SELECT unnest([span_id, other_id]) FROM temp.traced_pair)
    ),
    apart AS (SELECT * FROM store.turn_apart WHERE turn_id IN (SELECT stands_in FROM paired) AND "of" = 'message'),
    message AS (
      SELECT turn_id, side, seq, part, role, type, content_id
      FROM store.message
      WHERE turn_id IN (SELECT turn_id FROM paired) AND turn_id NOT IN (SELECT turn_id FROM apart)
      UNION ALL
      SELECT unnest(from_json(
        "row",
        '{"turn_id":"BIGINT","side":"VARCHAR","seq":"INTEGER","part":"INTEGER","role":"VARCHAR","type":"VARCHAR","content_id":"BIGINT"}'
      ))
      FROM apart
    ),
    said AS (
      SELECT
        turn_id, bool_and(role = 'assistant' AND type = 'text') AS is_text,
        string_agg(left(text, ${LOOKED_AT}), '' ORDER BY seq, part) AS text
      FROM message
      JOIN store.content USING (content_id)
      WHERE side = 'output'
      GROUP BY turn_id
    )
  SELECT
    paired.call_turn_id, arg_min(left(words, ${COMPARED}), said.turn_id) AS words,
    arg_min(is_cut OR len(words) >= ${TELLING}, said.turn_id) AS is_beginning
  FROM paired
  JOIN (
    SELECT
      turn_id, is_text, regexp_replace(regexp_replace(text, '${OMISSION}', '', 'i'), '\\s+', '', 'g') AS words,
      regexp_matches(text, '${OMISSION}', 'i') AS is_cut
    FROM said
  ) AS said USING (turn_id)
  GROUP BY paired.call_turn_id
  HAVING bool_and(is_text) AND NOT bool_or(words = '' OR regexp_matches(words, '^[\\[{]'))`;

/** A model's name without whose it is. */
const modelName = (sql: string): string =>
  `regexp_replace(regexp_replace(lower(${sql}), '^.*/', ''), '^([a-z]+\\.)+', '')`;

/** What follows a model's name where it says which version of it. */
const VERSION = '^([:@]|(-(v?[0-9][-.:@v0-9]*|latest|preview|exp|experimental|beta))+$)';

const TRACED = `
  CREATE OR REPLACE TEMP TABLE traced_match AS
  WITH
    call AS (
      SELECT
        m.call_turn_id, min(told."at") AS "at",
        list_concat(
          list(DISTINCT ${modelName('told.model')}) FILTER (told.model IS NOT NULL),
          list(DISTINCT ${modelName('told.requested_model')}) FILTER (told.requested_model IS NOT NULL)
        ) AS models
      FROM temp.call_match AS m
      JOIN temp.told_call AS told USING (turn_id)
      WHERE m.call_turn_id IN (SELECT unnest([span_id, other_id]) FROM temp.traced_pair)
      GROUP BY m.call_turn_id
    ),
    compared AS (
      SELECT
        pair.*,
        NOT coalesce(list_bool_or(flatten(list_transform(span.models, lambda a: list_transform(other.models, lambda b:
          a = b OR starts_with(a, b) AND regexp_matches(substr(a, len(b) + 1), '${VERSION}')
          OR starts_with(b, a) AND regexp_matches(substr(b, len(a) + 1), '${VERSION}')
        )))), true) AS by_other_models,
        coalesce(
          traced.words <> logged.words
          AND NOT (starts_with(traced.words, logged.words) AND logged.is_beginning)
          AND NOT (starts_with(logged.words, traced.words) AND traced.is_beginning),
          false
        ) AS says_other,
        joined_by = 'id' AND coalesce(abs(epoch_us(span."at") - epoch_us(other."at")) > 86_400_000_000, false) AS days_apart
      FROM temp.traced_pair AS pair
      JOIN call AS span ON span.call_turn_id = pair.span_id
      JOIN call AS other ON other.call_turn_id = pair.other_id
      LEFT JOIN temp.traced_answer AS traced ON traced.call_turn_id = pair.span_id
      LEFT JOIN temp.traced_answer AS logged ON logged.call_turn_id = pair.other_id
    ),
    joined AS (FROM compared WHERE NOT by_other_models AND NOT says_other AND NOT days_apart),
    taken AS (SELECT unnest([span_id, other_id]) AS call_turn_id FROM joined),
    no_pair AS (
      SELECT unnest([span_id, other_id]) AS call_turn_id
      FROM compared
      WHERE joined_by = 'trace' AND (by_other_models OR says_other)
    ),
    apart AS (
      SELECT
        unnest([span_id, other_id]) AS call_turn_id,
        CASE
          WHEN by_other_models THEN 'models differ'
          WHEN says_other THEN 'answers differ'
          ELSE 'days apart'
        END AS unmatched
      FROM compared
      WHERE joined_by = 'id' AND (by_other_models OR says_other OR days_apart)
    ),
    left_over AS (
      SELECT call_turn_id
      FROM temp.traced_name
      WHERE response_id IS NOT NULL
      QUALIFY bool_or(is_span) OVER (PARTITION BY response_id) AND bool_or(NOT is_span) OVER (PARTITION BY response_id)
      UNION
      SELECT call_turn_id
      FROM (
        SELECT
          call_turn_id, response_id IS NULL AS is_nameless,
          CASE WHEN is_span THEN count(*) FILTER (NOT is_span) OVER of_trace
            ELSE count(*) FILTER (is_span) OVER of_trace
          END AS counterparts,
          CASE WHEN is_span THEN count(*) FILTER (NOT is_span AND response_id IS NULL) OVER of_trace
            ELSE count(*) FILTER (is_span AND response_id IS NULL) OVER of_trace
          END AS nameless_counterparts
        FROM (
          SELECT trace_id, call_turn_id, is_span, min(response_id) AS response_id
          FROM temp.traced_name
          WHERE
            trace_id IS NOT NULL AND call_turn_id NOT IN (FROM taken) AND call_turn_id NOT IN (FROM no_pair)
          GROUP BY ALL
        )
        WINDOW of_trace AS (PARTITION BY trace_id)
      )
      WHERE nameless_counterparts > 0 OR is_nameless AND counterparts > 0
    )
  SELECT
    unnest([span_id, other_id]) AS call_turn_id, least(span_id, other_id) AS first_id, joined_by, NULL AS unmatched
  FROM joined
  UNION ALL
  SELECT call_turn_id, NULL, NULL, coalesce(apart.unmatched, 'ambiguous')
  FROM left_over
  LEFT JOIN apart USING (call_turn_id)
  WHERE call_turn_id NOT IN (FROM taken)`;
