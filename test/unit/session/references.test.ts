import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { registerReference } from '../../../electron/engine/import/register-reference.ts';
import { rebuildCase } from '../../../electron/engine/rebuild/rebuild.ts';
import { verify } from '../../../electron/engine/verify/verify.ts';
import { caseWithLog, temporaryFolder } from '../../fixtures/case-on-disk.ts';
import { deskAt, ended } from './desks.ts';

const UNSAID = { title: null, from: null, to: null, zone: null, kind: null, note: null };

test('a reference is registered from a window with what is said of it, which custody keeps over a rebuild', async () => {
  const path = await caseWithLog();
  const [prices, policy] = ['prices.csv', 'policy.md'].map((name) => join(temporaryFolder(), name));
  writeFileSync(prices ?? '', 'fare,40\n');
  writeFileSync(policy ?? '', '# Fees\n');
  const desk = await deskAt(path);
  const first = await ended(desk, await desk.jobs.reference({ ...UNSAID, grant: prices ?? '' }));
  expect(first).toMatchObject({ state: 'done', kind: 'reference', title: 'prices.csv' });
  expect(first.reference).toEqual({ reference_id: 1 });
  const said = { kind: 'policy', note: 'Replaces that of 2025.' } as const;
  const dates = { from: '2026-01-31', to: '2026-02-01', zone: 'Europe/Berlin' };
  const second = { ...said, ...dates, title: 'Fees', grant: policy ?? '' };
  await ended(desk, await desk.jobs.reference(second));
  const { references } = await desk.evidence.register({});
  expect(references.map(({ sha256: _, ...reference }) => reference)).toEqual([
    {
      ...{ reference_id: 1, title: 'prices.csv', name: 'prices.csv', kind: null, note: null },
      ...{ in_force_from: null, in_force_to: null },
    },
    {
      ...{ reference_id: 2, title: 'Fees', name: 'policy.md', ...said },
      in_force_from: '2026-01-30T23:00:00.000Z',
      in_force_to: '2026-02-01T22:59:59.999999Z',
    },
  ]);
  await desk.leave();
  await rebuildCase(path);
  expect((await (await deskAt(path)).evidence.register({})).references).toEqual(references);
  expect((await verify(path, { full: true, trusted: [] })).ok).toBe(true);
});

test('a reference whose copying is cancelled leaves nothing behind', async () => {
  const path = await caseWithLog();
  const evidence = (): string[] => readdirSync(join(path, 'evidence'));
  const before = evidence();
  const file = join(temporaryFolder(), 'policy.pdf');
  writeFileSync(file, Buffer.alloc(1 << 24));
  const stop = new AbortController();
  const job = { signal: stop.signal, onProgress: () => setImmediate(() => stop.abort()) };
  await expect(registerReference(path, file, UNSAID, job)).rejects.toMatchObject({
    code: 'cancelled',
  });
  expect(evidence()).toEqual(before);
});

test('what cannot be a reference is refused before anything is begun', async () => {
  const path = await caseWithLog();
  const desk = await deskAt(path);
  const file = join(temporaryFolder(), 'policy.md');
  writeFileSync(file, '# Fees\n');
  const custody = (): string => readFileSync(join(path, 'custody.jsonl'), 'utf8');
  const before = custody();
  for (const [asked, words] of [
    [{ grant: file, from: 'soon' }, 'soon is not a date'],
    [{ grant: file, from: '2026-02-01', to: '2026-01-01' }, 'It would end before it begins'],
    [{ grant: file, zone: 'Mars/Olympus' }, 'not a time zone'],
    [{ grant: temporaryFolder() }, 'There is no file'],
  ] as const)
    await expect(desk.jobs.reference({ ...UNSAID, ...asked })).rejects.toThrow(words);
  expect(custody()).toBe(before);
});
