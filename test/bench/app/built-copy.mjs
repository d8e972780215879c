import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWhatIsStale } from '../../../scripts/build-app.mjs';

const root = realpathSync(join(import.meta.dirname, '../../..'));

/** A copy of the built app in a folder of its own, so that a build under way changes nothing in what is measured. */
export async function copyOfBuild() {
  if (process.env.EXHIBIT_BENCH_BUILT === undefined) await buildWhatIsStale();
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-bench-app-'));
  for (const part of ['main', 'preload', 'page', 'node', 'fonts'])
    cpSync(join(root, 'dist', part), join(folder, 'dist', part), { recursive: true });
  for (const part of ['node_modules', 'resources'])
    symlinkSync(join(root, part), join(folder, part));
  for (const file of ['measured-main.cjs', 'first-screens.js'])
    cpSync(join(import.meta.dirname, file), join(folder, file));
  const description = { name: 'exhibit', productName: 'Exhibit', version: '0.0.0' };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ ...description, type: 'module', main: 'measured-main.cjs' }),
  );
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
