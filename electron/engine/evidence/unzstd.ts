import { Decompress } from 'fzstd';
import xxhash from 'xxhash-wasm';
import { reasonOf } from '../base/errors.ts';
import type { ByteQueue } from './byte-queue.ts';
import { isSkippableFrame, isZstdFrame } from './compression.ts';

/**
 * What is in a zstd file (RFC 8878), all its frames one after the other. Answers a sentence where not all of it could be
 * had or a checksum is wrong, else null; what came before that was given. The library does not look at checksums: they
 * are compared here.
 */
export async function* unzstd(compressed: ByteQueue): AsyncGenerator<Buffer, string | null> {
  const hashes = await xxhash();
  for (let frame = 1; ; frame++) {
    if (compressed.isEmpty()) return null;
    const at = compressed.taken;
    const magic = compressed.bytes(4);
    if (magic === null) return cutShort(at);
    if (isSkippableFrame(magic)) {
      const size = compressed.bytes(4);
      if (size === null || compressed.bytes(size.readUInt32LE(0)) === null) return cutShort(at);
      continue;
    }
    if (!isZstdFrame(magic)) {
      compressed.giveBack(magic);
      return frame === 1
        ? 'the file is no zstd'
        : `bytes from ${at} on are not zstd: nothing of them was read`;
    }
    const header = headerOf(compressed);
    if (header === null) return cutShort(at);
    const digest = hashes.create64();
    const given: Buffer[] = [];
    const decompress = new Decompress((chunk) => {
      digest.update(chunk);
      given.push(Buffer.from(chunk));
    });
    // The checksum is left out: the library need not know of it.
    const descriptor = Buffer.from([(header[0] ?? 0) & ~CHECKSUM]);
    try {
      decompress.push(Buffer.concat([magic, descriptor, header.subarray(1)]));
      for (let last = false; !last; ) {
        const block = blockOf(compressed);
        if (block === null) {
          yield* given.splice(0);
          return cutShort(compressed.taken);
        }
        last = (block[0] ?? 1) % 2 === 1;
        decompress.push(block, last);
        yield* given.splice(0);
      }
    } catch (error) {
      yield* given.splice(0);
      return `the zstd file is damaged: ${reasonOf(error)} (byte ${compressed.taken})`;
    }
    if (((header[0] ?? 0) & CHECKSUM) === 0) continue;
    const checksum = compressed.bytes(4);
    if (checksum === null) return cutShort(compressed.taken);
    if (checksum.readUInt32LE(0) !== Number(digest.digest() & 0xffffffffn))
      return `the checksum of the zstd file is wrong (frame ${frame}): its content is not what was compressed`;
  }
}

const CHECKSUM = 4;

const cutShort = (at: number): string => `the zstd file is cut short at byte ${at}`;

/** The frame header after its magic number: descriptor, window, dictionary, size of the content. */
function headerOf(compressed: ByteQueue): Buffer | null {
  const first = compressed.bytes(1);
  if (first === null) return null;
  const descriptor = first[0] ?? 0;
  const isSingle = (descriptor & 32) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const size = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const rest = compressed.bytes((isSingle ? 0 : 1) + dictionary + size);
  return rest === null ? null : Buffer.concat([first, rest]);
}

/** A block with its header, which says its kind (1 repeats one byte) and size. */
function blockOf(compressed: ByteQueue): Buffer | null {
  const header = compressed.bytes(3);
  if (header === null) return null;
  const bits = header.readUIntLE(0, 3);
  const isRepeated = ((bits >> 1) & 3) === 1;
  const content = compressed.bytes(isRepeated ? 1 : bits >> 3);
  return content === null ? null : Buffer.concat([header, content]);
}
