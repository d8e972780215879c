import { expect, test } from 'vitest';
import { progressLine } from '../../../electron/cli/output.ts';

const job = { phase: 'importing gateway.jsonl', unit: 'bytes', elapsed_ms: 60_000 };

test('a line says what is done, how far it is, how quick, and how long it will take', () => {
  expect(progressLine({ ...job, done: 14_600_000_000, total: 40_000_000_000 })).toBe(
    'importing gateway.jsonl: 36 %, 14.6 of 40.0 GB, 243.3 MB/s, 2 min left',
  );
  expect(
    progressLine({ ...job, phase: 'joining the records of one call', done: 0, total: null }),
  ).toBe('joining the records of one call…');
  expect(progressLine({ ...job, phase: 'rules', unit: 'rules', done: 12, total: 38 })).toBe(
    'rules: 31 %, 12 of 38 rules',
  );
});

test('a name of evidence cannot move the cursor', () => {
  expect(
    progressLine({ ...job, phase: 'importing \u001b[2Jx', done: 0, total: null }),
  ).not.toContain('\u001b');
});
