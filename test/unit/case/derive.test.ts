import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../electron/engine/base/errors.ts';
import { derive, finishInterrupted } from '../../../electron/engine/case/derive.ts';
import { appendToChain, readChain } from '../../../electron/engine/custody/chain.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { registerReference } from '../../../electron/engine/import/register-reference.ts';
import {
  AS_IT_IS,
  caseWithLog,
  complaints,
  emptyCase,
  importText,
  rowsIn,
  verified,
} from '../../fixtures/case-on-disk.ts';
import { line } from '../import/derived.ts';

const actsOf = (path: string): string[] =>
  readChain(join(path, 'custody.jsonl')).entries.map(({ act }) => act);
const hiddenIn = (path: string): string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.lock|\.tmp-/.test(name),
  );

/** A job that adds one label; `fail` decides what happens after it began. */
const labelling = (path: string, fail: (() => void) | null = null) =>
  derive(path, 'labelling', 'labelling turns', async (derivation) => {
    const { connection, jobNo } = derivation;
    derivation.begin({ why: 'a test' });
    await connection.run("INSERT INTO store.label (what, record_id) VALUES ('class', 1)");
    fail?.();
    return { result: jobNo, data: { labels: 1 } };
  });

test('custody says begun and completed, and the tables hold what was derived', async () => {
  const path = await caseWithLog();
  expect(await labelling(path)).toBe(2);
  expect(actsOf(path).slice(-2)).toEqual(['labelling.begun', 'labelling.completed']);
  expect(await rowsIn(path, 'SELECT what FROM store.label')).toEqual([{ what: 'class' }]);
  expect(await complaints(path)).toEqual([]);
  expect(hiddenIn(path)).toEqual([]);
});

test('a cancel ends a statement that would run for days, and the case is as it was', async () => {
  const path = await caseWithLog();
  const controller = new AbortController();
  const endless = derive(
    path,
    'labelling',
    'labelling turns',
    async (derivation) => {
      const { connection } = derivation;
      derivation.begin({ why: 'a test' });
      await connection.run("INSERT INTO store.label (what, record_id) VALUES ('class', 1)");
      setImmediate(() => controller.abort());
      await connection.run(
        'SELECT sum(hash(a.range + b.range)) FROM range(10000000) a, range(10000000) b',
      );
      return { result: null, data: {} };
    },
    { signal: controller.signal },
  );
  await expect(endless).rejects.toMatchObject({ code: 'cancelled' });
  expect(await rowsIn(path, 'SELECT what FROM store.label')).toEqual([]);
  expect(actsOf(path).at(-1)).toBe('labelling.abandoned');
  expect(hiddenIn(path)).toEqual([]);
  expect(await labelling(path)).toBe(3);
  expect(await complaints(path)).toEqual([]);
});

describe('what a job throws', () => {
  test('leaves the tables as they were; custody gives the reason of a refusal', async () => {
    const path = await caseWithLog();
    const refuse = (): never => {
      throw new Refusal('cancelled', 'Cancelled; the case is as it was before.');
    };
    await expect(labelling(path, refuse)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await rowsIn(path, 'SELECT what FROM store.label')).toEqual([]);
    expect(readChain(join(path, 'custody.jsonl')).entries.at(-1)).toMatchObject({
      act: 'labelling.abandoned',
      data: { job_no: 2, reason: 'Cancelled; the case is as it was before.' },
    });
    expect(await complaints(path, true)).toEqual([]);
    expect(hiddenIn(path)).toEqual([]);
    expect(await labelling(path)).toBe(3);
  });

  test('is not told to custody where it is a fault of the program', async () => {
    const path = await caseWithLog();
    const secret = (): never => {
      throw new Error('text of evidence');
    };
    await expect(labelling(path, secret)).rejects.toThrow('text of evidence');
    expect(readChain(join(path, 'custody.jsonl')).entries.at(-1)?.data['reason']).toBe(
      'a fault of the program',
    );
  });

  test('before it begins leaves custody as it was', async () => {
    const path = await caseWithLog();
    const before = actsOf(path);
    const never = derive(path, 'labelling', 'labelling', () => Promise.reject(new Error('no')));
    await expect(never).rejects.toThrow('no');
    expect(actsOf(path)).toEqual(before);
  });
});

