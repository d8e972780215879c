import { expect, test } from 'vitest';
import type { ChainEntry } from '../../../electron/engine/custody/chain.ts';
import { latestActs } from '../../../electron/engine/session/acts-in-words.ts';

const entry = (seq: number, act: string, data: Record<string, unknown> = {}): ChainEntry => ({
  v: 1,
  seq,
  at: `2026-05-04T09:00:0${seq}.000Z`,
  actor: 'ana',
  act,
  data,
  prev: '',
  hash: '',
});
const wordsOf = (custody: ChainEntry[], activity: ChainEntry[] = []): string[] =>
  latestActs(custody, activity, 12).map(({ words }) => words);

test('what began is told once, by what ended it, with the name it began with', () => {
  const log = [
    entry(1, 'case.created', { title: 'Fees' }),
    entry(2, 'import.begun', { job_no: 1, name: 'gateway.jsonl' }),
    entry(3, 'import.completed', { job_no: 1, records: 1200 }),
    entry(4, 'import.begun', { job_no: 2, name: 'other.jsonl' }),
    entry(5, 'import.abandoned', { job_no: 2, reason: 'Cancelled.' }),
    entry(6, 'detection.begun', { job_no: 3, rules: ['a@1', 'b@1'] }),
    entry(7, 'detection.completed', { job_no: 3, findings: 1, leads: 2, candidates: 3 }),
  ];
  expect(wordsOf(log)).toEqual([
    'ran 2 rules: 1 finding, 2 leads, 3 candidates',
    'gave up importing other.jsonl: Cancelled.',
    'imported gateway.jsonl (1,200 records)',
    'made the case “Fees”',
  ]);
});

test('both logs are told by time; of equal times the later line first', () => {
  const custody = [entry(1, 'case.created', { title: 'Fees' }), entry(5, 'rebuild.completed')];
  const activity = [
    entry(1, 'activity.opened'),
    entry(3, 'note.written', { text: 'Look\n again' }),
  ];
  expect(wordsOf(custody, activity)).toEqual([
    'derived the tables again from the evidence',
    'wrote a note: Look again',
    'made the case “Fees”',
  ]);
});

test('an entry that is not as it should be, or of a later version, is told all the same', () => {
  const log = [
    entry(1, 'constructor'),
    entry(2, 'import.completed', { job_no: 'x', records: {} }),
    entry(3, 'evidence.moved_away'),
  ];
  expect(wordsOf(log)).toEqual(['evidence moved away', 'imported ? (? records)', 'constructor']);
});
