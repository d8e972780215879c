import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { ProgressLine, progressLine } from '../../../electron/cli/output.ts';

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

test('where stderr is no terminal, a plain line is written each ten seconds, and none for what is quick', () => {
  const written = (isTTY: boolean, seconds: readonly number[]): string => {
    const stderr = Object.assign(new PassThrough(), { isTTY, columns: 80 });
    let now = 0;
    const line = new ProgressLine(stderr, () => now);
    for (const second of seconds) {
      now = second * 1000;
      line.say({ phase: 'rules', done: second, total: 40, unit: 'rules' });
    }
    line.clear();
    return String(stderr.read() ?? '');
  };
  expect(written(false, [0, 3, 9])).toBe('');
  expect(written(false, [1, 10, 12, 19, 25])).toBe(
    'rules: 25 %, 10 of 40 rules\nrules: 62 %, 25 of 40 rules\n',
  );
  expect(written(true, [1, 10])).toContain('\r\u001b[2Krules: 25 %, 10 of 40 rules');
});
