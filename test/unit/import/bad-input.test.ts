import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Refusal } from '../../../electron/engine/base/errors.ts';
import { entryPoint } from '../../../electron/engine/base/entry-point.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import {
  AS_IT_IS,
  caseWithLog,
  complaints,
  emptyCase,
  importText,
  rowsIn,
  temporaryFolder,
} from '../../fixtures/case-on-disk.ts';
import { hasProgram } from '../../fixtures/command-line.ts';
import { storedZstd } from '../../fixtures/stored-zstd.ts';
import { type Part, zip } from '../../fixtures/written-zip.ts';
import { line, withCase } from './derived.ts';

const RECORDS = 'SELECT status, error FROM store.record ORDER BY record_id';
const TIMES = 'SELECT raw_time, started_at FROM store.turn ORDER BY turn_id';
const TEXTS =
  'SELECT side, text FROM store.message JOIN store.content USING (content_id) ORDER BY turn_id, side, seq';

/** The sentence with which a file is refused. */
async function refusalOf(content: string | Uint8Array): Promise<string> {
  let said = '';
  await withCase(async (trial) => {
    const error: unknown = await trial.derive(content).then(
      () => null,
      (refusal: unknown) => refusal,
    );
    if (!(error instanceof Refusal)) throw error;
    expect(error.code).toBe('input-refused');
    expect(await trial.values('SELECT count(*) FROM store.record')).toEqual(['0']);
    said = error.message;
  });
  return said;
}

