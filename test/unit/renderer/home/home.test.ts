import { describe, expect, test } from 'vitest';
import { knownVerification, runningJob } from '../../../../renderer/screens/home/check-words.ts';
import { failedFirst } from '../../../../shared/text/checks.ts';
import {
  fileWords,
  missingFields,
  modelRow,
  sortUnreviewed,
  unreviewedWords,
} from '../../../../renderer/screens/home/home-words.ts';
import {
  bucketEnd,
  bucketFilter,
  bucketWords,
  tickWords,
} from '../../../../shared/text/time-buckets.ts';
import type { CaseHome } from '../../../../shared/domain/case-home.ts';
import type { JobStatus } from '../../../../shared/domain/job-status.ts';

describe('models', () => {
  test('are found by what answered, else by what was asked for', () => {
    expect(modelRow({ model: 'gpt 4', turns: 3 }).filter).toBe(
      'kind:model (model:"gpt 4" OR (-model:* requested_model:"gpt 4"))',
    );
  });
  test('turns without one are found too', () => {
    expect(modelRow({ model: null, turns: 3 })).toEqual({
      words: 'no model named',
      filter: 'kind:model -model:* -requested_model:*',
      turns: 3,
    });
  });
});

const none = { unreviewed: 0, total: 0 };
const row = (
  failure_type: CaseHome['unreviewed'][number]['failure_type'],
  lanes: Partial<CaseHome['unreviewed'][number]>,
): CaseHome['unreviewed'][number] => ({
  failure_type,
  worst: 'low',
  finding: none,
  lead: none,
  candidate: none,
  ...lanes,
});

test('what waits for review: the lanes are counted apart and findings come first', () => {
  const rows = [
    row('drift', { candidate: { unreviewed: 90, total: 90 } }),
    row('refusal', { lead: { unreviewed: 1, total: 2 } }),
    row('hallucination', { finding: { unreviewed: 2, total: 5 } }),
    row('data-leak', { worst: 'critical' }),
  ];
  expect(sortUnreviewed(rows).map(({ failure_type }) => failure_type)).toEqual([
    'hallucination',
    'refusal',
    'data-leak',
    'drift',
  ]);
  expect(unreviewedWords(rows)).toBe('2 findings, 1 lead, 90 candidates');
});

test('what all turns have is not missing', () => {
  expect(
    missingFields([
      { field: 'user_id', turns: 8, of: 10 },
      { field: 'model', turns: 10, of: 10 },
      { field: 'started_at', turns: 0, of: 10 },
    ]),
  ).toEqual([
    { words: 'time', filter: 'kind:model -at:*', turns: 10, of: 10 },
    { words: 'user_id', filter: 'kind:model -user_id:*', turns: 2, of: 10 },
  ]);
});

test('a file with records aside says how many of how many', () => {
  const file = { records: 10, quarantined: 2, unmapped: 1 };
  expect(fileWords(file)).toEqual({
    state: 'warn',
    words: '2 quarantined, 1 not mapped of 10 records',
  });
  expect(fileWords({ ...file, quarantined: 0, unmapped: 0 }).words).toBe('all 10 records mapped');
});

describe('buckets of time', () => {
  test.each([
    ['2026-04-07T22:00:00Z', 'hour', 'kind:model at:[2026-04-07T22:00Z TO 2026-04-07T23:00Z}'],
    ['2026-04-30T00:00:00Z', 'day', 'kind:model at:[2026-04-30 TO 2026-05-01}'],
    ['2026-04-27T00:00:00Z', 'week', 'kind:model at:[2026-04-27 TO 2026-05-04}'],
    ['2026-12-01T00:00:00Z', 'month', 'kind:model at:[2026-12-01 TO 2027-01-01}'],
  ] as const)('%s is a half-open range', (from, bucket, filter) => {
    expect(bucketFilter(from, bucket)).toBe(filter);
  });
  test('a bucket before 1970 ends later, too', () => {
    expect(bucketEnd('1969-12-31T00:00:00Z', 'day')).toBe('1970-01-01T00:00:00.000Z');
  });
  test('are named', () => {
    expect(bucketWords('2026-04-07T22:00:00Z', 'hour')).toBe('7 Apr 2026, 22:00');
    expect(bucketWords('2026-04-07T00:00:00Z', 'week')).toBe('week of 7 Apr 2026');
    expect(bucketWords('2026-04-01T00:00:00Z', 'month')).toBe('Apr 2026');
  });
  test('ticks stand apart, and both ends are named', () => {
    const points = Array.from({ length: 60 }, (_, index) => ({
      from: new Date(Date.UTC(2026, 2, 1 + index)).toISOString(),
      turns: 1,
      findings: 0,
    }));
    const ticks = points.map((_, index) => tickWords({ bucket: 'day', points }, index));
    expect(ticks.filter((tick) => tick !== null)).toEqual([
      '1 Mar',
      '8 Mar',
      '15 Mar',
      '22 Mar',
      '29 Mar',
      '5 Apr',
      '12 Apr',
      '19 Apr',
      '29 Apr',
    ]);
  });
  test('ticks say the year where it changes', () => {
    const points = ['2025-12-31T00:00:00Z', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'].map(
      (from) => ({ from }),
    );
    expect(points.map((_, index) => tickWords({ bucket: 'day', points }, index))).toEqual([
      '31 Dec 2025',
      '1 Jan',
      '2 Jan 2026',
    ]);
    expect(tickWords({ bucket: 'week', points }, 0)).toBe('31 Dec 2025');
  });
});

const job = (change: Partial<JobStatus>): JobStatus => ({
  job: 'job-1',
  kind: 'verify',
  case_id: 'mine',
  case_title: 'Mine',
  title: '',
  state: 'done',
  phase: '',
  done: 0,
  total: null,
  unit: 'steps',
  elapsed_ms: 0,
  stopping: false,
  sentence: null,
  import: null,
  reference: null,
  verify: null,
  detect: null,
  report: null,
  compare: null,
  export: null,
  ...change,
});
const check = (name: string, ok: boolean) => ({ name, ok, detail: '' });

describe('the last verification', () => {
  const head = { case_id: 'mine' };
  const verify = {
    ok: false,
    trust: null,
    checks: [check('a', true), check('b', false)],
    full: false,
    at: '2026-11-24T09:12:00Z',
  };
  test('has its checks where it was done here, failed ones first', () => {
    const known = knownVerification([job({ verify }), job({ verify, case_id: 'other' })], {
      head,
      verified: { at: verify.at, ok: false },
    });
    expect(known?.checks.map(({ name }) => name)).toEqual(['b', 'a']);
  });
  test('is only known to have been where it was done before', () => {
    expect(knownVerification([], { head, verified: { at: verify.at, ok: true } })).toEqual({
      at: verify.at,
      ok: true,
      checks: [],
    });
    expect(knownVerification([], { head, verified: null })).toBeNull();
  });
  test('is the newest one', () => {
    const later = { ...verify, ok: true, at: '2026-11-24T10:00:00Z' };
    const known = knownVerification([job({ verify: later }), job({ verify })], {
      head,
      verified: null,
    });
    expect(known?.ok).toBe(true);
  });
});

test('failed checks keep their order', () => {
  const checks = [check('a', true), check('b', false), check('c', true), check('d', false)];
  expect(failedFirst(checks).map(({ name }) => name)).toEqual(['b', 'd', 'a', 'c']);
});

test('a job of another case is not this case’s', () => {
  const running = job({ kind: 'detect', state: 'running' });
  expect(runningJob([running], 'mine', 'detect')).toBe(running);
  expect(runningJob([running], 'other', 'detect')).toBeUndefined();
});
