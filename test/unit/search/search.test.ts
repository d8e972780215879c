import { expect, test } from 'vitest';
import { search } from '../../../electron/engine/search/search.ts';
import { databaseOf, type WrittenTurn } from '../../fixtures/conversation-database.ts';

const TURNS: WrittenTurn[] = [
  {
    conversation: 'refunds',
    at: '2026-01-05T10:00:00Z',
    model: 'gpt-4o-mini',
    user: '007',
    latency_ms: 2500,
    system: 'You answer for the shop.',
    input: 'Can I get a REFUND? A refund please 🙂 refund',
    output: 'Our refund policy allows it within 30 days.',
    context: [{ id: 'policy-7', source: 'handbook.md', text: 'Refund policy: within 30 days.' }],
    feedback: 'negative',
  },
  {
    conversation: 'refunds',
    at: '2026-02-01T23:59:59Z',
    model: 'gpt-4o',
    user: '7',
    latency_ms: 100,
    input: 'Thanks, 100% of it?',
    output: 'Yes_no 50 percent',
    toolCalls: [{ name: 'lookup', text: '{"id":1}' }],
  },
  { conversation: 'other', kind: 'retrieval', user: 'test', input: 'where is it' },
];

async function turnsOf(filter: string): Promise<number[]> {
  const { hits } = await search(await databaseOf(TURNS), filter, { limit: 1000 });
  return [...new Set(hits.map(({ turn_id }) => turn_id))];
}

test('a word is found in input, context and output with its characters, case ignored', async () => {
  const { hits, ...rest } = await search(await databaseOf(TURNS), 'refund');
  expect(rest).toEqual({ total: 1, hits_total: 5, limited: false });
  expect(
    hits.map(({ turn_id, conversation, side, role, seq, char_start, char_end, text }) => [
      turn_id,
      conversation,
      side,
      role,
      seq,
      char_start,
      char_end,
      text,
    ]),
  ).toEqual([
    [1, 'refunds', 'input', 'user', 1, 12, 18, 'REFUND'],
    [1, 'refunds', 'input', 'user', 1, 22, 28, 'refund'],
    [1, 'refunds', 'input', 'user', 1, 38, 44, 'refund'],
    [1, 'refunds', 'context', null, 1, 0, 6, 'Refund'],
    [1, 'refunds', 'output', 'assistant', 0, 4, 10, 'refund'],
  ]);
  expect(hits[0]?.place).toEqual({
    evidence: 'e1',
    name: 'test.jsonl',
    member: null,
    ordinal: 1,
    byte_offset: 0,
    byte_length: 99,
    sha256: '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b',
  });
});

test('a limit cuts hits, not counts, and is said', async () => {
  const { total, hits_total, hits, limited } = await search(await databaseOf(TURNS), 'refund', {
    limit: 2,
  });
  expect([total, hits_total, hits.length, limited]).toEqual([1, 5, 2, true]);
});

test('a turn that matches by fields alone is one hit without text', async () => {
  const { total, hits_total, hits } = await search(await databaseOf(TURNS), 'user:007');
  expect([total, hits_total]).toEqual([1, 1]);
  expect(hits).toMatchObject([
    {
      turn_id: 1,
      side: null,
      role: null,
      char_start: null,
      char_end: null,
      text: null,
      place: { ordinal: 1 },
    },
  ]);
});

