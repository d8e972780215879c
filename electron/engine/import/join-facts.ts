import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { factTable, JOIN_WINDOW_HOURS } from '../../../shared/domain/join.ts';
import { integer, row } from '../case/query.ts';
import { traceName } from './step-names.ts';

/**
 * Joins the facts of side tables to turns, all of them anew after every import, so that the order of files does not
 * matter. A fact that stands in the record of its turn stays there. Any other is looked up by its key, at the first of
 * these levels where somebody has the key: 1 turns by their id, 2 conversations, 3 sessions, 4 users. At levels 2 to 4 it
 * goes to the nearest answered turn before its time, within JOIN_WINDOW_HOURS; a fact about a trace that has no time goes
 * to the last answer of it, and where nothing answers in a trace, to the step that contains the others. Where several
 * turns fit equally it stays unmatched: nothing here is decided by the number of a turn.
 */
export async function joinFacts(connection: DuckDBConnection): Promise<void> {
  await connection.run(FACTS);
  const { facts } = await row(connection, COUNT, {}, z.object({ facts: integer }));
  if (facts > 0) for (const sql of [NAMED, LEVELS, MATCHES, ...UPDATES]) await connection.run(sql);
  for (const table of ['fact', 'named_turn', 'fact_level', 'fact_match'])
    await connection.run(`DROP TABLE IF EXISTS temp.${table}`);
}

const FACT_TABLES = factTable.options;

const FACTS = `
  CREATE OR REPLACE TEMP TABLE fact AS
  ${FACT_TABLES.map(
    (table) => `
  SELECT '${table}' AS "table", rowid AS "row", key, key_kind, "at"
  FROM store.${table}
  WHERE matched_by IS DISTINCT FROM 'record'`,
  ).join('\n  UNION ALL')}`;

const COUNT = 'SELECT count(*) AS facts FROM temp.fact';

/**
 * Every turn that a key of a fact may mean, by level; a span is named `trace/span` or by its own id alone, a call also by
 * what its log calls it and by what the provider calls its answer. The calls of a trace are found by its name whatever conversation they stand in.
 */
const NAMED = `
  CREATE OR REPLACE TEMP TABLE named_turn AS
  WITH asked AS (SELECT DISTINCT key FROM temp.fact WHERE key IS NOT NULL)
  SELECT 1 AS level, external_id AS name, turn_id, conversation_id, started_at, kind = 'model' AS answered
  FROM store.turn
  WHERE external_id IN (FROM asked)
  UNION
  SELECT 1, k.name, turn_id, t.conversation_id, t.started_at, t.kind = 'model'
  FROM (
    SELECT turn_id, unnest(CASE means WHEN 'name' THEN [key] ELSE [key, split_part(key, '/', 2)] END) AS name
    FROM store.turn_key
    WHERE means IN ('span', 'event', 'name')
  ) AS k
  JOIN store.turn AS t USING (turn_id)
  WHERE k.name IN (FROM asked)
  UNION
  SELECT 1, response_id, turn_id, conversation_id, started_at, kind = 'model'
  FROM store.turn
  WHERE response_id IN (FROM asked)
  UNION
  SELECT 1, c.call_id, t.turn_id, t.conversation_id, t.started_at, t.kind = 'model'
  FROM store.call_record AS c JOIN store.turn AS t ON t.turn_id = c.call_turn_id
  WHERE c.call_id IN (FROM asked)
  UNION
  SELECT 2, asked.key, t.turn_id, t.conversation_id, t.started_at, true
  FROM (
    SELECT call_turn_id AS turn_id, trace_id FROM store.call_record WHERE trace_id IS NOT NULL
    UNION
    SELECT turn_id, split_part(key, '/', 1) FROM store.turn_key WHERE means = 'span'
  ) AS of_trace
  JOIN asked ON ${traceName('asked.key')} = ${traceName('of_trace.trace_id')}
  JOIN store.turn AS t USING (turn_id)
  WHERE t.kind = 'model'
  UNION
  SELECT 2, c.external_id, t.turn_id, t.conversation_id, t.started_at, true
  FROM store.turn AS t JOIN store.conversation AS c USING (conversation_id)
  WHERE c.external_id IN (FROM asked) AND t.kind = 'model'
  UNION ALL
  SELECT 3, session_id, turn_id, conversation_id, started_at, true
  FROM store.turn
  WHERE session_id IN (FROM asked) AND kind = 'model'
  UNION ALL
  SELECT 4, user_id, turn_id, conversation_id, started_at, true
  FROM store.turn
  WHERE user_id IN (FROM asked) AND kind = 'model'
  UNION ALL
  SELECT 5, asked.key, t.turn_id, t.conversation_id, t.started_at, false
  FROM (
    SELECT DISTINCT turn_id, split_part(key, '/', 1) AS trace_id FROM store.turn_key WHERE means = 'span'
  ) AS of_trace
  JOIN asked ON ${traceName('asked.key')} = ${traceName('of_trace.trace_id')}
  JOIN store.turn AS t USING (turn_id)
  WHERE t.kind <> 'model' AND t.parent_turn_id IS NULL`;

/** Where a key of each kind is looked for. What one log calls a session another may call a conversation. */
const LOOKED_UP = `
  (VALUES
    ('turn', 1), ('trace', 1), ('trace', 2), ('trace', 5), ('conversation', 2), ('conversation', 3), ('session', 2), ('session', 3),
    ('user', 4), ('unsaid', 1), ('unsaid', 2), ('unsaid', 3), ('unsaid', 4)) AS looked_up (key_kind, level)`;

