import { closeSync, readSync } from 'node:fs';
import { openPlainFile } from '../base/plain-file.ts';

/** How a file of evidence is compressed as a whole. What is in it is read as the file would be that was compressed. */
export type Compression = 'gzip' | 'zstd';

/** How frames of zstd begin, those that hold data of the file and those that hold none (RFC 8878, 3.1.1 and 3.1.2). */
export const isZstdFrame = (head: Buffer): boolean => head.readUInt32LE(0) === 0xfd2fb528;
export const isSkippableFrame = (head: Buffer): boolean =>
  (head.readUInt32LE(0) & 0xfffffff0) >>> 0 === 0x184d2a50;

/** Tells by its first bytes; no log in plain text begins like that. */
export function compressionOf(head: Buffer): Compression | null {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head.length < 4) return null;
  return isZstdFrame(head) || isSkippableFrame(head) ? 'zstd' : null;
}

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
