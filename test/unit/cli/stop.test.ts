import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { createCase } from '../../../electron/engine/case/create.ts';
import { complaints } from '../../fixtures/case-on-disk.ts';
import { CommandLine, EXHIBIT } from '../../fixtures/command-line.ts';
import { line } from '../import/derived.ts';

test('a command that is asked to end by SIGTERM cancels what it does and leaves the case as it was', async () => {
  const exhibit = new CommandLine();
  onTestFinished(() => rmSync(exhibit.folder, { recursive: true, force: true }));
  const { path } = await createCase(exhibit.path('stop.exhibit'), 'Stop');
  const log = exhibit.path('long.jsonl');
  writeFileSync(log, `${line()}\n`.repeat(200_000));
  const copying = watch(join(path, 'evidence'));
  const child = spawn(process.execPath, [EXHIBIT, 'import', path, log], {
    env: { ...process.env, ...exhibit.environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = text(child.stderr);
  const ended = once(child, 'exit');
  await once(copying, 'change');
  copying.close();
  child.kill('SIGTERM');
  expect(await ended).toEqual([130, null]);
  expect(await said).toContain('Cancelling...\n');
  expect(readdirSync(join(path, 'evidence'))).toEqual([]);
  expect(await complaints(path)).toEqual([]);
});
