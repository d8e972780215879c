import { realpathSync } from 'node:fs';
import type { Database } from './database.ts';

/**
 * Whoever in this process shows a case while jobs change it. DuckDB opens a file one way at a time, so a job that
 * writes asks the reader to close its own instance and lends it the writing one: reads on further connections of that
 * see the case as it was until the job commits.
 */
export interface CoReader {
  /** Closes the reader's instance; reads that come from now on wait. Never refuses. */
  stepAside(): Promise<void>;
  /** Reads are answered by this instance from now on. */
  lend(database: Database): Promise<void>;
  /** Ends all reads on the instance that was lent; those that come wait. */
  takeBack(): Promise<void>;
  /** The job's instance is closed and its lock released: the reader opens its own again. */
  comeBack(): void;
}

const readersByRoot = new Map<string, Set<CoReader>>();

/** Announces a reader of the case at `root`; answers how to take it back. */
export function registerCoReader(root: string, reader: CoReader): () => void {
  const key = keyOf(root);
  const readers = readersByRoot.get(key) ?? new Set();
  readersByRoot.set(key, readers.add(reader));
  return () => {
    readers.delete(reader);
    if (readers.size === 0 && readersByRoot.get(key) === readers) readersByRoot.delete(key);
  };
}

export function coReadersOf(root: string): readonly CoReader[] {
  return [...(readersByRoot.get(keyOf(root)) ?? [])];
}

function keyOf(root: string): string {
  try {
    return realpathSync(root);
  } catch {
    return root;
  }
}
