import { type ChildProcess, fork, spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { entryPoint } from '../../../electron/engine/base/entry-point.ts';
import { Refusal } from '../../../electron/engine/base/errors.ts';
import { NoCase, ViewLost } from '../../../electron/engine/session/errors.ts';
import { ReadingSide } from '../../../electron/engine/session/reading-side.ts';
import { layoutOf } from '../../../electron/engine/case/layout.ts';
import {
  caseWithLog,
  complaints,
  emptyCase,
  importText,
  temporaryFolder,
} from '../../fixtures/case-on-disk.ts';
import { CommandLine } from '../../fixtures/command-line.ts';
import { line } from '../import/derived.ts';
import { BY_TURN, deskAt, ended, locksIn, longLog, told, workbenchIn } from './desks.ts';

/** A live process that holds the write lock of a case: it stands for a second Exhibit. */
async function otherWriter(root: string): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, '../../fixtures/idle-child.mjs'));
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise((resolve) => child.once('message', resolve));
  const pid = child.pid ?? 0;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  const since = '2026-11-25T09:00:00.000Z';
  writeFileSync(
    join(root, '.lock-write'),
    JSON.stringify({ pid, started, host: hostname(), since, doing: 'importing gateway.jsonl' }),
  );
  return child;
}

test('a window without a case is told so', async () => {
  const desk = workbenchIn().desk();
  expect((await desk.cases.current({})).head).toBeNull();
  await expect(desk.cases.home({})).rejects.toBeInstanceOf(NoCase);
  await expect(desk.evidence.register({})).rejects.toBeInstanceOf(NoCase);
  await expect(desk.jobs.detect({})).rejects.toBeInstanceOf(NoCase);
  expect(await desk.views.close({ view: 'view_1' })).toEqual({});
});

test('two windows share one open case; each has views of its own', async () => {
  const path = await caseWithLog();
  const workbench = workbenchIn();
  const [one, two] = [await deskAt(path, workbench), await deskAt(`${path}/case.json`, workbench)];
  expect(locksIn(path)).toHaveLength(1);
  expect((await two.cases.current({})).head).toEqual((await one.cases.current({})).head);

  const { view } = await one.views.open({ filter: '', sort: BY_TURN });
  await expect(two.views.page({ view, offset: 0, limit: 1 })).rejects.toBeInstanceOf(ViewLost);
  const own = await two.views.open({ filter: 'user:ana', sort: BY_TURN });
  expect(own).toMatchObject({ length: 1, of: 2 });
  await one.leave();
  expect(
    (await two.views.page({ view: own.view, offset: 0, limit: 1 })).columns['turn_id'],
  ).toEqual([2]);
  expect(await two.views.position({ view: own.view, turn_id: 2 })).toEqual({ position: 0 });
  expect(await two.views.position({ view: own.view, turn_id: 1 })).toEqual({ position: null });
  await two.cases.close({});
  expect(locksIn(path)).toEqual([]);
});

test('opening another case lets the first go; one that cannot be opened leaves the window as it was', async () => {
  const [path, other] = [await caseWithLog(), await emptyCase('Other')];
  const desk = await deskAt(path);
  await expect(desk.cases.open({ grant: temporaryFolder() })).rejects.toMatchObject({
    code: 'not-a-case',
  });
  await expect(desk.cases.open({ grant: 'never given' })).rejects.toMatchObject({
    code: 'not-found',
  });
  expect((await desk.cases.current({})).head?.path).toBe(path);
  const { view } = await desk.views.open({ filter: '', sort: BY_TURN });
  await desk.cases.open({ grant: other });
  expect(locksIn(path)).toEqual([]);
  await expect(desk.views.page({ view, offset: 0, limit: 1 })).rejects.toBeInstanceOf(ViewLost);
});

test('a case is made at the place that was picked', async () => {
  const desk = workbenchIn().desk();
  const head = await desk.cases.create({ grant: join(temporaryFolder(), 'fees'), title: 'Fees' });
  expect(head).toMatchObject({ title: 'Fees', folder: 'fees.exhibit', sample: false });
  expect(await desk.cases.home({})).toMatchObject({
    head,
    turns: 0,
    first: null,
    volume: { points: [] },
    unreviewed: [],
    detection: null,
    acts: [{ words: 'made the case “Fees”', log: 'custody' }],
  });
});

test('a place where no case can be made, and a home that cannot be written to, are said in a sentence', async () => {
  const file = join(temporaryFolder(), 'a-file');
  writeFileSync(file, '');
  const desk = workbenchIn(join(file, 'home')).desk();
  await expect(
    desk.cases.create({ grant: join(file, 'fees.exhibit'), title: 'Fees' }),
  ).rejects.toMatchObject({ code: 'not-found' });
  await expect(desk.settings.change({ theme: 'dark' })).rejects.toMatchObject({
    code: 'bad-usage',
  });
  expect(await desk.cases.open({ grant: await caseWithLog() })).toMatchObject({ title: 'Fees' });
});

