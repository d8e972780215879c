import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createCase } from '../../electron/engine/case/create.ts';
import { openDatabaseForWriting } from '../../electron/engine/case/database.ts';
import { layoutOf } from '../../electron/engine/case/layout.ts';
import { openCase } from '../../electron/engine/case/open.ts';
import { messagePageOf } from '../../electron/engine/replay/message-page.ts';
import { openConversation } from '../../electron/engine/replay/open-conversation.ts';
import { railOf } from '../../electron/engine/replay/rail.ts';
import { turnHeadOf } from '../../electron/engine/replay/turn-head.ts';

/** A turn of the long conversation is given at most so many earlier messages. */
const HISTORY = 10;

/**
 * Makes `<folder>/long.exhibit` anew and answers its path; every value follows from its number, so that two runs give the
 * same rows. Conversation C-1 has one turn per three messages, each given the last ten before it, and at its end a turn
 * that is given all `messages` at once. In C-2 such a turn is followed by one that is given two messages more. Nothing
 * stands in the evidence folder.
 */
export async function makeLongConversationCase(folder: string, messages: number): Promise<string> {
  const target = join(folder, 'long.exhibit');
  rmSync(target, { recursive: true, force: true });
  const { path } = await createCase(target, `A conversation of ${messages} messages`);
  const database = await openDatabaseForWriting(layoutOf(path));
  try {
    for (const sql of statements(messages)) await database.connection.run(sql);
    await database.connection.run('CHECKPOINT store');
  } finally {
    database.close();
  }
  return path;
}

/** Turn numbers: the turns of C-1, then its last, then the two of C-2. */
const longTurns = (messages: number): [first: number, second: number, third: number] => {
  const turns = Math.ceil(messages / 3);
  return [turns + 1, turns + 2, turns + 3];
};

function statements(messages: number): string[] {
  const turns = Math.ceil(messages / 3);
  const [last, one, two] = longTurns(messages);
  const started = "TIMESTAMPTZ '2026-01-01 00:00:00Z' + to_seconds(n * 30)";
  // Content 1 is the instructions, content m + 1 is message m, from 1; odd messages are the user's.
  const message = (turn: string, seq: string, m: string): string => `
    SELECT ${turn} AS turn_id, 'input' AS side, ${seq} AS seq, 0 AS part, 0 AS choice,
      CASE ${m} WHEN 0 THEN 'system' ELSE CASE ${m} % 2 WHEN 1 THEN 'user' ELSE 'assistant' END END AS role, 'text' AS type,
      ${m} + 1 AS content_id, ${turn} AS record_id`;
  const answer = (turn: string, m: string): string => `
    SELECT ${turn} AS turn_id, 'output' AS side, 0 AS seq, 0 AS part, 0 AS choice, 'assistant' AS role, 'text' AS type,
      ${m} + 1 AS content_id, ${turn} AS record_id`;
  return [
    `INSERT INTO store.evidence BY NAME
     SELECT 1 AS evidence_id, sha256('log') AS sha256, 'long.jsonl' AS name, ${two} * 900 AS bytes, 'openai-chat' AS format,
       'jsonl' AS container, ${two} AS records, ${two} AS mapped, 0 AS unmapped, 0 AS quarantined, 0 AS blank,
       2 AS conversations, ${two} AS turns, ${messages} AS messages, '["gpt-4o"]' AS models, '[]' AS notes, '[]' AS record_paths, '[]' AS headers, 'UTC' AS zone,
       0 AS clock_offset_ms, sha256('root') AS merkle_root, 1 AS import_no, TIMESTAMPTZ '2026-06-01 00:00:00Z' AS imported_at`,
    `INSERT INTO store.record BY NAME
     SELECT n AS record_id, 1 AS evidence_id, n AS ordinal, n AS line, (n - 1) * 900 AS byte_offset, 899 AS byte_length,
       unhex(sha256(n::VARCHAR)) AS sha256, 'mapped' AS status
     FROM range(1, ${two} + 1) r (n)`,
    `INSERT INTO store.conversation BY NAME
     SELECT c AS conversation_id, 'long-' || c AS external_id, 'user-1' AS user_id, 1 AS turns, 'id' AS joined_by
     FROM (VALUES (1), (2)) v (c)`,
    `INSERT INTO store.turn BY NAME
     SELECT n AS turn_id, n AS record_id, 0 AS turn_index, CASE WHEN n > ${last} THEN 2 ELSE 1 END AS conversation_id, n AS seq, 'model' AS kind,
       'call-' || n AS external_id, 'wire' AS capture, ${started} AS started_at, (${started})::VARCHAR AS raw_time,
       'gpt-4o' AS model, 'gpt-4o' AS requested_model, 350.5 AS latency_ms, 'user-1' AS user_id
     FROM range(1, ${two} + 1) r (n)`,
    `INSERT INTO store.content BY NAME
     SELECT m + 1 AS content_id, md5_number_upper(m::VARCHAR) AS hash_high, md5_number_lower(m::VARCHAR) AS hash_low,
       'Message ' || m || ' on ' || md5(m::VARCHAR) || repeat(' and what ' || md5((m + 1)::VARCHAR) || ' means', (m % 9)::INTEGER)
         || CASE WHEN m % 10000 = 9 THEN repeat(' and so on', 4000) ELSE '' END AS text,
       'text' AS kind
     FROM range(0, ${messages} + 4) r (m)`,
    `INSERT INTO store.message BY NAME
     SELECT * FROM (
       ${message('n', 'k', `CASE k WHEN 0 THEN 0 ELSE greatest(0, 2 * n - 2 - ${HISTORY}) + k END`)}
       FROM range(1, ${turns} + 1) r (n), range(0, ${HISTORY} + 2) s (k)
       WHERE k <= least(2 * n - 1, ${HISTORY} + 1)
       UNION ALL
       ${answer('n', '2 * n')} FROM range(1, ${turns} + 1) r (n)
     ) ORDER BY turn_id, side, seq`,
    ...[
      { turn: last, given: messages },
      { turn: one, given: messages },
      { turn: two, given: messages + 2 },
    ].map(
      ({ turn, given }) => `
     INSERT INTO store.message BY NAME
     SELECT * FROM (
       ${message(`${turn}`, 'k', 'k')} FROM range(0, ${given} + 1) s (k)
       UNION ALL
       ${answer(`${turn}`, `${given} + 1`)}
     ) ORDER BY turn_id, side, seq`,
    ),
  ];
}

