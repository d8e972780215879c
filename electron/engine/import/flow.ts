import { Refusal } from '../base/errors.ts';

const COUNT = 0;
const STATE = 1;

/** What the parser is at: code of ours, a call of the database, told to stop before such a call or in the midst of it. */
const OURS = 0;
const NATIVE = 1;
const STOPPED = 2;
const STOPPED_IN_NATIVE = 3;
/** Chunks fewer than none: who waits for room among them goes on. */
const ROOM_FOR_ALL = 1 << 30;

/**
 * What flows from parser to database, in memory that both threads share: bounds how many chunks are under way, and ends
 * the flow. A thread that waits for the database must not be ended by force: the answer would come to a thread that is
 * gone, which aborts the process.
 */
export class Flow {
  readonly memory: SharedArrayBuffer;
  private readonly values: Int32Array;

  constructor(memory = new SharedArrayBuffer(8)) {
    this.memory = memory;
    this.values = new Int32Array(memory);
  }

  enter(limit: number): void {
    const { values } = this;
    for (let seen = Atomics.load(values, COUNT); seen >= limit; seen = Atomics.load(values, COUNT))
      Atomics.wait(values, COUNT, seen);
    this.throwIfStopped();
    Atomics.add(values, COUNT, 1);
  }

  leave(): void {
    Atomics.sub(this.values, COUNT, 1);
    Atomics.notify(this.values, COUNT);
  }

  /** Work of the parser that waits for calls of the database; asks `throwIfStopped` between them. */
  async inNative<Result>(work: () => Promise<Result>): Promise<Result> {
    Atomics.compareExchange(this.values, STATE, OURS, NATIVE);
    this.throwIfStopped();
    try {
      return await work();
    } finally {
      Atomics.compareExchange(this.values, STATE, NATIVE, OURS);
      this.throwIfStopped();
    }
  }

  throwIfStopped(): void {
    if (Atomics.load(this.values, STATE) >= STOPPED)
      throw new Refusal('cancelled', 'The import was ended.');
  }

  /** Ends the flow; false where the parser is in the midst of a call and will end by itself. */
  stop(): boolean {
    const before = Atomics.compareExchange(this.values, STATE, OURS, STOPPED);
    Atomics.compareExchange(this.values, STATE, NATIVE, STOPPED_IN_NATIVE);
    Atomics.sub(this.values, COUNT, ROOM_FOR_ALL);
    Atomics.notify(this.values, COUNT);
    return before === OURS;
  }
}
