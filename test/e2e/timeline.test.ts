import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { axeViolations } from './axe.ts';
import { exhibit } from './by-command.ts';
import { expectFocus, give } from './by-palette.ts';
import { type RunningApp, startApp } from './running-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'exhibit-timeline-'));
const path = join(folder, 'fees.exhibit');

const call = (id: string, created: number): string =>
  JSON.stringify({
    id,
    request: { model: 'm-1', messages: [{ role: 'user', content: 'What is the fee?' }] },
    response: {
      id,
      object: 'chat.completion',
      created,
      model: 'm-1',
      choices: [{ index: 0, message: { role: 'assistant', content: 'The fee is 5 euro.' } }],
    },
  });

let running: RunningApp;
beforeAll(async () => {
  writeFileSync(
    join(folder, 'log.jsonl'),
    `${call('a', 1_760_000_000)}\n${call('b', 1_760_003_600)}\n`,
  );
  exhibit('new', path, '--title', 'Fees');
  exhibit('import', path, join(folder, 'log.jsonl'));
  exhibit('exhibit', path, 'pin', 'T-1', '--caption', 'The wrong fee');
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
  await page.getByRole('link', { name: /^Home/ }).click();
  await page.getByRole('link', { name: /^Timeline/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Timeline' }).waitFor();
  await page.getByRole('region', { name: 'Milestones' }).waitFor();
});

const acts = (): { act: string; data: Record<string, unknown> }[] =>
  readFileSync(join(path, 'activity.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { act: string; data: Record<string, unknown> });

const form = (page: Page) => page.getByRole('region', { name: 'Event', exact: true });
const events = (page: Page) => page.getByRole('grid', { name: 'Events of the incident' });
const row = (page: Page, handle: string) =>
  events(page).getByRole('row', { name: new RegExp(`^${handle},`) });

async function choose(page: Page, kind: string): Promise<void> {
  await form(page).getByRole('button', { name: /Kind$/ }).click();
  await page.getByRole('option', { name: kind }).click();
}

test('an empty timeline says what to do; what is amiss in a new event is said at its field', async () => {
  const { page } = running;
  await page.getByText(/^No event of the incident has been entered/).waitFor();
  const evidence = page.getByRole('region', { name: 'From the evidence' });
  await evidence.getByText('2 of 2 turns and spans have a time').waitFor();
  await evidence.getByText('9 Oct 2025, 08:53:20').waitFor();
  await evidence.getByText('9 Oct 2025, 09:53:20').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Enter the first event' }).click();
  await form(page)
    .getByRole('button', { name: /^Enter event/ })
    .click();
  await form(page).getByText('Write a time such as', { exact: false }).waitFor();
  await form(page).getByText('Choose what kind of event it is.').waitFor();
  await form(page).getByText('Say what happened.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await form(page).getByRole('textbox', { name: 'Time' }).fill('2026-02-30');
  await form(page)
    .getByRole('textbox', { name: 'What happened' })
    .fill('A guest is charged twice.');
  await choose(page, 'First harm');
  await form(page)
    .getByRole('button', { name: /^Enter event/ })
    .click();
  await form(page).getByText('Write a time such as', { exact: false }).waitFor();
  await form(page).getByRole('textbox', { name: 'Time' }).fill('2026-04-02 09:30');
  await form(page).getByText('2 Apr 2026, 09:30:00.000 UTC, no zone given').waitFor();
  await form(page).getByRole('textbox', { name: 'Grounds' }).fill('E-9');
  await form(page)
    .getByRole('button', { name: /^Enter event/ })
    .click();
  await form(page)
    .getByText(/There is no exhibit E-9/)
    .waitFor();
  await form(page).getByRole('textbox', { name: 'Grounds' }).fill('e-1');
  await form(page)
    .getByRole('button', { name: /^Enter event/ })
    .click();
  await row(page, 'V-1').waitFor();
  expect(acts().at(-1)).toMatchObject({
    act: 'event.entered',
    data: { at: '2026-04-02T09:30:00.000Z', as_entered: '2026-04-02 09:30', grounds: ['E-1'] },
  });
  await page.getByRole('link', { name: 'Timeline 1' }).waitFor();
});

test('by mouse: an event is changed as one act when it is left, unchanged ones write none, a ground leads to its place', async () => {
  const { page } = running;
  await row(page, 'V-1').click();
  await form(page).getByRole('textbox', { name: 'Basis' }).fill('A call');
  await form(page)
    .getByRole('textbox', { name: 'What happened' })
    .fill('A guest is charged three times.');
  const before = acts().length;
  await page.getByRole('heading', { level: 1, name: 'Timeline' }).click();
  await events(page).getByText('A guest is charged three times.').waitFor();
  await page.getByText('Changed V-1: what happened, basis').waitFor();
  await row(page, 'V-1').click();
  await form(page).getByRole('textbox', { name: 'Basis' }).click();
  await form(page).getByRole('button', { name: /^Save/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Timeline' }).click();
  expect(
    acts()
      .slice(before)
      .map(({ act }) => act),
  ).toEqual(['event.changed']);
  await give(page, 'Undo what was entered last');
  await events(page).getByText('A guest is charged twice.').waitFor();
  await row(page, 'V-1').getByRole('button', { name: 'Go to E-1, ground of V-1' }).click();
  await page.getByRole('listbox', { name: 'Turns and spans' }).waitFor();
  await page.keyboard.press('Alt+ArrowLeft');
  await row(page, 'V-1').waitFor();
  expect(await axeViolations(page)).toEqual([]);
});

test('by keys alone: two more events, exact times between milestones, removed and brought back', async () => {
  const { page } = running;
  await page.reload();
  await expectFocus(row(page, 'V-1'));
  await page.keyboard.press('n');
  const time = form(page).getByRole('textbox', { name: 'Time' });
  await expectFocus(time);
  await page.keyboard.type('2026-04-03T12:30:05+02:00');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Det');
  await form(page)
    .getByRole('button', { name: /^Detected/ })
    .waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('The desk sees it.');
  await page.keyboard.press('Control+Enter');
  await row(page, 'V-2').waitFor();
  await expectFocus(row(page, 'V-2'));
  const milestones = page.getByRole('region', { name: 'Milestones' });
  await milestones.getByText('2 of 5 entered').waitFor();
  await milestones.getByText('1 d 1 h 0 min 5 s after first harm').waitFor();

  await page.keyboard.press('k');
  await expectFocus(row(page, 'V-1'));
  await page.keyboard.press('j');
  await expectFocus(row(page, 'V-2'));
  await page.keyboard.press('Enter');
  await expectFocus(time);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('2026-04-02 09:00');
  await page.keyboard.press('Control+Enter');
  await milestones.getByText('30 min before first harm').waitFor();
  await page.keyboard.press('Escape');
  await give(page, 'Remove the event');
  await row(page, 'V-2').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Z');
  await row(page, 'V-2').waitFor();
  expect(
    acts()
      .slice(-2)
      .map(({ act }) => act),
  ).toEqual(['act.withdrawn', 'act.withdrawn']);
  expect(running.complaints).toEqual([]);
});

test('an event that a command changed meanwhile is not written over until that was chosen', async () => {
  const { page } = running;
  exhibit('event', path, 'add', 'detected', '2026-04-20 14:10', 'A call.', '--basis', 'Log');
  const added = acts().filter(({ act }) => act === 'event.entered').length;
  await row(page, `V-${added}`).click();
  const basis = form(page).getByRole('textbox', { name: 'Basis' });
  await basis.fill('My note');
  exhibit('event', path, 'set', `V-${added}`, '--basis', 'Their note');
  await basis.press('Control+Enter');
  const standing = form(page).getByRole('region', { name: 'What stands now' });
  await standing.getByText(`V-${added} was changed in another window or by a command`).waitFor();
  await standing.getByText('basis: Their note').waitFor();
  expect(await basis.inputValue()).toBe('My note');
  expect(await axeViolations(page)).toEqual([]);
  // Leaving the form chooses nothing and says nothing; saving once more says what it waits for.
  await row(page, `V-${added}`).click();
  const waits = page.getByRole('status').filter({ hasText: 'It was changed meanwhile: choose' });
  expect(await waits.count()).toBe(0);
  await basis.press('Control+Enter');
  await waits.waitFor();
  await standing.getByRole('button', { name: 'Replace with yours' }).press('Enter');
  await standing.waitFor({ state: 'detached' });
  expect(
    acts()
      .filter(({ act }) => act === 'event.changed')
      .slice(-2)
      .map(({ data }) => data['basis']),
  ).toEqual(['Their note', 'My note']);
});
