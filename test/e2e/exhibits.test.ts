import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations } from './axe.ts';
import { expectFocus, give, goBy } from './by-palette.ts';
import { type RunningApp, startOnSample } from './running-app.ts';

const grid = (page: Page) => page.getByRole('grid', { name: 'Exhibits' });
const details = (page: Page) => page.getByRole('region', { name: /^Exhibit E-/ });
const row = (page: Page, words: string) => grid(page).getByRole('row').filter({ hasText: words });

/** Pins a whole turn under a caption; answers the handle that it was given. */
async function pin(page: Page, turn: string, caption: string): Promise<string> {
  await give(page, turn, `Replay ${turn}`);
  await page.getByRole('region', { name: `Turn ${turn}: given and answered` }).waitFor();
  await page.getByRole('tab', { name: /^Marks/ }).click();
  const marks = page.getByRole('region', { name: 'Marks' });
  await marks.getByRole('button', { name: /^Pin/, disabled: false }).click();
  await page.getByRole('textbox', { name: 'Caption' }).fill(caption);
  await page.keyboard.press('Enter');
  const mark = marks.getByRole('row').filter({ hasText: caption });
  await mark.waitFor();
  return /E-\d+/.exec((await mark.textContent()) ?? '')?.[0] ?? '';
}

async function openExhibits(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^Exhibits/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Exhibits' }).waitFor();
}

describe('exhibits of the sample', () => {
  let running: RunningApp;
  beforeAll(async () => {
    running = await startOnSample();
  });
  afterAll(() => running.remove());

  test('by mouse: pinned, listed with its record, found by words, opened, renamed, withdrawn, brought back', async () => {
    const { page } = running;
    const handle = await pin(page, 'T-1772', 'A promise that nobody made');
    await openExhibits(page);
    await row(page, 'A promise that nobody made').click();
    await details(page).getByText('the whole turn', { exact: true }).waitFor();
    await details(page)
      .getByText(/, record [\d,]+$/)
      .waitFor();
    await details(page).getByRole('button', { name: 'Copy citation' }).click();
    await page.getByText(`Copied citation of ${handle}`).waitFor();
    const filter = page.getByRole('textbox', { name: 'Words that exhibits hold' });
    await filter.fill('nobody MADE');
    await page.getByText(/^1 of [\d,]+ exhibits?, by number$/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await filter.fill('no such words');
    await page.getByText('No exhibit holds these words.').waitFor();
    await filter.fill('');
    await row(page, 'A promise that nobody made').dblclick();
    await page.getByRole('region', { name: 'Turn T-1772: given and answered' }).waitFor();
    await page.keyboard.press('Alt+ArrowLeft');
    await row(page, 'A promise that nobody made').waitFor();
    await details(page).getByText(handle, { exact: true }).waitFor();

    await details(page)
      .getByRole('button', { name: /^Change caption/ })
      .click();
    await page.getByRole('textbox', { name: 'Caption' }).fill('A promise of 60 days');
    await page.keyboard.press('Enter');
    await row(page, 'A promise of 60 days').click();
    await details(page)
      .getByRole('button', { name: /^Withdraw/ })
      .click();
    await page.getByText(`Removed ${handle}`).waitFor();
    await row(page, 'A promise of 60 days').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await row(page, 'A promise of 60 days').waitFor();
    expect(running.complaints).toEqual([]);
  });

  test('by keys alone: reached by G X, walked, renamed, withdrawn, taken back, replayed', async () => {
    const { page } = running;
    await pin(page, 'T-1771', 'First of two');
    await pin(page, 'T-1773', 'Second of two');
    await page.getByRole('listbox', { name: 'Turns and spans' }).focus();
    await goBy(page, 'x');
    await row(page, 'Second of two').waitFor();
    await expectFocus(grid(page));
    await page.keyboard.press('End');
    await details(page).getByText('Second of two').waitFor();
    await page.keyboard.press('k');
    await details(page).getByText('First of two').waitFor();
    await page.keyboard.press('c');
    await expectFocus(page.getByRole('textbox', { name: 'Caption' }));
    await page.keyboard.type('The first of both');
    await page.keyboard.press('Enter');
    await details(page).getByText('The first of both').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expectFocus(grid(page));
    await page.keyboard.press('d');
    await row(page, 'The first of both').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await row(page, 'The first of both').waitFor();
    await page.keyboard.press('End');
    await details(page).getByText('Second of two').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Turn T-1773: given and answered' }).waitFor();
  });

  test('of an exhibit with hostile words nothing is taken for more than text', async () => {
    const { page } = running;
    const caption = '<img src=x onerror=alert(1)> \u202etxt.exe\u202c =1+1';
    await pin(page, 'T-1774', caption);
    await openExhibits(page);
    await grid(page).focus();
    // Its row comes when the list is asked for again.
    await expect
      .poll(async () => {
        await page.keyboard.press('End');
        return details(page).getByText('<img src=x onerror=alert(1)>').count();
      })
      .toBe(1);
    expect(await page.locator('main img').count()).toBe(0);
    expect(running.complaints).toEqual([]);
  });
});
