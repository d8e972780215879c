import type { ReplayFinding } from '../../../shared/domain/replay.ts';
import type { TextMark } from '../../design/evidence-pieces.ts';
import { findingOrder } from './findings.ts';
import type { TextSource } from './selection.ts';

/** A finding with its characters in one text. */
export interface PlacedFinding {
  readonly finding_id: number;
  readonly from: number;
  readonly to: number;
  readonly kind: 'finding' | 'lead' | 'candidate';
  readonly label: string;
}

/** Findings that name characters of a text, in their order; dismissed ones are not marked. */
export function findingsIn(
  source: Pick<TextSource, 'side' | 'seq' | 'part'>,
  findings: readonly ReplayFinding[],
): PlacedFinding[] {
  return findings
    .flatMap((finding): PlacedFinding[] => {
      const { finding_id, char_start, char_end, lane, rule_id, severity } = finding;
      const isHere =
        finding.side === source.side &&
        finding.seq === source.seq &&
        (finding.part === null || source.part === null || finding.part === source.part);
      if (!isHere || char_start === null || char_end === null || !isShownLane(lane)) return [];
      const label = `${lane}: ${rule_id}, ${severity}`;
      return [{ finding_id, from: char_start, to: char_end, kind: lane, label }];
    })
    .sort((a, b) => a.from - b.from || a.to - b.to || a.finding_id - b.finding_id);
}

const isShownLane = (lane: string): lane is 'finding' | 'lead' | 'candidate' =>
  findingOrder.some((known) => known === lane);

/** Marks of one window of a text, which begins at code point `from`; positions count from the window's beginning. */
export function windowMarks(
  placed: readonly PlacedFinding[],
  from: number,
  to: number,
): readonly (TextMark & { readonly finding_id: number })[] {
  return placed
    .filter((finding) => finding.from < to && finding.to > from)
    .map(({ finding_id, kind, label, ...at }) => ({
      finding_id,
      kind,
      label,
      from: Math.max(0, at.from - from),
      to: Math.min(to, at.to) - from,
    }));
}
