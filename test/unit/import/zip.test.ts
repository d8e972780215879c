import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { accountedByFile } from '../../../electron/engine/case/completeness/accounted.ts';
import type { Progress } from '../../../electron/engine/base/job.ts';
import { forgetContents } from '../../../electron/engine/evidence/kept-contents.ts';
import { readRecord } from '../../../electron/engine/evidence/read-record.ts';
import { stockCommand } from '../../../electron/engine/evidence/stock-command.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { recordTextOf } from '../../../electron/engine/register/record-text.ts';
import {
  AS_IT_IS,
  complaints,
  copiesOf,
  emptyCase,
  importText,
  rowsIn,
} from '../../fixtures/case-on-disk.ts';
import { writeParquet } from '../../fixtures/parquet-file.ts';
import { storedZstd } from '../../fixtures/stored-zstd.ts';
import { openForReading } from '../../fixtures/open-for-reading.ts';
import { type Part, zip } from '../../fixtures/written-zip.ts';
import { line, withCase } from './derived.ts';

const RECORDS =
  'SELECT member, ordinal, byte_offset, byte_length, status, error FROM store.record ORDER BY record_id';

const MIXED: readonly Part[] = [
  { name: 'logs/', content: '' },
  { name: 'logs/a.jsonl', content: `${line()}\n{"cut\n\n${line({ id: 'call-2' })}\n` },
  { name: 'logs/b.json', content: `[${line({ id: 'call-3' })}, 5]\n`, method: 0 },
  { name: 'c.csv', content: 'id,prompt,response\r\n1,"a\r\nb",c\r\n', method: 93 },
  { name: 'one.json', content: `\uFEFF\n${JSON.stringify({ a: 1 }, null, 1)}\n`, described: true },
  { name: 'header.csv', content: 'id,prompt,response\n' },
  { name: '../../etc/passwd', content: 'root:x\n' },
  { name: 'picture.png', content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]) },
  { name: 'inner.zip', content: zip([{ name: 'x', content: line() }]) },
  { name: 'secret', content: line(), flags: 1 },
  { name: 'strange', content: line(), method: 99 },
  { name: 'c.csv', content: 'id,prompt,response\n2,d,e\n' },
  { name: 'day.jsonl.gz', content: gzipSync(`${line({ id: 'call-6' })}\n{"cut`), method: 0 },
  { name: 'deep.gz', content: gzipSync(`[${line({ id: 'call-7' })}]`) },
  { name: 'night.zst', content: storedZstd(Buffer.from(line({ id: 'call-8' }))), method: 93 },
  { name: 'twice.gz', content: gzipSync(gzipSync(line())) },
  { name: 'no.gz', content: Buffer.from([0x1f, 0x8b, 8, 0]) },
  { name: 'new\nline \u00e9', content: line({ id: 'call-4' }) },
  { name: Buffer.from([0x80, 0x41]), content: line({ id: 'call-5' }) },
];

const MIXED_RECORDS = [
  ['logs/a.jsonl', 'mapped', null],
  ['logs/a.jsonl', 'quarantined', expect.stringMatching(/^malformed JSON/)],
  ['logs/a.jsonl', 'blank', null],
  ['logs/a.jsonl', 'mapped', null],
  ['logs/b.json', 'mapped', null],
  ['logs/b.json', 'unmapped', 'not an object'],
  ['c.csv', 'mapped', null],
  ['one.json', 'unmapped', 'no known format'],
  ['../../etc/passwd', 'quarantined', 'nothing in it can be parsed as a log'],
  ['picture.png', 'quarantined', 'not a text'],
  ['inner.zip', 'quarantined', expect.stringMatching(/which is not entered/)],
  ['secret', 'quarantined', expect.stringMatching(/^encrypted/)],
  ['strange', 'quarantined', expect.stringMatching(/^packed by method 99/)],
  ['c.csv [2]', 'mapped', null],
  ['day.jsonl.gz', 'mapped', null],
  ['day.jsonl.gz', 'quarantined', expect.stringMatching(/^malformed JSON/)],
  ['deep.gz', 'mapped', null],
  ['night.zst', 'mapped', null],
  ['twice.gz', 'quarantined', expect.stringMatching(/^compressed within the zip file/)],
  ['no.gz', 'quarantined', expect.stringMatching(/^compressed within the zip file/)],
  ['new\\x0aline \u00e9', 'mapped', null],
  ['\\x80A', 'mapped', null],
];

