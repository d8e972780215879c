// The start of the app until the home of the sample case is drawn and until it takes acts, against an empty window of the same
// runtime until it is ready to be shown; beside it the least that a start costs which waits for the tables of the case. Without
// Playwright, which holds a start up; taken in turns, so that both meet the same load.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { load, median, ms } from './numbers.mjs';

const LONGEST_MS = 120_000;

export async function measureStart({ folder, electron, display, rounds = 5 }) {
  const home = mkdtempSync(join(tmpdir(), 'exhibit-bench-home-'));
  const run = (app, args, environment = {}) =>
    startOnce({ electron, display, home, app, args, environment });
  const exhibit = () => run(folder, ['--sample'], { EXHIBIT_BENCH_START: '1' });
  const empty = () => run(join(import.meta.dirname, 'empty-window'), []);
  const tables = join(home, 'sample', 'wrong-return-periods.exhibit', 'case.duckdb');
  const least = () =>
    run(join(import.meta.dirname, 'empty-engine'), [], { EXHIBIT_BENCH_TABLES: tables });
  const before = load();
  const times = { empty: [], least: [], home: [], acts: [], turns: [], unknown: [] };
  const picture = join(home, 'last-home-picture');
  const kept = join(home, 'kept-picture');
  try {
    // The first starts make the sample case and the profiles, and leave what the next shows first.
    await exhibit();
    await lookAtHome({ electron, display, home, app: folder });
    await empty();
    await least();
    for (let round = 0; round < rounds; round++) {
      times.empty.push((await empty()).ready);
      times.least.push((await least()).counted);
      const { isPictured, home: drawn, acts, turns } = await exhibit();
      if (!isPictured) throw new Error('the page came without the picture of the last home');
      renameSync(picture, kept);
      times.unknown.push((await exhibit()).home);
      rmSync(picture, { force: true });
      renameSync(kept, picture);
      times.home.push(drawn);
      times.acts.push(acts);
      times.turns.push(turns);
      console.log(
        `  start: empty ${ms(times.empty.at(-1))}, with tables ${ms(times.least.at(-1))}, home ${ms(drawn)}, acts ${ms(acts)}, turns ${ms(turns)}; unpictured ${ms(times.unknown.at(-1))}, load ${load()}`,
      );
    }
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
  const [none, first, rows] = [times.empty, times.home, times.turns].map(median);
  // Each against the empty window beside it in time.
  const toEmpty = (started) => median(started.map((time, at) => time / times.empty[at]));
  const ratio = toEmpty(times.home);
  return [
    {
      row: 'start to case home drawn, against an empty window',
      measured: `${ratio.toFixed(2)}x (${ms(first)} of ${ms(none)}); it takes acts after ${toEmpty(times.acts).toFixed(2)}x; without its picture ${toEmpty(times.unknown).toFixed(2)}x; first turns rows ${toEmpty(times.turns).toFixed(2)}x (${ms(rows)}); the least with tables ${toEmpty(times.least).toFixed(2)}x`,
      bound: '1.5x',
      met: ratio <= 1.5,
      load: `${before} to ${load()}`,
    },
  ];
}

/** Starts the app and leaves it at its home until that is kept for the next start. */
async function lookAtHome(options) {
  const { child, ended } = started({ ...options, args: ['--sample'], environment: {} });
  const picture = join(options.home, 'last-home-picture');
  try {
    for (let waited = 0; !existsSync(picture); waited += LOOK_MS) {
      if (waited > LONGEST_MS) throw new Error('no home was kept for the next start');
      await setTimeout(LOOK_MS);
    }
  } finally {
    await end(child, ended);
  }
}

const LOOK_MS = 100;

/** What the app said, its moments counted from its start. */
async function startOnce(options) {
  const begun = Date.now();
  const { child, ended } = started(options);
  let said = '';
  try {
    const times = await new Promise((resolve, reject) => {
      const late = globalThis.setTimeout(
        () => reject(new Error(`no screen was drawn:\n${said}`)),
        LONGEST_MS,
      );
      child.stderr.setEncoding('utf8').on('data', (text) => {
        said += text;
      });
      child.stdout.setEncoding('utf8').on('data', (text) => {
        said += text;
        const line = /^bench: (.*)$/m.exec(said)?.[1];
        if (line === undefined) return;
        clearTimeout(late);
        resolve(JSON.parse(line));
      });
      ended.then((code) => reject(new Error(`the program ended with ${code}:\n${said}`)));
    });
    if (times.error !== undefined) throw new Error(times.error);
    return Object.fromEntries(
      Object.entries(times).map(([what, at]) => [what, what === 'isPictured' ? at : at - begun]),
    );
  } finally {
    await end(child, ended);
  }
}

function started({ electron, display, home, app, args, environment }) {
  const profile = `--user-data-dir=${join(home, /empty-\w+$/.exec(app)?.[0] ?? 'profile')}`;
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(electron, [app, ...sandbox, '--disable-gpu', profile, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
      EXHIBIT_HOME: home,
      ...(display === undefined ? {} : { DISPLAY: display }),
      ...environment,
    },
  });
  return { child, ended: new Promise((resolve) => child.once('exit', resolve)) };
}

async function end(child, ended) {
  child.kill('SIGTERM');
  const stubborn = globalThis.setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(stubborn);
}
