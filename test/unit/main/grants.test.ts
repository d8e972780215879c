import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { grantPath } from '../../../electron/main/grants.ts';

const folder = mkdtempSync(join(tmpdir(), 'exhibit-grants-'));
afterAll(() => rmSync(folder, { recursive: true }));

writeFileSync(join(folder, 'a.jsonl'), '{}');
mkdirSync(join(folder, 'logs'));
mkdirSync(join(folder, 'a.exhibit'));
writeFileSync(join(folder, 'a.exhibit', 'case.json'), '{}');
/** A link to itself: something is there, and the system refuses to say what, as it does where nobody may look. */
symlinkSync('loop.jsonl', join(folder, 'loop.jsonl'));
mkdirSync(join(folder, 'closed'));
symlinkSync('case.json', join(folder, 'closed', 'case.json'));

const granted = (name: string) => grantPath(join(folder, name), () => undefined);

it.each([
  ['a.jsonl', 'file'],
  ['logs', 'folder'],
  ['a.exhibit', 'case'],
  ['gone.jsonl', 'missing'],
  ['a.jsonl/within', 'missing'],
  ['loop.jsonl', 'unreadable'],
  ['closed', 'unreadable'],
])('what is at %s is a %s', (name, kind) => {
  expect(granted(name).kind).toBe(kind);
});
