import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations } from './axe.ts';
import { exhibit } from './by-command.ts';
import { expectFocus, goBy } from './by-palette.ts';
import { type RunningApp, startApp, startOnSample } from './running-app.ts';

const log = join(import.meta.dirname, '../../resources/sample/gateway-2026-04.jsonl');

const grid = (page: Page) => page.getByRole('grid', { name: 'Hits, worst first' });
const queue = (page: Page) => page.getByRole('region', { name: 'Queue', exact: true });
const foot = (page: Page) => queue(page).getByText(/^[\d,]+ of [\d,]+ .*, worst first$/);
const chosen = (page: Page) => page.getByRole('group', { name: 'Chosen' });
const timeline = (page: Page) => page.getByRole('slider', { name: 'Time range', exact: true });
const end = (page: Page, which: 'start' | 'end') =>
  page.getByRole('slider', { name: `Time range: ${which} of the range` });

const numbers = (words: string): number[] =>
  Array.from(words.matchAll(/[\d,]*\d/g), ([digits]) => Number(digits.replaceAll(',', '')));

/** Hits in the queue, of how many in the lane, and the turns that they are on. */
async function counted(page: Page) {
  const [matched = 0, of = 0, turns = 0] = numbers((await foot(page).textContent()) ?? '');
  return { matched, of, turns };
}
const matched = async (page: Page): Promise<number> => (await counted(page)).matched;

