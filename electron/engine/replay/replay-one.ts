import type { DuckDBConnection } from '@duckdb/node-api';
import type { ReplayTurn } from '../../../shared/domain/replay.ts';
import { Fault } from '../base/errors.ts';
import { findConversation } from './find-conversation.ts';
import { replay } from './replay.ts';
import { turnOrder } from './turns.ts';

/** One turn as `replay` gives it, with the name of its conversation, however long the conversation is. */
export async function replayOne(
  connection: DuckDBConnection,
  turnId: number,
): Promise<{ turn: ReplayTurn; conversation: string }> {
  const handle = `T-${turnId}`;
  const { conversation_id } = await findConversation(connection, handle);
  const { turns } = await turnOrder(connection, conversation_id);
  const offset = turns.findIndex(({ turn_id }) => turn_id === turnId);
  const replayed = await replay(connection, handle, { offset, limit: 1 });
  const [turn] = replayed.turns;
  if (turn === undefined) throw new Fault(`${handle} is not in its own conversation`);
  return { turn, conversation: replayed.conversation };
}
