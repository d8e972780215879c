import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupCase } from '../../../electron/engine/case/backup.ts';
import { lockForReading, lockForWriting } from '../../../electron/engine/case/lock.ts';
import { caseWithLog, complaints, temporaryFolder } from '../../fixtures/case-on-disk.ts';

function contentsOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    names
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path.slice(folder.length), readFileSync(path, 'hex')]),
  );
}

test('a backup is the same case, byte for byte, without locks and temporary files', async () => {
  const path = await caseWithLog();
  const before = contentsOf(path);
  writeFileSync(join(path, 'evidence', 'copying.tmp-1'), 'half');
  const target = join(temporaryFolder(), 'backup.exhibit');
  const reading = lockForReading(path, 'reading');
  const { files, bytes } = await backupCase(path, target);
  reading.release();
  expect(contentsOf(target)).toEqual(before);
  expect(files).toBe(Object.keys(before).length);
  expect(bytes).toBe(Object.values(before).reduce((sum, hex) => sum + hex.length / 2, 0));
  expect(await complaints(target, true)).toEqual([]);
});

test('a name that exists, and a place within the case, are refused', async () => {
  const path = await caseWithLog();
  for (const target of [path, join(path, 'backup'), join(path, 'reports', 'deep', 'backup')])
    await expect(backupCase(path, target)).rejects.toMatchObject({
      code: expect.stringMatching(/case-exists|bad-usage/) as string,
    });
  expect(await complaints(path)).toEqual([]);
});

test('while a job writes there is no backup, not even half of one', async () => {
  const path = await caseWithLog();
  const folder = temporaryFolder();
  const writing = lockForWriting(path, 'importing');
  await expect(backupCase(path, join(folder, 'backup'))).rejects.toMatchObject({
    code: 'case-in-use',
  });
  writing.release();
  expect(existsSync(join(folder, 'backup'))).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});
