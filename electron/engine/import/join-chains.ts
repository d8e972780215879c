import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, row } from '../case/query.ts';

/**
 * Calls that name the one before them (`turn_key`, means `follows`): what a log states goes before what is repeated. A call
 * may be named by its id in the log or by the id of its answer. Calls that go on from one which the case does not hold are
 * one conversation where they name the same. Of several calls under one name none is followed.
 */

/** Each call that names one, of those that name no conversation: what it follows, in which conversation that stands. */
const LINKS = `
  CREATE OR REPLACE TEMP TABLE chain_link AS
  WITH
    stated AS (
      SELECT turn_id, min(key) AS key FROM store.turn_key WHERE means = 'follows' GROUP BY turn_id
    ),
    named AS (
      SELECT name, count(DISTINCT turn_id) AS calls, min(turn_id) AS turn_id
      FROM (
        SELECT turn_id, unnest([external_id, response_id]) AS name
        FROM store.turn
        WHERE kind IN ('model', 'request')
      )
      WHERE name IN (SELECT key FROM stated)
      GROUP BY name
    )
  SELECT
    own.turn_id, named.calls,
    CASE
      WHEN named.calls = 1 AND named.turn_id <> own.turn_id THEN named.turn_id
      WHEN named.calls IS NULL THEN min(own.turn_id) OVER (PARTITION BY stated.key)
    END AS after_id,
    named.calls IS NOT NULL AS is_held
  FROM temp.own_call AS own
  JOIN stated USING (turn_id)
  LEFT JOIN named ON named.name = stated.key`;

const LINKED = `
  SELECT count(*) AS linked
  FROM store.turn_key
  JOIN temp.own_call USING (turn_id)
  WHERE means = 'follows'`;

/** Instead of what a call would be found to follow by its history. */
const CHOOSE = [
  'DELETE FROM temp.chosen_history WHERE turn_id IN (SELECT turn_id FROM temp.chain_link)',
  `INSERT INTO temp.chosen_history
   SELECT turn_id, NULL AS messages, calls AS fits, CASE WHEN is_held THEN after_id END AS follows
   FROM temp.chain_link`,
];

export async function countLinks(connection: DuckDBConnection): Promise<number> {
  return (await row(connection, LINKED, {}, z.object({ linked: integer }))).linked;
}

/** Fills temp table `chain_link`, and lays it over `chosen_history`. */
export async function chooseLinks(connection: DuckDBConnection): Promise<void> {
  for (const sql of [LINKS, ...CHOOSE]) await connection.run(sql);
}

/** Of a file whose records are numbered from `from`: calls that need no conversation of their own, because it holds what they follow. */
const WITHIN = `
  WITH
    stated AS (
      SELECT k.turn_id, min(k.key) AS key
      FROM store.turn_key AS k
      JOIN store.turn AS turn USING (turn_id)
      JOIN temp.conversation_name AS own ON own.conversation_id = turn.conversation_id AND own.joined_by = 'record'
      WHERE k.means = 'follows' AND k.record_id >= $from
      GROUP BY k.turn_id
    ),
    named AS (
      SELECT unnest([external_id, response_id]) AS name FROM store.turn WHERE record_id >= $from
    )
  SELECT
    count(*) FILTER (is_held)
      + coalesce(sum(alike - 1) FILTER (NOT is_held AND is_first), 0)::BIGINT AS linked
  FROM (
    SELECT
      key IN (SELECT name FROM named WHERE name IS NOT NULL) AS is_held, count(*) OVER (PARTITION BY key) AS alike,
      row_number() OVER (PARTITION BY key ORDER BY turn_id) = 1 AS is_first
    FROM stated
  )`;

const STATED = `
  SELECT count(*) AS linked FROM store.turn_key WHERE means = 'follows' AND record_id >= $from`;

export async function linkedWithin(connection: DuckDBConnection, from: number): Promise<number> {
  const parameters = { from: BigInt(from) };
  const { linked } = await row(connection, STATED, parameters, z.object({ linked: integer }));
  if (linked === 0) return 0;
  return (await row(connection, WITHIN, parameters, z.object({ linked: integer }))).linked;
}
