import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Place } from '../../shared/domain/place.ts';
import { readRecord } from '../../electron/engine/evidence/read-record.ts';
import { stockCommand } from '../../electron/engine/evidence/stock-command.ts';
import { copiesOf, verified, emptyCase, importText, rowsIn } from '../fixtures/case-on-disk.ts';
import { storedZstd } from '../fixtures/stored-zstd.ts';
import { line } from '../unit/import/derived.ts';

const withoutLineEnds = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.filter((byte) => byte !== 10));

/** Lines as logs have them: good, escaped, blank, words, noise, structure, beyond the standard. */
const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((id) => Buffer.from(line({ id }))),
  fc
    .string({ maxLength: 10 })
    .map((id) => Buffer.from(`  ${line({ id: `${id}é` }).replace('é', '\\u00e9')}\t`)),
  fc.stringMatching(/^[ \t\r]{0,4}$/).map((text) => Buffer.from(text)),
  fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => withoutLineEnds(Buffer.from(text))),
  fc.uint8Array({ maxLength: 40 }).map(withoutLineEnds),
  fc
    .constantFrom(
      '[',
      ']',
      '{}',
      'null',
      '{"a":NaN}',
      '{"a":"\\ud83d"}',
      '[{"a":1},',
      '\u0000',
      '\u2028',
      '\u0085',
    )
    .map((text) => Buffer.from(text)),
);

const file = fc.record({
  lines: fc.array(piece, { maxLength: 20 }),
  bom: fc.boolean(),
  lastLineEnds: fc.boolean(),
  packed: fc.constantFrom('plain', 'gzip', 'zstd'),
});

const PACK = {
  plain: (bytes: Buffer): Buffer => bytes,
  gzip: (bytes: Buffer): Buffer => gzipSync(bytes),
  zstd: storedZstd,
};

/** Records as anyone counts them with stock tools: lines that hold more than space, tab and CR. */
const recordsOf = (lines: readonly Buffer[]): Buffer[] =>
  lines.filter((bytes) => bytes.some((byte) => ![0x20, 0x09, 0x0d].includes(byte)));

interface Row {
  sha256: string;
  ordinal: string;
  byte_offset: string;
  byte_length: string;
  record: string;
}

const placeOf = (row: Row): Place => ({
  evidence: row.sha256,
  name: 'log.jsonl',
  member: null,
  ordinal: Number(row.ordinal),
  byte_offset: Number(row.byte_offset),
  byte_length: Number(row.byte_length),
  sha256: row.record,
});

test('every record of a log is counted, kept, and cut out again by the printed command', async () => {
  const path = await emptyCase();
  let imports = 0;
  await fc.assert(
    fc.asyncProperty(file, async ({ lines, bom, lastLineEnds, packed }) => {
      imports += 1;
      // The first line makes each file another one, and one that can be parsed.
      const all = [Buffer.from(line({ id: `first-${imports}` })), ...lines];
      const content = Buffer.concat([
        Buffer.from(bom ? '\uFEFF' : ''),
        ...all.flatMap((bytes, index) => (index === 0 ? [bytes] : [Buffer.from('\n'), bytes])),
        Buffer.from(lastLineEnds ? '\n' : ''),
      ]);
      const source = PACK[packed](content);
      const { files } = await importText(path, source);
      const [imported] = files;
      const expected = recordsOf(all);
      expect(imported?.records).toBe(expected.length);
      expect(imported?.records).toBe(
        (imported?.mapped ?? 0) + (imported?.unmapped ?? 0) + (imported?.quarantined ?? 0),
      );
      expect(readFileSync(join(path, 'evidence', imported?.sha256 ?? ''))).toEqual(source);

      await expectCutOut(path, expected);
    }),
    { numRuns: 8, seed: 11 },
  );
  const { ok, checks } = await verified(path, true);
  expect(ok).toBe(true);
  expect(
    checks.filter(({ detail }) => detail.includes('every byte is accounted for')),
  ).toHaveLength(imports);
});

