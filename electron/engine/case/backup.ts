import { chmodSync, cpSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Refusal } from '../base/errors.ts';
import { sha256OfFile } from '../base/hash.ts';
import { readChain } from '../custody/chain.ts';
import { importsAsRead } from '../custody/imports.ts';
import {
  changedInPlace,
  changeOf,
  copyAside,
  evidencePath,
  type FileInPlace,
  readInPlace,
} from '../evidence/store.ts';
import { readCaseFile } from './case-file.ts';
import { evidenceStoreOf } from './evidence-store.ts';
import { type CaseLayout, layoutOf } from './layout.ts';
import { LOCK_FILE, lockForAppending, lockForReading } from './lock.ts';
import { refuseWithin } from './outside.ts';
import { isTemporaryFile, isTemporaryFolder } from './temporary.ts';
import { isAside } from './unfinished-import.ts';

export interface Backup {
  path: string;
  files: number;
  bytes: number;
  /** Evidence that was left where it is and is not held by the backup. */
  in_place: { name: string; path: string; bytes: number }[];
}

export interface BackupOptions {
  /** Takes evidence that was left where it is into the backup, so that it stands for itself. */
  readonly withInPlace: boolean;
}

/** A consistent copy: no job can run and no act be written while it is made. It appears complete or not at all. */
export async function backupCase(
  casePath: string,
  destination: string,
  { withInPlace }: BackupOptions = { withInPlace: false },
): Promise<Backup> {
  const layout = layoutOf(casePath);
  const { root } = layout;
  readCaseFile(layout);
  const target = resolve(destination);
  if (existsSync(target))
    throw new Refusal(
      'case-exists',
      `${target} exists already; choose another name for the backup.`,
    );
  refuseWithin(root, target);
  const reading = lockForReading(root, 'making a backup');
  const temporary = `${target}.making-${process.pid}`;
  let leftOut: readonly InPlace[];
  try {
    const inPlace = evidenceInPlace(layout);
    leftOut = withInPlace ? [] : inPlace;
    const appending = await lockForAppending(root);
    try {
      cpSync(root, temporary, {
        recursive: true,
        preserveTimestamps: true,
        filter: (source) => !isLeftOut(relative(root, source)),
      });
    } finally {
      appending.release();
    }
    if (withInPlace) for (const file of inPlace) await takeIn(file, layoutOf(temporary).evidence);
    renameSync(temporary, target);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    reading.release();
  }
  const files = readdirSync(target, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return {
    path: target,
    files: files.length,
    bytes: files.reduce(
      (sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size,
      0,
    ),
    in_place: leftOut.map(({ name, path, bytes }) => ({ name, path, bytes })),
  };
}

interface InPlace extends FileInPlace {
  readonly name: string;
  readonly sha256: string;
}

/** Evidence of which the case holds no copy. */
function evidenceInPlace(layout: CaseLayout): InPlace[] {
  const { entries } = readChain(layout.custody);
  const store = evidenceStoreOf(layout, entries);
  return importsAsRead(entries).flatMap(({ begun: { name, sha256 } }) => {
    const file = readInPlace(store, sha256);
    return file === null ? [] : [{ ...file, name, sha256 }];
  });
}

async function takeIn(file: InPlace, folder: string): Promise<void> {
  const change = changeOf(file);
  if (change !== null) throw new Refusal('case-damaged', changedInPlace(file, file, change));
  const path = evidencePath(folder, file.sha256);
  await copyAside(file.path, path);
  const { sha256 } = await sha256OfFile(path);
  if (sha256 !== file.sha256)
    throw new Refusal(
      'case-damaged',
      changedInPlace(file, file, `is another file by now (SHA-256 ${sha256})`),
    );
  chmodSync(path, 0o444);
}

const isLeftOut = (path: string): boolean =>
  isTemporaryFile(path) || isTemporaryFolder(path) || LOCK_FILE.test(path) || isAside(path);
