import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { issueReport } from '../../../electron/engine/index.ts';
import { openWorkbench } from '../../../electron/engine/session/workbench.ts';
import type { Desk } from '../../../electron/engine/session/workbench.ts';
import { verify } from '../../../electron/engine/verify/verify.ts';
import { caseWithLog, emptyCase, temporaryFolder } from '../../fixtures/case-on-disk.ts';
import { deskAt, ended, told, workbenchIn } from './desks.ts';

const KEY = { name: 'Ana', organisation: 'Fees Ltd', email: '', passphrase: 'a long passphrase' };
const SIGNING = { name: 'Ana', passphrase: 'a long passphrase' };

afterEach(() => {
  delete process.env['EXHIBIT_NOW'];
  delete process.env['EXHIBIT_HOME'];
});

const reportsIn = (path: string): string[] =>
  existsSync(join(path, 'reports')) ? readdirSync(join(path, 'reports')) : [];
const linesOf = (path: string): number =>
  readFileSync(join(path, 'activity.jsonl'), 'utf8').trim().split('\n').length;
const page = async (desk: Desk, preview: string, at: number): Promise<string> =>
  (await desk.report.pages({ preview, from: at, to: at })).pages[0]?.svg ?? '';

test('an empty case is drawn, warned of and issued', async () => {
  const path = await emptyCase();
  const desk = await deskAt(path);
  const draft = await desk.report.draft({ signer: null });
  expect(draft).toMatchObject({ id: 'R-0001', supersedes: null, fields: {}, case_title: 'Fees' });
  expect(draft.missing.map(({ fill }) => fill)).toContain('signer');
  const preview = await desk.report.preview({ signer: null });
  expect(preview.pages).toBeGreaterThan(3);
  const job = await ended(desk, await desk.report.issue({ signing: null }));
  expect(job).toMatchObject({ state: 'done', report: { report: 'R-0001', signer: null } });
  expect((await desk.report.issued({})).reports).toMatchObject([{ signer: null, troubles: [] }]);
});

test('a field is one act, shows in the next pages, and can be taken back', async () => {
  const path = await caseWithLog();
  const desk = await deskAt(path);
  const first = await desk.report.preview({ signer: null });
  const before = await page(desk, first.preview, 1);
  const lines = linesOf(path);
  const title = { title: 'Wrong fees in April' };
  expect((await desk.report.enter({ fields: title })).words).toBe('Entered title');
  expect(linesOf(path)).toBe(lines + 1);
  expect((await desk.report.draft({ signer: null })).fields).toEqual({
    title: 'Wrong fees in April',
  });
  const second = await desk.report.preview({ signer: null });
  expect(await page(desk, second.preview, 1)).not.toBe(before);
  await expect(page(desk, first.preview, 1)).rejects.toMatchObject({ code: 'cancelled' });
  expect((await desk.marks.undo({})).words).toBe('Taken back: entered title');
  expect((await desk.report.draft({ signer: null })).fields).toEqual({});
  await expect(desk.marks.undo({})).rejects.toMatchObject({ code: 'not-found' });
  await desk.report.enter({ fields: { title: '  ', commissioned_by: '' } });
  expect((await desk.report.draft({ signer: null })).missing.map(({ fill }) => fill)).toContain(
    'commissioned_by',
  );
});

test('what was written for a case is entered into no other that the window has open by then', async () => {
  const [path, other] = [await caseWithLog(), await caseWithLog()];
  const desk = await deskAt(other);
  const { head } = await desk.cases.home({});
  expect(head.path).not.toBe(path);
  const lines = linesOf(other);
  const late = { case_path: path, fields: { title: 'Wrong fees in April' } };
  await expect(desk.report.enter(late)).rejects.toThrow('Another case was opened');
  const cause = { case_path: path, cause_no: 1, rationale: 'Because of the fee.' };
  await expect(desk.causes.change(cause)).rejects.toThrow('Another case was opened');
  expect(linesOf(other)).toBe(lines);
  await desk.report.enter({ ...late, case_path: head.path });
  expect(linesOf(other)).toBe(lines + 1);
});

