import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { gzipSync } from 'node:zlib';
import {
  DuckDBBlobValue,
  DuckDBInstance,
  DuckDBListValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '../../electron/engine/base/errors.ts';
import { Coverage } from '../../electron/engine/evidence/coverage.ts';
import { recordPathOf } from '../../electron/engine/evidence/document-records.ts';
import { csvDialectOf } from '../../electron/engine/evidence/csv-dialect.ts';
import { ZipCoverage } from '../../electron/engine/evidence/zip-coverage.ts';
import { readZipDirectory } from '../../electron/engine/evidence/zip-directory.ts';
import { openMember } from '../../electron/engine/evidence/zip-member.ts';
import { importFiles } from '../../electron/engine/import/import-files.ts';
import type { Parsed } from '../../electron/engine/import/protocol.ts';
import { AS_IT_IS, emptyCase, rowsIn, verified } from '../fixtures/case-on-disk.ts';
import { writeParquet } from '../fixtures/parquet-file.ts';
import { byteMutations, mutated, textMutations } from '../fixtures/mutations.ts';
import { type LoggedRecord, type ReadFile, readInProcess } from '../fixtures/read-in-process.ts';
import { storedZstd } from '../fixtures/stored-zstd.ts';
import { zip } from '../fixtures/written-zip.ts';
import { line } from '../unit/import/derived.ts';

/**
 * Every byte of a file stands in exactly one record or in structure that is derived again, whatever was done to the
 * file. EXHIBIT_SEED=random or a number tries other mutants, EXHIBIT_RUNS=10 ten times as many.
 */
const given = env['EXHIBIT_SEED'];
const seed = given === undefined ? 7 : given === 'random' ? Date.now() : Number(given);
const times = Number(env['EXHIBIT_RUNS'] ?? 1);
if (given !== undefined) console.log(`mutants of seed ${seed}`);

let folder = '';
let parquet: Buffer[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exhibit-mutants-'));
  parquet = [await parquetOf('UNCOMPRESSED'), await parquetOf('SNAPPY'), await parquetOf('ZSTD')];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const call = (id: string): string => line({ id, note: 'é ü 漢字 😀' });
const [SEVERAL = ''] = readFileSync(
  join(import.meta.dirname, '../fixtures/logs/jailbreakbench.jsonl'),
  'utf8',
).split('\n');
const LINES: readonly Buffer[] = [
  Buffer.from([call('a'), '', call('b'), '{"cut', '  ', call('c'), ''].join('\n')),
  Buffer.from([call('a'), '5', '{"event":"start"}', call('b')].join('\r\n')),
  readFileSync(join(import.meta.dirname, '../fixtures/logs/plain-prompt.jsonl')),
  // Lines of which each holds several records.
  Buffer.from(`${SEVERAL}\n${SEVERAL.replaceAll('tiny', 'other')}\n`),
];
const DOCUMENTS: readonly Buffer[] = [
  Buffer.from(`[\n ${call('a')},\n ${call('b')}, 5, "x"\n]\n`),
  Buffer.from(`\n${JSON.stringify(JSON.parse(call('a')), null, 2)}\n`),
  Buffer.from(`[${call('a')},${call('b')}]`),
  Buffer.from(JSON.stringify(JSON.parse(SEVERAL), null, 1)),
];
const TABLES: readonly Buffer[] = [
  Buffer.from('id,prompt,response\n1,"a ""b"" c",d\n2,"e\nf",g\n3,h,i\n4,,\n'),
  Buffer.from('\uFEFF\r\nid;prompt;response\r\n1;"a\r\nb";c\r\n2;é;f\r\n3;g;h'),
  Buffer.from('id\tprompt\tresponse\n1\ta, b\tc\n2\td\te\n3\tf\tg\n4\th\ti\n'),
];
const TEXTS = [...LINES, ...DOCUMENTS, ...TABLES];
const COMPRESSED_ZSTD = readFileSync(
  join(import.meta.dirname, '../fixtures/compressed/frames.jsonl.zst'),
);

const zipOf = (one: Buffer, other: Buffer): Buffer =>
  zip(
    [
      { name: 'a.jsonl', content: one },
      { name: 'b', content: other, method: 0 },
      { name: 'c.csv', content: TABLES[0] ?? '', method: 93 },
      { name: 'notes.txt', content: 'words\n', described: true },
    ],
    { comment: 'a comment' },
  );

async function parquetOf(codec: string): Promise<Buffer> {
  const file = join(folder, 'made.parquet');
  await writeParquet(
    file,
    "SELECT 'q' || i AS id, 'What is ' || i || '?' AS prompt, 'é ' || i AS response, [i, i] AS list FROM range(40) AS r(i)",
    [`COMPRESSION ${codec}`],
  );
  return readFileSync(file);
}

/** A value of a row in the canonical form, told from what DuckDB hands to JavaScript and not from its SQL. */
function canonicalValue(value: DuckDBValue): unknown {
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof DuckDBListValue) return value.items.map(canonicalValue);
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('base64');
  throw new Error(`no column of these files is ${String(value)}`);
}

/** The hashes of its rows, in order, as DuckDB reads the file for anyone; null where it cannot. */
async function hashesOfRows(path: string): Promise<string[] | null> {
  const instance = await DuckDBInstance.create(':memory:', { enable_external_file_cache: 'false' });
  const connection = await instance.connect();
  try {
    const read = await connection.runAndReadAll(
      'SELECT * FROM read_parquet($path, hive_partitioning = false)',
      { path },
    );
    return read.getRowObjects().map((row) => {
      const values = Object.entries(row).map(([name, value]) => [name, canonicalValue(value)]);
      return createHash('sha256')
        .update(canonicalize(Object.fromEntries(values)) ?? '')
        .digest('hex');
    });
  } catch (error) {
    if (error instanceof Error && /^no column/.test(error.message)) throw error;
    return null;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Each row is one record, once and in its place, and its hash is that of its canonical form. */
async function expectEveryRow(read: ReadFile): Promise<void> {
  expectCounted(read);
  expect(read.records.map(({ sha256 }) => sha256)).toEqual(await hashesOfRows(read.path));
  for (const { member, offset, length, status } of read.records) {
    expect([member, offset, length]).toEqual([null, null, null]);
    expect(['mapped', 'unmapped']).toContain(status);
  }
}

/** Reads the mutant; where it is refused, in one sentence, null or what was found before it was. */
async function readOrRefused(bytes: Buffer): Promise<ReadFile | null> {
  try {
    const read = await readInProcess(folder, bytes);
    if (read.refusal !== null) expectSentence(read.refusal);
    return read;
  } catch (error) {
    expectSentence(error);
    return null;
  }
}

function expectSentence(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
  expect(error.code).toBe('input-refused');
  expect(error.message).toMatch(/^[^\n]+\.$/);
}

const isBlank = (bytes: Buffer): boolean =>
  bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);

/** What holds of the records of any file, wherever their bytes stand. */
function expectCounted({ parsed, records }: ReadFile): void {
  const { counts } = parsed;
  for (const status of ['mapped', 'unmapped', 'quarantined', 'blank'] as const)
    expect(records.filter((record) => record.status === status)).toHaveLength(counts[status]);
  expect(records).toHaveLength(counts.mapped + counts.unmapped + counts.quarantined + counts.blank);
  expect(records.flatMap(({ ordinal }) => (ordinal === null ? [] : [ordinal]))).toEqual(
    Array.from({ length: records.length - counts.blank }, (_, index) => index + 1),
  );
  for (const { status, ordinal, error } of records) {
    expect(ordinal === null).toBe(status === 'blank');
    if (status === 'unmapped' || status === 'quarantined') expect(error).toMatch(/./);
  }
}

/** Each record's hash is that of the bytes at its place; a place that is blank is said to be. */
function expectHashed(content: Buffer, records: readonly LoggedRecord[]): void {
  for (const { offset, length, sha256, status } of records) {
    const bytes = content.subarray(offset ?? 0, (offset ?? 0) + (length ?? 0));
    expect(bytes).toHaveLength(length ?? -1);
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    if (status === 'blank' || status === 'mapped') expect(isBlank(bytes)).toBe(status === 'blank');
  }
}

/** What may stand before the first record, between two, and behind the last, one character a byte. */
const BETWEEN: Readonly<Record<string, readonly [before: string, between: string, after: string]>> =
  {
    jsonl: ['(?:\xef\xbb\xbf)?', '\n', '\n?'],
    array: ['(?:\xef\xbb\xbf)?\\s*\\[\\s*', '\\s*(?:[,\\]]\\s*)?', '\\s*\\]?\\s*'],
    document: ['(?:\xef\xbb\xbf)?\\s*', '', '\\s*'],
    csv: ['(?:\xef\xbb\xbf)?', '\r?\n', '(?:\r?\n)?'],
  };

/** The stretches between the records are structure, and no more of it than the splitting leaves. */
function expectStructure(content: Buffer, container: string, records: readonly LoggedRecord[]) {
  const text = content.toString('latin1');
  const kind = container !== 'json' ? container : /^\W*\[/.test(text) ? 'array' : 'document';
  const [before = '', between = '', after = ''] = BETWEEN[kind] ?? [];
  const header = container === 'csv' ? csvDialectOf(content, true)?.header : undefined;
  /** A gap without the header, which the same bytes tell again. */
  const gap = (from: number, to: number): string =>
    header !== undefined && header.start >= from && header.end <= to
      ? text.slice(from, header.start) + text.slice(header.end, to)
      : text.slice(from, to);
  let at = 0;
  for (const [index, { offset, length }] of records.entries()) {
    const start = offset ?? 0;
    expect(start, 'records do not overlap').toBeGreaterThanOrEqual(at);
    const isHeader = header !== undefined && header.start >= at && header.end <= start;
    const allowed = index === 0 ? before : isHeader ? `(?:${between})?` : between;
    expect(gap(at, start)).toMatch(new RegExp(`^${allowed}$`));
    at = start + (length ?? 0);
  }
  expect(gap(at, text.length)).toMatch(
    new RegExp(`^${records.length === 0 ? before : ''}${after}$`),
  );
}

/** Where records stand within documents, by member. */
const pathsOf = ({ recordPaths }: Parsed) =>
  new Map(recordPaths.map(({ member, paths }) => [member, paths.map(recordPathOf)]));

/** What verify says of the same places. */
function expectCovered({ path, parsed, content, records }: ReadFile): void {
  const file = openSync(path, 'r');
  try {
    const coverage = new Coverage(
      { file, bytes: content.length },
      parsed.container,
      pathsOf(parsed).get(null),
    );
    for (const { offset, length } of records) coverage.record(offset ?? 0, length ?? 0);
    coverage.end();
    expect(coverage.fault).toBeNull();
  } finally {
    closeSync(file);
  }
}

/** Lines that the original held and that no mutation touched are what they were. */
function expectNeighboursWhole({ parsed, content, records }: ReadFile, original: Buffer): void {
  if (parsed.container !== 'jsonl' || parsed.format !== 'openai-chat') return;
  const good = new Set(
    original
      .toString('latin1')
      .split(/\r?\n/)
      .filter((text) => text.startsWith('{"id":')),
  );
  for (const { offset, length, status } of records) {
    const text = content.toString('latin1', offset ?? 0, (offset ?? 0) + (length ?? 0)).trim();
    if (good.has(text)) expect(status).toBe('mapped');
  }
}

function expectEveryByte(read: ReadFile): void {
  expectCounted(read);
  expectHashed(read.content, read.records);
  // Around the records of a document anything may stand: there only the rules of verify say what.
  if (read.parsed.recordPaths.length === 0)
    expectStructure(read.content, read.parsed.container, read.records);
  expectCovered(read);
}

/** The same for a zip: of each member, and of what belongs to none. */
async function expectEveryByteOfZip(read: ReadFile): Promise<void> {
  expectCounted(read);
  const file = openSync(read.path, 'r');
  try {
    const { members, strays } = readZipDirectory(file);
    for (const member of members) {
      const opened = await openMember(file, member);
      const bytes = Buffer.alloc(opened.bytes);
      readSync(opened.file, bytes, 0, bytes.length, 0);
      closeSync(opened.file);
      const own = read.records.filter((record) => record.member === member.name);
      expectHashed(bytes, own);
    }
    const outside = read.records.filter((record) => record.member === null);
    expectHashed(read.content, outside);
    expect(outside.map(({ offset, length }) => [offset, length])).toEqual(
      strays.map(({ start, end }) => [start, end - start]),
    );
    const coverage = new ZipCoverage(file, pathsOf(read.parsed));
    for (const { member, offset, length } of read.records)
      await coverage.record(member, offset ?? 0, length ?? 0);
    await coverage.end();
    coverage.release();
    expect(coverage.fault).toBeNull();
  } finally {
    closeSync(file);
  }
}

/** Every byte of a file of any kind. */
async function expectNothingLost(read: ReadFile): Promise<void> {
  if (read.parsed.container === 'zip') await expectEveryByteOfZip(read);
  else if (read.parsed.container === 'parquet') await expectEveryRow(read);
  else expectEveryByte(read);
}

/** A file that was changed; a failed test prints how, and its bytes. */
class Mutant {
  readonly base: Buffer;
  readonly bytes: Buffer;
  private readonly changes: readonly string[];

  constructor(base: Buffer, bytes: Buffer, changes: readonly string[]) {
    this.base = base;
    this.bytes = bytes;
    this.changes = changes;
  }

  [fc.toStringMethod](): string {
    return `${this.changes.join(', then ')}: base64 ${this.bytes.toString('base64')}`;
  }
}

const mutantsOf = (
  base: fc.Arbitrary<Buffer>,
  mutations: typeof byteMutations,
  other: fc.Arbitrary<Buffer>,
): fc.Arbitrary<Mutant> =>
  fc.tuple(base, mutations, other).map(
    ([whole, changes, rest]) =>
      new Mutant(
        whole,
        mutated(whole, changes, rest),
        changes.map(({ name }) => name),
      ),
  );

/** The mutant packed into something that is whole. */
const packed = (mutant: Mutant, pack: (bytes: Buffer) => Buffer): Mutant =>
  new Mutant(mutant.base, pack(mutant.bytes), ['packed after changes within']);

const texts = fc.constantFrom(...TEXTS);
const linesOf = mutantsOf(fc.constantFrom(...LINES), textMutations, texts);
const documents = mutantsOf(fc.constantFrom(...DOCUMENTS), textMutations, texts);
const tables = mutantsOf(fc.constantFrom(...TABLES), textMutations, texts);
const anyText = fc.oneof(linesOf, documents, tables);

const wholeCompressed = fc.constantFrom(
  ...TEXTS.flatMap((text) => [gzipSync(text), storedZstd(text)]),
  COMPRESSED_ZSTD,
);
const PACKS = [
  gzipSync,
  storedZstd,
  (bytes: Buffer) => Buffer.concat([gzipSync(bytes), gzipSync('{"a":1}\n'), bytes]),
];
const compressed = fc.oneof(
  fc.tuple(anyText, fc.constantFrom(...PACKS)).map(([mutant, pack]) => packed(mutant, pack)),
  mutantsOf(wholeCompressed, byteMutations, wholeCompressed),
);

const wholeZip = fc.tuple(texts, texts).map(([one, other]) => zipOf(one, other));
const zips = fc.oneof(
  fc
    .tuple(anyText, anyText)
    .map(([one, other]) => packed(one, (bytes) => zipOf(bytes, other.bytes))),
  mutantsOf(wholeZip, byteMutations, wholeZip),
);

/** Made once the files are. */
const wholeParquet = fc.constant(null).chain(() => fc.constantFrom(...parquet));
const columnar = mutantsOf(wholeParquet, byteMutations, wholeParquet);

describe('every byte of a mutant is in one record or in structure', () => {
  /** Mutants that were read and checked, and those that were refused with a sentence that was. */
  const checked = { accepted: 0, refused: 0 };

  // Mutants of which all are refused would prove little: so many of a hundred are read at least.
  test.each([
    ['lines', 450, 45, linesOf],
    ['JSON arrays and documents', 400, 15, documents],
    ['separated values', 400, 25, tables],
    ['gzip and zstd files', 320, 25, compressed],
    ['zip files', 320, 30, zips],
    ['Parquet files, whose records are rows', 160, 15, columnar],
  ])('of %s', async (_name, runs, least, mutants) => {
    const [whole, accepted] = [runs * times, checked.accepted];
    await fc.assert(
      fc.asyncProperty(mutants, async ({ base, bytes }) => {
        const read = await readOrRefused(bytes);
        if (read !== null) {
          await expectNothingLost(read);
          expectNeighboursWhole(read, base);
        }
        checked[read === null || read.refusal !== null ? 'refused' : 'accepted'] += 1;
      }),
      { numRuns: whole, seed },
    );
    expect(checked.accepted - accepted).toBeGreaterThanOrEqual((whole * least) / 100);
  });

  test('they are two thousand and more, of which hundreds are read', () => {
    expect(checked.accepted + checked.refused).toBeGreaterThanOrEqual(2000 * times);
    expect(checked.accepted).toBeGreaterThanOrEqual(700 * times);
  });
});

test('the whole importer makes of mutants what was made of them here, and verifies', async () => {
  const mutants = fc.sample(fc.oneof(linesOf, documents, tables, compressed, zips, columnar), {
    numRuns: 30 * times,
    seed,
  });
  const distinct = new Map(
    mutants
      .filter(({ bytes }) => bytes.length > 0)
      .map(({ bytes }) => [createHash('sha256').update(bytes).digest('hex'), bytes]),
  );
  const expected = new Map<string, ReadFile>();
  const refused: string[] = [];
  for (const [sha256, bytes] of distinct) {
    writeFileSync(join(folder, sha256), bytes);
    const read = await readOrRefused(bytes);
    if (read === null || read.refusal !== null) refused.push(join(folder, sha256));
    else expected.set(sha256, read);
  }
  const path = await emptyCase();
  const outcome = await importFiles(
    path,
    [...distinct.keys()].map((sha256) => join(folder, sha256)),
    AS_IT_IS,
  );
  expect(outcome.files.map(({ sha256 }) => sha256)).toEqual([...expected.keys()]);
  expect(outcome.refused.map(({ path: file }) => file)).toEqual(refused);
  for (const { sha256, ...counts } of outcome.files)
    expect(counts).toMatchObject({ ...expected.get(sha256)?.parsed.counts });
  const rows = await rowsIn(
    path,
    `SELECT e.sha256 AS file, lower(hex(r.sha256)) AS sha256 FROM store.record r JOIN store.evidence e USING (evidence_id)
     ORDER BY record_id`,
  );
  expect(rows.map(({ sha256 }) => sha256)).toEqual(
    [...expected.values()].flatMap(({ records }) => records.map(({ sha256 }) => sha256)),
  );
  const { checks } = await verified(path);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(
    checks.filter(({ detail }) => detail.includes('every byte is accounted for')),
  ).toHaveLength(expected.size);
});
