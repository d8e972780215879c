// Import of JSONL (copy, hashes, places, checks, mapping) against DuckDB's own `CREATE TABLE AS read_json_auto` and
// checkpoint, which does none of the first four: alternating, each run in a process of its own. Measured on a log whose
// calls repeat their conversation, on one in which nothing is repeated, on the first of them as Parquet against the same
// of `read_parquet`, and on the two formats that are slowest for their bytes (`formats.mjs` finds them). Processor seconds
// of all threads are steadier than time on a busy machine, so both ratios are printed.
// Usage: node test/bench/import.mjs [megabytes] [rounds] [log.jsonl]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { generateFromFixture } from './generate-from-fixture.mjs';
import { generateLog } from './generate-log.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = join(root, 'dist/bench-import');
const script = fileURLToPath(import.meta.url);

export const fixtureOf = (format) => join(root, 'test/fixtures/logs', `${format}.jsonl`);

/** As `node test/bench/formats.mjs` finds them. */
const SLOWEST = ['bedrock-invocation-log', 'openinference'];

/** The import room with its threads side by side, as the product's build puts them. */
export async function bundleImport() {
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

export const measures = {
  async baseline(log, folder) {
    const database = join(folder, 'baseline.duckdb');
    const start = performance.now();
    const instance = await DuckDBInstance.create(database, { threads: '2' });
    const connection = await instance.connect();
    const reader = log.endsWith('.parquet')
      ? 'read_parquet($log)'
      : 'read_json_auto($log, ignore_errors = true)';
    await connection.run(`CREATE TABLE log AS SELECT * FROM ${reader}`, { log });
    await connection.run('CHECKPOINT');
    connection.closeSync();
    instance.closeSync();
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
      mapping: null,
      zone: 'UTC',
      clockOffsetMs: 0,
      checkpoints: null,
      partitions: [],
      joinWindowMs: null,
      repairs: [],
    };
    const derived = await deriveFile(options, {});
    await connection.run('COMMIT');
    await connection.run('CHECKPOINT store');
    connection.closeSync();
    instance.closeSync();
    const { format, records, mapped } = derived;
    return {
      seconds: (performance.now() - start) / 1000,
      database: statSync(database).size,
      format,
      records,
      mapped,
    };
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
    if (ours.mapped < ours.records * LEAST_MAPPED) throw new Error('not all records were mapped');
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

/** Fixtures hold a few records that their format refuses. */
const LEAST_MAPPED = 0.8;

const spent = ({ seconds, cpu, peak }) =>
  `${seconds.toFixed(2)} s (${cpu.toFixed(2)} s of processor, ${peak} MB)`;

/** The log as a data set would hold it. */
async function writeParquet(log, file) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (FROM read_json_auto('${log}')) TO '${file}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
}

/** Answers the medians of each log; without `log`, of both generated ones. */
export async function benchImport({ megabytes = 200, rounds = 5, log = null } = {}) {
  await bundleImport();
  if (log !== null) return { [log]: compareOn(log, log, rounds) };
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-bench-'));
  const file = join(folder, 'log.jsonl');
  try {
    generateLog(file, megabytes * 1e6);
    const multiTurn = compareOn('multi-turn JSONL', file, rounds);
    const columnar = join(folder, 'log.parquet');
    await writeParquet(file, columnar);
    const parquet = compareOn('multi-turn Parquet', columnar, rounds);
    generateLog(file, megabytes * 1e6, { turnsPerConversation: 1 });
    const unique = compareOn('JSONL with nothing repeated', file, rounds);
    const slowest = {};
    for (const format of SLOWEST) {
      generateFromFixture(fixtureOf(format), file, (megabytes * 1e6) / 4);
      slowest[format] = compareOn(format, file, rounds);
    }
    return { multiTurn, parquet, unique, slowest };
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
