import type { DuckDBConnection } from '@duckdb/node-api';
import type { DetectionSummary } from '../../../shared/domain/finding.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { turnFilter } from '../search/compile.ts';
import { findByCondition } from './conditions.ts';
import { locatorOf } from './locate.ts';
import { findEchoes, locateAll, placeHits } from './locate-all.ts';
import type { NumberedRule } from './looks-at.ts';
import type { Rule } from './rule.ts';
import { runFunctions } from './run-functions.ts';
import { findFirstPlaces, rulesWithTexts, selectTexts } from './select-texts.ts';
import { selectorOf } from './selectors.ts';
import { summarise } from './summary.ts';
import { createTables, dropWorkingTables } from './tables.ts';

/** What a run found. The hits stand in the temporary table `detect_hit` of the connection until the next run. */
export interface DetectionRun {
  readonly rules: readonly NumberedRule[];
  readonly summary: DetectionSummary;
}

/**
 * Runs rules over the open case and changes nothing in it. Throws a Refusal `bad-filter` where a scope does not
 * compile, `cancelled` where the job was stopped.
 */
export async function detect(
  connection: DuckDBConnection,
  rules: readonly Rule[],
  job: Job,
): Promise<DetectionRun> {
  const numbered = [...rules]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((rule, no): NumberedRule => ({ no, rule }));
  await createTables(connection);
  for (const { no, rule } of numbered)
    if (rule.scope !== undefined) {
      const { condition, parameters } = turnFilter(rule.scope);
      await connection.run(
        `INSERT INTO detect_scope SELECT ${no}, t.turn_id FROM turn t WHERE ${condition}`,
        { ...parameters },
      );
    }
  job.onProgress?.({ phase: 'looking for texts', done: 0, total: rules.length, unit: 'rules' });
  await selectTexts(
    connection,
    numbered.map(selectorOf).filter((selector) => selector !== undefined),
  );
  const withTexts = await rulesWithTexts(connection);
  const located = numbered.filter(({ no }) => withTexts.has(no));
  for (const rule of numbered) {
    stopIfCancelled(job);
    if (withTexts.has(rule.no) && locatorOf(rule.rule) !== undefined)
      await findFirstPlaces(connection, rule);
    if (rule.rule.condition !== undefined) await findByCondition(connection, rule);
  }
  await locateAll(connection, located, job);
  for (const rule of located) await findEchoes(connection, rule);
  await placeHits(connection);
  await runFunctions(connection, numbered, job);
  const summary = await summarise(connection, numbered);
  await dropWorkingTables(connection);
  return { rules: numbered, summary };
}