describe('how a text is written', () => {
  const wide = (encoding: 'utf16le' | 'utf16be', mark: boolean): Buffer => {
    const little = Buffer.from(`${mark ? '\uFEFF' : ''}${line()}\n${line()}\n`, 'utf16le');
    return encoding === 'utf16le' ? little : little.swap16();
  };

  test.each([
    ['little-endian, with a mark', wide('utf16le', true)],
    ['big-endian, with a mark', wide('utf16be', true)],
    ['little-endian, without a mark', wide('utf16le', false)],
    ['big-endian, without a mark', wide('utf16be', false)],
  ])('UTF-16 %s is read', (_name, source) =>
    withCase(async (trial) => {
      expect(await trial.derive(source)).toMatchObject({ records: 2, mapped: 2, notes: [] });
    }),
  );

  test('UTF-16 in a gzip file is refused in one sentence', async () => {
    expect(await refusalOf(gzipSync(wide('utf16le', true)))).toBe(
      'log.jsonl is written in UTF-16 in a way that is not read; save it as UTF-8 and import that, or register it as a reference instead.',
    );
  });

  test('UTF-16 with half a character is refused with its byte; one that ends in the middle of one is noted', async () => {
    const spoilt = Buffer.concat([wide('utf16le', true), Buffer.from('\ud83d}', 'utf16le')]);
    const at = wide('utf16le', true).length;
    expect(await refusalOf(spoilt)).toBe(
      `log.jsonl cannot be taken in: it is UTF-16 with half a character at byte ${at}, which no other encoding can hold; mend it in a copy and import that.`,
    );
    for (const end of [Buffer.from('\ud83d', 'utf16le'), Buffer.from('{')])
      await withCase(async (trial) => {
        const derived = await trial.derive(Buffer.concat([wide('utf16le', true), end]));
        expect(derived).toMatchObject({ records: 2, mapped: 2 });
        expect(derived.notes).toEqual([
          `the UTF-16 text ends in the middle of a character: its last ${end.length} bytes (from byte ${at} on) are not read`,
        ]);
      });
  });

  test('UTF-32 is named as what it is', async () => {
    expect(await refusalOf(Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]))).toContain(
      'is written in UTF-32 in a way that is not read',
    );
  });

  test('a member of a zip in UTF-16 is read, one that is spoilt is kept with the reason', () =>
    withCase(async (trial) => {
      await trial.derive(
        zip([
          { name: 'wide', content: wide('utf16le', true) },
          { name: 'spoilt', content: Buffer.from('\uFEFF{}\ud83d}', 'utf16le') },
          { name: 'good', content: line() },
        ]),
      );
      expect(await trial.rows(RECORDS)).toEqual([
        { status: 'mapped', error: null },
        { status: 'mapped', error: null },
        { status: 'quarantined', error: 'written in UTF-16, which is not read; save it as UTF-8' },
        { status: 'mapped', error: null },
      ]);
    }));

  test('UTF-8 with a byte order mark is read; another mark within is part of its line', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(`\uFEFF${line()}\n\uFEFF${line()}\n${line()}`);
      expect(derived).toMatchObject({ records: 3, mapped: 2, quarantined: 1 });
      expect((await trial.rows(RECORDS))[1]?.['status']).toBe('quarantined');
    }));

  test('lines that end in CR LF, blank lines and a last line without an end are read', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(`${line()}\r\n\r\n \t\r\n\n${line()}`);
      expect(derived).toMatchObject({ records: 2, mapped: 2, blank: 3 });
    }));

  test.each([
    ['JSON', `${line()}\r${line()}\r`],
    ['rows', 'prompt,response,model\rFee?,5 EUR,m\r'],
  ])(
    'lines of %s that end in CR alone are refused with the way to convert them',
    async (_what, source) => {
      expect(await refusalOf(source)).toBe(
        "Nothing in log.jsonl can be parsed as a log (its lines end in carriage returns alone, and records are told by line feeds; make a copy by tr '\\r' '\\n' < FILE > COPY and import that); it can be registered as a reference instead.",
      );
    },
  );

  test('a document whose lines end in CR alone is read', () =>
    withCase(async (trial) => {
      const source = JSON.stringify(JSON.parse(line()), null, 1).replaceAll('\n', '\r');
      expect(await trial.derive(source)).toMatchObject({ records: 1, mapped: 1, notes: [] });
    }));

  test('NUL bytes within, before and behind lines spoil those lines alone', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(
        `${line()}\n\0${line()}\n${line()}\0\n\0\0\0\n${line({ id: 'a\\u0000b' })}\n`,
      );
      expect(derived).toMatchObject({ records: 5, mapped: 2, quarantined: 3 });
      expect((await trial.rows(RECORDS))[3]?.['error']).toBe(
        'malformed JSON: nothing but NUL bytes',
      );
    }));

  test('bytes that are no UTF-8 spoil their line alone', () =>
    withCase(async (trial) => {
      const bad = [
        [0xff],
        [0xc0, 0x80],
        [0xed, 0xa0, 0x80],
        [0xf4, 0x90, 0x80, 0x80],
        [0xe2, 0x82],
      ];
      const source = bad.flatMap((bytes) => [
        Buffer.from('{"a":"'),
        Buffer.from(bytes),
        Buffer.from(`"}\n${line()}\n`),
      ]);
      const derived = await trial.derive(Buffer.concat(source));
      expect(derived).toMatchObject({ records: 10, mapped: 5, quarantined: 5 });
      expect(
        (await trial.rows(RECORDS)).flatMap(({ error }) => (error === null ? [] : [error])),
      ).toEqual(bad.map(() => 'not UTF-8'));
    }));
});

