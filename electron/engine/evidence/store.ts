import { chmodSync, copyFileSync, constants, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '../base/files.ts';

/** Evidence is kept under its SHA-256, read-only from the first moment. */
export function evidencePath(folder: string, sha256: string): string {
  return join(folder, sha256);
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

/** Copies a file that is not parsed; a copy on write where the file system can. */
export function copyAside(source: string, temporary: string): void {
  copyFileSync(source, temporary, constants.COPYFILE_FICLONE);
}
