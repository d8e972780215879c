import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Progress } from '../../../electron/engine/base/job.ts';
import { sha256OfFile } from '../../../electron/engine/base/hash.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { type ImportOptions } from '../../../electron/engine/import/import-options.ts';
import {
  AS_IT_IS,
  caseWithLog,
  complaints,
  rowsIn,
  temporaryFolder,
} from '../../fixtures/case-on-disk.ts';
import { writeAnswers, writeParquet } from '../../fixtures/parquet-file.ts';
import { zip } from '../../fixtures/written-zip.ts';
import { line } from './derived.ts';

/** What a case is made of, but for the lines that its logs gain. */
const stateOf = async (path: string): Promise<unknown> => [
  readdirSync(path).sort(),
  readdirSync(join(path, 'evidence')),
  await rowsIn(
    path,
    `SELECT (SELECT count(*) FROM store.evidence) AS files, (SELECT count(*) FROM store.record) AS records,
       (SELECT count(*) FROM store.turn) AS turns, (SELECT count(*) FROM store.content) AS texts`,
  ),
];

/** Bytes that this process, with all its threads, has read so far. */
const bytesRead = (): number =>
  Number(/^rchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);

interface Cancelled {
  /** What was said after the cancel. */
  readonly after: readonly string[];
  readonly readBefore: number;
  readonly readAfter: number;
}

/** Imports the file and cancels as soon as this is said. */
async function cancelledAt(
  path: string,
  source: string,
  options: ImportOptions,
  isMoment: (progress: Progress) => boolean,
): Promise<Cancelled> {
  const stop = new AbortController();
  const after: string[] = [];
  const counts = existsSync('/proc/self/io') ? bytesRead : () => 0;
  const start = counts();
  let struck = 0;
  const importing = importFiles(path, [source], options, {
    signal: stop.signal,
    onProgress(progress) {
      if (stop.signal.aborted) after.push(progress.phase);
      else if (isMoment(progress)) {
        struck = counts();
        stop.abort();
      }
    },
  });
  await expect(importing).rejects.toMatchObject({
    code: 'cancelled',
    message: 'Cancelled; the case is as it was before.',
  });
  expect(stop.signal.aborted).toBe(true);
  return { after, readBefore: struck - start, readAfter: counts() - struck };
}

async function phasesOf(path: string, source: string, options: ImportOptions): Promise<string[]> {
  const phases = new Set<string>();
  const job = { onProgress: ({ phase }: Progress) => phases.add(phase) };
  const { files } = await importFiles(path, [source], options, job);
  expect(files).toHaveLength(1);
  return [...phases];
}

async function parquetOf(): Promise<string> {
  const file = join(temporaryFolder(), 'rows.parquet');
  await writeAnswers(file);
  return file;
}

const PHASES = [
  'importing',
  'joining the records of one call',
  'putting conversations together',
  'joining side tables',
  'taking digests of the tables',
];
/** That of reading names the file. */
const withoutName = (phase: string): string => phase.replace(/^importing .*/, 'importing');

const CALLS = Array.from(
  { length: 2500 },
  (_, at) =>
    `${line({ id: `n-${at}`, conversation_id: `c-${at >> 2}`, note: `${at} as before`.repeat(150) })}\n`,
).join('');

function logOf(content: string | Uint8Array, name = 'calls.jsonl'): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

