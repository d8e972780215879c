import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, row } from '../case/query.ts';
import { TABLES } from '../case/schema.ts';
import { admitSpans } from './admit-spans.ts';
import { counted } from './counted.ts';
import { joinQuestions } from './join-questions.ts';
import { joinRetrievals } from './join-retrievals.ts';
import { joinSpoken } from './join-spoken.ts';
import { putTogether } from './join-turns.ts';
import { matchCalls } from './match-calls.ts';
import { STEP_NAMES } from './step-names.ts';
import { joinSteps } from './step-parents.ts';

/**
 * Turns of records that tell of one call (match-calls.ts) become one turn. A later file may make a join uncertain, so
 * `turn_apart` keeps the rows of each turn as its record alone gives them: what no longer belongs together is set apart
 * again, and what stays as it was is not touched.
 */

/** The calls of these turns are described, while each is still a turn of its own. */
const described = (turns: string): string =>
  `CREATE OR REPLACE TEMP TABLE described_call AS SELECT turn_id FROM ${turns}`;

/** What these records say of themselves. Messages are put in order also in a conversation whose name counts in its file only. */
const DESCRIBE: readonly [string, ...string[]] = [
  `UPDATE store.call_record AS c SET
     conversation = CASE WHEN t.joined_by = 'id' OR c.half = 'message' THEN t.conversation END, session_id = t.session_id, user_id = t.user_id, model = t.model,
     requested_model = t.requested_model, "at" = t."at", window_ms = $window,
     response_id = CASE WHEN c.half = 'span' THEN c.response_id WHEN c.tells <> 'request' THEN t.response_id END
   FROM (
     SELECT
       turn.turn_id, turn.session_id, turn.user_id, turn.model, turn.requested_model,
       coalesce(turn.started_at, turn.ended_at) AS "at", c.joined_by, c.name AS conversation,
       coalesce(turn.response_id, turn.external_id) AS response_id
     FROM temp.described_call AS d
     JOIN store.turn AS turn USING (turn_id)
     LEFT JOIN (
       SELECT conversation_id, joined_by, CASE WHEN joined_by = 'id' THEN external_id ELSE 'file ' || conversation_id END AS name
       FROM (
         SELECT conversation_id, joined_by, external_id FROM temp.conversation_name
         UNION ALL
         SELECT conversation_id, joined_by, external_id FROM store.conversation
       )
       WHERE joined_by IN ('id', 'file')
     ) AS c USING (conversation_id)
   ) AS t
   WHERE c.turn_id = t.turn_id`,
  ...(['input', 'output'] as const).map(
    (side) => `
   UPDATE store.call_record AS c SET ${side}_digest = m.digest
   FROM (
     SELECT turn_id, md5(list((seq, part, role, type, content_id) ORDER BY seq, part)::VARCHAR) AS digest
     FROM store.message
     WHERE side = '${side}' AND turn_id IN (SELECT turn_id FROM temp.described_call)
     GROUP BY turn_id
   ) AS m
   WHERE c.turn_id = m.turn_id`,
  ),
];

/** Turns whose join is another than before, by the turn that stands or stood for it. */
const CHANGED = `
  CREATE OR REPLACE TEMP TABLE changed_call AS
  SELECT DISTINCT unnest([c.call_turn_id, m.call_turn_id]) AS turn_id
  FROM temp.call_match AS m
  JOIN store.call_record AS c USING (turn_id)
  WHERE c.call_turn_id <> m.call_turn_id`;

/** Tables whose rows a joined turn takes over, and which of their rows are a turn's own before it is joined. */
const OWN_ROWS = {
  turn: 'true',
  turn_record: 'true',
  turn_key: 'true',
  turn_said: 'true',
  turn_conflict: 'true',
  message: 'true',
  context_document: 'from_turn_id IS NULL',
  feedback: `matched_by = 'record'`,
  verdict: `matched_by = 'record'`,
  label: `matched_by = 'record'`,
} as const;
type Owned = keyof typeof OWN_ROWS;
const OWNED: readonly Owned[] = [
  ...(['turn', 'turn_record', 'turn_key', 'turn_said', 'turn_conflict', 'message'] as const),
  ...(['context_document', 'feedback', 'verdict', 'label'] as const),
];

