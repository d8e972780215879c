import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, row } from '../case/query.ts';
import { putTogether } from './join-turns.ts';
import { STEP_NAMES } from './step-names.ts';

/**
 * Turns that name one span (`turn_key`), or one step of one conversation, become one turn. Turns that go are always of the file at hand: those of earlier
 * files are joined already.
 */

const BROUGHT = `
  SELECT count(*) AS keys
  FROM store.turn_key
  WHERE record_id >= $from AND (means IN ${STEP_NAMES} OR means = 'step')`;

/** Turns under one name. `first_id` is the turn that stays: the one imported first. */
const SAME_TURNS = `
  CREATE OR REPLACE TEMP TABLE same_turn AS
  SELECT turn.turn_id, k.first_id, turn.record_id, turn.turn_index
  FROM (
    SELECT turn_id, min(turn_id) OVER (PARTITION BY key, within) AS first_id
    FROM (
      SELECT DISTINCT turn_id, key, NULL::BIGINT AS within
      FROM store.turn_key
      WHERE means IN ${STEP_NAMES}
        AND key IN (SELECT key FROM store.turn_key WHERE means IN ${STEP_NAMES} AND record_id >= $from)
      UNION ALL
      SELECT DISTINCT turn_id, key, conversation_id
      FROM store.turn_key
      JOIN store.turn USING (turn_id)
      WHERE means = 'step' AND key IN (SELECT key FROM store.turn_key WHERE means = 'step' AND record_id >= $from)
    )
    QUALIFY count(*) OVER (PARTITION BY key, within) > 1
  ) AS k
  JOIN store.turn AS turn USING (turn_id)`;

/**
 * Joins by the names of spans what the file at hand brought, its records numbered from `from`. To be called after its
 * rows are in, before conversations are completed.
 */
export async function joinSpans(connection: DuckDBConnection, from: number): Promise<void> {
  const parameters = { from: BigInt(from) };
  const brought = await row(connection, BROUGHT, parameters, z.object({ keys: integer }));
  if (brought.keys === 0) return;
  await connection.run(SAME_TURNS, parameters);
  const { same } = await row(
    connection,
    'SELECT count(*) AS same FROM temp.same_turn',
    {},
    z.object({ same: integer }),
  );
  if (same > 0) await putTogether(connection);
  await connection.run('DROP TABLE temp.same_turn');
}
