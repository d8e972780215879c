import type { DuckDBConnection } from '@duckdb/node-api';
import { TABLES } from '../case/schema.ts';
import { SPOKEN_IN } from './spoken-in.ts';
import { STEP_NAMES } from './step-names.ts';

/**
 * Turns that rest on several records: those that temp table `same_turn` puts under one `first_id` become one turn, each
 * message with the record that gives it. `turn_said` keeps what each record says, and the turn is put together from it: a
 * record of the step goes before one of its events, an answered call before a request and that before a step, a record
 * that holds request and answer before one that holds a half and that before one that holds neither, what was logged on the
 * wire before what an application logged, any log of calls before a trace, then what was imported first. When the call
 * began is said by its request first. Where records of the step differ, `turn_conflict` says so; halves may differ in when
 * they began, which are two moments of one call. Messages of a conversation that are records of their own are put together
 * as events are; the instructions that begin it are given with each of its answers.
 */

/** Columns that a turn may have from any of its records, and of those the ones that are compared. */
const PLACED: ReadonlySet<string> = new Set([
  ...['turn_id', 'record_id', 'turn_index', 'conversation_id', 'seq', 'parent_turn_id'],
]);
const SAID = TABLES.turn.columns.filter(({ name }) => !PLACED.has(name));
const NOT_COMPARED = ['kind', 'capture', 'raw_time', 'metadata'];
/** Two logs have names of their own for one call. */
const NAMES_IN_LOG = `'external_id', 'response_id'`;
/** When the call began. */
const BEGAN = ['started_at', 'raw_time'];
/** Numbers that each event of a step gives anew. */
const COUNTED = ['prompt_tokens', 'completion_tokens'];
const quoted = (name: string): string => `"${name}"`;

/** Of turns that rest on one record so far; the others have said it already. */
const SAY_FIELDS = `
  INSERT INTO store.turn_said BY NAME
  SELECT turn_id, record_id, field, value
  FROM (
    UNPIVOT (
      SELECT
        s.first_id AS turn_id, s.record_id,
        ${SAID.map(({ name }) => `CAST(turn.${quoted(name)} AS VARCHAR) AS ${quoted(name)}`).join(', ')}
      FROM temp.same_turn AS s
      JOIN store.turn AS turn USING (turn_id)
      WHERE (s.first_id, s.record_id) NOT IN (SELECT (turn_id, record_id) FROM store.turn_said)
    )
    ON ${SAID.map(({ name }) => quoted(name)).join(', ')}
    INTO NAME field VALUE value
  )
  ORDER BY ALL`;

const SIDE_TEXTS = `
  md5(list((m.seq, m.part, m.role, m.type, m.content_id) ORDER BY m.seq, m.part)::VARCHAR)`;

const SAY_SIDES = `
  INSERT INTO store.turn_said BY NAME
  SELECT s.first_id AS turn_id, m.record_id, m.side AS field, ${SIDE_TEXTS} AS value
  FROM temp.same_turn AS s
  JOIN store.message AS m USING (turn_id)
  WHERE (s.first_id, m.record_id, m.side) NOT IN (SELECT (turn_id, record_id, field) FROM store.turn_said)
  GROUP BY s.first_id, m.record_id, m.side
  ORDER BY ALL`;

