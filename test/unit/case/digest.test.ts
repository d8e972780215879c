import { createHash } from 'node:crypto';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { differences, digestTable, FEW } from '../../../electron/engine/case/digest.ts';
import { createTableSql, type Table } from '../../../electron/engine/case/schema.ts';

const TABLE: Table = {
  name: 'trial',
  says: '',
  chunked: false,
  columns: [
    { name: 'id', type: 'BIGINT', says: '' },
    { name: 'a', type: 'VARCHAR', says: '' },
    { name: 'b', type: 'VARCHAR', says: '' },
    { name: 'score', type: 'DOUBLE', says: '' },
    { name: 'at', type: 'TIMESTAMPTZ', says: '' },
    { name: 'hash', type: 'BLOB', says: '' },
    { name: 'half', type: 'UBIGINT', says: '' },
  ],
};

async function digestOf(
  rows: readonly string[],
  table: Table = TABLE,
  zone = 'UTC',
): Promise<Record<string, string>> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`SET TimeZone = '${zone}'`);
  await connection.run("ATTACH ':memory:' AS store");
  await connection.run(createTableSql(table));
  for (const row of rows) await connection.run(`INSERT INTO store.trial VALUES (${row})`);
  const digest = await digestTable(connection, table, rows.length);
  // A large table is digested by another plan, to the same sums.
  expect(await digestTable(connection, table, FEW + 1)).toEqual(digest);
  connection.closeSync();
  instance.closeSync();
  return digest;
}

const row = (changes: Partial<Record<string, string>> = {}): string =>
  Object.values({
    id: '1',
    a: "'x'",
    b: "'y'",
    score: '0.5',
    at: "'2026-01-01 00:00:00+00'",
    hash: "'\\x00'::BLOB",
    half: '18446744073709551615',
    ...changes,
  }).join(', ');

describe('a digest differs when', () => {
  test.each<[string, string[], string[]]>([
    ['a number differs', [row()], [row({ id: '2' })]],
    ['a text differs', [row()], [row({ a: "'X'" })]],
    [
      'a double differs in its last bit',
      [row({ score: '0.1::DOUBLE + 0.2::DOUBLE' })],
      [row({ score: '0.3' })],
    ],
    ['a time differs by a microsecond', [row()], [row({ at: "'2026-01-01 00:00:00.000001+00'" })]],
    ['a byte differs', [row()], [row({ hash: "'\\x01'::BLOB" })]],
    ['the largest whole number differs by one', [row()], [row({ half: '18446744073709551614' })]],
    ['NULL became an empty text', [row({ a: 'NULL' })], [row({ a: "''" })]],
    ['NULL became its own mark', [row({ a: 'NULL' })], [row({ a: "'-'" })]],
    ['an empty text became the mark of NULL', [row({ a: "''" })], [row({ a: "'-'" })]],
    ['two columns swapped values', [row()], [row({ a: "'y'", b: "'x'" })]],
    ['NULL moved to the next column', [row({ a: 'NULL' })], [row({ a: "'y'", b: 'NULL' })]],
    ['a text moved over a border', [row({ a: "'xx'", b: "'y'" })], [row({ a: "'x'", b: "'xy'" })]],
    [
      'a text imitates the length of the next',
      [row({ a: "'x1:y'", b: "''" })],
      [row({ a: "'x'", b: "'1:y'" })],
    ],
    ['a row was added', [row()], [row(), row({ id: '2' })]],
    ['a row was doubled', [row()], [row(), row()]],
    ['a pair of equal rows was added', [row()], [row(), row({ id: '2' }), row({ id: '2' })]],
    [
      'a pair of equal rows became another pair',
      [row({ id: '2' }), row({ id: '2' })],
      [row({ id: '3' }), row({ id: '3' })],
    ],
    [
      'rows swapped a value',
      [row({ id: '1', a: "'p'" }), row({ id: '2', a: "'q'" })],
      [row({ id: '1', a: "'q'" }), row({ id: '2', a: "'p'" })],
    ],
  ])('%s', async (_name, before, after) => {
    expect(await digestOf(before)).not.toEqual(await digestOf(after));
  });
});

describe('a digest stays when', () => {
  test('rows stand in another order', async () => {
    const rows = [row({ id: '1' }), row({ id: '2' }), row({ id: '3' })];
    expect(await digestOf(rows)).toEqual(await digestOf(rows.toReversed()));
  });

  test('the session has another time zone', async () => {
    expect(await digestOf([row()])).toEqual(await digestOf([row()], TABLE, 'America/New_York'));
  });
});

test('a digest has the documented form, so that others can compute it', async () => {
  const table: Table = { ...TABLE, columns: TABLE.columns.slice(0, 2) };
  // md5('1:71:x') and md5('1:8-'): length, colon, text; NULL is a dash.
  const halves = ['1:71:x', '1:8-'].map((text) => {
    const md5 = createHash('md5').update(text).digest();
    return [md5.readBigUInt64LE(0), md5.readBigUInt64LE(8)] as const;
  });
  const sum = (index: 0 | 1): bigint => halves.reduce((total, half) => total + half[index], 0n);
  expect(await digestOf(["7, 'x'", '8, NULL'], table)).toEqual({ 0: `2.${sum(0)}.${sum(1)}` });
});

test('chunks are 65,536 values of the first column, and the one that differs is named', async () => {
  const table: Table = { ...TABLE, chunked: true, columns: TABLE.columns.slice(0, 2) };
  const before = await digestOf(["65535, 'x'", "65536, 'y'"], table);
  const after = await digestOf(["65535, 'x'", "65536, 'z'"], table);
  expect(Object.keys(before)).toEqual(['0', '1']);
  expect(before['0']).toBe(after['0']);
  expect(differences({ turn: before }, { turn: after })).toEqual([
    'table turn, chunk 1: a value differs from what was derived',
  ]);
  expect(differences({ turn: before }, {})).toEqual([
    'table turn, chunk 0: 0 rows where 1 were derived',
    'table turn, chunk 1: 0 rows where 1 were derived',
  ]);
});
