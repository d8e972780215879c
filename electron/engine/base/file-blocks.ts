import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BLOCK = 256 << 10;

/** The bytes of an open file from its start. */
export function* blocksOf(file: number): Generator<Buffer> {
  for (let at = 0; ; ) {
    const block = Buffer.allocUnsafeSlow(BLOCK);
    const length = readSync(file, block, 0, BLOCK, at);
    if (length === 0) return;
    at += length;
    yield block.subarray(0, length);
  }
}

/** A file of this user's alone that is gone as soon as it is closed, however the process ends. */
export function openUnnamed(): number {
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-'));
  try {
    return openSync(join(folder, 'unpacked'), 'wx+', 0o600);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A copy of an open file under a name, of this user's alone, for what reads by a path; gone when `use` has ended. */
export async function withNamedCopy<Result>(
  file: number,
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-'));
  try {
    return await withCopyAt(join(folder, 'unpacked'), file, use);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same at a path of a folder that the caller removes, for a thread that may be ended in the midst of it. */
export async function withCopyAt<Result>(
  path: string,
  file: number,
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  const copy = openSync(path, 'wx', 0o600);
  try {
    try {
      for (const block of blocksOf(file)) writeAll(copy, block);
    } finally {
      closeSync(copy);
    }
    return await use(path);
  } finally {
    rmSync(path, { force: true });
  }
}

/** Writes at `position`, or where the file stands. */
export function writeAll(file: number, bytes: Uint8Array, position: number | null = null): void {
  for (let written = 0; written < bytes.length; )
    written += writeSync(
      file,
      bytes,
      written,
      bytes.length - written,
      position === null ? null : position + written,
    );
}
