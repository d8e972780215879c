import { createSocket } from 'node:dgram';
import { renameSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { expectFocus, give, goBy } from './by-palette.ts';
import { homeWithSample, type RunningApp, startApp, startOnSample } from './running-app.ts';

let running: RunningApp | undefined;
afterEach(async () => {
  await running?.remove();
  running = undefined;
});

async function engineOf({ app }: RunningApp): Promise<number> {
  const pid = await app.evaluate(
    ({ app: inside }) => inside.getAppMetrics().find(({ name }) => name === 'Exhibit engine')?.pid,
  );
  if (pid === undefined) throw new Error('no engine runs');
  return pid;
}

const ended = ({ app }: RunningApp): Promise<unknown> =>
  new Promise((resolve) => app.process().once('exit', resolve));

test('a page that turns hostile sends nothing: no call between browsers, no look-up, no connection', async () => {
  running = await startApp();
  const { app, page } = running;
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  let heard = 0;
  const packets = createSocket('udp4').on('message', () => {
    heard += 1;
  });
  const connections = createServer((socket) => {
    heard += 1;
    socket.destroy();
  });
  await Promise.all([
    new Promise<void>((resolve) => packets.bind(0, '127.0.0.1', resolve)),
    new Promise<void>((resolve) => connections.listen(0, '127.0.0.1', resolve)),
  ]);
  const address = connections.address();
  const ports = {
    udp: packets.address().port,
    tcp: typeof address === 'object' ? (address?.port ?? 0) : 0,
  };
  await page.evaluate(async ({ udp, tcp }) => {
    for (const rel of ['preconnect', 'prefetch', 'icon', 'manifest'])
      document.head.append(
        Object.assign(document.createElement('link'), { rel, href: `http://127.0.0.1:${tcp}/` }),
      );
    const peers = new RTCPeerConnection({
      iceServers: [
        { urls: `stun:127.0.0.1:${udp}` },
        { urls: `turn:127.0.0.1:${tcp}?transport=tcp`, username: 'a', credential: 'b' },
      ],
    });
    peers.createDataChannel('out');
    const gathered = new Promise<void>((resolve) => {
      peers.onicegatheringstatechange = () => {
        if (peers.iceGatheringState === 'complete') resolve();
      };
      peers.onsignalingstatechange = () => {
        if (peers.signalingState === 'closed') resolve();
      };
    });
    const offered = peers.createOffer().then((offer) => peers.setLocalDescription(offer));
    await Promise.race([offered.then(() => gathered), offered.catch(() => undefined)]).catch(
      () => undefined,
    );
  }, ports);
  const lookedUp = await app.evaluate(({ net }, port) => {
    const asked = net.fetch(`http://localhost:${port}/`);
    return asked.then(
      () => 'reached',
      (error: unknown) => String(error),
    );
  }, ports.tcp);
  packets.close();
  connections.close();
  expect(lookedUp).toMatch(/ERR_NAME_NOT_RESOLVED|ERR_BLOCKED/);
  expect(heard).toBe(0);
});

test('every answer of the own scheme carries the page policy, also those that refuse', async () => {
  running = await startApp();
  const answers = await running.app.evaluate(({ net }) =>
    Promise.all(
      ['', 'nothing.js', '%', 'a%00b', '..%2f..%2fpackage.json', 'assets/'].map(async (path) => {
        const { status, headers } = await net.fetch(`app://exhibit/${path}`);
        return [path, status, headers.get('content-security-policy')?.slice(0, 18)];
      }),
    ),
  );
  expect(answers).toEqual([
    ['', 200, "default-src 'none'"],
    ['nothing.js', 404, "default-src 'none'"],
    ['%', 403, "default-src 'none'"],
    ['a%00b', 403, "default-src 'none'"],
    ['..%2f..%2fpackage.json', 403, "default-src 'none'"],
    ['assets/', 404, "default-src 'none'"],
  ]);
});

test('a page cannot keep its window open', async () => {
  running = await startApp();
  const { app, page } = running;
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.evaluate(() =>
    window.addEventListener('beforeunload', (event) => event.preventDefault()),
  );
  // Only a page that was used may ask at all.
  await page.mouse.click(400, 300);
  const over = ended(running);
  await app.evaluate(({ app: inside }) => setTimeout(() => inside.quit()));
  await over;
});

test('a page that crashed is asked about and loaded anew where it was', async () => {
  running = await startOnSample();
  const loaded = await running.app.evaluate(({ BrowserWindow, dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false });
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return new Promise<string>((resolve) => {
      contents?.once('did-finish-load', () => resolve(contents.getURL()));
      contents?.forcefullyCrashRenderer();
    });
  });
  expect(loaded).toMatch(/home$/);
});

