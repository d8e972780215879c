import { createHash } from 'node:crypto';
import { createReadStream, readSync } from 'node:fs';
import type { Place } from '../../../shared/domain/place.ts';
import { openContent } from '../evidence/content.ts';
import type { EvidenceStore } from '../evidence/store.ts';
import { CharacterCount } from './utf8.ts';

const BLOCK = 1 << 20;

/** A record as it stands in the evidence now. */
export interface RecordInEvidence {
  /** The bytes asked for; fewer where the record or the file ends before. */
  readonly window: Buffer;
  /** The whole record's bytes have the hash that the case holds. */
  readonly hash_matches: boolean;
  /** Code points of the whole; bytes that are no UTF-8 count as they are shown. */
  readonly characters: number;
  /** Where the first byte stands that is no UTF-8. */
  readonly firstInvalid: number | null;
}

/**
 * Reads a window of a record and hashes all of it, in blocks: memory does not grow with the record. Null for the row of
 * a columnar file, which has no bytes of its own. Refuses (`case-damaged`) a missing evidence file.
 */
export async function readInEvidence(
  store: EvidenceStore,
  { evidence, name, member, byte_offset, byte_length, sha256 }: Place,
  offset: number,
  length: number,
): Promise<RecordInEvidence | null> {
  if (byte_offset === null || byte_length === null) return null;
  const { file, release } = await openContent(store, { sha256: evidence, name }, member);
  try {
    const digest = createHash('sha256');
    const count = new CharacterCount();
    for await (const block of blocks(file, byte_offset, byte_length)) {
      digest.update(block);
      count.take(block);
    }
    count.end();
    return {
      window: readWindow(
        file,
        byte_offset + offset,
        Math.max(0, Math.min(length, byte_length - offset)),
      ),
      hash_matches: digest.digest('hex') === sha256,
      characters: count.characters,
      firstInvalid: count.firstInvalid,
    };
  } finally {
    release();
  }
}

async function* blocks(file: number, start: number, length: number): AsyncGenerator<Buffer> {
  if (length === 0) return;
  const stream = createReadStream('', {
    fd: file,
    start,
    end: start + length - 1,
    highWaterMark: BLOCK,
    autoClose: false,
  });
  for await (const block of stream) {
    if (!Buffer.isBuffer(block)) throw new TypeError('a file stream gave no bytes');
    yield block;
  }
}

/** The bytes of a record alone, without its hash. */
export async function bytesInEvidence(
  store: EvidenceStore,
  { evidence, name, member }: Place,
  position: number,
  length: number,
): Promise<Buffer> {
  const { file, release } = await openContent(store, { sha256: evidence, name }, member);
  try {
    return readWindow(file, position, length);
  } finally {
    release();
  }
}

function readWindow(file: number, position: number, length: number): Buffer {
  const window = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const got = readSync(file, window, read, length - read, position + read);
    if (got === 0) break;
    read += got;
  }
  return window.subarray(0, read);
}
