/** How long one go may take before other work of the process has its turn. */
const GO_MS = 8;

/**
 * Handles what comes one after the other, a few milliseconds at a time: a port hands over all it has in one go, and
 * while an import appends them nobody else in the process would be answered.
 */
export class InTurns<Item> {
  private readonly handle: (item: Item) => Promise<void> | null;
  private readonly waiting: Item[] = [];
  private scheduled = false;
  private stopped = false;

  /** What `handle` promises is waited for before the next; it must not fail. */
  constructor(handle: (item: Item) => Promise<void> | null) {
    this.handle = handle;
  }

  take(item: Item): void {
    if (this.stopped) return;
    this.waiting.push(item);
    this.schedule();
  }

  /** Nothing more is handled, not even what waits. */
  stop(): void {
    this.stopped = true;
    this.waiting.length = 0;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.go();
    });
  }

  private waitFor(pending: Promise<void>): void {
    this.scheduled = true;
    const goOn = (): void => {
      this.scheduled = false;
      if (this.waiting.length > 0) this.schedule();
    };
    pending.then(goOn, goOn);
  }

  private go(): void {
    const began = performance.now();
    for (let item = this.waiting.shift(); item !== undefined; item = this.waiting.shift()) {
      const pending = this.handle(item);
      if (pending !== null) {
        this.waitFor(pending);
        return;
      }
      if (performance.now() - began < GO_MS) continue;
      if (this.waiting.length > 0) this.schedule();
      return;
    }
  }
}
