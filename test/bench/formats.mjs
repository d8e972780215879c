// Every format with a fixture of lines, on a log generated from it: processor time of DuckDB's `CREATE TABLE AS
// read_json_auto` and of an import, and their ratio, the slowest for its bytes first. It tells which formats
// `import.mjs` measures. Usage: node test/bench/formats.mjs [megabytes]
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateFromFixture } from './generate-from-fixture.mjs';
import { bundleImport, fixtureOf, measures } from './import.mjs';

const fixtures = fileURLToPath(new URL('../fixtures/logs', import.meta.url));
const bytes = Number(process.argv[2] ?? 10) * 1e6;

async function processorSeconds(measure, log) {
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-bench-'));
  const before = process.cpuUsage();
  try {
    const result = await measures[measure](log, folder);
    const { user, system } = process.cpuUsage(before);
    return { ...result, cpu: (user + system) / 1e6 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await bundleImport();
const folder = mkdtempSync(join(tmpdir(), 'exhibit-bench-'));
const log = join(folder, 'log.jsonl');
const rows = [];
try {
  for (const file of readdirSync(fixtures).filter((name) => name.endsWith('.jsonl'))) {
    const id = basename(file, '.jsonl');
    const size = generateFromFixture(fixtureOf(id), log, bytes);
    const ours = await processorSeconds('exhibit', log);
    const baseline = await processorSeconds('baseline', log).catch(() => ({ cpu: Number.NaN }));
    rows.push({ id, ours, baseline, rate: size / 1e6 / ours.cpu });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const { id, ours, baseline, rate } of rows.toSorted((a, b) => a.rate - b.rate))
  console.log(
    `${id}: ${rate.toFixed(1)} MB a second of processor, DuckDB ${baseline.cpu.toFixed(2)} s, Exhibit ${ours.cpu.toFixed(2)} s, ` +
      `ratio ${(baseline.cpu / ours.cpu).toFixed(2)}, read as ${ours.format}, ${ours.mapped} of ${ours.records} mapped`,
  );
console.log(`load ${loadavg()[0].toFixed(1)}`);
