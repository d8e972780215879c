// Takes the pictures of the documentation: docs/pictures/<screen>-<state>-<theme>.png, of the sample case, and pages of
// its report: docs/images/report-<page>.png.
// `npm run pictures -- turns` takes those alone whose names begin so.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { startStillApp } from './electron/still-app.mjs';

const pictures = join(import.meta.dirname, '..', 'docs', 'pictures');
const images = join(import.meta.dirname, '..', 'docs', 'images');
const wanted = argv.slice(2);
const { app, page, folder, close } = await startStillApp();
const packagePath = join(folder, 'R-0001.zip');
try {
  mkdirSync(pictures, { recursive: true });
  page.setDefaultTimeout(90_000); // the sample is made while it waits
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await firstRun();
  await caseHome();
  await evidence();
  await turns();
  await triage();
  await replay();
  await exhibits();
  await compare();
  await causes();
  await course();
  await sqlConsole();
  await overlays();
  await settings();
  await marking();
  await report();
  await verify();
  await mapping();
  await recentCases();
  await importing();
  await engineLost();
} finally {
  await close();
}

async function firstRun() {
  await page.getByRole('heading', { name: 'No case yet' }).waitFor();
  await picture('cases-first-run', 'light');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
}

async function caseHome() {
  await page.waitForURL(/#\/case\/.*\/home/);
  await page.getByText('Newest acts').waitFor();
  await page.getByRole('slider').first().waitFor();
  await picture('home-sample', 'light', 'dark');
  await page.getByRole('button', { name: /^Verify now/ }).click();
  await page.getByText('Everything is as it was taken in').waitFor();
  await picture('home-verified', 'light');
}

async function evidence() {
  await goTo(/Evidence/);
  const aside = page.getByRole('grid', { name: 'Records kept aside' });
  await aside.getByText('quarantined').first().click();
  await page.getByText('hash matches').waitFor();
  await picture('evidence-quarantined', 'light', 'dark');
}

async function turns() {
  await goTo(/Turns/);
  const grid = page.getByRole('grid', { name: 'Turns' });
  await grid.getByText('T-1', { exact: true }).waitFor();
  await facetsCounted();
  await picture('turns-all', 'light', 'dark', 'hc');
  await filterBy(String.raw`model:assist-large-2026-04-02 output:*60\ days*`);
  await page
    .getByText(/of 2,910/)
    .first()
    .waitFor();
  await grid.getByText('T-1356', { exact: true }).waitFor();
  // Until then the facets count for the filter before.
  await page.getByRole('complementary', { name: 'Facets' }).getByText('1 of 1').waitFor();
  await facetsCounted();
  await picture('turns-filtered', 'light');
  await page.keyboard.type(' finding:');
  await page.getByRole('listbox', { name: 'Completions' }).waitFor();
  await picture('turns-completion', 'light');
  await page.keyboard.press('Escape');
  await filterBy('modle:assist-large "60 days"');
  await page.getByRole('alert').waitFor();
  await picture('turns-filter-error', 'light');
}

async function triage() {
  await goTo(/Triage/);
  const grid = page.getByRole('grid', { name: 'Hits, worst first' });
  await grid.getByRole('row').nth(3).waitFor();
  const timeline = page.getByRole('slider', { name: 'Time range', exact: true });
  await timeline.waitFor();
  await picture('triage-sample', 'light', 'dark', 'hc');
  await timeline.focus();
  await page.keyboard.press('End');
  for (let days = 0; days < 14; days++) await page.keyboard.press('Shift+ArrowLeft');
  await page
    .getByRole('button', { name: /^Only prompt-injection/ })
    .first()
    .click();
  await page.getByRole('button', { name: /^Take out type/ }).waitFor();
  await grid.getByRole('row').nth(1).click();
  await picture('triage-range', 'light');
  await page.keyboard.press('Control+K');
  await page.keyboard.type('Show all hits');
  await page.getByRole('menuitem').first().waitFor();
  await page.keyboard.press('Enter');
}

async function replay() {
  await goToPlace('T-1356');
  await picture('replay-wrong-answer', 'light', 'dark', 'hc');
  await page.getByRole('radio', { name: 'Raw record' }).click({ force: true });
  await page.locator('.monaco-editor .view-line').first().waitFor();
  await picture('replay-raw-record', 'light');
  await goToPlace('T-1057');
  await page.locator('[data-keys=list], [role=grid], [role=listbox]').first().focus();
  await page.keyboard.press('n');
  await page.getByText('Whole turn').waitFor();
  await picture('replay-finding', 'light');
  await goToPlace('T-1504');
  await page.getByText('T-1504').first().waitFor();
  await picture('replay-hidden-characters', 'light');
}

async function exhibits() {
  await goTo(/^Exhibits/);
  const grid = page.getByRole('grid', { name: 'Exhibits' });
  await grid.getByText('E-1', { exact: true }).waitFor();
  await page.getByRole('region', { name: 'Exhibit E-1' }).waitFor();
  await picture('exhibits', 'light', 'dark');
}

async function compare() {
  await goTo(/^Compare/);
  const suggested = page.getByRole('listbox', { name: 'Suggested sides' }).getByRole('option');
  await suggested.first().waitFor();
  const earlier = page.getByRole('listbox', { name: 'Earlier comparisons' }).getByRole('option');
  await earlier.first().waitFor();
  await picture('compare-start', 'light');
  await suggested.first().dblclick();
  await page.getByRole('region', { name: 'Summary' }).getByText('Changed answer').waitFor();
  const pairs = page.getByRole('grid', { name: 'Pairs' });
  const wrongAnswer = pairs.getByText('I changed my mind about my order. How long have I got?');
  await wrongAnswer.waitFor();
  await picture('compare-summary', 'light');
  await wrongAnswer.click();
  const answer = page.getByRole('article', { name: 'Answer B' });
  await answer.getByText('60', { exact: true }).waitFor();
  await picture('compare-pair', 'light', 'dark');
}

async function causes() {
  await goTo(/Causes/);
  await page.getByRole('listbox', { name: 'Causes' }).getByRole('option').first().focus();
  await page.getByRole('region', { name: 'Cause K-1' }).waitFor();
  await picture('causes-sample', 'light', 'dark');
  await page.keyboard.press('t');
  await page.getByRole('treegrid', { name: 'Taxonomy of causes' }).waitFor();
  await picture('causes-taxonomy', 'light');
  await page.keyboard.press('Escape');
}

async function course() {
  await goTo(/^Timeline/);
  // Folded, what the logs date leaves room for the milestones and for what the examiner entered.
  await page.getByRole('button', { name: /^Changes and alerts/ }).click();
  await page.getByRole('row', { name: /^V-4,/ }).click();
  await picture('timeline-sample', 'light', 'dark', 'hc');
  await goTo(/^Actions/);
  await page.getByRole('row').filter({ hasText: /^A-3/ }).click();
  await picture('actions-sample', 'light', 'dark', 'hc');
}

async function sqlConsole() {
  await goTo(/SQL console/);
  await page.getByRole('listbox', { name: 'Examples' }).waitFor();
  await picture('sql-start', 'light');
  await page.getByRole('option', { name: /^Findings with the answer/ }).dblclick();
  await page.getByRole('grid', { name: 'Rows of the answer' }).waitFor();
  await page.getByRole('treeitem', { name: /^finding/ }).click();
  await picture('sql-answer', 'light', 'dark', 'hc');
  await page.getByRole('textbox', { name: 'SQL' }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('SELECT turn_id,\n  modell\nFROM turn');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Line 2, column 3:').waitFor();
  await page.keyboard.press('Escape');
  await picture('sql-error', 'light');
}

async function overlays() {
  const palette = await openPalette();
  await page.keyboard.type('T-1042');
  await palette.getByText('T-1042').first().waitFor();
  await picture('palette-turn', 'light');
  await page.keyboard.press('Escape');
  await palette.waitFor({ state: 'detached' });
  await command('Show all keys');
  await page.getByRole('dialog').waitFor();
  await picture('keys-help', 'light');
  await page.keyboard.press('Escape');
}

async function settings() {
  await command('Settings');
  const sections = page.getByRole('listbox', { name: 'Sections of the settings' });
  await sections.getByText('Examiner, identities').click();
  await page.getByText('There is no identity yet.').waitFor();
  await picture('settings-examiner', 'light');
  await sections.getByText('Look and keys').click();
  await page.getByRole('radio', { name: '150 %' }).waitFor();
  await picture('settings-look', 'dark');
  await page.keyboard.press('F1');
  await page.getByRole('heading', { level: 1, name: 'Help' }).waitFor();
  await picture('help-keys', 'light');
}

async function marking() {
  await goToPlace('T-1356');
  await page.getByRole('tab', { name: /^Marks/ }).click();
  await page.getByRole('listbox', { name: 'Turns and spans' }).focus();
  await page.keyboard.press('n');
  await page.locator('mark:focus').waitFor();
  await page.keyboard.press('w');
  await page.getByRole('dialog').getByRole('textbox', { name: 'Note' }).waitFor();
  const note = 'The passage before it says 30 days. Ask the shop which orders were sent back late.';
  await page.keyboard.type(note);
  await picture('marking-note', 'light');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('region', { name: 'Marks' }).getByText(note).scrollIntoViewIfNeeded();
  await picture('marking-marks', 'light');
}

async function report() {
  await goTo(/^Report/);
  const passphrase = 'five words that open it';
  await drawnAnew(async () => {
    await page.getByRole('button', { name: 'New identity…' }).click();
    const identity = page.getByRole('dialog', { name: 'New identity' });
    await identity.getByRole('textbox', { name: 'Name' }).fill('Demo examiner');
    await identity.getByRole('textbox', { name: 'Organisation' }).fill('Hallowby');
    await identity.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await identity.getByLabel('Passphrase again').fill(passphrase);
    await identity.getByRole('button', { name: 'Make identity' }).click();
    await identity.waitFor({ state: 'detached' });
  });
  await picture('report-fields', 'light', 'dark');
  await drawnAnew(async () => {
    await page.getByRole('button', { name: /^Issue and sign/ }).click();
    const issuing = page.getByRole('dialog', { name: /^Issue and sign R-0001/ });
    await issuing.getByLabel('Passphrase of Demo examiner').fill(passphrase);
    await issuing.getByRole('button', { name: 'Issue and sign' }).click();
    await page.getByText('R-0001 was issued and signed by Demo examiner.').waitFor();
  });
  await picture('report-issued', 'light');
  reportPages();
  await choosing({ save: packagePath });
  await page.getByRole('button', { name: 'Save package… of R-0001' }).click();
  await page.getByText('Saved a copy as R-0001.zip').waitFor();
}

/** Pages of the issued report: its cover, a replayed exhibit, the comparison of versions. */
function reportPages() {
  if (!isWanted('report-pages')) return;
  const home = join(folder, 'home');
  const files = readdirSync(home, { recursive: true, encoding: 'utf8' });
  const pdf = join(
    home,
    files.find((path) => path.endsWith(join('R-0001', 'report.pdf'))),
  );
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
  const pages = text.split('\f');
  const pageOf = (head) => pages.findIndex((words, at) => at > 3 && head.test(words)) + 1;
  const wantedPages = [
    ['cover', 1],
    ['exhibit', pageOf(/^\s*\d+\.2\s+E-2: /m)],
    ['comparison', pageOf(/^\s*\d+\s+Version comparison/m)],
  ];
  for (const [name, at] of wantedPages) {
    const to = join(images, `report-${name}`);
    execFileSync('pdftoppm', [
      '-png',
      '-r',
      '100',
      '-f',
      `${at}`,
      '-l',
      `${at}`,
      '-singlefile',
      pdf,
      to,
    ]);
    stdout.write(`docs/images/report-${name}.png\n`);
  }
}

/** The pages of the draft follow what is done once they are set again. */
async function drawnAnew(act) {
  const first = page.getByRole('img', { name: 'Page 1 of the draft' });
  await first.waitFor();
  const before = await first.getAttribute('src');
  await act();
  await page.waitForFunction((was) => {
    const now = document.querySelector('img[alt="Page 1 of the draft"]')?.getAttribute('src');
    return now !== undefined && now !== was;
  }, before);
  await page.getByText('setting anew…').waitFor({ state: 'detached' });
}

async function verify() {
  await goTo(/^Verify/);
  await choosing({ open: [packagePath] });
  await page.getByRole('button', { name: 'Choose a report or package…' }).first().click();
  const passed = page.getByRole('region', { name: 'R-0001.zip', exact: true }).first();
  await passed.getByText(/^\d+ of \d+ checks passed$/).waitFor();
  await picture('verify-package', 'light');
  // What stands below it is the verification of the case on Home.
  await page.getByRole('button', { name: 'Take R-0001.zip off the list' }).click();
  const wholeCase = page.getByRole('region', { name: 'This case: files, logs and tables' });
  await wholeCase.getByText(/^\d+ of \d+ checks passed$/).waitFor();
  const custody = page.getByRole('grid', { name: 'Entries of the custody log' });
  await custody.focus();
  await page.keyboard.press('/');
  await page.keyboard.type('gateway-2026-04');
  await page.getByText(/^2 of \d+ entries, newest first$/).waitFor();
  await custody.getByRole('row').nth(1).click();
  await page
    .getByRole('region', { name: /as it stands in custody.jsonl/ })
    .getByText('"import.completed"')
    .waitFor();
  await picture('verify-custody', 'light');
}

async function mapping() {
  const log = join(folder, 'returns-desk.jsonl');
  writeUnknownLog(log);
  await choosing({ open: [log] });
  await goTo(/^Map a log/);
  await page.getByRole('button', { name: 'Choose a log…' }).click();
  await page.getByRole('table', { name: 'Suggested fields' }).waitFor();
  await page.getByRole('list', { name: 'First turns' }).getByText('30 days').first().waitFor();
  await page.keyboard.press('Control+Home');
  await picture('mapping-preview', 'light');
}

async function recentCases() {
  for (const title of ['Refund answers in chat-ie', 'Night desk, November']) {
    const path = join(folder, `${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.exhibit`);
    await choosing({ save: path });
    await command('Cases');
    await page.keyboard.press('Control+n');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type(title);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  }
  await picture('home-empty', 'light');
  await command('Cases');
  await page.getByRole('grid', { name: 'Recent cases' }).getByText('sample').first().waitFor();
  await picture('cases-recent', 'light');
  await page.getByText('Wrong return periods in customer chat').first().dblclick();
  await page.getByText('Newest acts').waitFor();
}

async function importing() {
  if (!isWanted('evidence-importing')) return;
  const log = join(folder, 'gateway-2026-05.jsonl');
  writeLargeLog(log, 150_000);
  await choosing({ open: [log] });
  await page.keyboard.press('Control+i');
  const running = page.getByRole('region', { name: /^Import of/ });
  await running.getByText(/^[2-9]\d %$/).waitFor();
  await picture('evidence-importing', 'light');
  await running.getByRole('button', { name: /^Cancel/ }).click();
  await page.getByRole('region', { name: /^Result of the import/ }).waitFor();
  await picture('evidence-cancelled', 'light');
}

/** The new start is held back: else it is over before the picture is taken. */
async function engineLost() {
  await goTo(/Home/);
  await page.getByText('Newest acts').waitFor();
  await app.evaluate(({ app: inside }) => {
    const soon = globalThis.setTimeout;
    globalThis.setTimeout = (act, ms) => soon(act, ms + 60_000);
    process.kill(
      inside.getAppMetrics().find(({ name }) => name === 'Exhibit engine').pid,
      'SIGKILL',
    );
  });
  await page.getByText('The engine ended and is being started anew.').waitFor();
  await picture('home-engine-lost', 'light');
}

async function picture(name, ...themes) {
  if (!isWanted(name)) return;
  await page.mouse.move(720, 2);
  const notices = page.getByRole('region', { name: 'Notifications' });
  for (const notice of await notices.getByRole('status').all())
    await notice.waitFor({ state: 'detached' });
  await page.getByRole('tooltip').waitFor({ state: 'detached' });
  const loading = '[role=status][aria-label$=", loading"]';
  await page.waitForFunction((grey) => document.querySelector(grey) === null, loading);
  for (const theme of themes) {
    await page.evaluate((chosen) => {
      document.documentElement.dataset.theme = chosen;
    }, theme);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const path = join(pictures, `${name}-${theme}.png`);
    await page.screenshot({ path, animations: 'disabled', caret: 'initial' });
    stdout.write(`docs/pictures/${name}-${theme}.png\n`);
  }
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'light';
  });
}

