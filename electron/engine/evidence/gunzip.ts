import { once } from 'node:events';
import { constants, crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import { reasonOf } from '../base/errors.ts';
import type { ByteQueue } from './byte-queue.ts';

const OUTPUT = 64 << 10;

/**
 * What is in a gzip file (RFC 1952), all its members one after the other. Answers a sentence where not all of it could be
 * had or a checksum is wrong, else null; what came before that was given.
 */
export async function* gunzip(compressed: ByteQueue): AsyncGenerator<Buffer, string | null> {
  for (let member = 1; ; member++) {
    if (compressed.isEmpty()) return null;
    const at = compressed.taken;
    const header = skipHeader(compressed);
    if (header !== null)
      return member === 1 || header === 'cut short'
        ? `the gzip file is ${header} at byte ${at}`
        : `bytes from ${at} on are not gzip: nothing of them was read`;
    let crc = 0;
    let length = 0;
    const blocks = inflate(compressed);
    for (;;) {
      const next = await blocks.next();
      if (next.done === true) {
        if (next.value !== null) return `the gzip file ${next.value} (byte ${compressed.taken})`;
        break;
      }
      crc = crc32(next.value, crc);
      length += next.value.length;
      yield next.value;
    }
    const trailer = compressed.bytes(8);
    if (trailer === null)
      return `the gzip file is cut short: its end, with the checksum, is missing`;
    if (trailer.readUInt32LE(0) !== crc || trailer.readUInt32LE(4) !== length % 2 ** 32)
      return `the checksum of the gzip file is wrong (member ${member}): its content is not what was compressed`;
  }
}

const EXTRA = 4;
const NAME = 8;
const COMMENT = 16;
const HEADER_CHECKSUM = 2;

/** Null when a header of a member was passed; else what is wrong with it. */
function skipHeader(compressed: ByteQueue): 'cut short' | 'no gzip' | null {
  const fixed = compressed.bytes(10);
  if (fixed === null) return 'cut short';
  if (fixed[0] !== 0x1f || fixed[1] !== 0x8b || fixed[2] !== 8) {
    compressed.giveBack(fixed);
    return 'no gzip';
  }
  const flags = fixed[3] ?? 0;
  if ((flags & EXTRA) !== 0) {
    const size = compressed.bytes(2);
    if (size === null || compressed.bytes(size.readUInt16LE(0)) === null) return 'cut short';
  }
  for (const flag of [NAME, COMMENT])
    if ((flags & flag) !== 0 && !skipText(compressed)) return 'cut short';
  if ((flags & HEADER_CHECKSUM) !== 0 && compressed.bytes(2) === null) return 'cut short';
  return null;
}

/** Text up to and with the zero byte that ends it. */
function skipText(compressed: ByteQueue): boolean {
  for (;;) {
    const byte = compressed.bytes(1);
    if (byte === null) return false;
    if (byte[0] === 0) return true;
  }
}

/** One deflate stream; what follows it is given back. Answers what is wrong with it, or null. */
export async function* inflate(compressed: ByteQueue): AsyncGenerator<Buffer, string | null> {
  const inflating = createInflateRaw({
    chunkSize: OUTPUT,
    // A stream that ends too early gives all that there is, and is told from a whole one by the trailer that lacks.
    finishFlush: constants.Z_SYNC_FLUSH,
  });
  const fed = new Fed();
  const faults: string[] = [];
  inflating.once('error', (error) => {
    faults.push(`is damaged: ${reasonOf(error)}`);
  });
  const feeding = feed(compressed, inflating, fed);
  try {
    for await (const chunk of inflating) {
      if (!Buffer.isBuffer(chunk)) throw new TypeError('inflating gave no bytes');
      yield chunk;
    }
  } catch (error) {
    if (faults.length === 0) throw error;
  } finally {
    inflating.destroy();
    await feeding;
  }
  compressed.giveBack(fed.after(inflating.bytesWritten));
  return faults[0] ?? null;
}

/** Writes block by block until the stream has its end, or the file. */
async function feed(compressed: ByteQueue, inflating: InflateRaw, fed: Fed): Promise<void> {
  const over = once(inflating, 'close').catch(() => undefined);
  while (!inflating.readableEnded && !inflating.destroyed) {
    const block = compressed.block();
    if (block === null) break;
    fed.add(block);
    const written = new Promise<void>((resolve) => {
      inflating.write(block, () => resolve());
    });
    await Promise.race([written, over]);
    if (inflating.bytesWritten < fed.length) break;
  }
  if (!inflating.destroyed) inflating.end();
}

/** The last blocks that were fed, of which the end may not have been used. */
class Fed {
  length = 0;
  private last: Buffer = Buffer.alloc(0);

  add(block: Buffer): void {
    this.length += block.length;
    this.last = block;
  }

  after(used: number): Buffer {
    return this.last.subarray(this.last.length - (this.length - used));
  }
}
