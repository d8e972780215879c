import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { ConversationHead } from '../../../shared/domain/replay-screen.ts';
import { integer, row, time } from '../case/query.ts';
import { type FoundConversation, findConversation } from './find-conversation.ts';
import { OWN_TURNS } from './order.ts';

const HEAD = `
  WITH ordered AS (
    SELECT turn_id, kind, external_id, dated, row_number() OVER (ORDER BY moment, seq, turn_id) - 1 AS index
    FROM (${OWN_TURNS})
  ),
  counted AS (
    SELECT
      any_value(dated) AS dated, count(*) AS length, count(*) FILTER (kind = 'model') AS turns,
      coalesce(
        min(index) FILTER (turn_id = $turn OR external_id = $call), min(index) FILTER (kind = 'model'), 0
      ) AS index
    FROM ordered
  )
  SELECT
    epoch_us(started_at) AS first, epoch_us(ended_at) AS last, counted.dated, counted.length, counted.turns,
    counted.index, ordered.turn_id
  FROM conversation, counted, ordered
  WHERE conversation.conversation_id = $conversation AND ordered.index = counted.index`;

const headRow = z.object({
  first: time.nullable(),
  last: time.nullable(),
  dated: z.boolean(),
  length: integer,
  turns: integer,
  index: integer,
  turn_id: integer,
});

/**
 * What the replay screen needs to begin. `conversation` is an id from the log, a handle (C-12, T-12) or a number. Refuses
 * (`not-found`, `bad-usage`) what names no conversation or several.
 */
export async function openConversation(
  connection: DuckDBConnection,
  conversation: string,
): Promise<ConversationHead> {
  const found = await findConversation(connection, conversation);
  const { dated, turns, length, ...head } = await row(
    connection,
    HEAD,
    { conversation: BigInt(found.conversation_id), ...askedTurn(conversation, found) },
    headRow,
  );
  return {
    ...found,
    handle: `C-${found.conversation_id}`,
    ...head,
    ordered_by: dated ? 'time' : 'records',
    length,
    turns,
    spans: length - turns,
  };
}

/** The turn that a name means: of a handle T-12, or of the id of a call; none where it names the conversation. */
function askedTurn(
  name: string,
  { external_id }: FoundConversation,
): { turn: bigint | null; call: string | null } {
  if (name === external_id) return { turn: null, call: null };
  const handle = /^([CT])-(\d{1,15})$/i.exec(name);
  if (handle === null) return { turn: null, call: name };
  const isTurn = handle[1]?.toUpperCase() === 'T';
  return { turn: isTurn ? BigInt(handle[2] ?? '0') : null, call: null };
}
