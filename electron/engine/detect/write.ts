import type { DuckDBConnection } from '@duckdb/node-api';
import { row } from '../case/query.ts';
import type { DetectionRun } from './detect.ts';
import { SIDE_ORDER, counted } from './tables.ts';

/**
 * Puts a run into the case: earlier rows of the same rules go, all findings are numbered anew in the order of turn, side,
 * message, part, character, rule. Must run on the connection of `detect`, with `store` attached for writing, in the
 * caller's transaction. Returns the number of the run.
 */
export async function writeFindings(
  connection: DuckDBConnection,
  { rules, summary }: DetectionRun,
  ranAt: string,
): Promise<number> {
  const runId = await row(
    connection,
    'SELECT coalesce(max(run_id), 0) + 1 AS n FROM store.detection',
    {},
    counted,
  );
  await connection.run(
    'CREATE OR REPLACE TEMP TABLE detect_rule (rule_no INTEGER, rule_id VARCHAR, rule_version VARCHAR, severity VARCHAR, failure_type VARCHAR)',
  );
  for (const { no, rule } of rules) {
    await connection.run('DELETE FROM store.detection WHERE rule_id = $id', { id: rule.id });
    await connection.run(
      'INSERT INTO detect_rule VALUES ($no, $id, $version, $severity, $failure)',
      {
        no,
        id: rule.id,
        version: rule.version,
        severity: rule.severity,
        failure: rule.failure_type,
      },
    );
    const entries = summary.rules.filter(({ rule_id }) => rule_id === rule.id);
    await connection.run(
      `INSERT INTO store.detection BY NAME
       SELECT $run::BIGINT AS run_id, $id AS rule_id, $version AS rule_version, $sha256 AS rule_sha256, $severity AS severity,
         $lane AS lane, $failure AS failure_type, $could::BIGINT AS could_fire,
         (SELECT count(DISTINCT turn_id) FROM detect_hit JOIN turn USING (turn_id) WHERE rule_no = $no AND kind = 'model') AS turns,
         (SELECT count(*) FROM detect_hit WHERE rule_no = $no) AS findings,
         (SELECT coalesce(max(import_no), 0) FROM store.evidence) AS import_no, $at::TIMESTAMPTZ AS ran_at`,
      {
        run: runId,
        no,
        id: rule.id,
        version: rule.version,
        sha256: rule.sha256,
        severity: rule.severity,
        lane: rule.lane,
        failure: rule.failure_type,
        could: entries[0]?.could_fire ?? 0,
        at: ranAt,
      },
    );
  }
  await replaceFindings(connection, runId);
  return runId;
}

async function replaceFindings(connection: DuckDBConnection, runId: number): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE detect_result AS
     SELECT * EXCLUDE (finding_id) FROM store.finding WHERE rule_id NOT IN (SELECT rule_id FROM detect_rule)
     UNION ALL BY NAME
     SELECT $run::BIGINT AS run_id, rule_id, rule_version, severity, lane, failure_type, turn_id, side, seq, part,
       char_start, char_end, score, explanation
     FROM detect_hit JOIN detect_rule USING (rule_no)`,
    { run: runId },
  );
  await connection.run('DELETE FROM store.finding');
  await connection.run(
    `INSERT INTO store.finding BY NAME
     SELECT row_number() OVER (${ORDER}) AS finding_id, * FROM detect_result ORDER BY finding_id`,
  );
  for (const table of ['detect_result', 'detect_rule', 'detect_hit'])
    await connection.run(`DROP TABLE temp.${table}`);
}

const ORDER = `ORDER BY turn_id, ${SIDE_ORDER} NULLS FIRST, seq NULLS FIRST, part NULLS FIRST, char_start NULLS FIRST, rule_id, char_end NULLS FIRST, explanation`;
