import { describe, expect, test } from 'vitest';
import {
  accountedBytes,
  besideMissing,
  besideSilence,
  clockWords,
  missingOf,
  missingTitle,
  ofId,
  statementOf,
  totals,
  turnsOf,
} from '../../../../renderer/screens/evidence/file-words.ts';
import {
  importLines,
  importsOf,
  importSummary,
} from '../../../../renderer/screens/evidence/import-words.ts';
import type { Holding } from '../../../../shared/domain/completeness.ts';
import type { EvidenceFile } from '../../../../shared/domain/evidence-register.ts';
import type { JobStatus } from '../../../../shared/domain/job-status.ts';
import { clausesOf } from '../../../../shared/text/filter-text.ts';

const file: EvidenceFile = {
  evidence_id: 1,
  name: 'gateway "a".jsonl',
  sha256: 'c0d9'.padEnd(64, '0'),
  in_place: null,
  modified_at: null,
  bytes: 100,
  format: 'openai-chat',
  container: 'jsonl',
  compression: null,
  unpacked_bytes: null,
  notes: [],
  partitions: null,
  records: 4,
  mapped: 2,
  unmapped: 1,
  quarantined: 1,
  repaired: 0,
  blank: 1,
  conversations: 1,
  turns: 2,
  messages: 4,
  zone: 'UTC',
  clock_offset_ms: 0,
  merkle_root: '00',
  first: null,
  last: null,
  imported_at: '2026-11-21T14:02:00.000Z',
};

describe('the turns of a file', () => {
  test('are found by its name, quoted as the filter language wants it', () => {
    expect(turnsOf(file, [file])).toBe('evidence:"gateway \\"a\\".jsonl"');
  });
  test('or by its hash where another file has the same name', () => {
    expect(turnsOf(file, [file, { ...file, evidence_id: 2, sha256: 'ff' }])).toBe(
      `evidence:${file.sha256}`,
    );
  });
});

const accounted: Holding['accounted'] = [
  { what: 'mapped' as const, records: 2, bytes: 60 },
  { what: 'unmapped' as const, records: 1, bytes: 20 },
  { what: 'quarantined' as const, records: 1, bytes: 15 },
  { what: 'blank' as const, records: 1, bytes: 0 },
  { what: 'structure' as const, records: null, bytes: 5 },
];

describe('bytes accounted', () => {
  test('add up to the file, or say that they do not', () => {
    expect(accountedBytes(accounted, 100)).toEqual({ sum: 100, isWhole: true });
    expect(accountedBytes(accounted, 101)).toEqual({ sum: 100, isWhole: false });
  });
  test('a negative rest is no sum', () => {
    const wrong = accounted.map((one) =>
      one.what === 'structure'
        ? { ...one, bytes: -5 }
        : one.what === 'mapped'
          ? { ...one, bytes: 70 }
          : one,
    );
    expect(accountedBytes(wrong, 100)).toEqual({ sum: 100, isWhole: false });
  });
  test('rows of a columnar file have no bytes', () => {
    expect(
      accountedBytes(
        accounted.map((one) => ({ ...one, bytes: null })),
        100,
      ),
    ).toBeNull();
  });
});

test('totals say whether every record has a status', () => {
  expect(totals([file, file])).toMatchObject({ records: 8, mapped: 4, blank: 2, addsUp: true });
  expect(totals([{ ...file, records: 5 }]).addsUp).toBe(false);
  expect(totals([])).toMatchObject({ records: 0, bytes: 0, addsUp: true });
});

test('a clock that was off says which way', () => {
  expect(clockWords(file)).toBe('UTC, no clock offset');
  expect(clockWords({ ...file, zone: 'Europe/Berlin', clock_offset_ms: -2000 })).toBe(
    'Europe/Berlin, 2,000 ms taken off its times',
  );
});

const holding: Holding = {
  bytes: 100,
  accounted,
  repaired: { mapped: 1, unmapped: 0 },
  reasons: [
    {
      status: 'quarantined',
      words: 'not UTF-8',
      records: 1,
      first: { record_id: 3, name: 'a.jsonl', member: null, line: 3, ordinal: 3 },
    },
  ],
  reasons_total: 1,
  events: {
    dated: 2,
    undated: 0,
    first: '2026-01-01T08:00:00.000Z',
    last: '2026-01-01T09:00:00.000Z',
  },
  fields: [
    { field: 'context', turns: 0, of: 2, unreadable: 0 },
    { field: 'user_id', turns: 1, of: 2, unreadable: 0 },
    { field: 'started_at', turns: 2, of: 2, unreadable: 1 },
  ],
  capture: [{ level: 'application', turns: 2 }],
  silences: null,
  sequences: [],
  sequences_total: 0,
  duplicates: [],
  overlap: null,
};

