import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { type RunningApp, startApp } from './running-app.ts';
import { byCommands } from './whole-job/by-commands.ts';
import { byKeys } from './whole-job/by-keys.ts';
import { byMouse } from './whole-job/by-mouse.ts';
import { cameTo } from './whole-job/outcome.ts';
import { ENVIRONMENT } from './whole-job/story.ts';

/*
 * The whole job on the bundled sample three times, from an empty home to a verified report: by mouse, by keys alone, by
 * commands.
 */

const timeout = 240_000;
const folder = mkdtempSync(join(tmpdir(), 'exhibit-whole-'));

let running: RunningApp | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  await running?.remove();
  running = undefined;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const started = async (): Promise<RunningApp> => {
  running = await startApp({ environment: ENVIRONMENT });
  await running.page.getByRole('heading', { name: 'No case yet' }).waitFor();
  return running;
};

const placeFor = (way: string): string => mkdtempSync(join(folder, `${way}-`));

/** What each way has made. */
const made: Partial<Record<'mouse' | 'keys' | 'commands', string>> = {};

test('by mouse', { timeout }, async () => {
  const app = await started();
  made.mouse = await byMouse(app, placeFor('mouse'));
  expect(app.complaints).toEqual([]);
});

test('by keys alone', { timeout }, async () => {
  const app = await started();
  made.keys = await byKeys(app, placeFor('keys'));
  expect(app.complaints).toEqual([]);
});

test('by commands', { timeout }, () => {
  made.commands = byCommands(placeFor('commands'));
});

test('all three come to the same: both logs link by link, and every byte of the extract but the certificate', () => {
  const { mouse = '', keys = '', commands = '' } = made;
  const byHand = cameTo(mouse);
  expect(byHand.activity.map(({ act }) => act)).toContain('pair.judged');
  expect(byHand.extract).toContain('CERTIFICATE');
  expect(byHand.extract).toContain(byHand.verified);
  expect(cameTo(keys)).toEqual(byHand);
  expect(cameTo(commands)).toEqual(byHand);
});
