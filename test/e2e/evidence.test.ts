import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { axeViolations } from './axe.ts';
import { exhibit } from './by-command.ts';
import { expectFocus, give } from './by-palette.ts';
import { choosing, dropFiles } from './choosing.ts';
import { type RunningApp, startApp } from './running-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'exhibit-evidence-'));
const path = join(folder, 'damaged.exhibit');

const call = (id: string, question: string): string =>
  JSON.stringify({
    id,
    request: { model: 'm-1', messages: [{ role: 'user', content: question }] },
    response: {
      id,
      object: 'chat.completion',
      created: 1_760_000_000,
      model: 'm-1',
      choices: [{ index: 0, message: { role: 'assistant', content: 'answer' } }],
    },
  });

/** Five records: two calls, one with a byte that is no UTF-8 beyond the first window, one cut off, one of another log. */
function damagedLog(): Buffer {
  const long = Buffer.from(call('long', `${'x'.repeat(5000)}§${'y'.repeat(3000)}`));
  const at = long.indexOf(Buffer.from('§'));
  const broken = Buffer.concat([
    long.subarray(0, at),
    Buffer.from([0xe2, 0x28]),
    long.subarray(at + 2),
  ]);
  const lines = [
    Buffer.from(call('a', 'one')),
    broken,
    Buffer.from(call('b', 'two').slice(0, -20)),
    Buffer.from('{"level":"warn","msg":"\\u202egnp.exe"}'),
    Buffer.from(call('c', 'three')),
  ];
  return Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
}