/** The records of each turn, best first. */
const RANKED = `
  CREATE OR REPLACE TEMP TABLE ranked_record AS
  SELECT
    said.turn_id, said.record_id, coalesce(k.is_event, c.is_message, false) AS is_event,
    coalesce(c.is_spoken, false) AS is_spoken, coalesce(k.is_event, false) AS is_piece, k."at", coalesce(k."at", c."at") AS told_at, c.tells,
    row_number() OVER (
      PARTITION BY said.turn_id
      ORDER BY
        coalesce(k.is_event, c.is_message, false), coalesce(list_position(['model', 'request'], said.kind), 3),
        coalesce(list_position(['call', 'answer', 'request', 'fields'], c.tells), 5),
        list_position(['wire', 'application', 'reconstructed'], said.capture), k.is_event IS NOT NULL, said.record_id
    ) AS rank
  FROM (
    SELECT
      turn_id, record_id, min(value) FILTER (field = 'kind') AS kind, min(value) FILTER (field = 'capture') AS capture
    FROM store.turn_said
    WHERE field IN ('kind', 'capture')
    GROUP BY ALL
  ) AS said
  LEFT JOIN (
    SELECT turn_id, record_id, bool_and(means = 'event') AS is_event, min("at") AS "at"
    FROM store.turn_key
    WHERE means IN ${STEP_NAMES}
    GROUP BY ALL
  ) AS k USING (turn_id, record_id)
  LEFT JOIN (
    SELECT
      record_id, min(tells) AS tells, bool_and(half IS NOT DISTINCT FROM 'message') AS is_message,
      bool_and(half IS NOT DISTINCT FROM 'message' AND call_id IS NULL) AS is_spoken, min("at") AS "at"
    FROM store.call_record
    WHERE tells <> 'retrieval'
    GROUP BY ALL
  ) AS c USING (record_id)
  WHERE said.turn_id IN (SELECT first_id FROM temp.same_turn)`;

/**
 * The best record that holds a side whole, else all its events in order of time. One that two files tell alike, down to its
 * time, the tool and the id of its call, counts once; as often as the file that tells it most often has it.
 */
const KEPT_SIDES = `
  CREATE OR REPLACE TEMP TABLE kept_side AS
  SELECT * EXCLUDE (said, told_at, nth)
  FROM (
    SELECT
      m.*, r.is_event, r."at", r.told_at, r.rank,
      row_number() OVER (
        PARTITION BY m.first_id, m.side, said, told_at, evidence_id, member ORDER BY m.record_id, m.turn_id
      ) AS nth
    FROM (
      SELECT
        s.first_id, m.turn_id, m.record_id, m.side,
        md5(
          list((m.part, m.role, m.name, m.type, m.content_id, m.tool_call_id) ORDER BY m.seq, m.part)::VARCHAR
        ) AS said
      FROM temp.same_turn AS s
      JOIN store.message AS m USING (turn_id)
      GROUP BY ALL
    ) AS m
    JOIN store.record AS record USING (record_id)
    JOIN temp.ranked_record AS r ON r.turn_id = m.first_id AND r.record_id = m.record_id
  )
  QUALIFY
    CASE WHEN bool_or(NOT is_event) OVER (PARTITION BY first_id, side)
      THEN row_number() OVER (PARTITION BY first_id, side ORDER BY rank, turn_id) = 1
      ELSE row_number() OVER (PARTITION BY first_id, side, said, told_at, nth ORDER BY record_id, turn_id) = 1
    END`;

/** Instructions that stand before the first answer of a conversation of messages go with each that has none of its own. */
const CARRIED_INSTRUCTIONS = `
  CREATE OR REPLACE TEMP TABLE carried_message AS
  WITH
    spoken AS (
      FROM ${SPOKEN_IN}
      WHERE conversation IS NOT NULL AND call_id IS NULL AND tells <> 'retrieval'
    ),
    opening AS (
      SELECT *
      FROM spoken
      QUALIFY placed_id < min(placed_id) FILTER (tells <> 'request') OVER (PARTITION BY evidence_id, conversation)
    ),
    instruction AS (
      SELECT o.evidence_id, o.conversation, m.turn_id, m.record_id, m.seq
      FROM opening AS o
      JOIN store.message AS m ON m.record_id = o.record_id AND m.turn_id IN (o.turn_id, o.call_turn_id)
      WHERE m.side = 'input' AND m.role IN ('system', 'developer')
    ),
    answer AS (
      SELECT s.first_id, spoken.evidence_id, spoken.conversation
      FROM temp.same_turn AS s
      JOIN spoken USING (turn_id)
      GROUP BY ALL
      HAVING NOT bool_or(spoken.record_id IN (
        SELECT record_id FROM store.message WHERE side = 'input' AND role IN ('system', 'developer')
      ))
    )
  SELECT DISTINCT answer.first_id, i.turn_id, i.record_id, i.seq
  FROM answer
  JOIN instruction AS i USING (evidence_id, conversation)`;

