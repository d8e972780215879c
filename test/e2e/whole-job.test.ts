import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { exhibit } from './by-command.ts';
import { expectFocus, give } from './by-palette.ts';
import { choosing } from './choosing.ts';
import { type RunningApp, startApp } from './running-app.ts';

/* The whole job three times, from an empty home to a verified report: by mouse, by keys alone, by commands. */

const folder = mkdtempSync(join(tmpdir(), 'exhibit-whole-'));
const log = join(folder, 'log.jsonl');
/** With who acts and when alike, and the acts in one order, handles and hashes are alike too. */
const environment = { EXHIBIT_NOW: '2026-05-04T09:00:00.000Z', EXHIBIT_EXAMINER: 'Ana Silva' };
const PASSPHRASE = 'five words that open it';
const KEY = 'AKIAQ3EGRVZ5T2XK7MNP';
/** Short, since they are typed key by key. */
const WORDS = {
  title: 'Given keys',
  caption: 'Its key',
  rationale: 'Only m-2.',
  time: '2026-04-02 09:30',
  event: 'A guest has it.',
  basis: 'A call',
  action: 'Filter',
};

const call = (id: string, model: string, created: number, answer: string): string =>
  JSON.stringify({
    id,
    request: { model, messages: [{ role: 'user', content: 'How do I get in?' }] },
    response: {
      id,
      object: 'chat.completion',
      created,
      model,
      choices: [{ index: 0, message: { role: 'assistant', content: answer } }],
    },
  });

