import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeViolations } from './axe.ts';
import { expectFocus, give } from './by-palette.ts';
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
  const edited = () => page.locator('.monaco-editor .view-line').first().waitFor();
  await running.anewAt(async () => {
    await page.getByRole('link', { name: 'SQL console' }).click();
    await edited();
  });
  await edited();
});

const RUNAWAY =
  'SELECT count(*) AS n FROM range(10000000) a, range(10000000) b WHERE a.range * b.range = 7';

const result = (): Locator => page.getByRole('region', { name: 'Result' });
const rows = (): Locator => page.getByRole('grid', { name: 'Rows of the answer' });
const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const editor = (): Locator => page.getByRole('region', { name: 'Query' });

async function write(sql: string): Promise<void> {
  await page.getByRole('textbox', { name: 'SQL' }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(sql);
}

describe('by mouse', () => {
  test('an example is run, its answer opens a turn, and back brings query and answer', async () => {
    const example = page.getByRole('listbox', { name: 'Examples' }).getByRole('option');
    await example.filter({ hasText: 'Slowest answers' }).dblclick();
    await result()
      .getByText(/^100 rows, 5 columns, /)
      .waitFor();
    const lead = rows()
      .getByRole('button', { name: /^Go to T-/ })
      .first();
    const name = await lead.getAttribute('aria-label');
    await lead.click();
    await page.waitForURL(/\/replay/);
    await page
      .getByText(name?.replace('Go to ', '') ?? '', { exact: true })
      .first()
      .waitFor();
    await page.goBack();
    await result()
      .getByText(/^100 rows, /)
      .waitFor();
    await editor().getByText('latency_ms').first().waitFor();
    await button('History').click();
    await page.getByRole('menuitem').filter({ hasText: 'SELECT turn_id' }).waitFor();
  });

  test('an error stands at its place, also of a part that was selected', async () => {
    await write('SELECT turn_id,\n  modell\nFROM turn');
    await button('Run').click();
    await result().getByText('Line 2, column 3:').waitFor();
    await result()
      .getByText(/modell/)
      .waitFor();
    await editor().locator('.squiggly-error').waitFor();
    await button('Go to the place').click();
    await page.keyboard.press('Control+Delete');
    await page.keyboard.insertText('model');
    await button('Run').click();
    await rows().waitFor();
  });

  test('a query that runs away is cancelled, and ended by its time', async () => {
    await write(RUNAWAY);
    await button('Run').click();
    await button('Cancel the query').click();
    await result()
      .getByText(/^The query was cancelled after /)
      .waitFor();
    await page.getByRole('button', { name: /Time limit/ }).click();
    await page.getByRole('option', { name: '5 s' }).click();
    await button('Run').click();
    await result()
      .getByText(/^The query was stopped after 5 s/)
      .waitFor();
    await write('SELECT count(*) AS n FROM turn');
    await button('Run').click();
    await rows().waitFor();
  });

  test.each([
    ['a file', "FROM read_text('/etc/passwd')", /no files, no network/],
    ['the network', "FROM read_csv('https://example.test/x.csv')", /no files, no network/],
    ['a write', 'DELETE FROM note', /exactly one SELECT, not DELETE/],
    ['memory', "SELECT list(repeat('x', 1000000)) FROM range(1000000)", /more than the memory/],
  ])('%s is refused in one sentence', async (_, sql, sentence) => {
    await write(sql);
    await button('Run').click();
    await result().getByRole('alert').getByText(sentence).waitFor();
  });

  test('NULL, hidden characters, long text and many rows are shown as what they are', async () => {
    await write(
      "SELECT range AS n, NULL AS nothing, 'a' || chr(8238) || 'b' AS hidden, repeat('x', 30000) AS long, '' AS blank FROM range(10)",
    );
    await button('Run').click();
    await rows().getByText('NULL').first().waitFor();
    await rows().locator('[data-short]').first().waitFor();
    await page.getByText('the first 20,000 of 30,000 characters; an export has all').waitFor();
    await write('SELECT range AS n FROM range(10001)');
    await button('Run').click();
    await page.getByText('The first 10,000 rows are shown; an export gives all.').waitFor();
    await write('SELECT 1 AS one WHERE false');
    await button('Run').click();
    await page.getByText('No row answers this query.').waitFor();
    await result()
      .getByText(/^0 rows, /)
      .waitFor();
  });

  test('all rows are exported, and read back', async () => {
    const path = join(running.home, 'rows.jsonl');
    await choosing(running, { save: path });
    await write("SELECT range AS n, '=1+1' AS formula FROM range(10001) ORDER BY n");
    await button('Run').click();
    await rows().waitFor();
    await button('Export').click();
    await page.getByRole('menuitem', { name: /^JSON lines/ }).click();
    await page.getByText(/^Exported 10,001 rows as rows\.jsonl/).waitFor();
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(10_001);
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ n: 10_000, formula: '=1+1' });
  });
});

test('by keyboard alone: written with completions, run, a row opened, a name taken from the tables', async () => {
  await running.anew();
  await give(page, 'SQL console');
  await expectFocus(page.getByRole('textbox', { name: 'SQL' }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('SELECT turn_id, model FROM tur');
  const list = page.locator('.suggest-widget.visible');
  await list.getByText('turn', { exact: true }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type(' t WHERE t.laten');
  await list.getByText('latency_ms').first().waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type(' > 0 ORDER BY 1');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  await rows().waitFor();
  await rows().focus();
  await page.keyboard.press('j');
  await page
    .getByRole('region', { name: 'Row' })
    .getByText(/^2 of /)
    .waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/replay/);
  await page.keyboard.press('Alt+ArrowLeft');
  await page
    .getByRole('region', { name: 'Row' })
    .getByText(/^2 of /)
    .waitFor();
  const tree = page.getByRole('tree', { name: 'Tables' });
  await tree.focus();
  await page.keyboard.press('ArrowRight');
  await tree.getByRole('treeitem', { name: /^sha256/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await editor().getByText('evidence_id').first().waitFor();
  await write(RUNAWAY);
  await page.keyboard.press('Control+Enter');
  await button('Cancel the query').waitFor();
  await page.keyboard.press('Escape');
  await result()
    .getByText(/^The query was cancelled after /)
    .waitFor();
});

test('axe finds nothing in three themes, and the page complained of nothing', async () => {
  expect(await axeViolations(page)).toEqual([]);
  await write('SELECT turn_id, model, error, started_at FROM turn LIMIT 20');
  await button('Run').click();
  await rows().waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await write('SELECT nothing');
  await button('Run').click();
  await result().getByRole('alert').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(running.complaints).toEqual([]);
});

test('the palette opens out of the editor too', async () => {
  await page.getByRole('link', { name: 'SQL console' }).click();
  await write('SELECT 1');
  await give(page, 'Home of the case');
  await page.waitForURL(/\/home/);
});
