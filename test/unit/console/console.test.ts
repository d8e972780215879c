import { type ChildProcess, fork } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { openAnalysedCase } from '../../../electron/engine/analysis/open-analysed.ts';
import { entryPoint } from '../../../electron/engine/base/entry-point.ts';
import { createCase } from '../../../electron/engine/case/create.ts';
import { runSelect } from '../../../electron/engine/console/console.ts';
import { select } from '../../../electron/engine/console/select.ts';
import { AS_IT_IS, complaints, MIXED_LOG } from '../../fixtures/case-on-disk.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';

const PATIENCE = 60_000;

let folder = '';
let path = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exhibit-console-'));
  path = join(folder, 'fees.exhibit');
  writeFileSync(join(folder, 'log.jsonl'), MIXED_LOG);
  await createCase(path, 'Fees');
  await importFiles(path, [join(folder, 'log.jsonl')], AS_IT_IS);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function answerTo(
  sql: string,
  timeout = PATIENCE,
  signal?: AbortSignal,
): Promise<{ columns: string[]; rows: Json[][] }> {
  const answer: { columns: string[]; rows: Json[][] } = { columns: [], rows: [] };
  const sink = {
    columns: (names: string[]) => (answer.columns = names),
    rows: (rows: Json[][]) => void answer.rows.push(...rows),
  };
  await runSelect(path, sql, sink, timeout, { signal });
  return answer;
}

/** The same without a child process, for the many ways to be refused. */
async function answerHere(sql: string): Promise<void> {
  const open = await openAnalysedCase(path, 'asking');
  try {
    const sink = { columns: () => undefined, rows: () => undefined };
    await select(open.database.connection, sql, sink);
  } finally {
    open.close();
  }
}
const THROUGH_THE_CHILD = new Set(['two statements', 'COPY', 'read_text', 'a repeated column']);

describe('answers', () => {
  test('a SELECT with names and rows in order', async () => {
    expect(
      await answerTo(
        'SELECT ordinal, status FROM record WHERE ordinal IS NOT NULL ORDER BY ordinal;',
      ),
    ).toEqual({
      columns: ['ordinal', 'status'],
      rows: [
        [1, 'mapped'],
        [2, 'mapped'],
        [3, 'quarantined'],
        [4, 'unmapped'],
      ],
    });
  });

  test('values as JSON, without losing a digit', async () => {
    const { rows } = await answerTo(`
      SELECT 9007199254740991 AS a, 9007199254740993 AS b, 170141183460469231731687303715884105727::HUGEINT AS c,
        18446744073709551615::UBIGINT AS d, [9007199254740993] AS e, {'x': 9007199254740993} AS f, 1.50::DECIMAL(10,2) AS g,
        TIMESTAMPTZ '2026-01-02 03:04:05.000006+01' AS h, NULL AS i, true AS j, 'x' AS k`);
    expect(rows).toEqual([
      [
        9007199254740991,
        '9007199254740993',
        '170141183460469231731687303715884105727',
        '18446744073709551615',
        ['9007199254740993'],
        { x: '9007199254740993' },
        '1.50',
        '2026-01-02T02:04:05.000006Z',
        null,
        true,
        'x',
      ],
    ]);
  });

  test('every row of a large answer', async () => {
    const { rows } = await answerTo('SELECT range AS n FROM range(10000) ORDER BY n');
    expect(rows.map(([n]) => n)).toEqual(Array.from({ length: 10_000 }, (_, index) => index));
  });

  test('names of forbidden functions as words, and functions of the usual kind', async () => {
    const { rows } = await answerTo(
      "SELECT 'checkpoint() and query()' AS query, sum(range) AS checkpoint FROM range(4)",
    );
    expect(rows).toEqual([['checkpoint() and query()', 6]]);
    expect((await answerTo('DESCRIBE exhibit')).rows.length).toBeGreaterThan(3);
  });

  test('the investigator’s tables beside the derived ones', async () => {
    expect((await answerTo('SELECT count(*) AS n FROM exhibit')).rows).toEqual([[0]]);
  });
});

