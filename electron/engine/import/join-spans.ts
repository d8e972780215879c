import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { TABLES } from '../case/schema.ts';
import { integer, row } from '../case/query.ts';

/**
 * Turns that rest on several records: those that name one span (`turn_key`) become one turn, each message with the
 * record that gives it. Of two that tell the same, an answered call goes before a request and that before a step, then
 * what was imported first; where they differ, `turn_conflict` says so.
 */

/** What a turn says of itself and may have from any of its records. */
const NOT_SHARED: ReadonlySet<string> = new Set([
  ...['turn_id', 'record_id', 'turn_index', 'conversation_id', 'seq', 'kind', 'capture'],
  ...['parent_turn_id', 'raw_time', 'metadata'],
]);
const SHARED = TABLES.turn.columns.map(({ name }) => name).filter((name) => !NOT_SHARED.has(name));
const TAKEN = [...SHARED, 'raw_time', 'metadata'];
const quoted = (name: string): string => `"${name}"`;

const ANY_KEY = `
  SELECT
    count(*) FILTER (means <> 'parent') AS named,
    count(*) FILTER (means = 'parent') AS parents
  FROM store.turn_key`;

/** Turns under one name, best first. `first_id` is the turn that stays: the one imported first. */
const SAME_TURNS = `
  CREATE OR REPLACE TEMP TABLE same_turn AS
  SELECT
    turn.turn_id, k.first_id, turn.record_id, turn.turn_index,
    row_number() OVER (
      PARTITION BY k.first_id
      ORDER BY k.is_event, coalesce(list_position(['model', 'request'], turn.kind), 3), turn.turn_id
    ) AS rank
  FROM (
    SELECT turn_id, min(turn_id) OVER (PARTITION BY key) AS first_id, is_event
    FROM (
      SELECT turn_id, key, bool_and(means = 'event') AS is_event
      FROM store.turn_key
      WHERE means <> 'parent'
      GROUP BY ALL
    )
    QUALIFY count(*) OVER (PARTITION BY key) > 1
  ) AS k
  JOIN store.turn AS turn USING (turn_id)`;

/** Of each record that gives messages to a side of such a turn: whether it tells one event, when, and how good it is. */
const SIDES = `
  CREATE OR REPLACE TEMP TABLE given_side AS
  SELECT
    s.first_id, m.turn_id, m.record_id, m.side, any_value(s.rank) AS rank,
    any_value(k.means) = 'event' AS is_event, any_value(k."at") AS "at",
    list(
      {'seq': m.seq, 'part': m.part, 'role': m.role, 'type': m.type, 'content': m.content_id} ORDER BY m.seq, m.part
    ) AS messages
  FROM temp.same_turn AS s
  JOIN store.message AS m USING (turn_id)
  LEFT JOIN store.turn_key AS k ON k.turn_id = m.turn_id AND k.record_id = m.record_id AND k.means <> 'parent'
  GROUP BY s.first_id, m.turn_id, m.record_id, m.side`;

/** The best record that holds a side whole, else all its events in order of time. */
const KEPT_SIDES = `
  CREATE OR REPLACE TEMP TABLE kept_side AS
  SELECT *
  FROM temp.given_side
  QUALIFY
    CASE WHEN bool_or(NOT is_event) OVER (PARTITION BY first_id, side)
      THEN (turn_id, record_id) = first((turn_id, record_id)) OVER (
        PARTITION BY first_id, side ORDER BY is_event, rank, record_id)
      ELSE true
    END`;

/** Messages get new places where several events share a side. */
const MOVED_MESSAGES = `
  CREATE OR REPLACE TEMP TABLE moved_message AS
  SELECT
    kept.first_id AS turn_id, m.side,
    (dense_rank() OVER (
      PARTITION BY kept.first_id, m.side ORDER BY kept."at" NULLS LAST, m.record_id, m.seq
    ) - 1)::INTEGER AS seq,
    m.part, m.choice, m.role, m.name, m.type, m.content_id, m.tool_call_id, m.record_id
  FROM temp.kept_side AS kept
  JOIN store.message AS m
    ON m.turn_id = kept.turn_id AND m.record_id = kept.record_id AND m.side = kept.side`;

const MOVE_MESSAGES = [
  'DELETE FROM store.message WHERE turn_id IN (SELECT turn_id FROM temp.same_turn)',
  `INSERT INTO store.message BY NAME
   SELECT * FROM temp.moved_message ORDER BY turn_id, side, seq, part`,
];

const CONFLICTING_SIDES = `
  INSERT INTO store.turn_conflict BY NAME
  SELECT
    kept.first_id AS turn_id, kept.side AS field, NULL AS value, kept.record_id, NULL AS other_value,
    other.record_id AS other_record_id
  FROM temp.kept_side AS kept
  JOIN temp.given_side AS other USING (first_id, side)
  WHERE NOT kept.is_event AND NOT other.is_event
    AND kept.record_id <> other.record_id AND kept.messages <> other.messages
  ORDER BY ALL`;

