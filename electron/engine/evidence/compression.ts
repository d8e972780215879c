import { closeSync, readSync } from 'node:fs';
import { openPlainFile } from '../base/plain-file.ts';

/**
 * How a file of evidence is compressed as a whole, or that its text is written in UTF-16. What is in it is read as the
 * file would be that was compressed, or written in UTF-8.
 */
export const COMPRESSIONS = ['gzip', 'zstd', 'utf-16le', 'utf-16be'] as const;
export type Compression = (typeof COMPRESSIONS)[number];

/** How frames of zstd begin, those that hold data of the file and those that hold none (RFC 8878, 3.1.1 and 3.1.2). */
export const isZstdFrame = (head: Buffer): boolean => head.readUInt32LE(0) === 0xfd2fb528;
export const isSkippableFrame = (head: Buffer): boolean =>
  (head.readUInt32LE(0) & 0xfffffff0) >>> 0 === 0x184d2a50;

/** Tells by its first bytes; no log in plain text begins like that. */
export function compressionOf(head: Buffer): Compression | null {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  const wide = utf16Of(head);
  if (wide !== null || head.length < 4) return wide;
  return isZstdFrame(head) || isSkippableFrame(head) ? 'zstd' : null;
}

/** By its mark, or by the zero bytes of its first two characters; the mark of UTF-32 begins like one of UTF-16. */
function utf16Of([first = 0, second = 0, third = 0, fourth = 0]: Buffer): Compression | null {
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? null : 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (isAscii(first) && second === 0 && isAscii(third) && fourth === 0) return 'utf-16le';
  return first === 0 && isAscii(second) && third === 0 && isAscii(fourth) ? 'utf-16be' : null;
}

/** As JSON and tables begin. */
const isAscii = (byte: number): boolean =>
  (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** The same for a file. Throws what the system says where it cannot be read. */
export function compressionOfFile(path: string): Compression | null {
  const file = openPlainFile(path);
  try {
    const head = Buffer.alloc(4);
    return compressionOf(head.subarray(0, readSync(file, head, 0, 4, 0)));
  } finally {
    closeSync(file);
  }
}
