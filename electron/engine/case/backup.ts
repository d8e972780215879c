import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { Refusal } from '../base/errors.ts';
import { readCaseFile } from './case-file.ts';
import { layoutOf } from './layout.ts';
import { LOCK_FILE, lockForAppending, lockForReading } from './lock.ts';
import { isTemporaryFile, isTemporaryFolder } from './temporary.ts';

export interface Backup {
  path: string;
  files: number;
  bytes: number;
}

/** A consistent copy: no job can run and no act be written while it is made. It appears complete or not at all. */
export async function backupCase(casePath: string, destination: string): Promise<Backup> {
  const { root } = layoutOf(casePath);
  readCaseFile(layoutOf(casePath));
  const target = resolve(destination);
  if (existsSync(target))
    throw new Refusal(
      'case-exists',
      `${target} exists already; choose another name for the backup.`,
    );
  if (target.startsWith(`${root}${sep}`))
    throw new Refusal(
      'bad-usage',
      `${target} lies within the case itself; choose a place outside it.`,
    );
  const reading = lockForReading(root, 'making a backup');
  const temporary = `${target}.making-${process.pid}`;
  try {
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
  };
}

const isLeftOut = (path: string): boolean =>
  isTemporaryFile(path) || isTemporaryFolder(path) || LOCK_FILE.test(path);
