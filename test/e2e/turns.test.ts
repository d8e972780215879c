import type { Locator, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { samplePath } from '../../electron/engine/base/home.ts';
import { axeViolations } from './axe.ts';
import { exhibit } from './by-command.ts';
import { type RunningApp, startOnSample } from './running-app.ts';

let running: RunningApp;
let page: Page;
beforeAll(async () => {
  running = await startOnSample();
  ({ page } = running);
});
beforeEach(async () => {
  await running.anewAt(async () => {
    await page.getByRole('link', { name: /^Turns/ }).press('Enter');
    await row('T-1').waitFor();
  });
  await row('T-1').waitFor();
  await result(/^2,910 turns$/).waitFor();
});
afterEach(() => expect(running.complaints).toEqual([]));
afterAll(() => running.remove());

const grid = (): Locator => page.getByRole('grid', { name: 'Turns' });
const filter = (): Locator => page.getByRole('combobox', { name: 'Filter of turns' });
const chips = (): Locator => page.getByRole('group', { name: 'Parts of the filter' });
const facets = (): Locator => page.getByRole('toolbar', { name: 'Values to filter by' });
const row = (handle: string): Locator =>
  grid().getByRole('row').filter({ hasText: handle }).first();
/** How many turns the field says there are. */
const result = (words: RegExp): Locator => page.getByRole('status').filter({ hasText: words });
const applied = (): Promise<string | null> =>
  page.evaluate(() => new URLSearchParams(location.hash.split('?')[1]).get('filter'));
const appliedIs = (wanted: string): Promise<void> => expect.poll(applied).toBe(wanted);
const fieldHolds = (wanted: string): Promise<void> =>
  expect.poll(() => filter().inputValue()).toBe(wanted);
const focusIsOn = (name: string | RegExp): Promise<void> =>
  expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''))
    .toMatch(typeof name === 'string' ? new RegExp(`^${name}$`) : name);
/** Waits until the grid's cursor is on the row of this handle. */
const cursorIsOn = (handle: string): Promise<void> =>
  expect
    .poll(() =>
      page.evaluate(() => {
        const id = document.querySelector('[role=grid]')?.getAttribute('aria-activedescendant');
        return /T-\d+/.exec(document.getElementById(id ?? '')?.textContent ?? '')?.[0];
      }),
    )
    .toBe(handle);
const placeHas = (part: string): Promise<unknown> =>
  page.waitForFunction((text) => decodeURIComponent(location.hash).includes(text), part);

/** Asks by the field for what a test begins from. */
async function ask(text: string, says: RegExp): Promise<void> {
  await filter().fill(text);
  await filter().press('Enter');
  await appliedIs(text);
  await result(says).waitFor();
}

