import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { blocksOf, writeAll } from '../base/file-blocks.ts';
import { Fault, Refusal, reasonOf, systemCode } from '../base/errors.ts';
import type { Compression } from '../evidence/compression.ts';
import { unpack } from '../evidence/unpack.ts';
import { EvidenceCopy } from './evidence-copy.ts';
import { LineHasher, LineHashes } from './line-hashes.ts';
import { type CopierReport, copierData } from './protocol.ts';
import { SharedProgress } from './shared-progress.ts';

/**
 * The first thread of an import: reads the source block by block, writes the evidence copy, hashes the whole and its
 * lines, and says through shared memory how far the copy reaches. Without a copy to write it only hashes. Of a
 * compressed source it also writes the content, and it is the content whose lines it hashes and whose reach it says.
 */
/** Small enough to stay in the processor's cache while it is written and hashed. */
const BLOCK = 256 << 10;

const port = parentPort;
if (port === null) throw new Fault('the copier runs as a worker thread');
const data = copierData.parse(workerData);
const progress = new SharedProgress(data.progress);
const lineHashes = data.lineHashes === null ? null : new LineHashes(data.lineHashes);
const lines = lineHashes === null ? null : new LineHasher(lineHashes);

const report = (message: CopierReport): void => port.postMessage(message);
copied().then(report, (error: unknown) =>
  report(
    error instanceof Refusal
      ? { say: 'refused', reason: error.message }
      : { say: 'failed', code: systemCode(error) ?? null, reason: reasonOf(error) },
  ),
);

async function copied(): Promise<CopierReport> {
  const input = openSync(data.source, 'r');
  const copy = new EvidenceCopy(data.copyTo, data.continues);
  try {
    const unpacked =
      data.unpack === null
        ? takePlain(input, copy)
        : await takeUnpacked(input, copy, data.unpack.compression, data.unpack.to);
    copy.sync();
    return { say: 'copied', sha256: copy.sha256(), bytes: copy.bytes, ...unpacked };
  } finally {
    closeSync(input);
    copy.close();
  }
}

type Unpacked = Pick<Extract<CopierReport, { say: 'copied' }>, 'unpackedBytes' | 'note'>;

function takePlain(input: number, copy: EvidenceCopy): Unpacked {
  const block = Buffer.allocUnsafeSlow(BLOCK);
  for (let length = readSync(input, block); length > 0; length = readSync(input, block)) {
    const view = block.subarray(0, length);
    copy.write(view);
    publish(view, copy.bytes);
    copy.hash(view);
    progress.waitWhile(isTooFar);
  }
  publishEnd(copy.bytes);
  return { unpackedBytes: null, note: null };
}

async function takeUnpacked(
  input: number,
  copy: EvidenceCopy,
  compression: Compression,
  to: string,
): Promise<Unpacked> {
  const blocks = copiedBlocks(input, copy);
  const output = openSync(to, 'wx', 0o600);
  let bytes = 0;
  try {
    const content = unpack(blocks, compression);
    for (;;) {
      const next = await content.next();
      if (next.done === true) {
        // Where unpacking ended early there is more to copy.
        while (blocks.next().done !== true);
        publishEnd(bytes);
        return { unpackedBytes: bytes, note: next.value };
      }
      writeAll(output, next.value);
      bytes += next.value.length;
      publish(next.value, bytes);
      progress.waitWhile(isTooFar);
    }
  } finally {
    closeSync(output);
  }
}

function* copiedBlocks(input: number, copy: EvidenceCopy): Generator<Buffer> {
  for (const block of blocksOf(input)) {
    copy.write(block);
    copy.hash(block);
    progress.publishRead(copy.bytes);
    yield block;
  }
}

/** The hashes of lines come before the bytes, so that they are there when the parser looks for them. */
function publish(view: Buffer, reach: number): void {
  lines?.update(view);
  progress.publish(reach, false);
}

function publishEnd(reach: number): void {
  lines?.end();
  progress.publish(reach, true);
}

function isTooFar(): boolean {
  return (
    lineHashes !== null && lines !== null && lineHashes.wanted && lineHashes.isCrowded(lines.line)
  );
}
