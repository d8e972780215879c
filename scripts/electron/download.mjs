// Electron's own download, as its package does it, but never for long without progress.
import { spawn } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

const lookupMs = 2000;
const stallMs = 10_000;

/** Downloads into the package's folder; answers undefined when done, else why it was not. */
export async function downloadElectron(packageFolder) {
  if (env.ELECTRON_SKIP_BINARY_DOWNLOAD) return 'ELECTRON_SKIP_BINARY_DOWNLOAD is set';
  const host = env.ELECTRON_MIRROR ? new URL(env.ELECTRON_MIRROR).hostname : 'github.com';
  if (!(await isKnown(host))) return `${host} cannot be looked up from here`;

  const temporary = mkdtempSync(join(tmpdir(), 'exhibit-electron-'));
  try {
    return await install(packageFolder, temporary);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function isKnown(host) {
  const found = lookup(host).then(
    () => true,
    () => false,
  );
  return Promise.race([found, wait(lookupMs, false, { ref: false })]);
}

/** Progress is bytes on the disk: the download in our temporary folder, then what is unpacked. */
async function install(packageFolder, temporary) {
  const child = spawn(execPath, [join(packageFolder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint = (complaint + text).slice(0, 2000);
  });
  let stalled = false;
  let size = 0;
  let changed = performance.now();
  const watch = setInterval(() => {
    const now = sizeOf(temporary) + sizeOf(join(packageFolder, 'dist'));
    if (now !== size) changed = performance.now();
    size = now;
    stalled = performance.now() - changed > stallMs;
    if (stalled) child.kill('SIGKILL');
  }, 500);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (code === 0) return undefined;
  if (stalled) return `the download made no progress for ${stallMs / 1000} s`;
  return (
    complaint.split('\n').find((line) => line.trim() !== '') ?? `the download ended with ${code}`
  );
}

function sizeOf(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  } catch {
    return 0; // not there yet, or moved while it was read
  }
}
