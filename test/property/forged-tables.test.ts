import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layoutOf } from '../../electron/engine/case/layout.ts';
import { type Column, TABLE_LIST, type Table } from '../../electron/engine/case/schema.ts';
import { databaseChecks } from '../../electron/engine/case/verify-database.ts';
import { readChain } from '../../electron/engine/custody/chain.ts';
import { complaints, forge, rowsIn } from '../fixtures/case-on-disk.ts';
import { wholeCase } from '../fixtures/whole-case.ts';

let folder = '';
let path = '';
let filled = new Set<string>();
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exhibit-forged-'));
  path = await wholeCase(folder);
  copyFileSync(join(path, 'case.duckdb'), join(folder, 'whole.duckdb'));
  const counts = TABLE_LIST.map(
    ({ name }) => `SELECT '${name}' AS name, count(*) AS n FROM store.${name}`,
  );
  const rows = await rowsIn(path, counts.join(' UNION ALL '));
  filled = new Set(rows.filter(({ n }) => n !== '0').map(({ name }) => String(name)));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the database's checks say after these statements; the database is as before afterwards. */
async function saidOf(...statements: readonly string[]): Promise<string> {
  try {
    await forge(path, ...statements);
    const layout = layoutOf(path);
    const checks = await databaseChecks(layout, readChain(layout.custody).entries, {});
    return checks
      .filter(({ ok }) => !ok)
      .map(({ name, detail }) => `${name}: ${detail}`)
      .join('\n');
  } finally {
    copyFileSync(join(folder, 'whole.duckdb'), join(path, 'case.duckdb'));
  }
}

/** The smallest other value of a column. */
function otherValue({ name, type }: Column): string {
  const column = `"${name}"`;
  if (type === 'VARCHAR') return `coalesce(${column} || ' ', '')`;
  if (type === 'BLOB') return `${column} || '\\x00'::BLOB`;
  if (type === 'DOUBLE') return `coalesce(${column} + 1e-9, 0)`;
  if (type === 'UBIGINT') return `xor(${column}, 1)`;
  if (type === 'TIMESTAMPTZ')
    return `coalesce(${column} + INTERVAL 1 MICROSECOND, TIMESTAMPTZ '2026-01-01 00:00:00+00')`;
  return `coalesce(${column} + 1, 0)`;
}

const someValue = ({ type, notNull }: Column): string => {
  if (notNull !== true) return 'NULL';
  if (type === 'VARCHAR') return "''";
  if (type === 'BLOB') return "''::BLOB";
  return type === 'TIMESTAMPTZ' ? "TIMESTAMPTZ '2026-01-01 00:00:00+00'" : '0';
};

const firstRow = (table: Table): string => `rowid = (SELECT min(rowid) FROM ${table.name})`;
const namesTable = ({ name }: Table): RegExp => new RegExp(`table ${name}, chunk \\d+: `);

test('the case has rows in the tables that logs of these formats fill', () => {
  expect([...filled]).toEqual(
    expect.arrayContaining([
      'evidence',
      'record',
      'conversation',
      'turn',
      'message',
      'content',
      'context_document',
      'feedback',
      'reference',
      'detection',
      'finding',
    ]),
  );
});

/** Each table has digests of its own: a forgery in every table at once must be told of for every one of them. */
const tellsOf = (said: string, table: Table): string | undefined =>
  said.split('\n').find((line) => namesTable(table).test(line));

test('one edited value in any column of any table is noticed, and the table named', async () => {
  const unnoticed: string[] = [];
  const tables = TABLE_LIST.filter(({ name }) => filled.has(name));
  const most = Math.max(...tables.map(({ columns }) => columns.length));
  for (let at = 0; at < most; at += 1) {
    const edited = tables.flatMap((table) => {
      const column = table.columns[at];
      return column === undefined ? [] : [{ table, column }];
    });
    const said = await saidOf(
      ...edited.map(
        ({ table, column }) =>
          `UPDATE ${table.name} SET "${column.name}" = ${otherValue(column)} WHERE ${firstRow(table)}`,
      ),
    );
    for (const { table, column } of edited)
      if (tellsOf(said, table) === undefined)
        unnoticed.push(`${table.name}.${column.name}: ${said}`);
    for (const table of tables)
      if (table.columns[at] === undefined && tellsOf(said, table) !== undefined)
        unnoticed.push(`${table.name} is named, where nothing was edited: ${said}`);
  }
  expect(unnoticed).toEqual([]);
});

