import type { Locator, Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeViolations, type RunningApp, startOnSample } from './running-app.ts';

let running: RunningApp;
let page: Page;
beforeAll(async () => {
  running = await startOnSample();
  ({ page } = running);
});
afterAll(() => running.remove());
beforeEach(async () => {
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await suggested().waitFor();
});

const side = (name: 'A' | 'B'): Locator =>
  page.getByRole('combobox', { name: `Side ${name}, a filter of turns` });
const suggested = (): Locator => page.getByRole('listbox', { name: 'Suggested sides' });
const grid = (): Locator => page.getByRole('grid', { name: 'Pairs' });
const summary = (): Locator => page.getByRole('region', { name: 'Summary' });
const pair = (): Locator => page.getByRole('region', { name: /^Pair \d/ });
const start = (): Locator => page.getByRole('button', { name: 'Compare', exact: true });
const placeHas = (part: string): Promise<unknown> =>
  page.waitForFunction((text) => decodeURIComponent(location.hash).includes(text), part);

async function openModels(): Promise<void> {
  await suggested().getByRole('option').first().dblclick();
  await grid().waitFor();
}

describe('by mouse', () => {
  test('a suggestion is compared, a pair is opened, judged and undone; back returns to it', async () => {
    await openModels();
    await summary().getByText('Changed answer').waitFor();
    await summary()
      .getByRole('table', { name: 'Measures, B minus A' })
      .getByText('Length')
      .waitFor();
    await grid().getByRole('row').nth(1).click();
    await pair().getByRole('article', { name: 'Answer A' }).waitFor();
    expect(await pair().locator('mark').count()).toBeGreaterThan(0);
    await pair()
      .getByRole('button', { name: /^B better/ })
      .click();
    await page.getByText(/^Pair \d+: B better$/).waitFor();
    await summary()
      .getByText(/1 B better/)
      .waitFor();
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await summary()
      .getByText(/^0 of /)
      .waitFor();
    const address = await page.evaluate(() => location.hash);
    await pair()
      .getByRole('button', { name: /^T-\d+/ })
      .first()
      .click();
    await page.waitForURL(/\/replay/);
    await page.keyboard.press('Alt+ArrowLeft');
    await page.waitForURL(/\/compare/);
    await pair().waitFor();
    expect(await page.evaluate(() => location.hash)).toBe(address);
  });

  test('what was compared is listed, and opened again gives the announced result', async () => {
    await page
      .getByRole('listbox', { name: 'Earlier comparisons' })
      .getByRole('option')
      .first()
      .dblclick();
    await summary()
      .getByText(/^the same result as comparison \d+ of/)
      .waitFor();
  });

  test('identical sides and a filter that cannot be read are said, and nothing is compared', async () => {
    await side('A').fill('model:x');
    await side('B').fill('model:x');
    await start().click();
    await page.getByRole('alert').getByText('Both sides are the same filter').waitFor();
    await side('B').fill('nosuchfield:1');
    await start().click();
    await page.getByRole('alert').getByText('nosuchfield').waitFor();
  });

  test('a filter that selects nothing is said', async () => {
    await side('A').fill('model:nothing-is-called-so');
    await side('B').fill('kind:model');
    await start().click();
    await page.getByText('Side A selects no turn').waitFor();
  });

  test('both raw records are one step away', async () => {
    await openModels();
    await grid().getByRole('row').nth(1).click();
    await pair().getByRole('button', { name: 'Raw records' }).click();
    await pair().locator('.monaco-editor').nth(1).waitFor();
  });
});

test('by keyboard alone: compared, walked, judged, and the verdict taken back', async () => {
  await suggested().getByRole('option').first().focus();
  await page.keyboard.press('Enter');
  await grid().waitFor();
  await grid().focus();
  await page.keyboard.press('j');
  await pair().waitFor();
  await page.keyboard.press('1');
  await summary()
    .getByText(/1 A better/)
    .waitFor();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.getAttribute('data-keys') === 'list');
  const before = await pair().getAttribute('aria-label');
  await page.keyboard.press('j');
  await page.waitForFunction(
    (label) =>
      document.querySelector('[aria-label^="Pair "][class]')?.getAttribute('aria-label') !== label,
    before,
  );
  await page.keyboard.press('k');
  await page.keyboard.press('v');
  await placeHas('raw=true');
  await page.keyboard.press('v');
  await page.getByRole('region', { name: before ?? '' }).waitFor();
  await page.keyboard.press('0');
  await summary()
    .getByText(/^0 of /)
    .waitFor();
});

test('axe finds nothing in three themes, and the page complained of nothing', async () => {
  expect(await axeViolations(page)).toEqual([]);
  await openModels();
  await grid().getByRole('row').nth(1).click();
  await pair().waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(running.complaints).toEqual([]);
});
