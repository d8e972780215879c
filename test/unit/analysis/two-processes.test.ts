import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readActs } from '../../../electron/engine/analysis/activity-log.ts';
import { entryPoint } from '../../../electron/engine/base/entry-point.ts';
import { layoutOf } from '../../../electron/engine/case/layout.ts';
import { complaints, emptyCase } from '../../fixtures/case-on-disk.ts';

const PROCESSES = 6;

/** `exhibit note add` in a process of its own; gives the handle that it answers. */
function noteFrom(path: string, text: string): Promise<string> {
  const child = spawn(
    process.execPath,
    [entryPoint('exhibit'), 'note', path, 'add', text, '--json'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let answer = '';
  child.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () =>
      resolve(z.object({ note: z.string() }).parse(JSON.parse(answer)).note),
    );
  });
}

test('acts that several processes write at once are all kept, each under the handle it was given', async () => {
  const path = await emptyCase();
  const texts = Array.from({ length: PROCESSES }, (_, index) => `note ${index}`);
  const handles = await Promise.all(texts.map((text) => noteFrom(path, text)));
  const notes = readActs(layoutOf(path)).flatMap((act) =>
    act.name === 'note.written' ? [[`N-${act.number}`, act.data.text]] : [],
  );
  expect(notes.toSorted()).toEqual(texts.map((text, index) => [handles[index], text]).toSorted());
  expect(new Set(handles).size).toBe(PROCESSES);
  expect(await complaints(path)).toEqual([]);
  expect(readdirSync(path).filter((name) => name.startsWith('.'))).toEqual([]);
});
