import { closeSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../../../shared/domain/place.ts';
import { openPlainFile } from '../base/plain-file.ts';

/** The bytes of a record as they stand in the evidence; null for columnar files. */
export function readRecord(
  folder: string,
  { evidence, byte_offset, byte_length }: Place,
): Uint8Array | null {
  if (byte_offset === null || byte_length === null) return null;
  const file = openPlainFile(join(folder, evidence));
  try {
    const bytes = Buffer.alloc(byte_length);
    const read = readSync(file, bytes, 0, byte_length, byte_offset);
    return bytes.subarray(0, read);
  } finally {
    closeSync(file);
  }
}
