import { closeSync, readSync } from 'node:fs';
import { constants, crc32, inflateRawSync } from 'node:zlib';
import { Decompress } from 'fzstd';
import { Refusal } from '../base/errors.ts';
import { blocksOf, openUnnamed, writeAll } from '../base/file-blocks.ts';
import { ByteQueue } from './byte-queue.ts';
import { type Compression, compressionOf } from './compression.ts';
import { inflate } from './gunzip.ts';
import { unpack } from './unpack.ts';
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
/** So many packed bytes hold the beginning of what is packed: a table of codes, or a block. */
const PEEKED: Readonly<Record<number, number>> = { [DEFLATED]: 4 << 10, [ZSTD]: 256 << 10 };

/** Why a member is not unpacked: then its content is its packed bytes as they stand. Null for one that can be. */
export function packedOnly({ encrypted, method }: ZipMember): string | null {
  if (encrypted) return 'encrypted: its packed bytes are kept, not read';
  return [0, DEFLATED, ZSTD].includes(method)
    ? null
    : `packed by method ${method}, which is not read: its packed bytes are kept`;
}

/**
 * Unpacks a member aside; the caller closes the file. Of one that is a compressed file itself the content is what that
 * unpacks to, or its own bytes where that cannot be had.
 */
export async function openMember(zip: number, member: ZipMember): Promise<MemberContent> {
  const content = await unpackMember(zip, member);
  if (packedOnly(member) !== null) return content;
  const head = Buffer.alloc(4);
  const compression = compressionOf(head.subarray(0, readSync(content.file, head, 0, 4, 0)));
  return compression === null ? content : openWithin(content, compression, member.name);
}

/** What the compressed file unpacks to; the file as it stands where that is nothing, or more than any log. */
async function openWithin(
  packed: MemberContent,
  compression: Compression,
  name: string,
): Promise<MemberContent> {
  const file = openUnnamed();
  try {
    const content = unpack(blocksOf(packed.file), compression);
    let bytes = 0;
    for (;;) {
      const next = await content.next();
      if (next.done !== true) {
        writeAll(file, next.value);
        bytes += next.value.length;
        continue;
      }
      closeSync(bytes === 0 ? file : packed.file);
      if (bytes === 0) return packed;
      const said = next.value === null ? null : `${name}: ${next.value}`;
      const notes = [packed.note, said].filter((note) => note !== null);
      return { file, bytes, note: notes.length === 0 ? null : notes.join('; ') };
    }
  } catch (error) {
    closeSync(file);
    if (error instanceof Refusal) return packed;
    closeSync(packed.file);
    throw error;
  }
}

/** The first bytes of a member, or all, at once; fewer where it is damaged. */
export function memberStart(zip: number, member: ZipMember, most: number): Buffer {
  const { method, start, packed } = member;
  const given = Buffer.alloc(Math.min(packed, most + (most >> 8) + (PEEKED[method] ?? 0)));
  readSync(zip, given, 0, given.length, start);
  const content: Uint8Array[] = [];
  let bytes = 0;
  try {
    if (method === DEFLATED)
      content.push(inflateRawSync(given, { finishFlush: constants.Z_SYNC_FLUSH }));
    else if (method === ZSTD)
      new Decompress((chunk) => {
        content.push(chunk);
        bytes += chunk.length;
        if (bytes >= most) throw new Error('that is enough');
      }).push(given);
    else content.push(given);
  } catch {
    // What came before is all that is asked for, or all that there is.
  }
  return Buffer.concat(content).subarray(0, most);
}

/** Unpacks a member as the zip packs it. No more is taken than the directory says. */
async function unpackMember(zip: number, member: ZipMember): Promise<MemberContent> {
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
