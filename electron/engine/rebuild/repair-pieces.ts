import type { RepairPiece } from '../../../shared/domain/repair.ts';
import { cutOffAtEnd, readableText } from '../register/utf8.ts';
import type { Edit } from '../repair/rule.ts';

/** A longer stretch is shown by its beginning and its end, of so many bytes each. */
const SHOWN_BYTES = 1000;
const SHOWN_PIECES = 200;

/** A record as edits mend it, stretch by stretch; `further` counts those that are not listed. */
export function piecesOf(
  record: Buffer,
  edits: readonly Edit[],
): { pieces: RepairPiece[]; further: number } {
  const stretches: { what: RepairPiece['what']; bytes: Buffer }[] = [];
  let from = 0;
  for (const { at, remove, insert } of edits) {
    stretches.push({ what: 'kept', bytes: record.subarray(from, at) });
    from = at + remove;
    stretches.push(
      { what: 'dropped', bytes: record.subarray(at, from) },
      { what: 'added', bytes: Buffer.from(insert) },
    );
  }
  stretches.push({ what: 'kept', bytes: record.subarray(from) });
  const filled = stretches.filter(({ bytes }) => bytes.length > 0);
  const pieces = filled
    .slice(0, SHOWN_PIECES)
    .map(({ what, bytes }) => ({ what, ...shownOf(bytes) }));
  return { pieces, further: filled.length - pieces.length };
}

function shownOf(bytes: Buffer): Omit<RepairPiece, 'what'> {
  if (bytes.length <= 2 * SHOWN_BYTES)
    return { text: readableText(bytes, Number.MAX_SAFE_INTEGER), left_out: 0, ending: '' };
  const head = bytes.subarray(0, SHOWN_BYTES);
  const start = head.subarray(0, head.length - cutOffAtEnd(head));
  let tail = bytes.subarray(-SHOWN_BYTES);
  while (tail.length > 0 && ((tail[0] ?? 0) & 0xc0) === 0x80) tail = tail.subarray(1);
  return {
    text: readableText(start, SHOWN_BYTES),
    left_out: bytes.length - start.length - tail.length,
    ending: readableText(tail, SHOWN_BYTES),
  };
}
