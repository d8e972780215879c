import type { DuckDBConnection } from '@duckdb/node-api';
import { type Job, stopIfCancelled } from '../base/job.ts';

/** A statement that begins just after an interruption is interrupted by the next. */
const AGAIN_MS = 100;

/**
 * Does work of many statements on a connection, which a cancel ends in the middle of any of them. Nothing on the
 * connection is interrupted any more once this has settled.
 */
export async function interruptible<Result>(
  connection: DuckDBConnection,
  job: Job,
  work: () => Promise<Result>,
): Promise<Result> {
  stopIfCancelled(job);
  let repeating: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    connection.interrupt();
    repeating ??= setInterval(interrupt, AGAIN_MS);
  };
  job.signal?.addEventListener('abort', interrupt, { once: true });
  try {
    const result = await work();
    stopIfCancelled(job);
    return result;
  } catch (error) {
    // What the interruption broke says so in DuckDB's words.
    stopIfCancelled(job);
    throw error;
  } finally {
    job.signal?.removeEventListener('abort', interrupt);
    clearInterval(repeating);
  }
}