describe('a zip file', () => {
  test('gives the rows of a Parquet file in it; one that is cut short is one record', async () => {
    const path = await emptyCase();
    const rows = join(path, '..', 'rows.parquet');
    await writeParquet(
      rows,
      `SELECT 'Gebühr ' || i || '?' AS prompt, i || ' €' AS response FROM range(3) AS r(i)`,
    );
    const table = readFileSync(rows);
    const source = zip([
      { name: 'first.jsonl', content: line() },
      { name: 'rows/part-0.parquet', content: table, method: 0 },
      { name: 'rows/part-1.parquet', content: table.subarray(0, -30) },
      { name: 'last.jsonl', content: line({ id: 'call-2' }) },
    ]);
    const { files } = await importText(path, source, 'export.zip');
    expect(files[0]).toMatchObject({ records: 6, mapped: 5, quarantined: 1, turns: 5 });
    expect(await complaints(path, true)).toEqual([]);
    expect(
      await rowsIn(
        path,
        `SELECT r.member, r.ordinal::INTEGER AS ordinal, c.text
         FROM store.turn AS t
         JOIN store.record AS r USING (record_id)
         JOIN store.message AS m ON m.turn_id = t.turn_id AND m.side = 'output'
         JOIN store.content AS c USING (content_id)
         WHERE r.byte_offset IS NULL
         ORDER BY r.record_id`,
      ),
    ).toEqual(
      [0, 1, 2].map((row) => ({
        member: 'rows/part-0.parquet',
        ordinal: row + 2,
        text: `${row} €`,
      })),
    );
    const { connection, evidence } = await openForReading(path);
    const file = { evidence_id: 1, bytes: source.length, unpacked_bytes: null, container: 'zip' };
    const accounted = await accountedByFile(connection, null, [file]);
    expect(accounted.get(1)?.map(({ what, bytes }) => [what, bytes])).toEqual(
      ['mapped', 'unmapped', 'quarantined', 'blank', 'structure'].map((what) => [what, null]),
    );
    const shown = await recordTextOf(connection, evidence, 3, 'as-stored');
    expect(shown).toMatchObject({
      text: '{"prompt":"Gebühr 1?","response":"1 €"}',
      ...{ hash_matches: true, stock_command: null },
    });
  });

  test('is read in place, each member as its own content says', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(zip(MIXED, { comment: 'a comment' }));
      expect(derived).toMatchObject({
        container: 'zip',
        format: 'openai-chat',
        records: 21,
        mapped: 10,
        unmapped: 2,
        quarantined: 9,
        blank: 1,
        notes: [],
      });
      const rows = await trial.rows(RECORDS);
      expect(rows.map(({ member, status, error }) => [member, status, error])).toEqual(
        MIXED_RECORDS,
      );
      expect(rows.filter(({ ordinal }) => ordinal !== null).map(({ ordinal }) => ordinal)).toEqual(
        Array.from({ length: 21 }, (_, index) => String(index + 1)),
      );
    }));

  test('verifies, derives again, and gives every record to the printed command', async () => {
    const path = await emptyCase();
    const source = zip(MIXED, { before: '#!/bin/sh\nexit\n', between: 'hidden' });
    const { files } = await importText(path, source, 'export.zip');
    expect(files[0]).toMatchObject({ records: 41, mapped: 10, quarantined: 29 });
    expect(await complaints(path, true)).toEqual([]);
    const folder = join(path, 'evidence');
    const rows = await rowsIn(
      path,
      'SELECT member, ordinal, byte_offset, byte_length, lower(hex(sha256)) AS sha256 FROM store.record ORDER BY record_id',
    );
    for (const row of rows) {
      const place = {
        evidence: files[0]?.sha256 ?? '',
        name: 'export.zip',
        member: typeof row['member'] === 'string' ? row['member'] : null,
        ordinal: Number(row['ordinal']),
        byte_offset: Number(row['byte_offset']),
        byte_length: Number(row['byte_length']),
        sha256: String(row['sha256']),
      };
      const printed = spawnSync('sh', ['-c', stockCommand(copiesOf(path), place) ?? ''], {
        cwd: path,
        encoding: 'utf8',
      });
      expect([printed.stdout.slice(0, 64), printed.stderr]).toEqual([place.sha256, '']);
      expect((await readRecord(copiesOf(path), place))?.length).toBe(place.byte_length);
    }
    forgetContents(folder);
  });

  test('with a wrong checksum or size is taken in as far as it goes, and says so', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(
        zip([
          { name: 'a', content: line(), crc: 1 },
          { name: 'b', content: `${line()}\n${line()}`, bytes: Buffer.byteLength(line()) },
          { name: 'c', content: line(), bytes: 10_000 },
        ]),
      );
      expect(derived).toMatchObject({ mapped: 3 });
      expect(derived.notes).toEqual([
        'a: its checksum is wrong: its content is not what was packed',
        'b: it holds more than the directory of the zip file says; what is beyond was not read',
        'c: it holds less than the directory of the zip file says',
      ]);
    }));

  test.each([
    ['is cut short', zip(MIXED).subarray(0, 900), /no directory at its end/],
    ['is a bomb', zip([{ name: 'a', content: line(), bytes: 0xf0000000 }]), /500 times its size/],
    ['holds no log', zip([{ name: 'a.txt', content: 'words' }]), /can be parsed as a log/],
    ['holds nothing', zip([]), /it holds no record/],
  ])('that %s is refused', (_name, source, sentence) =>
    withCase(async (trial) => {
      await expect(trial.derive(source)).rejects.toMatchObject({
        code: 'input-refused',
        message: expect.stringMatching(sentence) as string,
      });
    }),
  );

  test('whose members overlap is refused', () =>
    withCase(async (trial) => {
      const source = zip([
        { name: 'a', content: line() },
        { name: 'b', content: line() },
      ]);
      const second = source.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
      source.writeUInt32LE(0, second + 42);
      await expect(trial.derive(source)).rejects.toMatchObject({
        message: expect.stringMatching(/overlap/) as string,
      });
    }));
});

