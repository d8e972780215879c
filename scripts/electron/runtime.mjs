// Finds the Electron to start, to test with and to package, in the order in which it is worth having. Never by
// `require('electron')`: that downloads without end where nothing answers.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { arch, argv, env, platform, stderr, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { downloadElectron } from './download.mjs';
import { fallbackElectron } from './fallback.mjs';

const packageFolder = join(import.meta.dirname, '..', '..', 'node_modules', 'electron');
const executables = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/**
 * @typedef {object} Electron
 * @property {string} folder the distribution
 * @property {string} executable inside it
 * @property {string} version of Electron, such as '45.4.1'
 * @property {'named' | 'installed' | 'downloaded' | 'fallback'} kind
 */

/**
 * Throws one error that names every way that was tried when there is none.
 * @returns {Promise<Electron>}
 */
export async function findElectron() {
  const refused = [];
  for (const way of [named, installed, downloaded, fallback]) {
    const answer = await way();
    if (typeof answer !== 'string') return answer;
    refused.push(answer);
  }
  throw new Error(
    `No Electron was found.\n${refused.map((reason) => `- ${reason}`).join('\n')}\n` +
      'Set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron, or run where it can be downloaded.',
  );
}

function named() {
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return 'ELECTRON_OVERRIDE_DIST_PATH is not set';
  const found = distribution(folder, 'named');
  if (found === undefined)
    throw new Error(
      `ELECTRON_OVERRIDE_DIST_PATH names ${folder}, which does not hold the files ${executableName()} and version.`,
    );
  return found;
}

function installed() {
  const found = distribution(join(packageFolder, 'dist'), 'installed');
  if (found === undefined) return 'node_modules/electron holds no distribution';
  const wanted = packageVersion();
  if (found.version === wanted) return found;
  return `node_modules/electron holds ${found.version} where ${wanted} is wanted`;
}

async function downloaded() {
  if (!existsSync(packageFolder)) return 'node_modules/electron is missing: run npm ci';
  const reason = await downloadElectron(packageFolder);
  if (reason !== undefined) {
    env.ELECTRON_SKIP_BINARY_DOWNLOAD = '1'; // what did not answer once is not asked again, nor by child processes
    return `Electron ${packageVersion()} was not downloaded: ${reason}`;
  }
  const found = installed();
  return typeof found === 'string' ? found : { ...found, kind: 'downloaded' };
}

async function fallback() {
  if (platform !== 'linux' || arch !== 'x64')
    return `there is no substitute for ${platform} ${arch}`;
  try {
    const found = distribution(await fallbackElectron(), 'fallback');
    if (found === undefined) return 'the substitute is incomplete';
    warn(found.version);
    return found;
  } catch (error) {
    return `the substitute could not be made: ${error.message}`;
  }
}

function distribution(folder, kind) {
  const executable = join(folder, executableName());
  const versionFile = join(folder, 'version');
  if (!existsSync(executable) || !existsSync(versionFile)) return undefined;
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  return { folder, executable, version, kind };
}

const executableName = () => executables[platform] ?? 'electron';

const packageVersion = () =>
  JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version;

let warned = false;
function warn(version) {
  if (warned) return;
  warned = true;
  stderr.write(
    `Electron ${packageVersion()} is out of reach; Electron ${version} takes its place, which no longer gets security fixes: for development and tests, not for casework.\n`,
  );
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  try {
    stdout.write(`${(await findElectron()).folder}\n`);
  } catch (error) {
    stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
