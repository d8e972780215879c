import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { CompletenessStatement } from '../../../shared/domain/completeness.ts';
import { completenessWords, troubleWords } from '../../../shared/text/completeness-words.ts';
import {
  statementOfCase,
  statementOfFile,
} from '../../../electron/engine/case/completeness/statement.ts';
import { joinsIn } from '../../../electron/engine/case/joins.ts';
import { openCase } from '../../../electron/engine/case/open.ts';
import { integer, rows } from '../../../electron/engine/case/query.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { rebuildCase } from '../../../electron/engine/rebuild/rebuild.ts';
import { AS_IT_IS, complaints, emptyCase, importText } from '../../fixtures/case-on-disk.ts';
import { writeParquet } from '../../fixtures/parquet-file.ts';
import { zip } from '../../fixtures/written-zip.ts';
import { line } from '../import/derived.ts';

/** The statement of the case, that of the second file asked for alone, and what is said of each. */
async function statementOf(path: string) {
  const open = await openCase(path, 'read by a test');
  const { connection } = open.database;
  const statement = await statementOfCase(connection);
  const alone = await statementOfFile(connection, 2).catch(() => null);
  open.close();
  return { ...statement, alone };
}

const said = (holding: CompletenessStatement['case'], of: 'file' | 'case'): readonly string[] =>
  troubleWords(holding, of).find(({ subject }) => subject === 'Same records')?.sentences ?? [];

const undated = (id: string): string => line({ id, created: undefined });

test('records that stand in another file are counted by file and for the case, those without a time apart', async () => {
  const path = await emptyCase();
  const rating = 'request_id,rating';
  await importText(
    path,
    [line({ id: 'a' }), undated('b'), '', '{"x":1}'].join('\n'),
    'march.jsonl',
  );
  await importText(
    path,
    [undated('b'), line({ id: 'c' }), '', '{"x":1}'].join('\n'),
    'april.jsonl',
  );
  await importText(path, `${rating}\na,1\n`, 'one.csv');
  await importText(path, `${rating}\nc,1\na,1\n`, 'two.csv');
  const { case: whole, files, alone } = await statementOf(path);
  expect(whole.overlap).toMatchObject({
    records: 6,
    one_turn: 0,
    undated: 2,
    apart: 0,
    no_turn: 4,
  });
  expect(files.map(({ overlap }) => overlap?.records)).toEqual([2, 2, 1, 1]);
  expect(files[1]?.overlap).toEqual({
    ...{ records: 2, one_turn: 0, undated: 1, apart: 0, no_turn: 1, files_total: 1 },
    files: [
      {
        ...{ evidence_id: 1, name: 'march.jsonl', records: 2 },
        first: { record_id: 5, name: 'april.jsonl', member: null, line: 1, ordinal: 1 },
      },
    ],
  });
  expect(alone?.overlap).toEqual(files[1]?.overlap);
  const [, april] = files;
  if (april === undefined) throw new Error('no second file');
  expect(said(april, 'file')).toEqual([
    '2 records stand byte for byte in another file of the case too: march.jsonl (2, here first: line 1).',
    '1 of them has no time of its own, or only a date or a minute, and counts in each file: the same words may be two calls.',
    '1 of them gives no turn (a row of a side table, or not mapped) and counts in each file.',
  ]);
  expect(said(whole, 'case')[0]).toBe(
    '6 records stand byte for byte in another file of the case too: march.jsonl (2, first: line 2), april.jsonl (2, first: line 1), one.csv (1, first: line 2), two.csv (1, first: line 3).',
  );
});

test('nothing is said where no record stands in two files, though one stands twice in its own', async () => {
  const path = await emptyCase();
  await importText(path, [line({ id: 'a' }), line({ id: 'a' })].join('\n'), 'march.jsonl');
  await importText(path, line({ id: 'c' }), 'april.jsonl');
  const { case: whole, files } = await statementOf(path);
  expect([whole.overlap, ...files.map(({ overlap }) => overlap)]).toEqual([null, null, null]);
  expect(completenessWords(whole, 'case').map(({ subject }) => subject)).not.toContain(
    'Same records',
  );
});

test('members of one archive are files of their own', async () => {
  const path = await emptyCase();
  const archive = zip([
    { name: 'march.jsonl', content: `${undated('a')}\n${undated('b')}` },
    { name: 'april.jsonl', content: `${undated('b')}\n${undated('c')}` },
  ]);
  await importText(path, archive, 'export.zip');
  const { files } = await statementOf(path);
  expect(files[0]?.overlap).toMatchObject({
    ...{ records: 2, undated: 2 },
    files: [{ name: 'export.zip', records: 2, first: { member: 'march.jsonl', line: 2 } }],
  });
});

