import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { THREE_RECORDS } from '../fixtures/joined-calls.ts';
import { axeViolations } from './axe.ts';
import { exhibit } from './by-command.ts';
import { expectFocus, give } from './by-palette.ts';
import { type RunningApp, startApp, startOnSample } from './running-app.ts';

const rail = (page: Page) => page.getByRole('listbox', { name: 'Turns and spans' });
const turn = (page: Page, handle: string) =>
  page.getByRole('region', { name: `Turn ${handle}: given and answered` });

async function replay(page: Page, handle: string): Promise<void> {
  await give(page, handle, `Replay ${handle}`);
  await rail(page).waitFor();
}

/** The list of turns, once the turn that was asked for is drawn: before, it may still take the focus. */
async function toRail(page: Page): Promise<void> {
  await rail(page).focus();
  await expectFocus(rail(page));
}

const clipboard = (running: RunningApp): Promise<string> =>
  running.app.evaluate(({ clipboard: board }) => board.readText());

/** Waits until the clipboard holds what the window says it has copied. */
async function copiedCitation(running: RunningApp): Promise<string> {
  await running.app.evaluate(({ clipboard: board }) => board.clear());
  await running.page.keyboard.press('Control+Shift+C');
  await expect.poll(() => clipboard(running)).toContain('SHA-256 of the record');
  return clipboard(running);
}

describe('a conversation of the sample', () => {
  let running: RunningApp;
  beforeAll(async () => {
    running = await startOnSample();
  });
  beforeEach(async () => {
    await running.anewAt(async (page) => {
      await replay(page, 'T-1773');
      await turn(page, 'T-1773').waitFor();
    });
    await turn(running.page, 'T-1773').waitFor();
  });
  afterEach(() => expect(running.complaints).toEqual([]));
  afterAll(() => running.remove());

  test('by keys alone: turns, findings, their citation and the way back', async () => {
    const { page } = running;
    await page.getByRole('heading', { level: 1, name: 'C-902' }).waitFor();
    await toRail(page);
    await page.keyboard.press('N');
    await page.locator('mark:focus[title="candidate: hidden-characters, high"]').waitFor();
    await page.keyboard.press('N');
    await page.locator('mark:focus[title="lead: hidden-characters, high"]').waitFor();
    const citation = await copiedCitation(running);
    expect(citation).toContain('Turn T-1773, conversation cv_6x3h6jjhc (C-902)');
    expect(citation).toContain('context document of rank 2');
    expect(citation).toContain('⟦U+E0057⟧');

    await toRail(page);
    await page.keyboard.press('ArrowUp');
    await turn(page, 'T-1772').waitFor();
    await page.keyboard.press('J');
    await turn(page, 'T-1773').waitFor();
    await page.keyboard.press('Enter');
    await expectFocus(turn(page, 'T-1773'));
    await page.keyboard.press('K');
    await turn(page, 'T-1772').waitFor();
    // Steps through turns are no places of their own: back leaves the conversation.
    await page.keyboard.press('Alt+ArrowLeft');
    await page.waitForURL(/\/home/);
  });

  test('letters act on after a switch of the bar was pressed', async () => {
    const { page } = running;
    const hidden = page.getByRole('switch', { name: /^Hidden characters/ });
    await hidden.press('Space');
    await hidden.press('Space');
    await page.keyboard.press('N');
    await page.locator('mark:focus').waitFor();
  });

  test('letters act on after the text gave way to the raw record, and after it came back', async () => {
    const { page } = running;
    await toRail(page);
    await page.keyboard.press('Enter');
    await expectFocus(page.getByRole('region', { name: /: given and answered$/ }));
    const hash = page.getByText('hash matches');
    await page.keyboard.press('R');
    await hash.waitFor();
    await page.keyboard.press('R');
    await hash.waitFor({ state: 'detached' });
    await expectFocus(rail(page));
    await page.keyboard.press('N');
    await page.locator('mark:focus').waitFor();
  });

  test('by mouse: a passage is marked and shown with its characters', async () => {
    const { page } = running;
    const details = page.getByRole('region', { name: 'Selection' });
    // What is drawn above may still take its height while the pointer is on its way: a person marks again.
    await vi.waitFor(async () => {
      const box = await page.getByText('Most parts are under Spares').boundingBox();
      if (box === null) throw new Error('the answer is not drawn');
      await page.mouse.move(box.x + 1, box.y + 12);
      await page.mouse.down();
      await page.mouse.move(box.x + 120, box.y + 12, { steps: 4 });
      await page.mouse.up();
      await details.getByText(/^0 to \d+ of 153$/).waitFor({ timeout: 2000 });
    }, 30_000);
    const quoted = await page.evaluate(() => getSelection()?.toString() ?? '');
    expect(quoted.startsWith('Most parts')).toBe(true);
    expect(await copiedCitation(running)).toContain(`“${quoted}”`);

    // The list of findings may still be going down as the passage above takes its room.
    await vi.waitFor(async () => {
      await details.getByText('injection-in-context').click();
      await page.waitForURL(/finding=\d+/, { timeout: 2000 });
    }, 30_000);
    await details.getByText('context document of rank 2', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^History/ }).press('Enter');
    await turn(page, 'T-1773').getByText('Can you connect a gas cooker?').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  test('the raw record says that its hash matches, is searched, and Tab leaves it', async () => {
    const { page } = running;
    await toRail(page);
    await page.keyboard.press('R');
    await page.getByText('hash matches').waitFor();
    await page.getByText(/^[\d,]+ of [\d,]+ characters$/).waitFor();
    const editor = page.locator('.monaco-editor');
    await editor.getByText('"conversation_id"').waitFor();
    await editor.locator('.native-edit-context, textarea').first().focus();
    await page.keyboard.press('Control+F');
    await page.keyboard.type('seller');
    await page.getByText(/^1 of \d+$/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('.monaco-editor') ?? null))
      .toBeNull();
  });
});