describe('by mouse', () => {
  test('a value of a facet is asked for, then left out, and each is a part of the text', async () => {
    const finding = facets().getByText('finding', { exact: true });
    await finding.click();
    await appliedIs('lane:finding');
    await fieldHolds('lane:finding');
    await result(/^\d+ turns of 2,910$/).waitFor();
    await facets()
      .getByText('down', { exact: true })
      .click({ modifiers: ['Shift'] });
    await appliedIs('lane:finding -feedback:down');
    await chips().getByText('not feedback').waitFor();
    await expect
      .poll(() =>
        facets()
          .getByRole('checkbox', { name: /^finding/ })
          .isChecked(),
      )
      .toBe(true);
  });

  test('a chip is taken out, and the caret goes where one is pressed', async () => {
    await ask('lane:finding -feedback:down', /^\d+ turns of 2,910$/);
    await chips().getByRole('button', { name: 'Take out lane finding' }).click();
    await appliedIs('-feedback:down');
    // The chip that is left moves to where the other was: it is pressed once it stands there alone.
    await chips()
      .getByRole('button', { name: 'Take out lane finding' })
      .waitFor({ state: 'detached' });
    await chips().getByRole('button', { name: 'not feedback down', exact: true }).click();
    await focusIsOn('Filter of turns');
  });

  test('a head sorts, first the worst', async () => {
    await grid().getByText('Latency, ms').click();
    await placeHas('"column":"latency_ms","descending":true');
    const first = grid().getByText('T-1', { exact: true });
    await first.waitFor({ state: 'detached' });
    await page.getByRole('columnheader', { name: /^Turn/ }).click();
    await placeHas('"column":"turn","descending":false');
    await first.waitFor();
  });

  test('a filter that nothing matches says which part is to blame', async () => {
    await filter().fill('lane:finding zzqqzz');
    await filter().press('Enter');
    await page.getByText('No turn matches. Without').waitFor();
    await page.getByRole('button', { name: 'Take that part out' }).press('Enter');
    await appliedIs('lane:finding');
  });

  test('columns are chosen and stay chosen', async () => {
    await page.getByRole('button', { name: 'Choose columns' }).click();
    await page.getByRole('button', { name: 'Tokens and latency' }).click();
    await page.getByRole('columnheader', { name: 'Tokens in' }).waitFor();
    await page.getByRole('button', { name: 'Usual', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Findings' }).waitFor();
  });

  test('rows are selected, and their handles can be copied', async () => {
    await row('T-2').click({ modifiers: ['Control'] });
    await row('T-4').click({ modifiers: ['Shift'] });
    await page.getByText('3 turns selected').waitFor();
    await page.getByRole('button', { name: 'Copy handles' }).press('Enter');
    await page.getByText('Copied 3 handles').waitFor();
    await page.getByRole('button', { name: 'Clear', exact: true }).press('Enter');
    await page.getByText('3 turns selected').waitFor({ state: 'detached' });
  });
});

describe('by keyboard alone', () => {
  test('a handle that stands alone in the filter leads to what it names, and is words where nothing has it', async () => {
    const go = (handle: string) => page.getByRole('option', { name: `Go to ${handle}` });
    const leads: [typed: string, handle: string, place: RegExp][] = [
      ['E-1', 'E-1', /\/replay\?.*mark=E-1|mark=%22E-1%22/],
      ['t-1042', 'T-1042', /\/replay\?.*turn=1042/],
      ['C-5', 'C-5', /\/replay\?conversation=(%22)?C-5/],
    ];
    for (const [typed, handle, place] of leads) {
      await filter().fill(typed);
      await go(handle).waitFor();
      await filter().press('Enter');
      await page.waitForURL(place);
      await page.keyboard.press('Alt+ArrowLeft');
      await filter().waitFor();
    }
    await filter().fill('E-1');
    await go('E-1').waitFor();
    await filter().press('ArrowDown');
    await filter().press('Enter');
    await expect.poll(applied).toBe('exhibit:E-1');
    await filter().fill('E-1');
    await go('E-1').waitFor();
    await filter().press('Escape');
    await filter().press('Enter');
    await expect.poll(applied).toBe('E-1');
    await filter().fill('E-9999');
    await filter().press('Enter');
    await expect.poll(applied).toBe('E-9999');
  });

  test('a filter is written with completion', async () => {
    await grid().focus();
    await page.keyboard.press('/');
    await focusIsOn('Filter of turns');
    await page.keyboard.type('fail');
    await page.getByRole('option', { name: /^failure/ }).waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('option', { name: /^degraded-output/ }).waitFor();
    await fieldHolds('failure:');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { selected: true }).waitFor();
    const active = await filter().getAttribute('aria-activedescendant');
    expect(await page.getByRole('option', { selected: true }).getAttribute('id')).toBe(active);
    await page.keyboard.type('deg');
    await page.getByRole('option', { name: /^hallucination/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await fieldHolds('failure:degraded-output ');
    await page.keyboard.press('Enter');
    await appliedIs('failure:degraded-output');
    await result(/^118 turns of 2,910$/).waitFor();
  });

  test('an error stands at its character, says what was meant, and leaves the last result', async () => {
    await ask('failure:degraded-output', /^118 turns of 2,910$/);
    await page.keyboard.press('End');
    await page.keyboard.type(' latency>750');
    await page.keyboard.press('Enter');
    const problem = page.getByRole('alert').filter({ hasText: 'Character 25' });
    await problem.waitFor();
    await problem.filter({ hasText: 'Below: 118 turns of 2,910' }).waitFor();
    await expect.poll(() => filter().getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => page.locator('.query .is-bad').textContent()).toBe('latency');
    expect(await applied()).toBe('failure:degraded-output');
    expect(await axeViolations(page)).toEqual([]);
    await problem.getByRole('button', { name: 'Use latency_ms' }).press('Enter');
    await appliedIs('failure:degraded-output latency_ms>750');
    await problem.waitFor({ state: 'detached' });
  });

  test('a field that is spelled wrong is answered by the one that was meant, and Tab takes it', async () => {
    await filter().focus();
    await page.keyboard.type('modle:gp');
    const meant = page
      .getByRole('listbox', { name: 'Completions' })
      .getByRole('option', { name: /^model model that answered/ });
    await meant.waitFor();
    await page.keyboard.press('Enter');
    const problem = page.getByRole('alert').filter({ hasText: 'Character 1' });
    await problem.filter({ hasText: 'there is no field "modle"; did you mean model?' }).waitFor();
    await page.keyboard.type('t');
    await meant.waitFor();
    await page.keyboard.press('Tab');
    await fieldHolds('model:gpt');
  });

  test('Esc leaves the field and keeps what was typed', async () => {
    await filter().focus();
    await page.keyboard.type('latency_ms>750 ');
    await page.keyboard.press('Escape');
    await focusIsOn('Turns');
    await fieldHolds('latency_ms>750 ');
  });

  test('the facets are one Tab stop and change the filter', async () => {
    await facets()
      .getByRole('checkbox', { name: /^assist-large/ })
      .first()
      .waitFor();
    await grid().focus();
    await page.keyboard.press('f');
    await focusIsOn(/ of [0-9,]+$/);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await focusIsOn(/^assist-large/);
    await page.keyboard.press('Shift+Space');
    await page.waitForFunction(() => location.hash.includes('-model'));
    await chips().getByText('not model').waitFor();
    await page.keyboard.press('Escape');
    await focusIsOn('Turns');
  });

  test('a conversation is opened from a row far down, and back leads to the row', async () => {
    await grid().focus();
    await page.keyboard.press('End');
    await row('T-2910').waitFor();
    for (let times = 0; times < 40; times += 1) await page.keyboard.press('k');
    await row('T-2870').waitFor();
    await cursorIsOn('T-2870');
    await placeHas('turn=2870');
    const before = await row('T-2870').boundingBox();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/replay\?/);
    await page.keyboard.press('Alt+ArrowLeft');
    await page.waitForURL(/\/turns\?/);
    await row('T-2870').waitFor();
    await focusIsOn('Turns');
    await cursorIsOn('T-2870');
    await expect.poll(async () => (await row('T-2870').boundingBox())?.y).toBe(before?.y);
    await page.keyboard.press('j');
    await cursorIsOn('T-2871');
  });

  test('every applied filter is a place to go back to', async () => {
    await grid().focus();
    await page.keyboard.press('/');
    await focusIsOn('Filter of turns');
    await page.keyboard.type('refund');
    await page.keyboard.press('Enter');
    await appliedIs('refund');
    await page.keyboard.type(' lane:lead');
    await page.keyboard.press('Enter');
    await appliedIs('refund lane:lead');
    await page.keyboard.press('Alt+ArrowLeft');
    await appliedIs('refund');
    await fieldHolds('refund');
    await page.keyboard.press('Alt+ArrowLeft');
    await appliedIs('');
  });
});

/** Until it is loaded anew the page tells, by an event of its window, whenever it asks for a view. */
const tellViewsAsked = (): Promise<void> =>
  page.evaluate(() => {
    const { prototype } = MessagePort;
    const whole = Object.getOwnPropertyDescriptor(prototype, 'postMessage');
    const post: unknown = whole?.value;
    if (whole === undefined || typeof post !== 'function') throw new Error('no such method');
    const telling = function (this: MessagePort, ...sent: unknown[]): void {
      if (String(sent[0]).includes('/views/open"')) window.dispatchEvent(new Event('view-asked'));
      Reflect.apply(post, this, sent);
    };
    Object.defineProperty(prototype, 'postMessage', { ...whole, value: telling });
  });

test('a view is asked for once, before its screen is built', async () => {
  await page.getByRole('link', { name: /^Home/ }).press('Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await tellViewsAsked();
  const asked = await page.evaluate(async () => {
    const screens: string[] = [];
    window.addEventListener('view-asked', () =>
      screens.push(document.querySelector('[role=grid], [role=combobox]') ? 'turns' : 'before'),
    );
    location.hash = location.hash.replace(/home.*$/, 'turns?filter=refund');
    while (document.querySelector('[role=row][aria-rowindex="2"]:not([aria-busy])') === null)
      await new Promise(requestAnimationFrame);
    return screens;
  });
  expect(asked).toEqual(['before']);
});

test('a view that is found anew while somebody scrolls through it stays where it is', async () => {
  await tellViewsAsked();
  const scrolling = page.evaluate(async () => {
    const sight = document.querySelector('main [role=grid]');
    if (sight === null) throw new Error('no grid');
    const asked: Event[] = [];
    window.addEventListener('view-asked', (event) => asked.push(event));
    const tops: number[] = [];
    // Without a rest, until the answer of what is asked anew has been shown for long.
    for (let left = 90; left > 0 && tops.length < 3000; left -= Math.min(1, asked.length)) {
      sight.scrollTop += 12;
      tops.push(sight.scrollTop);
      await new Promise(requestAnimationFrame);
    }
    return {
      asked: asked.length > 0,
      // A few rows may pass while it is drawn anew; where somebody last rested is far above.
      falls: tops.filter((top, at) => top < (tops[at - 1] ?? 0) - 240).length,
    };
  });
  exhibit('note', samplePath(running.home), 'add', 'From another program', '--turn', 'T-9');
  expect(await scrolling).toEqual({ asked: true, falls: 0 });
});

test('nothing is amiss in any theme', async () => {
  expect(await axeViolations(page)).toEqual([]);
});
