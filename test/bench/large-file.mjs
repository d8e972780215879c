// A log of many gigabytes, generated, imported where it stands by the command line, and removed: processor time, peak
// memory and the size of the database, with the load of the machine. It reads /proc, so it runs on Linux.
// Usage: node test/bench/large-file.mjs [gigabytes] [folder]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateLog } from './generate-log.mjs';

const exhibit = fileURLToPath(new URL('../../scripts/exhibit.mjs', import.meta.url));

/** Runs one command and looks at it twice a second; what it took is as of the last look. */
function run(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [exhibit, ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    let seen = { cpu: 0, peak: 0 };
    const timer = setInterval(() => {
      seen = seenOf(child.pid) ?? seen;
    }, 500);
    child.on('exit', (code) => {
      clearInterval(timer);
      if (code === 0) resolve(seen);
      else reject(new Error(`${args[0]} ended with ${code}`));
    });
  });
}

/** null where the process has just ended. */
function seenOf(pid) {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .split(') ')[1]
      .split(' ')
      .slice(11, 13);
    const [, peak] = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return { cpu: (Number(user) + Number(system)) / 100, peak: Math.round(Number(peak) / 1000) };
  } catch {
    return null;
  }
}

const gigabytes = Number(process.argv[2] ?? 40);
const folder = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'exhibit-large-'));
const log = join(folder, 'log.jsonl');
const place = join(folder, 'large.exhibit');
try {
  const { bytes, lines } = generateLog(log, gigabytes * 1e9, { sentences: 4096 });
  await run('new', place, '--title', 'Large');
  const { cpu, peak } = await run('import', place, log, '--in-place');
  const database = statSync(join(place, 'case.duckdb')).size;
  console.log(
    `import of ${(bytes / 1e9).toFixed(1)} GB, ${lines} calls: ${cpu.toFixed(0)} s of processor, peak memory ${peak} MB, ` +
      `database ${((100 * database) / bytes).toFixed(1)} % of the source, load ${loadavg()[0].toFixed(1)}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
