import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
} from 'node:fs';
import { Refusal } from '../base/errors.ts';
import { writeAll } from '../base/file-blocks.ts';

const SYNC_EVERY = 64 << 20;

/** The evidence copy as it is written, or only hashed where there is none to write. */
export class EvidenceCopy {
  bytes = 0;
  private readonly output: number | null;
  private readonly digest = createHash('sha256');
  private unsynced = 0;
  /** Bytes that an earlier import has written. */
  private readonly held: number = 0;

  constructor(path: string | null, continues: boolean) {
    const isBegun = continues && path !== null && existsSync(path);
    this.output = path === null ? null : openSync(path, isBegun ? 'r+' : 'w');
    if (isBegun && this.output !== null) this.held = fstatSync(this.output).size;
  }

  write(view: Buffer): void {
    const at = this.bytes;
    this.bytes += view.length;
    if (this.output === null) return;
    const held = Math.min(view.length, Math.max(0, this.held - at));
    if (held > 0) refuseDifferent(this.output, view.subarray(0, held), at);
    if (held < view.length) writeAll(this.output, view.subarray(held), at + held);
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

function refuseDifferent(copy: number, view: Buffer, at: number): void {
  const held = Buffer.allocUnsafe(view.length);
  if (readSync(copy, held, 0, held.length, at) === held.length && held.equals(view)) return;
  throw new Refusal(
    'input-refused',
    `it is not what an earlier import of it began to copy (around byte ${at}); nothing of that import is kept, so import it again`,
  );
}
