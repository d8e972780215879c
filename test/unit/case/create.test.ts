import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { sha256 } from '../../../electron/engine/base/hash.ts';
import { createCase } from '../../../electron/engine/case/create.ts';
import { readChain } from '../../../electron/engine/custody/chain.ts';
import { complaints, temporaryFolder } from '../../fixtures/case-on-disk.ts';

test('a new case holds only what the layout names, and verifies', async () => {
  const path = join(temporaryFolder(), 'fees.exhibit');
  const { caseFile } = await createCase(path, 'Wrong fees');
  expect(readdirSync(path).sort()).toEqual([
    'activity.jsonl',
    'case.duckdb',
    'case.json',
    'custody.jsonl',
    'evidence',
    'inputs',
    'reports',
  ]);
  expect(JSON.parse(readFileSync(join(path, 'case.json'), 'utf8'))).toEqual(caseFile);
  expect(caseFile).toMatchObject({ format_version: 1, title: 'Wrong fees' });
  expect(await complaints(path, true)).toEqual([]);
});

test('both logs begin with the hash of case.json', async () => {
  const path = join(temporaryFolder(), 'fees.exhibit');
  await createCase(path, 'Wrong fees');
  const hash = sha256(readFileSync(join(path, 'case.json')));
  for (const log of ['custody.jsonl', 'activity.jsonl'])
    expect(readChain(join(path, log)).entries[0]?.data['case_file_sha256']).toBe(hash);
});

test('an empty folder may become a case', async () => {
  const path = join(temporaryFolder(), 'fees.exhibit');
  mkdirSync(path);
  await createCase(path, 'Wrong fees');
  expect(await complaints(path)).toEqual([]);
});

test('a folder with anything in it, or a file, is refused and stays as it was', async () => {
  const folder = temporaryFolder();
  const full = join(folder, 'full');
  mkdirSync(full);
  writeFileSync(join(full, 'mine.txt'), 'precious');
  const file = join(folder, 'file');
  writeFileSync(file, 'precious');
  for (const path of [full, file])
    await expect(createCase(path, 'Wrong fees')).rejects.toMatchObject({
      code: 'case-exists',
      message: `${path} exists already and is not an empty folder; choose another name.`,
    });
  expect(readFileSync(join(full, 'mine.txt'), 'utf8')).toBe('precious');
  expect(readFileSync(file, 'utf8')).toBe('precious');
  expect(readdirSync(folder).sort()).toEqual(['file', 'full']);
});

test('cases of one title that are made in the same millisecond have ids of their own', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-25T09:00:00Z') });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const folder = temporaryFolder();
  const [one, other] = [
    await createCase(join(folder, 'one.exhibit'), 'Wrong fees'),
    await createCase(join(folder, 'other.exhibit'), 'Wrong fees'),
  ];
  expect(one.caseFile.created).toBe(other.caseFile.created);
  expect(one.caseFile.case_id).toMatch(/^X-2026-[0-9a-f]{8}$/);
  expect(one.caseFile.case_id).not.toBe(other.caseFile.case_id);
});

test('the same title and clock make the same case', async () => {
  process.env['EXHIBIT_NOW'] = '2026-11-25T09:00:00Z';
  process.env['EXHIBIT_EXAMINER'] = 'ana';
  try {
    const texts = ['case.json', 'custody.jsonl', 'activity.jsonl'];
    const made = [];
    for (const name of ['a', 'b']) {
      const { path } = await createCase(join(temporaryFolder(), name), 'Wrong fees');
      made.push(texts.map((text) => readFileSync(join(path, text), 'utf8')));
    }
    expect(made[0]).toEqual(made[1]);
  } finally {
    delete process.env['EXHIBIT_NOW'];
    delete process.env['EXHIBIT_EXAMINER'];
  }
});