test('a file that is refused leaves nothing in tables and evidence, and custody says so', async () => {
  const path = await caseWithLog();
  const { files, refused } = await importText(path, 'no log at all\n', 'words.txt');
  expect(files).toEqual([]);
  expect(refused[0]?.reason).toMatch(/^Nothing in words\.txt can be parsed as a log/);
  expect(readdirSync(join(path, 'evidence'))).toHaveLength(1);
  expect(actsOf(path).slice(-1)).toEqual(['import.refused']);
  expect(await rowsIn(path, 'SELECT count(*) AS n FROM store.evidence')).toEqual([{ n: '1' }]);
  expect(await complaints(path)).toEqual([]);
});

test('good files among refused ones are imported', async () => {
  const path = await emptyCase();
  const folder = join(path, '..', 'logs');
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.jsonl'), line());
  writeFileSync(join(folder, 'b.txt'), 'words');
  writeFileSync(join(folder, 'c.jsonl'), line({ id: 'call-9' }));
  const { files, refused } = await importFiles(path, [folder, '/no/such'], AS_IT_IS);
  expect(files.map(({ turns }) => turns)).toEqual([1, 1]);
  expect(refused.map(({ path: file }) => file)).toEqual(['/no/such', join(folder, 'b.txt')]);
  expect(await complaints(path)).toEqual([]);
});

test('a file whose import completed is not imported again, whatever its name', async () => {
  const path = await emptyCase();
  const first = (await importText(path, line(), 'one.jsonl')).files[0];
  const again = (await importText(path, line(), 'two.jsonl')).files[0];
  expect(again).toEqual({
    ...first,
    path: join(path, '..', 'two.jsonl'),
    duplicate_of: first?.sha256,
  });
  expect(await rowsIn(path, 'SELECT count(*) AS n FROM store.turn')).toEqual([{ n: '1' }]);
});

test('a kill between commit and log is made good before the next import decides', async () => {
  const path = await caseWithLog();
  cutLastEntry(path);
  const before = await verified(path, true);
  expect(before.ok).toBe(true);
  expect(before.checks.find(({ name }) => name === 'database tables')?.detail).toMatch(
    /note: the import of job 1 was interrupted before the log said it was complete/,
  );
  const { files } = await importFiles(path, [join(path, '..', 'log.jsonl')], AS_IT_IS);
  expect(files[0]?.duplicate_of).toBe(files[0]?.sha256);
  expect(actsOf(path)).toEqual(['case.created', 'import.begun', 'import.completed']);
  expect(await rowsIn(path, 'SELECT count(*) AS n FROM store.evidence')).toEqual([{ n: '1' }]);
  expect(await complaints(path, true)).toEqual([]);
});

test('finishing what is not interrupted changes nothing', async () => {
  const path = await caseWithLog();
  const before = actsOf(path);
  await finishInterrupted(path);
  expect(actsOf(path)).toEqual(before);
});

test('a case of which copying lost the empty folders works', async () => {
  const path = await emptyCase();
  for (const name of ['evidence', 'inputs', 'reports'])
    rmSync(join(path, name), { recursive: true });
  expect(await complaints(path)).toEqual([]);
  await importText(path, line());
  expect(await complaints(path, true)).toEqual([]);
});

test('a case without its database is refused and none is made', async () => {
  const path = await caseWithLog();
  rmSync(join(path, 'case.duckdb'));
  await expect(labelling(path)).rejects.toMatchObject({ code: 'case-damaged' });
  expect(existsSync(join(path, 'case.duckdb'))).toBe(false);
});

test('a reference is kept byte for byte, read-only, with its dates', async () => {
  const path = await emptyCase();
  const file = join(path, '..', 'policy.md');
  writeFileSync(file, 'The fee is 5 €.');
  await registerReference(path, file, { title: 'Fees', from: '2026-01-01', to: '2026-12-31' });
  expect(
    await rowsIn(
      path,
      'SELECT title, name, epoch_ms(in_force_from) AS "from", in_force_to::VARCHAR AS "to" FROM store.reference',
    ),
  ).toEqual([
    {
      title: 'Fees',
      name: 'policy.md',
      from: '1767225600000',
      to: '2026-12-31 23:59:59.999999+00',
    },
  ]);
  await expect(
    registerReference(path, file, { title: null, from: null, to: '2026-02-30' }),
  ).rejects.toMatchObject({ code: 'bad-usage' });
  expect(await complaints(path, true)).toEqual([]);
});

/** What a kill between COMMIT and the log leaves. */
function cutLastEntry(path: string): void {
  const log = join(path, 'custody.jsonl');
  const { entries } = readChain(log);
  rmSync(log);
  for (const { at, actor, act, data } of entries.slice(0, -1))
    appendToChain(log, { at, actor, act, data });
}
