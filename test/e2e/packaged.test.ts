import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PackagedApp, type Running, sandboxed } from './packaged-app.ts';

let app: PackagedApp;
let running: Running | undefined;

beforeAll(async () => {
  app = await PackagedApp.make();
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
afterAll(() => app.remove());

const investigation = join(import.meta.dirname, '../../resources/sample/investigation.yaml');

test('does the packaged program open the sample case, verify it, and end when its window is closed?', async () => {
  const plan = parse(readFileSync(investigation, 'utf8')) as { case: { title: string } };
  running = await app.start('--sample');
  const { page, ended } = running;
  await page.getByText(plan.case.title).first().waitFor({ timeout: 90_000 });
  expect(page.url()).toMatch(/^app:\/\/exhibit\//);
  expect(await page.evaluate('typeof process + typeof require')).toBe('undefinedundefined');
  await page.getByRole('button', { name: /^Verify now/ }).click();
  await page.getByText(/^Verified the case: \d+ checks, all passed/).waitFor({ timeout: 90_000 });
  await page.getByRole('link', { name: 'SQL console' }).click();
  await page.getByRole('textbox', { name: 'SQL' }).focus();
  await page.keyboard.insertText("SELECT 'a child' || ' answers' AS says");
  await page.keyboard.press('Control+Enter');
  await page.getByText('a child answers').first().waitFor({ timeout: 90_000 });
  await page.getByRole('link', { name: 'Report', exact: true }).click();
  await page
    .getByRole('img', { name: /^Page \d+ of the draft$/ })
    .first()
    .waitFor({ timeout: 90_000 });
  await page.evaluate('window.close()');
  expect(await ended).toBe(0);
});

test.runIf(process.platform === 'linux' && sandboxed)(
  'does the system hold the page in a sandbox?',
  async () => {
    running = await app.start();
    await running.page.waitForURL('app://exhibit/**');
    const session = await running.browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const pages = processInfo.filter(({ type }) => type === 'renderer');
    expect(pages.length).toBeGreaterThan(0);
    for (const { id } of pages)
      expect(readFileSync(`/proc/${id}/status`, 'utf8')).toMatch(/^Seccomp:\s*2$/m);
  },
);

test('can the packaged program be made to run as Node, be debugged as Node, or run another app?', async () => {
  const fuses = await getCurrentFuseWire(app.executable);
  const isSet = (fuse: FuseV1Options): boolean => Number(fuses[fuse]) === '1'.charCodeAt(0);
  expect(isSet(FuseV1Options.RunAsNode)).toBe(false);
  expect(isSet(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(false);
  expect(isSet(FuseV1Options.EnableNodeCliInspectArguments)).toBe(false);
  expect(isSet(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(false);
  expect(isSet(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(true);
  expect(isSet(FuseV1Options.OnlyLoadAppFromAsar)).toBe(true);
});

test('does the package hold what is needed to run, and no sources?', () => {
  const files = listPackage(app.archive, { isPack: false }).map((path) =>
    path.replaceAll('\\', '/'),
  );
  expect(files).toEqual(
    expect.arrayContaining([
      '/dist/main/main.cjs',
      '/dist/preload/preload.cjs',
      '/dist/page/index.html',
      '/dist/node/engine.cjs',
      '/dist/node/engine-start.cjs',
      '/resources/sample/investigation.yaml',
    ]),
  );
  expect(files.filter((path) => /\.(map|tsx?)$/.test(path) && !path.endsWith('.d.ts'))).toEqual([]);
});
