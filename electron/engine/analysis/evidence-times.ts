import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { EvidenceTimes } from '../../../shared/domain/timeline.ts';
import { integer, row, rows, time } from '../case/query.ts';

const COUNTS = `
  SELECT count(started_at) AS dated, count(*) - count(started_at) AS undated
  FROM turn`;

/** The turn that stands first at the very first or last moment. */
const atEdge = (edge: 'min' | 'max'): string => `
  SELECT min(turn_id) AS turn_id, epoch_us(started_at) AS "at"
  FROM turn
  WHERE started_at = (SELECT ${edge}(started_at) FROM turn)
  GROUP BY started_at`;

const FINDING = `
  SELECT f.finding_id, f.rule_id, f.turn_id, epoch_us(t.started_at) AS "at"
  FROM finding f
  JOIN turn t USING (turn_id)
  WHERE f.lane = 'finding' AND t.started_at IS NOT NULL
  ORDER BY t.started_at, f.finding_id
  LIMIT 1`;

const MARKS = `
  FROM (
    SELECT 'change' AS kind, * FROM change
    UNION ALL
    SELECT 'alert' AS kind, * FROM verdict WHERE what = 'alert'
  )
  WHERE "at" IS NOT NULL`;
const MARKS_TOTAL = `SELECT count(*) AS total ${MARKS}`;
const FIRST_MARKS = `
  SELECT kind, epoch_us("at") AS "at", external_id, what, value, who, comment, record_id ${MARKS}
  ORDER BY "at", record_id, what, value
  LIMIT 500`;

const mark = z.object({
  kind: z.enum(['change', 'alert']),
  at: time,
  external_id: z.string().nullable(),
  what: z.string().nullable(),
  value: z.string().nullable(),
  who: z.string().nullable(),
  comment: z.string().nullable(),
  record_id: integer,
});

const datedTurn = z.object({ turn_id: integer, at: time });
const finding = datedTurn.extend({ finding_id: integer, rule_id: z.string() });

/** The first and last moment that the evidence knows, and its first finding. Undated turns have no place in time. */
export async function evidenceTimesOf(connection: DuckDBConnection): Promise<EvidenceTimes> {
  const counts = await row(connection, COUNTS, {}, z.object({ dated: integer, undated: integer }));
  const [first] = await rows(connection, atEdge('min'), {}, datedTurn);
  const [last] = await rows(connection, atEdge('max'), {}, datedTurn);
  const [hit] = await rows(connection, FINDING, {}, finding);
  const { total } = await row(connection, MARKS_TOTAL, {}, z.object({ total: integer }));
  const marks = await rows(connection, FIRST_MARKS, {}, mark);
  return {
    ...counts,
    first: first ?? null,
    last: last ?? null,
    finding: hit ?? null,
    marks,
    marks_total: total,
  };
}