test('a page that hangs is asked about and loaded anew where it was', async () => {
  running = await startOnSample();
  const { app, page } = running;
  await page.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  const loaded = await app.evaluate(({ BrowserWindow, dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false });
    const [window] = BrowserWindow.getAllWindows();
    return new Promise<string>((resolve) => {
      window?.webContents.once('did-finish-load', () => resolve(window.webContents.getURL()));
      window?.emit('unresponsive');
    });
  });
  expect(loaded).toMatch(/home$/);
});

test('an engine that hangs does not keep the program: after a while the person may end it', async () => {
  running = await startApp();
  const { app, page } = running;
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  process.kill(await engineOf(running), 'SIGSTOP');
  const over = ended(running);
  await app.evaluate(({ app: inside, dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
    setTimeout(() => inside.quit());
  });
  await over;
});

test('a call that the engine leaves unanswered when it ends is made again', async () => {
  running = await startOnSample();
  const { page, complaints } = running;
  const engine = await engineOf(running);
  process.kill(engine, 'SIGSTOP');
  await page
    .getByRole('link', { name: /Evidence/ })
    .first()
    .press('Enter');
  await page.waitForURL(/evidence/);
  process.kill(engine, 'SIGKILL');
  await page.getByText('gateway-2026-03.jsonl').first().waitFor();
  expect(complaints).toEqual([]);
});

test('what another start hands over to a window that still loads is not lost', async () => {
  running = await startApp({ home: await homeWithSample() });
  const { app, page } = running;
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const opened = app.waitForEvent('window');
  await app.evaluate(({ app: inside, BrowserWindow, Menu }) => {
    const before = BrowserWindow.getAllWindows();
    Menu.getApplicationMenu()
      ?.items.flatMap(({ submenu }) => submenu?.items ?? [])
      .find(({ label }) => label === 'New window')
      ?.click();
    for (const window of before) window.destroy();
    inside.emit('second-instance', {}, [], '/', { args: ['--sample'] });
  });
  await (await opened).waitForURL(/home$/, { timeout: 90_000 });
});

describe('in one window on the sample, loaded anew for each', () => {
  let shared: RunningApp | undefined;
  const end = async (): Promise<void> => {
    await shared?.remove();
    shared = undefined;
  };
  // What a test that failed has left, no other begins from.
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await end();
  });
  afterAll(end);

  async function onSample(): Promise<RunningApp> {
    if (shared === undefined) shared = await startOnSample();
    else await shared.anew();
    return shared;
  }

  test('a case that is closed stays closed, and an address leads back to it', async () => {
    const { page } = await onSample();
    const home = page.url();
    await page.getByRole('button', { name: 'Wrong return periods' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Close case' }).press('Enter');
    await page.waitForURL(/#\/$/);
    await page.getByText('No case open').waitFor();
    await page.keyboard.press('Control+k');
    await expectFocus(page.getByRole('dialog').getByRole('searchbox'));
    await page.keyboard.type('Home of the case');
    await page.getByText('No command or case has these words.').waitFor();
    await page.keyboard.press('Escape');
    await page.evaluate((address) => {
      window.location.href = address;
    }, home);
    await page.getByRole('heading', { name: 'Wrong return periods' }).waitFor();
  });

  test('an address that leads nowhere, and a screen that cannot be loaded, say so inside the frame', async () => {
    const { app, page } = await onSample();
    const home = page.url();
    await page.evaluate((address) => {
      window.location.href = address.replace('/home', '/nowhere');
    }, home);
    await page.getByText('There is no such place in Exhibit.').waitFor();
    await app.evaluate(({ session }) =>
      session.defaultSession.webRequest.onBeforeRequest(({ url }, answer) =>
        answer({ cancel: url.includes('evidence-route') }),
      ),
    );
    // Screens are loaded ahead: this one is not there in a new page only, and not where Chromium remembers what it read.
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    await page.reload();
    await page.getByText('There is no such place in Exhibit.').waitFor();
    await page.getByRole('link', { name: /Evidence/ }).press('Enter');
    await page.getByText('This screen failed to draw.').waitFor();
    await devtools.detach();
    await app.evaluate(({ session }) => session.defaultSession.webRequest.onBeforeRequest(null));
    await page.getByRole('button', { name: 'Load the window anew' }).press('Enter');
    await page.getByRole('grid', { name: 'Evidence files' }).waitFor();
  });

  test('no key acts on the screen behind a dialog', async () => {
    const { app, page } = await onSample();
    await app.evaluate(({ dialog }) => {
      dialog.showOpenDialog = () => {
        process.title = 'a file dialog was opened';
        return Promise.resolve({ canceled: true, filePaths: [] });
      };
    });
    await give(page, 'show all keys', 'Show all keys');
    const keys = page.getByRole('dialog', { name: 'Keys' });
    await keys.waitFor();
    await expect
      .poll(() => keys.evaluate((node) => node.contains(document.activeElement)))
      .toBe(true);
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+i');
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'detached' });
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(await app.evaluate(() => process.title)).not.toBe('a file dialog was opened');
  });

  test('a screen that is chosen in the navigation has the focus where its work is, by mouse as by key', async () => {
    const shown = await onSample();
    const { page } = shown;
    const link = (name: RegExp) =>
      page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name });
    const grid = (name: string) => page.getByRole('grid', { name });
    const work = [
      [/^Turns/, grid('Turns')],
      [/^Triage/, grid('Hits, worst first')],
      [/^Exhibits/, grid('Exhibits')],
      [/^Report/, page.getByRole('heading', { level: 1, name: 'Issue report' })],
      [/^Causes/, page.getByRole('option', { name: /^K-1 ,/ })],
      [
        /^Compare/,
        page.getByRole('listbox', { name: 'Suggested sides' }).getByRole('option').first(),
      ],
      [/^Actions/, grid('Actions')],
    ] as const;
    for (const [name, place] of work) {
      await link(name).click();
      await expectFocus(place);
    }
    // By Enter on the link as well, and on the screen that is shown already.
    await link(/^Exhibits/).focus();
    await page.keyboard.press('Enter');
    await expectFocus(grid('Exhibits'));
    await link(/^Exhibits/).click();
    await expectFocus(grid('Exhibits'));
    await page.keyboard.press('/');
    await expectFocus(page.getByRole('textbox', { name: 'Words that exhibits hold' }));
    await page.keyboard.press('Escape');

    // From any button too; a letter alone does nothing there.
    await link(/^Turns/).click();
    await expectFocus(grid('Turns'));
    const bar = page.getByRole('button', { name: 'Fold to icons' });
    await bar.focus();
    await page.keyboard.press('f');
    await expectFocus(bar);
    await page.keyboard.press('/');
    await expectFocus(page.getByRole('combobox', { name: 'Filter of turns' }));
    await link(/^Turns/).click();
    await bar.focus();
    await goBy(page, 'p');
    await expectFocus(page.getByRole('heading', { level: 1, name: 'Issue report' }));
    expect(shown.complaints).toEqual([]);
  });

  test('a screen says in words what it waits for, and an engine that goes on fills it', async () => {
    const shown = await onSample();
    const { page } = shown;
    const engine = await engineOf(shown);
    process.kill(engine, 'SIGSTOP');
    await goBy(page, 'a');
    await page.getByRole('heading', { level: 1, name: 'Triage' }).waitFor();
    await page.getByText('What rules found: being read…').waitFor();
    await page.getByText('No answer yet. It comes by itself').waitFor();
    process.kill(engine, 'SIGCONT');
    await page.getByRole('grid', { name: 'Hits, worst first' }).waitFor();
    expect(shown.complaints).toEqual([]);
  });

  test('where the folder of the case is gone every screen says so, and none waits for ever', async () => {
    const { page, home } = await onSample();
    const folder = join(home, 'sample');
    renameSync(folder, join(home, 'moved'));
    await page.getByText('The case cannot be read at the moment.').waitFor();
    const waiting = page.locator('[role=status][aria-label$=", loading"]');
    for (const [name, what] of [
      ['Turns', 'The turns could not be read.'],
      ['Replay', 'C-1 could not be opened.'],
      ['Triage', 'What rules found could not be read.'],
      ['Compare', 'What was asked the same questions could not be found out.'],
      ['Exhibits', 'The exhibits could not be read.'],
      ['Causes', 'The causes could not be read.'],
      ['Timeline', 'The timeline could not be read.'],
      ['Actions', 'The actions could not be read.'],
      ['Report', 'What the report would say could not be read.'],
      ['Verify, custody', 'The custody log could not be read.'],
    ] as const) {
      await page
        .getByRole('navigation', { name: 'Screens' })
        .getByRole('link', { name: new RegExp(`^${name}`) })
        .click();
      await page.getByText(what).waitFor();
      await expect.poll(() => waiting.count()).toBe(0);
    }
    renameSync(join(home, 'moved'), folder);
    await page.getByRole('link', { name: /^Causes/ }).click();
    await page.getByRole('option', { name: /^K-1 ,/ }).waitFor();
  });
});
