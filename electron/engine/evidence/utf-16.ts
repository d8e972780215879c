import { Refusal } from '../base/errors.ts';
import type { ByteQueue } from './byte-queue.ts';

const UNIT = 2;
/** One of a pair that stands without the other. */
const HALF = /\p{Surrogate}/u;

/**
 * UTF-16 (RFC 2781) as UTF-8, its mark included, as `iconv` gives it. Answers a sentence where the last character is cut
 * short, else null. Refuses (`input-refused`) a half of a character that stands alone, which UTF-8 cannot hold.
 */
export function* utf8OfUtf16(
  wide: ByteQueue,
  isBigEndian: boolean,
): Generator<Buffer, string | null> {
  let rest = Buffer.alloc(0);
  let at = 0;
  for (let block = wide.block(); block !== null; block = wide.block()) {
    const bytes = Buffer.concat([rest, block]);
    const end = endOfWhole(bytes, isBigEndian);
    rest = Buffer.from(bytes.subarray(end));
    const units = bytes.subarray(0, end);
    const text = (isBigEndian ? units.swap16() : units).toString('utf16le');
    const half = text.search(HALF);
    if (half !== -1) throw halfAt(at + UNIT * half);
    at += end;
    yield Buffer.from(text);
  }
  return rest.length === 0
    ? null
    : `the UTF-16 text ends in the middle of a character: its last ${rest.length} bytes (from byte ${at} on) are not read`;
}

/** How many bytes are whole characters: neither half a unit nor the first half of a pair at the end. */
function endOfWhole(bytes: Buffer, isBigEndian: boolean): number {
  const end = bytes.length - (bytes.length % UNIT);
  if (end === 0) return 0;
  const last = isBigEndian ? bytes.readUInt16BE(end - UNIT) : bytes.readUInt16LE(end - UNIT);
  return last >= 0xd800 && last <= 0xdbff ? end - UNIT : end;
}

const halfAt = (byte: number): Refusal =>
  new Refusal(
    'input-refused',
    `it is UTF-16 with half a character at byte ${byte}, which no other encoding can hold; mend it in a copy and import that.`,
  );
