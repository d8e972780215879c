#!/usr/bin/env node
// Starts the command line, building it first when a source is newer than the build.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

if (existsSync(join(root, 'electron', 'cli'))) {
  const { engineFolders, sourceStamp } = await import('./source-stamp.mjs');
  const { readFileSync } = await import('node:fs');
  const stamp = join(root, 'dist', 'node', 'stamp');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sourceStamp(root, engineFolders)) {
    process.stderr.write('Building Exhibit...\n');
    const { buildNode } = await import('./build.mjs');
    await buildNode();
  }
}

await import(join(root, 'dist', 'node', 'exhibit.mjs'));
