/**
 * How far the copier is, in memory that the threads share: the copier publishes, the parser waits. Layout: bytes
 * copied (64 bits), whether that is all (64 bits), a counter that wakes the waiting side (32 bits).
 */
export class SharedProgress {
  readonly memory: SharedArrayBuffer;
  private readonly values: BigInt64Array;
  private readonly signal: Int32Array;

  constructor(memory = new SharedArrayBuffer(24)) {
    this.memory = memory;
    this.values = new BigInt64Array(memory, 0, 2);
    this.signal = new Int32Array(memory, 16, 1);
  }

  publish(bytes: number, complete: boolean): void {
    Atomics.store(this.values, 0, BigInt(bytes));
    if (complete) Atomics.store(this.values, 1, 1n);
    Atomics.add(this.signal, 0, 1);
    Atomics.notify(this.signal, 0);
  }

  /** Waits until the file reaches `offset` or is complete; blocks the thread. */
  waitFor(offset: number): { available: number; complete: boolean } {
    for (;;) {
      const seen = Atomics.load(this.signal, 0);
      // The order matters: what is available after completion is all there is.
      const complete = Atomics.load(this.values, 1) === 1n;
      const available = Number(Atomics.load(this.values, 0));
      if (complete || available >= offset) return { available, complete };
      Atomics.wait(this.signal, 0, seen);
    }
  }
}

/** Bounds how many chunks are under way between parser and database. */
export class Flow {
  readonly memory: SharedArrayBuffer;
  private readonly count: Int32Array;

  constructor(memory = new SharedArrayBuffer(4)) {
    this.memory = memory;
    this.count = new Int32Array(memory);
  }

  enter(limit: number): void {
    for (let seen = Atomics.load(this.count, 0); seen >= limit; seen = Atomics.load(this.count, 0))
      Atomics.wait(this.count, 0, seen);
    Atomics.add(this.count, 0, 1);
  }

  leave(): void {
    Atomics.sub(this.count, 0, 1);
    Atomics.notify(this.count, 0);
  }
}
