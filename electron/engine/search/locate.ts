import type { Expression } from './expression.ts';

/** A stretch of a text, in code points from 0, with the characters that stand there. */
export interface Span {
  readonly char_start: number;
  readonly char_end: number;
  readonly text: string;
}

/** All places where an expression stands in a text, from left to right; those of one expression do not overlap. */
export function* locate(expression: Expression, text: string): Generator<Span> {
  let unit = 0;
  let point = 0;
  for (const [start, end] of expression.spans(text)) {
    const char_start = point + codePoints(text, unit, start);
    const char_end = char_start + codePoints(text, start, end);
    yield { char_start, char_end, text: text.slice(start, end) };
    unit = end;
    point = char_end;
  }
}

/** Code points in a stretch of UTF-16: every unit but the second half of a pair. */
function codePoints(text: string, from: number, to: number): number {
  let points = to - from;
  for (let index = from + 1; index < to; index++)
    if (isLow(text.charCodeAt(index)) && isHigh(text.charCodeAt(index - 1))) points -= 1;
  return points;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