const NAMES = `(
  SELECT conversation_id, external_id, joined_by FROM temp.conversation_name
  UNION
  SELECT conversation_id, external_id, joined_by FROM store.conversation
)`;

/** The rows of one table that `turn_apart` keeps of turns that are to be set apart. */
function kept(of: string, columns: Readonly<Record<string, string>>): string {
  return `(
    SELECT unnest(from_json(apart."row", '${JSON.stringify(columns)}'))
    FROM store.turn_apart AS apart
    WHERE apart."of" = '${of}' AND apart.turn_id IN (SELECT turn_id FROM temp.changed_call)
  )`;
}
const typesOf = (table: Owned): Record<string, string> =>
  Object.fromEntries(TABLES[table].columns.map(({ name, type }) => [name, type]));

const KEPT_NAMES = kept('conversation', {
  conversation_id: 'BIGINT',
  external_id: 'VARCHAR',
  joined_by: 'VARCHAR',
});
const APART = 'store.turn_apart WHERE turn_id IN (SELECT turn_id FROM temp.changed_call)';
const JOINED = `SELECT DISTINCT turn_id FROM ${APART}`;

/** A conversation that lost its last turn may have come back under another number meanwhile. */
const SET_APART = [
  `DELETE FROM store.finding WHERE turn_id IN (${JOINED})`,
  ...OWNED.flatMap((table) => [
    `DELETE FROM store.${table} WHERE ${table === 'context_document' ? 'true' : OWN_ROWS[table]} AND turn_id IN (${JOINED})`,
    `INSERT INTO store.${table} BY NAME SELECT * FROM ${kept(table, typesOf(table))} ORDER BY ALL`,
  ]),
  `UPDATE store.turn AS turn SET conversation_id = now.conversation_id
   FROM ${KEPT_NAMES} AS old
   JOIN ${NAMES} AS now ON now.external_id = old.external_id AND now.joined_by = 'id'
   WHERE
     old.joined_by = 'id' AND turn.conversation_id = old.conversation_id AND now.conversation_id <> old.conversation_id`,
  `INSERT INTO temp.conversation_name
   SELECT DISTINCT conversation_id, external_id, joined_by
   FROM ${KEPT_NAMES}
   WHERE
     conversation_id NOT IN (SELECT conversation_id FROM ${NAMES})
     AND conversation_id IN (SELECT conversation_id FROM store.turn)`,
  `DELETE FROM ${APART}`,
];

async function setApart(connection: DuckDBConnection): Promise<void> {
  if ((await counted(connection, APART)) === 0) return;
  for (const sql of SET_APART) await connection.run(sql);
}

const SAME_TURNS = `
  CREATE OR REPLACE TEMP TABLE same_turn AS
  SELECT turn.turn_id, m.call_turn_id AS first_id, turn.record_id, turn.turn_index
  FROM (
    FROM temp.call_match
    WHERE call_turn_id IN (SELECT turn_id FROM temp.changed_call)
    QUALIFY count(*) OVER (PARTITION BY call_turn_id) > 1
  ) AS m
  JOIN store.turn AS turn USING (turn_id)`;

const KEEP_APART = [
  ...OWNED.map(
    (table) => `
   INSERT INTO store.turn_apart BY NAME
   SELECT s.first_id AS turn_id, '${table}' AS "of", to_json(t) AS "row"
   FROM store.${table} AS t
   JOIN temp.same_turn AS s ON s.turn_id = t.turn_id
   WHERE ${OWN_ROWS[table]}
   ORDER BY ALL`,
  ),
  `INSERT INTO store.turn_apart BY NAME
   SELECT DISTINCT s.first_id AS turn_id, 'conversation' AS "of", to_json(c) AS "row"
   FROM temp.same_turn AS s
   JOIN store.turn AS turn ON turn.turn_id = s.turn_id
   JOIN ${NAMES} AS c ON c.conversation_id = turn.conversation_id
   ORDER BY ALL`,
];

const SAY_OUTCOME = `
  UPDATE store.call_record AS c SET
    call_turn_id = m.call_turn_id, joined_by = m.joined_by, unmatched = m.unmatched
  FROM temp.call_match AS m
  WHERE
    c.turn_id = m.turn_id
    AND (c.call_turn_id, c.joined_by, c.unmatched) IS DISTINCT FROM (m.call_turn_id, m.joined_by, m.unmatched)`;

