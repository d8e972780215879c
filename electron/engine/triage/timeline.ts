import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { TriageFilter, TriageTimeline } from '../../../shared/domain/triage.ts';
import { integer, microseconds, row, rows, time } from '../case/query.ts';
import { VOTES } from '../case/votes.ts';
import { HITS, hitsThat } from './hits.ts';
import { bucketing, bucketsSql, STARTED } from './time-buckets.ts';

/** Answered model calls per stretch of time, whatever the range: how many have a hit that the filter leaves, and how people voted on them. */
export async function triageTimelineOf(
  connection: DuckDBConnection,
  filter: TriageFilter,
): Promise<TriageTimeline> {
  const { sql, parameters } = hitsThat(filter, ['range']);
  const counted = countedSql(sql);
  const { from, to, ...undated } = await row(connection, extentSql(counted), parameters, extent);
  if (from === null || to === null) return { bucket: 'day', points: [], undated };
  const { bucket, filled } = bucketing(Number(to - from));
  const buckets = pointsSql(counted, bucket, filled);
  return { bucket, points: await rows(connection, buckets, parameters, point), undated };
}

/** `counted` has a row for each model call. */
const countedSql = (condition: string): string => `
  counted AS (
    SELECT
      t.started_at, t.turn_id IN (SELECT turn_id ${HITS} WHERE ${condition}) AS is_hit,
      coalesce(v.up, 0) AS up, coalesce(v.down, 0) AS down
    FROM turn t
    LEFT JOIN (
      SELECT turn_id, count(*) FILTER (down = 0) AS up, count(*) FILTER (down = 1) AS down
      FROM (${VOTES})
      GROUP BY turn_id
    ) v USING (turn_id)
    WHERE t.kind = 'model'
  )`;

const extentSql = (counted: string): string => `
  WITH ${counted}
  SELECT
    epoch_us(min(started_at)) AS "from", epoch_us(max(started_at)) AS "to",
    count(*) FILTER (started_at IS NULL) AS turns,
    count(*) FILTER (started_at IS NULL AND is_hit) AS hit,
    coalesce(sum(up) FILTER (started_at IS NULL), 0) AS up,
    coalesce(sum(down) FILTER (started_at IS NULL), 0) AS down
  FROM counted`;
const counts = { turns: integer, hit: integer, up: integer, down: integer };
const extent = z.object({ from: microseconds.nullable(), to: microseconds.nullable(), ...counts });

const pointsSql = (counted: string, bucket: TriageTimeline['bucket'], filled: boolean): string => `
  WITH
    ${counted},
    said AS MATERIALIZED (
      SELECT
        date_trunc('${bucket}', ${STARTED}) AS "from", count(*) AS turns, count(*) FILTER (is_hit) AS hit,
        sum(up) AS up, sum(down) AS down
      FROM counted
      WHERE started_at IS NOT NULL
      GROUP BY "from"
    )
  SELECT
    epoch_us(b."from") AS "from", coalesce(s.turns, 0) AS turns, coalesce(s.hit, 0) AS hit,
    coalesce(s.up, 0) AS up, coalesce(s.down, 0) AS down
  FROM (${bucketsSql(bucket, filled)}) b
  LEFT JOIN said s ON s."from" = b."from"
  ORDER BY b."from"`;
const point = z.object({ from: time, ...counts });