const HOSTILE = '<img src=x onerror="document.title=1"> \u202Etxt.exe\u202C\r\nline two';
const GIVEN = 2000;

/** One call whose log says little, one with hostile text, one that nobody answered, one with a long conversation. */
const LOG = [
  {
    request: { messages: [{ role: 'user', content: 'Nothing but words.' }] },
    response: {
      choices: [
        { index: 0, message: { role: 'assistant', content: 'One.' } },
        { index: 1, message: { role: 'assistant', content: null, refusal: 'No.' } },
      ],
    },
  },
  {
    request: { model: 'm', messages: [{ role: 'user', content: HOSTILE }] },
    response: {
      model: 'm',
      choices: [{ index: 0, message: { role: 'assistant', content: 'x'.repeat(50_000) } }],
    },
  },
  {
    request: { model: 'm', messages: [{ role: 'user', content: 'Nobody answers.' }] },
    error: { message: 'upstream timed out' },
  },
  {
    request: {
      model: 'm',
      messages: Array.from({ length: GIVEN }, (_, at) => ({
        role: at % 2 === 0 ? 'user' : 'assistant',
        content: `Message ${at}. ${'More words follow. '.repeat(at % 40)}`,
      })),
    },
    response: {
      model: 'm',
      choices: [{ index: 0, message: { role: 'assistant', content: 'The end.' } }],
    },
  },
].map((call, at) => JSON.stringify({ id: `odd-${at}`, conversation_id: 'odd', ...call }));

