import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { backupCase } from '../../../electron/engine/case/backup.ts';
import { caseInfo } from '../../../electron/engine/case/info.ts';
import { openCase } from '../../../electron/engine/case/open.ts';
import { forgetContents } from '../../../electron/engine/evidence/kept-contents.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { rebuildCase } from '../../../electron/engine/rebuild/rebuild.ts';
import { recordBytesOf } from '../../../electron/engine/register/record-bytes.ts';
import {
  AS_IT_IS,
  complaints,
  emptyCase,
  MIXED_LOG,
  rowsIn,
  verified,
} from '../../fixtures/case-on-disk.ts';
import { writeAnswers } from '../../fixtures/parquet-file.ts';
import { line } from './derived.ts';

const IN_PLACE = { ...AS_IT_IS, inPlace: true };
const SECOND = MIXED_LOG.split('\n')[1] ?? '';

/** A log beside a case, and the case that took it in without copying it. */
async function leftInPlace(
  bytes: string | Uint8Array = MIXED_LOG,
  name = "o'clock.jsonl",
): Promise<{ path: string; log: string; sha256: string; changed: string }> {
  const path = await emptyCase();
  const log = join(path, '..', name);
  writeFileSync(log, bytes);
  const { files } = await importFiles(path, [log], IN_PLACE);
  return {
    path,
    log,
    sha256: files[0]?.sha256 ?? '',
    changed: statSync(log).mtime.toISOString(),
  };
}

/** The second record as a screen reads it. */
async function secondRecord(path: string): Promise<{ text: string; command: string }> {
  const open = await openCase(path, 'read by a test');
  onTestFinished(() => forgetContents(open.evidence.folder));
  try {
    const read = await recordBytesOf(open.database.connection, open.evidence, 2, 0, 1000);
    expect(read.hash_matches).toBe(true);
    return {
      text: Buffer.from(read.base64, 'base64').toString(),
      command: read.stock_command ?? '',
    };
  } finally {
    open.close();
  }
}

const hashOf = (command: string, cwd: string): string =>
  execFileSync('sh', ['-c', command], { cwd, encoding: 'utf8' }).slice(0, 64);

test.each([
  ['plain', MIXED_LOG, "o'clock.jsonl"],
  ['compressed', gzipSync(MIXED_LOG), 'log.jsonl.gz'],
])(
  'evidence that stays in place is not copied, and is read, cut out, derived again and verified: %s',
  async (_name, bytes, name) => {
    const { path, log, sha256, changed } = await leftInPlace(bytes, name);
    expect(readdirSync(join(path, 'evidence'))).toEqual([]);
    expect(
      await rowsIn(
        path,
        'SELECT sha256, in_place, epoch_ms(modified_at) AS modified FROM store.evidence',
      ),
    ).toEqual([{ sha256, in_place: log, modified: String(Date.parse(changed)) }]);
    const custody = readFileSync(join(path, 'custody.jsonl'), 'utf8');
    expect(custody).toContain(JSON.stringify({ modified_at: changed, path: log }));

    const { text, command } = await secondRecord(path);
    expect(text).toBe(SECOND);
    const [record] = await rowsIn(
      path,
      'SELECT lower(hex(sha256)) AS sha256 FROM store.record WHERE record_id = 2',
    );
    expect(hashOf(command, path)).toBe(record?.['sha256']);

    expect((await rebuildCase(path)).equal).toBe(true);
    const { ok, checks } = await verified(path, true);
    expect([ok, checks.find((check) => check.name === `evidence ${name}`)?.detail]).toEqual([
      true,
      `SHA-256 ${sha256}, ${statSync(log).size} bytes; in place, not held by the case: ${log}`,
    ]);
    const open = await openCase(path, 'read by a test');
    const { evidence } = await caseInfo(open.database.connection);
    open.close();
    expect(evidence).toMatchObject([{ in_place: log, modified_at: changed }]);
  },
);

test('a file in place that grew, was rewritten or is gone is said in one sentence, by screens and by verify', async () => {
  const { path, log, sha256, changed } = await leftInPlace();
  const size = statSync(log).size;
  const wayOut = `(${log}); put the file back as it was, or put a copy of it into the case as evidence/${sha256}.`;
  const expectSaid = async (change: string, byScreens = change): Promise<void> => {
    await expect(secondRecord(path)).rejects.toMatchObject({
      code: 'case-damaged',
      message: `o'clock.jsonl, evidence that was left in place, ${byScreens} ${wayOut}`,
    });
    expect(await complaints(path)).toContain(
      `evidence o'clock.jsonl: o'clock.jsonl, evidence that was left in place, ${change} ${wayOut}`,
    );
  };

  appendFileSync(log, '\n');
  await expectSaid(`has ${size + 1} bytes where ${size} were imported`);

  // Of the same size and, as a careful forger leaves it, of the same time: only the hash tells.
  writeFileSync(log, MIXED_LOG.replace('call-2', 'call-9'));
  utimesSync(log, new Date(), new Date('2026-01-01T00:00:00.000Z'));
  await expectSaid(
    `was written to at 2026-01-01T00:00:00.000Z, after it was imported as of ${changed}`,
  );
  utimesSync(log, new Date(), new Date(changed));
  expect(await complaints(path)).toContainEqual(
    expect.stringMatching(
      /^evidence o'clock\.jsonl: .* is another file by now \(SHA-256 [0-9a-f]{64}/,
    ),
  );
  await expect(rebuildCase(path)).rejects.toThrow(
    /is not the file that was imported: .* where custody says/,
  );

  renameSync(log, `${log}.away`);
  await expectSaid('is no longer there');
  expect(await complaints(path)).toHaveLength(2);
  const found = join(path, '..', 'found again.jsonl');
  writeFileSync(found, MIXED_LOG);
  const { files } = await importFiles(path, [found], AS_IT_IS);
  expect(files).toMatchObject([
    {
      duplicate_of: sha256,
      notes: [`o'clock.jsonl, evidence that was left in place, is no longer there ${wayOut}`],
    },
  ]);

  // The way out that the sentence names.
  writeFileSync(join(path, 'evidence', sha256), MIXED_LOG, { mode: 0o444 });
  expect((await secondRecord(path)).text).toBe(SECOND);
  expect((await secondRecord(path)).command).toContain(`if=evidence/${sha256}`);
  expect(await complaints(path, true)).toEqual([]);
});