/** Messages get new places where several events share a side. */
const MOVED_MESSAGES = `
  CREATE OR REPLACE TEMP TABLE moved_message AS
  SELECT
    kept.first_id AS turn_id, m.side,
    (dense_rank() OVER (
      PARTITION BY kept.first_id, m.side ORDER BY kept."at" NULLS LAST, m.record_id, m.turn_id, m.seq
    ) - 1)::INTEGER AS seq,
    m.part, m.choice, m.role, m.name, m.type, m.content_id, m.tool_call_id, m.record_id
  FROM (
    SELECT first_id, turn_id, record_id, side, NULL::INTEGER AS seq, "at" FROM temp.kept_side
    UNION ALL
    SELECT first_id, turn_id, record_id, 'input', seq, NULL FROM temp.carried_message
  ) AS kept
  JOIN store.message AS m
    ON m.turn_id = kept.turn_id AND m.record_id = kept.record_id AND m.side = kept.side
    AND m.seq = coalesce(kept.seq, m.seq)`;

/** Hits stay where the texts stay; others are found again by the next run, which is due anyway. */
const FORGET_MOVED_HITS = `
  DELETE FROM store.finding
  WHERE turn_id IN (SELECT first_id FROM temp.same_turn)
    AND side IN ('input', 'output', 'tools')
    AND (turn_id, side) NOT IN (SELECT (turn_id, side) FROM temp.kept_side WHERE turn_id = first_id AND NOT is_event)`;

const MOVE_MESSAGES = [
  'DELETE FROM store.message WHERE turn_id IN (SELECT turn_id FROM temp.same_turn)',
  `INSERT INTO store.message BY NAME
   SELECT * FROM temp.moved_message ORDER BY turn_id, side, seq, part`,
];

/**
 * The request of a call says when it began, where any does, and of messages that follow each other the last before the answer; all else the best record that says anything. Events count the
 * tokens of the whole step as far as it was: the greatest number counts.
 */
const precedence = (field: string): string => {
  if (BEGAN.includes(field))
    return `r.tells IS DISTINCT FROM 'request', CASE WHEN r.is_spoken THEN -coalesce(epoch_us(r.told_at), 0) ELSE 0 END, CASE WHEN r.is_spoken THEN -r.rank ELSE r.rank END`;
  if (!COUNTED.includes(field)) return 'r.rank';
  return `r.is_event, CASE WHEN r.is_piece THEN -TRY_CAST(said.value AS BIGINT) ELSE r.rank END`;
};

/** Events fill what no record of the step says; a conversation that a log names goes before one of a record alone. */
const JOINED_TURNS = `
  CREATE OR REPLACE TEMP TABLE joined_turn AS
  SELECT said.*, placed.conversation_id, placed.seq
  FROM (
    SELECT
      said.turn_id,
      ${SAID.map(({ name, type }) => `CAST(arg_min(said.value, (${precedence(name)}, said.value)) FILTER (said.field = '${name}') AS ${type}) AS ${quoted(name)}`).join(',\n      ')}
    FROM store.turn_said AS said
    JOIN temp.ranked_record AS r USING (turn_id, record_id)
    GROUP BY said.turn_id
  ) AS said
  JOIN (
    SELECT
      s.first_id AS turn_id,
      arg_min(turn.conversation_id, (c.joined_by <> 'id', r.rank, turn.turn_id)) AS conversation_id,
      arg_min(turn.seq, (c.joined_by <> 'id', r.rank, turn.turn_id)) AS seq
    FROM temp.same_turn AS s
    JOIN temp.ranked_record AS r ON r.turn_id = s.first_id AND r.record_id = s.record_id
    JOIN store.turn AS turn ON turn.turn_id = s.turn_id
    LEFT JOIN (
      SELECT conversation_id, joined_by FROM temp.conversation_name
      UNION ALL
      SELECT conversation_id, joined_by FROM store.conversation
    ) AS c ON c.conversation_id = turn.conversation_id
    GROUP BY s.first_id
  ) AS placed USING (turn_id)`;

