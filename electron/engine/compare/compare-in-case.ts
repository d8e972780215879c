import type { DuckDBConnection } from '@duckdb/node-api';
import type { ComparedPair, Comparison } from '../../../shared/domain/comparison.ts';
import { append } from '../analysis/activity-log.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { sha256 } from '../base/hash.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { turnFilter } from '../search/compile.ts';
import { compare } from './compare.ts';
import { failures, parseFailOn } from './fail-on.ts';
import { pairsPage } from './pairs-page.ts';
import type { Sides } from './working-tables.ts';

/** Takes every pair of a comparison, some at a time, in their order; none at all where there is none. */
export type PairsTaker = (pairs: readonly ComparedPair[]) => void;

/** Compares two sides of a case, and has it in the activity log. */
export const compareInCase = (
  reader: CaseReader,
  sides: Sides,
  job: Job = {},
  takePairs?: PairsTaker,
): Promise<Comparison> =>
  announced(reader.path, sides, () =>
    reader.read('comparing', async ({ database: { connection } }) => {
      const comparison = await compare(connection, sides, turnFilter, job);
      if (takePairs !== undefined) await giveAllPairs(connection, comparison, job, takePairs);
      return comparison;
    }),
  );

const PAIRS_AT_ONCE = 500;

async function giveAllPairs(
  connection: DuckDBConnection,
  comparison: Comparison,
  job: Job,
  takePairs: PairsTaker,
): Promise<void> {
  let offset = 0;
  do {
    stopIfCancelled(job);
    takePairs(await pairsPage(connection, comparison, { offset, limit: PAIRS_AT_ONCE }));
    offset += PAIRS_AT_ONCE;
  } while (offset < comparison.pairs);
}

/**
 * The activity log says what is compared before it is, and the digest of the result after, so that trying until it
 * fitted can be seen.
 */
export async function announced(
  path: string,
  sides: Sides,
  work: () => Promise<Comparison>,
): Promise<Comparison> {
  turnFilter(sides.a);
  turnFilter(sides.b);
  const { seq } = await append(path, 'comparison.announced', { ...sides });
  const comparison = await work();
  const { pairs, identical, changed } = comparison;
  await append(path, 'comparison.completed', {
    announced_seq: seq,
    ...sides,
    pairs,
    identical,
    changed,
    result_sha256: resultDigest(comparison),
  });
  return comparison;
}

/** SHA-256 of the canonical JSON of a result, by which a later one is told to be the same. */
export const resultDigest = (comparison: Comparison): string => sha256(canonicalJson(comparison));

/** Refuses (`bad-usage`) a gate that cannot be read, before anything is compared for it. */
export function checkGate(expression: string): void {
  parseFailOn(expression);
}

/** Whether a gate such as `changed>10` fails on this comparison. */
export function failsGate(comparison: Comparison, expression: string): boolean {
  return failures(parseFailOn(expression), comparison).length > 0;
}
