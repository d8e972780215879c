import { describe, expect, it } from 'vitest';
import { endInWords, jobInWords, withCase } from '../../../../renderer/app/job-words.ts';
import { placesNamed } from '../../../../renderer/app/palette-places.ts';
import type { JobStatus } from '../../../../shared/domain/job-status.ts';

const job = (more: Partial<JobStatus>): JobStatus => ({
  job: 'j-1',
  kind: 'import',
  case_id: 'X-1',
  case_title: 'Refund advice',
  title: 'gateway.jsonl',
  state: 'running',
  phase: 'copying and mapping gateway.jsonl',
  done: 62,
  total: 100,
  unit: 'bytes',
  elapsed_ms: 10,
  stopping: false,
  sentence: null,
  import: null,
  reference: null,
  verify: null,
  detect: null,
  report: null,
  compare: null,
  export: null,
  ...more,
});
const file = {
  name: 'a.jsonl',
  sha256: 'ab',
  bytes: 3,
  format: 'openai-chat',
  records: 1200,
  mapped: 1200,
  unmapped: 0,
  quarantined: 0,
  turns: 1200,
  duplicate: false,
};

describe('a job in words', () => {
  it('says how much of it is done, never more than it is', () => {
    expect(jobInWords(job({}))).toBe('Importing gateway.jsonl, 62 %');
    expect(jobInWords(job({ done: 999, total: 1000 }))).toBe('Importing gateway.jsonl, 99 %');
    expect(jobInWords(job({ total: null }))).toBe(
      'Importing gateway.jsonl: copying and mapping gateway.jsonl',
    );
    expect(jobInWords(job({ stopping: true }))).toBe('Importing gateway.jsonl: cancelling');
  });

  it('names its case where another is shown, or none', () => {
    const ended = job({ kind: 'detect', state: 'done' });
    const words = (shown: string | null): string => withCase(endInWords(ended), ended, shown);
    expect(words('X-1')).toBe('The rules ran.');
    expect(words('X-2')).toBe('In the case Refund advice: The rules ran.');
    expect(words(null)).toBe('In the case Refund advice: The rules ran.');
    const ofNone = job({ case_id: null, case_title: null, title: 'R-0001.zip' });
    expect(withCase(jobInWords(ofNone), ofNone, 'X-1')).toBe('Importing R-0001.zip, 62 %');
  });

  it('says at its end everything that happened, also what was not taken in', () => {
    const outcome = {
      files: [file, { ...file, name: 'b.jsonl', duplicate: true }],
      refused: [{ name: 'c.png', reason: 'no log' }],
      skipped: [{ name: '.DS_Store', reason: 'hidden' }],
      left: [],
    };
    expect(endInWords(job({ state: 'done', import: outcome }))).toBe(
      '1 file imported, 1,200 records; 1 in the case already; 1 refused; 1 passed over.',
    );
    expect(endInWords(job({ state: 'failed', sentence: 'The disk is full.' }))).toBe(
      'The disk is full.',
    );
    const checks = [
      { name: 'evidence', ok: true, detail: '' },
      { name: 'tables', ok: false, detail: '' },
    ];
    expect(
      endInWords(
        job({
          kind: 'verify',
          case_id: null,
          title: 'R-0001.zip',
          state: 'done',
          verify: { ok: false, trust: null, checks, full: false, at: '' },
        }),
      ),
    ).toBe('Verified R-0001.zip: 1 of 2 checks failed.');
  });
});

describe('what a text in the palette leads to', () => {
  it('a handle to its replay, however it is written', () => {
    for (const text of ['T-12', 't12', ' T-12 '])
      expect(placesNamed(text)).toEqual([
        {
          words: 'Replay T-12',
          icon: 'replay',
          to: { screen: 'replay', conversation: 'T-12', turn: undefined, finding: undefined },
        },
      ]);
  });

  it('a word to the turns that have it, or the conversation of that id; nothing to nowhere', () => {
    expect(placesNamed('cv_77').map(({ words }) => words)).toEqual([
      'Turns that match cv_77',
      'Replay the conversation cv_77',
    ]);
    expect(placesNamed('90 days').map(({ words }) => words)).toEqual(['Turns that match 90 days']);
    expect(placesNamed('  ')).toEqual([]);
  });
});
