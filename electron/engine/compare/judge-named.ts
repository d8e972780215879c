import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { PairVerdict } from '../../../shared/domain/analysis.ts';
import { appendAll } from '../analysis/activity-log.ts';
import { findTurn } from '../analysis/anchors.ts';
import type { Analysis } from '../analysis/analysis.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';
import { Refusal } from '../base/errors.ts';
import { integer, rows } from '../case/query.ts';
import { turnFilter } from '../search/compile.ts';
import { forget, pairUp } from './compare.ts';
import { JUDGED_PAIRS } from './judged-pairs.ts';
import { judgedActs, pairPlaces } from './pair-places.ts';
import { comparisonId, pairTable, type Sides } from './working-tables.ts';

export interface NamedJudgement {
  /** Turns as a person names them: T-12, 12, or the id that the log gives. */
  readonly a: string;
  readonly b: string;
  /** Null takes the verdict back. */
  readonly verdict: PairVerdict | null;
  readonly note: string | null;
}

/** Turns of a pair, by their handles. */
export interface NamedPair {
  readonly a: string;
  readonly b: string;
}

/**
 * Gives a verdict on a pair that a comparison of the case has, or takes it back. Refuses two turns that are none: a
 * verdict on them would stand in the log and be shown nowhere.
 */
export async function judgeNamed(
  reader: CaseReader,
  { a: nameA, b: nameB, verdict, note }: NamedJudgement,
): Promise<NamedPair> {
  const { a, b, acts } = await reader.read('judging a pair', async ({ database, analysis }) => {
    const { connection } = database;
    const turnA = await findTurn(connection, nameA);
    const turnB = await findTurn(connection, nameB);
    if (verdict === null) await refuseUnjudged(connection, turnA.turn_id, turnB.turn_id);
    else await refuseUnpaired(connection, analysis.comparisons, turnA.turn_id, turnB.turn_id);
    const places = await pairPlaces(connection, turnA, turnB);
    return {
      ...{ a: `T-${turnA.turn_id}`, b: `T-${turnB.turn_id}` },
      acts: judgedActs(places, analysis, { verdict, note }),
    };
  });
  await appendAll(reader.path, acts);
  return { a, b };
}

async function refuseUnjudged(connection: DuckDBConnection, a: number, b: number): Promise<void> {
  const found = await rows(
    connection,
    `SELECT verdict FROM ${JUDGED_PAIRS} WHERE a = $a AND b = $b`,
    { a: BigInt(a), b: BigInt(b) },
    z.object({ verdict: z.string() }),
  );
  if (found.length === 0)
    throw new Refusal('not-found', `No verdict stands on T-${a} with T-${b}.`, {
      way: 'list-verdicts',
    });
}

async function refuseUnpaired(
  connection: DuckDBConnection,
  comparisons: Analysis['comparisons'],
  a: number,
  b: number,
): Promise<void> {
  // Whatever the seed, the same sides have the same pairs; what is judged was most likely compared last.
  const distinct = new Map(
    comparisons.toReversed().map(({ a: sideA, b: sideB }) => {
      const sides = { a: sideA, b: sideB, seed: 1 };
      return [comparisonId(sides), sides];
    }),
  );
  let isTurnedRound = false;
  for (const sides of distinct.values()) {
    const found = await pairedIn(connection, sides, a, b);
    if (found.some((pair) => pair.a === a)) return;
    isTurnedRound ||= found.length > 0;
  }
  if (isTurnedRound)
    throw new Refusal(
      'not-found',
      `T-${a} is on side B and T-${b} on side A; name them the other way round.`,
    );
  throw new Refusal('not-found', `No comparison of this case pairs T-${a} with T-${b}.`, {
    way: 'compare-sides',
  });
}

/**
 * The pairs of these two turns that a comparison makes, whichever of them is on side a. A filter of the past that can be
 * read no more makes none.
 */
async function pairedIn(
  connection: DuckDBConnection,
  sides: Sides,
  a: number,
  b: number,
): Promise<{ a: number; b: number }[]> {
  const id = comparisonId(sides);
  try {
    await pairUp(connection, sides, turnFilter, {}, 'temp');
    return await rows(
      connection,
      `SELECT a, b FROM ${pairTable(id, 'temp')} WHERE (a = $a AND b = $b) OR (a = $b AND b = $a)`,
      { a: BigInt(a), b: BigInt(b) },
      z.object({ a: integer, b: integer }),
    );
  } catch (error) {
    if (error instanceof Refusal && error.code === 'bad-filter') return [];
    throw error;
  } finally {
    await forget(connection, { id });
  }
}
