import { isAscii } from '../evidence/compression.ts';

const LOOKED_AT = 64;

/** What a text is written in where it has two or four bytes a character, by its mark or its zero bytes; else null. */
export function wideEncodingOf(head: Buffer): 'UTF-16' | 'UTF-32' | null {
  const [first, second, third, fourth] = head;
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? 'UTF-32' : 'UTF-16';
  if (first === 0xfe && second === 0xff) return 'UTF-16';
  const looked = head.subarray(0, LOOKED_AT - (LOOKED_AT % 2));
  if (looked.length < 4 || looked.length % 2 === 1) return null;
  const isWide = (zeros: 0 | 1): boolean =>
    looked.every((byte, at) => (at % 2 === zeros ? byte === 0 : isAscii(byte)));
  return isWide(1) || isWide(0) ? 'UTF-16' : null;
}
