import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Changes whenever a source file changes: names, sizes and times, not contents, so that it costs milliseconds. */
export function sourceStamp(root) {
  const hash = createHash('sha256');
  const add = (path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  };
  for (const folder of ['electron', 'shared'])
    for (const entry of readdirSync(join(root, folder), {
      recursive: true,
      withFileTypes: true,
    }).sort(byPath))
      if (entry.isFile()) add(join(entry.parentPath, entry.name));
  for (const file of ['package-lock.json', 'scripts/build.mjs', 'scripts/fonts.mjs'])
    add(join(root, file));
  return hash.digest('hex');
}

const byPath = (a, b) => (join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1);
