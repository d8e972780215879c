import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type Job, stopIfCancelled } from './job.ts';

/** SHA-256 as 64 lower-case hexadecimal digits. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** SHA-256 of a file, read in blocks; memory does not grow with the file. A cancel ends it. */
export async function sha256OfFile(
  path: string,
  job: Job = {},
): Promise<{ sha256: string; bytes: number }> {
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const block of createReadStream(path, { highWaterMark: 1 << 22 })) {
    if (!(block instanceof Uint8Array)) throw new TypeError('a file stream gave no bytes');
    stopIfCancelled(job);
    digest.update(block);
    bytes += block.byteLength;
  }
  return { sha256: digest.digest('hex'), bytes };
}
