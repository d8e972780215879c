import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import {
  alignment,
  type Comparison,
  type ComparisonMetric,
  type ComparisonSide,
} from '../../../shared/domain/comparison.ts';
import { Refusal } from '../base/errors.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { integer, type Parameters, row, rows } from '../case/query.ts';
import { align } from './align.ts';
import { measure } from './measure.ts';
import { metricOf } from './metric.ts';
import { compareOutputs } from './outputs.ts';
import { pairsPage } from './pairs-page.ts';
import {
  pairTable,
  type PairsHome,
  type Sides,
  type WorkingTables,
  workingTables,
} from './working-tables.ts';

export type { Sides } from './working-tables.ts';

/** Compiles a filter to a condition over `turn t`; `prefix` begins the names of its parameters. */
export type CompileFilter = (
  filter: string,
  prefix: string,
) => { readonly condition: string; readonly parameters: Parameters };

const SAMPLE = 10;
const STEPS = 4;

function step(job: Job, phase: string, done: number): void {
  stopIfCancelled(job);
  job.onProgress?.({ phase, done, total: STEPS, unit: 'steps' });
}

/**
 * Aligns the answered model calls of two sides, says which answers differ, and measures by how much. The pairs stay for
 * `pairsPage` in `home`, until `forget`. The same case, filters and seed give the same result. Refuses a filter as
 * `compile` does, and a seed that is no whole number from 0 to 2^53 - 1.
 */
export async function compare(
  connection: DuckDBConnection,
  sides: Sides,
  compile: CompileFilter,
  job: Job,
  home: PairsHome = 'temp',
): Promise<Comparison> {
  const tables = workingTables(sides, home);
  const { a, b, overlap } = await pairUp(connection, sides, compile, job, home);
  try {
    const counts = await row(connection, countsSql(tables), {}, countsRow);
    const alignedBy = await rows(connection, alignedSql(tables), {}, alignedRow);
    step(job, 'measuring', 3);
    const { values, notes } = await measure(connection, tables);
    const measured = values.map((paired) => ({
      name: paired.name,
      metric: metricOf(paired, sides.seed),
    }));
    const changed = counts.pairs - counts.identical;
    const which = alignment.options.map((way) => [
      way,
      alignedBy.find(({ aligned_by }) => aligned_by === way)?.pairs ?? 0,
    ]);
    return {
      id: tables.id,
      seed: sides.seed,
      a,
      b,
      pairs: counts.pairs,
      identical: counts.identical,
      changed,
      only_a: a.turns - counts.pairs,
      only_b: b.turns - counts.pairs,
      ambiguous: counts.ambiguous,
      aligned_by: z.record(alignment, z.int()).parse(Object.fromEntries(which)),
      metrics: measured.flatMap(({ metric }): ComparisonMetric[] =>
        metric === undefined ? [] : [metric],
      ),
      notes: [
        ...(overlap === 0 ? [] : [`${overlap} turns stand on both sides.`]),
        ...notes,
        ...measured
          .filter(({ metric }) => metric === undefined)
          .map(({ name }) => `${name} is not measured: no pair has it on both sides.`),
      ],
      sample: {
        of: changed,
        pairs: await pairsPage(
          connection,
          tables,
          { offset: 0, limit: SAMPLE, which: 'changed' },
          home,
        ),
      },
    };
  } catch (error) {
    await forget(connection, tables, home);
    throw error;
  }
}

interface PairedUp {
  readonly a: ComparisonSide;
  readonly b: ComparisonSide;
  /** Turns that stand on both sides. */
  readonly overlap: number;
}

/** Makes the pairs alone, as `compare` does: the same again where the same tables are asked. */
export async function pairUp(
  connection: DuckDBConnection,
  sides: Sides,
  compile: CompileFilter,
  job: Job,
  home: PairsHome,
): Promise<PairedUp> {
  if (!Number.isSafeInteger(sides.seed) || sides.seed < 0)
    throw new Refusal('bad-usage', `The seed must be a whole number from 0, not ${sides.seed}.`);
  const tables = workingTables(sides, home);
  try {
    step(job, 'choosing the turns of both sides', 0);
    const chosen = await choose(connection, tables, sides, compile);
    step(job, 'aligning turns', 1);
    await align(connection, tables, job);
    step(job, 'comparing answers', 2);
    await compareOutputs(connection, tables);
    return chosen;
  } catch (error) {
    await forget(connection, tables, home);
    throw error;
  } finally {
    for (const name of [tables.side, tables.follower, tables.found])
      await connection.run(`DROP TABLE IF EXISTS ${name}`);
  }
}

/** Drops the pairs that a comparison left for paging. */
export async function forget(
  connection: DuckDBConnection,
  comparison: { readonly id: string },
  home: PairsHome = 'temp',
): Promise<void> {
  await connection.run(`DROP TABLE IF EXISTS ${pairTable(comparison.id, home)}`);
}

async function choose(
  connection: DuckDBConnection,
  { side }: WorkingTables,
  sides: Sides,
  compile: CompileFilter,
): Promise<PairedUp> {
  const compiled = { a: compile(sides.a, 'a'), b: compile(sides.b, 'b') };
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${side} (side VARCHAR, turn_id BIGINT)`);
  for (const name of ['a', 'b'] as const)
    await connection.run(
      `INSERT INTO ${side}
       SELECT '${name}', t.turn_id FROM turn t WHERE t.kind = 'model' AND (${compiled[name].condition})
       ORDER BY t.turn_id`,
      { ...compiled[name].parameters },
    );
  const told = async (name: 'a' | 'b'): Promise<ComparisonSide> => ({
    filter: sides[name],
    ...(await row(connection, sideSql(side), { side: name }, sideRow)),
  });
  const overlap = await row(
    connection,
    `SELECT count(*) AS turns FROM (SELECT turn_id FROM ${side} GROUP BY turn_id HAVING count(*) = 2)`,
    {},
    z.object({ turns: integer }),
  );
  return { a: await told('a'), b: await told('b'), overlap: overlap.turns };
}

const sideRow = z.object({
  turns: integer,
  models: z.array(z.string()),
  prompt_versions: z.array(z.string()),
  index_versions: z.array(z.string()),
});

function sideSql(side: string): string {
  const distinct = (column: string): string =>
    `coalesce(list_sort(list(DISTINCT ${column}) FILTER (${column} IS NOT NULL)), [])`;
  return `
    SELECT
      count(*) AS turns,
      ${distinct('model')} AS models,
      ${distinct('prompt_version')} AS prompt_versions,
      ${distinct('index_version')} AS index_versions
    FROM ${side} JOIN turn USING (turn_id)
    WHERE side = $side`;
}

const countsRow = z.object({ pairs: integer, identical: integer, ambiguous: integer });

function countsSql({ pair }: WorkingTables): string {
  return `
    SELECT
      count(*) AS pairs, count(*) FILTER (identical) AS identical, count(*) FILTER (ambiguous) AS ambiguous
    FROM ${pair}`;
}

const alignedRow = z.object({ aligned_by: alignment, pairs: integer });

function alignedSql({ pair }: WorkingTables): string {
  return `SELECT aligned_by, count(*) AS pairs FROM ${pair} GROUP BY aligned_by`;
}
