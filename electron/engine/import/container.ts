import { closeSync, openSync, readSync } from 'node:fs';
import { Refusal, reasonOf, systemCode } from '../base/errors.ts';
import { type Compression, compressionOf } from '../evidence/compression.ts';

const HEAD = 4096;

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const PARQUET = Buffer.from('PAR1');

export interface Packing {
  readonly columnar: boolean;
  readonly compression: Compression | null;
}

/** Tells by its first bytes how a file is to be read; refuses what is not read yet. */
export function packingOf(source: string, name: string): Packing {
  const head = headOf(source, name);
  if (head.subarray(0, 4).equals(ZIP))
    throw new Refusal(
      'input-refused',
      `${name} is a zip file, which is not read yet: unpack it and import what is inside, or register it as a reference.`,
    );
  return { columnar: head.subarray(0, 4).equals(PARQUET), compression: compressionOf(head) };
}

function headOf(source: string, name: string): Buffer {
  const head = Buffer.alloc(HEAD);
  try {
    const file = openSync(source, 'r');
    try {
      return head.subarray(0, readSync(file, head));
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
  if (code === 'ENOENT') return new Refusal('not-found', `${name} does not exist.`, { cause });
  return new Refusal('input-refused', `${name} cannot be taken in: ${reason}`, { cause });
}
