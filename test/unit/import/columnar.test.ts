import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ColumnarFile } from '../../../electron/engine/import/columnar-file.ts';
import { columnarFault } from '../../../electron/engine/import/columnar-records.ts';
import { suggestForFile } from '../../../electron/engine/mapping/suggest-for-file.ts';
import { sampleRecords } from '../../../electron/engine/import/sample-records.ts';
import { writeParquet } from '../../fixtures/parquet-file.ts';
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

async function parquet(trial: TrialCase, sql: string, ...options: string[]): Promise<string> {
  const file = path.join(trial.folder, 'rows.parquet');
  await writeParquet(file, sql, options);
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

/** What each column holds, and how the canonical form writes it. */
const VALUES: readonly (readonly [name: string, sql: string, json: string])[] = [
  ['whole', '(-7)::TINYINT', '-7'],
  ['edge', '9007199254740991::BIGINT', '9007199254740991'],
  ['beyond', '(-9007199254740992)::BIGINT', '"-9007199254740992"'],
  ['unsigned', '18446744073709551615::UBIGINT', '"18446744073709551615"'],
  ['truth', 'true', 'true'],
  ['missing', 'NULL::INTEGER', 'null'],
  ['tenth', '0.1::FLOAT', '0.10000000149011612'],
  ['half', '0.5::DOUBLE', '0.5'],
  ['round', '(-3.0)::DOUBLE', '-3'],
  ['nought', "'-0'::DOUBLE", '0'],
  ['tiny', '1e-7::DOUBLE', '1e-7'],
  ['small', '0.00002::DOUBLE', '0.00002'],
  ['large', '1e20::DOUBLE', '100000000000000000000'],
  ['huge', '1.5e300::DOUBLE', '1.5e+300'],
  ['exact', '9007199254740993.0::DOUBLE', '9007199254740992'],
  ['endless', "'-Infinity'::DOUBLE", '"-Infinity"'],
  ['decimal', '(-0.50)::DECIMAL(5, 2)', '"-0.50"'],
  ['long_decimal', "'12345678901234567890.123'::DECIMAL(38, 3)", '"12345678901234567890.123"'],
  [
    'marks',
    `chr(31) || chr(1) || chr(8) || '"' || chr(92) || 'u001F é 😀'`,
    String.raw`"\u001f\u0001\b\"\\u001F é 😀"`,
  ],
  ['code', `'{"b": 1}'::JSON`, String.raw`"{\"b\": 1}"`],
  ['bytes', "'\\x00\\xFF'::BLOB", '"AP8="'],
  ['plain', "TIMESTAMP '1969-12-31 23:59:59.999999'", '"1969-12-31T23:59:59.999999"'],
  ['zoned', "TIMESTAMPTZ '2025-10-09 08:53:20.5+02'", '"2025-10-09T06:53:20.500000Z"'],
  ['nanos', "TIMESTAMP_NS '2025-10-09 08:53:20.000000001'", '"2025-10-09T08:53:20.000000001"'],
  [
    'nanos_before',
    "TIMESTAMP_NS '1969-12-31 23:59:59.999999998'",
    '"1969-12-31T23:59:59.999999998"',
  ],
  ['micros', "TIMESTAMP '2025-10-09 08:53:20.000001'", '"2025-10-09T08:53:20.000001"'],
  ['never', "'infinity'::TIMESTAMP", '"infinity"'],
  ['late', "DATE '12025-10-09'", '"+012025-10-09"'],
  ['early', "DATE '0044-03-15 (BC)'", '"-000043-03-15"'],
  ['clock', "TIME '12:00:00.5'", '"12:00:00.5"'],
  ['span', "INTERVAL '1 day 3 hours'", '"1 day 03:00:00"'],
  [
    'name',
    "'00112233-4455-6677-8899-aabbccddeeff'::UUID",
    '"00112233-4455-6677-8899-aabbccddeeff"',
  ],
  [
    'nested',
    "[{'z': [1.5, NULL], 'a': {'y': 1::BIGINT, 'b': 'x'}}, NULL]",
    '[{"a":{"b":"x","y":1},"z":["1.5",null]},null]',
  ],
  ['empty', '[]::INTEGER[]', '[]'],
  ['absent', 'NULL::STRUCT(b VARCHAR, a VARCHAR)', 'null'],
  [
    'texts',
    "[{'b': 'x', 'a': NULL}, NULL]::STRUCT(b VARCHAR, a VARCHAR)[]",
    '[{"a":null,"b":"x"},null]',
  ],
  ['pairs', "MAP {'k': [{'d': 1, 'c': 2}], 'j': NULL}", '[["k",[{"c":2,"d":1}]],["j",null]]'],
  [`it's "so"`, "'quoted'", '"quoted"'],
  ['Ünder', "{'it''s': 1}", '{"it\'s":1}'],
];

test('every type has its canonical form, whatever it holds', () =>
  withCase(async (trial) => {
    const inOrder = VALUES.toSorted(([a], [b]) => (a < b ? -1 : 1));
    for (const columns of [...VALUES.map((one) => [one]), VALUES]) {
      const select = columns.map(([name, sql]) => `${sql} AS "${name.replaceAll('"', '""')}"`);
      const file = await parquet(trial, `SELECT ${select.join(', ')}`);
      const columnar = await ColumnarFile.open(file);
      const [row] = await columnar.some(1);
      columnar.close();
      const expected = inOrder.filter((one) => columns.includes(one));
      expect(row?.canonical.toString()).toBe(
        `{${expected.map(([name, , json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`,
      );
      expect(Object.keys(row?.decoded ?? {})).toEqual(columns.map(([name]) => name));
    }
  }));

test('what a format leaves stands in the metadata in the order of the file', () =>
  withCase(async (trial) => {
    const file = await parquet(
      trial,
      `SELECT 'a' AS prompt, 'b' AS response, {'z': 1::BIGINT, 'é': [{'y': 'ü', 'b': 2.5::DOUBLE}]} AS more, MAP {'k': {'d': 1, 'c': 2}} AS map, 'x' AS another`,
    );
    await trial.deriveFrom(file);
    expect(await trial.values('SELECT metadata FROM store.turn')).toEqual([
      '{"more":{"z":1,"é":[{"y":"ü","b":2.5}]},"map":[["k",{"d":1,"c":2}]],"another":"x"}',
    ]);
  }));

const MANY = `SELECT 'q' || i AS id, 'What is ' || i || '?' AS prompt, repeat(md5(i::VARCHAR), 20) AS response FROM range(9000) AS r(i)`;

test('rows of many row groups keep their order', () =>
  withCase(async (trial) => {
    const file = await parquet(trial, MANY, 'ROW_GROUP_SIZE 2048');
    expect(await trial.deriveFrom(file)).toMatchObject({
      records: 9000,
      mapped: 9000,
      turns: 9000,
    });
    expect(
      await trial.values(
        "SELECT count(*) FROM store.turn JOIN store.record USING (record_id) WHERE external_id = 'q' || (ordinal - 1)",
      ),
    ).toEqual(['9000']);
  }));

test('a file that is cut short, or damaged behind its first row group, is refused with all its rows', () =>
  withCase(async (trial) => {
    const file = await parquet(trial, MANY, 'ROW_GROUP_SIZE 2048');
    const whole = readFileSync(file);
    for (const cut of [whole.length - 1, whole.length >> 1]) {
      writeFileSync(file, whole.subarray(0, cut));
      await expect(trial.deriveFrom(file)).rejects.toMatchObject({ code: 'input-refused' });
    }
    writeFileSync(
      file,
      Buffer.from(whole).fill(0xff, whole.length >> 1, (whole.length >> 1) + 2000),
    );
    await expect(trial.deriveFrom(file)).rejects.toMatchObject({
      code: 'input-refused',
      message: expect.stringMatching(/cannot be read as Parquet/) as string,
    });
    expect(await trial.values('SELECT count(*) FROM store.record')).toEqual(['0']);
  }));

test('a wide file is previewed from its footer and its first rows alone; what is damaged behind them is said by its import', () =>
  withCase(async (trial) => {
    const columns = Array.from({ length: 60 }, (_, at) => `md5('${at} ' || i) AS extra_${at}`);
    const file = await parquet(
      trial,
      `SELECT 'q' || i AS id, 'What is ' || i || '?' AS prompt, 'It is ' || i AS response, ${columns.join(', ')} FROM range(6144) AS r(i)`,
      'ROW_GROUP_SIZE 2048',
      'COMPRESSION uncompressed',
    );
    const whole = readFileSync(file);
    const footer = whole.readUInt32LE(whole.length - 8) + 8;
    const third = Math.floor((whole.length - footer) / 3);
    // All of the second row group and the third, but for the ends of what may be read with the first.
    writeFileSync(file, Buffer.from(whole).fill(0xff, third + 4096, whole.length - footer));
    const sample = await sampleRecords(file, 'wide.parquet', 200);
    expect(sample.map(({ id }) => id)).toEqual(Array.from({ length: 200 }, (_, at) => `q${at}`));
    expect(Object.keys(sample[0] ?? {})).toHaveLength(63);
    expect((await suggestForFile(file)).mapping.input).toMatchObject([{ content: 'prompt' }]);
    await expect(trial.deriveFrom(file)).rejects.toMatchObject({
      code: 'input-refused',
      message: expect.stringMatching(
        /^log\.jsonl cannot be read as Parquet \(.+\); it can be/,
      ) as string,
    });
    expect(await trial.values('SELECT count(*) FROM store.record')).toEqual(['0']);
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

test('a full disk and too little memory are no faults of a file', () =>
  withCase(async (trial) => {
    const file = await parquet(trial, ROWS);
    const failing = (reason: string) =>
      columnarFault(file, 'rows.parquet', () => {
        throw new Error(reason);
      });
    expect(await failing('Invalid Input Error: bad page')).toBe(
      'a Parquet file that cannot be read (Invalid Input Error: bad page)',
    );
    const full = 'IO Error: Could not write file: No space left on device';
    await expect(failing(full)).rejects.toThrow(full);
    await expect(failing('Out of Memory Error: could not allocate')).rejects.toThrow(
      /^rows\.parquet cannot be read as Parquet \(Out of Memory/,
    );
  }));
