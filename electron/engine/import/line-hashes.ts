import { createHash, type Hash, hash } from 'node:crypto';
import { bomLength } from './piece.ts';

/** Lines whose hashes may wait for the parser; a power of two. */
const SLOTS = 1 << 16;
const HASH = 32;
const LF = 10;
const TAKEN = 0;
const DISMISSED = 1;

/**
 * SHA-256 of the lines of a file, from the copier, which has their bytes at hand anyway, to the parser. Neither waits
 * for the other here: where no slot is free the copier passes the line over, and the parser hashes what it does not
 * find. Layout: lines taken and whether hashes are wanted (32 bits each), the number of the line in each slot (32
 * bits), the hashes.
 */
export class LineHashes {
  readonly memory: SharedArrayBuffer;
  private readonly state: Int32Array;
  private readonly lines: Int32Array;
  private readonly hashes: Buffer;

  constructor(memory = new SharedArrayBuffer(8 + SLOTS * (4 + HASH))) {
    this.memory = memory;
    this.state = new Int32Array(memory, 0, 2);
    this.lines = new Int32Array(memory, 8, SLOTS);
    this.hashes = Buffer.from(memory, 8 + SLOTS * 4, SLOTS * HASH);
  }

  /** Keeps the hash of a line (from 1, one character per byte) until it is taken. */
  give(line: number, sha256: string): void {
    if (line - Atomics.load(this.state, TAKEN) > SLOTS) return;
    const slot = line & (SLOTS - 1);
    this.hashes.write(sha256, slot * HASH, 'latin1');
    Atomics.store(this.lines, slot, line);
  }

  /** The hash of a line whose end has been published, or null where the copier passed it over. */
  find(line: number): string | null {
    if (!this.wanted) return null;
    const slot = line & (SLOTS - 1);
    if (Atomics.load(this.lines, slot) !== line) return null;
    return this.hashes.toString('latin1', slot * HASH, slot * HASH + HASH);
  }

  /** Frees the slots of all lines up to this one. */
  take(line: number): void {
    Atomics.store(this.state, TAKEN, line);
  }

  /** More lines wait than half the slots hold. */
  isCrowded(line: number): boolean {
    return line - Atomics.load(this.state, TAKEN) > SLOTS / 2;
  }

  /** Says that the file's records are no lines. */
  dismiss(): void {
    Atomics.store(this.state, DISMISSED, 1);
  }

  get wanted(): boolean {
    return Atomics.load(this.state, DISMISSED) === 0;
  }
}

/** Hashes the lines of a file as its blocks pass by; numbers them as `splitLines` does. */
export class LineHasher {
  /** The line at hand. */
  line = 1;
  private readonly given: LineHashes;
  private begun: Hash | null = null;
  private isFirst = true;

  constructor(given: LineHashes) {
    this.given = given;
  }

  update(block: Buffer): void {
    if (!this.given.wanted) return;
    let start = this.isFirst ? bomLength(block) : 0;
    this.isFirst = false;
    for (let lf = block.indexOf(LF, start); lf >= 0; lf = block.indexOf(LF, start)) {
      const bytes = block.subarray(start, lf);
      this.given.give(
        this.line++,
        this.begun === null
          ? hash('sha256', bytes, 'binary')
          : this.begun.update(bytes).digest('binary'),
      );
      this.begun = null;
      start = lf + 1;
    }
    if (start === block.length) return;
    this.begun ??= createHash('sha256');
    this.begun.update(block.subarray(start));
  }

  /** The last line, where no LF ends it. */
  end(): void {
    if (this.begun !== null) this.given.give(this.line, this.begun.digest('binary'));
    this.begun = null;
  }
}
