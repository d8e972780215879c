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
export function windowMarks<Placed extends TextMark>(
  placed: readonly Placed[],
  from: number,
  to: number,
): Placed[] {
  return placed
    .filter((mark) => mark.from < to && mark.to > from)
    .map((mark) => ({
      ...mark,
      from: Math.max(0, mark.from - from),
      to: Math.min(to, mark.to) - from,
    }));
}