test('what another window or a command entered and nobody looked at here is not written over', async () => {
  const path = await caseWithLog();
  const workbench = workbenchIn();
  const [one, other] = [await deskAt(path, workbench), await deskAt(path, workbench)];
  const seen = { scope: '' };
  await one.report.enter({ fields: { scope: 'The chats of April' }, seen });
  const lines = linesOf(path);
  const late = { fields: { scope: 'All chats' }, seen };
  await expect(other.report.enter(late)).rejects.toThrow(
    'What the report says (scope) was changed in another window',
  );
  await expect(other.report.enter(late)).rejects.toMatchObject({
    code: 'changed-meanwhile',
    detail: 'scope: The chats of April',
  });
  expect(linesOf(path)).toBe(lines);
  // Another field is nobody's but its writer's; what was looked at is written over.
  await other.report.enter({ fields: { title: 'Wrong fees' }, seen: {} });
  await other.report.enter({ ...late, seen: { scope: 'The chats of April' } });

  const summary = [{ text: 'The fee was wrong.', grounds: [] }];
  const limitations = ['One log of two.'];
  await one.report.enter({ fields: { summary, limitations }, seen: { summary: [] } });
  const drop = { fields: { limitations: [] }, seen: {} };
  await expect(other.report.enter(drop)).rejects.toMatchObject({
    detail: 'limitations: One log of two.',
  });
  const said = [{ text: 'The fee was right.', grounds: [] }];
  const replaced = { fields: { summary: said, limitations: [] }, seen: { limitations } };
  await expect(other.report.enter(replaced)).rejects.toMatchObject({
    detail: 'summary: The fee was wrong.',
  });
  await other.report.enter({ ...replaced, seen: { summary, limitations } });
  expect((await one.report.draft({ signer: null })).fields).toEqual({
    title: 'Wrong fees',
    scope: 'All chats',
    summary: said,
    limitations: [],
  });
});

