import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { Refusal } from '../base/errors.ts';
import { integer, rows } from '../case/query.ts';
import { OWN_TURNS } from './order.ts';

/** A text longer than this is shown in windows, in code points. */
export const TEXT_WINDOW = 20_000;

/** A message on a side is named by its `seq`; a place orders parts by message and part in one number. */
const PARTS_OF_A_MESSAGE = 4_294_967_296;
const PLACE = `seq::BIGINT * ${PARTS_OF_A_MESSAGE} + part`;
const BEYOND_ALL = '9223372036854775807';
/** SQL of what is true of one part of every message. */
export const FIRST_PART = `place % ${PARTS_OF_A_MESSAGE} = 0`;

/**
 * Parts that the input of turn `$turn` holds (`seq`, `place` that orders them, `content_id`), whether their message is
 * fresh, and the group in which it is kept. A message is fresh where `newMessages` says so: each part that the earlier
 * call `$previous` was given or answered accounts for one later part of the same role and content, and a message is
 * fresh where one of its parts is not accounted for.
 *
 * A history that only grew is compared place by place first, which is quick and takes nothing from what follows: parts
 * before `bound` stand as they stood, and account for each other. Ranks are looked at only for parts that stand more often
 * than before, and parts are brought together only where a message has several.
 */
export const INPUT_PARTS = `
  held AS (
    SELECT
      side, ${PLACE} AS place, coalesce(content_id, -1) AS held_id,
      coalesce(role, CASE side WHEN 'output' THEN 'assistant' ELSE '' END) AS who
    FROM message
    WHERE turn_id = $previous AND side <> 'tools'
  ),
  own AS (
    SELECT seq, ${PLACE} AS place, content_id, coalesce(content_id, -1) AS held_id, coalesce(role, '') AS who
    FROM message
    WHERE turn_id = $turn AND side = 'input'
  ),
  alike AS MATERIALIZED (
    SELECT coalesce(min(place), ${BEYOND_ALL}) AS bound
    FROM own ANTI JOIN (SELECT place, held_id, who FROM held WHERE side = 'input') USING (place, held_id, who)
  ),
  known AS MATERIALIZED (
    SELECT held_id, who, count(*) AS times
    FROM held
    WHERE side = 'output' OR place >= (SELECT bound FROM alike)
    GROUP BY ALL
  ),
  rest AS (SELECT * FROM own WHERE place >= (SELECT bound FROM alike)),
  short AS MATERIALIZED (
    SELECT held_id, who, any_value(times) AS times
    FROM rest JOIN known USING (held_id, who)
    GROUP BY ALL
    HAVING count(*) > any_value(times)
  ),
  ranked AS (
    SELECT place, row_number() OVER (PARTITION BY held_id, who ORDER BY place) > times AS beyond
    FROM rest JOIN short USING (held_id, who)
  ),
  judged AS (
    SELECT seq, place, content_id, rest.who, coalesce(beyond, times IS NULL) AS fresh
    FROM rest LEFT JOIN known USING (held_id, who) LEFT JOIN ranked USING (place)
  ),
  several AS MATERIALIZED (SELECT DISTINCT seq FROM own WHERE place % ${PARTS_OF_A_MESSAGE} > 0),
  together AS MATERIALIZED (
    SELECT seq, bool_or(fresh) AS fresh FROM judged SEMI JOIN several USING (seq) GROUP BY seq
  ),
  input_parts AS (
    SELECT
      seq, place, content_id, coalesce(together.fresh, part.fresh) AS fresh,
      CASE
        WHEN who IN ('system', 'developer') THEN 'instructions'
        WHEN coalesce(together.fresh, part.fresh) THEN 'fresh'
        ELSE 'history'
      END AS kept_in
    FROM (
      SELECT seq, place, content_id, who, fresh FROM judged
      UNION ALL
      SELECT seq, place, content_id, who, false FROM own WHERE place < (SELECT bound FROM alike)
    ) part
    LEFT JOIN together USING (seq)
  )`;

const TURN = `
  SELECT conversation_id, record_id FROM turn WHERE turn_id = $turn`;
const turnRow = z.object({ conversation_id: integer, record_id: integer });

/** The last model call before the turn, in the order of its conversation. */
const PREVIOUS = `
  WITH own AS (
    SELECT turn_id, kind, seq, coalesce(epoch_us(moment), 0) AS moment FROM (${OWN_TURNS})
  ),
  asked AS (SELECT * FROM own WHERE turn_id = $turn)
  SELECT own.turn_id
  FROM own, asked
  WHERE own.kind = 'model' AND (own.moment, own.seq, own.turn_id) < (asked.moment, asked.seq, asked.turn_id)
  ORDER BY own.moment DESC, own.seq DESC, own.turn_id DESC
  LIMIT 1`;
const previousRow = z.object({ turn_id: integer });

export interface PlacedTurn {
  readonly turn: number;
  readonly conversation_id: number;
  readonly record_id: number;
  /** The model call before it in its conversation. */
  readonly previous: number | null;
}

/** Where a turn stands in its conversation; refuses (`not-found`) a number that is no turn's. */
export async function placedTurn(connection: DuckDBConnection, turn: number): Promise<PlacedTurn> {
  const [found] = await rows(connection, TURN, { turn: BigInt(turn) }, turnRow);
  if (found === undefined)
    throw new Refusal('not-found', `No turn T-${turn} is in the case; search gives the turns.`);
  const asked = { turn: BigInt(turn), conversation: BigInt(found.conversation_id) };
  const [previous] = await rows(connection, PREVIOUS, asked, previousRow);
  return { turn, ...found, previous: previous?.turn_id ?? null };
}

/** Parameters of `INPUT_PARTS`. */
export function groupsOf({ turn, previous }: PlacedTurn): {
  turn: bigint;
  previous: bigint | null;
} {
  return { turn: BigInt(turn), previous: previous === null ? null : BigInt(previous) };
}