test('the same bytes with another time verify, and the note says how to set it back', async () => {
  const { path, log, changed } = await leftInPlace();
  utimesSync(log, new Date(), new Date('2026-01-01T00:00:00.000Z'));
  const { ok, checks } = await verified(path, true);
  const detail = checks.find(({ name }) => name === "evidence o'clock.jsonl")?.detail ?? '';
  expect([ok, detail]).toEqual([
    true,
    expect.stringContaining('its bytes are the same, so set its time back: touch -d ') as string,
  ]);
  await expect(secondRecord(path)).rejects.toMatchObject({ code: 'case-damaged' });
  const touch = /touch -d \S+/.exec(detail)?.[0] ?? '';
  expect(spawnSync('sh', ['-c', `${touch} "$0"`, log]).status).toBe(0);
  expect(statSync(log).mtime.toISOString()).toBe(changed);
  expect((await secondRecord(path)).text).toBe(SECOND);
});

test('a backup names evidence that it does not hold, or takes it in and stands for itself', async () => {
  const { path, log, sha256 } = await leftInPlace();
  const folder = join(path, '..');
  const without = await backupCase(path, join(folder, 'without'));
  expect(without.in_place).toEqual([
    { name: "o'clock.jsonl", path: log, bytes: statSync(log).size },
  ]);
  const whole = await backupCase(path, join(folder, 'with'), { withInPlace: true });
  expect(whole.in_place).toEqual([]);
  expect(whole.files).toBe(without.files + 1);
  renameSync(log, `${log}.away`);
  expect(await complaints(without.path)).not.toEqual([]);
  expect(await complaints(whole.path, true)).toEqual([]);
  expect(statSync(join(whole.path, 'evidence', sha256)).mode & 0o777).toBe(0o444);
  await expect(
    backupCase(path, join(folder, 'again'), { withInPlace: true }),
  ).rejects.toMatchObject({ code: 'case-damaged' });
  expect(existsSync(join(folder, 'again'))).toBe(false);
});

/** What another process may do to a file while it is read, and what is said of it. */
const CHANGES: readonly (readonly [string, (file: string) => void, RegExp])[] = [
  ['grows', (file) => appendFileSync(file, '{}\n'), /has \d+ bytes where \d+ were imported/],
  ['shrinks', (file) => truncateSync(file, 1000), /has 1000 bytes where \d+ were imported/],
  ['vanishes', (file) => rmSync(file), /is no longer there/],
  [
    'is written anew',
    (file) => {
      rmSync(file);
      writeFileSync(file, MIXED_LOG);
    },
    /has \d+ bytes where \d+ were imported/,
  ],
];
const writeLog = (file: string): void => {
  const calls = Array.from({ length: 2500 }, (_, at) =>
    line({ id: `call-${at}`, note: `${at} as before`.repeat(150) }),
  );
  writeFileSync(file, calls.join('\n'));
};

test.each([
  ...CHANGES.map(([what, change, said]) => ['log', what, writeLog, change, said] as const),
  // DuckDB reads these by itself.
  ...CHANGES.slice(1, 3).map(
    ([what, change, said]) => ['Parquet file', what, writeAnswers, change, said] as const,
  ),
])(
  'a %s in place that %s while it is read is refused',
  async (_kind, _what, write, change, said) => {
    const path = await emptyCase();
    const log = join(path, '..', 'calls');
    await write(log);
    let done = false;
    const { files, refused } = await importFiles(path, [log], IN_PLACE, {
      onProgress() {
        if (!done) change(log);
        done = true;
      },
    });
    expect([done, files]).toEqual([true, []]);
    expect(refused.map((one) => one.path)).toEqual([log]);
    // Where DuckDB fails first, it says of what.
    expect(refused[0]?.reason).toMatch(
      new RegExp(
        `^calls (?:${said.source}: it changed while it was read; import it again when |cannot be read as Parquet \\()`,
      ),
    );
    expect(await rowsIn(path, 'SELECT * FROM store.record')).toEqual([]);
    expect(readdirSync(join(path, 'evidence'))).toEqual([]);
    expect(await complaints(path)).toEqual([]);
  },
);
