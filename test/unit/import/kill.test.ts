import { type ChildProcess, spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entryPoint } from '../../../electron/engine/base/entry-point.ts';
import { createCase } from '../../../electron/engine/case/create.ts';
import { readChain } from '../../../electron/engine/custody/chain.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { AS_IT_IS, complaints, rowsIn, verified } from '../../fixtures/case-on-disk.ts';
import { line } from './derived.ts';

const CALLS = 20_000;
const COUNTS = { records: CALLS, mapped: CALLS, unmapped: 0, quarantined: 0, turns: CALLS };

let folder = '';
let log = '';
let bytes = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exhibit-kill-'));
  log = join(folder, 'gateway.jsonl');
  const filler = 'The fee for this service was raised. '.repeat(4);
  const lines = Array.from({ length: CALLS }, (_, index) =>
    line({
      id: `call-${index}`,
      conversation_id: `conv-${index >> 2}`,
      note: `${index} ${filler}`,
    }),
  );
  writeFileSync(log, lines.join('\n'));
  bytes = statSync(log).size;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** How far the copy of the evidence reaches, in bytes, whatever its name. */
const copied = (path: string): number =>
  Math.max(
    0,
    ...readdirSync(join(path, 'evidence')).map((name) => sizeOf(join(path, 'evidence', name))),
  );
const saysAct =
  (act: string) =>
  (path: string): boolean =>
    readFileSync(join(path, 'custody.jsonl'), 'utf8').includes(act);
const databaseAbove =
  (size: number) =>
  (path: string): boolean =>
    sizeOf(join(path, 'case.duckdb')) + sizeOf(join(path, 'case.duckdb.wal')) > size;

const MOMENTS: readonly [string, (path: string) => boolean][] = [
  ['the lock is put up', (path) => readdirSync(path).includes('.lock-write')],
  ['the copy has a name', (path) => readdirSync(join(path, 'evidence')).length > 0],
  ['the copy has its first bytes', (path) => copied(path) > 0],
  ['a quarter is copied', (path) => copied(path) > bytes / 4],
  ['half is copied', (path) => copied(path) > bytes / 2],
  ['all is copied', (path) => copied(path) >= bytes],
  ['the first rows are written', databaseAbove(500_000)],
  ['some rows are written', databaseAbove(750_000)],
  ['more rows are written', databaseAbove(1_000_000)],
  [
    'the copy has its final name',
    (path) => readdirSync(join(path, 'evidence')).some((name) => /^[0-9a-f]{64}$/.test(name)),
  ],
  ['custody says begun', saysAct('import.begun')],
  [
    'the commit is logged',
    (path) => saysAct('import.begun')(path) && sizeOf(join(path, 'case.duckdb.wal')) > 0,
  ],
  ['custody says completed', saysAct('import.completed')],
];

/** Imports in a process of its own and kills it at the moment; gives whether it was still running. */
async function importKilledAt(path: string, moment: (path: string) => boolean): Promise<boolean> {
  const child: ChildProcess = spawn(
    process.execPath,
    [entryPoint('exhibit'), 'import', path, log],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const strike = (): void => {
    if (moment(path)) child.kill('SIGKILL');
  };
  const watchers = [path, join(path, 'evidence')].map((place) => watch(place, strike));
  child.stderr?.on('data', strike);
  try {
    return await new Promise((resolve) => {
      child.once('exit', (_code, signal) => resolve(signal === 'SIGKILL'));
    });
  } finally {
    for (const watcher of watchers) watcher.close();
  }
}

const remains = (path: string): string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.lock|\.tmp-|\.wal|\.making-/.test(name),
  );

let whole: string | null = null;
const struck = new Set<string>();

test.each(MOMENTS)('a kill when %s leaves before or after', async (name, moment) => {
  const path = join(folder, `${struck.size}-${name.replaceAll(' ', '-')}.exhibit`);
  mkdirSync(path);
  await createCase(path, 'Killed');
  if (await importKilledAt(path, moment)) struck.add(name);

  expect(await complaints(path)).toEqual([]);

  const { files, refused } = await importFiles(path, [log], AS_IT_IS);
  expect(refused).toEqual([]);
  expect(files).toMatchObject([COUNTS]);
  expect(readdirSync(join(path, 'evidence'))).toEqual([files[0]?.sha256]);
  expect(remains(path)).toEqual([]);
  const [counts] = await rowsIn(
    path,
    `SELECT (SELECT count(*) FROM store.evidence) AS files, (SELECT count(*) FROM store.record) AS records,
       (SELECT count(*) FROM store.turn) AS turns, (SELECT max(turn_id) FROM store.turn) AS last`,
  );
  expect(counts).toEqual({ files: '1', records: `${CALLS}`, turns: `${CALLS}`, last: `${CALLS}` });
  expect((await verified(path)).ok).toBe(true);

  const { entries } = readChain(join(path, 'custody.jsonl'));
  expect(entries.filter(({ act }) => act === 'import.completed')).toHaveLength(1);
  const tables = JSON.stringify(
    entries.findLast(({ act }) => act === 'import.completed')?.data['merkle_root'],
  );
  whole ??= tables;
  expect(tables).toBe(whole);
  rmSync(path, { recursive: true });
});

test('most kills struck while the import ran', () => {
  expect(struck.size).toBeGreaterThanOrEqual(9);
});