describe('records of a size that no reader expects', () => {
  test('a line of 100 MB is read beside its neighbours', () =>
    withCase(async (trial) => {
      const text = 'All fees. '.repeat(10_000_000);
      const long = line({ request: { messages: [{ role: 'user', content: text }] } });
      const derived = await trial.derive(`${line()}\n${long}\n${line()}\n`);
      expect(derived).toMatchObject({ records: 3, mapped: 3 });
      expect(await trial.values('SELECT max(length(text)) FROM store.content')).toEqual([
        String(text.length),
      ]);
    }));

  test('a line beyond 128 MB is hashed and counted, and its neighbours are read', () =>
    withCase(async (trial) => {
      const long = Buffer.alloc((128 << 20) + 10, 'a');
      const source = Buffer.concat([Buffer.from(`${line()}\n`), long, Buffer.from(`\n${line()}`)]);
      expect(await trial.derive(source)).toMatchObject({ records: 3, mapped: 2, quarantined: 1 });
      expect((await trial.rows(RECORDS))[1]).toEqual({
        status: 'quarantined',
        error: 'longer than 134217728 bytes: hashed, not parsed',
      });
    }));

  test('what nests 100,000 deep is kept with the reason, and its neighbours are read', () =>
    withCase(async (trial) => {
      const deep = '['.repeat(100_000) + ']'.repeat(100_000);
      const objects = '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000);
      const derived = await trial.derive(
        [line(), deep, objects, '['.repeat(100_000), line()].join('\n'),
      );
      expect(derived.records).toBe(5);
      const rows = await trial.rows(RECORDS);
      expect(rows.map(({ status }) => status === 'mapped')).toEqual([
        true,
        false,
        false,
        false,
        true,
      ]);
      for (const { error } of rows.slice(1, 4)) expect(error).toMatch(/./);
    }));
});

describe('what a record says', () => {
  test('of keys that differ by case each is a key of its own', () =>
    withCase(async (trial) => {
      await trial.derive('{"prompt":"small","Prompt":"large","response":"r","PROMPT":"largest"}\n');
      expect((await trial.rows(TEXTS)).map(({ text }) => text)).toEqual(['small', 'r']);
      expect(await trial.values('SELECT metadata FROM store.turn')).toEqual([
        '{"Prompt":"large","PROMPT":"largest"}',
      ]);
    }));

  test('times from the year 1 to the year 9999 are times; those beyond are kept in no row', () =>
    withCase(async (trial) => {
      const at = (created: unknown): string => line({ created });
      const derived = await trial.derive(
        [
          at('0001-01-01T00:00:00Z'),
          at('9999-12-31T23:59:59.999999Z'),
          at(99_999_999_999),
          at('0000-01-01T00:00:00Z'),
          at('9999-12-31T23:59:59-01:00'),
          at('10000-01-01T00:00:00Z'),
          at(1e300),
          at('9223372036854775807'),
        ].join('\n'),
        { format: 'openai-chat' },
      );
      expect(derived).toMatchObject({ records: 8, quarantined: 0 });
      expect((await trial.rows(TIMES)).map(({ started_at }) => started_at)).toEqual([
        '0001-01-01 00:00:00+00',
        '9999-12-31 23:59:59.999999+00',
        '5138-11-16 09:46:39+00',
        '2262-04-11 23:47:16.854775+00',
      ]);
      expect((await trial.rows(RECORDS)).map(({ error }) => error)).toEqual([
        null,
        null,
        null,
        'started_at: not a time: "0000-01-01T00:00:00Z"',
        'started_at: not a time: "9999-12-31T23:59:59-01:00"',
        'started_at: not a time: "10000-01-01T00:00:00Z"',
        expect.stringMatching(/^started_at: not a time/),
        null,
      ]);
    }));

  test('a time that a change of the clock skips or repeats keeps its own text beside the one it is read as', () =>
    withCase(async (trial) => {
      await trial.derive(
        ['2025-03-30T02:30:00', '2025-10-26T02:30:00']
          .map((created) => line({ created }))
          .join('\n'),
        { zone: 'Europe/Berlin' },
      );
      expect(await trial.rows(TIMES)).toEqual([
        { raw_time: '2025-03-30T02:30:00', started_at: '2025-03-30 01:30:00+00' },
        { raw_time: '2025-10-26T02:30:00', started_at: '2025-10-26 00:30:00+00' },
      ]);
    }));

  test('a line that is an array is kept as it is, with the reason', () =>
    withCase(async (trial) => {
      const derived = await trial.derive('["create",{"id":1}]\n["send",{"id":2}]\n');
      expect(derived).toMatchObject({
        container: 'jsonl',
        format: 'unknown',
        records: 2,
        unmapped: 2,
        quarantined: 0,
      });
      expect((await trial.rows(RECORDS))[0]).toEqual({
        status: 'unmapped',
        error: 'an array, where log formats have an object',
      });
    }));
});

