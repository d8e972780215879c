import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { axeViolations } from './axe.ts';
import { exhibit } from './by-command.ts';
import { expectFocus, give } from './by-palette.ts';
import { choosing, dropFiles } from './choosing.ts';
import { type RunningApp, startApp } from './running-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'exhibit-map-'));
const path = join(folder, 'desk.exhibit');
const log = join(folder, 'desk.jsonl');
const other = join(folder, 'night.jsonl');

/** Records of a desk that keeps what its model answered beside what a customer was shown. */
const asked = (day: string, shown: string): string =>
  [
    ['Is size L there?', 'Yes, in blue.', `${shown} in blue.`],
    ['And in red?', 'No, not in red.', `${shown} in red.`],
    ['When does it come?', 'On Monday.', `${shown} on Monday.`],
  ]
    .map(([question, answer, seen], index) =>
      JSON.stringify({
        ref: `a-${day}-${index + 1}`,
        user_question: question,
        bot_answer: answer,
        seen,
        when: `2026-04-${day}T10:0${index}:00Z`,
        engine: 'desk-3',
      }),
    )
    .concat('{"level":"info","note":"\u202egnp.exe restarted"}', '')
    .join('\n');

let running: RunningApp;
beforeAll(async () => {
  writeFileSync(log, asked('01', 'Perhaps'));
  writeFileSync(other, asked('02', 'Surely'));
  exhibit('new', path, '--title', 'Desk');
  running = await startApp({
    args: [path],
    until: (page) => page.getByRole('heading', { level: 1, name: 'Desk' }).waitFor(),
  });
});
beforeEach(() => running.anew());
afterEach(() => expect(running.complaints).toEqual([]));
afterAll(async () => {
  await running.remove();
  rmSync(folder, { recursive: true, force: true });
});

const text = () => running.page.getByRole('textbox', { name: 'Mapping as YAML' });
const preview = () => running.page.getByRole('region', { name: 'Preview', exact: true });
const firstTurns = () => preview().getByRole('list', { name: 'First turns' });
const importing = () => running.page.getByRole('button', { name: /^Import with this mapping/ });

async function toMapping(): Promise<void> {
  await give(running.page, 'Map an unknown log');
  await running.page.getByRole('heading', { level: 1, name: 'Map a log' }).waitFor();
}

/** Selects words of the mapping and types others over them. */
async function write(words: string, instead: string): Promise<void> {
  await text().evaluate((area, wanted) => {
    if (!(area instanceof HTMLTextAreaElement)) throw new Error('no text area');
    const at = area.value.indexOf(wanted);
    if (at === -1) throw new Error(`the mapping says nowhere ${wanted}`);
    area.setSelectionRange(at, at + wanted.length);
  }, words);
  await running.page.keyboard.type(instead);
}

const turnsOf = (): unknown =>
  z.object({ rows: z.array(z.unknown()) }).parse(
    JSON.parse(
      exhibit(
        'sql',
        path,
        `SELECT t.external_id AS ref, m.side AS side, c.text AS said FROM turn AS t
         JOIN message AS m USING (turn_id) JOIN content AS c USING (content_id)
         ORDER BY ref, side`,
        '--json',
      ),
    ),
  ).rows;

test('a log is chosen, its mapping corrected by keys, and imported with exactly the turns that were shown', async () => {
  const { page } = running;
  await toMapping();
  expect(await axeViolations(page)).toEqual([]);
  await choosing(running, { open: [log] });
  await page.getByRole('button', { name: 'Choose a log…' }).press('Enter');
  const fields = page.getByRole('table', { name: 'Suggested fields' });
  await fields.getByRole('row', { name: /^turn\.model engine named "engine".* 3 of 3$/ }).waitFor();
  await fields.getByRole('row', { name: /^output\.0\.content bot_answer / }).waitFor();

  const record = page.getByRole('region', { name: 'Records of the log' });
  await record.getByText('1 of the first 4').waitFor();
  for (const at of ['2', '3', '4']) {
    await record.getByRole('button', { name: 'Next record' }).press('Enter');
    await record.getByText(`${at} of the first 4`).waitFor();
  }
  await record.locator('[data-short]').waitFor();

  await firstTurns().getByText('Yes, in blue.').waitFor();
  await preview().getByText('4 records = 4 mapped + 0 unmapped + 0 quarantined').waitFor();
  await preview().getByText('3 turns, 3 conversations, 6 messages').waitFor();
  await preview()
    .getByRole('table', { name: 'Records that do not map' })
    .getByRole('row', { name: 'left out by the mapping: of level it is "info" 1 4' })
    .waitFor();
  expect(await axeViolations(page)).toEqual([]);

  await text().focus();
  await write('content: bot_answer', 'content: seen[');
  await preview()
    .getByRole('alert')
    .getByText(/desk\.yaml:\d+: /)
    .waitFor();
  expect(await importing().getAttribute('aria-disabled')).toBe('true');
  expect(await axeViolations(page)).toEqual([]);
  await write('seen[', 'seen');
  await firstTurns().getByText('Perhaps in blue.').waitFor();
  expect(await firstTurns().getByText('Yes, in blue.').count()).toBe(0);
  await preview().getByText('4 records = 4 mapped + 0 unmapped + 0 quarantined').waitFor();

  await page.keyboard.press('Control+Enter');
  await page.getByText('4 records as mapping:desk@', { exact: false }).waitFor();
  await page.getByRole('grid', { name: 'Evidence files' }).getByText('desk.jsonl').waitFor();
  expect(turnsOf()).toEqual([
    { ref: 'a-01-1', side: 'input', said: 'Is size L there?' },
    { ref: 'a-01-1', side: 'output', said: 'Perhaps in blue.' },
    { ref: 'a-01-2', side: 'input', said: 'And in red?' },
    { ref: 'a-01-2', side: 'output', said: 'Perhaps in red.' },
    { ref: 'a-01-3', side: 'input', said: 'When does it come?' },
    { ref: 'a-01-3', side: 'output', said: 'Perhaps on Monday.' },
  ]);
});

test('the result of an import leads to the fields of a log that no format knows; its mapping is saved', async () => {
  const { page } = running;
  await page.getByRole('link', { name: /Evidence/ }).press('Enter');
  await choosing(running, { open: [other], save: join(folder, 'night.yaml') });
  await page.keyboard.press('Control+i');
  await page.getByRole('button', { name: 'Map the fields of night.jsonl' }).press('Enter');
  await page.getByText('This file is in the case already.').waitFor();
  await firstTurns().getByText('Yes, in blue.').waitFor();
  expect(await importing().getAttribute('aria-disabled')).toBe('true');
  expect(await axeViolations(page)).toEqual([]);
  await expectFocus(text());
  await page.getByRole('button', { name: 'Save mapping…' }).press('Enter');
  await page.getByText('Wrote the mapping to night.yaml').waitFor();
  expect(readFileSync(join(folder, 'night.yaml'), 'utf8')).toBe(await text().inputValue());
});

test('a log that is dropped stays, with what was typed, when the screen is left', async () => {
  const { page } = running;
  await toMapping();
  await dropFiles(page, page.getByRole('heading', { level: 1, name: 'Map a log' }), [other]);
  await firstTurns().getByText('Yes, in blue.').waitFor();
  await text().focus();
  await write('content: bot_answer', 'content: seen');
  await firstTurns().getByText('Surely in blue.').waitFor();
  await give(page, 'Home of the case');
  await page.waitForURL(/\/home/);
  await toMapping();
  await firstTurns().getByText('Surely in blue.').waitFor();
});
