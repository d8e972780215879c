// Bundles what the window needs beside the engine: the main process and the preload script (one CommonJS file each: a
// sandboxed preload must be that, and the page's scheme must be announced before the app is ready), and the page.
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
import { dirname, join } from 'node:path';
import { argv, env } from 'node:process';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { buildNode, inStart, isStale } from './build.mjs';
import { sourceStamp } from './source-stamp.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const stampFile = join(dist, 'page', 'stamp');
const stamp = () => sourceStamp(root, ['electron', 'renderer', 'shared']);

/** Chromium of the oldest runtime that the app is tested on. */
const CHROMIUM = 'chrome130';

const isAppStale = () => !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp();

/** Builds the engine and the app where a source is newer than its build. */
export async function buildWhatIsStale() {
  if (isStale()) await buildNode();
  if (isAppStale()) await buildApp();
}

export async function buildApp() {
  const built = stamp();
  const temporary = join(dist, `.building-app-${process.pid}`);
  rmSync(temporary, { recursive: true, force: true });
  const define = { EXHIBIT_BUILD: JSON.stringify(built) };
  await bundle('electron/main/main.ts', join(temporary, 'main'), 'main.cjs', define);
  await bundle('electron/preload/preload.ts', join(temporary, 'preload'), 'preload.cjs', define);
  await asProduction(() => page(join(temporary, 'page'), define));
  writePictured(join(temporary, 'page'));
  writeFileSync(join(temporary, 'page', 'stamp'), built);
  for (const part of ['main', 'preload', 'page']) {
    const old = join(temporary, `old-${part}`);
    mkdirSync(dist, { recursive: true });
    if (existsSync(join(dist, part))) renameSync(join(dist, part), old);
    renameSync(join(temporary, part), join(dist, part));
  }
  rmSync(temporary, { recursive: true, force: true });
}

const bundle = (entry, outDir, file, define) =>
  build({
    configFile: false,
    root,
    define,
    logLevel: 'error',
    build: {
      ssr: join(root, entry),
      target: 'node20',
      outDir,
      emptyOutDir: true,
      minify: true,
      sourcemap: true,
      rollupOptions: {
        external: ['electron', ...builtinModules, /^node:/],
        output: { format: 'cjs', entryFileNames: file, chunkFileNames: '[name].cjs' },
      },
    },
    ssr: { noExternal: true },
  });

/** Font packages name a woff file after each woff2 for browsers that the app is not. */
const withoutOldFonts = {
  name: 'without-old-fonts',
  generateBundle(_options, files) {
    for (const name of Object.keys(files)) if (name.endsWith('.woff')) delete files[name];
  },
};

/**
 * The page with places for a picture of the home, which electron/main/home-picture.ts fills: its styles stand in it, and its
 * script is loaded once the picture is painted, so that nothing else is waited for.
 */
function writePictured(folder) {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const [script] = readdirSync(join(folder, 'assets')).filter((name) =>
    /^after-picture-.*\.js$/.test(name),
  );
  const pictured = page
    .replace('<html lang="en">', '<html lang="en" data-attributes-here="">')
    .replace(
      /<script type="module" crossorigin src="([^"]*)"><\/script>/g,
      '<link rel="modulepreload" crossorigin href="$1">',
    )
    .replace(
      /<link rel="modulepreload" crossorigin href="\.\/([^"]*\/core-[^"]*)">/,
      (preload, core) =>
        `${preload}<script type="module" src="./assets/${script}" data-page="/${core}"></script>`,
    )
    .replace(
      /<link rel="stylesheet" crossorigin href="\.\/([^"]*)">/,
      (_link, styles) =>
        `<style>${readFileSync(join(folder, styles), 'utf8').replaceAll('url(./', 'url(./assets/')}</style>`,
    )
    .replace(
      '<div id="exhibit">',
      '<div id="picture" inert aria-hidden="true"><!--picture--></div><div id="exhibit">',
    );
  for (const part of ['data-attributes-here', 'data-page', '<style>', '<!--picture-->'])
    if (pictured.split(part).length !== 2)
      throw new Error(`the page with a picture has no ${part}`);
  writeFileSync(join(folder, 'pictured.html'), pictured);
}

/** A test that builds says NODE_ENV=test, with which React's own slower and stricter build would be bundled. */
async function asProduction(work) {
  const { NODE_ENV } = env;
  env.NODE_ENV = 'production';
  try {
    await work();
  } finally {
    if (NODE_ENV === undefined) delete env.NODE_ENV;
    else env.NODE_ENV = NODE_ENV;
  }
}

const page = (outDir, define) =>
  build({
    configFile: false,
    define,
    root: join(root, 'renderer'),
    base: './',
    logLevel: 'error',
    plugins: [react(), withoutOldFonts],
    worker: { format: 'es' },
    build: {
      target: CHROMIUM,
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 8000,
      modulePreload: { polyfill: false },
      // What the first window is drawn with is one file: each costs a way to the main process and back.
      rollupOptions: {
        input: [join(root, 'renderer/index.html'), join(root, 'renderer/after-picture.ts')],
        output: {
          codeSplitting: { groups: [{ name: inStart([join(root, 'renderer/app/main.tsx')]) }] },
        },
      },
    },
  });

if (argv[1] === fileURLToPath(import.meta.url)) await buildApp();
