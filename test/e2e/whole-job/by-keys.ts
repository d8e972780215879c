import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expectFocus, give } from '../by-palette.ts';
import { choosing } from '../choosing.ts';
import type { RunningApp } from '../running-app.ts';
import {
  action,
  actionRow,
  cause,
  chosenHit,
  dialog,
  draftPage,
  event,
  eventRow,
  expectCursor,
  givenAndAnswered,
  heading,
  hitOn,
  hits,
  judged,
  pair,
  pairs,
  said,
  sawImported,
  sawIssued,
  sawWhole,
  suggested,
} from './on-screen.ts';
import {
  ACTION,
  CASE,
  CASE_FOLDER,
  CAUSE,
  DISMISSED,
  EVENT,
  FINDING,
  LOGS,
  PAIR,
  PASSPHRASE,
  POLICY,
  REPORT,
  SIGNER,
} from './story.ts';

/** The whole job by keys alone, from an empty home to a verified report; answers the case. */
export async function byKeys(app: RunningApp, place: string): Promise<string> {
  const { page } = app;
  const path = join(place, CASE_FOLDER);
  await choosing(app, { save: path, open: [...LOGS, POLICY] });
  await makeCase(page);
  await judgeFindings(page);
  await comparePair(page);
  await tagCause(page);
  await enterEvent(page);
  await enterAction(page);
  await makeIdentity(page);
  await writeReport(page);
  await issue(page);
  const saved = join(place, 'saved.zip');
  await choosing(app, { save: saved, open: [saved] });
  await verifyPackage(page);
  return path;
}

