import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { axeViolations } from './axe.ts';
import { exhibit } from './by-command.ts';
import { expectFocus, give } from './by-palette.ts';
import { choosing, dropFiles } from './choosing.ts';
import { type RunningApp, startApp } from './running-app.ts';

let running: RunningApp | undefined;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'exhibit-cases-'));
  writeFileSync(join(folder, 'calls.jsonl'), `${call('a')}\n${call('b')}\n`);
  writeFileSync(join(folder, 'notes.pdf'), '%PDF-1.7');
});
afterEach(async () => {
  const complaints = running?.complaints;
  await running?.remove();
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
  expect(complaints).toEqual([]);
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

/** Starts with these cases known, none of them open, and the list of cases before the person. */
async function startWith(titles: readonly string[]): Promise<RunningApp & { list: Locator }> {
  const started = await startApp();
  running = started;
  const { page } = started;
  await page.getByRole('heading', { name: 'No case yet' }).waitFor();
  for (const title of titles) {
    const path = join(folder, `${title}.exhibit`);
    exhibit('new', path, '--title', title);
    await choosing(started, { open: [path] });
    await page.keyboard.press('Control+o');
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  }
  const list = page.getByRole('grid', { name: 'Recent cases' });
  if (titles.length > 0) {
    await give(page, 'Close case');
    await page.getByRole('heading', { name: 'Cases' }).waitFor();
    await expectFocus(list);
  }
  return { ...started, list };
}

test('the first window says what a case is and offers one', async () => {
  const { page } = await startWith([]);
  await page.getByText('Nothing leaves this machine').waitFor();
  expect(await axeViolations(page)).toEqual([]);
});

test('a case is made by keys alone: title, place, home', async () => {
  const started = await startWith([]);
  const { page } = started;
  await choosing(started, { save: join(folder, 'refunds.exhibit') });
  await page.keyboard.press('Control+n');
  const dialog = page.getByRole('dialog');
  await expectFocus(dialog.getByRole('textbox'));
  await page.keyboard.press('Enter');
  await dialog.getByText('A case needs a title').waitFor();
  await page.keyboard.type('Wrong refunds');
  await dialog.getByText('wrong-refunds.exhibit').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Wrong refunds' }).waitFor();
  await page.getByText('This case has no evidence yet').waitFor();
  expect(await axeViolations(page)).toEqual([]);
});

test('logs that are dropped on the list start a case with them', async () => {
  const started = await startWith(['Wrong refunds']);
  const { page, list } = started;
  await choosing(started, { save: join(folder, 'dropped.exhibit') });
  await dropFiles(page, list, [join(folder, 'calls.jsonl')]);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('calls.jsonl').waitFor();
  await expectFocus(dialog.getByRole('textbox'));
  await page.keyboard.type('Dropped');
  await page.keyboard.press('Enter');
  await page.getByRole('grid', { name: 'Evidence files' }).getByText('calls.jsonl').waitFor();
});

test('what is neither a case nor a log says so in one sentence', async () => {
  const { page, list } = await startWith(['Wrong refunds']);
  await dropFiles(page, list, [join(folder, 'notes.pdf')]);
  const sentence = page.getByText('notes.pdf can be neither a case nor a log');
  await sentence.waitFor();
  await page.getByRole('button', { name: 'Close this notice' }).press('Enter');
  await sentence.waitFor({ state: 'detached' });
});

test('cases are found by title, and opened by Enter', async () => {
  const { page, list } = await startWith(['Wrong refunds', 'Dropped']);
  await page.keyboard.press('/');
  await expectFocus(page.getByRole('searchbox'));
  await page.keyboard.type('refunds');
  await page.getByText('1 of 2', { exact: true }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await list.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Wrong refunds' }).waitFor();
});

test('what is sought while a case is still being closed is sought on', async () => {
  const { page, list } = await startWith(['Wrong refunds', 'Dropped']);
  await list.getByText('Dropped', { exact: true }).dblclick();
  await page.getByRole('heading', { level: 1, name: 'Dropped' }).waitFor();
  // The engine does not hear of the close until it is let go; what is asked after that is counted.
  await page.evaluate(() => {
    const counts = document.documentElement.dataset;
    const ports: { postMessage: (this: MessagePort, message: unknown) => void } =
      MessagePort.prototype;
    const post = ports.postMessage;
    ports.postMessage = function (message) {
      const text = typeof message === 'string' ? message : '';
      const send = (): void => post.call(this, message);
      if (text.includes('cases/close')) document.addEventListener('let-go', send, { once: true });
      else send();
      if (text.includes('cases/recent')) counts['asked'] = `${Number(counts['asked'] ?? 0) + 1}`;
    };
  });
  await give(page, 'Close case');
  await expectFocus(list);
  await page.keyboard.press('/');
  await page.keyboard.type('refunds');
  await page.getByText('1 of 2', { exact: true }).waitFor();
  await page.evaluate(() => document.dispatchEvent(new Event('let-go')));
  await page.waitForFunction(() => document.documentElement.dataset['asked'] === '2');
  await expectFocus(page.getByRole('searchbox'));
  expect(await page.getByRole('searchbox').inputValue()).toBe('refunds');
});

test('a case whose folder is gone stays on the list, says so, and can be taken off', async () => {
  const { page, list } = await startWith(['Wrong refunds', 'Dropped']);
  mkdirSync(join(folder, 'elsewhere'));
  renameSync(
    join(folder, 'Wrong refunds.exhibit'),
    join(folder, 'elsewhere', 'Wrong refunds.exhibit'),
  );
  // The list is read when it is come to.
  await list.getByText('Dropped', { exact: true }).dblclick();
  await page.getByRole('heading', { level: 1, name: 'Dropped' }).waitFor();
  await give(page, 'Cases');
  await list.getByText('folder not found').waitFor();
  await list.getByText('Wrong refunds', { exact: true }).click();
  const open = page.getByRole('button', { name: 'Open', exact: true }).first();
  await open.press('Enter');
  await page.getByRole('alert').waitFor();
  await page.getByRole('button', { name: 'Take off this list' }).press('Enter');
  await page.getByText('1 of 1', { exact: true }).waitFor();
});
