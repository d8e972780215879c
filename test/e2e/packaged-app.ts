import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from '@playwright/test';
import { type Display, startDisplay } from '../../scripts/electron/display.mjs';

const root = join(import.meta.dirname, '../..');
const NOBODY = 65_534;

const isRoot = process.getuid?.() === 0;
/** Root cannot have Chromium's sandbox; another user can where the system lets users make namespaces. */
const asNobody =
  isRoot && spawnSync('runuser', ['-u', 'nobody', '--', 'unshare', '--user', 'true']).status === 0;
export const sandboxed = asNobody || !isRoot;

export interface Running {
  readonly browser: Browser;
  readonly page: Page;
  /** Exit code; null after a signal. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

/** The program as `npm run package` makes it, in a temporary folder, with a home of its own. */
export class PackagedApp {
  readonly executable: string;
  private readonly release: string;
  private readonly home: string;
  private readonly display: Display;

  private constructor(executable: string, release: string, home: string, display: Display) {
    this.executable = executable;
    this.release = release;
    this.home = home;
    this.display = display;
  }

  static async make(): Promise<PackagedApp> {
    const release = mkdtempSync(join(tmpdir(), 'exhibit-release-'));
    chmodSync(release, 0o755);
    const script = join(root, 'scripts/package.mjs');
    const { stdout } = await promisify(execFile)(process.execPath, [script, release], {
      cwd: root,
      maxBuffer: 2 ** 26,
    });
    const executable = executableIn(stdout.trimEnd().split('\n').at(-1) ?? '');
    const home = mkdtempSync(join(tmpdir(), 'exhibit-home-'));
    mkdirSync(join(home, 'tmp'));
    if (asNobody) for (const folder of [home, join(home, 'tmp')]) chownSync(folder, NOBODY, NOBODY);
    return new PackagedApp(executable, release, home, await startDisplay());
  }

  get archive(): string {
    const resources = process.platform === 'darwin' ? '../Resources' : 'resources';
    return join(dirname(this.executable), resources, 'app.asar');
  }

  /** Starts it as a person does, with a door for the test: Chromium's, for Node's is shut. */
  async start(...args: string[]): Promise<Running> {
    const own = ['--remote-debugging-port=0', `--user-data-dir=${join(this.home, 'profile')}`];
    const command = [this.executable, ...(sandboxed ? [] : ['--no-sandbox']), ...own, ...args];
    const [program = '', ...rest] = asNobody
      ? ['runuser', '-u', 'nobody', '--', ...command]
      : command;
    const child = spawn(program, rest, {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: this.home,
      env: {
        ...process.env,
        HOME: this.home,
        TMPDIR: join(this.home, 'tmp'),
        EXHIBIT_HOME: join(this.home, 'exhibit'),
        DBUS_SESSION_BUS_ADDRESS: 'disabled:',
        ...(this.display.display === undefined ? {} : { DISPLAY: this.display.display }),
      },
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const browser = await chromium.connectOverCDP(await debuggerAddress(child, ended));
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('the program has no window');
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    const stop = async (): Promise<void> => {
      await browser.close();
      child.kill();
      await ended;
    };
    return { browser, page, ended, stop };
  }

  remove(): void {
    this.display.stop();
    for (const folder of [this.release, this.home])
      rmSync(folder, { recursive: true, force: true });
  }
}

function executableIn(folder: string): string {
  if (process.platform === 'darwin') return join(folder, 'Exhibit.app/Contents/MacOS/Exhibit');
  return join(folder, process.platform === 'win32' ? 'Exhibit.exe' : 'exhibit');
}

function debuggerAddress(child: ChildProcess, ended: Promise<number | null>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const address = /^DevTools listening on (ws:\S+)/m.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    ended.then(
      (code) => reject(new Error(`the program ended with ${code ?? 'a signal'}: ${said}`)),
      reject,
    );
  });
}