const FILL_JOINED = `
  UPDATE store.turn AS turn SET
    conversation_id = j.conversation_id, seq = j.seq,
    ${SAID.map(({ name }) => `${quoted(name)} = j.${quoted(name)}`).join(', ')}
  FROM temp.joined_turn AS j
  WHERE turn.turn_id = j.turn_id`;

/** One row for each other record of the step that says something else than the best one that says anything. */
const FIND_CONFLICTS = [
  'DELETE FROM store.turn_conflict WHERE turn_id IN (SELECT first_id FROM temp.same_turn)',
  `INSERT INTO store.turn_conflict BY NAME
   WITH
     said AS (
       SELECT s.turn_id, s.record_id, s.field, s.value, r.rank, r.tells
       FROM store.turn_said AS s
       JOIN temp.ranked_record AS r USING (turn_id, record_id)
       WHERE NOT r.is_event AND s.field NOT IN (${NOT_COMPARED.map((name) => `'${name}'`).join(', ')})
     ),
     best AS (SELECT * FROM said QUALIFY row_number() OVER (PARTITION BY turn_id, field ORDER BY rank, value) = 1)
   SELECT
     turn_id, field, CASE WHEN is_column THEN best.value END AS value, best.record_id,
     CASE WHEN is_column THEN said.value END AS other_value, said.record_id AS other_record_id
   FROM (SELECT *, field NOT IN ('input', 'output', 'tools') AS is_column FROM best) AS best
   JOIN said USING (turn_id, field)
   WHERE
     said.rank > best.rank AND said.value <> best.value
     AND (field <> 'started_at' OR said.tells IS NOT DISTINCT FROM best.tells)
     AND (field NOT IN (${NAMES_IN_LOG}) OR best.tells IS NULL)
   ORDER BY ALL`,
];

/**
 * Lines of one step that judge it by one name and say another value: how they come by it (the filter of an evaluation) is
 * the comment, so lines of several do not contradict each other. Before what two records tell alike is counted once.
 */
const FIND_JUDGED_OTHERWISE = `
  INSERT INTO store.turn_conflict BY NAME
  WITH
    judged AS (
      SELECT turn_id, record_id, what, comment, string_agg(value, ', ' ORDER BY value) AS value
      FROM store.verdict
      WHERE
        matched_by = 'record' AND turn_id IN (SELECT first_id FROM temp.same_turn)
        AND turn_id IN (SELECT turn_id FROM store.turn_key WHERE means = 'step')
      GROUP BY ALL
    ),
    first AS (FROM judged QUALIFY row_number() OVER (PARTITION BY turn_id, what, comment ORDER BY record_id) = 1)
  SELECT
    first.turn_id, concat(first.what, ' (' || first.comment || ')') AS field, first.value, first.record_id,
    judged.value AS other_value, judged.record_id AS other_record_id
  FROM first
  JOIN judged
    ON judged.turn_id = first.turn_id AND judged.what = first.what AND judged.comment IS NOT DISTINCT FROM first.comment
  WHERE judged.record_id > first.record_id AND judged.value IS DISTINCT FROM first.value
  ORDER BY ALL`;

