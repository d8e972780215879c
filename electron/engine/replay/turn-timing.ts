import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { TimedStep, TurnTiming } from '../../../shared/domain/replay-screen.ts';
import { integer, isoOfMicroseconds, microseconds, rows } from '../case/query.ts';
import { placedTurn } from './message-groups.ts';
import { OWN_TURNS } from './order.ts';

/** More steps than this are counted and not listed. */
const MOST_STEPS = 40;

/** The steps between the model call before and the turn, and those that name the turn as what they belong to. */
const STEPS = `
  WITH own AS MATERIALIZED (
    SELECT
      turn_id, kind, parent_turn_id, started_at, ended_at, latency_ms,
      row_number() OVER (ORDER BY moment, seq, turn_id) AS number
    FROM (${OWN_TURNS})
  ),
  asked AS (SELECT * FROM own WHERE turn_id = $turn),
  before AS (
    SELECT coalesce(max(own.number), 0) AS number
    FROM own, asked
    WHERE own.number < asked.number AND own.kind IN ('model', 'request')
  ),
  steps AS (
    SELECT own.*, count(*) OVER () AS total
    FROM own, asked, before
    WHERE
      own.turn_id = asked.turn_id
      OR (
        own.kind NOT IN ('model', 'request')
        AND (
          own.parent_turn_id = asked.turn_id
          OR (asked.kind IN ('model', 'request') AND own.number > before.number AND own.number < asked.number)
        )
      )
    ORDER BY own.turn_id = asked.turn_id DESC, own.number DESC
    LIMIT ${MOST_STEPS}
  ),
  named AS (
    SELECT turn_id, coalesce(min(name) FILTER (side = 'output'), min(name)) AS name
    FROM message SEMI JOIN steps USING (turn_id)
    WHERE side <> 'tools' AND turn_id <> $turn
    GROUP BY turn_id
  )
  SELECT
    steps.turn_id, kind, name, epoch_us(started_at) AS started, epoch_us(ended_at) AS ended, latency_ms, total
  FROM steps LEFT JOIN named USING (turn_id)
  ORDER BY steps.turn_id = $turn, number`;

const stepRow = z.object({
  turn_id: integer,
  kind: z.string(),
  name: z.string().nullable(),
  started: microseconds.nullable(),
  ended: microseconds.nullable(),
  latency_ms: z.number().nullable(),
  total: integer,
});
type StepRow = z.infer<typeof stepRow>;

/**
 * When a turn and the steps that led to it began, and how long each took, as far as the log says it. Refuses
 * (`not-found`) a number that is no turn's.
 */
export async function turnTimingOf(
  connection: DuckDBConnection,
  turn_id: number,
): Promise<TurnTiming> {
  const { conversation_id } = await placedTurn(connection, turn_id);
  const asked = { turn: BigInt(turn_id), conversation: BigInt(conversation_id) };
  const found = await rows(connection, STEPS, asked, stepRow);
  const beginnings = found.map(({ started }) => started).filter((started) => started !== null);
  const first = beginnings.reduce((least, at) => (at < least ? at : least), beginnings[0] ?? 0n);
  return { steps: found.map((step) => timed(step, first)), total: found[0]?.total ?? 0 };
}

function timed(
  { turn_id, kind, name, started, ended, latency_ms }: StepRow,
  first: bigint,
): TimedStep {
  const between = started === null || ended === null ? null : Number(ended - started) / 1000;
  // A clock that ran backwards measures nothing, and equal times with a latency are one moment logged twice.
  const measured = between !== null && (between > 0 || (between === 0 && latency_ms === null));
  return {
    turn_id,
    handle: `T-${turn_id}`,
    kind,
    name,
    started_at: started === null ? null : isoOfMicroseconds(started),
    start_ms: started === null ? null : Number(started - first) / 1000,
    duration_ms: measured ? between : latency_ms,
    duration_from: measured ? 'times' : latency_ms === null ? null : 'latency',
  };
}