/** One row for each column in which two records of a turn differ. */
const CONFLICTING_FIELDS = `
  INSERT INTO store.turn_conflict BY NAME
  WITH said AS (
    SELECT first_id, rank, record_id, field, value
    FROM (
      UNPIVOT (
        SELECT s.first_id, s.rank, turn.record_id, ${SHARED.map((name) => `CAST(turn.${quoted(name)} AS VARCHAR) AS ${quoted(name)}`).join(', ')}
        FROM temp.same_turn AS s
        JOIN store.turn AS turn USING (turn_id)
      )
      ON ${SHARED.map(quoted).join(', ')}
      INTO NAME field VALUE value
    )
  ),
  best AS (SELECT * FROM said QUALIFY row_number() OVER (PARTITION BY first_id, field ORDER BY rank) = 1)
  SELECT
    best.first_id AS turn_id, field, best.value, best.record_id, said.value AS other_value,
    said.record_id AS other_record_id
  FROM said
  JOIN best USING (first_id, field)
  WHERE said.rank > best.rank AND said.value <> best.value
  ORDER BY ALL`;

/** A conversation that a log names goes before one that is only a record's own. */
const JOINED_TURNS = `
  CREATE OR REPLACE TEMP TABLE joined_turn AS
  SELECT
    s.first_id, arg_min(turn.kind, s.rank) AS kind, arg_min(turn.capture, s.rank) AS capture,
    arg_min(turn.conversation_id, (c.joined_by <> 'id', s.rank)) AS conversation_id,
    ${TAKEN.map((name) => `arg_min(turn.${quoted(name)}, s.rank) FILTER (turn.${quoted(name)} IS NOT NULL) AS ${quoted(name)}`).join(',\n    ')}
  FROM temp.same_turn AS s
  JOIN store.turn AS turn USING (turn_id)
  LEFT JOIN (
    SELECT conversation_id, joined_by FROM temp.conversation_name
    UNION ALL
    SELECT conversation_id, joined_by FROM store.conversation
  ) AS c ON c.conversation_id = turn.conversation_id
  GROUP BY s.first_id`;

const FILL_JOINED = `
  UPDATE store.turn AS turn SET
    kind = j.kind, capture = j.capture, conversation_id = j.conversation_id,
    ${TAKEN.map((name) => `${quoted(name)} = j.${quoted(name)}`).join(', ')}
  FROM temp.joined_turn AS j
  WHERE turn.turn_id = j.first_id`;

/** The records of turns that go, and which sides of the one that stays they give. */
const FURTHER_RECORDS = `
  INSERT INTO store.turn_record BY NAME
  SELECT
    s.first_id AS turn_id, s.record_id, s.turn_index,
    coalesce(string_agg(kept.side, ', ' ORDER BY kept.side), 'nothing more') AS gives
  FROM temp.same_turn AS s
  LEFT JOIN (SELECT DISTINCT first_id, record_id, side FROM temp.kept_side) AS kept
    ON kept.first_id = s.first_id AND kept.record_id = s.record_id
  WHERE s.turn_id <> s.first_id
  GROUP BY ALL
  ORDER BY ALL`;

/** Documents of the best record that has any. */
const FORGET_OTHER_DOCUMENTS = `
  DELETE FROM store.context_document
  WHERE (turn_id, record_id) IN (
    SELECT (turn_id, record_id)
    FROM (
      SELECT s.turn_id, d.record_id, s.first_id, s.rank
      FROM temp.same_turn AS s
      JOIN store.context_document AS d USING (turn_id)
      GROUP BY s.turn_id, d.record_id, s.first_id, s.rank
      QUALIFY row_number() OVER (PARTITION BY s.first_id ORDER BY s.rank, d.record_id) > 1
    )
  )`;

const followed = (table: string): string => `
  UPDATE store.${table} AS of_turn SET turn_id = s.first_id
  FROM temp.same_turn AS s
  WHERE of_turn.turn_id = s.turn_id AND s.turn_id <> s.first_id`;

/** Where events were put together their places changed: hits are found again by the next run, which is due anyway. */
const FORGET_MOVED_HITS = `
  DELETE FROM store.finding
  WHERE turn_id IN (
    SELECT s.turn_id FROM temp.same_turn AS s
    WHERE s.first_id IN (SELECT first_id FROM temp.given_side WHERE is_event)
  )`;

const REMOVE_JOINED = `
  DELETE FROM store.turn
  WHERE turn_id IN (SELECT turn_id FROM temp.same_turn WHERE turn_id <> first_id)`;

