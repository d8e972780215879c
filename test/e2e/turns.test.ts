import type { Locator, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expectFocus } from './by-palette.ts';
import { axeViolations, type RunningApp, startOnSample } from './running-app.ts';

let running: RunningApp;
let page: Page;
beforeAll(async () => {
  running = await startOnSample();
  ({ page } = running);
});
beforeEach(async () => {
  await running.anew();
  await page.getByRole('link', { name: /^Turns/ }).press('Enter');
  await row('T-1').waitFor();
  await result(/^2,910 turns$/).waitFor();
});
afterEach(() => expect(running.complaints).toEqual([]));
afterAll(() => running.remove());

const grid = (): Locator => page.getByRole('grid', { name: 'Turns' });
const filter = (): Locator => page.getByRole('combobox', { name: 'Filter of turns' });
const chips = (): Locator => page.getByRole('group', { name: 'Parts of the filter' });
const facets = (): Locator => page.getByRole('toolbar', { name: 'Values to filter by' });
const row = (handle: string): Locator =>
  grid().getByRole('row').filter({ hasText: handle }).first();
/** How many turns the field says there are. */
const result = (words: RegExp): Locator => page.getByRole('status').filter({ hasText: words });
const applied = (): Promise<string | null> =>
  page.evaluate(() => new URLSearchParams(location.hash.split('?')[1]).get('filter'));
const appliedIs = (wanted: string): Promise<unknown> =>
  page.waitForFunction(
    (text) => new URLSearchParams(location.hash.split('?')[1]).get('filter') === text,
    wanted,
  );
const focused = (): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
/** The handle in the row under the grid's cursor. */
const cursorRow = (): Promise<string | undefined> =>
  page.evaluate(() => {
    const id = document.querySelector('[role=grid]')?.getAttribute('aria-activedescendant');
    return /T-\d+/.exec(document.getElementById(id ?? '')?.textContent ?? '')?.[0];
  });
const placeHas = (part: string): Promise<unknown> =>
  page.waitForFunction((text) => decodeURIComponent(location.hash).includes(text), part);

async function clear(): Promise<void> {
  await filter().fill('');
  await filter().press('Enter');
  await appliedIs('');
  await result(/^2,910 turns$/).waitFor();
}

