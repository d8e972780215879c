import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, row, rows } from '../case/query.ts';
import { firstKnownText } from './content-store.ts';
import type { NamedCatalog } from './finish-tables.ts';
import type { ParserOrder } from './protocol.ts';

/** The first number that each table may give out next. */
export interface NextIds {
  readonly record: number;
  readonly turn: number;
  readonly conversation: number;
  readonly content: number;
}

/**
 * Numbers of turns that were joined, and of their conversations, are not given out again: they may be set apart. `names`
 * is where new conversations were named so far.
 */
export async function nextIds(
  connection: DuckDBConnection,
  names: NamedCatalog,
): Promise<NextIds & { readonly firstConversation: number }> {
  const sql = `
    WITH earlier AS (
      SELECT conversation_id FROM store.conversation
      UNION ALL
      SELECT ("row"->>'conversation_id')::BIGINT FROM store.turn_apart WHERE "of" = 'conversation'
      UNION ALL
      SELECT own_conversation_id FROM store.turn_history
    )
    SELECT
      (SELECT coalesce(max(record_id), 0) + 1 FROM store.record) AS record,
      (
        SELECT coalesce(max(turn_id), 0) + 1
        FROM (SELECT turn_id FROM store.turn UNION ALL SELECT turn_id FROM store.call_record)
      ) AS turn,
      (
        SELECT coalesce(max(conversation_id), 0) + 1
        FROM (FROM earlier UNION ALL SELECT conversation_id FROM ${names}.conversation_name)
      ) AS conversation,
      (SELECT coalesce(max(conversation_id), 0) + 1 FROM earlier) AS "firstConversation",
      (SELECT coalesce(max(content_id), 0) + 1 FROM store.content) AS content`;
  return row(
    connection,
    sql,
    {},
    z.object({
      record: integer,
      turn: integer,
      conversation: integer,
      firstConversation: integer,
      content: integer,
    }),
  );
}

/** So few that nobody waits long for the rows to be read into JavaScript. */
const BATCH = 20_000;

/** What the parser must know of earlier imports, so that texts stay stored once and conversations of files meet. */
export async function* earlierKnowledge(
  connection: DuckDBConnection,
  next: NextIds,
  own: Own,
): AsyncGenerator<ParserOrder> {
  for (let from = firstKnownText(next.content); from < next.content; from += BATCH)
    yield textsOf(connection, from);
  for (let from = 1; from < next.conversation; from += BATCH)
    yield conversationsOf(connection, own, from);
}

/** What an earlier import of the same file has left: where it names conversations, and its first record. */
interface Own {
  readonly names: NamedCatalog;
  readonly firstRecord: number;
}

const text = z.object({ content_id: integer, hash_high: z.bigint(), hash_low: z.bigint() });

async function textsOf(connection: DuckDBConnection, from: number): Promise<ParserOrder> {
  const sql = `
    SELECT content_id, hash_high, hash_low
    FROM store.content
    WHERE content_id >= $from AND content_id < $until
    ORDER BY content_id`;
  const found = await rows(connection, sql, { from, until: from + BATCH }, text);
  const hashes = new Uint32Array(found.length * 4);
  const ids = new Uint32Array(found.length);
  for (const [index, { content_id, hash_high, hash_low }] of found.entries()) {
    ids[index] = content_id;
    hashes.set(
      [hash_high, hash_low].flatMap((half) => [Number(half >> 32n), Number(half & 0xffffffffn)]),
      index * 4,
    );
  }
  return { say: 'texts', hashes, ids };
}

const conversation = z.object({
  externalId: z.string(),
  joinedBy: z.enum(['id', 'file']),
  seen: z.boolean(),
  conversationId: integer,
  lastSeq: integer,
});

/** Names that count within one file only are learnt of the file itself alone: another one means something else by them. */
async function conversationsOf(
  connection: DuckDBConnection,
  { names, firstRecord }: Own,
  from: number,
): Promise<ParserOrder> {
  const sql = `
    SELECT
      c.external_id AS "externalId", c.joined_by AS "joinedBy", c.conversation_id AS "conversationId",
      coalesce(max(t.seq), 0) AS "lastSeq",
      coalesce(bool_or(t.record_id >= $firstRecord), false) AS seen
    FROM (
      SELECT external_id, joined_by, conversation_id FROM store.conversation WHERE joined_by = 'id'
      UNION ALL
      SELECT external_id, joined_by, conversation_id FROM ${names}.conversation_name WHERE joined_by <> 'record'
    ) AS c
    LEFT JOIN store.turn AS t ON t.conversation_id = c.conversation_id
    WHERE c.conversation_id >= $from AND c.conversation_id < $until
    GROUP BY ALL
    ORDER BY c.conversation_id`;
  const known = await rows(
    connection,
    sql,
    { from, until: from + BATCH, firstRecord: BigInt(firstRecord) },
    conversation,
  );
  return { say: 'conversations', known };
}