/** Field texts as exports have them: words, marks, quotes, line ends. */
const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 15 }),
  fc.constantFrom('', ' ', '"', '"";', 'a,b', 'a\r\nb', 'a\nb', '\t', '=1+1', 'null'),
);
const row = fc.tuple(cell, cell).map((cells) => Buffer.from(`r,${cells.map(quoted).join(',')}`));
/** What stands where a row should. */
const noRow = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => withoutLineEnds(Buffer.from(text))),
  fc.uint8Array({ maxLength: 30 }).map(withoutLineEnds),
  fc
    .constantFrom('r,"open,x', 'r,"a"b,c', '"', 'r,a', 'r,a,b,c', ' \t', 'r,"a\r\nopen,b')
    .map((text) => Buffer.from(text)),
);
const quoted = (text: string): string =>
  /[",\r\n]/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text;

const table = fc.record({
  rows: fc.array(row, { maxLength: 15 }),
  noise: fc.array(fc.tuple(fc.nat(15), noRow), { maxLength: 3 }),
  bom: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  lastLineEnds: fc.boolean(),
  packed: fc.constantFrom('plain', 'gzip', 'zstd'),
});

test('every row of separated values is counted, kept, and cut out again by the printed command', async () => {
  const path = await emptyCase();
  let imports = 0;
  await fc.assert(
    fc.asyncProperty(table, async ({ rows, noise, bom, lineEnd, lastLineEnds, packed }) => {
      imports += 1;
      const all: Buffer[] = [Buffer.from(`r,first-${imports},answer`), ...rows];
      for (const [at, bytes] of noise) all.splice(1 + at, 0, bytes);
      const content = Buffer.concat([
        Buffer.from(`${bom ? '\uFEFF' : ''}id,prompt,response`),
        ...all.flatMap((bytes) => [Buffer.from(lineEnd), bytes]),
        Buffer.from(lastLineEnds ? lineEnd : ''),
      ]);
      const source = PACK[packed](content);
      const [imported] = (await importText(path, source, 'log.csv')).files;
      expect(imported?.records).toBe(
        (imported?.mapped ?? 0) + (imported?.unmapped ?? 0) + (imported?.quarantined ?? 0),
      );
      expect(readFileSync(join(path, 'evidence', imported?.sha256 ?? ''))).toEqual(source);
      if (noise.length === 0) expect(imported?.mapped).toBe(all.length);
      await expectCutOut(path, noise.length === 0 ? all : null);
    }),
    { numRuns: 12, seed: 11 },
  );
  const { ok, checks } = await verified(path, true);
  expect(checks.filter((check) => !check.ok)).toEqual([]);
  expect(ok).toBe(true);
});

/** Records of the last import: their bytes and hashes, by the printed commands too, in order; `expected` where known. */
async function expectCutOut(path: string, expected: readonly Buffer[] | null): Promise<void> {
  const rows = (await rowsIn(
    path,
    `SELECT e.sha256, ordinal, byte_offset, byte_length, lower(hex(r.sha256)) AS record
     FROM store.record r JOIN store.evidence e USING (evidence_id)
     WHERE e.import_no = (SELECT max(import_no) FROM store.evidence) AND status <> 'blank'
     ORDER BY ordinal`,
  )) as unknown as Row[];
  const commands = rows.map((row) => stockCommand(copiesOf(path), placeOf(row)) ?? '');
  const shell = spawnSync('sh', ['-c', commands.join('\n')], { cwd: path, encoding: 'utf8' });
  expect(shell.stderr).toBe('');
  const hashes = shell.stdout
    .trim()
    .split('\n')
    .map((text) => text.slice(0, 64));
  for (const [index, row] of rows.entries()) {
    const bytes = Buffer.from((await readRecord(copiesOf(path), placeOf(row))) ?? []);
    if (expected !== null) expect(bytes).toEqual(expected[index]);
    expect(hashes[index]).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(hashes[index]).toBe(row.record);
  }
  if (expected !== null) expect(rows).toHaveLength(expected.length);
}
