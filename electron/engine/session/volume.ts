import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { CaseHome } from '../../../shared/domain/case-home.ts';
import { integer, row, rows, time } from '../case/query.ts';

type Volume = CaseHome['volume'];

const DAY = 86_400_000_000;
/** Beyond this many buckets (a clock that was centuries off) only those with turns are answered. */
const FILLED = 5_000;

/** Answered model calls over time, and what rules or the examiner found in them. Undated turns are in no bucket. */
export async function volumeOf(connection: DuckDBConnection): Promise<Volume> {
  const { from, to } = await row(connection, EXTENT, {}, extent);
  if (from === null || to === null) return { bucket: 'day', points: [] };
  const bucket = bucketOf(to - from);
  const sql = volumeSql(bucket, (to - from) / SPANS[bucket] <= FILLED);
  return { bucket, points: await rows(connection, sql, {}, point) };
}

const SPANS: Record<Volume['bucket'], number> = {
  hour: DAY / 24,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
};

function bucketOf(microseconds: number): Volume['bucket'] {
  if (microseconds < 3 * DAY) return 'hour';
  if (microseconds < 400 * DAY) return 'day';
  return microseconds < 1500 * DAY ? 'week' : 'month';
}

/** Times without a zone are cut much quicker; these are UTC. */
const AT = 'make_timestamp(epoch_us(started_at))';

const EXTENT = `
  SELECT epoch_us(min(started_at)) AS "from", epoch_us(max(started_at)) AS "to" FROM turn WHERE kind = 'model'`;
const extent = z.object({ from: integer.nullable(), to: integer.nullable() });

function volumeSql(bucket: Volume['bucket'], filled: boolean): string {
  const buckets = filled
    ? `SELECT unnest(generate_series(min("from"), max("from"), INTERVAL 1 ${bucket})) AS "from" FROM said`
    : 'SELECT "from" FROM said';
  return `
    WITH
      dated AS (
        SELECT turn_id, date_trunc('${bucket}', ${AT}) AS "from" FROM turn WHERE kind = 'model' AND started_at IS NOT NULL
      ),
      said AS MATERIALIZED (SELECT "from", count(*) AS turns FROM dated GROUP BY "from"),
      found AS (
        SELECT d."from", count(*) AS findings
        FROM (SELECT turn_id FROM finding WHERE lane = 'finding') f
        JOIN dated d USING (turn_id)
        GROUP BY d."from"
      )
    SELECT epoch_us(b."from") AS "from", coalesce(s.turns, 0) AS turns, coalesce(f.findings, 0) AS findings
    FROM (${buckets}) b
    LEFT JOIN said s ON s."from" = b."from"
    LEFT JOIN found f ON f."from" = b."from"
    ORDER BY b."from"`;
}

const point = z.object({ from: time, turns: integer, findings: integer });
