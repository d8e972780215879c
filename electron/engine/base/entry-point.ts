import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from './errors.ts';

const here = dirname(fileURLToPath(import.meta.url));

/**
 * Where a worker thread or child process starts. The build puts every entry side by side; when the engine runs from
 * its sources (in tests) the built one is taken.
 */
export function entryPoint(name: string): string {
  for (const folder of [here, join(here, '../../../dist/node')]) {
    const path = join(folder, `${name}.mjs`);
    if (existsSync(path)) return path;
  }
  throw new Fault(`the built entry ${name}.mjs is missing; run npm run build`);
}

/** A file under `resources/`: rules, taxonomy, templates, fonts, samples. */
export function resource(...parts: string[]): string {
  for (const folder of [join(here, '../../resources'), join(here, '../../../resources')]) {
    const path = join(folder, ...parts);
    if (existsSync(path)) return path;
  }
  throw new Fault(`the resource ${parts.join('/')} is missing`);
}
