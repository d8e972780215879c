import type { RepairOffer, RepairOfFile, RepairPiece } from '../../../shared/domain/repair.ts';
import { codePointCount } from '../../../shared/text/code-points.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import type { TextMark } from '../../design/evidence-text.tsx';

/** What the first rule that applies would do, for a line. */
export function offerWords({ rule, said, outcome }: RepairOffer, others: number): string {
  const more = others === 0 ? '' : ` ${counted(others, 'other rule')} would apply too.`;
  return `The rule ${rule} would make it readable: ${said}. It would then be ${outcomeWords(outcome)}.${more}`;
}

/** `mapped, 1 turn`; `unmapped: no messages`. */
export function outcomeWords({ status, turns, words }: RepairOffer['outcome']): string {
  if (status === 'unmapped') return words === null ? 'unmapped' : `unmapped: ${words}`;
  return `mapped, ${counted(turns, 'turn')}${words === null ? '' : `, with the note: ${words}`}`;
}

/** `3 records repaired by truncated-end (version 1)`, or that they no longer are. */
export const repairActWords = ({ rule, version, withdrawn, records }: RepairOfFile): string =>
  `${counted(records, 'record')} ${withdrawn ? 'no longer repaired' : 'repaired'} by ${rule} (version ${version})`;

export interface MarkedText {
  readonly text: string;
  readonly marks: readonly TextMark[];
}

/** The record as it stands, with what is dropped marked; or as it would be read, with what is added marked. */
export function sideOf(pieces: readonly RepairPiece[], side: 'raw' | 'repaired'): MarkedText {
  const unwanted = side === 'raw' ? 'added' : 'dropped';
  const marks: TextMark[] = [];
  let text = '';
  let at = 0;
  for (const { what, text: own, left_out, ending } of pieces) {
    if (what === unwanted) continue;
    const shown =
      left_out === 0 ? own : `${own} … (${count(left_out)} bytes not shown) … ${ending}`;
    const from = at;
    at += codePointCount(shown);
    text += shown;
    if (what === 'dropped') marks.push({ from, to: at, kind: 'removed', label: 'dropped' });
    if (what === 'added') marks.push({ from, to: at, kind: 'added', label: 'added' });
  }
  return { text, marks };
}
