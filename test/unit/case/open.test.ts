import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../electron/engine/base/canonical-json.ts';
import { openCase } from '../../../electron/engine/case/open.ts';
import { caseWithLog, emptyCase, forge, temporaryFolder } from '../../fixtures/case-on-disk.ts';

const opening = (path: string): Promise<void> =>
  openCase(path, 'reading').then((open) => open.close());

function changeCaseFile(path: string, changes: Record<string, unknown>): void {
  const file = join(path, 'case.json');
  const before = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, canonicalJson({ ...before, ...changes }));
}

test('an open case answers with custody, tables and views, and closes without a trace', async () => {
  const path = await caseWithLog();
  const open = await openCase(path, 'reading');
  const reader = await open.database.connection.runAndReadAll(
    "SELECT count(*) FILTER (kind = 'model') AS turns, (SELECT count(*) FROM record) AS records FROM turn",
  );
  expect(reader.getRowObjectsJson()).toEqual([{ turns: '2', records: '5' }]);
  expect(open.custody.map(({ act }) => act)).toEqual([
    'case.created',
    'import.begun',
    'import.completed',
  ]);
  open.close();
  expect(readdirSync(path).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('two may have it open at once', async () => {
  const path = await caseWithLog();
  const [one, two] = await Promise.all([openCase(path, 'a'), openCase(path, 'b')]);
  one.close();
  two.close();
});

test('an open case cannot be written, and reads no file', async () => {
  const path = await caseWithLog();
  const open = await openCase(path, 'reading');
  const run = (sql: string) => open.database.connection.run(sql);
  await expect(run('DELETE FROM store.turn')).rejects.toThrow(/read-only/);
  await expect(run(`SELECT * FROM read_text('${join(path, 'case.json')}')`)).rejects.toThrow();
  await expect(run('SET enable_external_access = true')).rejects.toThrow();
  await expect(run(`ATTACH '${join(path, 'other.duckdb')}' AS other`)).rejects.toThrow();
  open.close();
});

describe('refuses with a sentence', () => {
  test('a path where nothing is', async () => {
    await expect(opening('/no/such.exhibit')).rejects.toMatchObject({
      code: 'not-found',
      message: 'There is no case at /no/such.exhibit.',
    });
  });

  test('a folder that is no case', async () => {
    await expect(opening(temporaryFolder())).rejects.toMatchObject({ code: 'not-a-case' });
  });

  test('a case of a newer format, whatever else its case.json holds', async () => {
    const path = await emptyCase();
    writeFileSync(join(path, 'case.json'), '{"format_version":2,"shape":"unknown"}');
    await expect(opening(path)).rejects.toMatchObject({
      code: 'case-newer',
      message: `${path} was made by a newer Exhibit (case format 2, this one knows 1); open it with that version.`,
    });
  });

  test.each(['{"format_version":', '[]', '{"format_version":"1"}'])(
    'a case.json that is %s',
    async (text) => {
      const path = await emptyCase();
      writeFileSync(join(path, 'case.json'), text);
      await expect(opening(path)).rejects.toThrow(/case file .*case\.json/);
    },
  );

  test('a custody log that is not whole', async () => {
    const path = await emptyCase();
    appendFileSync(join(path, 'custody.jsonl'), '{}\n');
    await expect(opening(path)).rejects.toMatchObject({
      code: 'case-damaged',
      message: `The custody log of ${path} is damaged: line 2 is not an entry.`,
    });
  });

  test('a database that is missing, is none, or lacks a table', async () => {
    const path = await emptyCase();
    await forge(path, 'DROP TABLE turn');
    await expect(opening(path)).rejects.toMatchObject({ code: 'case-damaged' });
    writeFileSync(join(path, 'case.duckdb'), 'not a database at all, but long enough to be read');
    await expect(opening(path)).rejects.toMatchObject({ code: 'case-damaged' });
    rmSync(join(path, 'case.duckdb'));
    await expect(opening(path)).rejects.toMatchObject({
      code: 'case-damaged',
      message: `${path} has no case.duckdb, which holds its tables.`,
    });
  });

  test('and leaves no lock behind', async () => {
    const path = await emptyCase();
    changeCaseFile(path, { format_version: 9 });
    await expect(opening(path)).rejects.toThrow();
    expect(readdirSync(path).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
