import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
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
  givenAndAnswered,
  heading,
  hitOn,
  judged,
  marks,
  pair,
  pairRow,
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

/** The whole job by clicks, from an empty home to a verified report; answers the case. */
export async function byMouse(app: RunningApp, place: string): Promise<string> {
  const { page } = app;
  const path = join(place, CASE_FOLDER);
  await choosing(app, { save: path, open: [...LOGS, POLICY] });
  await makeCase(page);
  await judgeFindings(page);
  await comparePair(page);
  await tagCause(page);
  await enterEventAndAction(page);
  await writeReport(page);
  await issue(page);
  const saved = join(place, 'saved.zip');
  await choosing(app, { save: saved, open: [saved] });
  await verifyPackage(page);
  await issueAnother(page);
  return path;
}

const go = (page: Page, link: string | RegExp): Promise<void> =>
  page.getByRole('link', { name: link }).click();
const press = (within: Page | Locator, name: string | RegExp): Promise<void> =>
  within.getByRole('button', { name }).first().click();
const fill = (within: Page | Locator, name: string, words: string): Promise<void> =>
  within.getByRole('textbox', { name }).fill(words);

async function makeCase(page: Page): Promise<void> {
  await press(page, /^New case/);
  await fill(dialog(page), 'Title', CASE);
  await press(dialog(page), 'Choose its place…');
  await heading(page, CASE).waitFor();
  await press(page, /^Add evidence/);
  await sawImported(page);
}

async function judgeFindings(page: Page): Promise<void> {
  await go(page, /^Triage/);
  await press(page, 'Run detection');
  await hitOn(page, FINDING.turn).click();
  await chosenHit(page).getByText(FINDING.handle).waitFor();
  await press(chosenHit(page), /^Accept/);
  await hitOn(page, FINDING.turn).getByText('accepted').waitFor();
  await hitOn(page, DISMISSED.turn).click();
  await chosenHit(page).getByText(DISMISSED.handle).waitFor();
  await press(chosenHit(page), /^Dismiss/);
  await fill(dialog(page), 'Reason', DISMISSED.reason);
  await press(dialog(page), /^Dismiss/);
  await hitOn(page, DISMISSED.turn).waitFor({ state: 'detached' });
  await hitOn(page, FINDING.turn).dblclick();
  await page.getByRole('region', { name: 'Selection' }).getByText(`“${FINDING.quote}”`).waitFor();
  await pin(page, FINDING.caption);
}

async function pin(page: Page, caption: string): Promise<void> {
  await page.getByRole('tab', { name: /^Marks/ }).click();
  await press(marks(page), /^Pin/);
  await fill(dialog(page), 'Caption', caption);
  await press(dialog(page), /^Pin/);
  await marks(page).getByText(caption).waitFor();
}

async function comparePair(page: Page): Promise<void> {
  await go(page, 'Compare');
  await suggested(page).getByRole('option').first().click();
  await press(page, 'Compare');
  await pairRow(page, PAIR.number).click();
  await press(pair(page), /^A better/);
  await judged(page).waitFor();
  await press(pair(page), PAIR.turn);
  await givenAndAnswered(page, PAIR.turn).waitFor();
  await pin(page, PAIR.caption);
}

async function tagCause(page: Page): Promise<void> {
  await go(page, /^Causes/);
  await press(page, /^Tag a cause/);
  await page.getByRole('row', { name: new RegExp(`^${CAUSE.id} `) }).click();
  await fill(dialog(page), 'Rationale', CAUSE.rationale);
  await fill(dialog(page), 'Grounds for', 'E-2');
  await dialog(page).getByRole('button', { name: 'Tag', exact: true }).click();
  await cause(page).waitFor();
}

async function enterEventAndAction(page: Page): Promise<void> {
  await go(page, /^Timeline/);
  await press(page, 'Enter the first event');
  await fill(event(page), 'Time', EVENT.time);
  await press(event(page), /Kind$/);
  await page.getByRole('option', { name: 'First harm' }).click();
  await fill(event(page), 'What happened', EVENT.text);
  await fill(event(page), 'Basis', EVENT.basis);
  await fill(event(page), 'Grounds', 'E-2');
  await press(event(page), /^Enter event/);
  await eventRow(page).waitFor();

  await go(page, /^Actions/);
  await press(page, 'Enter the first action');
  await fill(action(page), 'What is to be done', ACTION);
  await fill(action(page), 'Against which causes', CAUSE.id);
  await press(action(page), /^Enter action/);
  await actionRow(page).waitFor();
}

async function writeReport(page: Page): Promise<void> {
  await go(page, 'Report');
  await press(page, 'New identity…');
  await fill(dialog(page), 'Name', SIGNER);
  await dialog(page).getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await dialog(page).getByLabel('Passphrase again').fill(PASSPHRASE);
  await press(dialog(page), 'Make identity');
  await dialog(page).waitFor({ state: 'detached' });

  await press(page, 'Add question');
  const entry = page.getByRole('group', { name: 'question 1' });
  await fill(entry, 'Question', REPORT.question);
  await fill(entry, 'Answer', REPORT.answer);
  await fill(entry, 'Grounds', 'E-2');
  await fill(page, 'Purpose and scope', REPORT.scope);
  await fill(page, 'Commissioned by', REPORT.commissioned);
  await fill(page, 'Classification', REPORT.classification);
  await fill(page, 'Title', REPORT.title);
  await page.getByRole('textbox', { name: 'Classification' }).click();
  await said(page, 'Entered title, a line of the activity log').waitFor();

  await draftPage(page, 1).waitFor();
  await press(page, 'Next page');
  await draftPage(page, 2).waitFor();
}

async function issue(page: Page): Promise<void> {
  await press(page, /^Issue and sign/);
  await dialog(page).getByLabel(`Passphrase of ${SIGNER}`).fill(PASSPHRASE);
  await press(dialog(page), 'Issue and sign');
  await sawIssued(page);
}

async function verifyPackage(page: Page): Promise<void> {
  await press(page, 'Save package… of R-0001');
  await page.getByText('Saved a copy as saved.zip').waitFor();
  await go(page, /^Verify, custody/);
  await press(page, 'Choose a report or package…');
  await sawWhole(page);
}

/** A report stands as it was issued: what is said otherwise is said in one that takes its place. */
async function issueAnother(page: Page): Promise<void> {
  await go(page, 'Report');
  await press(page, /^Issue and sign/);
  await dialog(page).getByText('It supersedes R-0001').waitFor();
  await dialog(page).getByLabel(`Passphrase of ${SIGNER}`).fill(PASSPHRASE);
  await press(dialog(page), 'Issue and sign');
  await sawIssued(page, 'R-0002');
  await page.getByText('superseded by R-0002').waitFor();
}
