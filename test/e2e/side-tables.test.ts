import type { Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { axeViolations } from './axe.ts';
import { give } from './by-palette.ts';
import { type RunningApp, startOnSample } from './running-app.ts';

let running: RunningApp;
beforeAll(async () => {
  running = await startOnSample();
});
beforeEach(() => running.anew());
afterEach(() => expect(running.complaints).toEqual([]));
afterAll(() => running.remove());

const listed = (page: Page, name: string) => page.getByRole('list', { name }).getByRole('listitem');

test('the file of complaints says how its rows were joined, and leads to those that were not', async () => {
  const { page } = running;
  await page.getByRole('link', { name: /^Evidence/ }).click();
  await page.getByRole('grid', { name: 'Evidence files' }).getByText('complaints.csv').click();
  await expect
    .poll(() => listed(page, 'Joins').allInnerTexts())
    .toEqual([
      'feedback by conversation: 9 joined (conversation), 0 ambiguous, 0 not',
      'feedback, no key: 0 joined, 0 ambiguous, 4 not',
    ]);
  const unmatched = listed(page, 'Rows that were not joined');
  await expect.poll(() => unmatched.count()).toBe(4);
  expect(await unmatched.first().innerText()).toMatch(
    /^CR-1142 · Delivery\s+names nobody\s+record 1$/,
  );
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Record 9: names nobody' }).click();
  await page.getByText('Fourth case within a week').first().waitFor();
});

test('a record that the export cut off stands open at its end, with what would mend it', async () => {
  const { page } = running;
  await page.getByRole('link', { name: /^Evidence/ }).click();
  await page.getByText('The rule truncated-end would make it readable').waitFor();
  // The sentence takes room from the panes: the byte stays in sight in both.
  for (const name of ['Bytes in hexadecimal', 'Raw text']) {
    const pane = page.getByRole('region', { name });
    await expect
      .poll(() =>
        pane.evaluate((node) => {
          const mark = node.querySelector('mark')?.getBoundingClientRect();
          const shown = node.getBoundingClientRect();
          return mark !== undefined && mark.top >= shown.top && mark.bottom <= shown.bottom;
        }),
      )
      .toBe(true);
  }
});

test('beside an answer stands the policy that held then, as text, and what the customer complained of', async () => {
  const { page } = running;
  await give(page, 'T-1244', 'Replay T-1244');
  await page.getByText('Your assistant told me on 7 April that I had 60 days.').waitFor();
  const reference = listed(page, 'References in force then');
  await reference.getByText('Returns and refunds policy 2026').waitFor();
  await reference.getByText('from 1 Jan 2026').waitFor();
  await page.getByRole('button', { name: 'Read Returns and refunds policy 2026' }).click();
  await reference.getByText('within **30 days of delivery**').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await reference.getByRole('button', { name: 'Copy citation' }).click();
  await expect
    .poll(() => running.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toMatch(
      /^Returns and refunds policy 2026 \(policy-refunds-2026\.md\), SHA-256 [0-9a-f]{64}, bytes 0 to 1337$/,
    );
});

test('the answer and the policy that it contradicts are pinned as one exhibit', async () => {
  const { page } = running;
  await give(page, 'T-1243', 'Replay T-1243');
  await listed(page, 'References in force then').getByText('D-1').waitFor();
  await page.keyboard.press('E');
  const dialog = page.getByRole('dialog', { name: /^Pin / });
  await dialog.getByRole('textbox', { name: 'Caption' }).fill('Says 60 days');
  const against = dialog.getByRole('combobox', { name: 'Held against (optional)' });
  await against.fill('D-1 “30 days of delivery”');
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: /^Pin/ }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: /^Exhibits/ }).click();
  await page.getByText('Says 60 days').first().click();
  await page.getByText('Returns and refunds policy 2026, “30 days of delivery”').waitFor();
});

test('a policy is pinned as an exhibit by itself from the register, by button and by key, and taken back', async () => {
  const { page } = running;
  await page.getByRole('link', { name: /^Evidence/ }).click();
  await page.getByRole('button', { name: 'Pin D-1 as an exhibit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Pin D-1 as an exhibit' });
  const caption = dialog.getByRole('textbox', { name: 'Caption' });
  await expect.poll(() => caption.inputValue()).toBe('Returns and refunds policy 2026');
  await dialog.getByRole('combobox', { name: 'Reference, and where in it' }).fill('D-9');
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: /^Pin/ }).press('Enter');
  await dialog.getByText('No reference D-9 is in the case.').waitFor();
  await dialog.getByRole('combobox').fill('D-1 section 1');
  await caption.fill('What was promised');
  await caption.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText(/^Pinned E-\d+$/).waitFor();
  await page.getByRole('grid', { name: 'Evidence files' }).focus();
  await page.keyboard.press('e');
  await page.getByRole('dialog', { name: /^Pin .* as an exhibit$/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: /^Exhibits/ }).click();
  const exhibit = page.getByRole('grid', { name: 'Exhibits' }).getByText('What was promised');
  await exhibit.click();
  await page.getByText('Returns and refunds policy 2026, section 1').first().waitFor();
  await page.keyboard.press('Control+z');
  await exhibit.waitFor({ state: 'detached' });
});

test('the timeline shows changes and alerts of the side tables, one step from their records', async () => {
  const { page } = running;
  await page.getByRole('link', { name: /^Timeline/ }).click();
  const marks = listed(page, 'Changes and alerts');
  await expect.poll(() => marks.count()).toBe(24);
  const update = marks.filter({ hasText: 'CH-311' });
  expect(await update.innerText()).toContain('assist-large-2026-04-02');
  await page.getByRole('button', { name: 'Record of AL-61' }).click();
  await page.getByText('voted down in four days').first().waitFor();
});