test('hostile words of a field are drawn as outlines: no markup, no script, nothing from afar', async () => {
  const desk = await deskAt(await caseWithLog());
  const title = '</svg><script>alert(1)</script> #read("/etc/passwd") \u202e $x$ ' + '\u0000';
  await desk.report.enter({ fields: { title, scope: 'a'.repeat(5000), impact: title } });
  const { preview, pages } = await desk.report.preview({ signer: null });
  for (let at = 1; at <= pages; at += 1) {
    const svg = await page(desk, preview, at);
    expect(svg.match(/<svg /g)).toHaveLength(1);
    expect(svg).not.toMatch(/script|href="(?!#)|foreignObject|<image|<text|passwd|on\w+=/i);
  }
});

test('a newer preview ends the one under way as cancelled, and is drawn itself', async () => {
  const desk = await deskAt(await caseWithLog());
  const first = desk.report.preview({ signer: null });
  const older = expect(first).rejects.toMatchObject({ code: 'cancelled' });
  const newer = await desk.report.preview({ signer: null });
  await older;
  expect(newer.pages).toBeGreaterThan(3);
  const stop = new AbortController();
  stop.abort();
  await expect(desk.report.preview({ signer: null }, stop.signal)).rejects.toMatchObject({
    code: 'cancelled',
  });
});

test('a wrong passphrase or an unknown name begins nothing; the right one signs, a second report supersedes', async () => {
  const path = await caseWithLog();
  const desk = await deskAt(path);
  const custody = readFileSync(join(path, 'custody.jsonl'), 'utf8');
  const { fingerprint } = await desk.identities.create(KEY);
  await expect(desk.identities.create(KEY)).rejects.toMatchObject({ code: 'identity' });
  for (const [signing, code] of [
    [{ ...SIGNING, passphrase: 'a wrong one' }, 'wrong-passphrase'],
    [{ ...SIGNING, name: 'Bo' }, 'identity'],
  ] as const)
    await expect(desk.report.issue({ signing })).rejects.toMatchObject({ code });
  expect(await told(desk, ({ jobs }) => jobs)).toEqual([]);
  expect(readFileSync(join(path, 'custody.jsonl'), 'utf8')).toBe(custody);
  expect(reportsIn(path)).toEqual([]);

  for (const report of ['R-0001', 'R-0002'])
    expect(await ended(desk, await desk.report.issue({ signing: SIGNING }))).toMatchObject({
      state: 'done',
      report: { report, signer: 'Ana' },
    });
  const { reports } = await desk.report.issued({});
  expect(reports).toMatchObject([
    { report: 'R-0002', superseded_by: null, signer: 'Ana', fingerprint, troubles: [] },
    { report: 'R-0001', superseded_by: 'R-0002', troubles: [] },
  ]);
  expect(JSON.stringify(await told(desk, ({ jobs }) => jobs))).not.toContain(KEY.passphrase);
});

test('a case that does not verify leaves no report', async () => {
  const path = await caseWithLog();
  const home = join(temporaryFolder(), 'home');
  const failing = openWorkbench({
    home,
    pathOf: (grant) => ({ path: grant }),
    verify: async ({ path: root, full }, job) => ({
      ...(await verify(root, { full, trusted: [] }, job)),
      checks: [{ name: 'evidence', ok: false, detail: 'a byte is another' }],
    }),
  });
  try {
    const desk = await deskAt(path, failing);
    const job = await ended(desk, await desk.report.issue({ signing: null }));
    expect(job.state).toBe('failed');
    expect(job.sentence).toMatch(/does not verify: evidence: a byte is another/);
    expect(reportsIn(path)).toEqual([]);
    expect((await desk.report.issued({})).reports).toEqual([]);
  } finally {
    await failing.close();
  }
});

test('copies are whole; a changed or missing file is said and neither opened nor copied', async () => {
  const path = await caseWithLog();
  const shown: string[] = [];
  const workbench = openWorkbench({
    home: join(temporaryFolder(), 'home'),
    pathOf: (grant) => ({ path: grant }),
    verify: ({ path: root, full }, job) => verify(root, { full, trusted: [] }, job),
    showFile: (file, how) => shown.push(`${how} ${file}`),
  });
  try {
    const desk = await deskAt(path, workbench);
    await ended(desk, await desk.report.issue({ signing: null }));
    const issued = join(path, 'reports', 'R-0001');
    await desk.report.open({ report: 'R-0001', how: 'open' });
    expect(shown).toEqual([`open ${join(issued, 'report.pdf')}`]);
    for (const report of ['R-0002', '../../..', 'R-0001/..'])
      await expect(desk.report.open({ report, how: 'open' })).rejects.toMatchObject({
        code: 'not-found',
      });

    const copy = join(temporaryFolder(), 'copy.zip');
    await desk.report.save({ report: 'R-0001', file: 'package.zip', grant: copy });
    expect(readFileSync(copy)).toEqual(readFileSync(join(issued, 'package.zip')));
    expect((await verify(copy, { full: true, trusted: [] })).ok).toBe(true);
    const nowhere = { report: 'R-0001', file: 'report.pdf', grant: '/nowhere/at/all.pdf' } as const;
    await expect(desk.report.save(nowhere)).rejects.toMatchObject({ code: 'bad-usage' });

    appendFileSync(join(issued, 'report.pdf'), ' ');
    rmSync(join(issued, 'package.zip'));
    expect((await desk.report.issued({})).reports[0]?.troubles).toEqual([
      'package.zip is missing',
      'report.pdf is not as it was issued',
    ]);
    await expect(desk.report.open({ report: 'R-0001', how: 'open' })).rejects.toMatchObject({
      code: 'case-damaged',
    });
    const again = { report: 'R-0001', file: 'report.pdf', grant: copy } as const;
    await expect(desk.report.save(again)).rejects.toMatchObject({ code: 'case-damaged' });
    expect(readFileSync(copy).subarray(0, 2).toString()).toBe('PK');
  } finally {
    await workbench.close();
  }
});

test('the app and the command line make the same extract of the same case at the same time', async () => {
  process.env['EXHIBIT_NOW'] = '2026-05-04T09:00:00.000Z';
  const home = join(temporaryFolder(), 'home');
  process.env['EXHIBIT_HOME'] = home;
  const path = await caseWithLog();
  const desk = await deskAt(path, workbenchIn(home));
  await desk.identities.create(KEY);
  await desk.report.enter({ fields: { title: 'Wrong fees', limitations: ['One log of two.'] } });
  await desk.cases.close({});
  const copy = join(temporaryFolder(), 'copy.exhibit');
  cpSync(path, copy, { recursive: true });

  await desk.cases.open({ grant: path });
  await ended(desk, await desk.report.issue({ signing: SIGNING }));
  await issueReport(copy, { template: 'rca', signing: SIGNING, out: null });
  const extract = (root: string): string =>
    readFileSync(join(root, 'reports', 'R-0001', 'extract.json'), 'utf8');
  expect(extract(path)).toBe(extract(copy));
});
