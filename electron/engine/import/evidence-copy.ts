import { createHash } from 'node:crypto';
import { closeSync, fdatasync, fsyncSync, openSync } from 'node:fs';
import { writeAll } from '../base/file-blocks.ts';

const SYNC_EVERY = 64 << 20;

/** The evidence copy as it is written, or only hashed where there is none to write. */
export class EvidenceCopy {
  bytes = 0;
  private readonly output: number | null;
  private readonly digest = createHash('sha256');
  private unsynced = 0;

  constructor(path: string | null) {
    this.output = path === null ? null : openSync(path, 'w');
  }

  write(view: Buffer): void {
    this.bytes += view.length;
    if (this.output !== null) writeAll(this.output, view);
  }

  hash(view: Buffer): void {
    this.digest.update(view);
    this.unsynced += view.length;
    if (this.output === null || this.unsynced < SYNC_EVERY) return;
    this.unsynced = 0;
    // Starts the disk early, so that the last fsync is short; that one reports what fails.
    fdatasync(this.output, () => undefined);
  }

  sync(): void {
    if (this.output !== null) fsyncSync(this.output);
  }

  sha256(): string {
    return this.digest.digest('hex');
  }

  close(): void {
    if (this.output !== null) closeSync(this.output);
  }
}
