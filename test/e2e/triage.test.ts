import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exhibit } from './by-command.ts';
import { axeViolations, type RunningApp, startApp, startOnSample } from './running-app.ts';

const log = join(import.meta.dirname, '../../resources/sample/gateway-2026-04.jsonl');

const grid = (page: Page) => page.getByRole('grid', { name: 'Hits, worst first' });
const queue = (page: Page) => page.getByRole('region', { name: 'Queue', exact: true });
const foot = (page: Page) => queue(page).getByText(/^[\d,]+ of [\d,]+ .*, worst first$/);

async function matched(page: Page): Promise<number> {
  const words = (await foot(page).textContent()) ?? '';
  return Number(words.split(' ')[0]?.replaceAll(',', ''));
}

/** What the row under the cursor says. */
const underCursor = (page: Page) =>
  grid(page).evaluate(
    (node) =>
      document.getElementById(node.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '',
  );

async function toTriage(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Triage' }).click();
  await page.getByRole('heading', { level: 1, name: 'Triage' }).waitFor();
  await foot(page).waitFor();
}

describe('triage of the sample', () => {
  let running: RunningApp;

  beforeAll(async () => {
    running = await startOnSample();
  });
  afterAll(() => running.remove());
  beforeEach(() => running.anew());

  test('by mouse: a type narrows the queue, a hit opens in replay, and back returns to its row', async () => {
    const { page } = running;
    await toTriage(page);
    const all = await matched(page);
    expect(all).toBeGreaterThan(1);
    await page
      .getByRole('button', { name: /^Only .* in the queue$/ })
      .first()
      .click();
    await page.waitForURL(/failure=/);
    await foot(page).waitFor();
    expect(await matched(page)).toBeLessThanOrEqual(all);
    const row = grid(page).getByRole('row').nth(1);
    const handle = (await row.getByText(/^F-\d+$/).textContent()) ?? '';
    await row.dblclick();
    await page.waitForURL(new RegExp(`/replay\\?.*finding=${handle.slice(2)}\\b`));
    await page.keyboard.press('Alt+ArrowLeft');
    await page.waitForURL(/\/triage\?.*failure=/);
    await expect.poll(() => underCursor(page)).toContain(handle);
    expect(running.complaints).toEqual([]);
  });

  test('a count leads to its turns', async () => {
    const { page } = running;
    await toTriage(page);
    const link = page.getByRole('button', { name: /: show the turns$/ }).first();
    const turns = /on ([\d,]+) turns?: show/.exec(
      (await link.getAttribute('aria-label')) ?? '',
    )?.[1];
    await link.click();
    await page.waitForURL(/\/turns\?.*failure%3A[a-z-]+\+lane%3Afinding\+severity%3A/);
    await page.getByText(`of ${turns ?? '?'} · filter`).waitFor();
  });

  test('by keys: a range of the timeline filters the rest, a hit of it opens, and back returns', async () => {
    const { page } = running;
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.getByRole('heading', { level: 1, name: 'Triage' }).waitFor();
    await foot(page).waitFor();
    const all = await matched(page);
    await page.getByRole('slider', { name: 'Time range of the triage' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowRight');
    await page.waitForURL(/from=.*to=/);
    await expect.poll(() => matched(page)).toBeLessThan(all);
    await page.keyboard.press('Escape');
    await page
      .getByRole('group', { name: 'Time range', exact: true })
      .waitFor({ state: 'detached' });
    await expect.poll(() => matched(page)).toBe(all);
    await grid(page).focus();
    await page.keyboard.press('ArrowDown');
    const handle = /F-\d+/.exec(await underCursor(page))?.[0] ?? 'none';
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/replay\?.*finding=\d+/);
    await page.keyboard.press('Alt+ArrowLeft');
    await page.waitForURL(/\/triage\?.*row=1\b/);
    await expect.poll(() => underCursor(page)).toContain(handle);
    expect(running.complaints).toEqual([]);
  });

  test('by keys: a hit is accepted and that is taken back', async () => {
    const { page } = running;
    await toTriage(page);
    await page.getByRole('radio', { name: /^Leads/ }).press('Space');
    await page.waitForURL(/lane=lead/);
    await foot(page).waitFor();
    const leads = await matched(page);
    await grid(page).focus();
    await page.keyboard.press('a');
    await expect.poll(() => matched(page)).toBe(leads - 1);
    await page.keyboard.press('Control+z');
    await expect.poll(() => matched(page)).toBe(leads);
  });

  test('reads well in three themes', async () => {
    const { page } = running;
    await toTriage(page);
    expect(await axeViolations(page)).toEqual([]);
  });
});

describe('triage of a case where rules have not run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-triage-'));
  let running: RunningApp;

  beforeAll(async () => {
    const path = join(folder, 'empty.exhibit');
    exhibit('new', path, '--title', 'Nothing yet');
    running = await startApp({ args: [path] });
    await running.page.waitForURL(/#\/case\/.*\/home/, { timeout: 90_000 });
  });
  afterAll(async () => {
    await running.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test('an empty case says what to do', async () => {
    const { page } = running;
    await page.getByRole('link', { name: 'Triage' }).click();
    await page.getByText('This case has no turns yet').first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  test('rules that have not run are run from here, and the queue fills', async () => {
    const anew = join(folder, 'logged.exhibit');
    exhibit('new', anew, '--title', 'Logged');
    exhibit('import', anew, log);
    await running.remove();
    running = await startApp({ args: [anew] });
    const shown = running.page;
    await shown.waitForURL(/#\/case\/.*\/home/, { timeout: 90_000 });
    await shown.getByRole('link', { name: 'Triage' }).click();
    await shown.getByText('Rules have not run yet', { exact: true }).waitFor();
    expect(await axeViolations(shown)).toEqual([]);
    await shown.getByRole('button', { name: 'Run detection' }).first().press('Enter');
    await shown.getByText(/^\d+ rules ran/).waitFor();
    await expect.poll(() => matched(shown)).toBeGreaterThan(0);
    expect(running.complaints).toEqual([]);
  });
});
