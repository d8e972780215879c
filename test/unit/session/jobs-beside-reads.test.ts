import { expect, test } from 'vitest';
import { ViewLost } from '../../../electron/engine/session/errors.ts';
import { caseWithLog, complaints, rowsIn } from '../../fixtures/case-on-disk.ts';
import {
  BY_TURN,
  deskAt,
  ended,
  locksIn,
  longLog,
  openFilesIn,
  told,
  underWay,
  workbenchIn,
} from './desks.ts';

const CALLS = 20_000;
const turnsOf = async (path: string): Promise<unknown> =>
  (await rowsIn(path, 'SELECT count(*) AS turns FROM store.turn'))[0]?.['turns'];

test('pages are answered with the rows of before while an import runs, and the view is lost after it', async () => {
  const path = await caseWithLog();
  const workbench = workbenchIn();
  const desk = await deskAt(path, workbench);
  const { view, length } = await desk.views.open({ filter: '', sort: BY_TURN });
  expect(length).toBe(2);
  const before = await desk.views.page({ view, offset: 0, limit: 200 });

  const job = await desk.jobs.import({ grants: [longLog(path, CALLS)], format: null, zone: null });
  expect(workbench.running()).toBe(1);
  expect((await underWay(desk, job)).state).toBe('running');
  const importing = ended(desk, job);
  let pages = 0;
  let lost = false;
  while (!lost) {
    const page = desk.views.page({ view, offset: 0, limit: 200 });
    const answer = await page.catch((error: unknown) => error);
    lost = answer instanceof ViewLost;
    if (!lost) expect(answer).toEqual(before);
    pages += 1;
  }
  expect(pages).toBeGreaterThan(3);
  expect(await importing).toMatchObject({
    state: 'done',
    title: 'long.jsonl',
    import: { files: [{ name: 'long.jsonl', turns: CALLS, duplicate: false }], refused: [] },
  });
  await expect(desk.views.page({ view, offset: 0, limit: 200 })).rejects.toBeInstanceOf(ViewLost);
  expect(await desk.views.open({ filter: '', sort: BY_TURN })).toMatchObject({
    length: CALLS + 2,
    of: CALLS + 2,
  });
  await workbench.close();
  expect(locksIn(path)).toEqual([]);
  expect(openFilesIn(path)).toEqual([]);
  expect(await complaints(path)).toEqual([]);
});

test('a view opened while an import runs shows the case as it was', async () => {
  const path = await caseWithLog();
  const desk = await deskAt(path);
  const job = await desk.jobs.import({ grants: [longLog(path, CALLS)], format: null, zone: null });
  expect((await underWay(desk, job)).state).toBe('running');
  const head = await desk.views.open({ filter: '"The fee"', sort: BY_TURN });
  expect(head.of).toBe(2);
  expect((await desk.cases.home({})).turns).toBe(2);
  expect((await ended(desk, job)).state).toBe('done');
  expect((await desk.cases.home({})).turns).toBe(CALLS + 2);
});

test('a cancelled import leaves rows and views as they were', async () => {
  const path = await caseWithLog();
  const workbench = workbenchIn();
  const desk = await deskAt(path, workbench);
  const { view } = await desk.views.open({ filter: '', sort: BY_TURN });
  const before = await desk.views.page({ view, offset: 0, limit: 200 });
  const job = await desk.jobs.import({ grants: [longLog(path, CALLS)], format: null, zone: null });
  await underWay(desk, job);
  await desk.jobs.cancel(job);
  expect(await ended(desk, job)).toMatchObject({
    state: 'cancelled',
    sentence: 'Cancelled; the case is as it was before.',
    import: null,
  });
  expect(await desk.views.page({ view, offset: 0, limit: 200 })).toEqual(before);
  await desk.jobs.dismiss(job);
  await workbench.close();
  expect(await turnsOf(path)).toBe('2');
  expect(locksIn(path)).toEqual([]);
  expect(await complaints(path)).toEqual([]);
});