export interface Measured {
  readonly what: string;
  /** Median and slowest of the runs, in milliseconds. */
  readonly median: number;
  readonly slowest: number;
  /** Processor time of this process over all cores, median: what the machine's load does not change. */
  readonly processor: number;
}

const RUNS = 5;

/** What the replay screen asks of such a case, one step after the other. */
export async function measureLongConversation(path: string, messages: number): Promise<Measured[]> {
  const [last, , two] = longTurns(messages);
  const open = await openCase(path, 'measured');
  const { connection } = open.database;
  try {
    const steps: [string, () => Promise<unknown>][] = [
      ['open C-1', () => openConversation(connection, 'C-1')],
      ['open C-1 by its last turn', () => openConversation(connection, `T-${last}`)],
      ['rail, first page', () => railOf(connection, 1, 0, 200)],
      ['rail, last page', () => railOf(connection, 1, last - 200, 200)],
      ['head of a turn amid C-1', () => turnHeadOf(connection, Math.floor(last / 2))],
      ['head of the turn of all messages', () => turnHeadOf(connection, last)],
      ['the same after one alike', () => turnHeadOf(connection, two)],
      ['its first page of history', () => messagePageOf(connection, two, 'history', 0, 50)],
      [
        'its last page of history',
        () => messagePageOf(connection, two, 'history', messages - 50, 50),
      ],
      ['first fresh page, last of C-1', () => messagePageOf(connection, last, 'fresh', 0, 50)],
      ['page amid C-1', () => messagePageOf(connection, Math.floor(last / 2), 'history', 0, 50)],
    ];
    const measured: Measured[] = [];
    for (const [what, step] of steps) {
      const times: number[] = [];
      const processor: number[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        const start = performance.now();
        const before = process.cpuUsage();
        await step();
        const { user, system } = process.cpuUsage(before);
        times.push(performance.now() - start);
        processor.push((user + system) / 1000);
      }
      for (const list of [times, processor]) list.sort((left, right) => left - right);
      measured.push({
        what,
        median: times[Math.floor(RUNS / 2)] ?? Number.NaN,
        slowest: times.at(-1) ?? Number.NaN,
        processor: processor[Math.floor(RUNS / 2)] ?? Number.NaN,
      });
    }
    return measured;
  } finally {
    open.close();
  }
}
