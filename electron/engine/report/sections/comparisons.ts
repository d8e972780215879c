import type { ComparedPair, Comparison } from '../../../../shared/domain/comparison.ts';
import type { ReportExtract } from '../../../../shared/domain/report-extract.ts';
import { canonicalJson } from '../../base/canonical-json.ts';
import { sha256 } from '../../base/hash.ts';
import type { Material } from '../material.ts';
import { quotationOf } from '../quotation.ts';

type Comparisons = ReportExtract['comparisons'];

const EXAMPLES = 3;

/**
 * The comparisons that the examiner made, each computed again from the case. Of several with the same sides and seed the
 * last counts.
 */
export async function comparisonsSection({ open, answers, cite }: Material): Promise<Comparisons> {
  const latest = new Map(
    open.analysis.comparisons.map((made) => [JSON.stringify([made.a, made.b, made.seed]), made]),
  );
  const comparisons: Comparisons = [];
  for (const { a, b, seed, announced_at, result_sha256 } of latest.values()) {
    const result = await answers.comparison(open, { a, b, seed });
    const same = sha256(canonicalJson(result)) === result_sha256;
    const command = `exhibit compare CASE --a '${a}' --b '${b}' --seed ${seed}`;
    comparisons.push({
      name: `${nameOf(result.a.models, a)} and ${nameOf(result.b.models, b)}`,
      a: { label: nameOf(result.a.models, a), filter: a, turns: result.a.turns },
      b: { label: nameOf(result.b.models, b), filter: b, turns: result.b.turns },
      announced_at,
      method: methodOf(result, same),
      pairs: result.pairs,
      identical: result.identical,
      changed: result.changed,
      only_a: result.only_a,
      only_b: result.only_b,
      metrics: result.metrics.map(
        ({ name, n, a: meanA, b: meanB, difference, low, high, p, unit }) => ({
          name: `${name} (${unit})`,
          n,
          a: meanA,
          b: meanB,
          difference,
          low,
          high,
          p,
        }),
      ),
      examples: result.sample.pairs.slice(0, EXAMPLES).map((pair) => exampleOf(pair, cite)),
      command,
      citations: [cite.command(`comparison of ${a} with ${b}`, command)],
    });
  }
  return comparisons;
}

const nameOf = (models: readonly string[], filter: string): string =>
  models.length === 1 ? (models[0] ?? filter) : filter;

function methodOf({ aligned_by, notes, ambiguous }: Comparison, same: boolean): string {
  const ways = Object.entries(aligned_by).map(([way, pairs]) => `${pairs} by ${WAYS[way] ?? way}`);
  return [
    `Answered model calls of both sides were paired on the same input: ${ways.join(', ') || 'no pair was found'}.`,
    ...(ambiguous > 0
      ? [
          `${ambiguous} pairs have an input that occurs more than once on a side; these were paired in order.`,
        ]
      : []),
    'Two answers are identical where their texts are equal. Intervals are 95 % percentile intervals of a seeded bootstrap over pairs; p is of a seeded sign-flip permutation.',
    ...notes,
    ...(same
      ? []
      : [
          'What is derived from the evidence has changed since the comparison was first made, by an import, a file that is read otherwise or a run of rules; the figures are of the case as it stands.',
        ]),
  ].join(' ');
}

const WAYS: Readonly<Record<string, string>> = {
  input: 'everything that the model was given',
  question: 'the last user message',
  external_id: 'the id of the call',
};

function exampleOf(
  { question, a, b }: ComparedPair,
  cite: Material['cite'],
): Comparisons[number]['examples'][number] {
  return {
    question: quotationOf(question ?? '(the question is not in the log)', null, 400),
    a: quotationOf(a.output ?? '(no answer)', null, 600),
    b: quotationOf(b.output ?? '(no answer)', null, 600),
    citations: [cite.record(a.place), cite.record(b.place)],
  };
}