describe('a container that is damaged', () => {
  const many = Array.from({ length: 500 }, (_, at) => `${line({ id: `call-${at}` })}\n`).join('');

  test('a zstd file that is cut short gives what is there, and says so', async () => {
    const path = await emptyCase();
    const whole = storedZstd(Buffer.from(many.repeat(2)));
    const { files } = await importText(path, whole.subarray(0, whole.length - 50), 'log.zst');
    expect(files[0]?.notes).toEqual([
      expect.stringMatching(/^the zstd file is cut short at byte \d+$/),
    ]);
    expect(files[0]?.mapped).toBeGreaterThan(100);
    expect(await complaints(path, true)).toEqual([]);
  });

  test('a deflated member that is damaged gives what comes before, the other members are whole', async () => {
    const path = await emptyCase();
    const source = zip([
      { name: 'a', content: many },
      { name: 'b', content: line() },
    ]);
    source.fill(0xff, 1200, 1240);
    const { files } = await importText(path, source, 'export.zip');
    expect(files[0]?.notes).toHaveLength(1);
    expect(files[0]?.notes[0]).toMatch(/^a: (?:is damaged: |its checksum is wrong|it holds less)/);
    const of = (member: string) =>
      rowsIn(
        path,
        `SELECT count(*) AS n FROM store.record WHERE member = '${member}' AND status = 'mapped'`,
      );
    expect(Number((await of('a'))[0]?.['n'])).toBeGreaterThan(0);
    expect(await of('b')).toEqual([{ n: '1' }]);
    expect(await complaints(path, true)).toEqual([]);
  });

  test('a zip with wide sizes and places (zip64) is read', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(
        zip64([
          { name: 'a.jsonl', content: line() },
          { name: 'b.jsonl', content: `${line()}\n${line()}` },
        ]),
      );
      expect(derived).toMatchObject({ container: 'zip', records: 3, mapped: 3, notes: [] });
    }));

  test('a zip that names more members than are read is refused', async () => {
    const source = zip([{ name: 'a', content: line() }]);
    const end = source.length - 22;
    const wide = Buffer.alloc(76);
    wide.writeUInt32LE(0x06064b50, 0);
    wide.writeBigUInt64LE(44n, 4);
    wide.writeBigUInt64LE(200_001n, 24);
    wide.writeBigUInt64LE(200_001n, 32);
    wide.writeBigUInt64LE(BigInt(source.readUInt32LE(end + 12)), 40);
    wide.writeBigUInt64LE(BigInt(source.readUInt32LE(end + 16)), 48);
    wide.writeUInt32LE(0x07064b50, 56);
    wide.writeBigUInt64LE(BigInt(end), 64);
    wide.writeUInt32LE(1, 72);
    const said = await refusalOf(
      Buffer.concat([source.subarray(0, end), wide, source.subarray(end)]),
    );
    expect(said).toContain('the zip file names more than 200000 members');
  });

  test('a Parquet file that is cut short or damaged is refused, whatever is left of it', () =>
    withCase(async (trial) => {
      const file = join(trial.folder, 'whole.parquet');
      const instance = await DuckDBInstance.create(':memory:');
      const connection = await instance.connect();
      await connection.run(
        `COPY (SELECT 'What?' AS prompt, 'So ' || i AS response FROM range(500) AS r(i)) TO '${file}' (FORMAT parquet)`,
      );
      connection.closeSync();
      instance.closeSync();
      const whole = readFileSync(file);
      for (const length of [5, 100, whole.length >> 1, whole.length - 4, whole.length - 1])
        await expect(trial.derive(whole.subarray(0, length))).rejects.toMatchObject({
          code: 'input-refused',
          message: expect.stringMatching(
            /^log\.jsonl cannot be read as Parquet \(.+\); it can be registered as a reference instead\.$/,
          ) as string,
        });
      expect(await trial.derive(whole)).toMatchObject({ records: 500, mapped: 500 });
    }));
});