test('a cancelled import of several files says what became of each', async () => {
  const path = await caseWithLog();
  const desk = await deskAt(path);
  const grants = [
    longLog(path, 3, 'first.jsonl'),
    longLog(path, CALLS),
    longLog(path, 2, 'z.jsonl'),
  ];
  const job = await desk.jobs.import({ grants, format: null, zone: null });
  await told(desk, ({ jobs }) =>
    jobs.find(({ phase, done }) => phase.includes('long.jsonl') && done > 0),
  );
  await desk.jobs.cancel(job);
  expect(await ended(desk, job)).toMatchObject({
    state: 'cancelled',
    import: {
      files: [{ name: 'first.jsonl', turns: 3, duplicate: false }],
      refused: [],
      left: ['long.jsonl', 'z.jsonl'],
    },
  });
  expect(await turnsOf(path)).toBe('5');
});

test('closing everything in the middle of an import rolls it back and leaves no lock', async () => {
  const path = await caseWithLog();
  const workbench = workbenchIn();
  const desk = await deskAt(path, workbench);
  const job = await desk.jobs.import({ grants: [longLog(path, CALLS)], format: null, zone: null });
  await underWay(desk, job);
  await desk.leave();
  expect(workbench.running()).toBe(1);
  await workbench.close();
  expect(workbench.running()).toBe(0);
  expect(locksIn(path)).toEqual([]);
  expect(openFilesIn(path)).toEqual([]);
  expect(await turnsOf(path)).toBe('2');
  expect(await complaints(path)).toEqual([]);
});

test('a job outlives the window that began it, and another window sees its end', async () => {
  const path = await caseWithLog();
  const workbench = workbenchIn();
  const desk = await deskAt(path, workbench);
  const job = await desk.jobs.import({ grants: [longLog(path, CALLS)], format: null, zone: null });
  await desk.leave();
  const other = workbench.desk();
  expect((await ended(other, job)).state).toBe('done');
  expect((await other.cases.current({})).head).toBeNull();
  await workbench.close();
  expect(await turnsOf(path)).toBe(`${CALLS + 2}`);
});

test('jobs of one case wait for each other; one that waits can be cancelled', async () => {
  const path = await caseWithLog();
  const desk = await deskAt(path);
  const first = await desk.jobs.import({
    grants: [longLog(path, CALLS)],
    format: null,
    zone: null,
  });
  const second = await desk.jobs.detect({});
  const third = await desk.jobs.verify({ full: false });
  await underWay(desk, first);
  await desk.jobs.cancel(second);
  expect(await ended(desk, second)).toMatchObject({
    state: 'cancelled',
    sentence: 'Cancelled before it began.',
  });
  expect((await ended(desk, first)).state).toBe('done');
  const verified = await ended(desk, third);
  expect(verified).toMatchObject({ state: 'done', verify: { ok: true } });
  expect((await desk.cases.home({})).verified).toEqual({ at: verified.verify?.at, ok: true });
});

test('rules run as a job, and home counts what they found', async () => {
  const path = await caseWithLog();
  const desk = await deskAt(path);
  expect((await desk.cases.home({})).detection).toBeNull();
  const { view } = await desk.views.open({ filter: '', sort: BY_TURN });
  const job = await desk.jobs.detect({});
  const { state, detect } = await ended(desk, job);
  expect(state).toBe('done');
  expect(detect?.rules).toBeGreaterThan(5);
  await expect(desk.views.page({ view, offset: 0, limit: 1 })).rejects.toBeInstanceOf(ViewLost);
  expect((await desk.cases.home({})).detection).toMatchObject({ changed_since: [] });
});

test('a file that is refused is named with its reason; nothing is lost', async () => {
  const path = await caseWithLog();
  const desk = await deskAt(path);
  const { view } = await desk.views.open({ filter: '', sort: BY_TURN });
  const job = await desk.jobs.import({
    grants: [`${path}/nothing-here.jsonl`],
    format: null,
    zone: null,
  });
  const { state, import: outcome } = await ended(desk, job);
  expect(state).toBe('done');
  expect(outcome?.refused).toMatchObject([{ name: 'nothing-here.jsonl' }]);
  expect((await desk.views.page({ view, offset: 0, limit: 200 })).columns['turn_id']).toEqual([
    1, 2,
  ]);
});