/** Key after key, as a person without a mouse goes. */
async function goBy(page: Page, key: string, target: Locator): Promise<void> {
  for (let step = 0; step < 150; step += 1) {
    if (await target.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no ${key} leads there`);
}

const tabTo = (page: Page, target: Locator): Promise<void> => goBy(page, 'Tab', target);

async function type(page: Page, words: string, then: string): Promise<void> {
  await page.keyboard.type(words);
  await page.keyboard.press(then);
}

const field = (within: Page | Locator, name: string): Locator =>
  within.getByRole('textbox', { name });

async function goTo(page: Page, screen: string): Promise<void> {
  await give(page, screen);
  await heading(page, screen).waitFor();
}

async function makeCase(page: Page): Promise<void> {
  await page.keyboard.press('Control+n');
  await expectFocus(field(dialog(page), 'Title'));
  await type(page, CASE, 'Enter');
  await heading(page, CASE).waitFor();
  await page.keyboard.press('Control+i');
  await sawImported(page);
}

async function judgeFindings(page: Page): Promise<void> {
  await give(page, 'Run detection rules');
  await goTo(page, 'Triage');
  await hitOn(page, FINDING.turn).waitFor();
  await downToFinding(page);
  await page.keyboard.press('a');
  await hitOn(page, FINDING.turn).getByText('accepted').waitFor();
  await page.keyboard.press('Home');
  await chosenHit(page).getByText(DISMISSED.handle).waitFor();
  await page.keyboard.press('d');
  await expectFocus(field(dialog(page), 'Reason'));
  await type(page, DISMISSED.reason, 'Enter');
  await hitOn(page, DISMISSED.turn).waitFor({ state: 'detached' });
  await dialog(page).waitFor({ state: 'detached' });
  await downToFinding(page);
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Selection' }).getByText(`“${FINDING.quote}”`).waitFor();
  await pin(page, FINDING.caption, 'E-1');
}

/** From the worst hit, row by row. */
async function downToFinding(page: Page): Promise<void> {
  await tabTo(page, hits(page));
  await page.keyboard.press('Home');
  const before = await hitOn(page, FINDING.turn).getAttribute('aria-rowindex');
  // The row of the heads counts too.
  for (let row = 2; row < Number(before); row += 1) await page.keyboard.press('ArrowDown');
  await chosenHit(page).getByText(FINDING.handle).waitFor();
}

async function pin(page: Page, caption: string, handle: string): Promise<void> {
  await tabTo(page, page.getByRole('listbox', { name: 'Turns and spans' }));
  await page.keyboard.press('e');
  await expectFocus(field(dialog(page), 'Caption'));
  await page.keyboard.press('Control+a');
  await type(page, caption, 'Enter');
  await said(page, `Pinned ${handle}`).waitFor();
}

async function comparePair(page: Page): Promise<void> {
  await goTo(page, 'Compare');
  await suggested(page).getByRole('option').first().waitFor();
  await tabTo(page, suggested(page));
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await pairs(page).waitFor();
  await tabTo(page, pairs(page));
  // The first pair is identical: the list begins with the second.
  for (let number = 2; number <= PAIR.number; number += 1) {
    await page.keyboard.press('j');
    await expectCursor(pairs(page), new RegExp(`^${number}\\D`));
  }
  await pair(page).waitFor();
  await page.keyboard.press('1');
  await judged(page).waitFor();
  await tabTo(page, pair(page).getByRole('button', { name: PAIR.turn }).first());
  await page.keyboard.press('Enter');
  await givenAndAnswered(page, PAIR.turn).waitFor();
  await pin(page, PAIR.caption, 'E-2');
}

async function tagCause(page: Page): Promise<void> {
  await goTo(page, 'Causes');
  await give(page, 'Tag a cause…');
  await expectFocus(dialog(page).getByRole('searchbox', { name: 'Filter the taxonomy' }));
  await page.keyboard.type(CAUSE.search);
  await goBy(page, 'ArrowDown', page.getByRole('row', { name: new RegExp(`^${CAUSE.id} `) }));
  await page.keyboard.press('Enter');
  await expectFocus(field(dialog(page), 'Rationale'));
  await page.keyboard.type(CAUSE.rationale);
  await tabTo(page, field(dialog(page), 'Grounds for'));
  await type(page, 'E-2', 'Enter');
  await cause(page).waitFor();
}

async function enterEvent(page: Page): Promise<void> {
  await goTo(page, 'Timeline');
  await give(page, 'Enter event…');
  await expectFocus(field(event(page), 'Time'));
  await type(page, EVENT.time, 'Tab');
  await page.keyboard.type('Fir');
  await event(page)
    .getByRole('button', { name: /^First harm/ })
    .waitFor();
  await page.keyboard.press('Tab');
  await type(page, EVENT.text, 'Tab');
  await type(page, EVENT.basis, 'Tab');
  await type(page, 'E-2', 'Control+Enter');
  await eventRow(page).waitFor();
}

async function enterAction(page: Page): Promise<void> {
  await goTo(page, 'Actions');
  await give(page, 'New action…');
  await expectFocus(field(action(page), 'What is to be done'));
  await page.keyboard.type(ACTION);
  await tabTo(page, field(action(page), 'Against which causes'));
  await type(page, CAUSE.id, 'Control+Enter');
  await actionRow(page).waitFor();
}

async function makeIdentity(page: Page): Promise<void> {
  await give(page, 'Report');
  await field(page, 'Title').waitFor();
  await give(page, 'New identity…');
  await expectFocus(field(dialog(page), 'Name'));
  await page.keyboard.type(SIGNER);
  await tabTo(page, dialog(page).getByLabel('Passphrase', { exact: true }));
  await page.keyboard.type(PASSPHRASE);
  await tabTo(page, dialog(page).getByLabel('Passphrase again'));
  await type(page, PASSPHRASE, 'Enter');
  await dialog(page).waitFor({ state: 'detached' });
}

/** The fields from below to above, then pages of the preview. */
async function writeReport(page: Page): Promise<void> {
  await tabTo(page, page.getByRole('button', { name: 'Add question' }));
  await page.keyboard.press('Enter');
  await expectFocus(field(page, 'Question'));
  await type(page, REPORT.question, 'Tab');
  await type(page, REPORT.answer, 'Tab');
  await page.keyboard.type('E-2');
  for (const [name, words] of [
    ['Purpose and scope', REPORT.scope],
    ['Commissioned by', REPORT.commissioned],
    ['Classification', REPORT.classification],
    ['Title', REPORT.title],
  ] as const) {
    await goBy(page, 'Shift+Tab', field(page, name));
    await page.keyboard.type(words);
  }
  await page.keyboard.press('Tab');
  await said(page, 'Entered title, a line of the activity log').waitFor();

  await draftPage(page, 1).waitFor();
  await tabTo(page, page.getByRole('listbox', { name: 'Pages' }));
  await page.keyboard.press('ArrowDown');
  await draftPage(page, 2).waitFor();
}

async function issue(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await expectFocus(dialog(page).getByLabel(`Passphrase of ${SIGNER}`));
  await type(page, PASSPHRASE, 'Enter');
  await sawIssued(page);
}

async function verifyPackage(page: Page): Promise<void> {
  await tabTo(page, page.getByRole('button', { name: 'Save package… of R-0001' }));
  await page.keyboard.press('Enter');
  await page.getByText('Saved a copy as saved.zip').waitFor();
  await give(page, 'Verify, custody log');
  await heading(page, 'Verify').waitFor();
  await give(page, 'Verify a report or package…');
  await sawWhole(page);
}