/** Calls whose span the file at hand tells more of. */
const TOLD_AGAIN = `
  CREATE OR REPLACE TEMP TABLE changed_call AS
  SELECT DISTINCT k.turn_id
  FROM store.turn_key AS k
  JOIN (
    SELECT DISTINCT key FROM store.turn_key WHERE means IN ${STEP_NAMES} AND record_id >= $from
  ) AS brought USING (key)
  WHERE
    k.means IN ${STEP_NAMES} AND k.record_id < $from
    AND k.turn_id IN (SELECT call_turn_id FROM store.call_record WHERE half = 'span')`;
/** The others of such a call are looked at again, the span anew. */
const FORGET_TOLD = [
  `DELETE FROM store.call_record WHERE half = 'span' AND call_turn_id IN (SELECT turn_id FROM temp.changed_call)`,
  `UPDATE store.call_record SET call_turn_id = turn_id, joined_by = NULL, unmatched = NULL
   WHERE call_turn_id IN (SELECT turn_id FROM temp.changed_call)`,
];

/**
 * Sets apart what was joined to a span of which the file at hand, its records numbered from `from`, tells more: the span is
 * put together first. To be called before spans are joined.
 */
export async function partCalls(connection: DuckDBConnection, from: number): Promise<void> {
  const spans = `(SELECT 1 FROM store.call_record WHERE half = 'span' LIMIT 1)`;
  if ((await counted(connection, spans)) === 0) return;
  await connection.run(TOLD_AGAIN, { from: BigInt(from) });
  await setApart(connection);
  for (const sql of [...FORGET_TOLD, 'DROP TABLE temp.changed_call']) await connection.run(sql);
}

/**
 * Joins calls anew after a file whose records are numbered from `from`; its halves may be joined by time within
 * `windowMs`. To be called after spans are joined, before conversations are completed.
 */
export async function joinCalls(
  connection: DuckDBConnection,
  from: number,
  windowMs: number | null,
): Promise<void> {
  const brought = { from: BigInt(from) };
  const { calls, keys } = await row(
    connection,
    BROUGHT,
    brought,
    z.object({ calls: integer, keys: integer }),
  );
  const records = `store.call_record WHERE record_id >= ${from}`;
  if (calls > 0) await describe(connection, records, windowMs);
  const admitted = await admitSpans(connection);
  if (admitted > 0) await describe(connection, 'temp.admitted_call', null);
  const areNew = calls + keys + admitted > 0;
  const areCalls = (await counted(connection, 'store.call_record')) > 0;
  if (areCalls && areNew) {
    await matchAnew(connection);
    await joinSpoken(connection, brought);
  }
  if (areNew) await joinSteps(connection);
  if (areCalls) await joinRetrievals(connection);
  if ((await counted(connection, QUESTIONS)) > 0) await joinQuestions(connection);
}

const QUESTIONS = `(SELECT 1 FROM store.call_record WHERE tells = 'question' LIMIT 1)`;

/** What a call is matched by stands in its record, or follows the span that it is joined by. */
const BROUGHT = `
  SELECT
    (SELECT count(*) FROM store.call_record WHERE record_id >= $from) AS calls,
    (SELECT count(*) FROM store.turn_key WHERE record_id >= $from) AS keys`;

async function describe(
  connection: DuckDBConnection,
  turns: string,
  windowMs: number | null,
): Promise<void> {
  await connection.run(described(turns));
  const [first, ...digests] = DESCRIBE;
  await connection.run(first, { window: windowMs === null ? null : BigInt(windowMs) });
  for (const sql of digests) await connection.run(sql);
  await connection.run('DROP TABLE temp.described_call');
}

async function matchAnew(connection: DuckDBConnection): Promise<void> {
  await matchCalls(connection);
  await connection.run(CHANGED);
  await setApart(connection);
  await connection.run(SAME_TURNS);
  if ((await counted(connection, 'temp.same_turn')) > 0) {
    for (const sql of KEEP_APART) await connection.run(sql);
    await putTogether(connection);
  }
  await connection.run(SAY_OUTCOME);
  for (const table of ['call_match', 'changed_call', 'same_turn'])
    await connection.run(`DROP TABLE temp.${table}`);
}