let running: RunningApp | undefined;
beforeAll(() => {
  const calls = [
    call('a', 'm-1', 1_760_000_000, 'Ask the desk for your own key.'),
    call('b', 'm-2', 1_760_003_600, `Use ${KEY} for it.`),
  ];
  writeFileSync(log, `${calls.join('\n')}\n`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await running?.remove();
  running = undefined;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const started = async (): Promise<RunningApp> => {
  running = await startApp({ environment });
  await running.page.getByRole('heading', { name: 'No case yet' }).waitFor();
  return running;
};

const placeFor = (way: string): string => mkdtempSync(join(folder, `${way}-`));

const hits = (page: Page): Locator => page.getByRole('grid', { name: 'Hits, worst first' });
const marks = (page: Page): Locator => page.getByRole('region', { name: 'Marks' });
const causes = (page: Page): Locator => page.getByRole('listbox', { name: 'Causes' });
const pairs = (page: Page): Locator => page.getByRole('grid', { name: 'Pairs' });
const event = (page: Page): Locator => page.getByRole('region', { name: 'Event', exact: true });
const action = (page: Page): Locator => page.getByRole('region', { name: 'Action', exact: true });
const row = (page: Page, handle: string): Locator =>
  page.getByRole('row').filter({ hasText: new RegExp(`^${handle}`) });
const side = (page: Page, name: 'A' | 'B'): Locator =>
  page.getByRole('combobox', { name: `Side ${name}, a filter of turns` });
const heading = (page: Page, name: string): Locator =>
  page.getByRole('heading', { level: 1, name, exact: true });
const issued = (page: Page): Locator =>
  page.getByText('R-0001 was issued and signed by Ana Silva.');

/** The package that was saved is whole, says the screen, and its signer is nobody known yet. */
async function sawWhole(page: Page): Promise<void> {
  const result = page
    .getByRole('region', { name: 'Results', exact: true })
    .getByRole('region', { name: 'saved.zip', exact: true });
  await result.getByText(/^\d+ of \d+ checks passed$/).waitFor();
  await result.getByText('Integrity: unchanged since it was signed').waitFor();
  await result.getByText('Trust: the signer is not in your list').waitFor();
}

/** Key after key, as a person without a mouse goes. */
async function press(page: Page, key: string, target: Locator): Promise<void> {
  for (let step = 0; step < 150; step += 1) {
    if (await target.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no ${key} leads there`);
}

const line = z.object({ act: z.string(), hash: z.string(), data: z.object({}).loose() });

const linesOf = (path: string, name: string) =>
  readFileSync(join(path, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((text) => line.parse(JSON.parse(text)));

/** What a case has come to: both its logs up to the signature, link by link, and the extract of its report. */
function cameTo(path: string) {
  const custody = linesOf(path, 'custody.jsonl');
  const signed = custody.findIndex(({ act }) => act === 'report.begun');
  const activity = linesOf(path, 'activity.jsonl');
  const { certificate_sha256: certificate } = z
    .object({ certificate_sha256: z.string() })
    .parse(custody.at(-1)?.data);
  const extract = readFileSync(join(path, 'reports/R-0001/extract.json'), 'utf8');
  return {
    custody: custody.slice(0, signed),
    signed: custody.slice(signed).map(({ act }) => act),
    activity: activity.filter(({ act }) => act !== 'report.issued'),
    // Each way made a key of its own: the certificate is all that the extracts may differ in.
    extract: extract.replaceAll(certificate, 'CERTIFICATE'),
  };
}

/** What each way has made. */
const made: Partial<Record<'mouse' | 'keys' | 'commands', string>> = {};

test('by mouse', async () => {
  const place = placeFor('mouse');
  const path = join(place, 'keys.exhibit');
  const app = await started();
  const { page } = app;
  const go = async (link: string | RegExp, name: string): Promise<void> => {
    await page.getByRole('link', { name: link }).click();
    await heading(page, name).waitFor();
  };
  const press = (name: string | RegExp, within: Page | Locator = page): Promise<void> =>
    within.getByRole('button', { name }).first().click();
  const dialog = page.getByRole('dialog');

  await choosing(app, { save: path, open: [log] });
  await press(/^New case/);
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Keys');
  await press('Choose its place…', dialog);
  await heading(page, 'Keys').waitFor();
  await press(/^Add evidence/);
  await page.getByRole('grid', { name: 'Evidence files' }).getByText('log.jsonl').waitFor();
  await page.getByRole('region', { name: /^Result of the import/ }).waitFor();

  await go(/^Triage/, 'Triage');
  await press('Run detection');
  await hits(page).getByRole('row').nth(1).click();
  await press(/^Accept/, page.getByRole('region', { name: 'The chosen hit' }));
  await page
    .getByText(/^Accepted F-1/)
    .first()
    .waitFor();
  await hits(page).getByRole('row').nth(1).dblclick();

  await page.getByRole('tab', { name: /^Marks/ }).click();
  await press(/^Pin/, marks(page));
  await dialog.getByRole('textbox', { name: 'Caption' }).fill(WORDS.caption);
  await press(/^Pin/, dialog);
  await marks(page).getByText(WORDS.caption).waitFor();

  await go('Compare', 'Compare');
  await side(page, 'A').fill('model:m-1');
  await side(page, 'B').fill('model:m-2');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await pairs(page).waitFor();

  await go(/^Causes/, 'Causes');
  await press(/^Tag a cause/);
  await page.getByRole('row', { name: /^M2 / }).click();
  await dialog.getByRole('textbox', { name: 'Rationale' }).fill(WORDS.rationale);
  await dialog.getByRole('textbox', { name: 'Grounds for' }).fill('E-1');
  await dialog.getByRole('button', { name: 'Tag', exact: true }).click();
  await causes(page)
    .getByRole('option', { name: /^K-1\b/ })
    .waitFor();

  await go(/^Timeline/, 'Timeline');
  await press('Enter the first event');
  await event(page).getByRole('textbox', { name: 'Time' }).fill(WORDS.time);
  await press(/Kind$/, event(page));
  await page.getByRole('option', { name: 'First harm' }).click();
  await event(page).getByRole('textbox', { name: 'What happened' }).fill(WORDS.event);
  await event(page).getByRole('textbox', { name: 'Basis' }).fill(WORDS.basis);
  await event(page).getByRole('textbox', { name: 'Grounds' }).fill('E-1');
  await press(/^Enter event/, event(page));
  await page.getByRole('row', { name: /^V-1,/ }).waitFor();

  await go(/^Actions/, 'Actions');
  await press('Enter the first action');
  await action(page).getByRole('textbox', { name: 'What is to be done' }).fill(WORDS.action);
  await action(page).getByRole('textbox', { name: 'Against which causes' }).fill('M2');
  await press(/^Enter action/, action(page));
  await row(page, 'A-1').waitFor();

  await page.getByRole('link', { name: 'Report' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill(WORDS.title);
  await page.getByRole('textbox', { name: 'Commissioned by' }).click();
  await page.getByText('Entered title, a line of the activity log').waitFor();
  await press('New identity…');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Ana Silva');
  await dialog.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel('Passphrase again').fill(PASSPHRASE);
  await press('Make identity', dialog);
  await press(/^Issue and sign/);
  await dialog.getByLabel('Passphrase of Ana Silva').fill(PASSPHRASE);
  await press('Issue and sign', dialog);
  await issued(page).waitFor();
  const saved = join(place, 'saved.zip');
  await choosing(app, { save: saved, open: [saved] });
  await press('Save package… of R-0001');
  await page.getByText('Saved a copy as saved.zip').waitFor();

  await go(/^Verify, custody/, 'Verify');
  await press('Choose a report or package…');
  await sawWhole(page);
  expect(app.complaints).toEqual([]);
  made.mouse = path;
});

test('by keys alone', async () => {
  const place = placeFor('keys');
  const path = join(place, 'keys.exhibit');
  const app = await started();
  const { page } = app;
  const { keyboard } = page;
  const dialog = page.getByRole('dialog');

  await choosing(app, { save: path, open: [log] });
  await keyboard.press('Control+n');
  await expectFocus(dialog.getByRole('textbox', { name: 'Title' }));
  await keyboard.type('Keys');
  await keyboard.press('Enter');
  await heading(page, 'Keys').waitFor();
  await keyboard.press('Control+i');
  await page.getByRole('grid', { name: 'Evidence files' }).getByText('log.jsonl').waitFor();
  await page.getByRole('region', { name: /^Result of the import/ }).waitFor();

  await give(page, 'Run detection rules');
  await give(page, 'Triage');
  await heading(page, 'Triage').waitFor();
  await hits(page).getByRole('row').nth(1).waitFor();
  await press(page, 'Tab', hits(page));
  await keyboard.press('ArrowDown');
  await page.getByRole('region', { name: 'The chosen hit' }).waitFor();
  await keyboard.press('a');
  await page
    .getByText(/^Accepted F-1/)
    .first()
    .waitFor();
  await keyboard.press('Enter');

  await page.getByRole('region', { name: 'Selection' }).getByText(`“${KEY}”`).waitFor();
  await press(page, 'Tab', page.getByRole('listbox', { name: 'Turns and spans' }));
  await keyboard.press('e');
  await expectFocus(dialog.getByRole('textbox', { name: 'Caption' }));
  await keyboard.type(WORDS.caption);
  await keyboard.press('Enter');
  await page
    .getByText(/^Pinned E-1/)
    .first()
    .waitFor();

  await give(page, 'Compare');
  await heading(page, 'Compare').waitFor();
  await press(page, 'Tab', side(page, 'A'));
  await keyboard.type('model:m-1');
  await press(page, 'Tab', side(page, 'B'));
  await keyboard.type('model:m-2');
  await keyboard.press('Control+Enter');
  await pairs(page).waitFor();

  await give(page, 'Causes');
  await heading(page, 'Causes').waitFor();
  await give(page, 'Tag a cause…');
  await expectFocus(dialog.getByRole('searchbox', { name: 'Filter the taxonomy' }));
  await keyboard.type('version change');
  await press(page, 'ArrowDown', page.getByRole('row', { name: /^M2 / }));
  await keyboard.press('Enter');
  await expectFocus(dialog.getByRole('textbox', { name: 'Rationale' }));
  await keyboard.type(WORDS.rationale);
  await press(page, 'Tab', dialog.getByRole('textbox', { name: 'Grounds for' }));
  await keyboard.type('E-1');
  await keyboard.press('Enter');
  await causes(page)
    .getByRole('option', { name: /^K-1\b/ })
    .waitFor();

  await give(page, 'Timeline');
  await heading(page, 'Timeline').waitFor();
  await give(page, 'Enter event…');
  await expectFocus(event(page).getByRole('textbox', { name: 'Time' }));
  await keyboard.type(WORDS.time);
  await keyboard.press('Tab');
  await keyboard.type('Fir');
  await event(page)
    .getByRole('button', { name: /^First harm/ })
    .waitFor();
  await keyboard.press('Tab');
  await keyboard.type(WORDS.event);
  await keyboard.press('Tab');
  await keyboard.type(WORDS.basis);
  await keyboard.press('Tab');
  await keyboard.type('E-1');
  await keyboard.press('Control+Enter');
  await page.getByRole('row', { name: /^V-1,/ }).waitFor();

  await give(page, 'Actions');
  await heading(page, 'Actions').waitFor();
  await give(page, 'New action…');
  await expectFocus(action(page).getByRole('textbox', { name: 'What is to be done' }));
  await keyboard.type(WORDS.action);
  await press(page, 'Tab', action(page).getByRole('textbox', { name: 'Against which causes' }));
  await keyboard.type('M2');
  await keyboard.press('Control+Enter');
  await row(page, 'A-1').waitFor();

  await give(page, 'Report');
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.waitFor();
  await press(page, 'Tab', title);
  await keyboard.type(WORDS.title);
  await keyboard.press('Tab');
  await page.getByText('Entered title, a line of the activity log').waitFor();
  await give(page, 'New identity…');
  await expectFocus(dialog.getByRole('textbox', { name: 'Name' }));
  await keyboard.type('Ana Silva');
  await press(page, 'Tab', dialog.getByLabel('Passphrase', { exact: true }));
  await keyboard.type(PASSPHRASE);
  await press(page, 'Tab', dialog.getByLabel('Passphrase again'));
  await keyboard.type(PASSPHRASE);
  await keyboard.press('Enter');
  await page.getByRole('button', { name: /^Issue and sign/ }).waitFor();
  await dialog.waitFor({ state: 'detached' });
  await keyboard.press('Control+Enter');
  await expectFocus(dialog.getByLabel('Passphrase of Ana Silva'));
  await keyboard.type(PASSPHRASE);
  await keyboard.press('Enter');
  await issued(page).waitFor();
  const saved = join(place, 'saved.zip');
  await choosing(app, { save: saved, open: [saved] });
  await press(page, 'Tab', page.getByRole('button', { name: 'Save package… of R-0001' }));
  await keyboard.press('Enter');
  await page.getByText('Saved a copy as saved.zip').waitFor();

  await give(page, 'Verify, custody log');
  await heading(page, 'Verify').waitFor();
  await give(page, 'Verify a report or package…');
  await sawWhole(page);
  expect(app.complaints).toEqual([]);
  made.keys = path;
});

test('by commands', () => {
  const place = placeFor('commands');
  const path = join(place, 'keys.exhibit');
  const given = { ...environment, EXHIBIT_HOME: place, EXHIBIT_PASSPHRASE: PASSPHRASE };
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
  const fields = join(place, 'words.yaml');
  writeFileSync(fields, `title: ${WORDS.title}\n`);

  exhibit('new', path, '--title', 'Keys');
  exhibit('import', path, log);
  exhibit('detect', path);
  exhibit('review', path, 'F-1', 'accept');
  exhibit('exhibit', path, 'pin', 'T-2', '--caption', WORDS.caption, '--quote', KEY);
  exhibit('compare', path, '--a', 'model:m-1', '--b', 'model:m-2');
  const opinion = ['--standing', 'contributing', '--confidence', 'low', '--for', 'E-1'];
  exhibit('cause', path, 'tag', 'M2', ...opinion, '--rationale', WORDS.rationale);
  const known = ['--basis', WORDS.basis, '--grounds', 'E-1'];
  exhibit('event', path, 'add', 'first-harm', WORDS.time, WORDS.event, ...known);
  exhibit('action', path, 'add', WORDS.action, '--cause', 'M2');
  exhibit('identity', 'new', '--name', 'Ana Silva');
  exhibit('report', path, '--fields', fields, '--out', place);
  expect(exhibit('verify', join(place, 'R-0001.zip'))).toContain(
    'Everything that was checked holds.',
  );
  made.commands = path;
});

test('all three come to the same: every act, and every byte of the extract but the certificate', () => {
  const { mouse = '', keys = '', commands = '' } = made;
  const wanted = cameTo(commands);
  expect(wanted.extract).toContain('CERTIFICATE');
  expect(cameTo(mouse)).toEqual(wanted);
  expect(cameTo(keys)).toEqual(wanted);
});
