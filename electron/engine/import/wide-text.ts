import { compressionOf } from '../evidence/compression.ts';

/** What a text that nothing has read as UTF-8 is written in where it has two or four bytes a character; else null. */
export function wideEncodingOf(head: Buffer): 'UTF-16' | 'UTF-32' | null {
  const [first, second, third, fourth] = head;
  if (first === 0xff && second === 0xfe && third === 0 && fourth === 0) return 'UTF-32';
  return compressionOf(head)?.startsWith('utf-16') === true ? 'UTF-16' : null;
}
