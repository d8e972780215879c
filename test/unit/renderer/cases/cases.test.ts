import { describe, expect, test } from 'vitest';
import {
  caseFacts,
  caseState,
  findCases,
  folderNameFor,
  sortCases,
  when,
} from '../../../../renderer/screens/cases/case-words.ts';
import { whatWasDropped } from '../../../../renderer/screens/cases/dropped.ts';
import { timesIn } from '../../../../shared/text/times.ts';
import type { RecentCase } from '../../../../shared/domain/case-home.ts';

const utc = timesIn('UTC');
const now = '2026-11-24T11:00:00.000Z';
const one: RecentCase = {
  case_id: 'a',
  title: 'Refund advice after meridian-3.2',
  folder: 'northwall-refunds.exhibit',
  path: '/cases/northwall-refunds.exhibit',
  sample: false,
  state: 'present',
  sentence: null,
  turns: 5_046_118,
  files: 7,
  bytes: 38_200_000_000,
  opened_at: '2026-11-24T10:42:00.000Z',
  verified: { at: '2026-11-24T09:12:00.000Z', ok: true },
};

test('a time in a list is as long as it must be', () => {
  expect(when('2026-11-24T10:42:31.000Z', now, utc)).toBe('today 10:42');
  expect(when('2026-06-14T10:42:31.000Z', now, utc)).toBe('14 Jun');
  expect(when('2025-06-14T10:42:31.000Z', now, utc)).toBe('14 Jun 2025');
});

describe('the state of a case', () => {
  test.each([
    [{}, 'verified 09:12', 'ok'],
    [{ verified: { at: '2026-11-19T09:12:00.000Z', ok: true } }, 'verified 19 Nov', 'line'],
    [{ verified: { at: '2026-10-28T09:12:00.000Z', ok: false } }, 'check failed 28 Oct', 'fail'],
    [{ verified: null }, 'not verified yet', 'line'],
    [{ state: 'missing' }, 'folder not found', 'plain'],
    [{ state: 'in-use' }, 'in use', 'warn'],
    [{ state: 'not-a-case' }, 'cannot be read', 'fail'],
  ] as const)('%j', (change, words, tone) => {
    expect(caseState({ ...one, ...change }, now, utc)).toMatchObject({ words, tone });
  });
  test('keeps the sentence that says who or what', () => {
    const sentence = 'ada on desk-4 writes to it since 10:40.';
    expect(caseState({ ...one, state: 'in-use', sentence }, now, utc).sentence).toBe(sentence);
  });
});

test('facts of a case that holds nothing yet', () => {
  expect(caseFacts({ ...one, turns: 0, files: 0, bytes: 0, verified: null }, utc)).toBe(
    '0 turns · no evidence yet · opened 24 Nov 2026, 10:42 · not verified yet',
  );
});

test('cases are found by words of title or folder, in any case and order', () => {
  expect(findCases([one], ' MERIDIAN northwall ')).toEqual([one]);
  expect(findCases([one], 'meridian codes')).toEqual([]);
  expect(findCases([one], '  ')).toEqual([one]);
});

test('sorting is stable and goes both ways', () => {
  const other = { ...one, case_id: 'b', turns: 3 };
  const ids = (cases: readonly RecentCase[]) => cases.map(({ case_id }) => case_id).join('');
  expect(ids(sortCases([one, other], 'turns', false))).toBe('ba');
  expect(ids(sortCases([one, other], 'turns', true))).toBe('ab');
  expect(ids(sortCases([one, other], 'title', true))).toBe('ab');
});

test.each([
  ['Refund advice, after 3.2!', 'refund-advice-after-3-2.exhibit'],
  ['  ', 'case.exhibit'],
  ['../../etc/passwd', 'etc-passwd.exhibit'],
  ['返金の案内', '返金の案内.exhibit'],
  ['Überfällig', 'überfällig.exhibit'],
  [`${'a'.repeat(59)} b`, `${'a'.repeat(59)}.exhibit`],
])('%j becomes the folder %s', (title, folder) => {
  expect(folderNameFor(title)).toBe(folder);
});

describe('what was dropped', () => {
  const file = (name: string) => ({ grant: name, name, kind: 'file' as const });
  const found = { grant: 'c', name: 'a.exhibit', kind: 'case' as const };
  test('one case folder is opened', () => {
    expect(whatWasDropped([found])).toEqual({ what: 'open', grant: 'c' });
  });
  test('logs and folders start a case', () => {
    const logs = [file('a.jsonl'), { grant: 'd', name: 'export', kind: 'folder' as const }];
    expect(whatWasDropped(logs)).toEqual({ what: 'start', logs });
  });
  test('a name without an ending may be a log', () => {
    expect(whatWasDropped([file('export')]).what).toBe('start');
  });
  test.each([
    [[found, file('a.jsonl')], 'a.exhibit and 1 more hold a case; drop one case folder alone'],
    [[found, found], 'hold 2 cases'],
    [[file('report.pdf')], 'report.pdf can be neither a case nor a log'],
    [[], 'What was dropped can be neither'],
  ])('anything else says so', (granted, words) => {
    expect(whatWasDropped(granted)).toMatchObject({
      what: 'neither',
      sentence: expect.stringContaining(words) as string,
    });
  });
});
