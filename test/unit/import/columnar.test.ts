import { createHash } from 'node:crypto';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { type TrialCase, withCase } from './derived.ts';

const ROWS = `
  SELECT
    'q' || i AS id,
    [{'role': 'user', 'content': 'What is ' || i || '?'}, {'role': 'assistant', 'content': 'é ' || i}] AS messages,
    9007199254740993 + i AS big,
    1.50::DECIMAL(5, 2) AS price,
    TIMESTAMP '2025-10-09 08:53:20.123' AS plain,
    TIMESTAMPTZ '2025-10-09 08:53:20+02' AS zoned,
    DATE '2025-10-09' AS day,
    'NaN'::DOUBLE AS nothing,
    MAP {'k': 1} AS pairs,
    'ab'::BLOB AS bytes
  FROM range(3) AS r(i)`;

async function parquet(trial: TrialCase, sql: string): Promise<string> {
  const file = path.join(trial.folder, 'rows.parquet');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run(`COPY (${sql}) TO '${file}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return file;
}

test('a Parquet file gives its rows, each with the hash of its canonical form', () =>
  withCase(async (trial) => {
    const file = await parquet(trial, ROWS);
    const derived = await trial.deriveFrom(file);
    expect(derived).toMatchObject({ container: 'parquet', records: 3, blank: 0, quarantined: 0 });
    const canonical =
      '{"big":"9007199254740993","bytes":"YWI=","day":"2025-10-09","id":"q0",' +
      '"messages":[{"content":"What is 0?","role":"user"},{"content":"é 0","role":"assistant"}],' +
      '"nothing":"NaN","pairs":[["k",1]],"plain":"2025-10-09T08:53:20.123000","price":"1.50",' +
      '"zoned":"2025-10-09T06:53:20.000000Z"}';
    expect(
      await trial.rows(
        'SELECT ordinal, line, byte_offset, byte_length, lower(hex(sha256)) AS sha256 FROM store.record ORDER BY record_id LIMIT 1',
      ),
    ).toEqual([
      {
        ordinal: '1',
        line: null,
        byte_offset: null,
        byte_length: null,
        sha256: createHash('sha256').update(canonical).digest('hex'),
      },
    ]);
  }));

test('a file that only begins like Parquet is refused', () =>
  withCase(async (trial) => {
    await expect(trial.derive('PAR1 and then words')).rejects.toMatchObject({
      code: 'input-refused',
      message: expect.stringMatching(
        /cannot be read as Parquet.*registered as a reference/,
      ) as string,
    });
  }));
