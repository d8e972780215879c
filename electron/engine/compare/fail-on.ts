import type { Comparison, ComparisonMetric } from '../../../shared/domain/comparison.ts';
import { Refusal } from '../base/errors.ts';
import { METRIC_NAMES, type MetricName } from './measure.ts';

/**
 * The gate of `compare --fail-on`: conditions joined by `or` and `and` (`and` binds closer), each one number of the
 * comparison against a bound:
 *
 *     length.difference > 20 and length.p < 0.05 or changed > 10
 *
 * A count is pairs, identical, changed, only_a, only_b, ambiguous; a metric's field is n, a, b, difference, low, high,
 * p, and `p(length)` means length.p. Operators are > >= < <= = == !=.
 */
export interface FailOn {
  /** Any group whose conditions all hold makes the comparison fail. */
  readonly groups: readonly (readonly Condition[])[];
}

const COUNTS = ['pairs', 'identical', 'changed', 'only_a', 'only_b', 'ambiguous'] as const;
const FIELDS = ['n', 'a', 'b', 'difference', 'low', 'high', 'p'] as const;
type Count = (typeof COUNTS)[number];
type Field = (typeof FIELDS)[number];

const OPERATORS: ReadonlyMap<string, (left: number, right: number) => boolean> = new Map([
  ['>', (left, right) => left > right],
  ['>=', (left, right) => left >= right],
  ['<', (left, right) => left < right],
  ['<=', (left, right) => left <= right],
  ['=', (left, right) => left === right],
  ['==', (left, right) => left === right],
  ['!=', (left, right) => left !== right],
]);

interface Condition {
  readonly left: { readonly count: Count } | { readonly metric: MetricName; readonly field: Field };
  readonly operator: string;
  readonly bound: number;
}

const CONDITION =
  /^(?:p\(\s*(?<tested>\w+)\s*\)|(?<name>\w+)(?:\.(?<field>\w+))?)\s*(?<operator>[<>]=?|==?|!=)\s*(?<bound>[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/i;

/** Refuses (`bad-usage`) what is no such expression, and names what it did not understand. */
export function parseFailOn(text: string): FailOn {
  return {
    groups: text
      .split(/\s+or\s+|\s*\|\|\s*/i)
      .map((group) => group.split(/\s+and\s+|\s*&&\s*/i).map((part) => condition(part.trim()))),
  };
}

function condition(text: string): Condition {
  const { tested, name, field, operator, bound } = CONDITION.exec(text)?.groups ?? {};
  if (operator === undefined || bound === undefined)
    throw new Refusal(
      'bad-usage',
      `--fail-on does not understand "${text}"; write for example length.difference > 20 or changed > 10.`,
    );
  return {
    left:
      field === undefined && tested === undefined
        ? { count: known(COUNTS, name, 'count') }
        : {
            metric: known(METRIC_NAMES, tested ?? name, 'metric'),
            field: known(FIELDS, field ?? 'p', 'field'),
          },
    operator,
    bound: Number(bound),
  };
}

function known<Name extends string>(
  names: readonly Name[],
  given: string | undefined,
  what: string,
): Name {
  const found = names.find((name) => name === given);
  if (found === undefined)
    throw new Refusal(
      'bad-usage',
      `--fail-on knows no ${what} "${given ?? ''}"; there are ${names.join(', ')}.`,
    );
  return found;
}

/**
 * The conditions that make the comparison fail, with the numbers seen; empty where it passes. Refuses (`bad-usage`) a
 * condition on a metric that could not be measured: a gate that cannot be checked must not pass.
 */
export function failures({ groups }: FailOn, comparison: Comparison): string[] {
  const seen = groups.map((group) =>
    group.map(({ left, operator, bound }) => {
      const value = valueOf(left, comparison);
      const holds = OPERATORS.get(operator)?.(value, bound) === true;
      return { holds, says: `${nameOf(left)} is ${value}, ${operator} ${bound}` };
    }),
  );
  return seen
    .filter((group) => group.every(({ holds }) => holds))
    .flat()
    .map(({ says }) => says);
}

function nameOf(left: Condition['left']): string {
  return 'count' in left ? left.count : `${left.metric}.${left.field}`;
}

function valueOf(left: Condition['left'], comparison: Comparison): number {
  if ('count' in left) return comparison[left.count];
  const metric: ComparisonMetric | undefined = comparison.metrics.find(
    ({ name }) => name === left.metric,
  );
  if (metric !== undefined) return metric[left.field];
  const reason = comparison.notes.find((note) => note.startsWith(`${left.metric} `));
  throw new Refusal(
    'bad-usage',
    `--fail-on asks for ${left.metric}, which this comparison does not have: ${reason ?? 'it was not measured.'}`,
  );
}
