import type { ReplayFinding } from '../../../shared/domain/replay.ts';
import type { TurnHead } from '../../../shared/domain/replay-screen.ts';

/** Lanes from the surest on; dismissed findings stand in none. */
export const findingOrder = ['finding', 'lead', 'candidate'] as const;

export interface LaneCount {
  readonly lane: (typeof findingOrder)[number];
  readonly count: number;
}

/** How many findings of a turn stand in each lane; lanes without any are left out. */
export function laneCounts(findings: readonly ReplayFinding[]): LaneCount[] {
  return findingOrder
    .map((lane) => ({ lane, count: findings.filter((finding) => finding.lane === lane).length }))
    .filter(({ count }) => count > 0);
}

export const isDismissed = ({ lane }: ReplayFinding): boolean =>
  !findingOrder.some((known) => known === lane);

const sideOrder = new Map([
  ['tools', 0],
  ['input', 1],
  ['context', 2],
  ['output', 3],
]);

/** Findings as they stand in the turn from top to bottom; those of the whole turn come first, dismissed ones not at all. */
export function inReadingOrder({ findings }: Pick<TurnHead, 'findings'>): ReplayFinding[] {
  const key = ({ side, seq, part, char_start, finding_id }: ReplayFinding): readonly number[] => [
    side === null ? -1 : (sideOrder.get(side) ?? 4),
    seq ?? -1,
    part ?? -1,
    char_start ?? -1,
    finding_id,
  ];
  return findings
    .filter((finding) => !isDismissed(finding))
    .map((finding) => ({ finding, key: key(finding) }))
    .sort((a, b) => compared(a.key, b.key))
    .map(({ finding }) => finding);
}

function compared(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((value, index) => value !== right[index]);
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}

/** The finding after the one in view; the first after the last. */
export function nextFinding(head: TurnHead, current: number | undefined): number | undefined {
  const order = inReadingOrder(head).map(({ finding_id }) => finding_id);
  const at = current === undefined ? -1 : order.indexOf(current);
  return order[(at + 1) % Math.max(1, order.length)];
}
