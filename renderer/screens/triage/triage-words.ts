import type { TriagePlace } from '../../../shared/domain/destination.ts';
import { type FailureType, failureType, type Severity } from '../../../shared/domain/finding.ts';
import type {
  TimeRange,
  TriageFilter,
  TriageLane,
  TriageSummary,
  TriageTimeline,
} from '../../../shared/domain/triage.ts';
import { writtenValue } from '../../../shared/text/filter-clause.ts';
import { count } from '../../../shared/text/numbers.ts';
import { bucketEnd, rangeFilter } from '../../../shared/text/time-buckets.ts';
import { day, minute } from '../../../shared/text/times.ts';

/** From the worst. */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
export const LANES: readonly TriageLane[] = ['finding', 'lead', 'candidate', 'dismissed'];
export const laneWords: Readonly<Record<TriageLane, string>> = {
  finding: 'findings',
  lead: 'leads',
  candidate: 'candidates',
  dismissed: 'dismissed',
};

export const rangeOf = ({ from, to }: TriagePlace): TimeRange | null =>
  from === undefined || to === undefined ? null : { from, to };

export const filterOf = (place: TriagePlace): TriageFilter => ({
  lane: place.lane,
  failure: place.failure ?? null,
  severity: place.severity ?? null,
  rule: place.rule ?? null,
  review: place.review,
  range: rangeOf(place),
});

/** `5 Oct 2026 – 7 Oct 2026`: both days are in it; with the clock where an end is no midnight. */
export function rangeWords({ from, to }: TimeRange): string {
  const isOfDays = [from, to].every((iso) => iso.slice(11, 16) === '00:00');
  if (!isOfDays) return `${minute(from)} – ${minute(to)}`;
  const last = new Date(Date.parse(to) - 1).toISOString();
  return day(from) === day(last) ? day(from) : `${day(from)} – ${day(last)}`;
}

/** What leads from a count to its turns, within the range that is shown. */
export function turnsFilter(
  of: { lane: TriageLane; failure?: string; severity?: string; rule?: string },
  range: TimeRange | null,
): string {
  const clauses = [
    of.failure === undefined ? '' : `failure:${of.failure}`,
    of.rule === undefined ? '' : `finding:${writtenValue(of.rule)}`,
    `lane:${of.lane}`,
    of.severity === undefined ? '' : `severity:${of.severity}`,
    range === null ? '' : rangeFilter(range),
  ];
  return clauses.filter((clause) => clause !== '').join(' ');
}

type Cell = TriageSummary['cells'][number];
export interface TypeRow {
  readonly failure_type: FailureType;
  readonly cells: Readonly<Partial<Record<Severity, Cell>>>;
}

/** Failure types of one lane, the one with the worst hits first. */
export function typeRows({ cells }: TriageSummary, lane: TriageLane): readonly TypeRow[] {
  const here = cells.filter((cell) => cell.lane === lane);
  const rows = failureType.options.flatMap((failure_type): TypeRow[] => {
    const own = here.filter((cell) => cell.failure_type === failure_type);
    return own.length === 0
      ? []
      : [{ failure_type, cells: Object.fromEntries(own.map((cell) => [cell.severity, cell])) }];
  });
  const hits = (row: TypeRow, severity: Severity): number => row.cells[severity]?.hits ?? 0;
  return rows.toSorted(
    (a, b) =>
      SEVERITIES.map((severity) => hits(b, severity) - hits(a, severity)).find(
        (difference) => difference !== 0,
      ) ?? 0,
  );
}

const NO_HITS = { hits: 0, unreviewed: 0, of: 0, undated: 0 };
export const laneCounts = ({ lanes }: TriageSummary, lane: TriageLane) =>
  lanes.find((one) => one.lane === lane) ?? NO_HITS;

/** The bars that a range covers, both ends in it; null where it covers none. */
export function barsOf(
  { points, bucket }: TriageTimeline,
  range: TimeRange | null,
): readonly [number, number] | null {
  if (range === null) return null;
  const [from, to] = [Date.parse(range.from), Date.parse(range.to)];
  const inside = points.flatMap((point, index) =>
    Date.parse(point.from) < to && Date.parse(bucketEnd(point.from, bucket)) > from ? [index] : [],
  );
  const [first] = inside;
  const last = inside.at(-1);
  return first === undefined || last === undefined ? null : [first, last];
}

/** The range that bars cover; null where there are no such bars. */
export function rangeOfBars(
  { points, bucket }: TriageTimeline,
  [first, last]: readonly [number, number],
): TimeRange | null {
  const [from, to] = [points[first]?.from, points[last]?.from];
  return from === undefined || to === undefined ? null : { from, to: bucketEnd(to, bucket) };
}

/** `12 of 40 findings` */
export const ofWords = (some: number, all: number, lane: TriageLane): string =>
  lane === 'dismissed'
    ? `${count(some)} of ${count(all)} dismissed hits`
    : `${count(some)} of ${count(all)} ${laneWords[lane]}`;
