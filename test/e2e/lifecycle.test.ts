import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { exhibit, exhibitCommand } from './by-command.ts';
import { give } from './by-palette.ts';
import { type RunningApp, startApp } from './running-app.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'exhibit-lifecycle-'));

let running: RunningApp | undefined;
let importing: ChildProcess | undefined;
const template = join(folder, 'template.exhibit');
beforeAll(() => {
  exhibit('new', template, '--title', 'Night desk');
  exhibit('import', template, join(root, 'resources/sample/gateway-2026-03.jsonl'));
});
afterEach(async () => {
  importing?.kill('SIGKILL');
  importing = undefined;
  await running?.remove();
  running = undefined;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let cases = 0;
/** A case that no attempt has touched. */
function freshCase(name: string): string {
  cases += 1;
  const path = join(folder, `${cases}`, `${name}.exhibit`);
  cpSync(template, path, { recursive: true });
  return path;
}

/** A log of short chats, large enough that its import can be caught in the middle. */
function largeLog(records: number): string {
  const path = join(folder, `large-${records}.jsonl`);
  if (existsSync(path)) return path;
  const lines = Array.from({ length: records }, (_, index) =>
    JSON.stringify({
      id: `r-${index}`,
      created: 1_772_000_000 + index,
      model: 'assist-large',
      messages: [
        {
          role: 'user',
          content: `Where is order ${index}? ${'It was promised for today. '.repeat(20)}`,
        },
        {
          role: 'assistant',
          content: `Order ${index} is on its way. ${'It arrives tomorrow. '.repeat(20)}`,
        },
      ],
    }),
  );
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

/** Exit code and what was said on stderr. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    child.stderr?.on('data', (part: Buffer) => {
      text += part.toString();
    });
    child.once('exit', (code) => resolve(`${code ?? 'killed'}: ${text}`));
  });
}

async function openOn(path: string): Promise<RunningApp> {
  running = await startApp({ args: [path] });
  await running.page.getByRole('heading', { name: 'Night desk' }).waitFor();
  return running;
}

/** The engine's process, found by its name in the app's own list. */
async function engineOf({ app }: RunningApp): Promise<number> {
  const pid = await app.evaluate(
    ({ app: inside }) => inside.getAppMetrics().find(({ name }) => name === 'Exhibit engine')?.pid,
  );
  if (pid === undefined) throw new Error('no engine runs');
  return pid;
}

test('when the engine is killed the window says so, and the case and screen come back', async () => {
  const opened = await openOn(freshCase('killed'));
  const { page } = opened;
  await page.getByRole('link', { name: /Turns/ }).press('Enter');
  const grid = page.getByRole('grid', { name: 'Turns' });
  await grid.getByText('T-1', { exact: true }).waitFor();
  process.kill(await engineOf(opened), 'SIGKILL');
  await page.getByText('The engine ended and is being started anew.').waitFor();
  await page
    .getByText('The engine ended and is being started anew.')
    .waitFor({ state: 'detached' });
  await give(page, 'T-3', 'Replay T-3');
  await page.getByText('T-3', { exact: true }).first().waitFor();
});

test('two windows read one case, and the command line reads it beside them', async () => {
  const path = freshCase('shared');
  const { app, page } = await openOn(path);
  const opened = app.waitForEvent('window');
  await page.evaluate(() => {
    for (const place of ['/assets/', 'about:blank', 'https://example.org/']) window.open(place);
  });
  await give(page, 'New window');
  const second = await opened;
  await second.getByText('Night desk').first().dblclick();
  await second.getByRole('heading', { name: 'Night desk' }).waitFor();
  expect(app.windows()).toHaveLength(2);
  expect(JSON.parse(exhibit('info', path, '--json'))).toMatchObject({ turns: 1035 });
  await second.close();
  await page.getByRole('link', { name: /Turns/ }).press('Enter');
  await page.getByRole('grid', { name: 'Turns' }).getByText('T-1', { exact: true }).waitFor();
});

test('while the app reads a case, a command that would write to it is refused and names the app', async () => {
  const path = freshCase('read');
  await openOn(path);
  const log = join(root, 'resources/sample/gateway-2026-04.jsonl');
  importing = spawn(process.execPath, [exhibitCommand, 'import', path, log]);
  expect(await endOf(importing)).toMatch(/^2: .*is in use: process \d+/s);
});

test('a case that another process writes is refused in one sentence, and opens when it lets go', async () => {
  const path = freshCase('written');
  const log = largeLog(40_000);
  importing = spawn(process.execPath, [exhibitCommand, 'import', path, log]);
  const ended = endOf(importing);
  await expect
    .poll(() => existsSync(join(path, '.lock-write')), { timeout: 30_000, interval: 10 })
    .toBe(true);
  // It stands still in the middle, so that the app is sure to meet it.
  importing.kill('SIGSTOP');
  running = await startApp({ args: [path] });
  const { app, page } = running;
  await page
    .getByText(/is in use: process \d+ on .* has been importing/)
    .first()
    .waitFor();
  importing.kill('SIGCONT');
  expect(await ended).toMatch(/^0: /);
  await app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
  }, path);
  await page.keyboard.press('Control+o');
  await page.getByRole('heading', { name: 'Night desk' }).waitFor();
  await page.getByText('41,035').first().waitFor();
});

test('closing the window during an import asks; cancelled, the case is as it was before', async () => {
  const path = freshCase('closing');
  const log = largeLog(40_000);
  const { app, page } = await openOn(path);
  await app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
  }, log);
  await page.keyboard.press('Control+i');
  await page
    .getByText(/Importing large/)
    .first()
    .waitFor();
  const program = app.process();
  const ended = new Promise((resolve) => program.once('exit', resolve));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await ended;
  expect(readdirSync(path).filter((name) => name.startsWith('.lock'))).toEqual([]);
  expect(JSON.parse(exhibit('info', path, '--json'))).toMatchObject({ turns: 1035 });
  expect(JSON.parse(exhibit('verify', path, '--json'))).toMatchObject({ ok: true });
});

