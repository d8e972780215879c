const COPIED = 0;
const COMPLETE = 1;
const ASKED = 2;
const READ = 3;
const PARSER = 0;
const COPIER = 1;

/**
 * How far the copier is, in memory that the threads share: the copier publishes, the parser waits; the copier may also
 * wait, for a parser that has bytes enough to work on. Layout: bytes copied, whether that is all, bytes that the parser
 * asked for, bytes read of a compressed source (64 bits each), a counter that wakes the parser and one that wakes the copier (32 bits each).
 */
export class SharedProgress {
  readonly memory: SharedArrayBuffer;
  private readonly values: BigInt64Array;
  private readonly signals: Int32Array;

  constructor(memory = new SharedArrayBuffer(40)) {
    this.memory = memory;
    this.values = new BigInt64Array(memory, 0, 4);
    this.signals = new Int32Array(memory, 32, 2);
  }

  publish(bytes: number, complete: boolean): void {
    Atomics.store(this.values, COPIED, BigInt(bytes));
    if (complete) Atomics.store(this.values, COMPLETE, 1n);
    // A parser that waits for more than this sleeps on.
    else if (Atomics.load(this.values, ASKED) > bytes) return;
    this.wake(PARSER);
  }

  /** How much of a compressed source was read. */
  publishRead(bytes: number): void {
    Atomics.store(this.values, READ, BigInt(bytes));
  }

  get read(): number {
    return Number(Atomics.load(this.values, READ));
  }

  /** Waits until the file reaches `offset` or is complete; blocks the thread. */
  waitFor(offset: number): { available: number; complete: boolean } {
    Atomics.store(this.values, ASKED, BigInt(offset));
    this.wake(COPIER);
    for (;;) {
      const seen = Atomics.load(this.signals, PARSER);
      // The order matters: what is available after completion is all there is.
      const complete = Atomics.load(this.values, COMPLETE) === 1n;
      const available = Number(Atomics.load(this.values, COPIED));
      if (complete || available >= offset) return { available, complete };
      Atomics.wait(this.signals, PARSER, seen);
    }
  }

  /**
   * Lets the copier wait while it is too far ahead, but never while the parser waits for bytes: it is asked again each
   * time that the parser asks for more.
   */
  waitWhile(tooFar: () => boolean): void {
    for (;;) {
      const seen = Atomics.load(this.signals, COPIER);
      const asked = Atomics.load(this.values, ASKED);
      if (asked > Atomics.load(this.values, COPIED) || !tooFar()) return;
      Atomics.wait(this.signals, COPIER, seen);
    }
  }

  private wake(side: typeof PARSER | typeof COPIER): void {
    Atomics.add(this.signals, side, 1);
    Atomics.notify(this.signals, side);
  }
}
