import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { findElectron } from '../../scripts/electron/runtime.mjs';
import { writeParquet } from '../fixtures/parquet-file.ts';
import { axeViolations } from './axe.ts';
import { exhibit } from './by-command.ts';
import { expectFocus, give } from './by-palette.ts';
import { choosing, dropFiles } from './choosing.ts';
import { type RunningApp, startApp } from './running-app.ts';

/** One byte of the zip's stored content is another. */
function tampered(from: string, to: string): string {
  const bytes = readFileSync(from);
  const at = bytes.indexOf('"citations"');
  bytes[at + 2] = 'X'.charCodeAt(0);
  writeFileSync(to, bytes);
  return to;
}

const results = (page: Page) => page.getByRole('region', { name: 'Results', exact: true });
const result = (page: Page, name: string) =>
  results(page).getByRole('region', { name, exact: true }).first();

test('what Node derived is derived again and verified whole in the runtime of the app', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-runtimes-'));
  try {
    const path = join(folder, 'fees.exhibit');
    const call = (id: string): string =>
      JSON.stringify({ id, model: 'm-1', prompt: 'What is the fee?', response: `${id} €` });
    const log = join(folder, 'log.jsonl');
    // What JSON.parse says of each is kept with its record.
    const broken = ['{"id":"cut', '{"id": tru}', "{'id': 1}", '{"id":1,}', '[1 2]', '{"a":"\\x"}'];
    writeFileSync(log, [call('a'), ...broken, '{"id":NaN}', call('b')].join('\n'));
    const table = join(folder, 'table.csv');
    writeFileSync(table, 'id,prompt,response\n1,"a ""b"" c",d\n2,"e\nf",g\n3,h\n');
    const rows = join(folder, 'rows.parquet');
    await writeParquet(
      rows,
      "SELECT 'q' || i AS id, 'What is ' || i || '?' AS prompt, 'é ' || i AS response, i * 1e300 AS score FROM range(40) AS r(i)",
    );
    exhibit('new', path, '--title', 'Fees');
    exhibit('import', path, log, table, rows, '--zone', 'Europe/Berlin');
    const { executable } = await findElectron();
    const entry = join(import.meta.dirname, '../../dist/node/exhibit.mjs');
    const said = execFileSync(executable, [entry, 'verify', path, '--full', '--json'], {
      encoding: 'utf8',
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { ok, checks } = z
      .object({
        ok: z.boolean(),
        checks: z.array(z.object({ name: z.string(), detail: z.string() })),
      })
      .parse(JSON.parse(said));
    expect([ok, checks.at(-1)]).toEqual([
      true,
      {
        name: 'tables derived again from the evidence',
        detail: '3 jobs repeated; every table is the same',
      },
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('verifying and the custody log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-verify-'));
  const made = {
    case: join(folder, 'fees.exhibit'),
    pdf: join(folder, 'R-0001.pdf'),
    package: join(folder, 'R-0001.zip'),
  };
  let running: RunningApp;

  beforeAll(async () => {
    vi.stubEnv('EXHIBIT_HOME', join(folder, 'home'));
    vi.stubEnv('EXHIBIT_PASSPHRASE', 'five words that open it');
    const log = join(folder, 'log.jsonl');
    writeFileSync(log, '{"id":"a","model":"m-1","prompt":"What is the fee?","response":"5 €"}\n');
    exhibit('new', made.case, '--title', 'Fees');
    exhibit('import', made.case, log);
    exhibit('identity', 'new', '--name', 'Ana Silva');
    exhibit('report', made.case, '--out', folder);
    vi.unstubAllEnvs();
    running = await startApp({ args: [made.case] });
    await running.page.waitForURL(/#\/case\/.*\/home/, { timeout: 90_000 });
  });
  afterAll(async () => {
    await running.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function toVerify(page: Page): Promise<void> {
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Verify, custody' }).click();
    await page.getByRole('heading', { level: 1, name: 'Verify' }).waitFor();
  }

  test('a package that was dropped: each check, trust apart from integrity, and a signer taken into the list', async () => {
    const { page } = running;
    await toVerify(page);
    await dropFiles(page, results(page), [made.package]);
    const shown = result(page, 'R-0001.zip');
    await shown.getByText(/^\d+ of \d+ checks passed$/).waitFor();
    await shown.getByText('Integrity: unchanged since it was signed').waitFor();
    await shown.getByText('Trust: the signer is not in your list').waitFor();
    await shown.getByRole('button', { name: /trust this signer/ }).press('Enter');
    await shown.getByText(/Trust: you trust this signer since/).waitFor();
    await shown.getByRole('button', { name: 'Take the signer off your list' }).press('Enter');
    await shown.getByText('Trust: the signer is not in your list').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  test('a package that was tampered with and a file that is none say so; nothing is written', async () => {
    const { page } = running;
    await toVerify(page);
    const bad = tampered(made.package, join(folder, 'tampered.zip'));
    const none = join(folder, 'none.zip');
    copyFileSync(join(import.meta.dirname, 'verify.test.ts'), none);
    await choosing(running, { open: [bad, none] });
    await page.getByRole('button', { name: 'Choose a report or package…' }).first().press('Enter');
    const shown = result(page, 'tampered.zip');
    await shown.getByText(/^\d+ of \d+ checks failed$/).waitFor();
    await shown.getByText('Integrity: it is not what it was').waitFor();
    expect(await shown.getByText(/extract\.json/).count()).toBeGreaterThan(0);
    await result(page, 'none.zip')
      .getByText(/checks? failed$/)
      .first()
      .waitFor();
    expect(readFileSync(bad).equals(readFileSync(join(folder, 'tampered.zip')))).toBe(true);
  });

  test('the open case and a report, by keys alone', async () => {
    const { page } = running;
    await page.keyboard.press('Control+K');
    await page.keyboard.type('Verify, custody log');
    await page.getByText('Verify, custody log', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Verify' }).waitFor();
    // Coming by the palette leaves the focus where it was; coming anew gives it to the log.
    await page.reload();
    await expectFocus(page.getByRole('grid', { name: 'Entries of the custody log' }));
    await page.keyboard.press('v');
    await result(page, 'This case: files, logs and tables')
      .getByText(/^\d+ of \d+ checks passed$/)
      .waitFor();
    await choosing(running, { open: [made.pdf] });
    await page.keyboard.press('Control+K');
    await page.keyboard.type('Verify a report');
    await page.getByText('Verify a report or package…', { exact: true }).last().waitFor();
    await page.keyboard.press('Enter');
    await result(page, 'R-0001.pdf')
      .getByText(/^\d+ of \d+ checks passed$/)
      .waitFor();
  });

  test('the custody log: filtered, an entry as its line stands in the file, the head hash copied', async () => {
    const { page, app } = running;
    await toVerify(page);
    const grid = page.getByRole('grid', { name: 'Entries of the custody log' });
    await grid.focus();
    await page.keyboard.press('/');
    await page.keyboard.type('report issued');
    await page.getByText(/^1 of \d+ entries, newest first$/).waitFor();
    await page.keyboard.press('Enter');
    const lines = readFileSync(join(made.case, 'custody.jsonl'), 'utf8').trimEnd().split('\n');
    const line = lines.find((one) => one.includes('"report.issued"')) ?? '';
    const { actor } = z.object({ actor: z.string() }).parse(JSON.parse(line));
    await grid.getByRole('gridcell', { name: actor, exact: true }).waitFor();
    const shown = page.getByRole('region', { name: /as it stands in custody.jsonl/ });
    await expect.poll(async () => (await shown.textContent())?.includes(line)).toBe(true);
    await page.keyboard.press('y');
    const head = z.object({ hash: z.string() }).parse(JSON.parse(lines.at(-1) ?? '')).hash;
    await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(head);
    await page.getByRole('radio', { name: 'Imports' }).press('Space');
    await page.getByText(/^0 of \d+ entries, newest first$/).waitFor();
    await page.getByText('No entry holds all of these words.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(running.complaints).toEqual([]);
  });

  test('what failed is said with the name of its file until it is closed, whatever is shown meanwhile', async () => {
    const { page } = running;
    await page.getByRole('link', { name: 'Home' }).click();
    await choosing(running, { open: [tampered(made.package, join(folder, 'changed.zip'))] });
    await give(page, 'Verify a report or package…');
    await page.getByRole('heading', { level: 1, name: 'Verify' }).waitFor();
    const failure = page.getByRole('alert').filter({ hasText: /^Verified changed\.zip: \d+ of/ });
    await failure.waitFor();
    await give(page, 'Close case');
    await page.getByRole('heading', { level: 1, name: 'Cases' }).waitFor();
    await failure.getByRole('button', { name: 'Close' }).click();
    await failure.waitFor({ state: 'detached' });
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});
