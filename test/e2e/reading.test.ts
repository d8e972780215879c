import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeViolations, type RunningApp, startOnSample } from './running-app.ts';

let running: RunningApp;
beforeAll(async () => {
  running = await startOnSample();
});
afterAll(() => running.remove());

test('the turns of the sample stand in a grid that axe finds nothing wrong with', async () => {
  const { page } = running;
  await page.getByRole('link', { name: /Turns/ }).click();
  const grid = page.getByRole('grid', { name: 'Turns' });
  await grid.getByText('T-1', { exact: true }).waitFor();
  expect(await grid.getAttribute('aria-rowcount')).toBe('2911');
  expect(await axeViolations(page)).toEqual([]);
  expect(running.complaints).toEqual([]);
});

test('the program ends by itself when it is closed, and leaves no lock behind', async () => {
  await running.quit();
  const sample = join(running.home, 'sample');
  const [folder = ''] = readdirSync(sample);
  expect(readdirSync(join(sample, folder)).sort()).toEqual([
    'activity.jsonl',
    'case.duckdb',
    'case.json',
    'custody.jsonl',
    'evidence',
    'inputs',
    'reports',
  ]);
});