test('home counts turns that lack time, model and user', async () => {
  const path = await emptyCase();
  const log = [
    line({ created: undefined, model: undefined, user: undefined, request: undefined }),
    line({ id: 'call-2', conversation_id: 'conv-2', created: 1772000000 }),
    line({ id: 'call-3', conversation_id: 'conv-3', created: 1772000000 + 5 * 86400 }),
  ];
  await importText(path, log.join('\n'));
  const home = await (await deskAt(path)).cases.home({});
  expect(home.turns).toBe(3);
  expect(home.models.reduce((sum, { turns }) => sum + turns, 0)).toBe(3);
  expect(home.volume.bucket).toBe('day');
  expect(home.volume.points).toHaveLength(6);
  expect(home.volume.points.map(({ turns }) => turns)).toEqual([1, 0, 0, 0, 0, 1]);
  expect(home.undated).toBe(1);
  expect(home.completeness.find(({ field }) => field === 'started_at')).toMatchObject({
    turns: 2,
    of: 3,
  });
});

test('a home shows the numbers of the last start while its files are as they were, and none that another state had', async () => {
  const path = await caseWithLog();
  const home = join(temporaryFolder(), 'home');
  const last = join(home, 'last-home.json');
  const turnsAtStart = async (): Promise<number> => {
    const workbench = workbenchIn(home);
    const { turns } = await (await deskAt(path, workbench)).cases.home({});
    await workbench.close();
    return turns;
  };
  const inFile = z.looseObject({ numbers: z.looseObject({ turns: z.int() }) });
  const marked = (): void => {
    const kept = inFile.parse(JSON.parse(readFileSync(last, 'utf8')));
    writeFileSync(last, JSON.stringify({ ...kept, numbers: { ...kept.numbers, turns: 4711 } }));
  };
  const turns = await turnsAtStart();
  await vi.waitFor(() => expect(existsSync(last)).toBe(true));
  expect(readFileSync(last, 'utf8')).not.toContain(path);
  marked();
  expect(await turnsAtStart()).toBe(4711);
  utimesSync(layoutOf(path).database, 1, 1);
  expect(await turnsAtStart()).toBe(turns);
  marked();
  new CommandLine().run(['note', path, 'add', 'The key was rotated.']);
  expect(await turnsAtStart()).toBe(turns);
  marked();
  await importText(path, line({ id: 'one-more', conversation_id: 'one-more' }), 'more.jsonl');
  expect(await turnsAtStart()).toBe(turns + 1);
  // As a power loss may leave it.
  writeFileSync(last, '');
  expect(await turnsAtStart()).toBe(turns + 1);
  expect(readdirSync(home).filter((name) => name.startsWith('last-home'))).toEqual([
    'last-home.json',
  ]);
});

test('a home that is known from the last start is there before the tables are opened', async () => {
  const path = await caseWithLog();
  const home = join(temporaryFolder(), 'home');
  const readers = (): string[] =>
    readdirSync(path).filter((name) => name.startsWith('.lock-read-'));
  const first = workbenchIn(home);
  const shown = await (await deskAt(path, first)).cases.home({});
  expect(readers()).toHaveLength(1);
  await vi.waitFor(() => expect(existsSync(join(home, 'last-home.json'))).toBe(true));
  await first.close();

  const second = workbenchIn(home);
  const desk = await deskAt(path, second);
  expect(await desk.cases.home({})).toEqual(shown);
  expect(readers()).toEqual([]);
  // They are opened a little later by themselves, and change nothing of what the window knows.
  const told = async (): Promise<unknown> => (await desk.watch().next()).value;
  const before = await told();
  await vi.waitFor(() => expect(readers()).toHaveLength(1));
  expect(await desk.cases.home({})).toEqual(shown);
  expect(await told()).toEqual(before);
  await second.close();

  // Of a case whose log is another nothing is taken for known.
  appendFileSync(layoutOf(path).custody, '{"not": "a line of the chain"}\n');
  await expect(deskAt(path, workbenchIn(home))).rejects.toMatchObject({ code: 'case-damaged' });
});