test('a call that two exports hold counts once, and is missed in neither', async () => {
  const path = await emptyCase();
  const call = (n: number): string =>
    line({ id: `req-${100 + n}`, created: 1760000000 + n * 60, conversation_id: `of ${n}` });
  const calls = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, index) => call(from + index)).join('\n');
  await importText(path, calls(0, 40), 'first.jsonl');
  await importText(path, `${calls(10, 20)}\n${calls(30, 60)}`, 'second.jsonl');
  const { case: whole, files } = await statementOf(path);
  expect(whole.overlap).toMatchObject({ records: 40, one_turn: 40, undated: 0, apart: 0 });
  expect([whole, ...files].map(({ events }) => events.dated)).toEqual([60, 40, 40]);
  expect(files[1]?.events.first).toBe('2025-10-09T09:03:20.000Z');
  expect([whole, ...files].map(({ duplicates }) => duplicates)).toEqual([[], [], []]);
  expect([whole, ...files].map(({ sequences }) => sequences[0]?.ids)).toEqual([60, 40, 40]);
  expect([whole, ...files].map(({ fields }) => fields[0]?.of)).toEqual([60, 40, 40]);
  const { name, missing, ranges } = { name: files[1]?.name, ...files[1]?.sequences[0] };
  expect([name, missing, ranges?.[0]?.from]).toEqual(['second.jsonl', 10, 'req-120']);
  const [, second] = files;
  if (second === undefined) throw new Error('no second file');
  expect(said(second, 'file')).toEqual([
    '20 records stand byte for byte in another file of the case too: first.jsonl (20, here first: line 1).',
    '20 of them tell the same turns as their equals: each turn counts once.',
  ]);
  const open = await openCase(path, 'read by a test');
  const { connection } = open.database;
  const joins = await joinsIn(connection);
  const records = await rows(
    connection,
    'SELECT record_id, gives FROM turn_record WHERE turn_id = 11 ORDER BY record_id',
    {},
    z.object({ record_id: integer, gives: z.string() }),
  );
  open.close();
  expect(records).toEqual([
    { record_id: 11, gives: 'turn' },
    { record_id: 41, gives: 'same record' },
  ]);
  expect(joins).toMatchObject([
    { name: 'second.jsonl', table: 'repetition', key_kind: 'bytes', facts: 20, matched: 20 },
  ]);
});

test('a row that two Parquet files hold is one turn, is said so, and verifies', async () => {
  const path = await emptyCase();
  const called = (from: number, to: number): string =>
    `SELECT 'q' || i AS id, 'of ' || i AS conversation_id, 'What is ' || i || '?' AS prompt, 'It is ' || i AS response,
       TIMESTAMPTZ '2026-03-08 10:15:01+00' + i * INTERVAL 1 MINUTE AS created_at
     FROM range(${from}, ${to}) AS r(i)`;
  // The same rows in other row groups, compressed otherwise and with the columns in another order are the same records.
  const files = [
    ['first.parquet', called(0, 3000), ['ROW_GROUP_SIZE 2048', 'COMPRESSION uncompressed']],
    ['second.parquet', `SELECT created_at, * EXCLUDE created_at FROM (${called(2000, 4000)})`, []],
  ] as const;
  for (const [name, select, options] of files) {
    const file = join(path, '..', name);
    await writeParquet(file, select, options);
    await importFiles(path, [file], AS_IT_IS);
  }
  const { case: whole, files: held } = await statementOf(path);
  const [first, second] = held;
  expect(whole.overlap).toMatchObject({ records: 2000, one_turn: 2000, undated: 0, apart: 0 });
  expect([whole, ...held].map(({ events }) => events.dated)).toEqual([4000, 3000, 2000]);
  if (first === undefined || second === undefined) throw new Error('not two files');
  expect(said(first, 'file')[0]).toBe(
    '1,000 records stand byte for byte in another file of the case too: second.parquet (1,000, here first: record 2,001).',
  );
  expect(said(second, 'file')).toEqual([
    '1,000 records stand byte for byte in another file of the case too: first.parquet (1,000, here first: record 1).',
    '1,000 of them tell the same turns as their equals: each turn counts once.',
  ]);
  expect(await complaints(path, true)).toEqual([]);
  expect(await rebuildCase(path)).toMatchObject({ equal: true });
});
