// Import of multi-turn JSONL (copy, hashes, places, checks, mapping) against DuckDB's own `CREATE TABLE AS
// read_json_auto` and checkpoint, which does none of the first four: alternating, each run in a process of its own.
// Usage: node test/bench/import.mjs [megabytes] [rounds] [log.jsonl]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { generateLog } from './generate-log.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = join(root, 'dist/bench-import');
const script = fileURLToPath(import.meta.url);

/** The import room with its threads side by side, as the product's build puts them. */
async function bundleImport() {
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
          derive: engine('import/derive.ts'),
          schema: engine('case/schema.ts'),
        },
        external: [...native, ...builtinModules, /^node:/],
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
    ssr: { noExternal: true, external: native },
  });
}

const measures = {
  async baseline(log, folder) {
    const database = join(folder, 'baseline.duckdb');
    const start = performance.now();
    const instance = await DuckDBInstance.create(database, { threads: '2' });
    const connection = await instance.connect();
    await connection.run(
      'CREATE TABLE log AS SELECT * FROM read_json_auto($log, ignore_errors = true)',
      { log },
    );
    await connection.run('CHECKPOINT');
    return { seconds: (performance.now() - start) / 1000, database: statSync(database).size };
  },
  async exhibit(log, folder) {
    const { deriveFile } = await import(join(bundle, 'derive.mjs'));
    const { createTableSql, TABLE_LIST } = await import(join(bundle, 'schema.mjs'));
    const database = join(folder, 'case.duckdb');
    const start = performance.now();
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: '1GB',
      temp_directory: join(folder, 'spill'),
    });
    const connection = await instance.connect();
    await connection.run(
      `ATTACH '${database}' AS store (STORAGE_VERSION 'v1.4.0', ROW_GROUP_SIZE 40960)`,
    );
    await connection.run('SET write_buffer_row_group_count = 1');
    for (const table of TABLE_LIST) await connection.run(createTableSql(table));
    await connection.run('BEGIN');
    const evidence = { evidence_id: 1, name: 'log.jsonl' };
    const options = {
      connection,
      source: log,
      copyTo: join(folder, 'copy'),
      evidence,
      format: null,
      zone: 'UTC',
      clockOffsetMs: 0,
    };
    const derived = await deriveFile(options, {});
    await connection.run('COMMIT');
    await connection.run('CHECKPOINT store');
    if (derived.mapped !== derived.records) throw new Error('not all records were mapped');
    return { seconds: (performance.now() - start) / 1000, database: statSync(database).size };
  },
};

function inOwnProcess(measure, log) {
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-bench-'));
  try {
    return JSON.parse(
      execFileSync(process.execPath, [script, '--measure', measure, log, folder], {
        encoding: 'utf8',
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Prints each round and answers the medians. */
export async function benchImport({ megabytes = 200, rounds = 5, log = null } = {}) {
  await bundleImport();
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-bench-'));
  try {
    const file = log ?? join(folder, 'log.jsonl');
    if (log === null) generateLog(file, megabytes * 1e6);
    const ratios = [];
    const peaks = [];
    let share = 0;
    for (let round = 1; round <= rounds; round++) {
      const baseline = inOwnProcess('baseline', file);
      const ours = inOwnProcess('exhibit', file);
      ratios.push(baseline.seconds / ours.seconds);
      peaks.push(ours.peak);
      share = ours.database / statSync(file).size;
      console.log(
        `import round ${round}: DuckDB ${baseline.seconds.toFixed(2)} s, Exhibit ${ours.seconds.toFixed(2)} s, ` +
          `ratio ${ratios.at(-1).toFixed(2)}, peak ${ours.peak} MB, load ${loadavg()[0].toFixed(1)}`,
      );
    }
    const result = {
      ratio: median(ratios),
      peakMegabytes: Math.max(...peaks),
      databaseShare: share,
    };
    console.log(
      `import of ${(statSync(file).size / 1e6).toFixed(0)} MB: median ratio ${result.ratio.toFixed(2)}, ` +
        `peak ${result.peakMegabytes} MB, database ${(100 * share).toFixed(1)} % of the source`,
    );
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[2] === '--measure') {
  const [measure, log, folder] = process.argv.slice(3);
  const result = await measures[measure](log, folder);
  console.log(
    JSON.stringify({ ...result, peak: Math.round(process.resourceUsage().maxRSS / 1000) }),
  );
} else if (process.argv[1] === script) {
  const [megabytes, rounds, log] = process.argv.slice(2);
  await benchImport({
    megabytes: Number(megabytes ?? 200),
    rounds: Number(rounds ?? 5),
    log: log ?? null,
  });
}
