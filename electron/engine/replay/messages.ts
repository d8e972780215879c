import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, rows } from '../case/query.ts';
import { boundedIds, within } from './id-bounds.ts';
import { idList } from './id-list.ts';

const MESSAGES = `
  SELECT
    m.turn_id, m.side, m.seq, m.choice, m.part, m.role, m.name, m.type, m.content_id, m.tool_call_id, m.record_id, c.text
  FROM message m LEFT JOIN content c USING (content_id)
  WHERE m.turn_id IN (SELECT unnest($turns))
  ORDER BY m.turn_id, m.side, m.seq, m.choice, m.part`;

/** Without the texts: enough to know what turns held. */
const HELD = `
  SELECT turn_id, side, seq, choice, part, role, name, type, content_id, tool_call_id, record_id, NULL::VARCHAR AS text
  FROM message
  WHERE ${within('turn_id')}
  ORDER BY turn_id, side, seq, choice, part`;

const messageRow = z.object({
  turn_id: integer,
  side: z.enum(['input', 'output', 'tools']),
  seq: integer,
  choice: integer,
  part: integer,
  role: z.string().nullable(),
  name: z.string().nullable(),
  type: z.string(),
  content_id: integer.nullable(),
  tool_call_id: z.string().nullable(),
  record_id: integer,
  text: z.string().nullable(),
});
export type MessageRow = z.infer<typeof messageRow>;

/** Parts of one message, in order; never empty. */
export interface StoredMessage {
  readonly first: MessageRow;
  readonly parts: readonly MessageRow[];
}

/** Messages per turn, in order of side, position, choice. */
export async function messagesOf(
  connection: DuckDBConnection,
  turns: readonly number[],
): Promise<Map<number, StoredMessage[]>> {
  if (turns.length === 0) return new Map();
  return gather(await rows(connection, MESSAGES, { turns: idList(turns) }, messageRow));
}

/** The same without texts. */
export async function messagesHeld(
  connection: DuckDBConnection,
  turns: readonly number[],
): Promise<Map<number, StoredMessage[]>> {
  if (turns.length === 0) return new Map();
  return gather(await rows(connection, HELD, boundedIds(turns), messageRow));
}

function gather(parts: readonly MessageRow[]): Map<number, StoredMessage[]> {
  const turns = new Map<number, { first: MessageRow; parts: MessageRow[] }[]>();
  for (const part of parts) {
    const messages = turns.get(part.turn_id) ?? [];
    turns.set(part.turn_id, messages);
    const last = messages.at(-1);
    if (last !== undefined && sameMessage(last.first, part)) last.parts.push(part);
    else messages.push({ first: part, parts: [part] });
  }
  return turns;
}

function sameMessage(left: MessageRow, right: MessageRow): boolean {
  return left.side === right.side && left.seq === right.seq && left.choice === right.choice;
}

/**
 * Which input messages a model call holds beyond what the previous call of the conversation was given and answered: those
 * with a part that the previous call had not, by role and content. Parts are compared, not messages, since histories
 * leave out thinking; and each earlier part accounts for one later part: a user who says "yes" twice said something new
 * the second time.
 */
export function newMessages(
  input: readonly StoredMessage[],
  previous: readonly StoredMessage[],
): Set<StoredMessage> {
  const known = new Map<string, number>();
  for (const part of previous.flatMap(({ parts }) => parts)) {
    if (part.side === 'tools') continue;
    known.set(identity(part), (known.get(identity(part)) ?? 0) + 1);
  }
  const isKnown = (part: MessageRow): boolean => {
    const left = known.get(identity(part)) ?? 0;
    known.set(identity(part), left - 1);
    return left > 0;
  };
  return new Set(input.filter(({ parts }) => !parts.map(isKnown).every(Boolean)));
}

function identity({ role, side, content_id }: MessageRow): string {
  return JSON.stringify([role ?? (side === 'output' ? 'assistant' : ''), content_id]);
}
