import { closeSync, fstatSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Compression, compressionOf } from './compression.ts';
import { openEvidence } from './open-evidence.ts';
import { blocksOf, openUnnamed, unpack, writeAll } from './unpack.ts';

/**
 * The bytes in which a file's records have their places: the file itself, or what it unpacks to. Of a compressed file
 * that is a file of its own, this user's alone and without a name, which goes when it is let go.
 */
export interface Content {
  readonly file: number;
  readonly bytes: number;
  readonly release: () => void;
}

/** Unpacked files that are kept for the next question; the one that was asked for longest ago goes. */
const KEPT = 2;

interface Kept {
  readonly unpacked: Promise<number>;
  users: number;
  dropped: boolean;
}
const kept = new Map<string, Kept>();

/** Opens it; the caller releases it. Refuses (`case-damaged`) evidence that is gone. */
export async function openContent(
  folder: string,
  evidence: { sha256: string; name: string },
): Promise<Content> {
  const file = openEvidence(folder, evidence);
  const head = Buffer.alloc(4);
  const compression = compressionOf(head.subarray(0, readSync(file, head, 0, 4, 0)));
  if (compression === null)
    return { file, bytes: fstatSync(file).size, release: () => closeSync(file) };
  const key = join(folder, evidence.sha256);
  const entry = kept.get(key) ?? {
    unpacked: unpackAside(file, compression),
    users: 0,
    dropped: false,
  };
  if (kept.has(key)) closeSync(file);
  // Asked for last.
  kept.delete(key);
  kept.set(key, entry);
  entry.users += 1;
  const release = (): void => {
    entry.users -= 1;
    closeUnused(entry);
  };
  try {
    dropOldest();
    const unpacked = await entry.unpacked;
    return { file: unpacked, bytes: fstatSync(unpacked).size, release };
  } catch (error) {
    kept.delete(key);
    throw error;
  }
}

/** Lets go of what is kept for the next question, as when the cases of a process are closed. */
export function forgetContents(): void {
  for (const [key, entry] of kept) drop(key, entry);
}

function dropOldest(): void {
  for (const [key, entry] of kept) {
    if (kept.size <= KEPT) return;
    drop(key, entry);
  }
}

function drop(key: string, entry: Kept): void {
  kept.delete(key);
  entry.dropped = true;
  closeUnused(entry);
}

function closeUnused(entry: Kept): void {
  if (!entry.dropped || entry.users > 0) return;
  entry.unpacked.then(closeSync, () => undefined);
}

/** Others in the process have their turn after so many bytes: unpacking is work of this thread. */
const TURN_BYTES = 4 << 20;

async function unpackAside(file: number, compression: Compression): Promise<number> {
  const unpacked = openUnnamed();
  try {
    let sinceTurn = 0;
    for await (const block of unpack(blocksOf(file), compression)) {
      writeAll(unpacked, block);
      sinceTurn += block.length;
      if (sinceTurn < TURN_BYTES) continue;
      sinceTurn = 0;
      await setImmediate();
    }
    return unpacked;
  } catch (error) {
    closeSync(unpacked);
    throw error;
  } finally {
    closeSync(file);
  }
}
