import { createHash } from 'node:crypto';
import { closeSync, fdatasync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { Fault, reasonOf, systemCode } from '../base/errors.ts';
import { LineHasher, LineHashes } from './line-hashes.ts';
import { type CopierReport, copierData } from './protocol.ts';
import { SharedProgress } from './shared-progress.ts';

/**
 * The first thread of an import: reads the source block by block, writes the evidence copy, hashes the whole and its
 * lines, and says through shared memory how far the copy reaches. Without a copy to write it only hashes.
 */
/** Small enough to stay in the processor's cache while it is written and hashed. */
const BLOCK = 256 << 10;
const SYNC_EVERY = 64 << 20;

const port = parentPort;
if (port === null) throw new Fault('the copier runs as a worker thread');
const data = copierData.parse(workerData);
const progress = new SharedProgress(data.progress);

const report = (message: CopierReport): void => port.postMessage(message);
try {
  report({ say: 'copied', ...copy(data.source, data.copyTo) });
} catch (error) {
  report({ say: 'failed', code: systemCode(error) ?? null, reason: reasonOf(error) });
}

function copy(source: string, copyTo: string | null): { sha256: string; bytes: number } {
  const digest = createHash('sha256');
  const lineHashes = data.lineHashes === null ? null : new LineHashes(data.lineHashes);
  const lines = lineHashes === null ? null : new LineHasher(lineHashes);
  const isTooFar = (): boolean =>
    lineHashes !== null && lines !== null && lineHashes.wanted && lineHashes.isCrowded(lines.line);
  const block = Buffer.allocUnsafeSlow(BLOCK);
  const input = openSync(source, 'r');
  const output = copyTo === null ? null : openSync(copyTo, 'w');
  let bytes = 0;
  let unsynced = 0;
  try {
    for (let length = readSync(input, block); length > 0; length = readSync(input, block)) {
      const view = block.subarray(0, length);
      if (output !== null) writeAll(output, view);
      bytes += length;
      // Before the bytes are published, so that their hashes are there when the parser looks for them.
      lines?.update(view);
      progress.publish(bytes, false);
      digest.update(view);
      unsynced += length;
      if (output !== null && unsynced >= SYNC_EVERY) {
        unsynced = 0;
        // Starts the disk early, so that the last fsync is short; that one reports what fails.
        fdatasync(output, () => undefined);
      }
      progress.waitWhile(isTooFar);
    }
    lines?.end();
    progress.publish(bytes, true);
    if (output !== null) fsyncSync(output);
  } finally {
    closeSync(input);
    if (output !== null) closeSync(output);
  }
  return { sha256: digest.digest('hex'), bytes };
}

function writeAll(output: number, view: Uint8Array): void {
  for (let written = 0; written < view.length; )
    written += writeSync(output, view, written, view.length - written);
}
