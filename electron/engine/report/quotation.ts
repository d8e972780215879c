import { codePoints } from '../../../shared/text/code-points.ts';
import type { Quotation } from '../../../shared/domain/report-extract.ts';

/** At most so many code points of one text are printed; what is left out is counted and said. */
const LONGEST = 1_200;

/** A text of the evidence as the report prints it: whole where it is short, else what stands around the span. */
export function quotationOf(
  text: string,
  span: { start: number; end: number } | null,
  longest = LONGEST,
): Quotation {
  const points = codePoints(text);
  if (points.length <= longest)
    return {
      text,
      highlights: span === null ? [] : [{ start: span.start, end: span.end }],
      left_out_before: 0,
      left_out_after: 0,
    };
  const centre = span === null ? 0 : Math.floor((span.start + span.end) / 2);
  const from = Math.max(0, Math.min(centre - Math.floor(longest / 2), points.length - longest));
  const to = from + longest;
  return {
    text: points.slice(from, to).join(''),
    highlights:
      span === null
        ? []
        : [{ start: Math.max(0, span.start - from), end: Math.min(longest, span.end - from) }],
    left_out_before: from,
    left_out_after: points.length - to,
  };
}
