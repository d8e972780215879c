import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { inject } from 'vitest';
import { samplePath } from '../../electron/engine/base/home.ts';
import { startDisplay } from '../../scripts/electron/display.mjs';
import { findElectron } from '../../scripts/electron/runtime.mjs';
import { leave, sayWhatIsShown, show } from './at-failure.ts';
import { whyNoSample } from './no-sample.ts';

const root = join(import.meta.dirname, '../..');

/** Exhibit in a real Electron on a display of its own, with a home of its own. */
export interface RunningApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** EXHIBIT_HOME of this run. */
  readonly home: string;
  /** What the page complained of: errors, refusals of the page policy. A test expects it empty. */
  readonly complaints: readonly string[];
  /**
   * Loads the page anew where it was when the app had started, with no complaint so far: no test begins from what
   * another, or a first try of its own, has left.
   */
  anew(): Promise<void>;
  /** The same at the place to which `lead` leads from there. The way is gone once; then the page is loaded at that place. */
  anewAt(lead: (page: Page) => Promise<unknown>): Promise<void>;
  /** Ends the program as a person does. */
  quit(): Promise<void>;
  /** Ends whatever still runs and removes the home. */
  remove(): Promise<void>;
}

export interface StartOptions {
  readonly args?: readonly string[];
  /** A home that an earlier run left. */
  readonly home?: string;
  /** Of the display: `1440x900x24`. */
  readonly size?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What the page has to show before a test begins. */
  readonly until?: (page: Page) => Promise<unknown>;
}

export async function startApp(options: StartOptions = {}): Promise<RunningApp> {
  const { executable } = await findElectron();
  const display = await startDisplay(options.size);
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'exhibit-app-'));
  const app = await _electron.launch({
    executablePath: executable,
    args: [
      root,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      // A window of a test lives for seconds: code is compiled quickly, and well only where it is run over and over.
      `--js-flags=${[
        '--always-sparkplug',
        '--invocation-count-for-maglev=4000 --invocation-count-for-maglev-osr=1000',
        '--invocation-count-for-turbofan=60000 --invocation-count-for-osr=10000',
        '--min-semi-space-size=16 --max-semi-space-size=32',
      ].join(' ')}`,
      `--user-data-dir=${join(home, 'profile')}`,
      ...(options.args ?? []),
    ],
    env: {
      ...process.env,
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
      EXHIBIT_HOME: home,
      ...(display.display === undefined ? {} : { DISPLAY: display.display }),
      ...options.environment,
    },
  });
  const program = app.process();
  const page = await app.firstWindow();
  // Generous: what is waited for has to come, on a busy machine too; how soon is measured elsewhere.
  page.setDefaultTimeout(60_000);
  show(page);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const remove = async (): Promise<void> => {
    await leave(page);
    await endGroup(program.pid ?? 0);
    display.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  try {
    await options.until?.(page);
  } catch (error) {
    await sayWhatIsShown(page, 'start of the app');
    await remove();
    throw error;
  }
  const place = (): string => new URL(page.url()).hash;
  const started = place();
  let led: string | undefined;
  const load = async (address: string): Promise<void> => {
    await page.evaluate((hash) => history.replaceState(null, '', hash), address);
    await page.reload();
    if (address === started) await options.until?.(page);
    complaints.length = 0;
  };
  return {
    app,
    page,
    home,
    complaints,
    anew: () => load(started),
    anewAt: async (lead) => {
      await load(led ?? started);
      if (led !== undefined) return;
      await lead(page);
      led = place();
    },
    quit: () => app.close(),
    remove,
  };
}

/** Ends the program with all its helpers, which write to its folder until they are gone. */
async function endGroup(leader: number): Promise<void> {
  const signal = (name: 'SIGKILL' | 0): boolean => {
    try {
      return process.kill(-leader, name);
    } catch {
      return false;
    }
  };
  for (let alive = signal('SIGKILL'); alive; alive = signal(0)) await setTimeout(5);
}

/** A home in which the sample case was made already: the first tests wait until it is. */
export async function homeWithSample(): Promise<string> {
  const made = inject('homeOfSample');
  while (!existsSync(samplePath(made))) {
    if (existsSync(whyNoSample(made))) throw new Error(readFileSync(whyNoSample(made), 'utf8'));
    await setTimeout(50);
  }
  const home = mkdtempSync(join(tmpdir(), 'exhibit-app-'));
  cpSync(made, home, { recursive: true });
  return home;
}

/** Starts the app on a copy of the sample case and waits until its home is drawn. */
export async function startOnSample(options: Omit<StartOptions, 'home'> = {}): Promise<RunningApp> {
  const home = await homeWithSample();
  return startApp({
    ...options,
    home,
    args: ['--sample', ...(options.args ?? [])],
    until: async (page) => {
      await page.waitForURL(/#\/case\/.*\/home/, { timeout: 90_000 });
      await page.getByRole('heading', { level: 1 }).first().waitFor();
    },
  });
}