test('missing fields lead to the turns that lack them; absence is told from failure', () => {
  const missing = missingOf(holding, 'evidence:a.jsonl');
  expect(missing.map(({ words, filter }) => [words, filter])).toEqual([
    ['retrieved passages', 'evidence:a.jsonl kind:model -side:context'],
    ['user_id', 'evidence:a.jsonl kind:model -user_id:*'],
    ['time', 'evidence:a.jsonl kind:model -at:*'],
  ]);
  expect(missing.map(missingTitle)).toEqual([
    '2 of 2 turns have no retrieved passages: this log does not carry it',
    '1 of 2 turns have no user_id',
    '0 of 2 turns have no time; 1 record not mapped because of it',
  ]);
});

test('the statement of completeness says what was not stated', () => {
  const words = statementOf({
    ...holding,
    file,
    intake: [
      { fact: 'Exported by', value: 'D. Rehn' },
      { fact: 'Export query', value: null },
    ],
    conversations: { id: 2, file: 0, chain: 0, history: 0, record: 0, ambiguous: 0, cut: 0 },
    senders_hash: null,
  });
  expect(words).toContain('100 of 100 bytes accounted for');
  expect(words).toContain('quarantined: 1 record 15 bytes');
  expect(words).toContain('Records: 1 record quarantined: not UTF-8 (line 3).');
  expect(words).toContain(
    'Fields: No turn of 2 has retrieved passages: this log does not carry it.\nFields: 1 of 2 turns (50.0 %) lack user_id.\nFields: 1 record has a time that could not be read, and is unmapped for it.',
  );
  expect(words).toContain('Export query: not stated');
});

const outcome = {
  files: [
    { ...importedFile('a.jsonl'), quarantined: 1, records: 3 },
    { ...importedFile('b.jsonl'), duplicate: true },
    importedFile('c.jsonl'),
  ],
  refused: [{ name: 'notes.pdf', reason: 'nothing in it can be parsed' }],
  skipped: [{ name: '.DS_Store', reason: 'a hidden file' }],
  left: ['late.jsonl'],
};

function importedFile(name: string) {
  return {
    name,
    sha256: '00',
    bytes: 10,
    format: 'openai-chat',
    records: 2,
    mapped: 2,
    unmapped: 0,
    quarantined: 0,
    turns: 2,
    duplicate: false,
  };
}

describe('the outcome of an import', () => {
  test('names every file, those that need a look first', () => {
    expect(importLines(outcome).map(({ state, name }) => `${state} ${name}`)).toEqual([
      'refused notes.pdf',
      'skipped .DS_Store',
      'left late.jsonl',
      'partly a.jsonl',
      'duplicate b.jsonl',
      'imported c.jsonl',
    ]);
  });
  test('counts all of them in one line', () => {
    expect(importSummary(outcome)).toBe(
      '2 files imported, 1 in the case already, 1 refused, 1 passed over, 1 not imported',
    );
  });
  test('says what was quarantined', () => {
    expect(importLines(outcome)[3]?.words).toBe('3 records as openai-chat, 2 turns, 1 quarantined');
  });
});

test('imports of other cases are not shown, those that run come first', () => {
  const job = (name: string, state: JobStatus['state'], case_id = 'mine'): JobStatus => ({
    job: name,
    kind: 'import',
    case_id,
    case_title: case_id,
    title: name,
    state,
    phase: '',
    done: 0,
    total: null,
    unit: 'bytes',
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
  });
  const jobs = [
    job('1', 'done'),
    job('2', 'failed'),
    job('3', 'running'),
    job('4', 'done', 'other'),
  ];
  expect(importsOf(jobs, 'mine').map(({ job }) => job)).toEqual(['3', '2', '1']);
});

test('a silence, a range of missing ids and a repeated id lead to the turns at their place', () => {
  const [from, to] = ['2026-03-07T17:55:00.000Z', '2026-03-09T08:00:00.000123Z'];
  const padded = { first: 'req-0001', last: 'req-1200' };
  const clauses = [
    besideSilence({ from, to }),
    besideMissing(padded, { from: 'req-0100', to: 'req-0199' }),
    besideMissing({ first: 'n 1', last: 'n 205' }, { from: 'n 100', to: 'n 100' }),
    besideMissing({ first: '1', last: '12345678901234567890' }, { from: '10', to: '12' }),
    ofId('a "b"'),
  ];
  expect(clauses).toEqual([
    `at:[${from} TO ${to}]`,
    '(turn:req-0099 OR turn:req-0200)',
    '(turn:"n 99" OR turn:"n 101")',
    '(turn:9 OR turn:13)',
    String.raw`turn:"a \"b\""`,
  ]);
  for (const clause of clauses) expect(clausesOf(`evidence:a.jsonl ${clause}`)).toHaveLength(2);
});