let running: RunningApp;
beforeAll(async () => {
  writeFileSync(join(folder, 'damaged.jsonl'), damagedLog());
  writeFileSync(join(folder, 'export.zip'), Buffer.from('PK\u0003\u0004'));
  exhibit('new', path, '--title', 'Damaged');
  exhibit('import', path, join(folder, 'damaged.jsonl'));
  running = await startApp({
    args: [path],
    until: (page) => page.getByRole('heading', { level: 1, name: 'Damaged' }).waitFor(),
  });
});
afterEach(() => expect(running.complaints).toEqual([]));
afterAll(async () => {
  await running.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** From home, as a person gets there: the first record that is kept aside stands open. */
async function toWhatIsAside(): Promise<void> {
  const { page } = running;
  // By key: the figures of home come one after another and move each other.
  await page.getByRole('button', { name: '2 quarantined' }).press('Enter');
  await page.getByRole('grid', { name: 'Evidence files' }).waitFor();
  await asideStands();
}

const asideStands = (): Promise<void> =>
  running.page.getByRole('region', { name: 'Raw text' }).getByText('\\xE2').waitFor();

/** The same by its address. */
async function atWhatIsAside(): Promise<Page> {
  await running.anewAt(toWhatIsAside);
  await asideStands();
  return running.page;
}

let logs = 0;
/** A log that no attempt has imported yet. */
function freshLog(name: string): string {
  logs += 1;
  const file = `${name}-${logs}.jsonl`;
  writeFileSync(join(folder, file), `${call(`${name}-${logs}`, `question ${logs}`)}\n`);
  return file;
}

test('home counts what is aside, and each count leads to it', async () => {
  await running.anew();
  const { page } = running;
  expect(await axeViolations(page)).toEqual([]);
  await toWhatIsAside();
});

test('a column is made wider by keys and is as wide when the screen comes back', async () => {
  const page = await atWhatIsAside();
  const files = page.getByRole('grid', { name: 'Evidence files' });
  const head = files.getByRole('columnheader', { name: 'SHA-256' });
  const width = async (): Promise<number> => Math.round((await head.boundingBox())?.width ?? 0);
  const before = await width();
  await files.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(width).toBeGreaterThan(before);
  const wider = await width();
  const leave = page.getByRole('navigation', { name: 'Screens' });
  await leave.getByRole('link', { name: /^Home/ }).click();
  await files.waitFor({ state: 'detached' });
  await leave.getByRole('link', { name: /^Evidence/ }).click();
  await expect.poll(width).toBe(wider);
});

test('bytes of all records and what stands between them add up to the file', async () => {
  const page = await atWhatIsAside();
  const sum = page.getByRole('table', { name: 'Bytes accounted' });
  await sum.getByRole('row', { name: /quarantined 2/ }).waitFor();
  await page.getByText('100 %', { exact: true }).first().waitFor();
  const size = damagedLog().length.toLocaleString('en-GB');
  await sum.getByRole('row', { name: `bytes of the file ${size}` }).waitFor();
});

test('the first record aside is shown where reading stumbled, in text and hex', async () => {
  const page = await atWhatIsAside();
  const hex = page.getByRole('region', { name: 'Bytes in hexadecimal' });
  await expect.poll(() => hex.locator('mark').first().textContent()).toBe('e2');
  await page.getByText(/^bytes 4,096–8,19\d of /).waitFor();
  await page.getByText('hash matches').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  // The frame of the window has not moved with the record.
  expect(await page.getByRole('banner').boundingBox()).toMatchObject({ y: 0 });
});

test('the statement of completeness says why records are aside and leads to them', async () => {
  const page = await atWhatIsAside();
  await page.getByText('No id stands at several records.').waitFor();
  await page.getByRole('button', { name: 'line 4' }).press('Enter');
  await page.getByRole('region', { name: /Record line 4/ }).waitFor();
  await page.getByTitle('2 of 2 turns have no user_id: this log does not carry it').waitFor();
});

test('windows go through the record, and R and Enter lead to it by keys', async () => {
  const page = await atWhatIsAside();
  await page.getByRole('button', { name: 'Previous' }).press('Enter');
  await page.getByText('bytes 0–4,095 of').waitFor();
  const held = page.getByRole('grid', { name: 'Records kept aside' });
  await page.getByRole('grid', { name: 'Evidence files' }).focus();
  await page.keyboard.press('r');
  await expectFocus(held);
  await page.keyboard.press('ArrowDown');
  await page.getByText(/ends too early, after \d+ bytes/).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('region', { name: /Record line 4/ }).waitFor();
  await page.keyboard.press('Enter');
  await expectFocus(page.getByRole('region', { name: 'Raw text' }));
});

test('what the log wrote as an escape stays the escape it is', async () => {
  const page = await atWhatIsAside();
  await page.getByRole('grid', { name: 'Records kept aside' }).focus();
  await page.keyboard.press('End');
  await page.getByRole('region', { name: /Record line 4/ }).waitFor();
  await page.getByRole('radio', { name: 'Indented' }).press('Space');
  const text = page.getByRole('region', { name: 'Record, indented' });
  await text.getByText('"msg": "\\u202egnp.exe"').waitFor();
});

test('an import says what became of every file', async () => {
  await running.anew();
  const { page } = running;
  const more = freshLog('more');
  await choosing(running, {
    open: ['damaged.jsonl', more, 'export.zip'].map((name) => join(folder, name)),
  });
  await page.getByRole('link', { name: /Evidence/ }).press('Enter');
  await page.getByRole('grid', { name: 'Evidence files' }).getByText('damaged.jsonl').waitFor();
  await page.keyboard.press('Control+i');
  const result = page.getByRole('region', { name: 'Result of the import of 3 files' }).last();
  await result.getByText('1 file imported, 1 in the case already, 1 refused').waitFor();
  await result.getByText(/the zip file has no directory at its end/).waitFor();
  await result.getByText('duplicate', { exact: true }).waitFor();
  await page.getByRole('grid', { name: 'Evidence files' }).getByText(more).waitFor();
  await page
    .getByRole('list', { name: 'Files that were refused' })
    .getByText(/the zip file has no directory at its end/)
    .waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await result.getByRole('button', { name: 'Take this result off the list' }).press('Enter');
  await result.waitFor({ state: 'detached' });
});

test('files that are dropped are imported', async () => {
  await running.anew();
  const { page } = running;
  const dropped = freshLog('dropped');
  await page.getByRole('link', { name: /Evidence/ }).press('Enter');
  const files = page.getByRole('grid', { name: 'Evidence files' });
  await files.getByText('damaged.jsonl').waitFor();
  await dropFiles(page, files, [join(folder, dropped)]);
  await files.getByText(dropped).waitFor();
});

test('Enter on a file leads to its turns, and back to it', async () => {
  await running.anew();
  const { page } = running;
  await page.getByRole('link', { name: /Evidence/ }).press('Enter');
  const files = page.getByRole('grid', { name: 'Evidence files' });
  await files.getByText('damaged.jsonl').waitFor();
  await files.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  const turns = page.getByRole('grid', { name: 'Turns' });
  await turns.getByText('T-1', { exact: true }).waitFor();
  await page.waitForURL((url) => url.hash.includes(encodeURIComponent('evidence:damaged.jsonl')));
  await expect.poll(() => turns.getAttribute('aria-rowcount')).toBe('3');
  await page.keyboard.press('Alt+ArrowLeft');
  await files.waitFor();
});

test('verifying shows every check with its time', async () => {
  await running.anew();
  const { page } = running;
  await page.getByRole('button', { name: /^Verify now/ }).press('Enter');
  await page.getByText('Everything is as it was taken in').waitFor();
  const checks = page.getByRole('list', { name: /\d+ checks/ });
  await expect.poll(() => checks.getByRole('listitem').count()).toBeGreaterThan(10);
  expect(await axeViolations(page)).toEqual([]);
});

test('a zone is changed with a reason, what it was stands beside it, and the case verifies', async () => {
  const page = await atWhatIsAside();
  await page.getByRole('button', { name: 'Change zone and clock…' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Derive anew' }).press('Enter');
  await dialog.getByText('Say how this is known').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByLabel('Clock offset, milliseconds added to its times').fill('-2000');
  await dialog.getByLabel('Reason: how this is known').fill('Letter of the operator');
  await dialog.getByRole('button', { name: 'Derive anew' }).press('Enter');
  await page.getByText('damaged.jsonl was read anew.', { exact: true }).waitFor();
  const readings = page.getByRole('list', { name: 'Readings' });
  await readings.getByText('“Letter of the operator”').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Close this notice' }).press('Enter');
});

test('a malformed record is repaired by a rule that shows what it does, and the repair is withdrawn', async () => {
  const page = await atWhatIsAside();
  const repair = page.getByRole('region', { name: 'Repair', exact: true });
  await repair.getByText('The rule invalid-utf8 would make it readable').waitFor();
  await repair.getByRole('button', { name: 'Repair…' }).press('Enter');
  const dialog = page.getByRole('dialog');
  const repaired = dialog.getByRole('region', { name: 'As it would be read' });
  await expect.poll(() => repaired.textContent()).toContain('\ufffd');
  await dialog.getByRole('radio', { name: /mends: 1 of 2 malformed/ }).waitFor();
  await dialog.getByRole('button', { name: 'Repair', exact: true }).press('Enter');
  await dialog.getByText('Say why; the custody log keeps it.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByLabel('Reason: why the record may be read so').fill('Old encoding');
  await dialog.getByRole('button', { name: 'Repair', exact: true }).press('Enter');
  await page.getByText('damaged.jsonl was read anew.', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Close this notice' }).press('Enter');
  await page.getByRole('radio', { name: 'Repaired 1' }).press('Space');
  await repair.getByText(/was repaired by invalid-utf8 \(version 1\).*\(Old encoding\)/).waitFor();
  await page.getByText('hash matches').waitFor();
  await page
    .getByRole('list', { name: 'Repairs of records' })
    .getByText('1 record repaired by invalid-utf8 (version 1)')
    .waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await repair.getByRole('button', { name: 'Withdraw…' }).press('Enter');
  await dialog.getByLabel('Reason: why the record may not be read so').fill('Only to try');
  await dialog.getByRole('button', { name: 'Withdraw' }).press('Enter');
  await page.getByText('damaged.jsonl was read anew.', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Close this notice' }).press('Enter');
  await page.getByRole('radio', { name: 'Quarantined 2' }).waitFor();
});

test('an empty intake form is saved, and a filled-in one is loaded before files are chosen', async () => {
  const page = await atWhatIsAside();
  const form = join(folder, 'form.yaml');
  await choosing(running, { open: [form], save: form });
  await page.getByRole('button', { name: 'Add with options…' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save intake template…' }).press('Enter');
  await page.getByText('Saved an empty form as form.yaml').waitFor();
  writeFileSync(form, readFileSync(form, 'utf8').replace('exported_by:', 'exported_by: Ops'));
  await dialog.getByRole('button', { name: 'Load filled-in form…' }).press('Enter');
  await dialog.getByText('1 fact of 14 stated').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await choosing(running, { open: [join(folder, freshLog('stated'))] });
  const window = dialog.getByLabel('Join requests to answers by time, within');
  await window.fill('soon');
  await dialog.getByRole('button', { name: 'Choose files…' }).press('Enter');
  await dialog.getByText('Write a whole number and its unit').waitFor();
  await window.fill('30s');
  await dialog.getByRole('button', { name: 'Choose files…' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
});

test('a reference is added by keys from home, with dates in its zone, and is then in force in replay and citable', async () => {
  await running.anew();
  const { page } = running;
  logs += 1;
  const name = `policy-${logs}.md`;
  writeFileSync(join(folder, name), 'Refunds within 30 days.\n');
  await choosing(running, { open: [join(folder, name)] });
  await give(page, 'Add reference…');
  const dialog = page.getByRole('dialog', { name: 'Which file says what was right, and when?' });
  await expectFocus(dialog.getByRole('button', { name: 'Choose file…' }));
  const submit = dialog.getByRole('button', { name: 'Add reference' });
  await submit.press('Enter');
  await dialog.getByText('Choose the file first.').waitFor();
  await dialog.getByRole('button', { name: 'Choose file…' }).press('Enter');
  await dialog.getByText(name, { exact: true }).waitFor();
  await dialog.getByRole('textbox', { name: 'Title' }).fill(`Refund policy ${logs}`);
  await dialog.getByRole('button', { name: /Kind$/ }).press('Enter');
  await page.getByRole('option', { name: 'Policy' }).press('Enter');
  const [from, to] = ['In force from', 'In force to'].map((label) => dialog.getByLabel(label));
  await from?.fill('2025-02-30');
  await to?.fill('2025-10-08');
  await dialog.getByRole('textbox', { name: 'Note' }).fill('From the intranet.');
  await submit.press('Enter');
  await dialog.getByText('2025-02-30 is not a date').waitFor();
  await from?.fill('2025-10-09 10:53');
  await dialog.getByRole('combobox', { name: /^Zone/ }).fill('Europe/Ber');
  await page.getByRole('option', { name: 'Europe/Berlin' }).click();
  await submit.press('Enter');
  await dialog.getByText('It would end before it begins').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await to?.fill('2025-10-09');
  await submit.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(new RegExp(`^${name} was registered as reference D-\\d+`)).waitFor();
  const row = page
    .getByRole('table', { name: 'References' })
    .getByRole('row')
    .filter({ hasText: `Refund policy ${logs}` });
  await row.getByText('From the intranet.').waitFor();
  await row.getByText('9 Oct 2025, 08:53 UTC – 9 Oct 2025, 21:59 UTC').waitFor();
  // The turns of the log are of 2025-10-09 08:53:20 UTC, which is 10:53:20 in Berlin.
  await page.getByRole('grid', { name: 'Evidence files' }).press('Enter');
  const turns = page.getByRole('grid', { name: 'Turns' });
  await turns.getByText('T-1', { exact: true }).waitFor();
  await turns.press('Home');
  await turns.press('Enter');
  const inForce = page
    .getByRole('list', { name: 'References in force then' })
    .getByRole('listitem')
    .filter({ hasText: `Refund policy ${logs}` });
  await inForce.getByRole('button', { name: /^Pin/ }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: /^Pin/ }).press('Enter');
  await page.getByText(/^Pinned E-\d+/).waitFor();
});

test('a file that is left where it is is marked so in its row, and said to be changed once it is', async () => {
  await running.anew();
  const { page } = running;
  const left = freshLog('left');
  await page.getByRole('link', { name: /Evidence/ }).press('Enter');
  const files = page.getByRole('grid', { name: 'Evidence files' });
  await files.getByText('damaged.jsonl').waitFor();
  await choosing(running, { open: [join(folder, left)] });
  await page.getByRole('button', { name: 'Add with options…' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: /Leave the files where they are/ }).press('Space');
  await dialog.getByRole('button', { name: 'Choose files…' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const row = files.getByRole('row').filter({ hasText: left });
  const badge = row.getByText('in place', { exact: true });
  await badge.waitFor();
  // What the cell clips counts as visible: its place tells.
  const [outer, inner] = [await row.boundingBox(), await badge.boundingBox()];
  const middle = (inner?.y ?? 0) + (inner?.height ?? 0) / 2;
  expect(middle).toBeGreaterThan(outer?.y ?? 0);
  expect(middle).toBeLessThan((outer?.y ?? 0) + (outer?.height ?? 0));

  appendFileSync(join(folder, left), 'more\n');
  onTestFinished(() => rmSync(join(folder, left)));
  await page.getByRole('link', { name: /Turns/ }).press('Enter');
  await page.getByRole('link', { name: /Evidence/ }).press('Enter');
  const said = page.getByRole('alert').filter({ hasText: left });
  await said.getByText(/left in place, has \d+ bytes where \d+ were imported/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
});

test('an import that a kill interrupted is said, with how it goes on', async () => {
  const aside = join(path, '.importing');
  mkdirSync(aside);
  onTestFinished(() => rmSync(aside, { recursive: true }));
  writeFileSync(join(aside, 'case.duckdb'), '');
  writeFileSync(
    join(aside, 'reached.json'),
    '{"bytes":268435460,"name":"gateway.jsonl","records":412000}',
  );
  const page = await atWhatIsAside();
  await page
    .getByRole('status')
    .filter({
      hasText: 'The import of gateway.jsonl was interrupted after 412,000 records (268.4 MB).',
    })
    .getByText('Add the same file again: it is read on from there.')
    .waitFor();
  expect(await axeViolations(page)).toEqual([]);
});