/**
 * The first level at which anybody has the key of the fact; NULL where nobody has. What a trace is called may be the name
 * of the step that contains the others: its calls go before that.
 */
const LEVELS = `
  CREATE OR REPLACE TEMP TABLE fact_level AS
  SELECT f.*, found.level
  FROM temp.fact AS f
  LEFT JOIN (
    SELECT
      f."table", f."row",
      arg_min(n.level, CASE WHEN f.key_kind = 'trace' AND n.level = 1 AND NOT n.answered THEN 9 ELSE n.level END) AS level
    FROM temp.fact AS f
    JOIN ${LOOKED_UP} ON looked_up.key_kind = coalesce(f.key_kind, 'unsaid')
    JOIN (SELECT level, name, bool_or(answered) AS answered FROM temp.named_turn GROUP BY ALL) AS n
      ON n.name = f.key AND n.level = looked_up.level
    GROUP BY ALL
  ) AS found ON found."table" = f."table" AND found."row" = f."row"`;

const MATCHES = `
  CREATE OR REPLACE TEMP TABLE fact_match AS
  WITH
    meant AS (
      SELECT
        level, name, count(*) AS turns, count(*) FILTER (answered) AS answered, min(turn_id) AS turn_id,
        min(turn_id) FILTER (answered) AS answered_turn, count(DISTINCT conversation_id) AS conversations,
        count(*) FILTER (started_at IS NULL) AS undated, max(started_at) AS ended_with
      FROM temp.named_turn
      GROUP BY ALL
    ),
    moment AS (
      SELECT level, name, started_at, count(*) AS turns, min(turn_id) AS turn_id
      FROM temp.named_turn
      WHERE level > 1 AND started_at IS NOT NULL
      GROUP BY ALL
    ),
    near AS (
      SELECT
        f.*, moment.turns AS near_turns, moment.turn_id AS near_turn,
        epoch_us(f.sought_at) - epoch_us(moment.started_at) <= ${windowSql()} AS within
      FROM (
        SELECT f.*, CASE WHEN f.key_kind = 'trace' THEN coalesce(f."at", m.ended_with) ELSE f."at" END AS sought_at
        FROM temp.fact_level AS f
        LEFT JOIN meant AS m ON m.level = f.level AND m.name = f.key
      ) AS f
      ASOF LEFT JOIN moment
        ON moment.level = f.level AND moment.name = f.key AND f.sought_at >= moment.started_at
    ),
    told AS (
      SELECT
        f."table", f."row", f.level,
        CASE
          WHEN f."table" = 'change' OR (f.key IS NULL AND f.key_kind = 'time')
            THEN CASE WHEN f."at" IS NULL THEN 'no time' ELSE 'window' END
          WHEN f.key IS NULL THEN 'no key'
          WHEN f.level IS NULL THEN 'no turn'
          WHEN f."table" = 'person' THEN 'user'
          WHEN f.level = 1
            THEN CASE WHEN m.turns = 1 THEN 'only' WHEN m.answered = 1 THEN 'answered' ELSE 'ambiguous' END
          WHEN f.level = 2 AND m.conversations > 1 THEN 'ambiguous'
          WHEN f.sought_at IS NULL OR m.undated = m.turns
            THEN CASE WHEN m.turns = 1 THEN 'only' ELSE 'ambiguous' END
          WHEN f.within
            THEN CASE WHEN f.near_turns = 1 AND m.undated = 0 THEN 'near' ELSE 'ambiguous' END
          ELSE 'outside'
        END AS told,
        m.turn_id, m.answered_turn, f.near_turn
      FROM near AS f
      LEFT JOIN meant AS m ON m.level = f.level AND m.name = f.key
    )
  SELECT
    "table", "row",
    CASE told WHEN 'only' THEN turn_id WHEN 'answered' THEN answered_turn WHEN 'near' THEN near_turn END AS turn_id,
    CASE
      WHEN told = 'window' THEN 'window'
      WHEN told IN ('only', 'answered', 'near', 'user') THEN list_extract(['id', 'conversation', 'session', 'user', 'conversation'], level)
    END AS matched_by,
    CASE
      WHEN told IN ('no time', 'no key', 'no turn', 'ambiguous') THEN told
      WHEN told = 'outside' THEN 'window'
    END AS unmatched
  FROM told`;

/** The window of a fact's level, in microseconds. */
function windowSql(): string {
  const { conversation, session, user } = JOIN_WINDOW_HOURS;
  const hours = `CASE f.level WHEN 2 THEN ${conversation} WHEN 5 THEN ${conversation} WHEN 3 THEN ${session} ELSE ${user} END`;
  return `3600000000::BIGINT * ${hours}`;
}

const UPDATES = FACT_TABLES.map(
  (table) => `
  UPDATE store.${table} AS f
  SET turn_id = m.turn_id, matched_by = m.matched_by, unmatched = m.unmatched
  FROM temp.fact_match AS m
  WHERE m."table" = '${table}' AND m."row" = f.rowid
    AND (f.turn_id, f.matched_by, f.unmatched) IS DISTINCT FROM (m.turn_id, m.matched_by, m.unmatched)`,
);
