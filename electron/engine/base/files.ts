import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { Refusal, reasonOf, systemCode } from './errors.ts';
import { writeAll } from './file-blocks.ts';

/** Writes a whole file so that a kill leaves the old one or the new one: temporary name, fsync, rename, fsync of the folder. */
export function writeFileDurably(path: string, data: string | Uint8Array, mode = 0o644): void {
  replaceFile(path, data, { mode, isSynced: true });
  syncFolder(dirname(path));
}

/** The same without waiting for the disk: a kill harms nothing, after a power loss the file may be damaged. */
export function writeFileWhole(path: string, data: string | Uint8Array, mode = 0o644): void {
  replaceFile(path, data, { mode, isSynced: false });
}

function replaceFile(
  path: string,
  data: string | Uint8Array,
  { mode, isSynced }: { readonly mode: number; readonly isSynced: boolean },
): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.tmp-${process.pid}`;
  const file = openSync(temporary, 'w', mode);
  try {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    writeAll(file, bytes);
    if (isSynced) fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

/** Makes a rename or a new name in a folder survive a power loss, where the system can. */
export function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EINVAL', 'EACCES'].includes(systemCode(error) ?? '')) throw error;
  }
}

/** Reads a JSON file of ours and checks it. Throws a Refusal that names the file. */
export function readJsonFile<T>(path: string, schema: z.ZodType<T>, what: string): T {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Refusal('not-found', `Cannot read ${what} ${path}: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal(
    'bad-usage',
    `${what} ${path} is not as expected at ${issue?.path.join('.') ?? 'the top'}: ${issue?.message ?? ''}.`,
  );
}