test('an act of another process shows: the log grows and the analysis is read again', async () => {
  const path = await caseWithLog();
  const desk = await deskAt(path);
  const { view } = await desk.views.open({ filter: '', sort: BY_TURN });
  const exhibits = async (): Promise<unknown> =>
    (await desk.views.page({ view, offset: 0, limit: 1 })).columns['exhibits'];
  expect(await exhibits()).toEqual([0]);
  const before = await told(desk, (now) => now.case?.log);

  const cli = new CommandLine();
  cli.json(['exhibit', path, 'pin', 'T-1', '--caption', 'The answer']);
  expect(cli.json(['info', path])).toMatchObject({ turns: 2 });
  const refused = cli.run(['import', path, longLog(path, 10)]);
  expect(refused.status).toBe(2);
  expect(refused.stderr).toMatch(/is in use: process \d+ on .* has been showing it since/);

  await told(desk, (now) => (now.case !== null && now.case.log > before ? true : undefined));
  expect(await exhibits()).toEqual([1]);
  expect((await desk.cases.home({})).acts).toContainEqual({
    at: '2026-05-04T09:00:00.000Z',
    actor: 'A. Tester',
    log: 'activity',
    words: 'pinned an exhibit: The answer',
  });
});

test('a case that another process writes is not opened, and the list of cases says who', async () => {
  const path = await caseWithLog();
  const workbench = workbenchIn();
  const desk = await deskAt(path, workbench);
  const { head } = await desk.cases.current({});
  await desk.cases.close({});
  const writer = await otherWriter(path);
  const sentence = new RegExp(`process ${writer.pid ?? 0} on .* importing gateway.jsonl`);
  await expect(desk.cases.open({ recent: head?.case_id ?? '' })).rejects.toThrow(sentence);
  const [recent] = (await desk.cases.recent({})).cases;
  expect(recent).toMatchObject({ state: 'in-use', turns: 2, files: 1 });
  expect(recent?.sentence).toMatch(sentence);
  writer.kill('SIGKILL');
  await new Promise((resolve) => writer.once('exit', resolve));
  expect((await desk.cases.recent({})).cases).toMatchObject([{ state: 'present', sentence: null }]);
  expect(await desk.cases.open({ recent: head?.case_id ?? '' })).toEqual(head);
});

test('a session whose case another process took between two instances says so and recovers', async () => {
  const path = await caseWithLog();
  const layout = layoutOf(path);
  const { case_id } = JSON.parse(readFileSync(layout.caseFile, 'utf8')) as { case_id: string };
  const side = new ReadingSide(layout, case_id, () => undefined);
  onTestFinished(() => side.close());
  const ask = () =>
    side.read(async (connection) => (await connection.runAndReadAll('SELECT 1')).getRowsJson());
  expect(await ask()).toEqual([[1]]);
  await side.stepAside();
  const waiting = ask();
  const writer = await otherWriter(path);
  side.comeBack();
  await expect(waiting).rejects.toMatchObject({ code: 'case-in-use' });
  expect(side.trouble).toMatch(/importing gateway.jsonl/);
  writer.kill('SIGKILL');
  await new Promise((resolve) => writer.once('exit', resolve));
  await side.look();
  expect(side.trouble).toBeNull();
  expect(await ask()).toEqual([[1]]);
});

test('a folder that goes away is said once and clearly; it may come back; close works', async () => {
  const path = await caseWithLog();
  const workbench = workbenchIn();
  const desk = await deskAt(path, workbench);
  const { view } = await desk.views.open({ filter: '', sort: BY_TURN });
  const away = `${path}.away`;
  renameSync(path, away);
  const gone = {
    code: 'not-found',
    message: `${path} is not there any more; put the folder back, or open another case.`,
  };
  await expect(desk.views.page({ view, offset: 0, limit: 1 })).rejects.toMatchObject(gone);
  // Logs that are not there are never taken for empty ones.
  const log = { words: '', kind: 'all', offset: 0, limit: 1 } as const;
  await expect(desk.custody.log(log)).rejects.toMatchObject(gone);
  await expect(desk.compare.list({})).rejects.toMatchObject(gone);
  await expect(desk.report.issued({})).rejects.toMatchObject(gone);
  await expect(desk.actions.history({ action_no: 1 })).rejects.toMatchObject(gone);
  await told(desk, (now) => now.case?.trouble ?? undefined);
  expect((await desk.cases.recent({})).cases).toMatchObject([{ folder: basename(path) }]);
  renameSync(away, path);
  await told(desk, (now) => (now.case?.trouble === null ? true : undefined));
  expect((await desk.views.page({ view, offset: 0, limit: 1 })).columns['turn_id']).toEqual([1]);

  rmSync(path, { recursive: true });
  await expect(desk.cases.home({})).rejects.toBeInstanceOf(Refusal);
  const { state, sentence } = await ended(desk, await desk.jobs.detect({}));
  expect(state).toBe('failed');
  expect(sentence).toContain(`There is no case at ${path}`);
  await desk.cases.close({});
  expect((await desk.cases.recent({})).cases).toMatchObject([{ state: 'missing' }]);
  await workbench.close();
  expect(existsSync(path)).toBe(false);
});

