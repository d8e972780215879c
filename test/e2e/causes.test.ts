import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeViolations } from './axe.ts';
import { exhibit } from './by-command.ts';
import { expectFocus, give } from './by-palette.ts';
import { type RunningApp, startApp, startOnSample } from './running-app.ts';

const list = (page: Page): Locator => page.getByRole('listbox', { name: 'Causes' });
const pane = (page: Page): Locator => page.getByRole('region', { name: /^Cause K-\d+$/ });
const tree = (page: Page): Locator => page.getByRole('treegrid', { name: 'Taxonomy of causes' });
const rationale = (page: Page): Locator => pane(page).getByRole('textbox', { name: 'Rationale' });
const grounds = (page: Page, side: 'for' | 'against'): Locator =>
  pane(page).getByRole('grid', { name: `Grounds ${side}` });
const dialog = (page: Page): Locator => page.getByRole('dialog');

describe('causes of the sample', () => {
  let running: RunningApp;
  let page: Page;
  beforeAll(async () => {
    running = await startOnSample();
    ({ page } = running);
  });
  afterAll(() => running.remove());
  beforeEach(async () => {
    const shown = () => list(page).getByRole('option').first().waitFor();
    await running.anewAt(async () => {
      await page.getByRole('link', { name: 'Causes' }).click();
      await shown();
    });
    await shown();
  });

  /** Acts on causes in the log, oldest first. */
  function acts(): { act: string; data: { rationale?: string } }[] {
    const folder = readdirSync(running.home, { recursive: true, encoding: 'utf8' }).find((path) =>
      path.endsWith('.exhibit/activity.jsonl'),
    );
    const text = readFileSync(join(running.home, folder ?? ''), 'utf8');
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { act: string; data: { rationale?: string } })
      .filter(({ act }) => act.startsWith('cause.'));
  }

  /** The handle of what was tagged last. */
  const lastTagged = (): string => `K-${acts().filter(({ act }) => act === 'cause.tagged').length}`;
  const cause = (handle: string): Locator =>
    list(page).getByRole('option', { name: new RegExp(`^${handle}\\b`) });

  test('by mouse: tagged after what is amiss was said, given grounds, opened, and taken back', async () => {
    await page.getByRole('button', { name: 'Tag a cause' }).click();
    // The dialog gives the focus to its first field; a key that was pressed before would go there.
    await expectFocus(dialog(page).getByRole('searchbox', { name: 'Filter the taxonomy' }));
    await dialog(page).getByRole('button', { name: 'Cancel' }).press('Control+Enter');
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Tag a cause' }).click();
    await dialog(page).getByRole('searchbox', { name: 'Filter the taxonomy' }).fill('refusal');
    await tree(page).getByRole('row', { name: /^M6 / }).click();
    await dialog(page).getByRole('radio', { name: 'root' }).click({ force: true });
    await dialog(page).getByRole('button', { name: 'Tag', exact: true }).click();
    await dialog(page).getByText('Write why the evidence speaks for it').waitFor();
    await dialog(page).getByRole('textbox', { name: 'Rationale' }).fill('It refuses too often.');
    await dialog(page).getByRole('textbox', { name: 'Grounds for' }).fill('E-1, E-99');
    await dialog(page).getByRole('textbox', { name: 'On turn' }).fill('T-1356');
    const before = acts().length;
    await dialog(page).getByRole('button', { name: 'Tag', exact: true }).click();
    await dialog(page).getByText('There is no exhibit E-99; pin it first.').waitFor();
    expect(acts()).toHaveLength(before);
    await dialog(page).getByRole('textbox', { name: 'Grounds for' }).fill('E-1');
    await dialog(page).getByRole('textbox', { name: 'Grounds for' }).press('Control+Enter');
    await dialog(page).waitFor({ state: 'detached' });
    expect(acts()).toHaveLength(before + 1);
    const handle = lastTagged();
    await expectFocus(cause(handle));
    await page.getByRole('region', { name: `Cause ${handle}` }).waitFor();

    await pane(page).getByRole('button', { name: 'Add grounds against' }).click();
    await page.getByRole('menuitem', { name: /^E-3 / }).click();
    await grounds(page, 'against').getByRole('row', { name: /^E-3,/ }).waitFor();
    const address = await page.evaluate(() => location.hash);
    await grounds(page, 'for').getByRole('button', { name: 'Open E-1' }).click();
    await page.waitForURL(/\/replay\?.*mark=E-1/);
    await page.keyboard.press('Alt+ArrowLeft');
    await page.getByRole('region', { name: `Cause ${handle}` }).waitFor();
    expect(await page.evaluate(() => location.hash)).toBe(address);
    await grounds(page, 'against').getByRole('button', { name: 'Remove E-3' }).click();
    await pane(page).getByText('Nothing is named that speaks against it.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await grounds(page, 'against').getByRole('row', { name: /^E-3,/ }).waitFor();

    await pane(page)
      .getByRole('button', { name: `Remove ${handle}` })
      .click();
    await cause(handle).waitFor({ state: 'detached' });
    await page.getByText(`Removed ${handle}`).first().waitFor();
  });

  test('by keys alone: tagged, walked, grounded by a handle, written, and undone step by step', async () => {
    await give(page, 'Home of the case');
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await give(page, 'Causes');
    await list(page).waitFor();
    await list(page).getByRole('option').first().focus();
    await page.keyboard.press('t');
    await expectFocus(dialog(page).getByRole('searchbox', { name: 'Filter the taxonomy' }));
    await page.keyboard.type('retrieval');
    await page.keyboard.press('ArrowDown');
    await expectFocus(tree(page).getByRole('row', { name: 'Retrieval and context' }));
    await page.keyboard.press('ArrowLeft');
    await tree(page).getByRole('row', { name: /^R1 / }).waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowRight');
    await tree(page).getByRole('row', { name: /^R1 / }).waitFor();
    await page.keyboard.press('ArrowDown');
    await expectFocus(tree(page).getByRole('row', { name: /^R1 / }));
    await page.keyboard.press('Enter');
    await expectFocus(dialog(page).getByRole('textbox', { name: 'Rationale' }));
    await page.keyboard.type('The passage was never returned.');
    await page.keyboard.press('Control+Enter');
    await dialog(page).waitFor({ state: 'detached' });
    const handle = lastTagged();
    await expectFocus(cause(handle));

    await page.keyboard.press('k');
    await page.getByRole('region', { name: `Cause ${handle}` }).waitFor({ state: 'detached' });
    await page.keyboard.press('j');
    await expectFocus(cause(handle));
    await page.keyboard.press('+');
    const search = page.getByRole('dialog', { name: /^Grounds for/ });
    await expectFocus(search.getByRole('searchbox'));
    await page.keyboard.type('t-99999999');
    await search.getByText('No turn T-99999999 is in the case.').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('t-12');
    await search.getByRole('menuitem', { name: /^T-12 ./ }).waitFor();
    await page.keyboard.press('Enter');
    await grounds(page, 'for')
      .getByRole('row', { name: /^T-12,/ })
      .waitFor();

    await cause(handle).focus();
    await page.keyboard.press('Enter');
    await expectFocus(rationale(page));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('The passage was returned too late.');
    const before = acts().length;
    await page.keyboard.press('Control+Enter');
    await pane(page).getByText('Printed in the report under your name.').waitFor();
    expect(acts()).toHaveLength(before + 1);
    await page.keyboard.press('Escape');
    await expectFocus(cause(handle));
    expect(acts()).toHaveLength(before + 1);
    await page.keyboard.press('Control+z');
    await expect
      .poll(() => rationale(page).inputValue(), { timeout: 30_000 })
      .toBe('The passage was never returned.');
    await page.keyboard.press('Control+z');
    await pane(page).getByText('Nothing is named yet that speaks for it.').waitFor();
    await pane(page).getByRole('button', { name: 'History' }).press('Enter');
    await pane(page).getByText('taken back since').first().waitFor();
    await cause(handle).focus();
    await page.keyboard.press('Control+z');
    await cause(handle).waitFor({ state: 'detached' });
    expect(running.complaints).toEqual([]);
  });

  test('a rationale is one act when its row is left, none when it says the same, and is not lost when refused', async () => {
    await cause('K-1').click();
    const first = await rationale(page).inputValue();
    const before = acts().length;
    await rationale(page).click();
    await cause('K-2').click();
    await page.getByRole('region', { name: 'Cause K-2' }).waitFor();
    await cause('K-1').click();
    await rationale(page).fill(`${first} And more.`);
    await pane(page).getByText('Not saved yet').waitFor();
    await cause('K-2').click();
    await page.getByText('Changed K-1').first().waitFor();
    expect(acts()).toHaveLength(before + 1);
    expect(acts().at(-1)?.data.rationale).toBe(`${first} And more.`);

    await rationale(page).fill('');
    await cause('K-3').click();
    await page.getByRole('region', { name: 'Cause K-3' }).waitFor();
    await cause('K-2').click();
    await pane(page).getByText('Write why; to take the cause back, remove it.').waitFor();
    expect(await rationale(page).inputValue()).toBe('');
    expect(acts()).toHaveLength(before + 1);
  });

  test('standing and confidence move the row, under the name and time of who changed it; K- leads here', async () => {
    await give(page, 'K-2', 'Go to K-2');
    await page.getByRole('region', { name: 'Cause K-2' }).waitFor();
    await pane(page).getByRole('radio', { name: 'not indicated' }).click({ force: true });
    await list(page)
      .getByRole('group', { name: 'Not indicated by the evidence examined' })
      .getByRole('option', { name: /^K-2\b/ })
      .waitFor();
    await pane(page).getByText('examiner’s opinion').waitFor();
    await pane(page)
      .getByText(/\d \w{3} \d{4}, \d\d:\d\d UTC$/)
      .first()
      .waitFor();
    await list(page).getByRole('option').first().focus();
    await page.keyboard.press('Control+z');
    await list(page)
      .getByRole('group', { name: 'Contributing' })
      .getByRole('option', { name: /^K-2\b/ })
      .waitFor();
  });

  test('a rationale that a command changed meanwhile is not written over: both stand on the screen until one is chosen', async () => {
    const folder = readdirSync(running.home, { recursive: true, encoding: 'utf8' }).find((path) =>
      path.endsWith('.exhibit/activity.jsonl'),
    );
    await give(page, 'K-3', 'Go to K-3');
    await page.getByRole('region', { name: 'Cause K-3' }).waitFor();
    await rationale(page).fill('Mine.');
    const path = dirname(join(running.home, folder ?? ''));
    exhibit('cause', path, 'set', 'K-3', '--rationale', 'Theirs.');
    await rationale(page).press('Control+Enter');
    await pane(page).getByText('K-3 was changed in another window or by a command').waitFor();
    const standing = pane(page).getByRole('region', { name: 'What stands now' });
    await standing.getByText('Theirs.').waitFor();
    // Leaving the field chooses nothing.
    await list(page).focus();
    await standing.getByRole('button', { name: 'Add this to yours' }).press('Enter');
    // A second press adds nothing: it stands there already.
    await standing.getByRole('button', { name: 'Add this to yours' }).press('Enter');
    expect(await rationale(page).inputValue()).toBe('Mine.\n\nTheirs.');
    expect(await axeViolations(page)).toEqual([]);
    expect(acts().at(-1)?.data.rationale).toBe('Theirs.');
    await standing.getByRole('button', { name: 'Replace with yours' }).press('Enter');
    await standing.waitFor({ state: 'detached' });
    expect(acts().at(-1)?.data.rationale).toBe('Mine.\n\nTheirs.');
  });

  test('axe finds nothing in three themes: list, tree, opinion, grounds', async () => {
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Tag a cause' }).click();
    await tree(page).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog(page).getByRole('searchbox', { name: 'Filter the taxonomy' }).fill('m6');
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('button', { name: 'Tag', exact: true }).click();
    await dialog(page).getByText('Write why the evidence speaks for it').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const why = dialog(page).getByRole('textbox', { name: /^Rationale/ });
    await why.fill('It answered from the wrong page.');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Tag a cause' }).click();
    await expect.poll(() => why.inputValue()).toBe('It answered from the wrong page.');
    await page.keyboard.press('Escape');
    await pane(page).getByRole('button', { name: 'Add grounds for' }).click();
    await page.keyboard.type('hidden');
    await page.getByRole('menuitem', { name: /^E-1 / }).waitFor({ state: 'detached' });
    await page.getByRole('menuitem', { name: /^E-9 / }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });
});

describe('a case without causes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-causes-'));
  let running: RunningApp;
  beforeAll(async () => {
    const path = join(folder, 'fees.exhibit');
    exhibit('new', path, '--title', 'Fees');
    running = await startApp({ args: [path] });
    await running.page.getByRole('heading', { level: 1, name: 'Fees' }).waitFor();
  });
  afterAll(async () => {
    await running.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test('says what to do; the report says that a root cause is missing and leads there', async () => {
    const { page } = running;
    await page.getByRole('link', { name: 'Report' }).click();
    await page.getByRole('tab', { name: /^Missing/ }).click();
    await page.getByRole('button', { name: 'Causes: a root cause' }).click();
    await page.getByText('No cause is tagged yet.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Tag a cause' }).last().click();
    await dialog(page).getByRole('searchbox', { name: 'Filter the taxonomy' }).fill('m2');
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('textbox', { name: 'Rationale' }).fill('A newer version.');
    await page.keyboard.press('Control+Enter');
    await list(page)
      .getByRole('option', { name: /^K-1\b.*M2/ })
      .waitFor();
    await page
      .getByRole('link', { name: /^Causes/ })
      .getByText('1')
      .waitFor();
    expect(running.complaints).toEqual([]);
  });
});