describe('refuses in one sentence', () => {
  const outside = (): string => join(folder, 'log.jsonl').replaceAll("'", "''");
  test.each<[string, () => string, RegExp]>([
    ['nothing', () => ' ; -- only a comment', /exactly one SELECT; here is none/],
    ['two statements', () => 'SELECT 1; SELECT 2', /exactly one SELECT; here are 2 statements/],
    ['a statement hidden behind', () => 'SELECT 1; DETACH store', /here are 2 statements/],
    ['a typing error', () => 'SELEC 1', /one SELECT, not SELEC/],
    ['a wrong grammar, in the words of DuckDB', () => 'SELECT FROM WHERE', /syntax error/],
    ['an unknown column', () => 'SELECT nonsense FROM turn', /nonsense/],
    [
      'what fails after its first rows, in the words of DuckDB',
      () => "SELECT CAST(if(range = 300000, 'late', '1') AS INTEGER) FROM range(400000)",
      /Could not convert string 'late'/,
    ],
    ['a repeated column', () => 'SELECT 1 AS a, 2 AS a', /column name a stands twice/],
    ['PRAGMA that only shows', () => 'PRAGMA database_list', /one SELECT, not PRAGMA/],
    ['PRAGMA behind a comment', () => '/* a */ -- b\n PRAGMA threads = 1', /not PRAGMA/],
    ['PRAGMA', () => 'PRAGMA database_list', /exactly one SELECT/],
    ['SET', () => 'SET threads = 1', /exactly one SELECT/],
    ['RESET', () => 'RESET threads', /exactly one SELECT/],
    ['ATTACH', () => "ATTACH ':memory:' AS other", /exactly one SELECT/],
    ['DETACH', () => 'DETACH store', /exactly one SELECT/],
    ['USE', () => 'USE store', /exactly one SELECT/],
    ['INSTALL', () => 'INSTALL httpfs', /exactly one SELECT/],
    ['LOAD', () => 'LOAD httpfs', /exactly one SELECT/],
    ['INSERT', () => 'INSERT INTO note SELECT * FROM note', /exactly one SELECT/],
    ['UPDATE', () => "UPDATE note SET text = ''", /exactly one SELECT/],
    ['DELETE', () => 'DELETE FROM exhibit', /exactly one SELECT/],
    ['DELETE of evidence', () => 'DELETE FROM store.turn', /exactly one SELECT/],
    ['CREATE', () => 'CREATE TEMP TABLE x AS SELECT 1', /exactly one SELECT/],
    ['DROP', () => 'DROP TABLE note', /exactly one SELECT/],
    ['CALL', () => 'CALL pragma_version()', /exactly one SELECT/],
    ['COPY', () => `COPY (SELECT 1) TO '${join(folder, 'written.csv')}'`, /exactly one SELECT/],
    ['EXPORT', () => `EXPORT DATABASE '${join(folder, 'written')}'`, /exactly one SELECT/],
    ['read_text', () => `FROM read_text('${outside()}')`, /disabled/],
    ['read_csv', () => `FROM read_csv('${outside()}')`, /disabled/],
    ['read_json', () => `FROM read_json('${outside()}')`, /disabled/],
    ['read_blob', () => `FROM read_blob('${outside()}')`, /disabled/],
    ['glob', () => `FROM glob('${folder}/*')`, /disabled/],
    ['a file in place of a table', () => `FROM '${outside()}'`, /does not exist|disabled/],
    [
      'its own evidence as a file',
      () => `FROM read_blob('${join(path, 'custody.jsonl')}')`,
      /disabled/,
    ],
    [
      'a network address',
      () => "FROM read_csv('https://example.test/x.csv')",
      /disabled|extension|httpfs/,
    ],
    ['getenv', () => "SELECT getenv('HOME')", /getenv/],
    [
      'writing a log',
      () => `FROM enable_logging(storage_path = '${join(folder, 'written')}')`,
      /takes no enable_\w+\(\), which does more than read tables/,
    ],
    [
      'writing a profile',
      () => `FROM "enable_profiling" (save_location = '${join(folder, 'written.txt')}')`,
      /takes no enable_\w+\(\), which does more than read tables/,
    ],
    ['a checkpoint', () => 'SELECT 1 FROM "checkpoint" /* a */ (\'store\')', /takes no checkpoint/],
    ['a checkpoint by force', () => 'FROM force_checkpoint()', /takes no force_checkpoint/],
    ['emptying the log', () => 'FROM TRUNCATE_duckdb_logs()', /takes no TRUNCATE_duckdb_logs/i],
    ['a database file', () => `FROM read_duckdb('${path}/case.duckdb')`, /takes no read_duckdb/],
    ['a line in the log', () => "SELECT main.write_log('evil')", /takes no write_log/],
    ['a memory address', () => 'FROM arrow_scan(1, 1, 1)', /takes no arrow_scan/],
    [
      'one deep within',
      () =>
        "WITH a AS (SELECT '--' AS x) SELECT (SELECT count(*) FROM enable_logging()) AS n FROM a",
      /takes no enable_logging/,
    ],
    ['one under DESCRIBE', () => 'DESCRIBE FROM enable_logging()', /takes no enable_logging/],
    [
      'SQL within a text',
      () => "FROM query('SELECT * FROM check' || 'point()')",
      /takes no query\(\)/,
    ],
    [
      'SQL within a value',
      () => "FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
      /takes no json_execute_serialized_sql/,
    ],
  ])('%s', async (name, sql, sentence) => {
    const asked = THROUGH_THE_CHILD.has(name) ? answerTo(sql()) : answerHere(sql());
    await expect(asked).rejects.toMatchObject({
      code: 'bad-sql',
      message: expect.stringMatching(sentence) as string,
    });
  });

  test('a path that is no case', async () => {
    await expect(
      runSelect(folder, 'SELECT 1', { columns: () => undefined, rows: () => undefined }, PATIENCE),
    ).rejects.toMatchObject({ code: 'not-a-case' });
  });

  test('and nothing was written anywhere', async () => {
    expect(readdirSync(folder).sort()).toEqual(['fees.exhibit', 'log.jsonl']);
    expect(await complaints(path)).toEqual([]);
  });
});