test('a case whose import was killed opens with the rows of before', async () => {
  const path = await caseWithLog();
  const log = longLog(path, 20_000);
  const child = spawn(process.execPath, [entryPoint('exhibit'), 'import', path, log], {
    stdio: 'ignore',
  });
  const watcher = watch(join(path, 'evidence'), () => void child.kill('SIGKILL'));
  const signal = await new Promise((resolve) => child.once('exit', (_code, how) => resolve(how)));
  watcher.close();
  expect(signal).toBe('SIGKILL');
  const desk = await deskAt(path);
  expect(await desk.views.open({ filter: '', sort: BY_TURN })).toMatchObject({ length: 2 });
  expect(await complaints(path)).toEqual([]);
});

test('a withdrawn question ends, the others do not', async () => {
  const path = await caseWithLog();
  const desk = await deskAt(path);
  const withdrawn = AbortSignal.abort();
  const open = { filter: '', sort: BY_TURN };
  await expect(desk.views.open(open, withdrawn)).rejects.toMatchObject({ code: 'cancelled' });
  const stop = new AbortController();
  const asked = desk.cases.home({}, stop.signal);
  const other = desk.cases.home({});
  stop.abort();
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  expect((await other).turns).toBe(2);
});

test('what a desk is told ends with the signal, and with whoever stops listening while nothing happens', async () => {
  const desk = await deskAt(await caseWithLog());
  const stop = new AbortController();
  const watched = desk.watch(stop.signal);
  expect(await watched.next()).toMatchObject({ done: false, value: { jobs: [] } });
  const next = watched.next();
  stop.abort();
  expect(await next).toEqual({ done: true, value: undefined });

  const other = desk.watch();
  await other.next();
  const waiting = other.next();
  await other.return?.();
  expect(await waiting).toEqual({ done: true, value: undefined });
});

test('settings and the list of cases survive; damaged ones are said or set aside', async () => {
  const path = await caseWithLog();
  const home = join(temporaryFolder(), 'home');
  const first = workbenchIn(home);
  const desk = await deskAt(path, first);
  expect(await desk.settings.read({})).toMatchObject({ theme: 'system', density: 'compact' });
  const columns = { turns: { order: ['at'], hidden: ['route'], widths: { at: 120 } } };
  await desk.settings.change({ theme: 'dark', columns });
  await desk.settings.change({ density: 'relaxed' });
  await first.close();

  const later = workbenchIn(home).desk();
  expect(await later.settings.read({})).toMatchObject({
    theme: 'dark',
    density: 'relaxed',
    columns,
  });
  expect((await later.cases.recent({})).cases).toMatchObject([
    { title: 'Fees', path, state: 'present', turns: 2, files: 1, verified: null },
  ]);
  writeFileSync(join(home, 'settings.json'), '{"theme":');
  writeFileSync(join(home, 'recent-cases.json'), '[1]');
  expect(await later.settings.read({})).toMatchObject({
    theme: 'system',
    file: { trouble: `${join(home, 'settings.json')} is damaged; the usual settings are used.` },
  });
  expect((await later.cases.recent({})).cases).toEqual([]);
  expect(existsSync(join(home, 'recent-cases.json.damaged'))).toBe(true);
  await expect(later.settings.change({ theme: 'hc' })).rejects.toThrow('Set the file aside');
  expect(readFileSync(join(home, 'settings.json'), 'utf8')).toBe('{"theme":');
  await later.settings.setAside({});
  const aside = readdirSync(home).filter((name) => name.startsWith('settings.json.aside-'));
  expect(aside.map((name) => readFileSync(join(home, name), 'utf8'))).toEqual(['{"theme":']);
  await later.settings.change({ theme: 'hc' });
  expect(JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'))).toMatchObject({
    theme: 'hc',
  });
});

test('a case is forgotten by the list alone', async () => {
  const path = await caseWithLog();
  const home = join(temporaryFolder(), 'home');
  const desk = await deskAt(path, workbenchIn(home));
  const { head } = await desk.cases.current({});
  await desk.cases.home({});
  await vi.waitFor(() => expect(existsSync(join(home, 'last-home.json'))).toBe(true));
  await desk.cases.forget({ case_id: head?.case_id ?? '' });
  expect((await desk.cases.recent({})).cases).toEqual([]);
  expect(existsSync(join(home, 'last-home.json'))).toBe(false);
  expect(existsSync(dirname(join(path, 'case.json')))).toBe(true);
});
