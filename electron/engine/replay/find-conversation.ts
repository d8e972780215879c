import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { type JoinedBy, joinedBy } from '../../../shared/domain/conversation-joins.ts';
import { Refusal } from '../base/errors.ts';
import { integer, rows } from '../case/query.ts';
import { visible } from '../../../shared/text/visible.ts';

export interface FoundConversation {
  readonly conversation_id: number;
  readonly external_id: string | null;
  readonly user_id: string | null;
  readonly joined_by: JoinedBy;
}

const found = z.object({
  conversation_id: integer,
  external_id: z.string().nullable(),
  user_id: z.string().nullable(),
  joined_by: joinedBy,
});

const BY_EXTERNAL_ID = `
  SELECT conversation_id, external_id, user_id, joined_by FROM conversation
  WHERE external_id = $name
  ORDER BY conversation_id`;

const BY_NUMBER = `
  SELECT conversation_id, external_id, user_id, joined_by FROM conversation
  WHERE conversation_id = $number`;

const BY_TURN = `
  SELECT conversation_id, conversation.external_id, conversation.user_id, joined_by
  FROM conversation JOIN turn USING (conversation_id)
  WHERE turn.turn_id = $number`;

const BY_CALL = `
  SELECT DISTINCT conversation_id, conversation.external_id, conversation.user_id, joined_by
  FROM conversation JOIN turn USING (conversation_id)
  WHERE turn.external_id = $name
  ORDER BY conversation_id`;

/** Long ids are compared by their beginning: the hint must not cost minutes on hostile ids. */
const NEAREST = `
  SELECT external_id FROM conversation
  WHERE external_id IS NOT NULL
    AND jaro_winkler_similarity(lower(left(external_id, 100)), lower(left($name, 100))) > 0.8
  ORDER BY jaro_winkler_similarity(lower(left(external_id, 100)), lower(left($name, 100))) DESC, conversation_id
  LIMIT 1`;

/**
 * The conversation that `name` means: its id in the log, exactly; else a handle C-12, a turn's handle T-12, or a bare
 * number; else the id of one of its calls. An id from the log goes before a number, since logs number conversations
 * too. Refuses what is not found or means several.
 */
export async function findConversation(
  connection: DuckDBConnection,
  name: string,
): Promise<FoundConversation> {
  const named = await rows(connection, BY_EXTERNAL_ID, { name }, found);
  const handle = /^(?:([CT])-)?(\d{1,15})$/i.exec(name);
  const sources = [
    () => Promise.resolve(named),
    async () =>
      handle === null
        ? []
        : rows(
            connection,
            handle[1]?.toUpperCase() === 'T' ? BY_TURN : BY_NUMBER,
            { number: BigInt(handle[2] ?? '0') },
            found,
          ),
    () => rows(connection, BY_CALL, { name }, found),
  ];
  for (const source of sources) {
    const [first, ...others] = await source();
    if (first === undefined) continue;
    if (others.length > 0) throw ambiguous(name, [first, ...others]);
    return first;
  }
  throw await notFound(connection, name);
}

function ambiguous(name: string, meant: readonly FoundConversation[]): Refusal {
  const handles = meant.slice(0, 5).map(({ conversation_id }) => `C-${conversation_id}`);
  const more = meant.length > handles.length ? ` and ${meant.length - handles.length} more` : '';
  return new Refusal(
    'bad-usage',
    `"${visible(name)}" names ${meant.length} conversations; say which: ${handles.join(', ')}${more}.`,
  );
}

async function notFound(connection: DuckDBConnection, name: string): Promise<Refusal> {
  const [nearest] = await rows(
    connection,
    NEAREST,
    { name },
    z.object({ external_id: z.string() }),
  );
  const hint =
    nearest === undefined
      ? 'give the id from the log, or a handle such as C-1 or T-1.'
      : `the nearest is "${visible(nearest.external_id)}".`;
  return new Refusal('not-found', `No conversation "${visible(name)}" is in the case; ${hint}`);
}
