import {
  chmodSync,
  constants,
  createReadStream,
  createWriteStream,
  existsSync,
  lstatSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { syncFolder } from '../base/files.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';

/** Where the evidence of a case is read from: copies in a folder of the case, and files that stay where they are. */
export interface EvidenceStore {
  readonly folder: string;
  /** By SHA-256, as custody names them. */
  readonly inPlace: ReadonlyMap<string, FileInPlace>;
}

/** A file of evidence that was not copied, as it was when it was imported. */
export interface FileInPlace {
  /** Absolute, links followed. */
  readonly path: string;
  readonly bytes: number;
  /** UTC, ISO 8601, to the millisecond. */
  readonly modified_at: string;
}

export function fileInPlace(path: string): FileInPlace {
  const { size, mtime } = statSync(path);
  return { path: realpathSync(path), bytes: size, modified_at: mtime.toISOString() };
}

/** Evidence is kept under its SHA-256, read-only from the first moment. */
export function evidencePath(folder: string, sha256: string): string {
  return join(folder, sha256);
}

/**
 * Where the bytes of a file of evidence are, whether they are there or not. A copy in the case goes before the file in
 * place, so that whoever has put one there needs that file no more.
 */
export function pathOfEvidence({ folder, inPlace }: EvidenceStore, sha256: string): string {
  const copy = evidencePath(folder, sha256);
  const file = inPlace.get(sha256);
  return file === undefined || existsSync(copy) ? copy : file.path;
}

/** The file that is read in place; null where the case holds a copy. */
export function readInPlace(store: EvidenceStore, sha256: string): FileInPlace | null {
  const file = store.inPlace.get(sha256);
  return file === undefined || existsSync(evidencePath(store.folder, sha256)) ? null : file;
}

/** What tells without reading it that a file is not what was imported; null where nothing does. */
export function changeOf({ path, bytes, modified_at }: FileInPlace): string | null {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 'is no longer there';
  if (!found.isFile()) return 'is no plain file any more';
  if (found.size !== bytes) return `has ${found.size} bytes where ${bytes} were imported`;
  const now = found.mtime.toISOString();
  return now === modified_at
    ? null
    : `was written to at ${now}, after it was imported as of ${modified_at}`;
}

/** The same store, for which it does not matter when files in place were written to. */
export const asOfNow = ({ folder, inPlace }: EvidenceStore): EvidenceStore => ({
  folder,
  inPlace: new Map(
    [...inPlace].map(([sha256, file]) => {
      const modified_at = statSync(file.path, { throwIfNoEntry: false })?.mtime.toISOString();
      return [sha256, { ...file, modified_at: modified_at ?? file.modified_at }];
    }),
  ),
});

/** A sentence about a file in place whose bytes cannot be had: what, where, and what to do. */
export const changedInPlace = (
  { sha256, name }: { sha256: string; name: string },
  { path }: FileInPlace,
  change: string,
): string =>
  `${name}, evidence that was left in place, ${change} (${path}); put the file back as it was, or put a copy of it into the case as evidence/${sha256}.`;

/** Such a sentence where the case needs a file in place, and it is not what was imported; else null. */
export function lostInPlace(
  store: EvidenceStore,
  evidence: { sha256: string; name: string },
): string | null {
  const file = readInPlace(store, evidence.sha256);
  const change = file === null ? null : changeOf(file);
  return file === null || change === null ? null : changedInPlace(evidence, file, change);
}

/** Where a file is copied to before its hash is known. Never named by a log; removed by the next job after a kill. */
export function temporaryEvidencePath(folder: string): string {
  return join(folder, `copying.tmp-${process.pid}`);
}

/** Gives a complete copy its final name. The caller has synced it. */
export function keepEvidence(folder: string, temporary: string, sha256: string): void {
  const path = evidencePath(folder, sha256);
  if (existsSync(path)) {
    rmSync(temporary, { force: true });
    return;
  }
  chmodSync(temporary, 0o444);
  renameSync(temporary, path);
  syncFolder(folder);
}

/** Copies a file that is not parsed; a copy on write where the file system can. A cancel ends it. */
export async function copyAside(source: string, temporary: string, job: Job = {}): Promise<void> {
  stopIfCancelled(job);
  if (await isCloned(source, temporary)) return;
  const { signal } = job;
  await pipeline(
    createReadStream(source, { highWaterMark: 1 << 22 }),
    createWriteStream(temporary, { mode: 0o600, flush: true }),
    ...(signal === undefined ? [] : [{ signal }]),
  ).catch((error: unknown) => {
    stopIfCancelled(job);
    throw error;
  });
}

const isCloned = (source: string, target: string): Promise<boolean> =>
  copyFile(source, target, constants.COPYFILE_FICLONE_FORCE).then(
    () => true,
    () => false,
  );
