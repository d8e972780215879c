import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { CaseHome } from '../../../shared/domain/case-home.ts';
import { integer, microseconds, row, rows, time } from '../case/query.ts';
import { bucketing, bucketsSql, STARTED } from '../triage/time-buckets.ts';

type Volume = CaseHome['volume'];

/** Answered model calls over time, and what rules or the examiner found in them. Undated turns are in no bucket. */
export async function volumeOf(connection: DuckDBConnection): Promise<Volume> {
  const { from, to } = await row(connection, EXTENT, {}, extent);
  if (from === null || to === null) return { bucket: 'day', points: [] };
  const { bucket, filled } = bucketing(Number(to - from));
  return { bucket, points: await rows(connection, volumeSql(bucket, filled), {}, point) };
}

const EXTENT = `
  SELECT epoch_us(min(started_at)) AS "from", epoch_us(max(started_at)) AS "to" FROM turn WHERE kind = 'model'`;
const extent = z.object({ from: microseconds.nullable(), to: microseconds.nullable() });

function volumeSql(bucket: Volume['bucket'], filled: boolean): string {
  return `
    WITH
      dated AS (
        SELECT turn_id, date_trunc('${bucket}', ${STARTED}) AS "from" FROM turn WHERE kind = 'model' AND started_at IS NOT NULL
      ),
      said AS MATERIALIZED (SELECT "from", count(*) AS turns FROM dated GROUP BY "from"),
      found AS (
        SELECT d."from", count(*) AS findings
        FROM (SELECT turn_id FROM finding WHERE lane = 'finding') f
        JOIN dated d USING (turn_id)
        GROUP BY d."from"
      )
    SELECT epoch_us(b."from") AS "from", coalesce(s.turns, 0) AS turns, coalesce(f.findings, 0) AS findings
    FROM (${bucketsSql(bucket, filled)}) b
    LEFT JOIN said s ON s."from" = b."from"
    LEFT JOIN found f ON f."from" = b."from"
    ORDER BY b."from"`;
}

const point = z.object({ from: time, turns: integer, findings: integer });