test.each([
  ['a log that is copied', () => logOf(CALLS), AS_IT_IS],
  ['a log that stays in place', () => logOf(CALLS), { ...AS_IT_IS, inPlace: true }],
  [
    'a log that is committed on the way',
    () => logOf(CALLS),
    { ...AS_IT_IS, checkpointEvery: 1 << 20 },
  ],
  ['a Parquet file', () => parquetOf(), AS_IT_IS],
])(
  'cancelled in any of its phases, the import of %s says and leaves nothing more',
  async (_name, make, options) => {
    const [path, source] = [await caseWithLog(), await make()];
    const before = await stateOf(path);
    // How a file is read and committed makes no difference to what follows.
    const struck = options === AS_IT_IS ? PHASES : [PHASES[0], PHASES.at(-1)];
    for (const phase of struck) {
      const { after } = await cancelledAt(
        path,
        source,
        options,
        ({ phase: said }) => withoutName(said) === phase,
      );
      expect(after, phase).toEqual([]);
      expect(await stateOf(path), phase).toEqual(before);
    }
    expect(await complaints(path)).toEqual([]);
    expect((await phasesOf(path, source, options)).map(withoutName)).toEqual(PHASES);
    expect(await complaints(path)).toEqual([]);
  },
);

/** Lines so short that what may be under way of them, by their number, is a small part of the file. */
const SHORT =
  '{"prompt":"What is the fee of an account?","response":"It is 5 € a month, as it was before."}\n';
const countsBytes = existsSync('/proc/self/io');
if (!countsBytes) console.log('skipped: this system does not count the bytes that a process reads');

test.skipIf(!countsBytes).each([
  ['copied', (log: string) => logOf(log), AS_IT_IS],
  ['left in place', (log: string) => logOf(log), { ...AS_IT_IS, inPlace: true }],
  ['unpacked', (log: string) => logOf(gzipSync(log, { level: 0 }), 'log.jsonl.gz'), AS_IT_IS],
])('a cancel ends the reading of a file that is %s in its midst', async (_name, write, options) => {
  const [path, source] = [await caseWithLog(), write(SHORT.repeat(700_000))];
  const { readBefore, readAfter } = await cancelledAt(path, source, options, () => true);
  // Read whole it is read twice: by what copies and hashes it, and by what parses it.
  expect(readBefore + readAfter).toBeLessThan(statSync(source).size);
});

/** Rows so many that the database still reads when the first of them are in the case. */
async function manyRows(): Promise<string> {
  const file = join(temporaryFolder(), 'rows.parquet');
  await writeParquet(
    file,
    `SELECT 'q' || i AS id, 'What is ' || i || '?' AS prompt, md5(i::VARCHAR) AS response FROM range(400000) AS r(i)`,
    ['COMPRESSION uncompressed'],
  );
  return file;
}

test('a cancel while the rows of a Parquet file are read ends nothing but the import', async () => {
  const [path, source] = [await caseWithLog(), await manyRows()];
  const before = await stateOf(path);
  await cancelledAt(path, source, AS_IT_IS, ({ done }) => done > 0);
  expect(await stateOf(path)).toEqual(before);
});

test('a cancel leaves no member of a zip file among the temporary files', async () => {
  const [path, rows, folder] = [await caseWithLog(), await manyRows(), temporaryFolder()];
  const source = logOf(
    zip([{ name: 'rows.parquet', content: readFileSync(rows), method: 0 }]),
    'export.zip',
  );
  const stop = new AbortController();
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  let seen: string[] = [];
  const importing = importFiles(path, [source], AS_IT_IS, {
    // Asked whenever rows arrive: the member is unpacked then.
    get signal() {
      seen = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      if (seen.some((name) => name.endsWith('/member'))) stop.abort();
      return stop.signal;
    },
  });
  await expect(importing).rejects.toMatchObject({ code: 'cancelled' });
  expect(stop.signal.aborted).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});

test.skipIf(!countsBytes)(
  'a cancel ends the hashing of a file with the block under way',
  async () => {
    const file = logOf(Buffer.alloc(64 << 20));
    const stop = new AbortController();
    let asked = 0;
    const before = bytesRead();
    const hashing = sha256OfFile(file, {
      get signal() {
        asked += 1;
        if (asked === 2) stop.abort();
        return stop.signal;
      },
    });
    await expect(hashing).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked).toBe(2);
    expect(bytesRead() - before).toBeLessThan(20 << 20);
  },
);
