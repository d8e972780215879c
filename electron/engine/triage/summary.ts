import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import {
  triageLane,
  triageSummary,
  type TriageFilter,
  type TriageSummary,
} from '../../../shared/domain/triage.ts';
import { integer, rows } from '../case/query.ts';
import { HITS, hitsThat, onTurnsSql } from './hits.ts';

/** What can be chosen of the hits, and how many each choice would leave; the lanes are never added up. */
export async function triageSummaryOf(
  connection: DuckDBConnection,
  filter: TriageFilter,
): Promise<TriageSummary> {
  const lanes = hitsThat(filter, ['lane']);
  const timeless = hitsThat(filter, ['lane', 'range']);
  const cells = hitsThat(filter, ['failure', 'severity']);
  const rules = hitsThat(filter, ['rule']);
  const counted = lanesSql(lanes.sql, timeless.sql);
  return {
    lanes: await rows(connection, counted, lanes.parameters, laneRow),
    cells: await rows(connection, cellsSql(cells.sql), cells.parameters, cellRow),
    rules: await rows(connection, rulesSql(rules.sql), rules.parameters, ruleRow),
  };
}

/** Every lane that has hits, also where the filter leaves none of them. */
const lanesSql = (condition: string, timeless: string): string => `
  SELECT
    f.lane, count(*) FILTER (${condition}) AS hits, count(*) AS "of",
    count(*) FILTER (t.started_at IS NULL AND ${timeless}) AS undated
  ${HITS}
  GROUP BY f.lane
  ORDER BY f.lane`;
const laneRow = z.object({ lane: triageLane, hits: integer, of: integer, undated: integer });

const cellsSql = (condition: string): string => `
  SELECT f.failure_type, f.severity, count(*) AS hits, ${onTurnsSql()}
  ${HITS}
  WHERE ${condition}
  GROUP BY f.failure_type, f.severity
  ORDER BY f.failure_type, f.severity`;
const counts = { hits: integer, turns: integer, spans: integer };
const cellRow = triageSummary.shape.cells.element.extend(counts);

const rulesSql = (condition: string): string => `
  SELECT f.rule_id, count(*) AS hits, ${onTurnsSql()}
  ${HITS}
  WHERE ${condition}
  GROUP BY f.rule_id
  ORDER BY hits DESC, f.rule_id`;
const ruleRow = triageSummary.shape.rules.element.extend(counts);
