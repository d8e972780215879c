import { closeSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { openUnnamed, writeAll } from '../base/file-blocks.ts';
import { ByteQueue } from './byte-queue.ts';
import { inflate } from './gunzip.ts';
import { unzstd } from './unzstd.ts';
import type { ZipMember } from './zip-directory.ts';

/** The bytes in which the records of a member have their places, in a file without a name. */
export interface MemberContent {
  readonly file: number;
  readonly bytes: number;
  /** A sentence where not all of it could be had or a checksum is wrong. */
  readonly note: string | null;
}

const DEFLATED = 8;
const ZSTD = 93;
const BLOCK = 256 << 10;

/** Why a member is not unpacked: then its content is its packed bytes as they stand. Null for one that can be. */
export function packedOnly({ encrypted, method }: ZipMember): string | null {
  if (encrypted) return 'encrypted: its packed bytes are kept, not read';
  return [0, DEFLATED, ZSTD].includes(method)
    ? null
    : `packed by method ${method}, which is not read: its packed bytes are kept`;
}

/** Unpacks a member aside; the caller closes the file. No more is taken than the directory says. */
export async function openMember(zip: number, member: ZipMember): Promise<MemberContent> {
  const file = openUnnamed();
  try {
    const plain = packedOnly(member) !== null;
    const most = plain ? member.packed : member.bytes;
    const content = unpacked(zip, member, plain);
    let bytes = 0;
    let crc = 0;
    let fault: string | null = null;
    for (;;) {
      const next = await content.next();
      if (next.done === true) {
        fault = next.value;
        break;
      }
      // Of no bytes zlib begins its checksum anew.
      if (next.value.length === 0) continue;
      const taken = next.value.subarray(0, most - bytes);
      writeAll(file, taken);
      if (taken.length > 0) crc = crc32(taken, crc);
      bytes += taken.length;
      if (taken.length < next.value.length) {
        fault =
          'it holds more than the directory of the zip file says; what is beyond was not read';
        await content.return(null);
        break;
      }
    }
    if (!plain && fault === null) {
      if (bytes < most) fault = 'it holds less than the directory of the zip file says';
      else if (crc !== member.crc)
        fault = 'its checksum is wrong: its content is not what was packed';
    }
    return { file, bytes, note: fault === null ? null : `${member.name}: ${fault}` };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

async function* unpacked(
  zip: number,
  { method, start, packed }: ZipMember,
  plain: boolean,
): AsyncGenerator<Buffer, string | null> {
  const blocks = range(zip, start, start + packed);
  if (!plain && method === DEFLATED) return yield* inflate(new ByteQueue(blocks));
  if (!plain && method === ZSTD) return yield* unzstd(new ByteQueue(blocks));
  yield* blocks;
  return null;
}

function* range(file: number, start: number, end: number): Generator<Buffer> {
  for (let at = start; at < end; ) {
    const block = Buffer.allocUnsafeSlow(Math.min(BLOCK, end - at));
    const length = readSync(file, block, 0, block.length, at);
    if (length === 0) return;
    at += length;
    yield block.subarray(0, length);
  }
}