const JOIN = [
  SIDES,
  KEPT_SIDES,
  CONFLICTING_SIDES,
  CONFLICTING_FIELDS,
  MOVED_MESSAGES,
  ...MOVE_MESSAGES,
  JOINED_TURNS,
  FILL_JOINED,
  FURTHER_RECORDS,
  FORGET_OTHER_DOCUMENTS,
  FORGET_MOVED_HITS,
  ...[
    'context_document',
    'feedback',
    'verdict',
    'label',
    'finding',
    'turn_record',
    'turn_key',
    'turn_conflict',
  ].map(followed),
  REMOVE_JOINED,
  ...['given_side', 'kept_side', 'moved_message', 'joined_turn'].map(
    (name) => `DROP TABLE temp.${name}`,
  ),
];

/** Records may name a step twice; a step is not its own parent. */
const FIND_PARENTS = `
  UPDATE store.turn AS turn SET parent_turn_id = found.parent_id
  FROM (
    SELECT child.turn_id, min(parent.turn_id) AS parent_id
    FROM store.turn_key AS child
    JOIN store.turn_key AS parent ON parent.key = child.key AND parent.means <> 'parent'
    WHERE child.means = 'parent' AND parent.turn_id <> child.turn_id
    GROUP BY child.turn_id
  ) AS found
  WHERE turn.turn_id = found.turn_id AND turn.parent_turn_id IS DISTINCT FROM found.parent_id`;

/** No trace is deeper: a chain of parents that runs in a circle ends here. */
const DEEPEST = 64;

/**
 * A retrieval step fed the model call that began first after it ended, within the nearest step that contains both; where
 * two began at once, or times are missing, none. Its documents then stand with the call too, below those of its own.
 */
const LAY_ON_RETRIEVED = `
  INSERT INTO store.context_document BY NAME
  WITH RECURSIVE
    step AS (SELECT turn_id, kind, parent_turn_id, started_at, ended_at FROM store.turn WHERE parent_turn_id IS NOT NULL),
    retrieval AS (
      SELECT DISTINCT turn_id, parent_turn_id, coalesce(ended_at, started_at) AS ready_at
      FROM step
      JOIN store.context_document USING (turn_id)
      WHERE kind = 'retrieval' AND from_turn_id IS NULL
    ),
    above(turn_id, ancestor_id, height) AS (
      SELECT turn_id, parent_turn_id, 1 FROM retrieval
      UNION ALL
      SELECT above.turn_id, step.parent_turn_id, height + 1
      FROM above
      JOIN step ON step.turn_id = above.ancestor_id
      WHERE height < ${DEEPEST}
    ),
    below(turn_id, ancestor_id, started_at, depth) AS (
      SELECT turn_id, parent_turn_id, started_at, 1 FROM step WHERE kind = 'model' AND started_at IS NOT NULL
      UNION ALL
      SELECT below.turn_id, step.parent_turn_id, below.started_at, depth + 1
      FROM below
      JOIN step ON step.turn_id = below.ancestor_id
      WHERE depth < ${DEEPEST}
    ),
    fed AS (
      SELECT retrieval_id, arg_min(call_id, started_at) AS call_id
      FROM (
        SELECT retrieval.turn_id AS retrieval_id, below.turn_id AS call_id, below.started_at
        FROM retrieval
        JOIN above USING (turn_id)
        JOIN below USING (ancestor_id)
        WHERE below.started_at >= retrieval.ready_at
        QUALIFY rank() OVER (PARTITION BY retrieval.turn_id ORDER BY height, below.started_at) = 1
      )
      GROUP BY retrieval_id
      HAVING count(DISTINCT call_id) = 1
    )
  SELECT
    fed.call_id AS turn_id,
    (coalesce(own.last, 0) + row_number() OVER (
      PARTITION BY fed.call_id ORDER BY ready_at, d.record_id, d.rank))::INTEGER AS rank,
    d.document_id, d.source, d.score, d.content_id, d.record_id, fed.retrieval_id AS from_turn_id
  FROM fed
  JOIN retrieval ON retrieval.turn_id = fed.retrieval_id
  JOIN store.context_document AS d ON d.turn_id = fed.retrieval_id
  LEFT JOIN (SELECT turn_id, max(rank) AS last FROM store.context_document GROUP BY turn_id) AS own
    ON own.turn_id = fed.call_id
  ORDER BY 1, 2`;

const counted = z.object({ named: integer, parents: integer });

/** Joins by the names of spans. To be called after the rows of a file are in, before conversations are completed. */
export async function joinSpans(connection: DuckDBConnection): Promise<void> {
  const keys = await row(connection, ANY_KEY, {}, counted);
  if (keys.named + keys.parents === 0) return;
  await connection.run('DELETE FROM store.context_document WHERE from_turn_id IS NOT NULL');
  await connection.run(SAME_TURNS);
  const { same } = await row(
    connection,
    'SELECT count(*) AS same FROM temp.same_turn',
    {},
    z.object({ same: integer }),
  );
  if (same > 0) for (const sql of JOIN) await connection.run(sql);
  await connection.run('DROP TABLE temp.same_turn');
  await connection.run(FIND_PARENTS);
  if (keys.parents > 0) await connection.run(LAY_ON_RETRIEVED);
}
