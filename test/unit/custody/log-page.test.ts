import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { custodyLogPage } from '../../../electron/engine/custody/log-page.ts';
import { caseWithLog } from '../../fixtures/case-on-disk.ts';

const ALL = { words: '', kind: 'all', offset: 0, limit: 200 } as const;

test('lines are shown newest first, as they stand in the file, and what ended a job has its name', async () => {
  const log = join(await caseWithLog(), 'custody.jsonl');
  const shown = custodyLogPage(log, ALL);
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  expect(shown.lines.map(({ line }) => line)).toEqual(lines.toReversed());
  expect(shown).toMatchObject({ total: lines.length, matched: lines.length, fault: null });
  expect(shown.head.hash).toBe(shown.lines[0]?.hash);
  const [completed, begun] = shown.lines;
  expect([completed?.what, begun?.what]).toEqual(['import completed', 'import begun']);
  expect(completed?.of).toBe(begun?.of);
  expect(completed?.of).not.toBe('');
  expect(completed?.prev).toBe(begun?.hash);
});

test('a page holds what was asked for, and says of how much', async () => {
  const log = join(await caseWithLog(), 'custody.jsonl');
  const begun = custodyLogPage(log, { ...ALL, words: 'IMPORT begun' });
  expect(begun).toMatchObject({ matched: 1, lines: [{ what: 'import begun' }] });
  const all = custodyLogPage(log, ALL);
  expect(custodyLogPage(log, { ...ALL, offset: 1, limit: 1 }).lines).toEqual([all.lines[1]]);
  const { hash = '' } = all.lines.at(-1) ?? {};
  expect(custodyLogPage(log, { ...ALL, words: hash }).lines.map(({ seq }) => seq)).toContain(1);
  expect(custodyLogPage(log, { ...ALL, kind: 'issued' }).matched).toBe(0);
  expect(custodyLogPage(log, { ...ALL, kind: 'intake' }).matched).toBe(all.total);
});

test('a changed line is named, and nothing after it is shown as sound', async () => {
  const log = join(await caseWithLog(), 'custody.jsonl');
  const lines = readFileSync(log, 'utf8').split('\n');
  writeFileSync(log, lines.with(1, (lines[1] ?? '').replace('"actor":"', '"actor":"x')).join('\n'));
  const shown = custodyLogPage(log, ALL);
  expect(shown.fault).toBe('line 2 does not match its own hash');
  expect(shown.lines.map(({ seq }) => seq)).toEqual([1]);
});
