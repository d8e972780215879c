import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { axeViolations } from './axe.ts';
import { exhibit } from './by-command.ts';
import { expectFocus, give } from './by-palette.ts';
import { choosing } from './choosing.ts';
import { type RunningApp, startApp } from './running-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'exhibit-report-'));
const path = join(folder, 'fees.exhibit');
const PASSPHRASE = 'five words that open it';

const call = (id: string, question: string): string =>
  JSON.stringify({
    id,
    request: { model: 'm-1', messages: [{ role: 'user', content: question }] },
    response: {
      id,
      object: 'chat.completion',
      created: 1_760_000_000,
      model: 'm-1',
      choices: [{ index: 0, message: { role: 'assistant', content: 'The fee is 5 euro.' } }],
    },
  });

let running: RunningApp;
beforeAll(async () => {
  writeFileSync(join(folder, 'log.jsonl'), `${call('a', 'What is the fee?')}\n`);
  exhibit('new', path, '--title', 'Fees');
  exhibit('import', path, join(folder, 'log.jsonl'));
  running = await startApp({ args: [path] });
  await running.page.getByRole('heading', { level: 1, name: 'Fees' }).waitFor();
});
afterAll(async () => {
  await running.remove();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  const { page } = running;
  if (await page.getByRole('dialog').isVisible()) await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Report' }).click();
  await page.getByRole('tab', { name: 'Fields' }).click();
  await page.getByRole('img', { name: /^Page \d+ of the draft$/ }).waitFor();
});

const issuedFolders = (): string[] =>
  existsSync(join(path, 'reports')) ? readdirSync(join(path, 'reports')).sort() : [];

