// The built application for pictures: from a copy of the build, so that a build under way changes nothing in it, on a
// display of its own, with a home of its own and a clock that stands still.
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { _electron } from '@playwright/test';
import { buildWhatIsStale } from '../build-app.mjs';
import { startDisplay } from './display.mjs';
import { findElectron } from './runtime.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

const root = join(import.meta.dirname, '..', '..');
const now = '2026-05-04T09:30:00.000Z';

/** Answers the running app, its first window's page, a folder that is removed with it, and how to end it. */
export async function startStillApp() {
  await buildWhatIsStale();
  const { executable } = await findElectron();
  ensureSystemLibraries({ executable, display: true });
  const { display, stop } = await startDisplay('1440x900x24');
  // Always the same place, for pictures show paths.
  const folder = join(tmpdir(), 'exhibit-pictures');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const remove = () => {
    stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  try {
    const app = await launch(executable, display, folder);
    const page = await app.firstWindow();
    await page.clock.setFixedTime(now);
    // Nobody is there to answer what closing would ask.
    const close = async () => {
      const program = app.process();
      const gone = new Promise((resolve) => program.once('exit', resolve));
      program.kill('SIGKILL');
      await gone;
      remove();
    };
    return { app, page, folder, close };
  } catch (error) {
    remove();
    throw error;
  }
}

function launch(executable, display, folder) {
  return _electron.launch({
    executablePath: executable,
    args: [
      copyOfBuild(join(folder, 'app')),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      `--user-data-dir=${join(folder, 'profile')}`,
    ],
    env: {
      ...env,
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
      EXHIBIT_HOME: join(folder, 'home'),
      EXHIBIT_NOW: now,
      EXHIBIT_EXAMINER: 'examiner',
      ...(display === undefined ? {} : { DISPLAY: display }),
    },
  });
}

function copyOfBuild(folder) {
  mkdirSync(folder);
  for (const part of ['main', 'preload', 'page', 'node', 'fonts'])
    cpSync(join(root, 'dist', part), join(folder, 'dist', part), { recursive: true });
  for (const part of ['node_modules', 'resources'])
    symlinkSync(join(root, part), join(folder, part));
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  return folder;
}
