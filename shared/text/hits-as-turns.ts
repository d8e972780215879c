import { writtenValue } from './filter-clause.ts';
import { rangeFilter } from './time-buckets.ts';

interface HitsFilter {
  readonly lane: string;
  readonly failure: string | null;
  readonly severity: string | null;
  readonly rule: string | null;
  readonly review: string;
  readonly range: { readonly from: string; readonly to: string } | null;
}

/**
 * A filter of hits as a filter of turns, which finds the turns of the hits and perhaps more: each part asks for some hit
 * of the turn, so a turn with several hits may match though no single one has all that is asked for. What nobody has
 * judged cannot be asked for, nor the kind of a dismissed hit, for the other parts speak of hits that stand.
 */
export function hitsAsTurns({ lane, failure, severity, rule, review, range }: HitsFilter): string {
  const kind = [
    failure === null ? '' : `failure:${failure}`,
    rule === null ? '' : `finding:${writtenValue(rule)}`,
    severity === null ? '' : `severity:${severity}`,
  ];
  const clauses = [
    `lane:${lane}`,
    ...(lane === 'dismissed' ? [] : kind),
    review === 'reviewed' ? 'review:*' : '',
    range === null ? '' : rangeFilter(range),
  ];
  return clauses.filter((clause) => clause !== '').join(' ');
}