test('when the case folder is taken away while it is open the window says so in one sentence', async () => {
  const path = freshCase('removed');
  const { page } = await openOn(path);
  renameSync(path, `${path}.elsewhere`);
  await page.getByText('The case cannot be read at the moment.').waitFor();
  await page
    .getByText(/removed\.exhibit/)
    .first()
    .waitFor();
  renameSync(`${path}.elsewhere`, path);
  await page.getByText('The case cannot be read at the moment.').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: /Turns/ }).press('Enter');
  await page.getByRole('grid', { name: 'Turns' }).getByText('T-1', { exact: true }).waitFor();
});

test('a second start hands its case to the window that stands, and ends', async () => {
  const { app, home, page } = await openOn(freshCase('first'));
  const other = join(folder, `other-${cases}.exhibit`);
  exhibit('new', other, '--title', 'Handed over');
  const { executable, display } = await app.evaluate(() => ({
    executable: process.execPath,
    display: process.env['DISPLAY'] ?? '',
  }));
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const profile = `--user-data-dir=${join(home, 'profile')}`;
  execFileSync(executable, [root, ...asRoot, '--disable-gpu', profile, other], {
    env: { ...process.env, DISPLAY: display },
    stdio: 'ignore',
  });
  await page.getByRole('heading', { name: 'Handed over' }).waitFor();
});

