import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { axeViolations } from './axe.ts';
import { expectFocus, give } from './by-palette.ts';
import { choosing, dropFiles } from './choosing.ts';
import { homeWithSample, type RunningApp, startApp } from './running-app.ts';

/**
 * The reading half of an investigation, from the first window to the bytes behind an answer: once by mouse, once by
 * keys alone.
 */
const folder = mkdtempSync(join(tmpdir(), 'exhibit-reading-'));
const log = join(folder, 'night-desk.jsonl');
const TITLE = 'Wrong return periods in customer chat';
const QUESTION = 'May I return the blender after ninety days?';

beforeAll(() => {
  const chat = (id: number, question: string) =>
    JSON.stringify({
      id: `night-${id}`,
      created: 1_775_000_000 + id,
      model: 'assist-large',
      messages: [{ role: 'user', content: question }],
      choices: [{ message: { role: 'assistant', content: 'Yes, within ninety days.' } }],
    });
  writeFileSync(log, `${chat(1, 'Is anybody there?')}\n${chat(2, QUESTION)}\n{"id": "cut\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let running: RunningApp;
afterEach(async () => {
  const { complaints } = running;
  await running.remove();
  expect(complaints).toEqual([]);
});

async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the sample case' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor({ timeout: 90_000 });
}

const grid = (page: Page) => page.getByRole('grid', { name: 'Turns' });
const rows = (page: Page) => grid(page).getByRole('row');

// Each job begins at the first window, without any case. One makes the sample; for the others it was made before.
test('the job by mouse, from the first window to the bytes behind an answer', async () => {
  running = await startApp();
  const { page } = running;
  await openSample(page);
  expect(await axeViolations(page)).toEqual([]);

  // A log is dropped on the evidence; its damaged record is kept aside.
  await page
    .getByRole('link', { name: /Evidence/ })
    .first()
    .click();
  await page.getByText('gateway-2026-03.jsonl').first().waitFor();
  await dropFiles(page, page.getByRole('grid', { name: 'Evidence files' }), [log]);
  await page
    .getByText(/1 file imported, 3 records/)
    .first()
    .waitFor();

  // Its turns are found by a filter, and one is opened.
  await page.getByRole('link', { name: /Turns/ }).first().click();
  await grid(page).getByText('T-1', { exact: true }).waitFor();
  await page.getByRole('combobox', { name: /filter/i }).click();
  await expectFocus(page.getByRole('combobox', { name: /filter/i }));
  await page.keyboard.type('ninety evidence:night*');
  await page.keyboard.press('Enter');
  // A head and both turns of the log: before, the rows of all turns stand where these will.
  await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toBe('3');
  await rows(page).filter({ hasText: QUESTION }).dblclick();
  await page.waitForURL(/\/replay/);
  await page.getByText(QUESTION).first().waitFor();
  await page.getByText('Yes, within ninety days.').first().waitFor();

  // What it was given, its place, its raw record.
  await page
    .getByText(/(wire|application|reconstructed) capture/)
    .first()
    .waitFor();
  await page.getByText('night-desk.jsonl').first().waitFor();
  await page.getByText('Raw record', { exact: true }).first().click();
  await page.getByText('hash matches').first().waitFor();
  await page.getByText('"night-2"').first().waitFor();

  await page.goBack();
  await rows(page).filter({ hasText: QUESTION }).waitFor();
});

test('the job by keys alone', async () => {
  running = await startApp({ home: await homeWithSample() });
  const { page } = running;
  await openSample(page);
  await give(page, 'Close case');
  await page.getByRole('heading', { name: 'Cases' }).waitFor();
  await give(page, 'Wrong return');
  await page.waitForURL(/\/home/);
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
  await choosing(running, { open: [log] });
  await page.keyboard.press('Control+i');
  await page
    .getByText(/1 file imported, 3 records/)
    .first()
    .waitFor();
  await page.keyboard.press('Control+i');
  await page
    .getByText(/1 in the case already/)
    .first()
    .waitFor();

  // The filter completes, says where it is wrong, and finds.
  await give(page, 'Turns');
  await grid(page).getByText('T-1', { exact: true }).waitFor();
  await give(page, 'Go to the filter');
  await expectFocus(page.getByRole('combobox', { name: /filter/i }));
  await page.keyboard.type('finding:unsup');
  await page
    .getByRole('option', { name: /unsupported-answer/ })
    .first()
    .waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type(' lane:lead colour:red');
  await page.keyboard.press('Enter');
  await page
    .getByText(/no field "?colour|colour is no field|unknown field/i)
    .first()
    .waitFor();
  for (let key = 0; key < ' colour:red'.length; key += 1) await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toBe('89');

  // A row is opened, its citation copied, and the row is there again.
  await rows(page).filter({ hasText: 'hallucination' }).nth(2).waitFor();
  await tabTo(page, '[role=grid]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => focusedRow(page)).not.toBeNull();
  const row = await focusedRow(page);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/replay/);
  await page.getByText('Recorded as given to the model').waitFor();
  await give(page, 'Copy citation');
  await page
    .getByText(/copied/i)
    .first()
    .waitFor();
  await page.keyboard.press('Alt+ArrowLeft');
  await rows(page).first().waitFor();
  await expect.poll(() => focusedRow(page)).toBe(row);
});

test('the program ends when it is closed, and leaves nothing but the case', async () => {
  running = await startApp({ home: await homeWithSample() });
  await openSample(running.page);
  await running.quit();
  const sample = join(running.home, 'sample');
  const [name = ''] = readdirSync(sample);
  expect(readdirSync(join(sample, name)).sort()).toEqual([
    'activity.jsonl',
    'case.duckdb',
    'case.json',
    'custody.jsonl',
    'evidence',
    'inputs',
    'reports',
  ]);
});

async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`Tab never reached ${selector}`);
}

/** The row that the grid calls its active one, while the focus is in the grid. */
const focusedRow = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant');
    return id == null ? null : (document.getElementById(id)?.getAttribute('aria-rowindex') ?? null);
  });
