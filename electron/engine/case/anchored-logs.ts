import {
  appendAllToChain,
  appendToChain,
  type ChainEntry,
  type ChainHead,
  type NewEntry,
  readChain,
} from '../custody/chain.ts';
import { readChainOn } from '../custody/read-on.ts';
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

/** Acts that a person does at once are lines of their own, written together. */
export function appendToActivity(
  layout: CaseLayout,
  entries: readonly [NewEntry, ...NewEntry[]],
): ChainEntry[] {
  const { length, hash } = readChainOn(layout.custody).head;
  const anchored = ({ data, ...entry }: NewEntry): NewEntry => ({
    ...entry,
    data: { ...data, custody: { length, hash } },
  });
  const [first, ...others] = entries;
  return appendAllToChain(
    layout.activity,
    [anchored(first), ...others.map(anchored)],
    readChainOn(layout.activity),
  );
}

/** Length and last hash of a log at this moment. */
export function headOf(path: string): ChainHead {
  const { length, hash } = readChain(path).head;
  return { length, hash };
}
