import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, expect, test } from 'vitest';
import {
  caseInfo,
  createCase,
  importFiles,
  rebuildCase,
  searchCase,
  verify,
} from '../../../electron/engine/index.ts';
import { partitionsOf } from '../../../electron/engine/import/partitions.ts';

const folder = mkdtempSync(join(tmpdir(), 'exhibit-partitions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the run of name=value folders right above a file says something of its rows', () => {
  expect(
    partitionsOf('/a=1/logs/date=2026-01-05/at=10%3A00/x=__HIVE_DEFAULT_PARTITION__/p'),
  ).toEqual([
    { name: 'date', value: '2026-01-05' },
    { name: 'at', value: '10:00' },
    { name: 'x', value: null },
  ]);
  expect(partitionsOf('/logs/=1/p.parquet')).toEqual([]);
  expect(partitionsOf('/logs/k=%zz/k=2=3/p.parquet')).toEqual([{ name: 'k', value: '2=3' }]);
});

/** One file of two calls, with a column `region` of its own where one is given. */
async function parquet(path: string, at: string, region: string | null = null): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const own = region === null ? '' : `, CASE i WHEN 0 THEN '${region}' ELSE 'eu' END AS region`;
  await connection.run(
    `COPY (
       SELECT 'What costs ' || i || '?' AS prompt, 'Five at ${at}.' AS response, TIMESTAMP '${at}' AS created_at,
         {'name': 'shop', 'tags': ['a', 'b']} AS app ${own}
       FROM range(2) AS r(i)
     ) TO '${path}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
}

test('a partitioned folder is imported file by file, with what its folders say, and derived again without it', async () => {
  const logs = join(folder, 'logs');
  await parquet(join(logs, 'date=2026-01-06/region=eu/part-0.parquet'), '2026-01-06 10:00:00');
  await parquet(join(logs, 'date=2026-01-05/region=us/part-0.parquet'), '2026-01-05 10:00:00');
  await parquet(
    join(logs, 'date=2026-01-05/region=eu/part-0.parquet'),
    '2026-01-05 09:00:00',
    'uk',
  );
  mkdirSync(join(logs, 'region=é'));
  writeFileSync(join(logs, 'region=é/part-0.csv'), 'prompt,response\nhow é,so é\n');
  const path = join(folder, 'one.exhibit');
  await createCase(path, 'Partitions');
  const options = { format: null, zone: 'UTC', clockOffsetMs: 0, intake: null };
  const { files, refused } = await importFiles(path, [logs], options);
  expect(refused).toEqual([]);
  expect(files.map(({ name, turns, notes }) => ({ name, turns, notes }))).toEqual([
    {
      name: 'date=2026-01-05/region=eu/part-0.parquet',
      turns: 2,
      notes: [
        'its folder says region=eu, and its own column region stands: 1 of 2 rows say something else',
      ],
    },
    { name: 'date=2026-01-05/region=us/part-0.parquet', turns: 2, notes: [] },
    { name: 'date=2026-01-06/region=eu/part-0.parquet', turns: 2, notes: [] },
    { name: 'region=é/part-0.csv', turns: 1, notes: [] },
  ]);
  rmSync(logs, { recursive: true });

  const info = await caseInfo(path);
  expect(info.evidence.map(({ partitions }) => partitions)).toEqual([
    { date: '2026-01-05', region: 'eu' },
    { date: '2026-01-05', region: 'us' },
    { date: '2026-01-06', region: 'eu' },
    { region: 'é' },
  ]);
  const regions = await Promise.all(
    ['uk', 'eu', 'us', 'é'].map(async (region) => {
      const { total } = await searchCase(path, `metadata:*region*${region}*`, 1);
      return [region, total];
    }),
  );
  expect(regions).toEqual([
    ['uk', 1],
    ['eu', 3],
    ['us', 2],
    ['é', 1],
  ]);
  expect((await searchCase(path, 'metadata:*tags*a*b*', 1)).total).toBe(6);

  const verified = await verify(path, { full: true, trusted: [] });
  expect(verified.checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(await rebuildCase(path)).toMatchObject({ equal: true });

  // One file by itself is called by its folders too; the same bytes under other folders cannot be in the case twice.
  const again = join(folder, 'other/region=us/part-0.csv');
  mkdirSync(dirname(again), { recursive: true });
  writeFileSync(again, 'prompt,response\nhow é,so é\n');
  const twice = await importFiles(path, [again], options);
  expect(twice.refused.map(({ reason }) => reason.replaceAll(folder, ''))).toEqual([
    '/other/region=us/part-0.csv has the same bytes as region=é/part-0.csv, which is in the case already, but its folders say something else of its rows (region=us against region=é); a file is in a case once.',
  ]);
});
