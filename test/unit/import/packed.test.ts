import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { forgetContents } from '../../../electron/engine/evidence/kept-contents.ts';
import { readChain } from '../../../electron/engine/custody/chain.ts';
import { recordBytesOf } from '../../../electron/engine/register/record-bytes.ts';
import { withAnalysedCase } from '../../../electron/engine/analysis/open-analysed.ts';
import {
  caseWithLog,
  complaints,
  emptyCase,
  importText,
  MIXED_LOG,
  rowsIn,
} from '../../fixtures/case-on-disk.ts';
import { storedZstd } from '../../fixtures/stored-zstd.ts';
import { line } from './derived.ts';

const RECORDS =
  'SELECT ordinal, line, byte_offset, byte_length, lower(hex(sha256)) AS sha256, status, error FROM store.record ORDER BY record_id';
const TURNS =
  'SELECT turn_id, external_id, conversation_id, model FROM store.turn ORDER BY turn_id';

const utf16 = (text: string, isBigEndian = false): Buffer => {
  const little = Buffer.from(text, 'utf16le');
  return isBigEndian ? little.swap16() : little;
};

test.each([
  ['gzip', gzipSync(MIXED_LOG)],
  ['zstd', storedZstd(Buffer.from(MIXED_LOG))],
  ['utf-16le', utf16(MIXED_LOG)],
  ['utf-16be', utf16(MIXED_LOG, true)],
])(
  'a log in a %s file gives what the plain log gives, and verifies',
  async (compression, packed) => {
    const plain = await caseWithLog();
    const path = await emptyCase();
    const { files } = await importText(path, packed, 'log.jsonl.packed');
    expect(files[0]).toMatchObject({
      bytes: packed.length,
      records: 4,
      mapped: 2,
      unmapped: 1,
      quarantined: 1,
      blank: 1,
      notes: [],
    });
    for (const sql of [RECORDS, TURNS])
      expect(await rowsIn(path, sql)).toEqual(await rowsIn(plain, sql));
    expect(
      await rowsIn(
        path,
        'SELECT container, compression, bytes, unpacked_bytes, notes FROM store.evidence',
      ),
    ).toEqual([
      {
        container: 'jsonl',
        compression,
        bytes: String(packed.length),
        unpacked_bytes: String(Buffer.byteLength(MIXED_LOG)),
        notes: '[]',
      },
    ]);
    expect(readFileSync(join(path, 'evidence', files[0]?.sha256 ?? ''))).toEqual(packed);
    expect(await complaints(path, true)).toEqual([]);
    forgetContents(join(path, 'evidence'));
  },
);

test('a record of a compressed file is read, and cut out by the printed command', async () => {
  const path = await emptyCase();
  await importText(path, gzipSync(MIXED_LOG), 'log.jsonl.gz');
  const read = await withAnalysedCase(path, 'reading', ({ database: { connection }, evidence }) =>
    recordBytesOf(connection, evidence, 2, 0, 1000),
  );
  const [, second = ''] = MIXED_LOG.split('\n');
  expect(Buffer.from(read.base64, 'base64').toString()).toBe(second);
  expect(read.hash_matches).toBe(true);
  const printed = execFileSync('sh', ['-c', read.stock_command ?? ''], { cwd: path });
  expect(printed.toString().slice(0, 64)).toBe(read.place.sha256);
  forgetContents(join(path, 'evidence'));
});

test('a record of a compressed file that was changed since is not taken for what it was', async () => {
  const path = await emptyCase();
  const packed = gzipSync(MIXED_LOG);
  const { files } = await importText(path, packed, 'log.jsonl.gz');
  const file = join(path, 'evidence', files[0]?.sha256 ?? '');
  const matches = () =>
    withAnalysedCase(path, 'reading', async ({ database: { connection }, evidence }) => {
      const { hash_matches } = await recordBytesOf(connection, evidence, 2, 0, 10);
      return hash_matches;
    });
  expect(await matches()).toBe(true);
  chmodSync(file, 0o600);
  writeFileSync(file, gzipSync(MIXED_LOG.replace('call-2', 'call-9')));
  expect(await matches()).toBe(false);
  forgetContents(join(path, 'evidence'));
});

test('a compressed file that is cut short is taken in as far as it goes, and everything says so', async () => {
  const path = await emptyCase();
  const log = Array.from({ length: 2000 }, (_, at) => `${line({ id: `call-${at}` })}\n`).join('');
  const packed = gzipSync(log);
  const { files } = await importText(path, packed.subarray(0, packed.length - 9), 'log.jsonl.gz');
  const [file] = files;
  const note = 'the gzip file is cut short: its end, with the checksum, is missing';
  expect(file?.notes).toEqual([note]);
  expect(file?.mapped).toBeGreaterThan(1900);
  const { entries } = readChain(join(path, 'custody.jsonl'));
  expect(entries.find(({ act }) => act === 'import.completed')?.data).toMatchObject({
    compression: 'gzip',
    notes: [note],
  });
  expect(await rowsIn(path, 'SELECT notes FROM store.evidence')).toEqual([
    { notes: JSON.stringify([note]) },
  ]);
  expect(await complaints(path, true)).toEqual([]);
});

test('an array in a compressed file has its places in what is unpacked', async () => {
  const path = await emptyCase();
  const array = `[\n ${line()},\n ${line({ id: 'call-2' })}\n]`;
  const { files } = await importText(path, gzipSync(array), 'log.json.gz');
  expect(files[0]).toMatchObject({ mapped: 2, records: 2 });
  expect(await rowsIn(path, 'SELECT byte_offset FROM store.record ORDER BY ordinal')).toEqual([
    { byte_offset: '3' },
    { byte_offset: String(Buffer.byteLength(`[\n ${line()},\n `)) },
  ]);
  expect(await complaints(path)).toEqual([]);
});

test('a log in UTF-16 is read as the UTF-8 it says, with its mark, and iconv cuts its records out', async () => {
  const path = await emptyCase();
  const asked = 'Was kostet das? 費用はいくらですか 👩‍💻';
  const text = `\uFEFF${line({ request: { messages: [{ role: 'user', content: asked }] } })}\r\n${line({ id: 'b' })}`;
  await importText(path, utf16(text), 'log.jsonl');
  expect(
    await rowsIn(
      path,
      "SELECT c.text FROM store.message m JOIN store.content c USING (content_id) WHERE m.side = 'input' ORDER BY m.turn_id LIMIT 1",
    ),
  ).toEqual([{ text: asked }]);
  const read = await withAnalysedCase(path, 'reading', ({ database: { connection }, evidence }) =>
    recordBytesOf(connection, evidence, 2, 0, 1000),
  );
  const printed = execFileSync('sh', ['-c', read.stock_command ?? ''], { cwd: path });
  expect(read.stock_command).toContain('iconv -f UTF-16LE -t UTF-8');
  expect(printed.toString().slice(0, 64)).toBe(read.place.sha256);
  expect(await complaints(path, true)).toEqual([]);
  forgetContents(join(path, 'evidence'));
});

test('a table as spreadsheets save it, in UTF-16 with tabs, is read', async () => {
  const path = await emptyCase();
  const { files } = await importText(
    path,
    utf16('\uFEFFprompt\tresponse\r\nWas kostet das?\t5 €\r\n'),
    'table.txt',
  );
  expect(files).toMatchObject([{ format: 'plain-prompt', records: 1, turns: 1, messages: 2 }]);
});
