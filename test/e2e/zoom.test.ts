import type { Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type RunningApp, startOnSample } from './running-app.ts';
import { outOfReach } from './within-reach.ts';

// The smallest window that there is, magnified: 590 by 380 pixels of the page at 200 %.

let running: RunningApp;
beforeAll(async () => {
  running = await startOnSample();
});
afterEach(() => expect(running.complaints).toEqual([]));
afterAll(() => running.remove());

/** Places of the case, and what stands there when all of it is drawn. */
const PLACES: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
  ['home', (page) => page.getByText('Newest acts').waitFor()],
  ['evidence', (page) => page.getByText('hash matches').waitFor()],
  ['mapping', (page) => page.getByRole('button', { name: 'Choose a log…' }).first().waitFor()],
  ['triage', (page) => page.getByRole('region', { name: 'The chosen hit' }).waitFor()],
  [
    'turns',
    (page) =>
      page.getByRole('complementary', { name: 'Facets' }).getByText('Evidence file').waitFor(),
  ],
  ['replay?conversation="T-1356"', (page) => page.getByText('Copy citation').first().waitFor()],
  [
    'compare',
    (page) =>
      page.getByRole('listbox', { name: 'Suggested sides' }).getByRole('option').first().waitFor(),
  ],
  ['sql', (page) => page.getByRole('listbox', { name: 'Examples' }).waitFor()],
  ['exhibits', (page) => page.getByRole('region', { name: 'Exhibit E-1' }).waitFor()],
  ['causes', (page) => page.getByRole('region', { name: 'Cause K-1' }).waitFor()],
  [
    'timeline?event=4',
    (page) => page.getByRole('region', { name: 'Event', exact: true }).waitFor(),
  ],
  [
    'actions?action=3',
    (page) => page.getByRole('region', { name: 'Action', exact: true }).waitFor(),
  ],
  ['report', (page) => page.getByRole('img', { name: 'Page 1 of the draft' }).waitFor()],
  [
    'report?part=missing',
    (page) => page.getByRole('tab', { name: /^Missing/, selected: true }).waitFor(),
  ],
  ['verify', (page) => page.getByRole('grid', { name: 'Entries of the custody log' }).waitFor()],
];

/** Of the settings and the help, a part and what is chosen beside it. */
const PARTS: typeof PLACES = [
  ...(
    [
      ['look', 'Look and keys'],
      ['time', 'Time zone'],
      ['examiner', 'Examiner, identities'],
      ['trust', 'Trusted signers'],
      ['rules', 'Rules'],
      ['cases', 'Cases and files'],
    ] as const
  ).map(([part, words]): (typeof PLACES)[number] => [
    `settings?part=${part}`,
    (page) => page.getByRole('option', { name: words, selected: true }).waitFor(),
  ]),
  ...(
    [
      ['keys', /^Keys/],
      ['words', /^Words/],
      ['about', 'About Exhibit'],
    ] as const
  ).map(([part, words]): (typeof PLACES)[number] => [
    `help?part=${part}`,
    (page) => page.getByRole('tab', { name: words, selected: true }).waitFor(),
  ]),
];

async function magnify(factor: number): Promise<void> {
  await running.app.evaluate(({ BrowserWindow }, zoom) => {
    for (const window of BrowserWindow.getAllWindows()) {
      window.setContentSize(1180, 760);
      window.webContents.setZoomFactor(zoom);
    }
  }, factor);
  await running.page.waitForFunction(
    (width) => Math.abs(window.innerWidth - width) < 2,
    1180 / factor,
  );
}

test.each([1, 1.5, 2])(
  'at %d times the size nothing is out of reach, on any screen',
  async (zoom) => {
    const { page } = running;
    const home = new URL(page.url()).hash.replace(/\/[^/]*$/, '');
    await magnify(zoom);
    const found: string[] = [];
    const look = async (address: string, isDrawn: (page: Page) => Promise<unknown>) => {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, address);
      await isDrawn(page);
      await page.waitForFunction(
        () => document.querySelector('[role=status][aria-label$=", loading"]') === null,
      );
      found.push(
        ...(await outOfReach(page)).map((line) => `${address.replace(home, '')}: ${line}`),
      );
    };
    for (const [place, isDrawn] of [...PLACES, ...PARTS]) await look(`${home}/${place}`, isDrawn);
    await look('#/', (cases) => cases.getByRole('grid', { name: 'Recent cases' }).waitFor());
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `${home}/home`);
    await page.getByText('Newest acts').waitFor();
    expect(found).toEqual([]);
  },
);

test('what is cut is shown whole, to the pointer and to keys, until it fits again', async () => {
  const { page } = running;
  const title = 'Wrong return periods in customer chat';
  await magnify(2);
  const menu = page.getByRole('banner').getByRole('button', { name: title });
  const words = menu.getByText(title);
  await words.hover();
  await expect.poll(() => words.getAttribute('title')).toBe(title);
  const tip = page.locator('[data-whole-text]');
  await page.getByRole('button', { name: /^Go to a turn/ }).focus();
  await page.keyboard.press('Shift+Tab');
  await expect.poll(() => tip.textContent()).toBe(title);
  await page.keyboard.press('Tab');
  await expect.poll(() => tip.getByText(title).count()).toBe(0);
  await magnify(1);
  await page.getByRole('heading', { level: 1 }).hover();
  await words.hover();
  await expect.poll(() => words.getAttribute('title')).toBeNull();
});
