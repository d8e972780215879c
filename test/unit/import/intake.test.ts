import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseFiles } from '../../../electron/engine/import/intake.ts';

/** A folder as it may be handed over: logs, a hidden file, a link, a pipe, a name that is not UTF-8. */
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'exhibit-intake-'));
  mkdirSync(join(folder, 'logs/deep'), { recursive: true });
  for (const name of ['logs/b.jsonl', 'logs/a.jsonl', 'logs/deep/c.jsonl', 'logs/.hidden.jsonl'])
    writeFileSync(join(folder, name), '{}\n');
  symlinkSync('a.jsonl', join(folder, 'logs/link.jsonl'));
  execFileSync('mkfifo', [join(folder, 'logs/pipe')]);
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/logs/z`), Buffer.from([0xff])]), '{}\n');
  mkdirSync(join(folder, 'empty'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const below = (path: string): string => path.slice(folder.length + 1);

test('a folder gives its files in bytewise order and names what it leaves out', () => {
  const { files, refused, skipped } = chooseFiles([join(folder, 'logs')]);
  expect(files.map(({ path }) => below(path))).toEqual([
    'logs/a.jsonl',
    'logs/b.jsonl',
    'logs/deep/c.jsonl',
  ]);
  expect(skipped.map(({ path }) => below(path))).toEqual(['logs/.hidden.jsonl', 'logs/link.jsonl']);
  expect(skipped.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('is hidden; name it itself'),
    expect.stringContaining('is a link; name it itself'),
  ]);
  expect(files.map(({ name }) => name)).toEqual(['a.jsonl', 'b.jsonl', 'deep/c.jsonl']);
  expect(refused.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('pipe is no regular file'),
    expect.stringContaining('is not UTF-8'),
  ]);
});

test('a glob gives what matches, once; a file named itself is taken whatever it is called', () => {
  const pattern = join(folder, 'logs/*.jsonl');
  const { files, skipped } = chooseFiles([pattern, join(folder, 'logs/a.jsonl')]);
  expect(files.map(({ path }) => below(path))).toEqual(['logs/a.jsonl', 'logs/b.jsonl']);
  expect(skipped.map(({ path }) => below(path))).toEqual(['logs/link.jsonl']);
  expect(
    chooseFiles([join(folder, 'logs/.hidden.jsonl')]).files.map(({ path }) => below(path)),
  ).toEqual(['logs/.hidden.jsonl']);
});

test('what names nothing, or a pipe, is refused in a sentence', () => {
  const reasons = chooseFiles(
    ['absent.jsonl', 'empty', 'logs/pipe', 'logs/*.csv'].map((name) => join(folder, name)),
  ).refused.map(({ reason }) => reason.replaceAll(folder, ''));
  expect(reasons).toEqual([
    'There is no file /absent.jsonl; check the path.',
    'The folder /empty holds no files that can be imported; name a folder with logs.',
    '/logs/pipe is no regular file; copy what it gives into a file and import that.',
    'There is no file /logs/*.csv; check the path.',
  ]);
});
