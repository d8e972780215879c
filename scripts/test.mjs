// Everything that must hold, in the order in which it is quickest to learn what does not.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import process, { env, exit } from 'node:process';

// What a test uses to check Exhibit from outside; tests that miss one say so and are skipped.
const stockTools = [
  'openssl',
  'sha256sum',
  'ssh-keygen',
  'dd',
  'unzip',
  'pdfsig',
  'pdftotext',
  'pdftoppm',
  'pdffonts',
  'qpdf',
  'rg',
];
const missing = stockTools.filter(
  (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0,
);
if (missing.length > 0)
  console.log(
    `Stock tools that are missing here, whose tests are skipped: ${missing.join(', ')}\n`,
  );

/** Steps that change nothing: two at a time. Lint takes longest, so it begins. */
const reading = [
  ['lint', 'oxlint', '--type-aware', '--deny-warnings', '.'],
  ...[
    'tsconfig.json',
    'shared/tsconfig.json',
    'renderer/tsconfig.json',
    'electron/preload/tsconfig.json',
    'test/e2e/tsconfig.json',
    'test/unit/renderer/tsconfig.json',
    // The same sources against the types of the oldest runtime that the app is tested on.
    'tsconfig.runtime.json',
    'electron/preload/tsconfig.runtime.json',
  ].map((project) => [
    `types of ${project}`,
    'node',
    // The native compiler checks the same in a fifth of the time; lint and arrows need the one in JavaScript.
    'node_modules/typescript7/bin/tsc',
    '-p',
    project,
  ]),
  ['format', 'biome', 'format', '.'],
  ['arrows', 'node', 'scripts/check-arrows.mjs'],
  ['unused', 'knip'],
];
/** What the engine's tests need, and they: begun as soon as only lint is still at work. */
const engine = [
  ['build', 'npm', 'run', '-s', 'build'],
  ['tests of the engine', 'vitest', 'run', '--project', 'engine'],
];
const app = [['tests of the app', 'vitest', 'run', '--project', 'app']];
const path = `${join(import.meta.dirname, '..', 'node_modules', '.bin')}${delimiter}${env.PATH}`;
const environment = { ...env, PATH: path, TZ: 'UTC', LC_ALL: 'C.UTF-8' };
const running = new Set();

/** Takes steps until none is left. What one prints is shown at once where its output is inherited, else when it ends. */
async function takeSteps(left, output) {
  for (let step = left.shift(); step !== undefined; step = left.shift()) {
    const [name, command, ...args] = step;
    if (output === 'inherit') console.log(`== ${name}`);
    const began = performance.now();
    const run = spawn(command, args, { env: environment, stdio: output });
    running.add(run);
    const said = [];
    for (const stream of [run.stdout, run.stderr]) stream?.on('data', (data) => said.push(data));
    const [status] = await once(run, 'close');
    running.delete(run);
    process.stdout.write(Buffer.concat(said));
    console.log(`== ${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
    if (status !== 0) fail(name);
  }
}

function fail(name) {
  console.error(`FAILED: ${name}`);
  for (const run of running) run.kill();
  exit(1);
}

const lanes = [takeSteps(reading, 'pipe'), takeSteps(reading, 'pipe')];
await Promise.race(lanes);
await Promise.all([...lanes, takeSteps(engine, 'inherit')]);
await takeSteps(app, 'inherit');
console.log('Everything passed.');