/** The records of turns that go; then, of all further records, which sides of the turn they give now. */
const FURTHER_RECORDS = [
  `INSERT INTO store.turn_record BY NAME
   SELECT first_id AS turn_id, record_id, turn_index, '' AS gives
   FROM temp.same_turn
   WHERE turn_id <> first_id
   ORDER BY ALL`,
  `UPDATE store.turn_record AS further SET gives = given.gives
   FROM (
     SELECT
       r.turn_id, r.record_id,
       coalesce(
         string_agg(m.side, ', ' ORDER BY m.side), CASE WHEN any_value(r.tells) = 'fields' THEN 'fields' ELSE 'nothing more' END
       ) AS gives
     FROM (SELECT DISTINCT turn_id, record_id, tells FROM temp.ranked_record) AS r
     LEFT JOIN (SELECT DISTINCT turn_id, record_id, side FROM store.message) AS m USING (turn_id, record_id)
     GROUP BY ALL
   ) AS given
   WHERE further.turn_id = given.turn_id AND further.record_id = given.record_id`,
];

/** Documents of the best record that has any. */
const FORGET_OTHER_DOCUMENTS = `
  DELETE FROM store.context_document
  WHERE (turn_id, record_id) IN (
    SELECT (turn_id, record_id)
    FROM (
      SELECT s.turn_id, d.record_id, s.first_id, r.rank
      FROM temp.same_turn AS s
      JOIN store.context_document AS d ON d.turn_id = s.turn_id AND d.from_turn_id IS NULL
      JOIN temp.ranked_record AS r ON r.turn_id = s.first_id AND r.record_id = d.record_id
      GROUP BY s.turn_id, d.record_id, s.first_id, r.rank
      QUALIFY row_number() OVER (PARTITION BY s.first_id ORDER BY r.rank) > 1
    )
  )`;

const followed = (table: string): string => `
  UPDATE store.${table} AS of_turn SET turn_id = s.first_id
  FROM temp.same_turn AS s
  WHERE of_turn.turn_id = s.turn_id AND s.turn_id <> s.first_id`;

/** A fact that two records tell alike is one. */
const told = (table: string): string => `
  DELETE FROM store.${table}
  WHERE rowid IN (
    SELECT id
    FROM (
      SELECT
        rowid AS id,
        dense_rank() OVER (
          PARTITION BY turn_id, external_id, what, value, "at", raw_time, who, comment, key ORDER BY record_id
        ) AS teller
      FROM store.${table}
      WHERE matched_by = 'record' AND turn_id IN (SELECT first_id FROM temp.same_turn)
    )
    WHERE teller > 1
  )`;

const FORGET_HITS_OF_JOINED = `
  DELETE FROM store.finding
  WHERE turn_id IN (SELECT turn_id FROM temp.same_turn WHERE turn_id <> first_id)`;
const REMOVE_JOINED = `
  DELETE FROM store.turn
  WHERE turn_id IN (SELECT turn_id FROM temp.same_turn WHERE turn_id <> first_id)`;

const FACTS = ['feedback', 'verdict', 'label'];
const JOIN = [
  ...['turn_key', 'turn_record', 'turn_said'].map(followed),
  SAY_FIELDS,
  SAY_SIDES,
  RANKED,
  KEPT_SIDES,
  CARRIED_INSTRUCTIONS,
  MOVED_MESSAGES,
  FORGET_MOVED_HITS,
  ...MOVE_MESSAGES,
  JOINED_TURNS,
  FILL_JOINED,
  ...FIND_CONFLICTS,
  ...FURTHER_RECORDS,
  FORGET_OTHER_DOCUMENTS,
  ...['context_document', ...FACTS].map(followed),
  FIND_JUDGED_OTHERWISE,
  ...FACTS.map(told),
  FORGET_HITS_OF_JOINED,
  REMOVE_JOINED,
  ...['ranked_record', 'kept_side', 'carried_message', 'moved_message', 'joined_turn'].map(
    (name) => `DROP TABLE temp.${name}`,
  ),
];

/** `temp.same_turn (turn_id, first_id, record_id, turn_index)` says which turns are one; it stays. */
export async function putTogether(connection: DuckDBConnection): Promise<void> {
  for (const sql of JOIN) await connection.run(sql);
}
