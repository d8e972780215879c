import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { UnchangedSince } from '../../../shared/domain/replay-screen.ts';
import { integer, rows } from '../case/query.ts';
import { placedTurn } from './message-groups.ts';
import { OWN_TURNS } from './order.ts';

const HELD = {
  instructions: "side = 'input' AND role IN ('system', 'developer')",
  tools: "side = 'tools'",
} as const;

/** The first model call after the last one that held something else; no row where the turn itself holds nothing. */
const unchanged = (what: keyof typeof HELD): string => `
  WITH calls AS MATERIALIZED (
    SELECT
      turn_id, row_number() OVER (ORDER BY moment, seq, turn_id) AS number,
      count(*) FILTER (kind = 'model') OVER (
        ORDER BY moment, seq, turn_id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS call_number
    FROM (${OWN_TURNS})
    WHERE kind = 'model' OR turn_id = $turn
  ),
  held AS (
    SELECT turn_id, list(row(role, type, name, content_id) ORDER BY message.seq, choice, part) AS held
    FROM message SEMI JOIN calls USING (turn_id)
    WHERE ${HELD[what]}
    GROUP BY turn_id
  ),
  compared AS MATERIALIZED (
    SELECT calls.*, held.held FROM calls LEFT JOIN held USING (turn_id)
  ),
  asked AS (SELECT number, held FROM compared WHERE turn_id = $turn AND held IS NOT NULL),
  other AS (
    SELECT coalesce(max(compared.number), 0) AS number
    FROM compared, asked
    WHERE compared.number < asked.number AND compared.held IS DISTINCT FROM asked.held
  )
  SELECT compared.turn_id, compared.call_number
  FROM compared, asked, other
  WHERE compared.number > other.number AND compared.number <= asked.number
  ORDER BY compared.number
  LIMIT 1`;

const callRow = z.object({ turn_id: integer, call_number: integer });

/**
 * Since which model call of the conversation, without a break, instructions and tools are those of this turn; the turn
 * itself where the call before it held others. Refuses (`not-found`) a number that is no turn's.
 */
export async function unchangedSinceOf(
  connection: DuckDBConnection,
  turn_id: number,
): Promise<UnchangedSince> {
  const { conversation_id } = await placedTurn(connection, turn_id);
  const asked = { turn: BigInt(turn_id), conversation: BigInt(conversation_id) };
  const since = async (what: keyof typeof HELD) => {
    const [call] = await rows(connection, unchanged(what), asked, callRow);
    if (call === undefined) return null;
    return { turn_id: call.turn_id, handle: `T-${call.turn_id}`, number: call.call_number };
  };
  return { instructions: await since('instructions'), tools: await since('tools') };
}
