import { codePoints } from '../../shared/text/code-points.ts';
import { hiddenCharacter, type HiddenCharacter } from './hidden-characters.ts';

/** What a mark says of a stretch of text: a finding, where the text also stands, a search hit, what a person laid on it, what another text lacks. */
export type MarkKind =
  | 'finding'
  | 'lead'
  | 'candidate'
  | 'match-system'
  | 'match-user'
  | 'match-context'
  | 'match-tool'
  | 'match-reference'
  | 'match-none'
  | 'hit'
  | 'pinned'
  | 'removed'
  | 'added';

/** A stretch of text from one code point up to another, from 0. `letter` stands for the kind's own letter. */
export interface TextMark {
  from: number;
  to: number;
  kind: MarkKind;
  label: string;
  letter?: string | undefined;
}

/** Characters that are not seen, of one name, in a row. `raw` is what the record holds. */
export interface HiddenRun {
  raw: string;
  count: number;
  is: HiddenCharacter;
}

/** Text under the same marks: what is seen as strings, what is not as runs. */
export interface EvidencePiece {
  from: number;
  parts: readonly (string | HiddenRun)[];
  marks: readonly number[];
  ends: readonly number[];
}

/** Cuts a text where marks begin and end. Marks may overlap; those outside the text are cut to it. */
export function evidencePieces(text: string, marks: readonly TextMark[]): EvidencePiece[] {
  // Most text is plain: then places are indices and nothing is hidden.
  const points = plain.test(text) ? null : codePoints(text);
  const length = points === null ? text.length : points.length;
  const within = (at: number): number => Math.max(0, Math.min(length, at));
  const cuts = new Set([0, length]);
  for (const mark of marks) cuts.add(within(mark.from)).add(within(mark.to));
  const borders = [...cuts].sort((a, b) => a - b);
  return borders.slice(0, -1).map((from, index) => {
    const to = borders[index + 1] ?? length;
    const over = marks.flatMap((mark, at) =>
      within(mark.from) <= from && within(mark.to) >= to && mark.from < mark.to ? [at] : [],
    );
    return {
      from,
      parts: points === null ? plainPart(text, from, to) : partsOf(points, from, to),
      marks: over,
      ends: over.filter((at) => within(marks[at]?.to ?? -1) === to),
    };
  });
}

const plain = /^[\u0020-\u007E\n\t]*$/;

function plainPart(text: string, from: number, to: number): string[] {
  return from === to ? [] : [text.slice(from, to)];
}

function partsOf(points: readonly string[], from: number, to: number): (string | HiddenRun)[] {
  const parts: (string | HiddenRun)[] = [];
  let seen: string[] = [];
  let run: HiddenRun | null = null;
  const closeSeen = (): void => {
    if (seen.length > 0) parts.push(seen.join(''));
    seen = [];
  };
  for (let at = from; at < to; at += 1) {
    const point = points[at] ?? '';
    // A line end of two characters is a line end.
    const isLineEnd = point === '\r' && points[at + 1] === '\n';
    const is = isLineEnd ? null : hiddenCharacter(point, points[at - 1] ?? '');
    if (is === null) {
      run = null;
      if (!isLineEnd) seen.push(point);
    } else if (run?.is.short === is.short) {
      run.raw += point;
      run.count += 1;
    } else {
      closeSeen();
      run = { raw: point, count: 1, is };
      parts.push(run);
    }
  }
  closeSeen();
  return parts;
}

/** How many characters of a text are not seen, and how many of them change order or drive a terminal. */
export function hiddenCount(text: string): { hidden: number; dangerous: number } {
  let hidden = 0;
  let dangerous = 0;
  for (const piece of evidencePieces(text, [])) {
    for (const part of piece.parts) {
      if (typeof part === 'string') continue;
      hidden += part.count;
      if (part.is.isDangerous) dangerous += part.count;
    }
  }
  return { hidden, dangerous };
}
