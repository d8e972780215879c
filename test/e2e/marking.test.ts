import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { axeViolations } from './axe.ts';
import { type RunningApp, startOnSample } from './running-app.ts';

const rail = (page: Page) => page.getByRole('listbox', { name: 'Turns and spans' });
const marks = (page: Page) => page.getByRole('region', { name: 'Marks' });

async function goTo(page: Page, typed: string, words: string): Promise<void> {
  await page.keyboard.press('Control+K');
  await page.keyboard.type(typed);
  await page.getByText(words).first().waitFor();
  await page.keyboard.press('Enter');
  await rail(page).waitFor();
}

/** Opens a turn and stands in its rail with the marks at hand. */
async function openTurn(page: Page, handle: string): Promise<void> {
  await goTo(page, handle, `Replay ${handle}`);
  await page.getByRole('region', { name: `Turn ${handle}: given and answered` }).waitFor();
  await page.getByRole('tab', { name: /^Marks/ }).click();
  await rail(page).focus();
}

function log(running: RunningApp): { act: string; data: Record<string, unknown> }[] {
  const folder = readdirSync(running.home, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith('.exhibit/activity.jsonl'),
  );
  const text = readFileSync(join(running.home, folder ?? ''), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { act: string; data: Record<string, unknown> });
}