describe('an answer that is too large is refused with its limit', () => {
  test.each([
    ['rows', 'SELECT range AS n FROM range(2000001)', /more than 2,000,000 values.*LIMIT/],
    ['nested values', 'SELECT range(2000001) AS n', /more than 2,000,000 values/],
    ['text', "SELECT repeat('é', 1000000) AS n FROM range(200)", /more than 256 MB.*LIMIT/],
  ])('%s', async (_name, sql, sentence) => {
    await expect(answerHere(sql)).rejects.toMatchObject({
      code: 'bad-sql',
      message: expect.stringMatching(sentence) as string,
    });
  });

  test('and one within the limit is whole', async () => {
    const { rows } = await answerTo('SELECT range AS n FROM range(300000)');
    expect(rows).toHaveLength(300_000);
  });
});

describe('what does not fit into memory', () => {
  test('is put into a folder of the child’s own, which goes with it', async () => {
    const before = new Set(readdirSync(tmpdir()));
    const { rows } = await answerTo(
      "SELECT current_setting('temp_directory') AS place, current_setting('max_temp_directory_size') AS most",
    );
    const [place, most] = z.tuple([z.string(), z.string()]).parse(rows[0]);
    expect(place).toMatch(/[/\\]exhibit-console-\w{6}[/\\]exhibit-\w{6}$/);
    expect(most).toBe('1.8 GiB');
    expect(existsSync(join(place, '..'))).toBe(false);
    const left = readdirSync(tmpdir()).filter((name) => !before.has(name));
    expect(left.filter((name) => place.includes(name))).toEqual([]);
  });

  test('is read by nobody else', async () => {
    const open = await openAnalysedCase(path, 'asking');
    const setting = await open.database.connection.runAndReadAll(
      "SELECT current_setting('temp_directory') AS place",
    );
    const place = z.string().parse(setting.getRowsJson()[0]?.[0]);
    expect(statSync(place).mode & 0o777).toBe(0o700);
    open.close();
    expect(existsSync(place)).toBe(false);
  });
});

describe('a query that runs away', () => {
  const RUNAWAY =
    'SELECT count(*) AS n FROM range(10000000) a, range(10000000) b WHERE a.range * b.range = 7';

  test('is stopped by its time, and the case is usable after', async () => {
    await expect(answerTo(RUNAWAY, 1500)).rejects.toMatchObject({
      code: 'bad-sql',
      message: expect.stringMatching(/stopped after 2 s; narrow it/) as string,
    });
    expect((await answerTo('SELECT count(*) AS n FROM turn')).rows).toEqual([[2]]);
  });

  test('is stopped by an abort', async () => {
    const stop = new AbortController();
    const running = answerTo(RUNAWAY, PATIENCE, stop.signal);
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(await complaints(path)).toEqual([]);
  });

  test.each([
    ['its parent is gone', PATIENCE, (child: ChildProcess) => child.disconnect()],
    ['its parent does not end it in time', 1, () => undefined],
  ])('ends itself when %s, and leaves nothing', async (_name, timeoutMs, happen) => {
    const temporary = mkdtempSync(join(folder, 'spill-'));
    const child = fork(entryPoint('console'), { serialization: 'advanced' });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const locked = new Promise<void>((resolve) => {
      const watcher = watch(path, (_event, name) => {
        if (!/^\.lock-read-\d+-\d+$/.test(name ?? '')) return;
        watcher.close();
        resolve();
      });
    });
    child.send({ casePath: path, sql: RUNAWAY, timeoutMs, temporary, into: null });
    await locked;
    happen(child);
    await ended;
    expect(existsSync(temporary)).toBe(false);
    expect(await complaints(path)).toEqual([]);
  });
});
