import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  integer,
  isoOfMicroseconds,
  row,
  rows,
  streamRows,
  time,
} from '../../../electron/engine/case/query.ts';

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
beforeAll(() => connection.run("SET TimeZone = 'UTC'"));
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

const number = z.object({ n: integer });

test('rows are checked by the schema, parameters are bound', async () => {
  const hostile = "'; DROP TABLE x; --";
  const answer = await rows(
    connection,
    'SELECT $text AS t',
    { text: hostile },
    z.object({ t: z.string() }),
  );
  expect(answer).toEqual([{ t: hostile }]);
  await expect(rows(connection, "SELECT 'x' AS n", {}, number)).rejects.toThrow();
});

test('an integer is a number up to 2^53 and an error beyond, never a rounded one', async () => {
  const of = (sql: string) => row(connection, `SELECT ${sql} AS n`, {}, number);
  expect(await of('9007199254740991::BIGINT')).toEqual({ n: 9007199254740991 });
  expect(await of('(-9007199254740991)::HUGEINT')).toEqual({ n: -9007199254740991 });
  await expect(of('9007199254740992::BIGINT')).rejects.toThrow(/beyond 2\^53/);
  await expect(of('1.5::DOUBLE')).rejects.toThrow();
});

test('one row is one row', async () => {
  await expect(row(connection, 'SELECT 1 AS n WHERE false', {}, number)).rejects.toThrow();
  await expect(row(connection, 'SELECT unnest([1, 2]) AS n', {}, number)).rejects.toThrow();
});

test('times keep their microseconds, before 1970 too', async () => {
  const at = (text: string) =>
    row(connection, `SELECT epoch_us(TIMESTAMPTZ '${text}') AS t`, {}, z.object({ t: time }));
  expect(await at('2026-01-01 00:00:00.000001+00')).toEqual({ t: '2026-01-01T00:00:00.000001Z' });
  expect(await at('2026-01-01 02:00:00.5+02')).toEqual({ t: '2026-01-01T00:00:00.500Z' });
  expect(await at('1969-12-31 23:59:59.999999+00')).toEqual({ t: '1969-12-31T23:59:59.999999Z' });
  expect(await at('0001-01-01 00:00:00.000001+00')).toEqual({ t: '0001-01-01T00:00:00.000001Z' });
  expect(await at('9999-12-31 23:59:59.999999+00')).toEqual({ t: '9999-12-31T23:59:59.999999Z' });
  expect(isoOfMicroseconds(-1n)).toBe('1969-12-31T23:59:59.999999Z');
});

test('a stream gives every row once, in order', async () => {
  const seen: number[] = [];
  for await (const chunk of streamRows(
    connection,
    'FROM range(5000) AS r(n) ORDER BY n',
    {},
    number,
  ))
    seen.push(...chunk.map(({ n }) => n));
  expect(seen).toEqual(Array.from({ length: 5000 }, (_, index) => index));
});
