import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, row } from '../case/query.ts';
import { STEP_NAMES } from './step-names.ts';

/**
 * A step that several records name counts once; so does a call of which one record tells and another gives the fields.
 * The same part under the same id again is another call.
 */
const COUNT = `
  WITH
    told AS (SELECT turn_id FROM store.turn WHERE record_id >= $from AND kind = 'model'),
    named AS (
      SELECT turn_id, min({key: key, within: CASE WHEN means = 'step' THEN conversation_id END}) AS key
      FROM store.turn_key
      JOIN store.turn USING (turn_id)
      WHERE turn_key.record_id >= $from AND (means IN ${STEP_NAMES} OR means = 'step')
      GROUP BY turn_id
    ),
    by_step AS (
      SELECT count(*) - count(DISTINCT key) AS repeated FROM named WHERE turn_id IN (SELECT turn_id FROM told)
    ),
    by_call AS (
      SELECT call_id
      FROM store.call_record
      WHERE
        record_id >= $from AND turn_id IN (SELECT turn_id FROM told) AND turn_id NOT IN (SELECT turn_id FROM named)
        AND call_id IN (SELECT call_id FROM store.call_record WHERE record_id >= $from AND tells = 'fields')
      GROUP BY call_id
      HAVING bool_or(tells = 'fields') AND bool_or(tells <> 'fields')
    )
  SELECT
    (SELECT count(*) FROM told) - (SELECT repeated FROM by_step) - (SELECT count(*) FROM by_call) AS calls`;

/**
 * Answered model calls among the rows of a file whose records are numbered from `from`, each counted once. To be asked
 * before its records are joined with others.
 */
export async function countModelCalls(connection: DuckDBConnection, from: number): Promise<number> {
  return (await row(connection, COUNT, { from: BigInt(from) }, z.object({ calls: integer }))).calls;
}