describe('a conversation of which the log says little', () => {
  let running: RunningApp;
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-odd-'));
  beforeAll(async () => {
    const source = join(folder, 'odd.jsonl');
    writeFileSync(source, LOG.join('\n'));
    const path = join(folder, 'odd.exhibit');
    exhibit('new', path, '--title', 'Odd');
    const runs = join(folder, 'runs.jsonl');
    writeFileSync(runs, THREE_RECORDS);
    exhibit('import', path, source, runs);
    running = await startApp({
      args: [path],
      until: (page) => page.getByRole('heading', { level: 1, name: 'Odd' }).waitFor(),
    });
  });
  beforeEach(async () => {
    await running.anewAt(async (page) => {
      await replay(page, 'C-1');
      await turn(page, 'T-1').waitFor();
    });
    await turn(running.page, 'T-1').waitFor();
  });
  afterEach(() => expect(running.complaints).toEqual([]));
  afterAll(async () => {
    await running.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test('says what is not in the record, and shows all choices', async () => {
    const { page } = running;
    const params = page.getByRole('group', { name: 'Turn T-1' });
    await params.getByText('no model in record').waitFor();
    await expect.poll(() => page.getByText(/^no user in record/).count()).toBe(1);
    await rail(page).getByText('no time in record').first().waitFor();
    await page.getByText('choice 2 of 2').waitFor();
    await page.getByText('refusal', { exact: true }).waitFor();
  });

  test('hostile text is text, what it hides is shown, and a long answer says how much is left out', async () => {
    const { page } = running;
    await replay(page, 'T-2');
    await turn(page, 'T-2').getByText('line two').waitFor();
    await toRail(page);
    expect(await page.title()).not.toBe('1');
    expect(await page.locator('img').count()).toBe(0);
    const shown = turn(page, 'T-2').locator('[data-short]');
    await expect.poll(() => shown.count()).toBe(2);
    await page.keyboard.press('H');
    await expect.poll(() => shown.count()).toBe(0);
    await page.keyboard.press('H');
    await expect.poll(() => shown.count()).toBe(2);
    const more = page.getByRole('button', { name: /^Show [\d,]+ more$/ });
    await page
      .getByText('20,000 of 50,000 characters are shown; here 30,000 are left out.')
      .waitFor();
    // By key: the button went down with the text before it, and a pointer may miss what still moves.
    await more.press('Enter');
    await page
      .getByText('40,000 of 50,000 characters are shown; here 10,000 are left out.')
      .waitFor();
    await more.press('Enter');
    await expect.poll(() => more.count()).toBe(0);
  });

  test('a request that nothing answered says so', async () => {
    const { page } = running;
    await replay(page, 'T-3');
    await page.getByText('The log holds this request and no answer to it.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  test('of thousands of messages only those in view are drawn, down to the answer', async () => {
    const { page } = running;
    await toRail(page);
    await page.keyboard.press('End');
    await turn(page, 'T-4').getByText('Message 0.').waitFor();
    await turn(page, 'T-4').focus();
    await expectFocus(turn(page, 'T-4'));
    await page.keyboard.press('End');
    await turn(page, 'T-4').getByText('The end.').waitFor();
    await turn(page, 'T-4')
      .getByText(`Message ${GIVEN - 1}.`)
      .waitFor();
    await expect.poll(() => page.getByRole('listitem').count()).toBeLessThan(100);
    await page.keyboard.press('Home');
    await turn(page, 'T-4').getByText('Message 0.').waitFor();
  });

  test('a turn of several records names them, and where they differ', async () => {
    const { page } = running;
    await replay(page, 'C-2');
    await page.getByText('This turn rests on 3 records.').waitFor();
    const note = page.getByRole('note', { name: 'Records that differ' });
    await note.getByText('Two records differ on model:').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await note
      .getByRole('button', { name: 'Raw record: runs.jsonl, line 3' })
      .first()
      .press('Enter');
    await page.getByText('hash matches').waitFor();
    await page.locator('.monaco-editor').getByText('gpt-4o-mini').waitFor();
  });

  test('a name that is no conversation is said, with a way on', async () => {
    const { page } = running;
    await page.evaluate(() => {
      location.hash = location.hash.replace(/conversation=[^&]*/, 'conversation=nonsense');
    });
    await page.getByText('nonsense could not be opened.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Go to the turns' }).press('Enter');
    await page.getByRole('grid', { name: 'Turns' }).waitFor();
  });
});
