import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportSelect } from '../../../electron/engine/console/console.ts';
import { createCase } from '../../../electron/engine/case/create.ts';
import { answerForScreen } from '../../../electron/engine/console/screen-answer.ts';
import { explainedFault } from '../../../electron/engine/console/sql-fault.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { AS_IT_IS, complaints, MIXED_LOG, temporaryFolder } from '../../fixtures/case-on-disk.ts';

const PATIENCE = 60_000;

const around = mkdtempSync(join(tmpdir(), 'exhibit-console-'));
const path = join(around, 'fees.exhibit');
beforeAll(async () => {
  writeFileSync(join(around, 'log.jsonl'), MIXED_LOG);
  await createCase(path, 'Fees');
  await importFiles(path, [join(around, 'log.jsonl')], AS_IT_IS);
});
afterAll(() => rmSync(around, { recursive: true, force: true }));

describe('an answer for a screen', () => {
  test('has names, types and kinds, and values as text', async () => {
    expect(
      await answerForScreen(
        path,
        `SELECT 9007199254740993 AS big, 1.50::DECIMAL(9,2) AS money, NULL AS nothing, 'x' AS word, [1, 2] AS list,
           TIMESTAMPTZ '2026-01-02 03:04:05+01' AS at_time, true AS yes`,
        PATIENCE,
      ),
    ).toMatchObject({
      what: 'rows',
      columns: [
        { name: 'big', type: 'BIGINT', kind: 'number' },
        { name: 'money', type: 'DECIMAL(9,2)', kind: 'number' },
        { name: 'nothing', type: 'INTEGER', kind: 'number' },
        { name: 'word', type: 'VARCHAR', kind: 'text' },
        { name: 'list', type: 'INTEGER[]', kind: 'list' },
        { name: 'at_time', kind: 'time' },
        { name: 'yes', type: 'BOOLEAN', kind: 'text' },
      ],
      rows: [['9007199254740993', '1.50', null, 'x', '[1,2]', '2026-01-02T02:04:05.000Z', 'true']],
      cut: null,
      shortened: [],
    });
  });

  test.each([
    ['10,000 rows are all', 10_000, null],
    ['one more is said', 10_001, 'rows'],
    ['far more than an answer may hold is no fault', 5_000_000, 'rows'],
  ])('%s', async (_, asked, cut) => {
    const answer = await answerForScreen(path, `SELECT range FROM range(${asked})`, PATIENCE);
    expect(answer).toMatchObject({ what: 'rows', cut });
    expect(answer.what === 'rows' ? answer.rows.length : 0).toBe(10_000);
  });

  test('a long value is shortened and says so; much text ends the rows', async () => {
    const answer = await answerForScreen(
      path,
      "SELECT repeat('é', 30000) AS long FROM range(2000)",
      PATIENCE,
    );
    if (answer.what !== 'rows') throw new Error('no rows');
    expect(answer.cut).toBe('size');
    expect(answer.rows[0]?.[0]).toHaveLength(20_000);
    expect(answer.shortened[0]).toEqual({ row: 0, column: 0, characters: 30_000 });
    expect(answer.rows.length).toBeLessThan(1000);
  });

  test.each([
    ['a file', "FROM read_text('/etc/passwd')", /no files, no network/],
    ['a write', 'DELETE FROM note', /exactly one SELECT, not DELETE/],
    ['a column that is not there', 'SELECT 1,\n nonsense FROM turn', /nonsense/],
  ])('%s is a fault in words', async (_, sql, sentence) => {
    const answer = await answerForScreen(path, sql, PATIENCE);
    expect(answer).toMatchObject({
      what: 'fault',
      sentence: expect.stringMatching(sentence) as string,
    });
  });

  test('too much time is a fault, a cancel is thrown, and the case is as it was', async () => {
    const runaway = 'SELECT count(*) FROM range(10000000) a, range(10000000) b';
    expect(await answerForScreen(path, runaway, 1000)).toMatchObject({
      what: 'fault',
      sentence: expect.stringMatching(/stopped after 1 s/) as string,
    });
    const stop = new AbortController();
    const running = answerForScreen(path, runaway, PATIENCE, stop.signal);
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(await complaints(path)).toEqual([]);
  });
});

describe('an export', () => {
  test('writes all rows: exactly as JSON lines, safely as CSV', async () => {
    const folder = temporaryFolder();
    const sql =
      "SELECT 9007199254740993 AS n, '=1+1' AS formula, chr(27) AS escape, NULL AS nothing";
    const jsonl = { path: join(folder, 'a.jsonl'), format: 'jsonl' } as const;
    const csv = { path: join(folder, 'a.csv'), format: 'csv' } as const;
    expect(await exportSelect(path, sql, jsonl)).toMatchObject({ rows: 1 });
    await exportSelect(path, sql, csv);
    expect(readFileSync(jsonl.path, 'utf8')).toBe(
      '{"n":"9007199254740993","formula":"=1+1","escape":"\\u001b","nothing":null}\n',
    );
    expect(readFileSync(csv.path, 'utf8')).toBe(
      "n,formula,escape,nothing\r\n9007199254740993,'=1+1,⟦U+001B⟧,\r\n",
    );
  });

  test('that cannot be written, or is not one SELECT, leaves nothing', async () => {
    const folder = temporaryFolder();
    const nowhere = { path: join(folder, 'none', 'a.csv'), format: 'csv' } as const;
    await expect(exportSelect(path, 'SELECT 1 AS n', nowhere)).rejects.toMatchObject({
      code: 'bad-usage',
    });
    const file = { path: join(folder, 'b.csv'), format: 'csv' } as const;
    await expect(exportSelect(path, 'SELECT', file)).rejects.toMatchObject({ code: 'bad-sql' });
    expect(existsSync(file.path)).toBe(false);
  });
});

describe('the place of a fault', () => {
  const said = (line: string): string => `Binder Error: no\n\n${line}`;
  test.each([
    [
      'counts what is drawn wide',
      "SELECT '日本', x",
      "LINE 1: SELECT '日本', x\n                       ^",
      14,
    ],
    [
      'of a part between dots',
      `SELECT ${'1, '.repeat(40)}xyz`,
      'LINE 1: ..., 1, xyz\n                ^',
      128,
    ],
  ])('%s', (_, sql, line, column) => {
    expect(explainedFault(said(line), sql)).toEqual({ sentence: 'no', place: { line: 1, column } });
  });

  test('is null where nothing is known', () => {
    expect(explainedFault('Out of Memory Error: x\n\nPossible solutions:\n', '')).toMatchObject({
      sentence: expect.stringMatching(/more than the memory/) as string,
      place: null,
    });
  });
});
