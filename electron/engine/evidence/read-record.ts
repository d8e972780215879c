import { readSync } from 'node:fs';
import type { Place } from '../../../shared/domain/place.ts';
import { openContent } from './content.ts';
import type { EvidenceStore } from './store.ts';

/** The bytes of a record as they stand in the evidence; null for columnar files. */
export async function readRecord(
  store: EvidenceStore,
  { evidence, name, member, byte_offset, byte_length }: Place,
): Promise<Uint8Array | null> {
  if (byte_offset === null || byte_length === null) return null;
  const { file, release } = await openContent(store, { sha256: evidence, name }, member);
  try {
    const bytes = Buffer.alloc(byte_length);
    const read = readSync(file, bytes, 0, byte_length, byte_offset);
    return bytes.subarray(0, read);
  } finally {
    release();
  }
}