const REAL = resolve(
  process.env['EXHIBIT_REAL_LOGS'] ?? resolve(import.meta.dirname, '../../../../shared/data'),
  'inspect',
);

test.skipIf(!existsSync(REAL))('real zips of deflate and zstd members are read whole', () =>
  withCase(async (trial) => {
    const names = execFileSync('ls', [REAL], { encoding: 'utf8' }).match(/\S+\.eval/g) ?? [];
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const derived = await trial.deriveFrom(join(REAL, name));
      expect(derived).toMatchObject({ container: 'zip', quarantined: 0, notes: [] });
      expect(derived.records).toBeGreaterThan(5);
    }
  }),
);

test('the import of a zip says how much of the file is read, and is cancelled in the midst of a member', async () => {
  const lines = (from: number): string =>
    Array.from({ length: 1500 }, (_, at) =>
      line({ id: `call-${from + at}`, filler: randomBytes(3000).toString('hex') }),
    ).join('\n');
  const first = lines(0);
  const path = await emptyCase();
  const log = join(path, '..', 'logs.zip');
  const content = zip([
    { name: 'a.jsonl', content: first, method: 0 },
    { name: 'b.jsonl', content: lines(1500), method: 0 },
  ]);
  writeFileSync(log, content);
  const told: Progress[] = [];
  const stop = new AbortController();
  const cancelled = importFiles(path, [log], AS_IT_IS, {
    signal: stop.signal,
    onProgress(progress) {
      if (progress.unit !== 'bytes' || progress.phase !== 'importing logs.zip') return;
      told.push(progress);
      if (progress.done > first.length) stop.abort();
    },
  });
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  expect(told.length).toBeGreaterThan(1);
  expect(told.every(({ total }) => total === content.length)).toBe(true);
  expect(told[0]?.done).toBeLessThan(first.length);
  const last = told.at(-1)?.done ?? 0;
  expect(last).toBeGreaterThan(first.length);
  expect(last).toBeLessThanOrEqual(content.length);
  expect(await rowsIn(path, 'SELECT count(*)::INTEGER AS n FROM store.record')).toEqual([{ n: 0 }]);
});
