import { closeSync, openSync, readSync } from 'node:fs';
import { Refusal, reasonOf, systemCode } from '../base/errors.ts';
import { isNoRoom, noRoomFor } from '../base/full-disk.ts';
import { type Compression, compressionOf } from '../evidence/compression.ts';
import { isParquet } from '../evidence/parquet.ts';
import { isZip } from '../evidence/zip-directory.ts';

const HEAD = 4096;

export interface Packing {
  readonly columnar: boolean;
  readonly zip: boolean;
  readonly compression: Compression | null;
}

/** Tells by its first bytes how a file is to be read. */
export function packingOf(source: string, name: string): Packing {
  try {
    const file = openSync(source, 'r');
    try {
      const head = Buffer.alloc(HEAD);
      const bytes = head.subarray(0, readSync(file, head));
      const columnar = isParquet(bytes);
      const compression = compressionOf(bytes);
      return { columnar, compression, zip: !columnar && compression === null && isZip(file) };
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw unreadable(name, systemCode(cause) ?? null, reasonOf(cause), cause);
  }
}

/** The refusal for a file that the system does not let us read or copy. */
export function unreadable(
  name: string,
  code: string | null,
  reason: string,
  cause?: unknown,
): Refusal {
  if (isNoRoom(code, reason)) return new Refusal('no-room', noRoomFor(name), { cause });
  if (code === 'ENOENT') return new Refusal('not-found', `${name} does not exist.`, { cause });
  return new Refusal('input-refused', `${name} cannot be taken in: ${reason}`, { cause });
}
