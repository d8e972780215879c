import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { axeViolations } from './axe.ts';
import { exhibit } from './by-command.ts';
import { expectFocus, give, goBy } from './by-palette.ts';
import { choosing } from './choosing.ts';
import { type RunningApp, startApp } from './running-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'exhibit-actions-'));
const path = join(folder, 'fees.exhibit');

let running: RunningApp;
beforeAll(async () => {
  writeFileSync(
    join(folder, 'log.jsonl'),
    '{"messages":[{"role":"user","content":"What is the fee?"},{"role":"assistant","content":"5 euro."}]}\n',
  );
  exhibit('new', path, '--title', 'Fees');
  exhibit('import', path, join(folder, 'log.jsonl'));
  running = await startApp({ args: [path], environment: { EXHIBIT_NOW: '2026-12-02T10:00:00Z' } });
  await running.page.getByRole('heading', { level: 1, name: 'Fees' }).waitFor();
});
afterAll(async () => {
  await running.remove();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  const { page } = running;
  if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape');
  await page.getByRole('link', { name: /^Home/ }).click();
  await page.getByRole('link', { name: /^Actions/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Actions' }).waitFor();
  await page.getByText('Late counts from today, 2 Dec 2026 UTC').waitFor();
});

const acts = (): { act: string; data: Record<string, unknown> }[] =>
  readFileSync(join(path, 'activity.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { act: string; data: Record<string, unknown> });

const form = (page: Page) => page.getByRole('region', { name: 'Action', exact: true });
const grid = (page: Page) => page.getByRole('grid', { name: 'Actions' });
const row = (page: Page, handle: string) =>
  grid(page)
    .getByRole('row')
    .filter({ hasText: new RegExp(`^${handle}`) });
const what = (page: Page) => form(page).getByRole('textbox', { name: 'What is to be done' });

test('an empty list says what to do; a new action says what is amiss at its field', async () => {
  const { page } = running;
  await page.getByText(/^No action has been entered/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Enter the first action' }).click();
  await form(page).getByRole('textbox', { name: 'Due' }).fill('2026-02-30');
  await form(page)
    .getByRole('button', { name: /^Enter action/ })
    .click();
  await form(page).getByText('Say what is to be done.').waitFor();
  await form(page).getByText('Write a day of the calendar', { exact: false }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await what(page).fill('Filter fees');
  await form(page).getByRole('textbox', { name: 'Due' }).fill('2026-11-30');
  await form(page).getByRole('textbox', { name: 'Owner' }).fill('Ana');
  await form(page).getByRole('textbox', { name: 'Against which causes' }).fill('Q9');
  await form(page)
    .getByRole('button', { name: /^Enter action/ })
    .click();
  await form(page)
    .getByText(/Q9 names no cause/)
    .waitFor();
  await form(page).getByRole('textbox', { name: 'Against which causes' }).fill('m2');
  await form(page)
    .getByRole('button', { name: /^Enter action/ })
    .click();
  await row(page, 'A-1').getByText('overdue by 2 days').waitFor();
  await page.getByText('1 action: 1 open; 1 overdue').waitFor();
  await form(page).getByText('Regression after a version change').waitFor();
  expect(acts().at(-1)).toMatchObject({ act: 'action.entered', data: { causes: ['M2'] } });
  await page.getByRole('link', { name: 'Actions 1' }).waitFor();
});

test('by keys alone: a second action, its status by number, undo, and back to the table', async () => {
  const { page } = running;
  for (const [key, screen] of [
    ['h', 'Fees'],
    ['d', 'Actions'],
  ] as const) {
    await goBy(page, key);
    await page.getByRole('heading', { level: 1, name: screen }).waitFor();
  }
  await expectFocus(grid(page));
  await page.keyboard.press('n');
  await expectFocus(what(page));
  await page.keyboard.type('Test the fees');
  await page.keyboard.press('Control+Enter');
  await row(page, 'A-2').waitFor();
  await expectFocus(grid(page));
  await page.keyboard.press('3');
  await row(page, 'A-2').getByText('done').waitFor();
  await page.keyboard.press('4');
  await row(page, 'A-2').getByText('verified').waitFor();
  await page.getByText('2 actions: 1 open, 1 verified; 1 overdue').waitFor();
  await page.keyboard.press('Control+Z');
  await row(page, 'A-2').getByText('done').waitFor();
  await page.keyboard.press('k');
  await form(page).getByText('A-1', { exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await expectFocus(what(page));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Filter all fees');
  await page.keyboard.press('Escape');
  await expectFocus(grid(page));
  await row(page, 'A-1').getByText('Filter all fees').waitFor();
  await form(page).getByText('what: Filter all fees').waitFor();
  expect(await axeViolations(page)).toEqual([]);
});

test('by mouse: owner and date are cleared as one act, an action is removed and brought back', async () => {
  const { page } = running;
  await row(page, 'A-1').click();
  const before = acts().length;
  await form(page).getByRole('textbox', { name: 'Owner' }).fill('');
  await form(page).getByRole('textbox', { name: 'Due' }).fill('');
  await page.getByRole('heading', { level: 1, name: 'Actions' }).click();
  await row(page, 'A-1').getByText('nobody yet').waitFor();
  await row(page, 'A-1').getByText('no date').waitFor();
  expect(acts().slice(before)).toMatchObject([
    { act: 'action.changed', data: { action_no: 1, owner: null, due: null } },
  ]);
  await form(page).getByRole('button', { name: 'Remove A-1' }).click();
  await row(page, 'A-1').waitFor({ state: 'detached' });
  await give(page, 'Undo what was entered last');
  await row(page, 'A-1').waitFor();
});

test('the checklist is written in each format where the person chose, and read back', async () => {
  const { page } = running;
  const written = async (format: string, words: string): Promise<string> => {
    const save = join(folder, `list.${format}`);
    await choosing(running, { save });
    await page.getByRole('button', { name: /^Export checklist/ }).click();
    await page.getByRole('menuitem', { name: words }).click();
    await page.getByText(`Wrote 2 actions to list.${format}`).waitFor();
    return readFileSync(save, 'utf8');
  };
  expect(await written('md', 'Markdown, to tick off')).toContain('**A-2** Test the fees');
  expect(await written('csv', 'CSV, for a table')).toContain('A-2,Test the fees');
  expect(JSON.parse(await written('json', 'JSON, for a program'))).toMatchObject([
    { action: 'A-1', owner: null },
    { action: 'A-2' },
  ]);
  await choosing(running, { save: join(folder, 'no', 'such', 'list.md') });
  await give(page, 'Export checklist as Markdown…');
  await page.getByText(/Nothing can be written there/).waitFor();
  // The refusal above is what the page was told, not a fault of it.
  expect(running.complaints).toEqual([]);
});