test.each([
  ['', [1, 2, 3]],
  ['-refund', [2, 3]],
  ['-user:7', [1, 3]],
  ['NOT model:*', [3]],
  ['has:model', [1, 2]],
  ['-has:context', [2, 3]],
  ['model:gpt-4o', [2]],
  ['model:gpt-4o*', [1, 2]],
  ['model:*mini', [1]],
  ['model:/4O-M/i', [1]],
  ['model:/4O-M/', []],
  ['user:"007" OR user:test', [1, 3]],
  ['(user:007 OR user:7) AND NOT "policy"', [2]],
  ['latency_ms>100', [1]],
  ['latency_ms>=100', [1, 2]],
  ['latency_ms:100', [2]],
  ['latency_ms:{100 TO *]', [1]],
  ['latency_ms:[* TO 2500}', [2]],
  ['latency_ms<2500', [2]],
  ['at:[2026-01-01 TO 2026-02-01]', [1, 2]],
  ['at:[2026-01-01 TO 2026-02-01}', [1]],
  ['at:2026-01', [1]],
  ['at>2026-01-05', [2]],
  ['at>=2026-01-05', [1, 2]],
  ['at<=2026-01-05T10:00', [1]],
  ['at<2026-01-05T11:00+01:00', []],
  ['conversation:refunds role:system', [1]],
  ['conversation:C-2', [3]],
  ['turn:2', [2]],
  ['turn:T-2', [2]],
  ['turn:X2', [2]],
  ['tool:lookup', [2]],
  ['feedback:negative', [1]],
  ['-feedback:*', [2, 3]],
  ['context:policy-*', [1]],
  ['context:handbook.md', [1]],
  ['side:context', [1]],
  ['kind:retrieval', [3]],
  ['evidence:test.jsonl', [1, 2, 3]],
  ['evidence:e1', [1, 2, 3]],
  ['place:e1:2', [2]],
  ['100%', [2]],
  ['s_n', [2]],
  ['route:%', []],
  ['model:gpt_4o', []],
  ['/refund? p\\w+/', [1]],
  ['/REFUND POLICY/', []],
  ['/REFUND POLICY/i', [1]],
  ['re*cy', []],
  ['poli*y', [1]],
  ['output:*refund*', [1]],
  ['tools:*lookup*', []],
  ['text:"Yes_no 50 percent"', [2]],
  ['text:"Yes_no 50"', []],
  ['text:yes*', [2]],
  ['text:*percent', [2]],
  ['text:yes*cent', [2]],
  ['text:*es_no*perc*', [2]],
  ['text:*no', []],
  ['output:*refund\\ policy*', [1]],
  ['input:*refund\\ policy*', []],
  ['finding:*', []],
  ['-finding:injection* -cause:* -exhibit:1 -lane:finding', [1, 2, 3]],
  [
    'model:gpt-4o* role:assistant "refund policy" /with[a-z]+/ latency_ms>2000 at:[2026-01-01 TO 2026-02-01] -cause:* NOT user:test',
    [1],
  ],
])('%s', async (filter, expected) => {
  expect(await turnsOf(filter)).toEqual(expected);
});

test('what is too large for the engines is refused', async () => {
  const connection = await databaseOf(TURNS);
  await expect(search(connection, '/\\pL{1000}/')).rejects.toMatchObject({ code: 'bad-filter' });
  const words = Array.from({ length: 12_000 }, (_, index) => `word${index}`);
  await expect(search(connection, words.join(' OR '))).rejects.toMatchObject({
    code: 'bad-filter',
  });
  await expect(search(connection, 'x'.repeat(10_001))).rejects.toThrow(
    'Filter, character 1: a phrase has at most 10000',
  );
  expect((await search(connection, 'é'.repeat(10_000))).total).toBe(0);
});

test('occurrences of several texts stand in order, each under its own term', async () => {
  const connection = await databaseOf([{ input: 'b a ab', output: 'b' }, { input: 'c' }]);
  const { hits, total, hits_total } = await search(connection, 'a OR b OR c -d');
  expect([total, hits_total]).toEqual([2, 6]);
  expect(
    hits.map(({ turn_id, side, char_start, text }) => [turn_id, side, char_start, text]),
  ).toEqual([
    [1, 'input', 0, 'b'],
    [1, 'input', 2, 'a'],
    [1, 'input', 4, 'a'],
    [1, 'input', 5, 'b'],
    [1, 'output', 0, 'b'],
    [2, 'input', 0, 'c'],
  ]);
});

test('a text repeated through a conversation is a hit wherever it stands', async () => {
  const first = { role: 'user', text: 'refund' };
  const connection = await databaseOf([
    { conversation: 'c', input: [first] },
    { conversation: 'c', input: [first, { role: 'user', text: 'again' }] },
  ]);
  const { hits, hits_total } = await search(connection, 'refund');
  expect([hits_total, ...hits.map(({ turn_id, seq }) => [turn_id, seq])]).toEqual([
    2,
    [1, 0],
    [2, 0],
  ]);
});
