// Bundles the command line and every `*.entry.ts` (worker threads, child processes) side by side into dist/node, with
// the fonts of reports beside them. Built in a temporary folder and renamed: a running command never sees half of it.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { buildFonts } from './fonts.mjs';
import { engineFolders, sourceStamp } from './source-stamp.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const stampFile = join(dist, 'node', 'stamp');
// DuckDB's own JavaScript is bundled: its many small files take longer to find than to run.
const native = ['@duckdb/node-bindings', '@myriaddreamin/typst-ts-node-compiler'];

function entries() {
  const files = readdirSync(join(root, 'electron'), { recursive: true }).filter((path) =>
    path.endsWith('.entry.ts'),
  );
  return Object.fromEntries(
    files.sort().map((path) => [basename(path, '.entry.ts'), join(root, 'electron', path)]),
  );
}

/** What the engine loads on demand, but in every start. */
const workbench = join(root, 'electron/engine/session/workbench.ts');

/** Names the file of what these modules import, at once and not on demand. */
export function inStart(modules) {
  let wanted;
  return (module, built) => {
    wanted ??= importedBy(modules, built);
    return wanted.has(module) ? 'core' : null;
  };
}

function importedBy(modules, built) {
  const found = new Set(modules);
  for (const module of found)
    for (const imported of built.getModuleInfo(module)?.importedIds ?? []) found.add(imported);
  return found;
}

const bundle = (outDir, input, output) =>
  build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: false,
      minify: true,
      sourcemap: true,
      rollupOptions: { input, external: [...native, ...builtinModules, /^node:/], output },
    },
    ssr: { noExternal: true, external: native },
  });

export function isStale() {
  return (
    !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== sourceStamp(root, engineFolders)
  );
}

export async function buildNode() {
  const stamp = sourceStamp(root, engineFolders);
  const temporary = join(dist, `.building-${process.pid}`);
  rmSync(temporary, { recursive: true, force: true });
  const { engine, 'engine-start': start, ...others } = entries();
  await bundle(temporary, others, {
    format: 'es',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
  });
  // The window waits for the engine: its start is one file, and the rest comes when it is asked for.
  await bundle(
    temporary,
    { 'engine-start': start },
    {
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: 'engine-[name]-[hash].cjs',
      codeSplitting: { groups: [{ name: inStart([start, workbench]) }] },
    },
  );
  await bundle(temporary, { engine }, { format: 'cjs', entryFileNames: '[name].cjs' });
  await buildFonts(join(dist, 'fonts'));
  writeFileSync(join(temporary, 'stamp'), stamp);
  const old = join(dist, `.old-${process.pid}`);
  mkdirSync(dist, { recursive: true });
  if (existsSync(join(dist, 'node'))) renameSync(join(dist, 'node'), old);
  renameSync(temporary, join(dist, 'node'));
  rmSync(old, { recursive: true, force: true });
}

if (argv[1] === fileURLToPath(import.meta.url)) await buildNode();
