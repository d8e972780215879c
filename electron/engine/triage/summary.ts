import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import {
  type TimeRange,
  triageLane,
  triageSummary,
  type TriageSummary,
} from '../../../shared/domain/triage.ts';
import { integer, rows } from '../case/query.ts';
import { inRange } from './hits.ts';

/** What rules hit, by lane, failure type, severity and rule; the lanes are never added up. */
export async function triageSummaryOf(
  connection: DuckDBConnection,
  range: TimeRange | null,
): Promise<TriageSummary> {
  const { sql, parameters } = inRange(range);
  return {
    lanes: await rows(connection, lanesSql(sql), parameters, laneRow),
    cells: await rows(connection, cellsSql(sql), parameters, cellRow),
    rules: await rows(connection, rulesSql(sql), parameters, ruleRow),
  };
}

const HITS = 'FROM finding f JOIN turn t USING (turn_id)';

const lanesSql = (within: string): string => `
  SELECT
    f.lane, count(*) FILTER (${within}) AS hits,
    count(*) FILTER (f.review IS NULL AND ${within}) AS unreviewed, count(*) AS "of",
    count(*) FILTER (t.started_at IS NULL) AS undated
  ${HITS}
  GROUP BY f.lane
  ORDER BY f.lane`;
const laneRow = z.object({
  lane: triageLane,
  hits: integer,
  unreviewed: integer,
  of: integer,
  undated: integer,
});

const cellsSql = (within: string): string => `
  SELECT f.lane, f.failure_type, f.severity, count(*) AS hits, count(DISTINCT f.turn_id) AS turns
  ${HITS}
  WHERE ${within}
  GROUP BY f.lane, f.failure_type, f.severity
  ORDER BY f.lane, f.failure_type, f.severity`;
const counts = { hits: integer, turns: integer };
const cellRow = triageSummary.shape.cells.element.extend(counts);

const rulesSql = (within: string): string => `
  SELECT f.lane, f.rule_id, count(*) AS hits, count(DISTINCT f.turn_id) AS turns
  ${HITS}
  WHERE ${within}
  GROUP BY f.lane, f.rule_id
  ORDER BY f.lane, hits DESC, f.rule_id`;
const ruleRow = triageSummary.shape.rules.element.extend(counts);
