import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { axeViolations } from './axe.ts';
import { expectFocus, give } from './by-palette.ts';
import { choosing } from './choosing.ts';
import { type RunningApp, startApp, startOnSample } from './running-app.ts';

const root = (page: Page) => page.locator('html');
const sections = (page: Page) => page.getByRole('listbox', { name: 'Sections of the settings' });
const clipboard = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ clipboard: board }) => board.readText());
const textScale = (page: Page): Promise<string> =>
  root(page).evaluate((html) => html.style.getPropertyValue('--text'));
const keptIn = (home: string): unknown =>
  JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'));

async function toSettings(page: Page, section?: string): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  if (section !== undefined) await sections(page).getByText(section).click();
}

const openScreen = (page: Page, name: RegExp): Promise<void> =>
  page.getByRole('link', { name }).press('Enter');

describe('without a case', () => {
  let running: RunningApp | undefined;
  afterEach(async () => {
    await running?.remove();
    running = undefined;
  });
  const start = (home?: string): Promise<RunningApp> =>
    startApp({
      ...(home === undefined ? {} : { home }),
      until: (page) => page.getByRole('heading', { level: 1 }).first().waitFor(),
    });

  test('by mouse: what is changed acts at once, in every window, and is kept after a restart', async () => {
    running = await start();
    const { app, page, home } = running;
    const opened = app.waitForEvent('window');
    await app.evaluate(({ Menu }) => {
      Menu.getApplicationMenu()
        ?.items.flatMap(({ submenu }) => submenu?.items ?? [])
        .find(({ label }) => label === 'New window')
        ?.click();
    });
    const other = await opened;
    await other.getByRole('heading', { level: 1 }).first().waitFor();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('radio', { name: 'Dark' }).click();
    await page.getByRole('radio', { name: '125 %' }).click();
    await page.getByRole('radio', { name: 'Relaxed' }).click();
    await page.getByRole('switch', { name: /Single letters/ }).click({ force: true });
    for (const window of [page, other]) {
      await expect.poll(() => root(window).getAttribute('data-theme')).toBe('dark');
      await expect.poll(() => root(window).getAttribute('data-density')).toBe('relaxed');
      await expect.poll(() => textScale(window)).toBe('1.25');
    }
    await expect
      .poll(() => keptIn(home))
      .toMatchObject({ theme: 'dark', text_size: 125, density: 'relaxed', letter_keys: false });
    // A second start takes the home as a person's next one would.
    await running.quit();
    const again = await start(home);
    running = again;
    await expect.poll(() => root(again.page).getAttribute('data-theme')).toBe('dark');
    await expect.poll(() => textScale(again.page)).toBe('1.25');
    await toSettings(again.page);
    await again.page
      .getByRole('radio', { name: 'Relaxed' })
      .and(again.page.locator('[aria-checked=true]'))
      .waitFor();
    expect(again.complaints).toEqual([]);
  });

  test('a broken settings file is said in one sentence and stays until it is set aside', async () => {
    const first = await start();
    running = first;
    const { home, page } = first;
    const file = join(home, 'settings.json');
    writeFileSync(file, '{"theme": "dark", ');
    await first.anew();
    await page.getByText(`${file} is damaged; the usual settings are used.`).waitFor();
    const said = page.getByText('Settings are not kept.');
    await toSettings(page);
    await page.getByRole('radio', { name: 'High contrast' }).click();
    await page.getByText(/Set the file aside in Settings/).waitFor();
    expect(readFileSync(file, 'utf8')).toBe('{"theme": "dark", ');
    await page.getByRole('button', { name: 'Set the file aside, begin anew' }).press('Enter');
    await said.waitFor({ state: 'detached' });
    await page.getByRole('radio', { name: 'High contrast' }).press('Space');
    await expect.poll(() => root(page).getAttribute('data-theme')).toBe('hc');
    const aside = readdirSync(home).find((name) => name.startsWith('settings.json.aside-'));
    expect(readFileSync(join(home, aside ?? ''), 'utf8')).toBe('{"theme": "dark", ');
    expect(first.complaints).toEqual([]);
  });
});

