/** Bytes of a file that come block by block, taken in the portions that a reader wants. */
export class ByteQueue {
  /** Bytes that were taken. */
  taken = 0;
  private readonly blocks: Iterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(blocks: Iterable<Buffer>) {
    this.blocks = blocks[Symbol.iterator]();
  }

  /** What is at hand, or the next block; null at the end. */
  block(): Buffer | null {
    if (this.rest.length === 0) {
      const next = this.blocks.next();
      if (next.done === true) return null;
      this.rest = next.value;
    }
    const { rest } = this;
    this.rest = Buffer.alloc(0);
    this.taken += rest.length;
    return rest;
  }

  /** Exactly so many bytes; null, with nothing taken, where fewer are left. */
  bytes(length: number): Buffer | null {
    while (this.rest.length < length) {
      const next = this.blocks.next();
      if (next.done === true) return null;
      this.rest = Buffer.concat([this.rest, next.value]);
    }
    const bytes = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    this.taken += length;
    return bytes;
  }

  /** Gives back what was taken last. */
  giveBack(bytes: Buffer): void {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([bytes, this.rest]);
    this.taken -= bytes.length;
  }

  isEmpty(): boolean {
    const block = this.block();
    if (block === null) return true;
    this.giveBack(block);
    return false;
  }
}
