import type { Comparison } from '../../../shared/domain/comparison.ts';
import { append } from '../analysis/activity-log.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { sha256 } from '../base/hash.ts';
import type { Job } from '../base/job.ts';
import { turnFilter } from '../search/compile.ts';
import { compare } from './compare.ts';
import { failures, parseFailOn } from './fail-on.ts';
import type { Sides } from './working-tables.ts';

/**
 * Compares two sides of a case. The activity log says what is compared before it is, and the digest of the result
 * after, so that trying until it fitted can be seen.
 */
export async function compareInCase(
  reader: CaseReader,
  sides: Sides,
  job: Job = {},
): Promise<Comparison> {
  turnFilter(sides.a);
  turnFilter(sides.b);
  const announced = await append(reader.path, 'comparison.announced', { ...sides });
  const comparison = await reader.read('comparing', ({ database: { connection } }) =>
    compare(connection, sides, turnFilter, job),
  );
  const { pairs, identical, changed } = comparison;
  await append(reader.path, 'comparison.completed', {
    announced_seq: announced.seq,
    ...sides,
    pairs,
    identical,
    changed,
    result_sha256: sha256(canonicalJson(comparison)),
  });
  return comparison;
}

/** Refuses (`bad-usage`) a gate that cannot be read, before anything is compared for it. */
export function checkGate(expression: string): void {
  parseFailOn(expression);
}

/** Whether a gate such as `changed>10` fails on this comparison. */
export function failsGate(comparison: Comparison, expression: string): boolean {
  return failures(parseFailOn(expression), comparison).length > 0;
}