test('a start with a path where nothing is says so, and asks for no case first', async () => {
  running = await startApp({ args: [join(folder, 'gone.exhibit')] });
  const { page, complaints } = running;
  await page.getByText('Nothing is at the path of gone.exhibit').waitFor();
  expect(await page.getByText('Open or make a case first').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('the next start shows the home before its scripts run, with texts as texts and no words of acts', async () => {
  const path = join(folder, 'pictured.exhibit');
  exhibit('new', path, '--title', '</div><img src=x> Night desk');
  exhibit('import', path, join(root, 'resources/sample/gateway-2026-03.jsonl'));
  exhibit('note', path, 'add', 'The key was rotated.');
  const first = await openOn(path);
  const kept = join(first.home, 'last-home-picture');
  await expect.poll(() => existsSync(kept)).toBe(true);
  const picture = readFileSync(kept, 'utf8');
  expect(picture).toContain('&lt;/div&gt;&lt;img src=x&gt; Night desk');
  expect(picture).toContain('gateway-2026-03.jsonl');
  expect(picture).not.toContain('The key was rotated.');
  await first.quit();

  const isPictured = (page: Page): Promise<boolean> =>
    page.evaluate(() => document.querySelector('script[data-page]') !== null);
  const second = await startApp({ home: first.home, args: [path] });
  running = second;
  await second.page.waitForFunction(
    () =>
      document.querySelector('#exhibit main h1')?.textContent === '</div><img src=x> Night desk' &&
      document.getElementById('picture') === null,
  );
  expect(await isPictured(second.page)).toBe(true);
  expect(await second.page.locator('img').count()).toBe(0);
  await second.page.getByText('The key was rotated.').waitFor();
  expect(second.complaints).toEqual([]);
  // A case that was verified has a picture as well, and what is pressed on one is done once the home stands below.
  await second.page.getByRole('button', { name: 'Verify now' }).press('Enter');
  await second.page.getByText('Everything is as it was taken in').waitFor();
  await expect.poll(() => readFileSync(kept, 'utf8')).toContain('Everything is as it was taken in');
  await second.quit();

  const third = await startApp({ home: first.home, args: [path] });
  running = third;
  await third.page.evaluate(() => {
    const look = [...document.querySelectorAll('main button')].find(
      ({ textContent }) => textContent === 'Look at the turns',
    );
    const { x, y, width, height } = look?.getBoundingClientRect() ?? new DOMRect();
    const at = { clientX: x + width / 2, clientY: y + height / 2, bubbles: true };
    const pressed = document.elementFromPoint(at.clientX, at.clientY) ?? document.body;
    pressed.dispatchEvent(new MouseEvent('click', at));
  });
  await third.page.getByRole('grid', { name: 'Turns' }).getByText('T-1', { exact: true }).waitFor();
  expect(await isPictured(third.page)).toBe(true);
  expect(third.complaints).toEqual([]);
  await third.quit();

  exhibit('note', path, 'add', 'It was rotated twice.');
  running = await startApp({ home: first.home, args: [path] });
  await running.page.getByText('It was rotated twice.').waitFor();
  expect(await isPictured(running.page)).toBe(false);
});

test('what is no case and no log is refused in one sentence, and nothing changes', async () => {
  const { app, page } = await openOn(freshCase('refusing'));
  const picture = join(folder, 'picture.png');
  writeFileSync(picture, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2, 3]));
  await app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
  }, picture);
  await page.keyboard.press('Control+i');
  await page
    .getByText(/Nothing in picture\.png can be parsed as a log/)
    .first()
    .waitFor();
  await page.keyboard.press('Control+o');
  await page
    .getByText(/is not a case/)
    .first()
    .waitFor();
});

test('the page has neither Node nor network, and cannot name a path', async () => {
  const { page } = await openOn(freshCase('walled'));
  expect(
    await page.evaluate(async () => ({
      node:
        typeof (globalThis as Record<string, unknown>)['require'] +
        typeof (globalThis as Record<string, unknown>)['process'],
      host: Object.keys((globalThis as unknown as { exhibitHost: object }).exhibitHost).sort(),
      web: await window.fetch('https://example.com').then(
        () => 'reached',
        () => 'refused',
      ),
      file: await window.fetch('file:///etc/passwd').then(
        () => 'reached',
        () => 'refused',
      ),
      script: (() => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.planted = true';
        document.head.append(script);
        return 'planted' in globalThis;
      })(),
    })),
  ).toEqual({
    node: 'undefinedundefined',
    host: ['connect', 'drop', 'onCommand', 'pick'],
    web: 'refused',
    file: 'refused',
    script: false,
  });
});
