import { closeSync, openSync, readSync } from 'node:fs';
import type { SharedProgress } from './shared-progress.ts';

export const BLOCK = 4 << 20;

/** A window over a file that may still grow behind the copier. */
export class BlockReader {
  /** Bytes of the file before the window. */
  offset = 0;
  /** The window holds the end of the file. */
  ended = false;
  private readonly file: number;
  private readonly progress: SharedProgress;
  private memory: Buffer = Buffer.allocUnsafeSlow(BLOCK);
  private length = 0;

  /** A path, or a file that is open and is closed with this; read from the byte `from` on. */
  constructor(path: string | number, progress: SharedProgress, from = 0) {
    this.offset = from;
    this.progress = progress;
    // The copier makes the file; it is there once bytes are published.
    progress.waitFor(1);
    this.file = typeof path === 'number' ? path : openSync(path, 'r');
  }

  /** The bytes at hand; valid until the next `advance`. */
  get window(): Buffer {
    return this.memory.subarray(0, this.length);
  }

  /** Drops the first `used` bytes and reads on; with nothing used the window grows. */
  advance(used: number): void {
    const rest = this.length - used;
    this.resize(used, rest);
    this.offset += used;
    this.length = rest;
    const wanted = this.offset + this.memory.length;
    const { available, complete } = this.progress.waitFor(wanted);
    const end = this.offset + rest;
    const most = Math.min(this.memory.length - rest, available - end);
    if (most > 0) this.length += readSync(this.file, this.memory, rest, most, end);
    this.ended = complete && this.offset + this.length >= available;
  }

  close(): void {
    closeSync(this.file);
  }

  private resize(used: number, rest: number): void {
    const size = this.memory.length;
    const fitting = rest >= size ? size * 2 : rest < BLOCK ? BLOCK : size;
    if (fitting === size) {
      this.memory.copyWithin(0, used, used + rest);
      return;
    }
    const resized = Buffer.allocUnsafeSlow(fitting);
    this.memory.copy(resized, 0, used, used + rest);
    this.memory = resized;
  }
}
