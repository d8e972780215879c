import type { DuckDBConnection } from '@duckdb/node-api';

/** Calls that their own records would not have looked for, and that get a row of `call_record` for what another record brings. */

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
    a.half, a.call_id, a.response_id, a.trace_id, a.turn_id AS call_turn_id
  FROM temp.admitted_call AS a
  JOIN store.turn AS turn USING (turn_id)
  LEFT JOIN (
    SELECT turn_id, bool_or(side = 'input') AS asks, bool_or(side = 'output') AS answers
    FROM store.message
    WHERE turn_id IN (SELECT turn_id FROM temp.admitted_call)
    GROUP BY turn_id
  ) AS said USING (turn_id)
  ORDER BY a.turn_id`;

/** Admits the calls of temp table `admitted_call` (turn_id, record_id, half, call_id, response_id, trace_id); says how many. */
export async function admitCalls(connection: DuckDBConnection): Promise<number> {
  return (await connection.run(ADMIT)).rowsChanged;
}
