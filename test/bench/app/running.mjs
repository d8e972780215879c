import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';

/** The app in a fresh window on the case at `path`, with a home of its own, its home screen drawn. */
export async function startOn(path, { folder, electron, display }) {
  const home = mkdtempSync(join(tmpdir(), 'exhibit-bench-home-'));
  const app = await _electron.launch({
    executablePath: electron,
    args: [
      folder,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      `--user-data-dir=${join(home, 'profile')}`,
      path,
    ],
    env: {
      ...process.env,
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
      EXHIBIT_HOME: home,
      ...(display === undefined ? {} : { DISPLAY: display }),
    },
  });
  const page = await app.firstWindow();
  // What does not come is an error and never a measure without an end.
  page.setDefaultTimeout(60_000);
  await page.waitForURL(/#\/case\/.*\/home/, { timeout: 120_000 });
  await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: 120_000 });
  return {
    app,
    page,
    /** Address of a screen of this case, as the page's hash has it. */
    hash: (rest) => `${new URL(page.url()).hash.split('/').slice(0, 3).join('/')}/${rest}`,
    stop: async () => {
      await app.close().catch(() => app.process().kill('SIGKILL'));
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