test('one added row in any table is noticed, an equal one too', async () => {
  const said = await saidOf(
    ...TABLE_LIST.map((table) => {
      const added = filled.has(table.name)
        ? `SELECT * FROM ${table.name} WHERE ${firstRow(table)}`
        : `SELECT ${table.columns.map(someValue).join(', ')}`;
      return `INSERT INTO ${table.name} ${added}`;
    }),
  );
  for (const table of TABLE_LIST)
    expect(tellsOf(said, table)).toMatch(/(\d+) rows where (\d+) were derived/);
});

test('one deleted row of any table is noticed', async () => {
  const tables = TABLE_LIST.filter(({ name }) => filled.has(name));
  const said = await saidOf(
    ...tables.map((table) => `DELETE FROM ${table.name} WHERE ${firstRow(table)}`),
  );
  for (const table of tables) expect(tellsOf(said, table)).toMatch(/rows where/);
});

test('a dropped table is noticed', async () => {
  const said = await saidOf(...TABLE_LIST.map(({ name }) => `DROP TABLE ${name}`));
  for (const { name } of TABLE_LIST)
    expect(said).toMatch(new RegExp(`database catalogue: .*missing ${name}\\.`));
  expect(await saidOf('DROP TABLE derivation')).toMatch(/missing derivation\.job_no/);
});

describe('in the catalogue is noticed', () => {
  test.each([
    ['an added table', 'CREATE TABLE evil (a INTEGER)', 'evil.a #1 INTEGER'],
    ['an added view', 'CREATE VIEW evil AS SELECT 1 AS a', 'view evil'],
    ['an added macro', 'CREATE MACRO evil() AS 1', 'macro evil'],
    ['an added table macro', 'CREATE MACRO evil() AS TABLE SELECT 1', 'macro evil'],
    ['an added sequence', 'CREATE SEQUENCE evil', 'sequence evil'],
    ['an added type', "CREATE TYPE evil AS ENUM ('a')", 'type evil'],
    ['an added schema', 'CREATE SCHEMA evil', 'schema evil'],
    ['an added index', 'CREATE INDEX evil ON turn (turn_id)', 'index evil'],
    ['an added column', 'ALTER TABLE turn ADD COLUMN evil INTEGER', 'turn.evil'],
    ['a dropped column', 'ALTER TABLE turn DROP COLUMN metadata', 'missing turn.metadata'],
    ['a renamed column', 'ALTER TABLE turn RENAME COLUMN metadata TO evil', 'turn.evil'],
    ['another type', 'ALTER TABLE turn ALTER COLUMN seed TYPE DOUBLE', 'turn.seed #27 DOUBLE'],
    [
      'a default',
      "ALTER TABLE turn ALTER COLUMN model SET DEFAULT 'x'",
      "turn.model #15 VARCHAR DEFAULT 'x'",
    ],
    ['a lost NOT NULL', 'ALTER TABLE turn ALTER COLUMN kind DROP NOT NULL', 'missing turn.kind'],
    ['a comment', "COMMENT ON TABLE turn IS 'evil'", 'comment of turn'],
  ])('%s', async (_name, statement, said) => {
    expect(await saidOf(statement)).toContain(said);
  });

  test('a table of the same shape in another schema', async () => {
    expect(await saidOf('CREATE SCHEMA evil', 'CREATE TABLE evil.turn AS FROM turn')).toMatch(
      /not of the schema: evil\.turn\.turn_id/,
    );
  });
});

describe('in the table that says what was derived is noticed', () => {
  test.each([
    ['another job', 'UPDATE derivation SET job_no = job_no + 1', /table derivation stands at job/],
    ['a space', "UPDATE derivation SET digests = digests || ' '", /table derivation are not those/],
    ['no JSON', "UPDATE derivation SET digests = 'x'", /table derivation are not those/],
    ['no row', 'DELETE FROM derivation', /table derivation holds 0 rows/],
    ['two rows', 'INSERT INTO derivation FROM derivation', /table derivation holds 2 rows/],
    [
      'job 0',
      "UPDATE derivation SET job_no = 0, digests = '{}'",
      /table derivation stands at job 0/,
    ],
  ])('%s', async (_name, statement, said) => {
    expect(await saidOf(statement)).toMatch(said);
  });
});

test('a database that was put in the place of this one is noticed', async () => {
  const everything = TABLE_LIST.map(({ name }) => `DELETE FROM ${name}`);
  expect(await saidOf(...everything)).toMatch(/table turn, chunk 0: 0 rows where \d+ were derived/);
});

test('restored, the case verifies', async () => {
  expect(await complaints(path)).toEqual([]);
});
