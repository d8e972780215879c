import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { RailEntry } from '../../../shared/domain/replay-screen.ts';
import { firstWords } from '../case/first-words.ts';
import { integer, isoOfMicroseconds, microseconds, rows } from '../case/query.ts';
import { boundedIds, within } from './id-bounds.ts';
import { OWN_TURNS } from './order.ts';
import { marksOf } from './rail-marks.ts';

const ENTRIES = `
  SELECT
    turn_id, kind, epoch_us(started_at) AS started, epoch_us(ended_at) AS ended, latency_ms,
    ${firstWords('error')} AS error
  FROM (${OWN_TURNS})
  ORDER BY moment, seq, turn_id
  LIMIT $limit OFFSET $offset`;

const entryRow = z.object({
  turn_id: integer,
  kind: z.string(),
  started: microseconds.nullable(),
  ended: microseconds.nullable(),
  latency_ms: z.number().nullable(),
  error: z.string().nullable(),
});
type EntryRow = z.infer<typeof entryRow>;

/** Of each turn the newest user text, else the beginning of its answer; of a step what it gave. */
const WORDS = `
  WITH told AS (
    SELECT
      turn_id,
      max_by(content_id, place) FILTER (side = 'input' AND role = 'user' AND type = 'text') AS user_text,
      max_by(content_id, place) FILTER (side = 'input' AND type <> 'thinking') AS input_text,
      min_by(content_id, place) FILTER (side = 'output') AS output_text,
      min_by(name, place) FILTER (side = 'output') AS output_name,
      min_by(name, place) FILTER (side = 'input') AS input_name
    FROM (
      SELECT *, seq::BIGINT * 4294967296 + part AS place
      FROM message
      WHERE ${within('turn_id')} AND side <> 'tools' AND (content_id IS NOT NULL OR name IS NOT NULL)
    )
    GROUP BY turn_id
  ),
  chosen AS (
    SELECT
      turn_id, CASE WHEN kind <> 'model' THEN coalesce(output_name, input_name) END AS name,
      CASE
        WHEN kind IN ('model', 'request') THEN coalesce(user_text, output_text, input_text)
        ELSE coalesce(output_text, input_text)
      END AS content_id
    FROM told JOIN turn USING (turn_id)
  )
  SELECT turn_id, name, ${firstWords('text')} AS words
  FROM chosen LEFT JOIN content USING (content_id)`;

const wordsRow = z.object({
  turn_id: integer,
  name: z.string().nullable(),
  words: z.string().nullable(),
});

/**
 * Entries of a conversation's time rail from `offset` on, at most `limit`, in the order in which replay gives its turns.
 * `pause_ms` is below 0 where an entry began before the one before it had ended.
 */
export async function railOf(
  connection: DuckDBConnection,
  conversation_id: number,
  offset: number,
  limit: number,
): Promise<{ offset: number; entries: RailEntry[] }> {
  const [before, ...own] = await withOneBefore(connection, conversation_id, offset, limit);
  const turns = own.map((entry) => entry?.turn_id).filter((turn) => turn !== undefined);
  if (turns.length === 0) return { offset, entries: [] };
  const told = await rows(connection, WORDS, boundedIds(turns), wordsRow);
  const wordsOf = new Map(told.map((words) => [words.turn_id, words]));
  const marks = await marksOf(connection, turns);
  const entries: RailEntry[] = [];
  let previous = before;
  for (const entry of own) {
    if (entry === undefined) continue;
    const { turn_id, kind, started, latency_ms, error } = entry;
    const words = wordsOf.get(turn_id);
    entries.push({
      turn_id,
      kind,
      at: started === null ? null : isoOfMicroseconds(started),
      name: words?.name ?? null,
      words: words?.words ?? '',
      latency_ms,
      pause_ms: pause(previous, entry),
      worst: marks.worst.get(turn_id) ?? null,
      exhibits: marks.exhibits.get(turn_id) ?? 0,
      error,
    });
    previous = entry;
  }
  return { offset, entries };
}

/** The entry before the page, where there is one, then the page's own. */
async function withOneBefore(
  connection: DuckDBConnection,
  conversation_id: number,
  offset: number,
  limit: number,
): Promise<(EntryRow | undefined)[]> {
  const isFirst = offset === 0;
  const entries = await rows(
    connection,
    ENTRIES,
    {
      conversation: BigInt(conversation_id),
      limit: isFirst ? limit : limit + 1,
      offset: isFirst ? 0 : offset - 1,
    },
    entryRow,
  );
  return isFirst ? [undefined, ...entries] : entries;
}

function pause(before: EntryRow | undefined, { started }: EntryRow): number | null {
  const from = before?.ended ?? before?.started ?? null;
  return from === null || started === null ? null : Number(started - from) / 1000;
}
