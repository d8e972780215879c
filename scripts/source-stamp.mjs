import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the engine and the command line are built from. */
export const engineFolders = ['electron/cli', 'electron/engine', 'electron/engine-host', 'shared'];

/**
 * Changes whenever a source file in these folders changes: names, sizes and times, not contents, so that it costs
 * milliseconds.
 */
export function sourceStamp(root, folders) {
  const hash = createHash('sha256');
  const add = (path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  };
  for (const folder of folders)
    for (const entry of readdirSync(join(root, folder), {
      recursive: true,
      withFileTypes: true,
    }).sort(byPath))
      if (entry.isFile()) add(join(entry.parentPath, entry.name));
  for (const file of [
    'package-lock.json',
    'scripts/build.mjs',
    'scripts/build-app.mjs',
    'scripts/fonts.mjs',
  ])
    add(join(root, file));
  return hash.digest('hex');
}

const byPath = (a, b) => (join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1);
