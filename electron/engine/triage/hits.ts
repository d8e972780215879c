import type { TriageFilter } from '../../../shared/domain/triage.ts';
import type { Parameters } from '../case/query.ts';

/** Over `f`, a row of finding, and `t`, its turn. */
interface Condition {
  readonly sql: string;
  readonly parameters: Parameters;
}

const REVIEWS = {
  any: [],
  unreviewed: ['f.review IS NULL'],
  reviewed: ['f.review IS NOT NULL'],
} as const;

/**
 * Which hits a filter leaves, whatever it says of the parts named: a list of choices counts what each of its own
 * choices would leave, so it passes over its own part.
 */
export function hitsThat(
  filter: TriageFilter,
  passedOver: readonly (keyof TriageFilter)[] = [],
): Condition {
  const { lane, failure, severity, rule, review, range } = filter;
  const asked = (part: keyof TriageFilter): boolean => !passedOver.includes(part);
  const equal = (
    [
      ['lane', 'lane', lane],
      ['failure', 'failure_type', failure],
      ['severity', 'severity', severity],
      ['rule', 'rule_id', rule],
    ] as const
  ).flatMap(([part, column, value]) => (asked(part) && value !== null ? [{ column, value }] : []));
  const within = asked('range') && range !== null ? [IN_RANGE] : [];
  const conditions = [
    ...equal.map(({ column }) => `f.${column} = $${column}`),
    ...(asked('review') ? REVIEWS[review] : []),
    ...within,
  ];
  return {
    sql: conditions.length === 0 ? 'true' : conditions.join(' AND '),
    parameters: {
      ...Object.fromEntries(equal.map(({ column, value }) => [column, value])),
      ...(within.length === 0 || range === null
        ? {}
        : { range_from: range.from, range_to: range.to }),
    },
  };
}

const IN_RANGE =
  'coalesce(t.started_at >= $range_from::TIMESTAMPTZ AND t.started_at < $range_to::TIMESTAMPTZ, false)';

/** Hits with their turns. */
export const HITS = 'FROM finding f JOIN turn t USING (turn_id)';

/** Turns and spans that have such hits. */
export const onTurnsSql = (filter = ''): string => `
  count(DISTINCT f.turn_id) FILTER (t.kind = 'model'${filter}) AS turns,
  count(DISTINCT f.turn_id) FILTER (t.kind <> 'model'${filter}) AS spans`;
