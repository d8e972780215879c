// Import of JSONL (copy, hashes, places, checks, mapping) against DuckDB's own `CREATE TABLE AS read_json_auto` and
// checkpoint, which does none of the first four: alternating, each run in a process of its own. Measured on a log whose
// calls repeat their conversation and on one in which nothing is repeated. Processor seconds of all threads are steadier
// than time on a busy machine, so both ratios are printed.
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

/** Prints each round of one log and answers the medians. */
function compareOn(name, file, rounds) {
  const ratios = [];
  const cpuRatios = [];
  const peaks = [];
  const { size } = statSync(file);
  let share = 0;
  for (let round = 1; round <= rounds; round++) {
    const baseline = inOwnProcess('baseline', file);
    const ours = inOwnProcess('exhibit', file);
    ratios.push(baseline.seconds / ours.seconds);
    cpuRatios.push(baseline.cpu / ours.cpu);
    peaks.push(ours.peak);
    share = ours.database / size;
    console.log(
      `import of ${name}, round ${round}: DuckDB ${spent(baseline)}, Exhibit ${spent(ours)}, ` +
        `ratio ${ratios.at(-1).toFixed(2)}, of processor time ${cpuRatios.at(-1).toFixed(2)}, ` +
        `load ${loadavg()[0].toFixed(1)}`,
    );
  }
  const result = {
    ratio: median(ratios),
    cpuRatio: median(cpuRatios),
    peakMegabytes: Math.max(...peaks),
    databaseShare: share,
  };
  console.log(
    `import of ${name}, ${(size / 1e6).toFixed(0)} MB: median ratio ${result.ratio.toFixed(2)}, ` +
      `of processor time ${result.cpuRatio.toFixed(2)}, peak memory ${result.peakMegabytes} MB, ` +
      `database ${(100 * share).toFixed(1)} % of the source`,
  );
  return result;
}

const spent = ({ seconds, cpu, peak }) =>
  `${seconds.toFixed(2)} s (${cpu.toFixed(2)} s of processor, ${peak} MB)`;

/** Answers the medians of each log; without `log`, of both generated ones. */
export async function benchImport({ megabytes = 200, rounds = 5, log = null } = {}) {
  await bundleImport();
  if (log !== null) return { [log]: compareOn(log, log, rounds) };
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-bench-'));
  const file = join(folder, 'log.jsonl');
  try {
    generateLog(file, megabytes * 1e6);
    const multiTurn = compareOn('multi-turn JSONL', file, rounds);
    generateLog(file, megabytes * 1e6, { turnsPerConversation: 1 });
    return { multiTurn, unique: compareOn('JSONL with nothing repeated', file, rounds) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[2] === '--measure') {
  const [measure, log, folder] = process.argv.slice(3);
  const result = await measures[measure](log, folder);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpu = (userCPUTime + systemCPUTime) / 1e6;
  console.log(JSON.stringify({ ...result, cpu, peak: Math.round(maxRSS / 1000) }));
} else if (process.argv[1] === script) {
  const [megabytes, rounds, log] = process.argv.slice(2);
  await benchImport({
    megabytes: Number(megabytes ?? 200),
    rounds: Number(rounds ?? 5),
    log: log ?? null,
  });
}
