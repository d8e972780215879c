import type { DuckDBConnection } from '@duckdb/node-api';
import { Refusal } from '../base/errors.ts';
import type { Database } from '../case/database.ts';

/** The instance is being left: whoever asked asks the next one. Never leaves this room. */
export class InstanceLeft extends Error {
  override readonly name = 'InstanceLeft';
}

/** DuckDB forgets an interrupt that falls between two statements of a call, so it is repeated until the call ends. */
const INTERRUPT_EVERY_MS = 10;
/** How long reads may go on once their instance is wanted for something else. */
const PATIENCE_MS = 150;
/** As many as a page asks side by side, and one more. */
const KEPT = 6;

interface Call {
  connection: DuckDBConnection | null;
  stopped: boolean;
}

/** Connections to one instance, each given to one call at a time, so that a cancel interrupts that call alone. */
export class Connections {
  private readonly database: Database;
  private readonly free: DuckDBConnection[] = [];
  private readonly running = new Set<Call>();
  private leaving = false;
  private left: () => void = () => undefined;

  constructor(database: Database) {
    this.database = database;
  }

  /** Throws `cancelled` where the signal was aborted, InstanceLeft where the instance is being left. */
  async ask<Answer>(
    work: (connection: DuckDBConnection) => Promise<Answer>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    this.stopIfUnwanted(signal);
    const call: Call = { connection: null, stopped: false };
    this.running.add(call);
    const stop = (): void => interruptUntilEnded(this.running, call);
    signal?.addEventListener('abort', stop, { once: true });
    let whole = false;
    try {
      call.connection = this.free.pop() ?? (await this.database.connect());
      this.stopIfUnwanted(signal);
      const answer = await work(call.connection);
      whole = true;
      return answer;
    } catch (error) {
      this.stopIfUnwanted(signal);
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
      this.running.delete(call);
      if (call.connection !== null) this.giveBack(call.connection, whole);
      if (this.running.size === 0) this.left();
    }
  }

  /** Lets no further call in, waits a moment for those that run, then interrupts them; closes all connections. */
  async leave(): Promise<void> {
    this.leaving = true;
    for (const connection of this.free.splice(0)) connection.closeSync();
    if (this.running.size === 0) return;
    const patience = setTimeout(() => {
      for (const call of this.running) interruptUntilEnded(this.running, call);
    }, PATIENCE_MS);
    await new Promise<void>((resolve) => {
      this.left = resolve;
    });
    clearTimeout(patience);
  }

  private stopIfUnwanted(signal: AbortSignal | undefined): void {
    stopIfAborted(signal);
    if (this.leaving) throw new InstanceLeft();
  }

  private giveBack(connection: DuckDBConnection, whole: boolean): void {
    if (whole && !this.leaving && this.free.length < KEPT) this.free.push(connection);
    else connection.closeSync();
  }
}

function interruptUntilEnded(running: ReadonlySet<Call>, call: Call): void {
  if (call.stopped) return;
  call.stopped = true;
  const timer = setInterval(() => {
    if (running.has(call)) call.connection?.interrupt();
    else clearInterval(timer);
  }, INTERRUPT_EVERY_MS);
  call.connection?.interrupt();
}

export function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true)
    throw new Refusal('cancelled', 'The question was withdrawn before it was answered.');
}

/** What was promised, or `cancelled` as soon as the signal aborts. */
export async function unlessAborted<Answer>(
  promise: Promise<Answer>,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  if (signal === undefined) return promise;
  stopIfAborted(signal);
  let forget = (): void => undefined;
  const aborted = new Promise<void>((resolve) => {
    const stop = (): void => resolve();
    signal.addEventListener('abort', stop, { once: true });
    forget = () => signal.removeEventListener('abort', stop);
  });
  try {
    const first = await Promise.race([
      promise.then((answer) => ({ answer })),
      aborted.then(() => null),
    ]);
    if (first !== null) return first.answer;
    stopIfAborted(signal);
    throw new Refusal('cancelled', 'The question was withdrawn before it was answered.');
  } finally {
    forget();
  }
}
