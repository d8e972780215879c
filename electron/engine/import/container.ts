import { closeSync, openSync, readSync } from 'node:fs';
import { Refusal, reasonOf, systemCode } from '../base/errors.ts';

const HEAD = 4096;

const REFUSED = [
  { name: 'gzip', magic: [0x1f, 0x8b] },
  { name: 'zstd', magic: [0x28, 0xb5, 0x2f, 0xfd] },
  { name: 'zip', magic: [0x50, 0x4b, 0x03, 0x04] },
] as const;

const PARQUET = Buffer.from('PAR1');

/** Tells by its first bytes how a file is to be read; refuses what is not read yet. */
export function isColumnar(source: string, name: string): boolean {
  const head = headOf(source, name);
  for (const { name: kind, magic } of REFUSED) {
    if (magic.every((byte, at) => head[at] === byte))
      throw new Refusal(
        'input-refused',
        `${name} is a ${kind} file, which is not read yet: unpack it and import what is inside, or register it as a reference.`,
      );
  }
  return head.subarray(0, 4).equals(PARQUET);
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
