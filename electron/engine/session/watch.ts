const AT_MOST_EVERY_MS = 100;

/** Whoever wants to know that something changed. */
export class Changes {
  private readonly listeners = new Set<() => void>();

  readonly say = (): void => {
    for (const listener of this.listeners) listener();
  };

  listen(listener: () => void): () => void {
    // A listener of its own for each call, so that the same function may listen twice.
    const own = (): void => listener();
    this.listeners.add(own);
    return () => {
      this.listeners.delete(own);
    };
  }
}

/**
 * The value now, and again whenever it changed, at most ten times a second; what changes meanwhile is passed over for
 * the last. Ends when the signal aborts or whoever reads it stops, also in the middle of waiting.
 */
export function watch<Value>(
  read: () => Value,
  changes: Changes,
  signal?: AbortSignal,
): AsyncIterableIterator<Value> {
  let told: string | null = null;
  let toldAt = -Infinity;
  let ended = signal?.aborted === true;
  let waiting: (() => void) | null = null;
  const wake = (): void => {
    waiting?.();
    waiting = null;
  };
  const forget = changes.listen(wake);
  const end = (): void => {
    ended = true;
    forget();
    signal?.removeEventListener('abort', end);
    wake();
  };
  if (ended) end();
  else signal?.addEventListener('abort', end, { once: true });

  const next = async (): Promise<IteratorResult<Value>> => {
    for (;;) {
      if (ended) return { done: true, value: undefined };
      const early = toldAt + AT_MOST_EVERY_MS - performance.now();
      if (early > 0) {
        await pause(early);
        continue;
      }
      const value = read();
      const text = JSON.stringify(value);
      if (text !== told) {
        told = text;
        toldAt = performance.now();
        return { done: false, value };
      }
      await new Promise<void>((resolve) => {
        waiting = resolve;
      });
    }
  };
  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    });
  const stop = (): Promise<IteratorResult<Value>> => {
    end();
    return Promise.resolve({ done: true, value: undefined });
  };
  return {
    next,
    return: stop,
    throw: stop,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
