import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { TriageLane, TriageTimeline } from '../../../shared/domain/triage.ts';
import { integer, row, rows, time } from '../case/query.ts';
import { bucketing, bucketsSql, STARTED } from './time-buckets.ts';

/** Answered model calls per stretch of time: how many have a hit of the lane, and what was said of them. */
export async function triageTimelineOf(
  connection: DuckDBConnection,
  lane: TriageLane,
): Promise<TriageTimeline> {
  const { from, to, turns, hit, feedback } = await row(connection, EXTENT, { lane }, extent);
  const undated = { turns, hit, feedback };
  if (from === null || to === null) return { bucket: 'day', points: [], undated };
  const { bucket, filled } = bucketing(to - from);
  const sql = pointsSql(bucket, filled);
  return { bucket, points: await rows(connection, sql, { lane }, point), undated };
}

/** `counted` has a row for each model call. */
const COUNTED = `
  counted AS (
    SELECT
      started_at, turn_id IN (SELECT turn_id FROM finding WHERE lane = $lane) AS is_hit,
      coalesce(said_of.entries, 0) AS entries
    FROM turn
    LEFT JOIN (SELECT turn_id, count(*) AS entries FROM feedback WHERE turn_id IS NOT NULL GROUP BY turn_id) said_of
      USING (turn_id)
    WHERE kind = 'model'
  )`;

const EXTENT = `
  WITH ${COUNTED}
  SELECT
    epoch_us(min(started_at)) AS "from", epoch_us(max(started_at)) AS "to",
    count(*) FILTER (started_at IS NULL) AS turns,
    count(*) FILTER (started_at IS NULL AND is_hit) AS hit,
    coalesce(sum(entries) FILTER (started_at IS NULL), 0) AS feedback
  FROM counted`;
const counts = { turns: integer, hit: integer, feedback: integer };
const extent = z.object({ from: integer.nullable(), to: integer.nullable(), ...counts });

const pointsSql = (bucket: TriageTimeline['bucket'], filled: boolean): string => `
  WITH
    ${COUNTED},
    said AS MATERIALIZED (
      SELECT
        date_trunc('${bucket}', ${STARTED}) AS "from", count(*) AS turns, count(*) FILTER (is_hit) AS hit,
        sum(entries) AS feedback
      FROM counted
      WHERE started_at IS NOT NULL
      GROUP BY "from"
    )
  SELECT
    epoch_us(b."from") AS "from", coalesce(s.turns, 0) AS turns, coalesce(s.hit, 0) AS hit,
    coalesce(s.feedback, 0) AS feedback
  FROM (${bucketsSql(bucket, filled)}) b
  LEFT JOIN said s ON s."from" = b."from"
  ORDER BY b."from"`;
const point = z.object({ from: time, ...counts });
