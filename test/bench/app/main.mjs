// The app itself, in a real Electron on a display of its own: how long a person waits. Prints each measurement and the
// table; nothing here fails for being slow.
// Usage: node test/bench/app/main.mjs [start] [views] [scrolling] [replay] [previewing] [pairing] [marking] [importing]   all without an argument
// EXHIBIT_BENCH_PROFILES=FOLDER leaves processor profiles of the page there; EXHIBIT_BENCH_ROUNDS=n for other than 5.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDisplay } from '../../../scripts/electron/display.mjs';
import { findElectron } from '../../../scripts/electron/runtime.mjs';
import { ensureSystemLibraries } from '../../../scripts/electron/system-libraries.mjs';
import { generateLog } from '../generate-log.mjs';
import { makeMillionCase } from '../million-turns.mjs';
import { copyOfBuild } from './built-copy.mjs';
import { measureImporting } from './importing.mjs';
import { makeLongConversationCase, writeManyActs } from './long-case.mjs';
import { measureMarking } from './marking.mjs';
import { measurePairing } from './pairing.mjs';
import { measureReplay, measureTurnsScrolling } from './scrolling.mjs';
import { measurePreviewing } from './previewing.mjs';
import { measureStart } from './start.mjs';
import { measureViews } from './views.mjs';

const TURNS = 1_000_000;
const MESSAGES = 300_000;
const ACTS = 5000;
const rounds = Number(process.env.EXHIBIT_BENCH_ROUNDS ?? 5);
const asked = process.argv.slice(2);

const { executable, version } = await findElectron();
ensureSystemLibraries({ executable, display: true });
const built = await copyOfBuild();
const { display, stop } = await startDisplay('1440x900x24');
const runtime = { folder: built.folder, electron: executable, display };
const cases = mkdtempSync(join(tmpdir(), 'exhibit-bench-cases-'));
let million;
const millionCase = async () => (million ??= await makeMillionCase(cases, TURNS));

const measures = {
  start: () => measureStart({ ...runtime, rounds }),
  views: async () => measureViews(await millionCase(), runtime, rounds),
  scrolling: async () => measureTurnsScrolling(await millionCase(), runtime, rounds),
  replay: async () =>
    measureReplay(await makeLongConversationCase(cases, MESSAGES), MESSAGES, runtime, rounds),
  previewing: () => measurePreviewing(runtime, rounds),
  pairing: () => measurePairing(runtime, rounds),
  marking: async () => {
    const path = await makeLongConversationCase(cases, 300);
    const few = await measureMarking(path, 'few acts', runtime, rounds);
    await writeManyActs(path, ACTS);
    return [...few, ...(await measureMarking(path, '5,000 acts', runtime, rounds))];
  },
  importing: async () => {
    const log = join(cases, 'log.jsonl');
    generateLog(log, 200e6);
    const path = await millionCase();
    // Last, for the case is another one then.
    million = undefined;
    return measureImporting(path, log, runtime);
  },
};

const table = [];
const failed = [];
try {
  for (const [name, measure] of Object.entries(measures)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.log(`== ${name}; load ${loadavg()[0].toFixed(1)}`);
    try {
      table.push(...(await measure()));
    } catch (error) {
      failed.push(name);
      console.error(`${name} could not be measured: ${error.stack ?? error}`);
    }
  }
} finally {
  stop();
  built.remove();
  rmSync(cases, { recursive: true, force: true, maxRetries: 5 });
}

console.log(`\nElectron ${version}`);
const rows = [
  ['row', 'measured', 'bound', 'met', 'load'],
  ...table.map((line) => [line.row, line.measured, line.bound, line.met ? 'yes' : 'no', line.load]),
];
const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => row[at].length)));
for (const row of rows)
  console.log(
    row
      .map((cell, at) => cell.padEnd(widths[at]))
      .join('  ')
      .trimEnd(),
  );
process.exitCode = failed.length > 0 ? 1 : 0;
