import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complaints, temporaryFolder } from '../../fixtures/case-on-disk.ts';
import { BY_TURN, told, workbenchIn } from './desks.ts';

test('the sample is made once, as a job, and is opened as it stands from then on', async () => {
  const home = join(temporaryFolder(), 'home');
  const workbench = workbenchIn(home);
  const [one, two] = [workbench.desk(), workbench.desk()];
  const opening = [one, two].map((desk) => desk.cases.open({ sample: true }));
  const job = await told(one, ({ jobs }) => jobs[0]);
  expect(job).toMatchObject({ kind: 'sample', state: 'running', case_id: null });
  const [head, other] = await Promise.all(opening);
  expect(other).toEqual(head);
  expect(head).toMatchObject({ sample: true, title: 'Wrong return periods in customer chat' });
  expect(await told(one, ({ jobs }) => jobs)).toMatchObject([{ kind: 'sample', state: 'done' }]);

  const found = await one.views.open({ filter: 'has:exhibit', sort: BY_TURN });
  expect(found.length).toBeGreaterThan(3);
  const shown = await one.cases.home({});
  expect(shown.detection).toMatchObject({ changed_since: [] });
  expect(shown.unreviewed.length).toBeGreaterThan(3);
  await workbench.close();
  expect(readdirSync(join(home, 'sample'))).toHaveLength(1);

  const later = workbenchIn(home).desk();
  expect(await later.cases.open({ sample: true })).toEqual(head);
  expect(await told(later, ({ jobs }) => jobs)).toEqual([]);
  expect(await complaints(head?.path ?? '')).toEqual([]);
});

test('a sample that is cancelled leaves nothing and can be made later', async () => {
  const home = join(temporaryFolder(), 'home');
  const workbench = workbenchIn(home);
  const desk = workbench.desk();
  const opening = desk.cases.open({ sample: true });
  const { job } = await told(desk, ({ jobs }) => jobs[0]);
  await desk.jobs.cancel({ job });
  await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
  expect(readdirSync(join(home, 'sample'))).toEqual([]);
  expect((await desk.cases.current({})).head).toBeNull();
});
