import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import {
  type DetectionSummary,
  type Lane,
  lane,
  lanes,
  type RuleSummary,
} from '../../../shared/domain/finding.ts';
import { integer, row, rows } from '../case/query.ts';
import { hasWhatIsNeeded } from './conditions.ts';
import { turnFunction } from './functions/index.ts';
import { type NumberedRule, placeCondition, turnCondition } from './looks-at.ts';
import { counted } from './tables.ts';

const hitCount = z.object({ rule_no: integer, lane, turns: integer, findings: integer });

export async function summarise(
  connection: DuckDBConnection,
  rules: readonly NumberedRule[],
): Promise<DetectionSummary> {
  const hits = await rows(
    connection,
    `SELECT rule_no, lane, count(DISTINCT turn_id) FILTER (t.kind = 'model') AS turns, count(*) AS findings
     FROM detect_hit JOIN turn t USING (turn_id) GROUP BY rule_no, lane`,
    {},
    hitCount,
  );
  const entries: RuleSummary[] = [];
  const counts = new Map<string, number>();
  for (const numbered of rules) {
    const could_fire = await couldFire(connection, numbered, counts);
    const { rule, no } = numbered;
    const own = hits.filter(({ rule_no }) => rule_no === no);
    for (const inLane of lanesOf(rule.lane)) {
      const hit = own.find((entry) => entry.lane === inLane);
      if (hit === undefined && inLane !== rule.lane) continue;
      entries.push({
        rule_id: rule.id,
        severity: rule.severity,
        lane: inLane,
        failure_type: rule.failure_type,
        could_fire,
        turns: hit?.turns ?? 0,
        findings: hit?.findings ?? 0,
      });
    }
  }
  const inLane = (wanted: Lane): number =>
    hits.filter((hit) => hit.lane === wanted).reduce((sum, { findings }) => sum + findings, 0);
  return {
    turns: await row(
      connection,
      "SELECT count(*) AS n FROM turn WHERE kind = 'model'",
      {},
      counted,
    ),
    candidates: inLane('candidate'),
    leads: inLane('lead'),
    findings: inLane('finding'),
    rules: entries,
  };
}

/** The rule's own lane first. */
function lanesOf(own: Lane): Lane[] {
  return [own, ...lanes.filter((other) => other !== own)];
}

/** Rules that need the same are counted once. */
async function couldFire(
  connection: DuckDBConnection,
  numbered: NumberedRule,
  known: Map<string, number>,
): Promise<number> {
  const turn = turnCondition(numbered);
  const { sql, parameters } = needs(numbered);
  // Spans are looked at too, but a count of turns counts answered model calls, unless the rule names its kinds.
  const kind = numbered.rule.looks_at.kinds === undefined ? "t.kind = 'model'" : 'true';
  const query = `SELECT count(*) AS n FROM turn t WHERE ${kind} AND ${turn.sql} AND ${sql}`;
  const bound = { ...turn.parameters, ...parameters };
  const key = JSON.stringify([query, Object.entries(bound)]);
  const count = known.get(key) ?? (await row(connection, query, bound, counted));
  known.set(key, count);
  return count;
}

function needs(numbered: NumberedRule): ReturnType<typeof placeCondition> {
  const { rule } = numbered;
  if (rule.condition !== undefined) return { sql: hasWhatIsNeeded(rule.condition), parameters: {} };
  const run = rule.function && turnFunction(rule.function);
  if (run !== undefined) return { sql: run.needs, parameters: {} };
  const { sql, parameters } = placeCondition(numbered);
  return { sql: `t.turn_id IN (SELECT p.turn_id FROM detect_place p WHERE ${sql})`, parameters };
}
