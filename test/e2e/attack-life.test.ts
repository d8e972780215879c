import { afterEach, test } from 'vitest';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningApp, startApp, startOnSample } from './running-app.ts';
const root = join(import.meta.dirname, '../..');
let running: RunningApp | undefined;
afterEach(async () => { await running?.remove(); });
const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
async function engineOf({ app }: RunningApp): Promise<number> {
  return (await app.evaluate(({ app: i }) => i.getAppMetrics().find(({ name }) => name === 'Exhibit engine')?.pid))!;
}
async function hear({ app }: RunningApp) {
  await app.evaluate(() => { (globalThis as any).uncaught = []; process.on('uncaughtException', (e: Error) => (globalThis as any).uncaught.push(String(e.stack))); });
}
test('routes, keys, close case', async () => {
  running = await startOnSample();
  const { page, app, complaints } = running;
  await hear(running);
  const base = page.url().replace(/\/home.*/, '');
  for (const r of ['/turns?sort=garbage&top=-3&turn=%22x%22&filter=123', '/replay', '/replay?conversation=5', '/nowhere', '/home/extra', '/turns?filter=%', '/replay?conversation=%22C-99999999999999999999%22', '/evidence?file=1e400', '/turns?filter=%22%28%22&top=999999999']) {
    await page.evaluate((u) => { location.href = u; }, base + r);
    await sleep(500);
    console.log(r, '=>', page.url().slice(-60), JSON.stringify((await page.locator('body').innerText().catch((e) => String(e))).slice(0, 200)), 'body', (await page.locator('body').innerText()).length);
  }
  await page.evaluate((u) => { location.href = u; }, 'app://exhibit/#/rubbish/x');
  await sleep(1000);
  console.log('rubbish =>', JSON.stringify((await page.locator('body').innerText()).slice(0, 300)));
  console.log('complaints', complaints.splice?.(0));
  await page.evaluate((u) => { location.href = u; }, base + '/home');
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  // keys in dialog
  await app.evaluate(({ dialog }) => { (globalThis as any).opens = 0; dialog.showOpenDialog = () => { (globalThis as any).opens += 1; return Promise.resolve({ canceled: true, filePaths: [] }); }; });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('show all keys'); await page.getByText('Show all keys', { exact: true }).last().click();
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Control+i'); await sleep(500);
  console.log('native dialogs opened from behind a dialog', await app.evaluate(() => (globalThis as any).opens));
  await page.keyboard.press('Control+k'); await sleep(500);
  console.log('dialogs open', await page.getByRole('dialog').count());
  await page.keyboard.press('Escape'); await page.keyboard.press('Escape'); await sleep(500);
  console.log('dialogs open after esc', await page.getByRole('dialog').count(), await page.evaluate(() => document.activeElement?.tagName));
  // close case
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Close case'); await page.getByText('Close case', { exact: true }).last().click();
  await page.waitForURL(/#\/$/); await sleep(2000);
  await page.keyboard.press('Control+k'); await page.keyboard.type('home of the case'); await sleep(500);
  console.log('after Close case, palette offers', JSON.stringify((await page.getByRole('dialog').innerText()).slice(0, 200)));
  await page.keyboard.press('Escape');
  console.log('complaints', complaints, await app.evaluate(() => (globalThis as any).uncaught));
});
test('renderer crash', async () => {
  running = await startOnSample();
  const { app } = running;
  await hear(running);
  await app.evaluate(({ BrowserWindow, dialog }) => { (globalThis as any).asked = []; dialog.showMessageBox = ((...a: any[]) => { (globalThis as any).asked.push(a.at(-1).message); return new Promise(() => undefined); }) as any; BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(); });
  await sleep(3000);
  console.log('crash', await app.evaluate(({ BrowserWindow }) => ({ n: BrowserWindow.getAllWindows().length, crashed: BrowserWindow.getAllWindows()[0]?.webContents.isCrashed(), asked: (globalThis as any).asked, u: (globalThis as any).uncaught })));
});
test('frames that go while the engine is away; engine call in flight; second instance while loading', async () => {
  running = await startOnSample();
  const { app, page } = running;
  await hear(running);
  const pid = await engineOf(running);
  process.kill(pid, 'SIGSTOP');
  await page.getByRole('link', { name: /Turns/ }).click();
  await sleep(500);
  process.kill(pid, 'SIGKILL');
  await sleep(150);
  console.log('after kill', JSON.stringify((await page.locator('body').innerText()).slice(0, 300)));
  await sleep(4000);
  console.log('later', JSON.stringify((await page.locator('body').innerText()).slice(0, 300)));
  // again twice to lengthen the delay
  for (let i = 0; i < 2; i += 1) { process.kill(await engineOf(running), 'SIGKILL'); await sleep(2500); }
  const opened = app.waitForEvent('window');
  await app.evaluate(({ Menu }) => { Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []).find(({ label }) => label === 'New window')?.click(); });
  const second = await opened; await second.getByRole('heading', { level: 1 }).first().waitFor();
  process.kill(await engineOf(running), 'SIGKILL');
  await sleep(500);
  await app.evaluate(({ BrowserWindow }) => { const w = BrowserWindow.getAllWindows(); w.sort((a, b) => b.id - a.id)[0]?.destroy(); });
  await sleep(4000);
  console.log('uncaught after destroy', await app.evaluate(() => (globalThis as any).uncaught));
  console.log('state', JSON.stringify((await page.locator('body').innerText()).slice(0, 300)));
  // second instance while a window loads
  await app.evaluate(({ app: a, BrowserWindow, Menu }) => {
    for (const w of BrowserWindow.getAllWindows()) (w as any).old = true;
    Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []).find(({ label }) => label === 'New window')?.click();
    const all = BrowserWindow.getAllWindows;
    (BrowserWindow as any).getAllWindows = () => all.call(BrowserWindow).filter((w: any) => !w.old);
    a.emit('second-instance', {}, [], '/', { args: ['--sample'] });
    (BrowserWindow as any).getAllWindows = all;
  });
  await sleep(6000);
  for (const p of app.windows()) console.log('window', p.url());
  await app.evaluate(({ app: a }) => { a.emit('second-instance', {}, [], '/', undefined); }).catch((e) => console.log('bad second', String(e).slice(0, 100)));
  console.log('uncaught', await app.evaluate(() => (globalThis as any).uncaught));
});
test('stopped engine and quit', async () => {
  running = await startOnSample();
  const { app } = running;
  const program = app.process();
  process.kill(await engineOf(running), 'SIGSTOP');
  await app.evaluate(({ app: a, dialog }) => { dialog.showMessageBox = ((...x: any[]) => { console.log('ASKED', x.at(-1).message); return new Promise(() => undefined); }) as any; setTimeout(() => a.quit(), 10); });
  app.on('console', (m) => console.log('main says', m.text()));
  await sleep(20_000);
  console.log('quit with a stopped engine: exit', program.exitCode, program.signalCode);
  const kids = execFileSync('ps', ['-eo', 'pid,ppid,stat,args']).toString().split('\n').filter((l) => l.includes(running!.home)).map((l) => l.slice(0, 60));
  console.log(kids.length);
});