describe('on the sample', () => {
  let running: RunningApp;
  beforeAll(async () => {
    running = await startOnSample();
  });
  afterAll(() => running.remove());
  beforeEach(async () => {
    const { page } = running;
    if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape');
  });

  test('by keys alone: a zone in which every time is shown, while what is copied stays in UTC', async () => {
    const { app, page } = running;
    await toSettings(page, 'Look and keys');
    await expectFocus(sections(page).getByRole('option', { name: 'Look and keys' }));
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { level: 2, name: 'Time zone' }).waitFor();
    await page.keyboard.press('Tab');
    const zone = page.getByRole('combobox', { name: 'Show times in' });
    await expectFocus(zone);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Kolkata');
    await page.getByRole('option', { name: 'Asia/Kolkata' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('15 Jan 2026, 17:30 +05:30').waitFor();
    await page.getByRole('banner').getByText('Asia/Kolkata').waitFor();
    expect(await axeViolations(page)).toEqual([]);

    await give(page, 'Turns');
    await page.getByRole('columnheader', { name: /^Time, Asia/ }).waitFor();
    const first = page
      .getByRole('grid', { name: 'Turns' })
      .getByRole('row')
      .filter({ hasText: 'T-1' });
    await first.getByText('14:02:40').first().waitFor();
    await give(page, 'T-1356', 'Replay T-1356');
    await page.getByText('9 Apr 2026, 00:42 +05:30').first().waitFor();
    await page.getByRole('button', { name: 'Copy citation' }).press('Enter');
    await expect.poll(() => clipboard(app)).toContain('T-1356');
    expect(await clipboard(app)).not.toContain('+05:30');

    await give(page, 'Timeline');
    await page.getByText(/all times Asia\/Kolkata$/).waitFor();
    for (const [screen, title] of [
      ['Exhibits', 'Pinned, Asia/Kolkata'],
      ['Triage', 'Time, Asia/Kolkata'],
    ] as const) {
      await give(page, screen);
      await page.getByRole('columnheader', { name: title }).waitFor();
    }

    await toSettings(page, 'Time zone');
    await page.getByRole('button', { name: 'Back to UTC' }).press('Enter');
    await page.getByRole('banner').getByText('UTC', { exact: true }).waitFor();
    await page.getByText('15 Jan 2026, 12:00 UTC').nth(1).waitFor();
  });

  test('an examiner’s name, an identity with its certificate, and which one signs', async () => {
    const { page, home } = running;
    await toSettings(page, 'Examiner, identities');
    const name = page.getByRole('textbox', { name: 'Name in logs' });
    await name.fill('Ines Marchetti');
    await name.press('Enter');
    await page.getByText('Acts are logged as Ines Marchetti.').waitFor();
    for (const who of ['Ana Silva', 'Ben Okafor']) {
      await page.getByRole('button', { name: 'New identity…' }).click();
      const dialog = page.getByRole('dialog', { name: 'New identity' });
      await dialog.getByRole('textbox', { name: 'Name' }).fill(who);
      await dialog.getByLabel('Passphrase', { exact: true }).fill('five words that open it');
      await dialog.getByLabel('Passphrase again').fill('five words that open it');
      await dialog.getByRole('button', { name: 'Make identity' }).click();
      await page.getByRole('article', { name: who }).waitFor();
    }
    const target = join(home, 'ben.pem');
    await choosing(running, { save: target });
    await page.getByRole('button', { name: 'Export certificate… of Ben Okafor' }).press('Enter');
    await page.getByText('Saved the certificate as ben.pem').waitFor();
    expect(readFileSync(target, 'utf8')).toMatch(/^-----BEGIN CERTIFICATE-----/);
    await page
      .getByText(join(home, 'identities', 'ben-okafor'))
      .first()
      .waitFor();
    await page.getByRole('button', { name: /Signs unless another is chosen/ }).press('Enter');
    await page.getByRole('option', { name: 'Ben Okafor' }).press('Enter');
    await expect.poll(() => keptIn(running.home)).toMatchObject({ signer: 'Ben Okafor' });
    expect(await axeViolations(page)).toEqual([]);
    await openScreen(page, /^Report/);
    await page.getByRole('button', { name: /^Ben Okafor/ }).waitFor();
  });

  test('own rules with what is wrong at which line; the list of cases is forgotten', async () => {
    const { page, home, app } = running;
    const folder = join(home, 'my-rules');
    mkdirSync(folder, { recursive: true });
    const rule = readFileSync(
      join(import.meta.dirname, '../../resources/rules/refusal.yaml'),
      'utf8',
    );
    writeFileSync(join(folder, 'mine.yaml'), rule.replace('id: refusal', 'id: mine'));
    writeFileSync(join(folder, 'wrong.yaml'), rule.replace('severity: low', 'severity: grave'));
    await choosing(running, { open: [folder] });
    await toSettings(page, 'Rules');
    await page.getByText(/rules come with Exhibit/).waitFor();
    await page.getByRole('button', { name: 'Choose another folder…' }).press('Enter');
    const files = page.getByRole('table', { name: 'Files of the folder' });
    await files.getByRole('row').filter({ hasText: 'wrong.yaml' }).getByText('line 5').waitFor();
    await files.getByRole('row').filter({ hasText: 'mine.yaml' }).getByText('ready').waitFor();
    await page.getByRole('button', { name: 'Copy path' }).press('Enter');
    await expect.poll(() => clipboard(app)).toBe(folder);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Use the usual folder' }).press('Enter');
    await files.waitFor({ state: 'detached' });

    await toSettings(page, 'Cases and files');
    await page.getByRole('button', { name: 'Forget recent cases…' }).press('Enter');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Forget' }).press('Enter');
    // The open case stays, so that a window that is loaded anew finds it.
    await page.getByText('Forgot 0 cases; 1 open case stayed').waitFor();
    await toSettings(page, 'Trusted signers');
    await page.getByText('No signer is trusted yet.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  test('help by keys: keys and words are searched, and details for a report of a fault copied', async () => {
    const { app, page } = running;
    await page.keyboard.press('F1');
    await expectFocus(page.getByRole('searchbox', { name: 'Search keys and words' }));
    await page.keyboard.type('exhibit pin');
    await page.getByText(/^1 of \d+ keys/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Words' }).click();
    await page.keyboard.press('F1');
    await expectFocus(page.getByRole('searchbox', { name: 'Search keys and words' }));
    await page.getByText(/^1 of \d+ words$/).waitFor();
    await page.getByText('numbered, captioned, cited by reports').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('tab', { name: 'About Exhibit' }).click();
    await page.getByRole('button', { name: 'Copy details for a report of a fault' }).press('Enter');
    await expect.poll(() => clipboard(app)).toMatch(/^Exhibit \d[^\n]*\nDuckDB v[^\n]*\nElectron /);
    expect(await axeViolations(page)).toEqual([]);
    expect(running.complaints).toEqual([]);
  });

  test('at 150 % no bar of a screen hides its buttons', async () => {
    const { page } = running;
    await give(page, 'Larger text');
    await give(page, 'Larger text');
    await give(page, 'Larger text');
    await expect.poll(() => textScale(page)).toBe('1.5');
    for (const [words, title] of [
      [/^Turns/, 'Turns'],
      [/^Evidence/, 'Evidence'],
      [/^Verify/, 'Verify'],
      [/^Report/, 'Issue report'],
      [/^Settings/, 'Settings'],
    ] as const) {
      await openScreen(page, words);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      const hidden = await page.getByRole('main').evaluate((main) => {
        const width = main.getBoundingClientRect().right;
        return [...main.querySelectorAll('button')]
          .filter((button) => button.closest('[role=grid], [class*=body]') === null)
          .filter((button) => button.getBoundingClientRect().right > width + 1)
          .map((button) => button.textContent);
      });
      expect(hidden, title).toEqual([]);
    }
    const changed = z.object({ text_size: z.number() }).parse(keptIn(running.home));
    expect(changed.text_size).toBe(150);
  });
});