/** The same zip with all sizes and places in zip64 fields, as writers that stream write it. */
function zip64(parts: readonly Part[]): Buffer {
  const plain = zip(parts);
  const end = plain.length - 22;
  const directoryAt = plain.readUInt32LE(end + 16);
  const entries: Buffer[] = [];
  for (let at = directoryAt; at < end; ) {
    const length = 46 + plain.readUInt16LE(at + 28);
    const entry = Buffer.from(plain.subarray(at, at + length));
    const extra = Buffer.alloc(28);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    for (const [index, field] of [24, 20, 42].entries()) {
      extra.writeBigUInt64LE(BigInt(entry.readUInt32LE(field)), 4 + index * 8);
      entry.writeUInt32LE(0xffffffff, field);
    }
    entry.writeUInt16LE(28, 30);
    entries.push(entry, extra);
    at += length;
  }
  const directory = Buffer.concat(entries);
  const wide = Buffer.alloc(76);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeBigUInt64LE(BigInt(parts.length), 24);
  wide.writeBigUInt64LE(BigInt(parts.length), 32);
  wide.writeBigUInt64LE(BigInt(directory.length), 40);
  wide.writeBigUInt64LE(BigInt(directoryAt), 48);
  wide.writeUInt32LE(0x07064b50, 56);
  wide.writeBigUInt64LE(BigInt(directoryAt + directory.length), 64);
  wide.writeUInt32LE(1, 72);
  const last = Buffer.from(plain.subarray(end));
  last.writeUInt32LE(0xffffffff, 12);
  last.writeUInt32LE(0xffffffff, 16);
  return Buffer.concat([plain.subarray(0, directoryAt), directory, wide, last]);
}

describe('a file that changes while it is read', () => {
  const lines = (count: number): string =>
    Array.from({ length: count }, (_, at) => `${line({ id: `call-${at}` })}\n`).join('');

  /** Imports it, and does this to it once the copy has begun. */
  async function importing(meanwhile: (log: string) => void) {
    const path = await emptyCase();
    const log = join(temporaryFolder(), 'growing.jsonl');
    writeFileSync(log, lines(20_000));
    let done = false;
    const act = (): void => {
      if (!done) meanwhile(log);
      done = true;
    };
    const { files, refused } = await importFiles(path, [log], AS_IT_IS, { onProgress: act });
    expect(done).toBe(true);
    expect(refused).toEqual([]);
    const copy = readFileSync(join(path, 'evidence', files[0]?.sha256 ?? ''));
    expect(copy.length).toBe(files[0]?.bytes);
    expect(files[0]?.records).toBe(copy.toString('latin1').split('\n').filter(Boolean).length);
    expect(await complaints(path)).toEqual([]);
    return files[0];
  }

  test('that grows is taken in as far as it was copied', async () => {
    const file = await importing((log) => appendFileSync(log, lines(10)));
    expect(file?.mapped).toBeGreaterThanOrEqual(20_000);
  });

  test('that is cut is taken in as far as it was copied', async () => {
    await importing((log) => truncateSync(log, 1000));
  });

  test('that vanishes is read to its end all the same', async () => {
    const file = await importing((log) => rmSync(log));
    expect(file).toMatchObject({ records: 20_000, mapped: 20_000 });
  });

  test('that vanished before it was opened is refused, and the next one is imported', async () => {
    const path = await emptyCase();
    const [gone, good] = ['gone.jsonl', 'good.jsonl'].map((name) => join(path, '..', name));
    writeFileSync(gone!, line());
    writeFileSync(good!, line());
    const outcome = importFiles(path, [gone!, good!], AS_IT_IS, {
      get signal() {
        rmSync(gone!, { force: true });
        return undefined;
      },
    });
    const { files, refused } = await outcome;
    expect(files).toHaveLength(1);
    expect(refused).toEqual([
      {
        path: gone,
        reason: expect.stringMatching(/gone\.jsonl .*(?:exist|cannot be read).*\.$/) as string,
      },
    ]);
  });
});

