import { fork } from 'node:child_process';
import { existsSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entryPoint } from '../../../electron/engine/base/entry-point.ts';
import { complaints, temporaryFolder } from '../../fixtures/case-on-disk.ts';

/** Kills `exhibit new` once so many changes were seen in its folder; gives whether it was still running. */
async function killAfter(changes: number, path: string): Promise<boolean> {
  const folder = join(path, '..');
  let seen = 0;
  const child = fork(entryPoint('exhibit'), ['new', path, '--title', 'Fees'], { stdio: 'ignore' });
  const watcher = watch(folder, { recursive: true }, () => {
    seen += 1;
    if (seen >= changes) child.kill('SIGKILL');
  });
  try {
    return await new Promise((resolve) => {
      child.once('exit', (_code, signal) => resolve(signal === 'SIGKILL'));
    });
  } finally {
    watcher.close();
  }
}

test('a kill while a case is made leaves no half case', async () => {
  let killed = 0;
  for (const changes of [1, 2, 3, 5, 8]) {
    const path = join(temporaryFolder(), 'fees.exhibit');
    if (await killAfter(changes, path)) killed += 1;
    if (existsSync(path)) expect(await complaints(path)).toEqual([]);
    const left = readdirSync(join(path, '..')).filter((name) => name !== 'fees.exhibit');
    expect(left.every((name) => /^fees\.exhibit\.making-\d+$/.test(name))).toBe(true);
  }
  expect(killed).toBeGreaterThan(0);
});
