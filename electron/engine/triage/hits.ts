import type { TimeRange, TriageFilter } from '../../../shared/domain/triage.ts';
import type { Parameters } from '../case/query.ts';

interface Condition {
  /** Over `f`, a row of finding, and `t`, its turn. */
  readonly sql: string;
  readonly parameters: Parameters;
}

const REVIEWS = {
  any: [],
  unreviewed: ['f.review IS NULL'],
  reviewed: ['f.review IS NOT NULL'],
} as const;

/** Which hits a filter leaves. */
export function hitsThat(filter: TriageFilter): Condition {
  const { lane, failure, severity, rule, review, range } = filter;
  const equal = Object.entries({ lane, failure_type: failure, severity, rule_id: rule }).flatMap(
    ([column, value]) => (value === null ? [] : [{ column, value }]),
  );
  const within = inRange(range);
  return {
    sql: [
      ...equal.map(({ column }) => `f.${column} = $${column}`),
      ...REVIEWS[review],
      within.sql,
    ].join(' AND '),
    parameters: {
      ...Object.fromEntries(equal.map(({ column, value }) => [column, value])),
      ...within.parameters,
    },
  };
}

export const inRange = (range: TimeRange | null): Condition =>
  range === null
    ? { sql: 'true', parameters: {} }
    : {
        sql: `coalesce(t.started_at >= $range_from::TIMESTAMPTZ AND t.started_at < $range_to::TIMESTAMPTZ, false)`,
        parameters: { range_from: range.from, range_to: range.to },
      };
