import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, row } from '../case/query.ts';

/**
 * Calls that name the one before them (`turn_key`, means `follows`): what a log states goes before what is repeated. A call
 * may be named by its id in the log or by the id of its answer. Calls that go on from one which the case does not hold are
 * one conversation where they name the same. A name is that of a call of the same log, as numbers of rows are; only where
 * that has none, of a call anywhere in the case. Of several calls under one name none is followed.
 */

/** Of names of calls that stand in several logs the nearest is meant: within its member, else its file, else the case. */
const SCOPES = ['name, evidence_id, member', 'name, evidence_id', 'name'];

/** Turns in each log that holds them: a record of exports that overlap has its equal in another. */
const TOLD_IN = `(
      FROM store.turn
      UNION ALL
      SELECT t.* REPLACE (s.record_id AS record_id)
      FROM store.same_record AS s
      JOIN store.turn AS t ON t.record_id = s.same_as
    )`;

/** Each call that names one, of those that name no conversation: what it follows, in which conversation that stands. */
const LINKS = `
  CREATE OR REPLACE TEMP TABLE chain_link AS
  WITH
    stated AS (
      SELECT turn_id, min(key) AS key, arg_min(record_id, key) AS record_id
      FROM store.turn_key
      WHERE means = 'follows'
      GROUP BY turn_id
    ),
    called AS (
      SELECT name, evidence_id, coalesce(member, '') AS member, turn_id
      FROM (
        SELECT turn_id, record_id, unnest([external_id, response_id]) AS name
        FROM ${TOLD_IN}
        WHERE kind IN ('model', 'request')
      )
      JOIN store.record USING (record_id)
      WHERE name IN (SELECT key FROM stated)
    ),
    named AS (
      SELECT
        name, evidence_id, member, grouping(evidence_id, member) AS scope,
        count(DISTINCT turn_id) AS calls, min(turn_id) AS turn_id
      FROM called
      GROUP BY GROUPING SETS (${SCOPES.map((scope) => `(${scope})`).join(', ')})
    ),
    meant AS (
      SELECT
        stated.turn_id, stated.key,
        coalesce(member.calls, file.calls, anywhere.calls) AS calls,
        coalesce(member.turn_id, file.turn_id, anywhere.turn_id) AS named_id
      FROM stated
      JOIN store.record AS r USING (record_id)
      LEFT JOIN named AS member
        ON member.scope = 0 AND member.name = key AND member.evidence_id = r.evidence_id
        AND member.member = coalesce(r.member, '')
      LEFT JOIN named AS file ON file.scope = 1 AND file.name = key AND file.evidence_id = r.evidence_id
      LEFT JOIN named AS anywhere ON anywhere.scope = 3 AND anywhere.name = key
    )
  SELECT
    own.turn_id, CASE WHEN named_id = own.turn_id THEN 0 ELSE calls END AS calls,
    CASE
      WHEN calls = 1 AND named_id <> own.turn_id THEN named_id
      WHEN calls IS NULL THEN min(own.turn_id) OVER (PARTITION BY key)
    END AS after_id,
    calls IS NOT NULL AS is_held
  FROM temp.own_call AS own
  JOIN meant USING (turn_id)`;

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

/**
 * Of a file whose records are numbered from `from`: calls that need no conversation of their own, because it holds what they
 * follow, or another call that follows the same.
 */
const WITHIN = `
  WITH
    own AS (SELECT turn_id FROM ${TOLD_IN} WHERE record_id >= $from),
    link AS (
      SELECT
        h.follows_turn_id, coalesce(h.follows_turn_id IN (SELECT turn_id FROM own), false) AS is_within, stated.key
      FROM store.turn_history AS h
      SEMI JOIN own USING (turn_id)
      JOIN (
        SELECT turn_id, min(key) AS key FROM store.turn_key WHERE means = 'follows' GROUP BY turn_id
      ) AS stated USING (turn_id)
      WHERE h.follows_turn_id IS NOT NULL OR h.fits IS NULL
    )
  SELECT coalesce(sum(CASE WHEN is_within THEN alike ELSE alike - 1 END), 0)::BIGINT AS linked
  FROM (
    SELECT is_within, count(*) AS alike
    FROM link
    GROUP BY is_within, follows_turn_id, CASE WHEN follows_turn_id IS NULL THEN key END
  )`;

/** To be asked when histories are joined. */
export async function linkedWithin(connection: DuckDBConnection, from: number): Promise<number> {
  const parameters = { from: BigInt(from) };
  return (await row(connection, WITHIN, parameters, z.object({ linked: integer }))).linked;
}
