import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { blocksOf, writeAll } from '../base/file-blocks.ts';
import { Fault, Refusal, reasonOf, systemCode } from '../base/errors.ts';
import { unpack } from '../evidence/unpack.ts';
import { EvidenceCopy } from './evidence-copy.ts';
import { type CopierData, type CopierReport, copierData } from './protocol.ts';
import { Reach } from './reach.ts';

/**
 * The first thread of an import, for each file that it is sent: reads the source block by block, writes the evidence copy, hashes the whole and its
 * lines, and says through shared memory how far the copy reaches. Without a copy to write it only hashes. Of a
 * compressed source it also writes the content, and it is the content whose lines it hashes and whose reach it says.
 */
/** Small enough to stay in the processor's cache while it is written and hashed. */
const BLOCK = 256 << 10;

const port = parentPort;
if (port === null) throw new Fault('the copier runs as a worker thread');

const report = (message: CopierReport): void => port.postMessage(message);
port.on('message', (message: unknown) => {
  copied(copierData.parse(message)).then(report, (error: unknown) =>
    report(
      error instanceof Refusal
        ? { say: 'refused', reason: error.message }
        : { say: 'failed', code: systemCode(error) ?? null, reason: reasonOf(error) },
    ),
  );
});

async function copied(data: CopierData): Promise<CopierReport> {
  const reach = new Reach(data);
  const input = openSync(data.source, 'r');
  const copy = new EvidenceCopy(data.copyTo);
  try {
    const unpacked =
      data.unpack === null
        ? takePlain(input, copy, reach)
        : await takeUnpacked(input, copy, reach, data.unpack);
    copy.sync();
    return { say: 'copied', sha256: copy.sha256(), bytes: copy.bytes, ...unpacked };
  } finally {
    closeSync(input);
    copy.close();
  }
}

type Unpacked = Pick<Extract<CopierReport, { say: 'copied' }>, 'unpackedBytes' | 'note'>;

function takePlain(input: number, copy: EvidenceCopy, reach: Reach): Unpacked {
  const block = Buffer.allocUnsafeSlow(BLOCK);
  for (let length = readSync(input, block); length > 0; length = readSync(input, block)) {
    const view = block.subarray(0, length);
    copy.write(view);
    reach.publish(view, copy.bytes);
    copy.hash(view);
    reach.waitForParser();
  }
  reach.publishEnd(copy.bytes);
  return { unpackedBytes: null, note: null };
}

async function takeUnpacked(
  input: number,
  copy: EvidenceCopy,
  reach: Reach,
  { compression, to }: NonNullable<CopierData['unpack']>,
): Promise<Unpacked> {
  const blocks = copiedBlocks(input, copy, reach);
  const output = openSync(to, 'wx', 0o600);
  let bytes = 0;
  try {
    const content = unpack(blocks, compression);
    for (;;) {
      const next = await content.next();
      if (next.done === true) {
        // Where unpacking ended early there is more to copy.
        while (blocks.next().done !== true);
        reach.publishEnd(bytes);
        return { unpackedBytes: bytes, note: next.value };
      }
      writeAll(output, next.value);
      bytes += next.value.length;
      reach.publish(next.value, bytes);
      reach.waitForParser();
    }
  } finally {
    closeSync(output);
  }
}

function* copiedBlocks(input: number, copy: EvidenceCopy, reach: Reach): Generator<Buffer> {
  for (const block of blocksOf(input)) {
    copy.write(block);
    copy.hash(block);
    reach.publishRead(copy.bytes);
    yield block;
  }
}
