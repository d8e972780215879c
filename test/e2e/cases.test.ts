import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choosing, dropFiles } from './choosing.ts';
import { axeViolations, type RunningApp, startApp } from './running-app.ts';

let running: RunningApp;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exhibit-cases-'));
  writeFileSync(join(folder, 'calls.jsonl'), `${call('a')}\n${call('b')}\n`);
  writeFileSync(join(folder, 'notes.pdf'), '%PDF-1.7');
  running = await startApp();
});
afterAll(async () => {
  await running.remove();
  rmSync(folder, { recursive: true, force: true });
});

const call = (id: string): string =>
  JSON.stringify({
    id,
    request: { model: 'm-1', messages: [{ role: 'user', content: `question ${id}` }] },
    response: {
      id,
      object: 'chat.completion',
      created: 1_760_000_000,
      model: 'm-1',
      choices: [{ index: 0, message: { role: 'assistant', content: 'answer' } }],
    },
  });

test('the first window says what a case is and offers one', async () => {
  const { page } = running;
  await page.getByRole('heading', { name: 'No case yet' }).waitFor();
  expect(await page.getByText('Nothing leaves this machine').isVisible()).toBe(true);
  expect(await axeViolations(page)).toEqual([]);
});

test('a case is made by keys alone: title, place, home', async () => {
  const { page } = running;
  await choosing(running, { save: join(folder, 'refunds.exhibit') });
  await page.keyboard.press('Control+n');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await page.keyboard.press('Enter');
  await dialog.getByText('A case needs a title').waitFor();
  await page.keyboard.type('Wrong refunds');
  expect(await dialog.getByText('wrong-refunds.exhibit').isVisible()).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Wrong refunds' }).waitFor();
  await page.getByText('This case has no evidence yet').waitFor();
  expect(await axeViolations(page)).toEqual([]);
});

test('logs that are dropped on the list start a case with them', async () => {
  const { page } = running;
  await choosing(running, { save: join(folder, 'dropped.exhibit') });
  await goToCases();
  await dropFiles(page, page.getByRole('grid', { name: 'Recent cases' }), [
    join(folder, 'calls.jsonl'),
  ]);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('calls.jsonl').waitFor();
  await page.keyboard.type('Dropped');
  await page.keyboard.press('Enter');
  await page.getByRole('grid', { name: 'Evidence files' }).getByText('calls.jsonl').waitFor();
});

test('what is neither a case nor a log says so in one sentence', async () => {
  const { page } = running;
  await goToCases();
  await dropFiles(page, page.getByRole('grid', { name: 'Recent cases' }), [
    join(folder, 'notes.pdf'),
  ]);
  await page.getByText('notes.pdf can be neither a case nor a log').waitFor();
  await page.getByRole('button', { name: 'Close this notice' }).click();
});

test('cases are found by title, and opened by Enter', async () => {
  const { page } = running;
  await goToCases();
  const list = page.getByRole('grid', { name: 'Recent cases' });
  await list.focus();
  await page.keyboard.press('/');
  await page.keyboard.type('refunds');
  await page.getByText('1 of 2', { exact: true }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await list.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Wrong refunds' }).waitFor();
});

test('a case whose folder is gone stays on the list, says so, and can be taken off', async () => {
  const { page } = running;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Close case');
  await page.getByRole('menuitem', { name: /^Close case/ }).click();
  await page.getByRole('heading', { name: 'Cases' }).waitFor();
  mkdirSync(join(folder, 'elsewhere'));
  renameSync(join(folder, 'refunds.exhibit'), join(folder, 'elsewhere', 'refunds.exhibit'));
  await choosing(running, { open: [join(folder, 'dropped.exhibit')] });
  await page.keyboard.press('Control+o');
  await page.getByRole('heading', { level: 1, name: 'Dropped' }).waitFor();
  await goToCases();
  const list = page.getByRole('grid', { name: 'Recent cases' });
  await list.getByText('folder not found').waitFor();
  await list.getByText('Wrong refunds').click();
  await page.getByRole('button', { name: 'Open', exact: true }).first().click();
  await page.getByRole('alert').waitFor();
  await page.getByRole('button', { name: 'Take off this list' }).click();
  await page.getByText('1 of 1', { exact: true }).waitFor();
  expect(running.complaints).toEqual([]);
});

async function goToCases(): Promise<void> {
  const { page } = running;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Cases');
  await page.getByRole('menuitem', { name: /^Cases/ }).click();
  await page.getByRole('heading', { name: 'Cases' }).waitFor();
}