/** The turn of the row under the cursor. */
const turnUnderCursor = (page: Page): Promise<string> =>
  grid(page).evaluate((node) => {
    const row = document.getElementById(node.getAttribute('aria-activedescendant') ?? '');
    const cells = Array.from(row?.querySelectorAll('[role=gridcell]') ?? []);
    return cells.map((cell) => cell.textContent).find((text) => /^T-\d+$/.test(text)) ?? 'none';
  });

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
  const atTriage = async (): Promise<Page> => {
    await running.anewAt(toTriage);
    await foot(running.page).waitFor();
    return running.page;
  };

  test('by mouse: type, severity and rule narrow the queue, and each can be taken out again', async () => {
    const page = await atTriage();
    const all = await matched(page);
    const cell = page.getByRole('button', { name: /^Only critical / }).first();
    const [hits, turns] = numbers((await cell.getAttribute('aria-label')) ?? '');
    await cell.click();
    await page.waitForURL(/failure=[a-z-]+.*severity=critical/);
    await expect.poll(() => counted(page)).toEqual({ matched: hits, of: all, turns });
    const rule = page.getByRole('button', { name: /^Only rule / }).first();
    await rule.click();
    await chosen(page).getByText('rule', { exact: true }).waitFor();
    await expect.poll(() => rule.getAttribute('aria-pressed')).toBe('true');
    await rule.click();
    await page.getByRole('button', { name: 'Take out severity critical' }).click();
    await page.getByRole('button', { name: /^Take out type / }).click();
    await chosen(page).waitFor({ state: 'detached' });
    await expect.poll(() => matched(page)).toBe(all);
    expect(running.complaints).toEqual([]);
  });

  test('by mouse: a range is drawn, one end of it is pulled, a hit opens in replay, and back returns to that hit', async () => {
    const page = await atTriage();
    const all = await matched(page);
    await timeline(page).waitFor();
    const box = await timeline(page).boundingBox();
    if (box === null) throw new Error('the timeline has no place');
    const at = (share: number): [number, number] => [box.x + box.width * share, box.y + 90];
    await page.mouse.move(...at(0.6));
    await page.mouse.down();
    await page.mouse.move(...at(0.7));
    await page.mouse.move(...at(0.8));
    await page.mouse.up();
    await chosen(page).getByText('at', { exact: true }).waitFor();
    await expect.poll(() => matched(page)).toBeLessThan(all);
    const some = await matched(page);
    const handle = await end(page, 'end').boundingBox();
    if (handle === null) throw new Error('the end has no place');
    await page.mouse.move(handle.x + 8, handle.y + 40);
    await page.mouse.down();
    await page.mouse.move(...at(0.9));
    await page.mouse.move(...at(0.98));
    await page.mouse.up();
    await expect.poll(() => matched(page)).toBeGreaterThan(some);
    const row = grid(page).getByRole('row').nth(2);
    const turn = (await row.getByText(/^T-\d+$/).textContent()) ?? '';
    await row.dblclick();
    await page.waitForURL(new RegExp(`/replay\\?.*turn=${turn.slice(2)}\\b.*finding=\\d+`));
    await page.keyboard.press('Alt+ArrowLeft');
    await page.waitForURL(/\/triage\?.*hit=\d+/);
    await expect.poll(() => turnUnderCursor(page)).toBe(turn);
    await chosen(page).getByText('at', { exact: true }).waitFor();
    expect(running.complaints).toEqual([]);
  });

  test('what is counted here is what Turns lists, lane by lane', async () => {
    const page = await atTriage();
    for (const lane of ['Findings', 'Leads', 'Candidates']) {
      await page.getByRole('radio', { name: new RegExp(`^${lane}`) }).click();
      await queue(page)
        .getByText(new RegExp(` of [\\d,]+ ${lane.toLowerCase()} on `))
        .waitFor();
      const { turns } = await counted(page);
      const show = queue(page).getByRole('button', { name: /^Show .* in Turns$/ });
      const [listed = 0] = numbers((await show.textContent()) ?? '');
      expect(listed).toBe(turns);
      await show.click();
      await page.waitForURL(/\/turns\?.*lane%3A/);
      const said = `${turns.toLocaleString('en-GB')} turns of 2,910`;
      await page.getByRole('status').getByText(said, { exact: true }).waitFor();
      await page.keyboard.press('Alt+ArrowLeft');
      await foot(page).waitFor();
    }
  });

  test('by keys: a range of the timeline filters the rest, a hit of it opens, and back returns', async () => {
    await running.anew();
    const { page } = running;
    await goBy(page, 'a');
    await page.getByRole('heading', { level: 1, name: 'Triage' }).waitFor();
    await foot(page).waitFor();
    const all = await matched(page);
    await timeline(page).waitFor();
    await grid(page).focus();
    await page.keyboard.press('b');
    await expectFocus(timeline(page));
    await page.keyboard.press('End');
    expect(await timeline(page).getAttribute('aria-valuetext')).toMatch(
      /^30 Apr 2026: \d+ turns, \d+ with findings, \d+ votes up, \d+ votes down$/,
    );
    await page.keyboard.press('Shift+PageDown');
    await page.keyboard.press('Shift+PageDown');
    await page.waitForURL(/from=.*to=/);
    await expect.poll(() => matched(page)).toBeLessThan(all);
    const some = await matched(page);
    await end(page, 'start').focus();
    const before = await end(page, 'start').getAttribute('aria-valuetext');
    await page.keyboard.press('PageDown');
    await expect.poll(() => matched(page)).toBeGreaterThan(some);
    expect(await end(page, 'start').getAttribute('aria-valuetext')).not.toBe(before);
    await page.keyboard.press('Escape');
    await chosen(page).waitFor({ state: 'detached' });
    await expectFocus(timeline(page));
    await expect.poll(() => matched(page)).toBe(all);
    await grid(page).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const turn = await turnUnderCursor(page);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/replay\?.*finding=\d+/);
    await page.keyboard.press('Alt+ArrowLeft');
    await page.waitForURL(/\/triage\?.*hit=\d+/);
    await expect.poll(() => turnUnderCursor(page)).toBe(turn);
    expect(running.complaints).toEqual([]);
  });

  test('who comes by keys stands in the queue: Enter opens its worst hit', async () => {
    const { page } = running;
    await running.anew();
    await goBy(page, 'a');
    await expectFocus(grid(page));
    const worst = await turnUnderCursor(page);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: `Turn ${worst}: given and answered` }).waitFor();
  });

  test('by keys: a lead is accepted and another dismissed, and both are taken back', async () => {
    const page = await atTriage();
    await page.getByRole('radio', { name: /^Leads/ }).press('Space');
    await page.waitForURL(/lane=lead/);
    await queue(page)
      .getByText(/ of \d+ leads on /)
      .waitFor();
    const leads = await matched(page);
    await grid(page).focus();
    const first = await turnUnderCursor(page);
    await page.keyboard.press('a');
    await expect.poll(() => matched(page)).toBe(leads - 1);
    await expect.poll(() => turnUnderCursor(page)).not.toBe(first);
    await page.keyboard.press('d');
    await page.getByRole('textbox', { name: 'Reason' }).waitFor();
    await page.keyboard.type('Quoted from the question.');
    await page.keyboard.press('Enter');
    await expect.poll(() => matched(page)).toBe(leads - 2);
    await page.getByRole('radio', { name: 'Dismissed 1' }).waitFor();
    await grid(page).focus();
    await page.keyboard.press('Control+z');
    await expect.poll(() => matched(page)).toBe(leads - 1);
    await page.keyboard.press('Control+z');
    await expect.poll(() => matched(page)).toBe(leads);
    expect(running.complaints).toEqual([]);
  });

  test('where nothing is left it says so, and shows all again', async () => {
    const page = await atTriage();
    const all = await matched(page);
    const review = queue(page).getByRole('button', { name: /Review$/ });
    await review.press('Enter');
    await page.getByRole('option', { name: 'Reviewed', exact: true }).click();
    await queue(page).getByText('No findings are left by what is chosen.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await queue(page).getByRole('button', { name: 'Show all findings' }).press('Enter');
    await expect.poll(() => matched(page)).toBe(all);
  });

  test('reads well in three themes, with a range and without', async () => {
    const page = await atTriage();
    await timeline(page).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await timeline(page).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+PageDown');
    await end(page, 'start').waitFor();
    await foot(page).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  test('the bars of the home are drawn once it stands, read out by keys, and lead to their turns', async () => {
    await running.anew();
    const { page } = running;
    const bars = page.getByRole('slider', { name: 'Turns per day with findings' });
    await bars.focus();
    await page.keyboard.press('End');
    const said = (await bars.getAttribute('aria-valuetext')) ?? '';
    const [, , turns = 0] = numbers(said);
    expect(said).toMatch(/^30 Apr 2026: \d+ turns, \d+ findings$/);
    const table = page.getByRole('table', { name: 'Turns per day with findings' });
    expect(await table.getByRole('row').last().textContent()).toContain('30 Apr 2026');
    expect(await axeViolations(page)).toEqual([]);
    await bars.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/turns\?/);
    await page.getByRole('status').getByText(`${turns} turns of 2,910`, { exact: true }).waitFor();
    expect(running.complaints).toEqual([]);
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
    await shown.getByText(/^\d+ rules ran \d+ [A-Z]/).waitFor();
    await expect.poll(() => matched(shown)).toBeGreaterThan(0);
    expect(running.complaints).toEqual([]);
  });
});
