import {
  appendToChain,
  type ChainEntry,
  type ChainHead,
  type NewEntry,
  readChain,
} from '../custody/chain.ts';
import type { CaseLayout } from './layout.ts';

/**
 * Each log says where the other one stood, so that a line cannot be cut from the end of one without the other telling.
 * The caller holds the lock of the log that is written.
 */
export function appendToCustody(layout: CaseLayout, entry: NewEntry): ChainEntry {
  return appendToChain(layout.custody, {
    ...entry,
    data: { ...entry.data, activity: headOf(layout.activity) },
  });
}

export function appendToActivity(layout: CaseLayout, entry: NewEntry): ChainEntry {
  return appendToChain(layout.activity, {
    ...entry,
    data: { ...entry.data, custody: headOf(layout.custody) },
  });
}

/** Length and last hash of a log at this moment. */
export function headOf(path: string): ChainHead {
  const { length, hash } = readChain(path).head;
  return { length, hash };
}
