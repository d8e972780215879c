import { type BigIntStats, closeSync, fstatSync, readSync } from 'node:fs';
import { openPlainFile } from '../base/plain-file.ts';
import { type ChainReading, readChain, readLines } from './chain.ts';

/** Logs that are remembered at once; the one that was asked for longest ago goes. */
const REMEMBERED = 8;

interface Known {
  readonly reading: ChainReading;
  readonly stats: BigIntStats;
  /** The last whole line with its line end. */
  readonly lastLine: Buffer;
}

const known = new Map<string, Known>();

/**
 * What readChain says, for those who ask again and again while a log grows: only what was added is read and checked.
 * A change of earlier lines that leaves the last one in its place may go unseen until readChain, which verification
 * uses, looks at all of it.
 */
export function readChainOn(path: string): ChainReading {
  const before = known.get(path);
  known.delete(path);
  const now = read(path, before);
  if (now === null) return readChain(path);
  known.set(path, now);
  const oldest = known.keys().next();
  if (known.size > REMEMBERED && oldest.done !== true) known.delete(oldest.value);
  return now.reading;
}

/** Null where nothing can be remembered: there is no such file, or it is not whole. */
function read(path: string, before: Known | undefined): Known | null {
  let file: number;
  try {
    file = openPlainFile(path);
  } catch {
    return null;
  }
  try {
    const stats = fstatSync(file, { bigint: true });
    if (before !== undefined && isSameFile(before.stats, stats)) {
      if (before.stats.size === stats.size && before.stats.ctimeNs === stats.ctimeNs) return before;
      const more = added(file, before, Number(stats.size));
      if (more !== null) return remembered(before, stats, more);
    }
    const bytes = bytesOf(file, 0, Number(stats.size));
    return bytes === null ? null : remembered(undefined, stats, bytes);
  } finally {
    closeSync(file);
  }
}

const isSameFile = (a: BigIntStats, b: BigIntStats): boolean => a.ino === b.ino && a.dev === b.dev;

/** Bytes after those that are known; null where the last known line does not stand where it stood. */
function added(file: number, { stats, lastLine }: Known, size: number): Buffer | null {
  const end = Number(stats.size);
  if (size <= end) return null;
  const from = end - lastLine.byteLength;
  const bytes = bytesOf(file, from, size - from);
  if (bytes === null || !bytes.subarray(0, lastLine.byteLength).equals(lastLine)) return null;
  return bytes.subarray(lastLine.byteLength);
}

const LF = 0x0a;

function remembered(before: Known | undefined, stats: BigIntStats, bytes: Buffer): Known | null {
  if (bytes.at(-1) !== LF) return null;
  const reading = readLines(bytes, before?.reading);
  if (reading.fault !== null) return null;
  const lastLine = bytes.subarray(bytes.lastIndexOf(LF, bytes.byteLength - 2) + 1);
  return { reading, stats, lastLine: Buffer.from(lastLine) };
}

function bytesOf(file: number, from: number, length: number): Buffer | null {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; ) {
    const count = readSync(file, bytes, at, length - at, from + at);
    if (count === 0) return null;
    at += count;
  }
  return bytes;
}
