import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layoutOf } from '../../../electron/engine/case/layout.ts';
import { findPicture } from '../../../electron/engine/session/home-picture.ts';
import type { Desk } from '../../../electron/engine/session/workbench.ts';
import type { HomePicture } from '../../../shared/domain/home-picture.ts';
import { caseWithLog, importText, temporaryFolder } from '../../fixtures/case-on-disk.ts';
import { CommandLine } from '../../fixtures/command-line.ts';
import { line } from '../import/derived.ts';
import { deskAt, ended, workbenchIn } from './desks.ts';

const frame = { build: 'b1', width: 1440, height: 900, dark: false };
/** As a title reads that wants to be markup. */
const html = '<main><h1>&lt;/div&gt;&lt;img src=x&gt;\n3 turns</h1></main>';

const picture = (as_of: string): HomePicture => ({
  as_of,
  ...frame,
  // X11 answers a pixel less than was asked for.
  width: 1439,
  height: 899,
  dress: {
    theme: 'dark',
    density: 'compact',
    text: 1.25,
    narrow: true,
    stacked: false,
    short: false,
  },
  html,
});

async function keep(desk: Desk): Promise<void> {
  const { as_of } = await desk.cases.home({});
  await desk.cases.keepPicture(picture(as_of));
}

async function withPicture() {
  const path = realpathSync(await caseWithLog());
  const home = join(temporaryFolder(), 'home');
  const desk = await deskAt(path, workbenchIn(home));
  await keep(desk);
  return { path, home, desk, found: (seen = frame) => findPicture(home, path, seen) };
}

test('the next start finds the home as it was drawn, and how the window was dressed', async () => {
  const { home, found } = await withPicture();
  expect(statSync(join(home, 'last-home-picture')).mode & 0o077).toBe(0);
  expect(found()).toEqual({
    html,
    attributes:
      'data-theme="dark" data-density="compact" data-narrow="true" data-stacked="false" data-short="false" style="--text: 1.25;"',
  });
});

test('it is for the same build, desktop and size of a window, and for its own case', async () => {
  const { home, found } = await withPicture();
  const other = realpathSync(await caseWithLog());
  expect(found({ ...frame, build: 'b2' })).toBeNull();
  expect(found({ ...frame, dark: true })).toBeNull();
  expect(found({ ...frame, width: 1280 })).toBeNull();
  expect(found({ ...frame, height: 760 })).toBeNull();
  expect(findPicture(home, other, frame)).toBeNull();
  expect(findPicture(join(home, 'none'), other, frame)).toBeNull();
});

test('whatever changes what the home shows takes it away', async () => {
  const { path, home, desk, found } = await withPicture();
  new CommandLine().run(['note', path, 'add', 'The key was rotated.']);
  expect(found()).toBeNull();
  await keep(desk);
  expect(found()).not.toBeNull();
  await importText(path, line({ id: 'one-more', conversation_id: 'one-more' }), 'more.jsonl');
  expect(found()).toBeNull();
  await keep(desk);
  expect(found()).not.toBeNull();
  await desk.settings.change({ zone: 'Europe/Berlin' });
  expect(found()).toBeNull();
  await keep(desk);
  await ended(desk, await desk.jobs.verify({ full: false }));
  expect(found()).toBeNull();
  await keep(desk);
  writeFileSync(join(path, '.lock-write'), '');
  expect(found()).toBeNull();
  utimesSync(layoutOf(path).database, 1, 1);
  expect(existsSync(join(home, 'last-home-picture'))).toBe(true);
});

test('a picture of a home that is no longer what the case shows is not kept', async () => {
  const { path, home, desk, found } = await withPicture();
  const { as_of } = await desk.cases.home({});
  new CommandLine().run(['note', path, 'add', 'The key was rotated.']);
  await desk.cases.keepPicture(picture(as_of));
  expect(found()).toBeNull();
  const later = await desk.cases.home({});
  // As another program writes them.
  writeFileSync(join(home, 'settings.json'), '{"version":1,"zone":"Asia/Tokyo"}');
  await desk.cases.keepPicture(picture(later.as_of));
  expect(found()).toBeNull();
});

test('a file of the case that cannot be looked at ends no start', async () => {
  const { path, desk, found } = await withPicture();
  const { activity } = layoutOf(path);
  rmSync(activity);
  symlinkSync(activity, activity);
  expect(found()).toBeNull();
  rmSync(activity);
  symlinkSync(join(path, 'case.json', 'within'), activity);
  expect(found()).toBeNull();
  await desk.leave();
});

test('a damaged file is no picture, and a case that is forgotten leaves none', async () => {
  const { home, desk, found } = await withPicture();
  const file = join(home, 'last-home-picture');
  const whole = readFileSync(file, 'utf8');
  for (const damaged of ['', '\n', whole.slice(0, -1), whole.replace('3 turns', '4 turns')]) {
    writeFileSync(file, damaged);
    expect(found()).toBeNull();
  }
  writeFileSync(file, whole);
  expect(found()).not.toBeNull();
  const { head } = await desk.cases.current({});
  await desk.cases.forget({ case_id: head?.case_id ?? '' });
  expect(existsSync(file)).toBe(false);
  await keep(desk);
  expect(existsSync(file)).toBe(false);
  // A list that cannot be read, and a file that cannot be removed.
  writeFileSync(join(home, 'recent-cases.json'), '[');
  writeFileSync(file, whole);
  expect(found()).toBeNull();
  rmSync(file);
  mkdirSync(join(file, 'within'), { recursive: true });
  await desk.cases.forgetAll({});
});