function isWanted(name) {
  return wanted.length === 0 || wanted.some((beginning) => name.startsWith(beginning));
}

async function goTo(name) {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name }).click();
}

/** What is typed goes to the palette only once it has the focus. */
async function openPalette() {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Go to or run' });
  await palette.locator('input:focus').waitFor();
  return palette;
}

async function goToPlace(handle) {
  await openPalette();
  await page.keyboard.type(handle);
  await page.keyboard.press('Enter');
  await page.getByText('Copy citation').first().waitFor();
}

async function command(words) {
  const palette = await openPalette();
  await page.keyboard.type(words);
  await palette.getByText(words, { exact: true }).first().click();
}

async function filterBy(text) {
  const field = page.getByRole('combobox', { name: 'Filter of turns' });
  await field.fill(text);
  await page.keyboard.press('Escape');
  await field.focus();
  await page.keyboard.press('Enter');
}

async function facetsCounted() {
  const counted = page.locator('aside[aria-label="Facets"][aria-busy="false"]');
  await counted.getByRole('checkbox').first().waitFor();
}

/** What a person would choose in the system's dialogs. */
function choosing(chosen) {
  return app.evaluate(({ dialog }, { open, save }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: open ?? [] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: save ?? '' });
  }, chosen);
}

/** A log in a shape of its own, which no format knows: a desk keeps what its model proposed beside what it sent. */
function writeUnknownLog(path) {
  const asked = [
    ['How long may I send this back?', '30 days from delivery, complete and unused.'],
    ['Who pays for the parcel?', 'We do where the item is faulty, else you do.'],
    ['When is my money back?', 'Within 5 working days of its arrival.'],
    ['May I swap the size instead?', 'Yes, within the same 30 days.'],
  ];
  const lines = Array.from({ length: 24 }, (_, index) => {
    const [question, answer] = asked[index % asked.length];
    const when = new Date(Date.UTC(2026, 3, 9, 8, index * 7)).toISOString();
    if (index % 8 === 7) return JSON.stringify({ level: 'info', when, note: 'queue emptied' });
    return JSON.stringify({
      ref: `desk-${1000 + index}`,
      when,
      engine: 'assist-small-2026-01-15',
      customer_question: question,
      proposed_answer: answer,
      agent: { desk: 'returns', shift: index < 12 ? 'early' : 'late' },
    });
  });
  writeFileSync(path, `${lines.join('\n')}\n`);
}

/** Short chats, enough of them that their import can be seen on its way. */
function writeLargeLog(path, records) {
  const question = 'It was promised for today. '.repeat(20);
  const answer = 'It arrives tomorrow. '.repeat(20);
  const lines = Array.from({ length: records }, (_, index) =>
    JSON.stringify({
      id: `r-${index}`,
      created: 1_777_600_000 + index,
      model: 'assist-large-2026-02-10',
      messages: [
        { role: 'user', content: `Where is order ${index}? ${question}` },
        { role: 'assistant', content: `Order ${index} is on its way. ${answer}` },
      ],
    }),
  );
  writeFileSync(path, `${lines.join('\n')}\n`);
}
