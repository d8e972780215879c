// Search over a multi-turn case, all occurrences counted and the first hundred with places, against ripgrep over the
// source: alternating, in one process that holds the case open, as the app does.
// Usage: node test/bench/search.mjs [megabytes] [rounds] [log.jsonl]
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateLog } from './generate-log.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = join(root, 'dist/bench-search');
const script = fileURLToPath(import.meta.url);

const SEARCHES = [
  { name: 'rare phrase', filter: '"17-3?"', rg: ['-i', '-F', '17-3?'] },
  { name: 'common phrase', filter: '"naïve account"', rg: ['-i', '-F', 'naïve account'] },
  {
    name: 'regular expression',
    filter: '/(delayed|shipping) invoice [a-z]+ 1?[0-9]7-[0-9]/',
    rg: ['(delayed|shipping) invoice [a-z]+ 1?[0-9]7-[0-9]'],
  },
];

/** The rooms that are measured, with the import's threads side by side. */
async function bundleEngine() {
  const { build } = await import('vite');
  const engine = (path) => join(root, 'electron/engine', path);
  const native = ['@duckdb/node-api', '@duckdb/node-bindings'];
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir: bundle,
      emptyOutDir: true,
      rollupOptions: {
        input: {
          copier: engine('import/copier.entry.ts'),
          parser: engine('import/parser.entry.ts'),
          create: engine('case/create.ts'),
          'import-files': engine('import/import-files.ts'),
          open: engine('case/open.ts'),
          search: engine('search/search.ts'),
          texts: engine('search/texts.ts'),
        },
        external: [...native, ...builtinModules, /^node:/],
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
    ssr: { noExternal: true, external: native },
  });
  const load = (name) => import(join(bundle, `${name}.mjs`));
  return Object.assign(
    {},
    ...(await Promise.all(['create', 'import-files', 'open', 'search', 'texts'].map(load))),
  );
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function timed(work) {
  const start = performance.now();
  const answer = await work();
  return { milliseconds: performance.now() - start, answer };
}

function ripgrep(args, file) {
  return Number(
    execFileSync('rg', ['--count-matches', '-e', args.at(-1), ...args.slice(0, -1), file], {
      encoding: 'utf8',
    }),
  );
}

/** Prints and answers the median of the rounds' ratios per search: our time by ripgrep's, texts stored and in memory. */
export async function benchSearch({ megabytes = 200, rounds = 5, log = null } = {}) {
  if (spawnSync('rg', ['--version']).status !== 0) {
    console.log('skipped: search against ripgrep (rg is not installed)');
    return [];
  }
  const engine = await bundleEngine();
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-bench-'));
  try {
    const file = log ?? join(folder, 'log.jsonl');
    if (log === null) generateLog(file, megabytes * 1e6);
    const { path } = await engine.createCase(join(folder, 'bench.exhibit'), 'bench');
    await engine.importFiles(path, [file], {
      format: null,
      zone: 'UTC',
      clockOffsetMs: 0,
      intake: null,
    });
    const open = await engine.openCase(path, 'measuring');
    try {
      return await measure(engine, open.database.connection, file, rounds);
    } finally {
      open.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure({ search, warmTexts, STORED_TEXTS }, connection, file, rounds) {
  const inMemory = await warmTexts(connection, 1e9);
  const results = [];
  for (const { name, filter, rg } of SEARCHES) {
    const times = { rg: [], stored: [], memory: [] };
    for (let round = 0; round <= rounds; round++) {
      const theirs = await timed(() => ripgrep(rg, file));
      const stored = await timed(() => search(connection, filter, { texts: STORED_TEXTS }));
      const memory = await timed(() => search(connection, filter, { texts: inMemory }));
      if (stored.answer.hits_total !== theirs.answer || memory.answer.hits_total !== theirs.answer)
        throw new Error(
          `${name}: ripgrep counts ${theirs.answer}, Exhibit ${stored.answer.hits_total}`,
        );
      if (round === 0) continue; // The first round only fills caches, on both sides.
      times.rg.push(theirs.milliseconds);
      times.stored.push(stored.milliseconds);
      times.memory.push(memory.milliseconds);
    }
    const [theirs, stored, memory] = [times.rg, times.stored, times.memory].map(median);
    console.log(
      `search, ${name}: ripgrep ${theirs.toFixed(0)} ms, Exhibit ${memory.toFixed(0)} ms (${(memory / theirs).toFixed(2)}), ` +
        `with stored texts ${stored.toFixed(0)} ms (${(stored / theirs).toFixed(2)}), load ${loadavg()[0].toFixed(1)}`,
    );
    results.push({ name, ratio: memory / theirs, ratioStored: stored / theirs });
  }
  return results;
}

if (process.argv[1] === script) {
  const [megabytes, rounds, log] = process.argv.slice(2);
  await benchSearch({
    megabytes: Number(megabytes ?? 200),
    rounds: Number(rounds ?? 5),
    log: log ?? null,
  });
}
