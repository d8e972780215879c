import type { TriagePlace } from '../../../shared/domain/destination.ts';
import { type FailureType, failureType, type Severity } from '../../../shared/domain/finding.ts';
import type {
  TimeRange,
  TriageFilter,
  TriageHead,
  TriageLane,
  TriageSummary,
  TriageTimeline,
} from '../../../shared/domain/triage.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { bucketEnd } from '../../../shared/text/time-buckets.ts';
import { day, minute } from '../../../shared/text/times.ts';

/** From the worst. */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
export const LANES: readonly TriageLane[] = ['finding', 'lead', 'candidate', 'dismissed'];
export const laneWords: Readonly<Record<TriageLane, string>> = {
  finding: 'findings',
  lead: 'leads',
  candidate: 'candidates',
  dismissed: 'dismissed hits',
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

/** What is chosen beside the lane, and the place without it. */
export function chosen(place: TriagePlace): readonly {
  readonly field: string;
  readonly value: string;
  readonly without: Partial<TriagePlace>;
}[] {
  const range = rangeOf(place);
  const { failure, severity, rule, review } = place;
  return [
    ...(range === null
      ? []
      : [{ field: 'at', value: rangeWords(range), without: { from: undefined, to: undefined } }]),
    ...(failure === undefined
      ? []
      : [{ field: 'type', value: failure, without: { failure: undefined } }]),
    ...(severity === undefined
      ? []
      : [{ field: 'severity', value: severity, without: { severity: undefined } }]),
    ...(rule === undefined ? [] : [{ field: 'rule', value: rule, without: { rule: undefined } }]),
    ...(review === 'any'
      ? []
      : [{ field: 'review', value: review, without: { review: 'any' } as const }]),
  ];
}

/** `5 Oct 2026 – 7 Oct 2026`: both days are in it; with the clock where an end is no midnight. */
export function rangeWords({ from, to }: TimeRange): string {
  const isOfDays = [from, to].every((iso) => iso.slice(11, 16) === '00:00');
  if (!isOfDays) return `${minute(from)} – ${minute(to)}`;
  const last = new Date(Date.parse(to) - 1).toISOString();
  return day(from) === day(last) ? day(from) : `${day(from)} – ${day(last)}`;
}

type Cell = TriageSummary['cells'][number];
export interface TypeRow {
  readonly failure_type: FailureType;
  readonly cells: Readonly<Partial<Record<Severity, Cell>>>;
}

/** Failure types of the lane, the one with the worst hits first. */
export function typeRows({ cells }: TriageSummary): readonly TypeRow[] {
  const rows = failureType.options.flatMap((failure_type): TypeRow[] => {
    const own = cells.filter((cell) => cell.failure_type === failure_type);
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

const NO_HITS = { hits: 0, of: 0, undated: 0 };
export const laneCounts = ({ lanes }: TriageSummary, lane: TriageLane) =>
  lanes.find((one) => one.lane === lane) ?? NO_HITS;

/** The buckets that a range covers, both ends in it; null where it covers none. */
export function bucketsIn(
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

/** The range that buckets cover; null where there are no such buckets. */
export function rangeOfBuckets(
  { points, bucket }: TriageTimeline,
  [first, last]: readonly [number, number],
): TimeRange | null {
  const [from, to] = [points[first]?.from, points[last]?.from];
  return from === undefined || to === undefined ? null : { from, to: bucketEnd(to, bucket) };
}

/** `9 turns`, `9 turns, 2 spans`, `2 spans` */
export function rowsWords({
  turns,
  spans,
}: {
  readonly turns: number;
  readonly spans: number;
}): string {
  if (spans === 0) return counted(turns, 'turn');
  return turns === 0
    ? counted(spans, 'span')
    : `${counted(turns, 'turn')}, ${counted(spans, 'span')}`;
}

/** `12 of 40 findings on 9 turns, worst first` */
export const queueWords = (head: TriageHead, lane: TriageLane): string =>
  `${count(head.matched)} of ${count(head.of)} ${laneWords[lane]} on ${rowsWords(head)}, worst first`;

/** What leads to the turns of the hits, and what it says where the other screen lists more of them. */
export function toTurnsWords(head: TriageHead): { show: string; differs: string | null } {
  const { listed } = head;
  const more = { turns: listed.turns - head.turns, spans: listed.spans - head.spans };
  return {
    show: `Show ${rowsWords(listed)} in Turns`,
    differs:
      more.turns === 0 && more.spans === 0
        ? null
        : `${rowsWords(more)} more there: each part of a filter of turns may be met by another hit of the turn`,
  };
}
