import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeViolations } from './axe.ts';
import { exhibit } from './by-command.ts';
import { expectFocus, goBy } from './by-palette.ts';
import { choosing } from './choosing.ts';
import { type RunningApp, startOnSample } from './running-app.ts';

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

/** Where the sample case lies. */
function caseFolder(): string {
  const log = readdirSync(running.home, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith('.exhibit/activity.jsonl'),
  );
  return join(running.home, dirname(log ?? ''));
}

/** Comparisons that the activity log of the sample announces. */
function announced(): number {
  const log = readFileSync(join(caseFolder(), 'activity.jsonl'), 'utf8');
  return log.split('"act":"comparison.announced"').length - 1;
}

/** A call of a chat log: one question, one answer. */
const chat = (id: string, model: string, content: string): string =>
  JSON.stringify({
    id,
    created: 1_777_600_000,
    model,
    messages: [
      { role: 'user', content: 'Which is it?' },
      { role: 'assistant', content },
    ],
  });

describe('by mouse', () => {
  test('a click on a suggestion chooses its sides, a click on another takes their place; nothing is compared yet', async () => {
    const before = announced();
    const [first, second] = [
      suggested().getByRole('option').nth(0),
      suggested().getByRole('option').nth(1),
    ];
    await first.click();
    await expect.poll(() => first.getAttribute('aria-selected')).toBe('true');
    expect(await side('A').inputValue()).toBe('model:assist-large-2026-02-10');
    expect(await side('B').inputValue()).toBe('model:assist-large-2026-04-02');
    await second.click();
    await expect.poll(() => second.getAttribute('aria-selected')).toBe('true');
    expect(await first.getAttribute('aria-selected')).toBe('false');
    expect(await side('A').inputValue()).toMatch(/^index_version:/);
    expect(announced()).toBe(before);
    // Both names stand in one line, beside how many questions they share.
    const row = await second.boundingBox();
    expect(row?.height).toBeLessThan(40);
  });

  test('a suggestion is compared, a pair is opened, judged and undone; back returns to it', async () => {
    await openModels();
    await summary().getByText('Changed answer').waitFor();
    await summary()
      .getByRole('table', { name: 'Measures, B minus A' })
      .getByText('Length, code points')
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

test('sides are swapped, started twice they are compared once, and a note stands with the verdict', async () => {
  await side('A').fill('model:assist-large-2026-02-10');
  await side('B').fill('model:assist-large-2026-04-02');
  await page.getByRole('button', { name: 'Swap sides' }).click();
  await expect.poll(() => side('A').inputValue()).toBe('model:assist-large-2026-04-02');
  expect(await side('B').inputValue()).toBe('model:assist-large-2026-02-10');
  const before = announced();
  // Twice before the first can show.
  await start().dblclick();
  await grid().waitFor();
  expect(announced() - before).toBe(1);
  await grid().getByRole('row').nth(1).click();
  await pair().waitFor();
  const note = pair().getByRole('button', { name: /^Note/ });
  expect(await note.getAttribute('aria-disabled')).toBe('true');
  await grid().focus();
  await page.keyboard.press('3');
  await summary()
    .getByText(/1 the same/)
    .waitFor();
  await expect.poll(() => note.getAttribute('aria-disabled')).not.toBe('true');
  await grid().focus();
  await page.keyboard.press('w');
  await expectFocus(page.getByRole('textbox', { name: 'Note' }));
  await page.keyboard.type('Both name the <b>tariff</b>.');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expectFocus(grid());
  await page.keyboard.press('w');
  await expectFocus(page.getByRole('textbox', { name: 'Note' }));
  expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe(
    'Both name the <b>tariff</b>.',
  );
  await page.keyboard.press('Control+Enter');
  await pair().getByText('Both name the <b>tariff</b>.').waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  // Only what was done last offers to be taken back: an older offer would take back the note.
  const said = page.getByRole('region', { name: 'Notifications' });
  await said.getByText(/the same, with a note/).waitFor();
  expect(await said.getByRole('button', { name: 'Undo' }).count()).toBe(1);
  await grid().focus();
  await page.keyboard.press('Control+z');
  await pair().getByText('Both name the').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await summary()
    .getByText(/^0 of /)
    .waitFor();
});

test('a note that is written while a command judges the pair otherwise replaces nothing unseen', async () => {
  await openModels();
  await grid().getByRole('row').nth(1).click();
  await pair().waitFor();
  await grid().focus();
  await page.keyboard.press('1');
  await summary()
    .getByText(/1 A better/)
    .waitFor();
  const write = pair().getByRole('button', { name: /^Note/ });
  await expect.poll(() => write.getAttribute('aria-disabled')).not.toBe('true');
  await grid().focus();
  await page.keyboard.press('w');
  const dialog = page.getByRole('dialog');
  const note = dialog.getByRole('textbox', { name: 'Note' });
  await note.fill('It names the tariff.');
  const handles = await pair()
    .getByRole('article')
    .getByRole('button', { name: /^T-\d+/ })
    .allInnerTexts();
  expect(handles).toHaveLength(2);
  exhibit('verdict', caseFolder(), 'give', ...handles, 'same', '--note', 'Word for word.');
  const standing = dialog.getByRole('region', { name: 'What stands now' });
  await standing.getByText('Word for word.').waitFor();
  await standing.getByText('the same').waitFor();
  expect(await note.inputValue()).toBe('It names the tariff.');
  expect(await axeViolations(page)).toEqual([]);
  // It is left, and is there again.
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await pair().getByText('Word for word.').waitFor();
  await grid().focus();
  await page.keyboard.press('w');
  await standing.getByRole('button', { name: 'Add this to yours' }).click();
  expect(await note.inputValue()).toBe('It names the tariff.\n\nWord for word.');
  await dialog.getByRole('button', { name: 'Replace with yours' }).click();
  await dialog.waitFor({ state: 'detached' });
  await pair().getByText('It names the tariff.').waitFor();
  await summary()
    .getByText(/1 the same/)
    .waitFor();
  await grid().focus();
  await page.keyboard.press('0');
  await summary()
    .getByText(/^0 of /)
    .waitFor();
});

/** The first pair is judged for A, and then for B: an undo leaves the first verdict. */
async function judgeTwice(): Promise<void> {
  await openModels();
  await grid().getByRole('row').nth(1).click();
  await pair().waitFor();
  await grid().focus();
  for (const [key, words] of [
    ['1', /1 A better/],
    ['2', /1 B better/],
  ] as const) {
    await page.keyboard.press(key);
    await summary().getByText(words).waitFor();
  }
}

test('a note that is asked for right after an undo is of the verdict that the undo left', async () => {
  await judgeTwice();
  // Both before the undo can have answered.
  const undoAndNote = (): Promise<void> =>
    grid().evaluate((element) => {
      for (const press of [{ key: 'z', ctrlKey: true }, { key: 'w' }])
        element.dispatchEvent(new KeyboardEvent('keydown', { ...press, bubbles: true }));
    });
  await undoAndNote();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/A better/).waitFor();
  expect(await dialog.getByText(/B better/).count()).toBe(0);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await grid().focus();
  // The first verdict is taken back as well: there is none to note anything on.
  await undoAndNote();
  await page.getByText('A note belongs to a verdict: judge the pair first.').waitFor();
  expect(await dialog.count()).toBe(0);
  // A verdict that was cleared stands again, and takes the note.
  await page.keyboard.press('3');
  await summary()
    .getByText(/1 the same/)
    .waitFor();
  await page.keyboard.press('0');
  await summary()
    .getByText(/^0 of /)
    .waitFor();
  await undoAndNote();
  await dialog.getByText(/the same/).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await grid().focus();
  await page.keyboard.press('0');
  await summary()
    .getByText(/^0 of /)
    .waitFor();
});

test('a verdict that is given right after an undo stands over what the undo left; said again it keeps its note', async () => {
  await judgeTwice();
  // Both before the undo can have answered.
  await grid().evaluate((element) => {
    for (const press of [{ key: 'z', ctrlKey: true }, { key: '3' }])
      element.dispatchEvent(new KeyboardEvent('keydown', { ...press, bubbles: true }));
  });
  await summary()
    .getByText(/1 the same/)
    .waitFor();
  expect(await page.getByText('was changed in another window').count()).toBe(0);
  await page.keyboard.press('Control+z');
  await pair()
    .getByText(/^A better, in /)
    .waitFor();

  await page.keyboard.press('w');
  await page.getByRole('textbox', { name: 'Note' }).fill('Word for word.');
  await page.keyboard.press('Control+Enter');
  await pair().getByText('Word for word.').waitFor();
  await grid().focus();
  const noted = (): number =>
    readFileSync(join(caseFolder(), 'activity.jsonl'), 'utf8').split('"note":"Word for word."')
      .length;
  const before = noted();
  await page.keyboard.press('1');
  await expect.poll(noted).toBe(before + 1);
  await page.keyboard.press('0');
  await summary()
    .getByText(/^0 of /)
    .waitFor();
});

test('a comparison that waits for a job is cancelled and leaves nothing', async () => {
  const log = join(running.home, 'much.jsonl');
  writeFileSync(
    log,
    `${Array.from({ length: 60_000 }, (_, at) => chat(`c-${at}`, 'm', `Answer ${at}`)).join('\n')}\n`,
  );
  await choosing(running, { open: [log] });
  await page.keyboard.press('Control+i');
  await page.getByRole('region', { name: /^Import of/ }).waitFor();
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await side('A').fill('model:assist-large-2026-02-10');
  await side('B').fill('feedback:down');
  await start().click();
  const progress = page.locator('main');
  await progress.getByText('waiting').waitFor();
  await progress.getByRole('button', { name: /^Cancel/ }).click();
  await page.getByText('Cancelled before it began.').first().waitFor();
  await suggested().waitFor();
  await page.getByRole('link', { name: /^Evidence/ }).click();
  await page
    .getByRole('region', { name: /^Import of/ })
    .getByRole('button', { name: /^Cancel/ })
    .click();
  await page.getByRole('region', { name: /^Result of the import/ }).waitFor();
});

test('hostile answers are text: markup, turned letters and a million characters stand side by side', async () => {
  const hostile = '</script><img src=x onerror=alert(1)> \u202etxt.exe\u202c **bold** =1+1';
  const log = join(running.home, 'hostile.jsonl');
  writeFileSync(
    log,
    [
      chat('h-1', 'hostile-1', hostile),
      chat('h-2', 'hostile-2', `${hostile} ${'word '.repeat(200_000)}`),
    ].join('\n'),
  );
  await choosing(running, { open: [log] });
  await page.keyboard.press('Control+i');
  await page.getByRole('region', { name: /^Result of the import/ }).waitFor();
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await side('A').fill('model:hostile-1');
  await side('B').fill('model:hostile-2');
  await start().click();
  await grid().getByRole('row').nth(1).click();
  for (const name of ['Answer A', 'Answer B'])
    await pair()
      .getByRole('article', { name })
      .getByText('<img src=x onerror=alert(1)>')
      .first()
      .waitFor();
  await pair()
    .getByText(/^The first 200,000 of/)
    .waitFor();
  expect(await page.locator('main img').count()).toBe(0);
  expect(running.complaints).toEqual([]);
});

test('by keyboard alone: compared, walked, judged, and the verdict taken back', async () => {
  await goBy(page, 'h');
  await page.getByText('Newest acts').waitFor();
  await goBy(page, 'm');
  await expectFocus(suggested().getByRole('option').first());
  await page.keyboard.press('Enter');
  await grid().waitFor();
  await grid().focus();
  await page.keyboard.press('j');
  await pair().waitFor();
  await page.getByText('1 A is better').waitFor();
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
