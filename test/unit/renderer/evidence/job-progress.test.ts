import { describe, expect, test } from 'vitest';
import { jobProgress, leftWords, progressWords } from '../../../../shared/text/job-progress.ts';

const job = {
  phase: 'importing',
  done: 9_100_000_000,
  total: 14_600_000_000,
  unit: 'bytes' as const,
  elapsed_ms: 43_000,
};

describe('how far an import is', () => {
  test('bytes of bytes, rate and time left', () => {
    expect(jobProgress(job)).toEqual({
      share: 9_100 / 14_600,
      done: '9.1 of 14.6 GB',
      rate: '211.6 MB/s',
      left: '26 s left',
    });
    expect(progressWords(job)).toBe('9.1 of 14.6 GB · 211.6 MB/s · 26 s left');
  });
  test('units that differ are both said', () => {
    expect(jobProgress({ ...job, done: 900_000 }).done).toBe('900.0 kB of 14.6 GB');
  });
  test('no rate before it means something, no time left at the end', () => {
    expect(jobProgress({ ...job, elapsed_ms: 400 })).toMatchObject({ rate: null, left: null });
    expect(jobProgress({ ...job, done: 0 })).toMatchObject({ rate: null, left: null });
    expect(jobProgress({ ...job, done: job.total }).left).toBeNull();
  });
  test('an unknown end has no share', () => {
    expect(jobProgress({ ...job, total: null })).toMatchObject({
      share: null,
      done: '9.1 GB',
      left: null,
    });
    expect(progressWords({ ...job, done: 0, total: null })).toBe('');
  });
  test('an empty file is not divided by', () => {
    expect(jobProgress({ ...job, done: 0, total: 0 }).share).toBeNull();
  });
  test('rules are counted, not timed', () => {
    expect(progressWords({ ...job, done: 12, total: 38, unit: 'rules' })).toBe('12 of 38 rules');
  });
});

test.each([
  [1, '1 s left'],
  [59_000, '59 s left'],
  [60_001, '2 min left'],
  [3_600_000, '1 h left'],
  [3_900_000, '1 h 5 min left'],
])('%i ms: %s', (milliseconds, words) => {
  expect(leftWords(milliseconds)).toBe(words);
});