describe('marks of the sample', () => {
  let running: RunningApp;
  beforeAll(async () => {
    running = await startOnSample();
  });
  afterAll(() => running.remove());

  test('two windows change one note: the second is told, and neither text is lost', async () => {
    const { app, page } = running;
    await openTurn(page, 'T-1771');
    await page.keyboard.press('W');
    const dialog = (within: Page) => within.getByRole('dialog');
    const field = (within: Page) => dialog(within).getByRole('textbox', { name: 'Note' });
    await field(page).fill('Look again.');
    await page.keyboard.press('Control+Enter');
    const wrote = page.getByText(/^Wrote N-\d+/).first();
    const note = /N-\d+/.exec((await wrote.textContent()) ?? '')?.[0] ?? '';

    const opened = app.waitForEvent('window');
    await app.evaluate(({ Menu }) => {
      Menu.getApplicationMenu()
        ?.items.flatMap(({ submenu }) => submenu?.items ?? [])
        .find(({ label }) => label === 'New window')
        ?.click();
    });
    const second = await opened;
    await second.getByText('Wrong return periods in customer chat').first().dblclick();
    await second.getByRole('heading', { level: 1, name: /^Wrong return periods/ }).waitFor();
    await openTurn(second, 'T-1771');
    const change = async (within: Page, words: string): Promise<void> => {
      await marks(within)
        .getByRole('button', { name: `Change ${note}` })
        .click();
      await field(within).fill(words);
    };
    await change(second, 'Ask the operator.');
    await change(page, 'Look at the fee.');
    await page.keyboard.press('Control+Enter');
    await marks(page).getByText('Look at the fee.').waitFor();

    await second.keyboard.press('Control+Enter');
    await dialog(second).getByText(`${note} was changed in another window`).waitFor();
    const standing = dialog(second).getByRole('region', { name: 'What stands now' });
    await standing.getByText('Look at the fee.').waitFor();
    expect(await field(second).inputValue()).toBe('Ask the operator.');
    expect(await axeViolations(second)).toEqual([]);
    // Left and opened again, both are there still.
    await second.keyboard.press('Escape');
    await dialog(second).waitFor({ state: 'detached' });
    await marks(second)
      .getByRole('button', { name: `Change ${note}` })
      .click();
    await standing.getByText('Look at the fee.').waitFor();
    expect(await field(second).inputValue()).toBe('Ask the operator.');
    await standing.getByRole('button', { name: 'Add this to yours' }).press('Enter');
    await dialog(second)
      .getByRole('button', { name: /^Replace with yours/ })
      .press('Enter');
    await dialog(second).waitFor({ state: 'detached' });
    await marks(page).getByText('Ask the operator. Look at the fee.').waitFor();
    await second.close();
  });

  test('by keys alone: a finding is pinned, noted, tagged, reviewed, and each is taken back', async () => {
    const { page } = running;
    await openTurn(page, 'T-1773');
    const before = log(running).length;
    await page.keyboard.press('N');
    await page.locator('mark:focus').waitFor();
    await page.keyboard.press('E');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Caption' }).waitFor();
    await page.keyboard.type('The hidden order');
    await page.keyboard.press('Enter');
    const pinned = page.getByText(/^Pinned E-\d+$/).first();
    await pinned.waitFor();
    const exhibit = ((await pinned.textContent()) ?? '').replace('Pinned ', '');
    await marks(page).getByText('The hidden order').waitFor();

    await page.locator('mark:focus').waitFor();
    await page.keyboard.press('L');
    await dialog.getByRole('combobox', { name: 'Tag' }).waitFor();
    await page.keyboard.type('injection');
    await page.keyboard.press('Enter');
    await marks(page).getByText('injection', { exact: true }).waitFor();

    await page.locator('mark:focus').waitFor();
    await page.keyboard.press('W');
    await dialog.getByRole('textbox', { name: 'Note' }).waitFor();
    await page.keyboard.type('Ask who wrote');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('mark:focus').waitFor();
    await page.keyboard.press('W');
    await expect
      .poll(() => dialog.getByRole('textbox', { name: 'Note' }).inputValue())
      .toBe('Ask who wrote');
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' the document.');
    await page.keyboard.press('Control+Enter');
    await marks(page).getByText('Ask who wrote the document.').waitFor();

    await page.locator('mark:focus').waitFor();
    await page.keyboard.press('D');
    await dialog.getByRole('textbox', { name: 'Reason' }).waitFor();
    await page.keyboard.press('Enter');
    await dialog.getByText('Say why it is dismissed.').waitFor();
    await page.keyboard.type('A test of ours.');
    await page.keyboard.press('Enter');
    await marks(page).getByText('A test of ours.').waitFor();
    await dialog.waitFor({ state: 'detached' });
    expect(
      log(running)
        .slice(before)
        .map(({ act }) => act),
    ).toEqual(['exhibit.pinned', 'turn.tagged', 'note.written', 'finding.reviewed']);

    await rail(page).focus();
    await page.keyboard.press('Control+Z');
    await marks(page).getByText('A test of ours.').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Z');
    await marks(page).getByText('Ask who wrote the document.').waitFor({ state: 'detached' });
    await page.getByText('Taken back: wrote', { exact: false }).first().waitFor();
    await marks(page).getByText('The hidden order').waitFor();

    await page.keyboard.press('Alt+ArrowLeft');
    await goTo(page, exhibit.toLowerCase().replace('-', ''), `Go to ${exhibit}`);
    await page.waitForURL(new RegExp(`mark=.*${exhibit}`));
    await page.locator(`mark[title^="${exhibit}: "]`).first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  test('a cause is said by name, and the turn stays in sight while a finding is judged', async () => {
    const { page } = running;
    await openTurn(page, 'T-1356');
    await marks(page).getByText('M2 Regression after a version change').waitFor();
    const turn = page.getByRole('region', { name: 'Turn T-1356: given and answered' });
    await turn.getByText('How many days for a refund?').waitFor();
    await turn.evaluate((node) => {
      new MutationObserver(() => {
        if (!node.textContent.includes('How many days for a refund?')) node.dataset['gone'] = '';
      }).observe(node, { childList: true, subtree: true });
    });
    await page.keyboard.press('N');
    await turn.locator('mark[title^="lead: unsupported-answer"]').first().waitFor();
    await page.keyboard.press('A');
    await turn.locator('mark[title^="finding: unsupported-answer"]').first().waitFor();
    await page.keyboard.press('Control+z');
    await turn.locator('mark[title^="lead: unsupported-answer"]').first().waitFor();
    expect(await turn.getAttribute('data-gone')).toBeNull();
  });

  test('what was marked stands when the engine is killed and the page asks again', async () => {
    const { page, app } = running;
    await openTurn(page, 'T-1771');
    await page.keyboard.press('L');
    await page.getByRole('combobox', { name: 'Tag' }).waitFor();
    await page.keyboard.type('kept');
    await page.keyboard.press('Enter');
    await marks(page).getByText('kept', { exact: true }).waitFor();
    const pid = await app.evaluate(
      ({ app: inside }) =>
        inside.getAppMetrics().find(({ name }) => name === 'Exhibit engine')?.pid,
    );
    if (pid === undefined) throw new Error('no engine runs');
    process.kill(pid, 'SIGKILL');
    const restarting = page.getByText('The engine ended and is being started anew.');
    await restarting.waitFor();
    await restarting.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Conversation' }).click();
    await page.getByRole('tab', { name: /^Marks/ }).click();
    await marks(page).getByText('kept', { exact: true }).waitFor();
    // The turn is asked again too; a key finds nothing to mark until it is there.
    await vi.waitFor(async () => {
      await rail(page).focus();
      await page.keyboard.press('L');
      await page.getByRole('combobox', { name: 'Tag' }).waitFor({ timeout: 2000 });
    }, 30_000);
    await page.keyboard.type('again');
    await page.keyboard.press('Enter');
    await marks(page).getByText('again', { exact: true }).waitFor();
  });

  test('by mouse: caption changed, mark removed, and brought back', async () => {
    const { page } = running;
    await openTurn(page, 'T-1772');
    await marks(page).getByRole('button', { name: /^Pin/ }).click();
    await page.getByRole('textbox', { name: 'Caption' }).fill('First words');
    await page.getByRole('dialog').getByRole('button', { name: /^Pin/ }).click();
    await marks(page).getByText('First words').waitFor();
    await marks(page)
      .getByRole('row', { name: /First words/ })
      .getByRole('button', { name: /^Change E-/ })
      .click();
    await page.getByRole('textbox', { name: 'Caption' }).fill('Better words');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Change/ })
      .click();
    await marks(page).getByText('Better words').waitFor();
    await marks(page)
      .getByRole('row', { name: /Better words/ })
      .getByRole('button', { name: /^Remove E-/ })
      .click();
    await marks(page).getByText('Better words').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await marks(page).getByText('Better words').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  test('several turns at once, in the grid: one act, found again by its tag', async () => {
    const { page } = running;
    await openTurn(page, 'T-1772');
    await page.keyboard.press('G');
    await page.keyboard.press('T');
    const grid = page.getByRole('grid', { name: 'Turns' });
    await grid.getByText('T-2', { exact: true }).waitFor();
    await grid.focus();
    const before = log(running).length;
    // The first move stands on the first row.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByText('1 turn selected').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByText('2 turns selected').waitFor();
    await page.keyboard.press('L');
    await page.getByRole('combobox', { name: 'Tag' }).waitFor();
    await page.keyboard.type('both');
    await page.keyboard.press('Enter');
    await page.getByText('Tagged 2 turns as both').waitFor();
    expect(log(running).slice(before)).toHaveLength(1);
    await grid.getByText('both').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('tag:both');
    await page.keyboard.press('Enter');
    await page.getByText(/^2 of/).first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(running.complaints).toEqual([]);
  });
});