/** Tab after Tab, as a person without a mouse goes. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < 150; step += 1) {
    if (await target.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('no Tab leads there');
}

test('nobody signs until an identity is made; the dialog says what is amiss at its field', async () => {
  const { page } = running;
  await page.getByRole('button', { name: /^Issue unsigned/ }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'New identity…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New identity' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Ana Silva');
  await dialog.getByRole('textbox', { name: 'Organisation' }).fill('Fees Ltd');
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel('Passphrase again').fill('another');
  await dialog.getByRole('button', { name: 'Make identity' }).click();
  await dialog.getByText('The two differ').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByLabel('Passphrase again').fill(PASSPHRASE);
  await dialog.getByRole('button', { name: 'Make identity' }).click();
  await page.getByRole('button', { name: 'Copy fingerprint' }).waitFor();
  await page.getByRole('button', { name: /^Issue and sign/ }).waitFor();
});

test('a field is entered when it is left, shows in the pages, and is taken back by Undo', async () => {
  const { page } = running;
  const image = page.getByRole('img', { name: 'Page 1 of the draft' });
  const before = await image.getAttribute('src');
  await page.getByRole('textbox', { name: 'Title' }).fill('A title to take back');
  await page.getByRole('textbox', { name: 'Commissioned by' }).click();
  await page.getByText('Entered title, a line of the activity log').waitFor();
  await expect.poll(() => image.getAttribute('src'), { timeout: 30_000 }).not.toBe(before);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect
    .poll(() => page.getByRole('textbox', { name: 'Title' }).inputValue(), { timeout: 30_000 })
    .toBe('');
});

test('an exhibit that is not there is refused at the field, and what is missing leads to where it is filled', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Add question' }).click();
  const entry = page.getByRole('group', { name: 'question 1' });
  await entry.getByRole('textbox', { name: 'Question' }).fill('Was the fee right?');
  await entry.getByRole('textbox', { name: 'Answer' }).fill('No.');
  await entry.getByRole('textbox', { name: 'Grounds' }).fill('E-9');
  await page.getByRole('textbox', { name: 'Title' }).fill('Wrong fees in chat');
  await entry.getByText('There is no exhibit E-9').waitFor();
  await entry.getByRole('textbox', { name: 'Grounds' }).fill('');
  await page.getByRole('tab', { name: /^Missing/ }).click();
  await page.getByText('It keeps nobody from issuing').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Fill in: the scope' }).click();
  await expect
    .poll(
      () =>
        page
          .getByRole('textbox', { name: 'Purpose and scope' })
          .evaluate((element) => element === document.activeElement),
      { timeout: 30_000 },
    )
    .toBe(true);
});

test('a wrong passphrase says so at the field and issues nothing; the right one signs', async () => {
  const { page } = running;
  await page.getByRole('button', { name: /^Issue and sign/ }).click();
  const dialog = page.getByRole('dialog', { name: /^Issue and sign R-0001/ });
  const field = dialog.getByLabel('Passphrase of Ana Silva');
  await field.fill('not the one');
  await dialog.getByRole('button', { name: 'Issue and sign' }).click();
  await dialog.getByText(/does not open the key/).waitFor();
  expect(await field.inputValue()).toBe('');
  expect(issuedFolders()).toEqual([]);
  expect(await axeViolations(page)).toEqual([]);
  await field.fill(PASSPHRASE);
  await dialog.getByRole('button', { name: 'Issue and sign' }).click();
  await page.getByText('R-0001 was issued and signed by Ana Silva.').waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Save package… of R-0001' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(issuedFolders()).toEqual(['R-0001']);
});

test('the saved copies are the report: the package verifies, the PDF says what was entered', async () => {
  const { page } = running;
  await page.getByRole('tab', { name: /^Issued/ }).click();
  const copy = join(folder, 'copy.zip');
  await choosing(running, { save: copy });
  await page.getByRole('button', { name: 'Save package… of R-0001' }).click();
  await page.getByText('Saved a copy as copy.zip').waitFor();
  expect(exhibit('verify', copy)).toContain('Ana Silva');
  const pdf = join(folder, 'copy.pdf');
  await choosing(running, { save: pdf });
  await page.getByRole('button', { name: 'Save PDF… of R-0001' }).click();
  await page.getByText('Saved a copy as copy.pdf').waitFor();
  if (spawnSync('pdftotext', ['-v']).error !== undefined) return;
  const text = execFileSync('pdftotext', [pdf, '-'], { encoding: 'utf8' });
  expect(text).toContain('Wrong fees in chat');
  expect(text).toContain('Was the fee right?');
});

test('what is typed in a field is entered where the screen is left by a key', async () => {
  const { page } = running;
  const commissioned = page.getByRole('textbox', { name: 'Commissioned by' });
  await commissioned.fill('The board');
  await page.keyboard.press('Control+,');
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  await page.keyboard.press('Alt+ArrowLeft');
  await commissioned.waitFor();
  await expect.poll(() => commissioned.inputValue()).toBe('The board');
});

test('what cannot be entered stands in its field again, with the reason, and goes with its row', async () => {
  const { page } = running;
  const add = page.getByRole('button', { name: 'Add exclusion' });
  const grounds = page
    .getByRole('group', { name: 'exclusion 1' })
    .getByRole('textbox', { name: 'Grounds' });
  await add.click();
  await grounds.fill('E-77');
  await page.keyboard.press('Control+,');
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  await page.keyboard.press('Alt+ArrowLeft');
  await add.click();
  await page.getByText('There is no exhibit E-77').waitFor();
  expect(await grounds.inputValue()).toBe('E-77');
  await page.getByRole('button', { name: 'Remove exclusion 1' }).click();
  await add.click();
  expect(await grounds.inputValue()).toBe('');
  await page.getByRole('button', { name: 'Remove exclusion 1' }).click();
});

test('a row is removed with what could not be entered in it', async () => {
  const { page } = running;
  const entry = page.getByRole('group', { name: 'exclusion 1' });
  await page.getByRole('button', { name: 'Add exclusion' }).click();
  await entry.getByRole('textbox', { name: /^What was not examined/ }).fill('The mails');
  await entry.getByRole('textbox', { name: 'Grounds' }).fill('E-77');
  await page.getByText('Entered not examined, a line of the activity log').waitFor();
  await page.getByRole('textbox', { name: 'Title' }).click();
  await page.getByText('There is no exhibit E-77').waitFor();
  // Whoever issues now is told what would be left out.
  await page.keyboard.press('Control+Enter');
  await page
    .getByRole('dialog')
    .getByText(/is not entered, and the report goes without it: Not examined\./)
    .waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove exclusion 1' }).click();
  await expect.poll(() => lastFields()).toMatchObject({ excluded: [] });
  await entry.waitFor({ state: 'detached' });
  expect(await page.getByText('was removed in another window').count()).toBe(0);
});

test('a new row that could not be entered is no row yet, and is entered when it is left again', async () => {
  const { page } = running;
  const entry = page.getByRole('group', { name: 'harm 1' }).getByRole('textbox', { name: 'Kind' });
  await page.getByRole('button', { name: 'Add harm' }).click();
  await entry.fill('Money');
  renameSync(path, `${path}-away`);
  await page.getByRole('textbox', { name: 'Title' }).click();
  await page
    .getByText(/is not there any more/)
    .first()
    .waitFor();
  renameSync(`${path}-away`, path);
  expect(await entry.inputValue()).toBe('Money');
  await entry.click();
  await page.getByRole('textbox', { name: 'Title' }).click();
  await expect.poll(() => lastFields()).toMatchObject({ harms: [{ kind: 'Money' }] });
  await page.getByRole('button', { name: 'Remove harm 1' }).click();
  await expect.poll(() => lastFields()).toMatchObject({ harms: [] });
});

/** Enters fields as a command beside the app does. */
function enterByCommand(fields: object): void {
  const file = join(folder, 'fields.json');
  writeFileSync(file, JSON.stringify(fields));
  exhibit('fields', path, 'enter', file);
}
const logLine = z.object({ act: z.string(), data: z.unknown() });
/** The fields that were entered last. */
const lastFields = (): unknown =>
  readFileSync(join(path, 'activity.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => logLine.parse(JSON.parse(line)))
    .findLast(({ act }) => act === 'report.fields')?.data;

test('what a command entered while a field was typed into is shown beside it and not written over', async () => {
  const { page } = running;
  const scope = page.getByRole('textbox', { name: 'Purpose and scope' });
  const standing = page.getByRole('region', { name: 'What stands now' });
  await scope.fill('All chats');
  enterByCommand({ scope: 'The chats of April' });
  await standing.getByText('The chats of April').waitFor();
  expect(await scope.inputValue()).toBe('All chats');
  expect(await axeViolations(page)).toEqual([]);
  // Left like this, nothing is entered; both are there again after another screen.
  await page.keyboard.press('Control+,');
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  await page.keyboard.press('Alt+ArrowLeft');
  await standing.getByText('The chats of April').waitFor();
  expect(await scope.inputValue()).toBe('All chats');
  await standing.getByRole('button', { name: 'Add this to yours' }).click();
  await standing.waitFor({ state: 'detached' });
  expect(await scope.inputValue()).toBe('All chats\n\nThe chats of April');

  enterByCommand({ scope: 'The chats of May' });
  await standing.getByText('The chats of May').waitFor();
  await standing.getByRole('button', { name: 'Replace with yours' }).click();
  await page.getByText('Entered purpose and scope, a line of the activity log').waitFor();
  expect(lastFields()).toMatchObject({ scope: 'All chats\n\nThe chats of April' });

  await scope.fill('Nothing');
  enterByCommand({ scope: 'The chats of June' });
  await standing.getByRole('button', { name: 'Leave it so, drop yours' }).click();
  expect(await scope.inputValue()).toBe('The chats of June');
  expect(lastFields()).toMatchObject({ scope: 'The chats of June' });
});

test('entries that a command adds, changes or removes beside the one that is typed into take nothing from it', async () => {
  const { page } = running;
  const entry = (number: number) =>
    page
      .getByRole('group', { name: `limitation ${number}` })
      .getByRole('textbox', { name: 'Limitation' });
  enterByCommand({ limitations: ['One log of two.', 'No prices.'] });
  await expect.poll(() => entry(2).inputValue()).toBe('No prices.');
  await entry(2).fill('No prices after May.');
  enterByCommand({ limitations: ['No users.', 'One log of two.', 'No prices.'] });
  await expect.poll(() => entry(1).inputValue()).toBe('No users.');
  expect(await entry(3).inputValue()).toBe('No prices after May.');
  await page.getByRole('textbox', { name: 'Title' }).click();
  await expect
    .poll(() => lastFields())
    .toMatchObject({ limitations: ['No users.', 'One log of two.', 'No prices after May.'] });

  await entry(2).fill('One log of three.');
  enterByCommand({ limitations: ['No users.'] });
  await page.getByText('This limitation was removed in another window or by a command').waitFor();
  expect(await entry(2).inputValue()).toBe('One log of three.');
  await page.getByRole('textbox', { name: 'Title' }).click();
  expect(await axeViolations(page)).toEqual([]);
  expect(lastFields()).toMatchObject({ limitations: ['No users.'] });
  await page.getByRole('button', { name: 'Enter it again' }).click();
  await expect
    .poll(() => lastFields())
    .toMatchObject({ limitations: ['No users.', 'One log of three.'] });
  await page.getByRole('button', { name: 'Remove limitation 2' }).click();
  await expect.poll(() => lastFields()).toMatchObject({ limitations: ['No users.'] });
});

test('by keyboard alone: identity, field, pages, a second report that supersedes the first', async () => {
  const { page } = running;
  await give(page, 'New identity…');
  await page.getByRole('dialog', { name: 'New identity' }).waitFor();
  await page.keyboard.type('Bo Lind');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSPHRASE);
  await tabTo(page, page.getByLabel('Passphrase again'));
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Enter');
  await page
    .getByRole('button', { name: 'Signer Bo Lind' })
    .or(page.getByText('Bo Lind'))
    .first()
    .waitFor();
  await page.getByRole('dialog', { name: 'New identity' }).waitFor({ state: 'detached' });

  await tabTo(page, page.getByRole('textbox', { name: 'Classification' }));
  await page.keyboard.type('For counsel only');
  await page.keyboard.press('Tab');
  await page.getByText('Entered classification, a line of the activity log').waitFor();

  await tabTo(page, page.getByRole('listbox', { name: 'Pages' }));
  await page.keyboard.press('ArrowDown');
  await page.getByText(/^Page 2 of \d+$/).waitFor();
  await page.getByRole('img', { name: 'Page 2 of the draft' }).waitFor();

  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog', { name: /^Issue and sign R-0002/ }).waitFor();
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Enter');
  await page.getByText('R-0002 was issued and signed by Bo Lind.').waitFor({ timeout: 120_000 });
  await page.getByText('superseded by R-0002').waitFor();
  expect(running.complaints).toEqual([]);
});

test('Ctrl+Enter asks whether to issue, wherever the focus is: on a tab, the size of the pages, a button', async () => {
  const { page } = running;
  const question = page.getByRole('dialog', { name: /^Issue and sign R-/ });
  for (const place of [
    page.getByRole('tab', { name: 'Fields' }),
    page.getByRole('radio', { name: 'Width' }),
    page.getByRole('button', { name: 'New identity…' }),
    page.getByRole('textbox', { name: 'Title' }),
  ]) {
    await place.focus();
    await page.keyboard.press('Control+Enter');
    // The question takes the focus; a key that was pressed before would go to the place.
    await expectFocus(question.locator('input'));
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await expectFocus(place);
  }
});

test('on a closed list of choices ? shows the keys, and chooses nothing', async () => {
  const { page } = running;
  const signer = page.locator('main [aria-haspopup=listbox]').first();
  const before = await signer.innerText();
  await signer.focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  expect(await signer.innerText()).toBe(before);
});

test('a file that was changed since is said, and neither opened nor copied', async () => {
  const { page } = running;
  await page.getByRole('tab', { name: /^Issued/ }).click();
  writeFileSync(join(path, 'reports', 'R-0001', 'report.pdf'), 'another');
  // The list is read again with the next act.
  await give(page, 'Undo what was done last');
  await page.getByText('files changed or missing').waitFor();
  await page.getByText('report.pdf is not as it was issued.').waitFor();
  await page.getByRole('button', { name: 'Open R-0001' }).click();
  await page.getByText(/take the file from a copy that verifies/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
});
