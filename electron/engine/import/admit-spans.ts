import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, row } from '../case/query.ts';
import { STEP_NAMES, traceName } from './step-names.ts';

/**
 * A call that a gateway logs may also be a span of a trace. Both get a row of `call_record` once the case holds them both
 * under one id of the answer, or a record that names the trace; so that logs which meet no trace cost nothing.
 */

const ANY_SPAN = `
  SELECT count(*) AS spans FROM (SELECT 1 FROM store.turn_key WHERE means IN ${STEP_NAMES} LIMIT 1)`;

/** Calls of models that spans tell and that no other log was found to tell so far. */
const SPANS = `
  CREATE OR REPLACE TEMP TABLE span_call AS
  SELECT
    turn.turn_id, turn.record_id, split_part(k.key, '/', 1) AS trace_id,
    coalesce(turn.response_id, nullif(turn.external_id, split_part(k.key, '/', 2))) AS response_id
  FROM store.turn AS turn
  JOIN (
    SELECT turn_id, min(key) AS key FROM store.turn_key WHERE means IN ${STEP_NAMES} GROUP BY turn_id
  ) AS k USING (turn_id)
  WHERE turn.kind IN ('model', 'request') AND turn.turn_id NOT IN (SELECT turn_id FROM store.call_record)`;

/** Calls of other logs, under an id that a span gives. */
const OTHERS = `
  CREATE OR REPLACE TEMP TABLE other_call AS
  SELECT turn_id, record_id, NULL::VARCHAR AS trace_id, coalesce(response_id, external_id) AS response_id
  FROM store.turn
  WHERE
    kind IN ('model', 'request')
    AND coalesce(response_id, external_id) IN (
      SELECT response_id FROM temp.span_call
      UNION ALL
      SELECT response_id FROM store.call_record WHERE half = 'span'
    )
    AND turn_id NOT IN (SELECT turn_id FROM store.turn_key WHERE means IN ${STEP_NAMES})
    AND turn_id NOT IN (SELECT turn_id FROM store.call_record)`;

const ADMITTED = `
  CREATE OR REPLACE TEMP TABLE admitted_call AS
  SELECT *, 'span' AS half
  FROM temp.span_call
  WHERE
    response_id IN (
      SELECT response_id FROM temp.other_call
      UNION ALL
      SELECT response_id FROM store.call_record WHERE half IS DISTINCT FROM 'span'
    )
    OR ${traceName('trace_id')} IN (
      SELECT ${traceName('trace_id')} FROM store.call_record WHERE half IS DISTINCT FROM 'span' AND tells <> 'retrieval'
    )
  UNION ALL
  SELECT *, NULL FROM temp.other_call`;

const ADMIT = `
  INSERT INTO store.call_record BY NAME
  SELECT
    a.turn_id, a.record_id,
    CASE
      WHEN said.asks AND (said.answers OR turn.error IS NOT NULL) THEN 'call'
      WHEN said.asks THEN 'request'
      WHEN said.answers OR turn.error IS NOT NULL THEN 'answer'
      ELSE 'fields'
    END AS tells,
    a.half, a.response_id, a.trace_id, a.turn_id AS call_turn_id
  FROM temp.admitted_call AS a
  JOIN store.turn AS turn USING (turn_id)
  LEFT JOIN (
    SELECT turn_id, bool_or(side = 'input') AS asks, bool_or(side = 'output') AS answers
    FROM store.message
    WHERE turn_id IN (SELECT turn_id FROM temp.admitted_call)
    GROUP BY turn_id
  ) AS said USING (turn_id)
  ORDER BY a.turn_id`;

/** How many calls got a row; temp table `admitted_call` says which. */
export async function admitSpans(connection: DuckDBConnection): Promise<number> {
  const { spans } = await row(connection, ANY_SPAN, {}, z.object({ spans: integer }));
  if (spans === 0) return 0;
  for (const sql of [SPANS, OTHERS, ADMITTED]) await connection.run(sql);
  const { rowsChanged } = await connection.run(ADMIT);
  for (const table of ['span_call', 'other_call']) await connection.run(`DROP TABLE temp.${table}`);
  return rowsChanged;
}