describe('a disk that is full', () => {
  /** A file system of so many kilobytes; null where this machine lets nobody mount one. */
  function smallDisk(kilobytes: number): string | null {
    const folder = mkdtempSync(join(tmpdir(), 'exhibit-disk-'));
    const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]);
    onTestFinished(() => {
      if (mount.status === 0) spawnSync('umount', [folder]);
      rmSync(folder, { recursive: true, force: true });
    });
    return mount.status === 0 ? folder : null;
  }
  const NO_MOUNT = 'skipped: no small file system can be mounted here';

  const exhibit = (...args: string[]) =>
    spawnSync(process.execPath, [entryPoint('exhibit'), ...args], { encoding: 'utf8' });
  /** What a broken transaction leaves in the write-ahead log goes with the next job. */
  const stateOf = (path: string): string[] =>
    readdirSync(path, { recursive: true, encoding: 'utf8' })
      .sort()
      .filter((name) => statSync(join(path, name)).isFile() && !name.endsWith('.wal'));

  test('without room nothing is begun, and evidence that stays in place needs none for its copy', ({
    skip,
  }) => {
    const disk = smallDisk(20_000);
    if (disk === null) return skip(NO_MOUNT);
    const path = join(disk, 'fees.exhibit');
    expect(exhibit('new', path, '--title', 'Fees').status).toBe(0);
    const custody = readFileSync(join(path, 'custody.jsonl'), 'utf8');
    const before = stateOf(path);
    const source = join(temporaryFolder(), 'log.jsonl');
    writeFileSync(source, `${line({ note: 'x'.repeat(1000) })}\n`.repeat(8000));
    const { status, stderr } = exhibit('import', path, source);
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(
        /^log\.jsonl: importing needs 2\d\.\d MB \(\d+\.\d MB for the copy, up to 1\d\.\d MB for the tables\) where \d+\.\d MB are free on the disk of the case .* or import it in place,/,
      ) as string,
    ]);
    expect(stateOf(path)).toEqual(before);
    expect(readFileSync(join(path, 'custody.jsonl'), 'utf8')).toBe(custody);
    expect(exhibit('import', path, source, '--in-place').status).toBe(0);
    expect(exhibit('verify', path).status).toBe(0);
  });

  test('that fills while rows are written leaves the case as it was, says so, and lets an import go on that has room', ({
    skip,
  }) => {
    const disk = smallDisk(9000);
    if (disk === null) return skip(NO_MOUNT);
    const path = join(disk, 'fees.exhibit');
    expect(exhibit('new', path, '--title', 'Fees').status).toBe(0);
    const before = stateOf(path);
    // It unpacks to far more than such a file is taken to, so that there seems to be room.
    const source = join(temporaryFolder(), 'log.jsonl.gz');
    const text = `${line({ note: 'x'.repeat(1000) })}\n`.repeat(8000);
    writeFileSync(source, gzipSync(text));
    const { status, stderr } = exhibit('import', path, source);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      `${source}: log.jsonl.gz is not imported: the disk is full, and the case is as it was before; make room and import it again.`,
    );
    expect(status).toBe(2);
    expect(stateOf(path)).toEqual(before);
    expect(exhibit('verify', path).status).toBe(0);
    const small = join(temporaryFolder(), 'small.jsonl');
    writeFileSync(small, `${line()}\n`);
    expect(exhibit('import', path, small).status).toBe(0);
    expect(exhibit('verify', path, '--full').status).toBe(0);
    expect(readdirSync(path)).not.toContain('case.duckdb.wal');
  });

  /**
   * The command in a process whose files may grow to so many bytes each: what is written beyond is refused by the system,
   * as on a full disk, and no rights are needed for it.
   */
  const withFilesUpTo = (bytes: number, ...args: string[]) =>
    spawnSync('prlimit', [`--fsize=${bytes}`, process.execPath, entryPoint('exhibit'), ...args], {
      encoding: 'utf8',
    });
  const LIMIT = 3_000_000;
  /** Lines that neither pack nor repeat, and such as do, of more bytes than that. */
  const noisy = Array.from({ length: 1500 }, (_, at) => {
    const content = randomBytes(3000).toString('base64');
    const request = { model: 'm-1', messages: [{ role: 'user', content }] };
    return `${line({ id: `call-${at}`, request })}\n`;
  }).join('');
  const repeating = `${line({ note: 'x'.repeat(1000) })}\n`.repeat(3000);
  const canLimit = hasProgram('prlimit');

  test.skipIf(!canLimit).each([
    ['the copy', 'log.jsonl', noisy, []],
    ['what is unpacked', 'log.jsonl.gz', gzipSync(repeating), []],
    ['the database', 'log.jsonl', noisy, ['--in-place']],
  ])(
    'that has no room for %s leaves the case as it was and says so',
    async (_what, name, bytes, options) => {
      const path = await caseWithLog();
      const before = stateOf(path);
      const source = join(temporaryFolder(), name);
      writeFileSync(source, bytes);
      const { status, stderr } = withFilesUpTo(LIMIT, 'import', path, source, ...options);
      expect(stderr.trimEnd().split('\n').at(-1)).toBe(
        `${source}: ${name} is not imported: the disk is full, and the case is as it was before; make room and import it again.`,
      );
      expect(status).toBe(2);
      expect(stateOf(path)).toEqual(before);
      expect(await complaints(path)).toEqual([]);
      expect((await importFiles(path, [source], AS_IT_IS)).refused).toEqual([]);
    },
  );

  test.skipIf(!canLimit)(
    'that has no room for what verify writes aside is said, and is no failed check',
    async () => {
      const path = await caseWithLog();
      const packed = join(temporaryFolder(), 'log.jsonl.gz');
      writeFileSync(packed, gzipSync(repeating));
      const plain = join(temporaryFolder(), 'plain.jsonl');
      writeFileSync(plain, noisy);
      for (const [source, options] of [
        [plain, ['--full']],
        [packed, []],
      ] as const) {
        await importFiles(path, [source], AS_IT_IS);
        const { status, stdout, stderr } = withFilesUpTo(LIMIT, 'verify', path, ...options);
        expect([status, stdout]).toEqual([2, '']);
        expect(stderr.trimEnd().split('\n').at(-1)).toMatch(
          /fees\.exhibit could not be verified: there is no room for the temporary files in .* \(.*\); make room there, or name another folder in TMPDIR, and verify again\.$/,
        );
      }
      expect(await complaints(path)).toEqual([]);
    },
  );
});

test('a file that looks like a format of which not one record can be read says why', async () => {
  await withCase(async (trial) => {
    const log = [line({ created: 'at noon' }), line({ created: 'at one' })].join('\n');
    expect(await trial.derive(log)).toMatchObject({
      ...{ format: 'openai-chat', mapped: 0, unmapped: 2 },
      notes: [
        expect.stringMatching(
          /^it looks like openai-chat, but not one of its records could be read so \(.*at noon.*\)$/,
        ),
      ],
    });
  });
  await withCase(async (trial) => {
    const log = [line({ created: 'at noon' }), line()].join('\n');
    expect(await trial.derive(log)).toMatchObject({ mapped: 1, unmapped: 1, notes: [] });
  });
});
