import type { DuckDBConnection } from '@duckdb/node-api';

/** Where the names of new conversations are gathered while rows are written: in memory, or where a kill leaves them. */
export type NamedCatalog = 'temp' | 'store';

const NAME_COLUMNS = `(
    conversation_id BIGINT NOT NULL,
    external_id VARCHAR,
    joined_by VARCHAR NOT NULL
  )`;
const CREATE_NAMES: Readonly<Record<NamedCatalog, string>> = {
  temp: `CREATE OR REPLACE TEMP TABLE conversation_name ${NAME_COLUMNS}`,
  store: `CREATE TABLE IF NOT EXISTS store.conversation_name ${NAME_COLUMNS}`,
};

export async function createConversationNames(
  connection: DuckDBConnection,
  catalog: NamedCatalog,
): Promise<void> {
  await connection.run(CREATE_NAMES[catalog]);
}

const TAKE_NAMES = [
  'CREATE OR REPLACE TEMP TABLE conversation_name AS FROM store.conversation_name',
  'DROP TABLE store.conversation_name',
];

/** All names are there: what follows finds them in memory. */
export async function takeConversationNames(
  connection: DuckDBConnection,
  catalog: NamedCatalog,
): Promise<void> {
  if (catalog === 'store') for (const sql of TAKE_NAMES) await connection.run(sql);
}

const KEEP_EARLIER_NAMES = `
  INSERT INTO temp.conversation_name
  SELECT conversation_id, external_id, joined_by
  FROM store.conversation`;

/** Conversations may have gained turns in any file: the table is replaced whole. */
const CLEAR_CONVERSATIONS = 'DELETE FROM store.conversation';
const FILL_CONVERSATIONS = `
  INSERT INTO store.conversation (conversation_id, external_id, user_id, started_at, ended_at, turns, joined_by)
  SELECT
    c.conversation_id,
    c.external_id,
    t.user_id,
    t.started_at,
    t.ended_at,
    t.turns,
    c.joined_by
  FROM temp.conversation_name AS c
  JOIN (
    SELECT
      conversation_id,
      arg_min(user_id, turn_id) FILTER (WHERE user_id IS NOT NULL) AS user_id,
      min(started_at) AS started_at,
      max(coalesce(ended_at, started_at)) AS ended_at,
      count(*) FILTER (WHERE kind = 'model') AS turns
    FROM store.turn
    GROUP BY conversation_id
  ) AS t ON t.conversation_id = c.conversation_id
  ORDER BY c.conversation_id`;

const DROP_CONVERSATION_NAMES = 'DROP TABLE temp.conversation_name';

export async function completeConversations(connection: DuckDBConnection): Promise<void> {
  for (const sql of [
    KEEP_EARLIER_NAMES,
    CLEAR_CONVERSATIONS,
    FILL_CONVERSATIONS,
    DROP_CONVERSATION_NAMES,
  ])
    await connection.run(sql);
}

/**
 * Past the cap of known texts some stand twice in table `content`: rows are pointed to the first of equal ones and the
 * others go. Numbers then have gaps, the same ones at every import of the same files.
 */
const MERGE_TEXTS = [
  `CREATE OR REPLACE TEMP TABLE repeated_text AS
   SELECT content_id, first_id
   FROM (
     SELECT content_id, min(content_id) OVER (PARTITION BY hash_high, hash_low) AS first_id
     FROM store.content
   )
   WHERE content_id > first_id`,
  `UPDATE store.message AS m SET content_id = r.first_id
   FROM temp.repeated_text AS r WHERE m.content_id = r.content_id`,
  `UPDATE store.context_document AS d SET content_id = r.first_id
   FROM temp.repeated_text AS r WHERE d.content_id = r.content_id`,
  'DELETE FROM store.content WHERE content_id IN (SELECT content_id FROM temp.repeated_text)',
  'DROP TABLE temp.repeated_text',
];

export async function mergeRepeatedTexts(connection: DuckDBConnection): Promise<void> {
  for (const sql of MERGE_TEXTS) await connection.run(sql);
}