describe('by mouse', () => {
  test('a value of a facet is asked for, then left out, and each is a part of the text', async () => {
    const finding = facets().getByText('finding', { exact: true });
    await finding.click();
    await appliedIs('lane:finding');
    expect(await filter().inputValue()).toBe('lane:finding');
    await result(/^\d+ turns of 2,910$/).waitFor();
    await facets()
      .getByText('down', { exact: true })
      .click({ modifiers: ['Shift'] });
    await appliedIs('lane:finding -feedback:down');
    await chips().getByText('not feedback').waitFor();
    expect(
      await facets()
        .getByRole('checkbox', { name: /^finding/ })
        .isChecked(),
    ).toBe(true);
  });

  test('a chip is taken out, and the caret goes where one is pressed', async () => {
    await chips().getByRole('button', { name: 'Take out lane finding' }).click();
    await appliedIs('-feedback:down');
    await chips().getByRole('button', { name: 'not feedback down', exact: true }).click();
    expect(await focused()).toBe('Filter of turns');
    await clear();
  });

  test('a head sorts, first the worst', async () => {
    await grid().getByText('Latency, ms').click();
    await placeHas('"column":"latency_ms","descending":true');
    const first = grid().getByRole('row').nth(1);
    await first.filter({ hasNotText: 'T-1 ' }).waitFor();
    await page.getByRole('columnheader', { name: /^Turn/ }).click();
    await placeHas('"column":"turn","descending":false');
    await row('T-1').waitFor();
  });

  test('a filter that nothing matches says which part is to blame', async () => {
    await filter().fill('lane:finding zzqqzz');
    await filter().press('Enter');
    await page.getByText('No turn matches. Without').waitFor();
    await page.getByRole('button', { name: 'Take that part out' }).click();
    await appliedIs('lane:finding');
    await clear();
  });

  test('columns are chosen and stay chosen', async () => {
    await page.getByRole('button', { name: 'Choose columns' }).click();
    await page.getByRole('button', { name: 'Tokens and latency' }).click();
    await page.getByRole('columnheader', { name: 'Tokens in' }).waitFor();
    await page.getByRole('button', { name: 'Usual', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Findings' }).waitFor();
  });

  test('rows are selected, and their handles can be copied', async () => {
    await row('T-2').click({ modifiers: ['Control'] });
    await row('T-4').click({ modifiers: ['Shift'] });
    await page.getByText('3 turns selected').waitFor();
    await page.getByRole('button', { name: 'Copy handles' }).click();
    await page.getByText('Copied 3 handles').waitFor();
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.getByText('3 turns selected').waitFor({ state: 'detached' });
  });
});

describe('by keyboard alone', () => {
  test('a filter is written with completion', async () => {
    await grid().focus();
    await page.keyboard.press('/');
    expect(await focused()).toBe('Filter of turns');
    await page.keyboard.type('fail');
    await page.getByRole('option', { name: /^failure/ }).waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('option', { name: /^degraded-output/ }).waitFor();
    expect(await filter().inputValue()).toBe('failure:');
    await page.keyboard.press('ArrowDown');
    const active = await filter().getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.type('deg');
    await page.getByRole('option', { name: /^hallucination/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await filter().inputValue()).toBe('failure:degraded-output ');
    await page.keyboard.press('Enter');
    await appliedIs('failure:degraded-output');
    await result(/^118 turns of 2,910$/).waitFor();
  });

  test('an error stands at its character, says what was meant, and leaves the last result', async () => {
    await page.keyboard.type('latency>750');
    await page.keyboard.press('Enter');
    const problem = page.getByRole('alert').filter({ hasText: 'Character 25' });
    await problem.waitFor();
    expect(await problem.textContent()).toContain('Below: 118 turns of 2,910');
    expect(await filter().getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('.query .is-bad').textContent()).toBe('latency');
    expect(await applied()).toBe('failure:degraded-output');
    expect(await axeViolations(page)).toEqual([]);
    await problem.getByRole('button', { name: 'Use latency_ms' }).focus();
    await page.keyboard.press('Enter');
    await appliedIs('failure:degraded-output latency_ms>750');
    await problem.waitFor({ state: 'detached' });
  });

  test('Esc leaves the field and keeps what was typed', async () => {
    await filter().focus();
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('Turns');
    expect(await filter().inputValue()).toBe('failure:degraded-output latency_ms>750');
  });

  test('the facets are one Tab stop and change the filter', async () => {
    await page.keyboard.press('f');
    expect(await focused()).toMatch(/ of [0-9,]+$/);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(/^assist-large/);
    await page.keyboard.press('Shift+Space');
    await page.waitForFunction(() => location.hash.includes('-model'));
    await chips().getByText('not model').waitFor();
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('Turns');
  });

  test('a conversation is opened from a row far down, and back leads to the row', async () => {
    await page.keyboard.press('/');
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Enter');
    await appliedIs('');
    await result(/^2,910 turns$/).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('End');
    await row('T-2910').waitFor();
    for (let times = 0; times < 40; times += 1) await page.keyboard.press('k');
    await row('T-2870').waitFor();
    expect(await cursorRow()).toBe('T-2870');
    await placeHas('turn=2870');
    const before = await row('T-2870').boundingBox();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/replay\?/);
    await page.keyboard.press('Alt+ArrowLeft');
    await page.waitForURL(/\/turns\?/);
    await row('T-2870').waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'grid');
    expect(await cursorRow()).toBe('T-2870');
    expect((await row('T-2870').boundingBox())?.y).toBe(before?.y);
    await page.keyboard.press('j');
    expect(await cursorRow()).toBe('T-2871');
  });

  test('every applied filter is a place to go back to', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('refund');
    await page.keyboard.press('Enter');
    await appliedIs('refund');
    await page.keyboard.type(' lane:lead');
    await page.keyboard.press('Enter');
    await appliedIs('refund lane:lead');
    await page.keyboard.press('Alt+ArrowLeft');
    await appliedIs('refund');
    expect(await filter().inputValue()).toBe('refund');
    await page.keyboard.press('Alt+ArrowLeft');
    await appliedIs('');
  });
});

test('nothing is amiss in any theme, and nothing was complained of', async () => {
  expect(await axeViolations(page)).toEqual([]);
  expect(running.complaints).toEqual([]);
});
