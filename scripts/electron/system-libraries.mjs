// The shared libraries of Debian and its kin that Electron needs, and the virtual display that tests need.
import { execFileSync, spawnSync } from 'node:child_process';
import { env, platform, stderr } from 'node:process';

// Where a name differs between releases, the newer one comes first.
const libraries = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  ['libcups2t64', 'libcups2'],
];
const virtualDisplay = [['xvfb'], ['xauth']];

/**
 * Installs what is missing when this user may; otherwise throws one sentence that says what to run.
 * `display`: a virtual display is needed too.
 */
export function ensureSystemLibraries({ executable, display }) {
  if (platform !== 'linux') return;
  const missing = missingParts(executable, display);
  if (missing.length === 0) return;

  const wanted = display ? [...libraries, ...virtualDisplay] : libraries;
  const asRoot = rootPrefix();
  if (asRoot === undefined || !has('apt-get'))
    throw new Error(
      `Electron cannot start without ${missing.join(', ')}. On Debian and Ubuntu run: sudo apt-get install --no-install-recommends ${wanted.map(offered).join(' ')}`,
    );
  stderr.write(`Installing what Electron needs: ${missing.join(', ')}\n`);
  aptGet(asRoot, ['update']);
  aptGet(asRoot, ['install', '-y', '--no-install-recommends', ...wanted.map(offered)]);

  const left = missingParts(executable, display);
  if (left.length > 0) throw new Error(`Still missing after installing: ${left.join(', ')}.`);
}

function missingParts(executable, display) {
  const listed = execFileSync('ldd', [executable], { encoding: 'utf8' });
  const missing = [...listed.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name);
  return display && !has('Xvfb') ? [...missing, 'Xvfb'] : missing;
}

/** What goes before a command to run it as root; undefined when that needs a person. */
function rootPrefix() {
  if (process.getuid() === 0) return [];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

function aptGet(asRoot, args) {
  const quiet = ['env', 'DEBIAN_FRONTEND=noninteractive'];
  const [command, ...rest] = [...asRoot, ...quiet, 'apt-get', '-qq'];
  execFileSync(command, [...rest, '-o', 'DPkg::Lock::Timeout=300', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...env, LC_ALL: 'C' },
  });
}

const offered = (names) =>
  names.find((name) => spawnSync('apt-cache', ['show', name]).status === 0) ?? names.at(-1);

const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
