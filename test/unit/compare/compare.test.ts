import { expect, test } from 'vitest';
import { comparison as comparisonShape } from '../../../shared/domain/comparison.ts';
import { compare, forget } from '../../../electron/engine/compare/compare.ts';
import { pairsPage } from '../../../electron/engine/compare/pairs-page.ts';
import { turnFilter } from '../../../electron/engine/search/compile.ts';
import { databaseOf, type WrittenTurn } from '../../fixtures/conversation-database.ts';

const SIDES = { a: 'model:m1', b: 'model:m2', seed: 1 };

async function compared(turns: readonly WrittenTurn[], seed = 1) {
  const connection = await databaseOf(turns);
  return {
    connection,
    comparison: await compare(connection, { ...SIDES, seed }, turnFilter, {}),
  };
}

const answers = (model: string, ...outputs: string[]): WrittenTurn[] =>
  outputs.map((output, index) => ({ model, input: `question ${index}`, output }));

test('pairs are aligned on the same input and measured, with intervals that the seed fixes', async () => {
  const turns: WrittenTurn[] = [
    { model: 'm1', input: 'Hello', output: 'Hi', latency_ms: 100, confidence: -0.5 },
    { model: 'm1', input: 'Name a colour', output: 'Blue', latency_ms: 200 },
    { model: 'm1', input: 'A cut emoji?', output: '👍👍', latency_ms: 150 },
    { model: 'm1', input: 'Asked of m1 only', output: 'x' },
    { model: 'm2', input: 'A cut emoji?', output: '👍👍!', latency_ms: 180 },
    { model: 'm2', input: 'Name a colour', output: 'Blue' },
    { model: 'm2', input: 'Hello', output: 'Hello there', latency_ms: 120, confidence: -0.25 },
    { model: 'm2', input: 'Asked of m2 only', output: 'y' },
    { model: 'm2', input: 'Asked of m2 only too', output: 'z' },
    { model: 'm3', input: 'Hello', output: 'Of no side' },
  ];
  const { comparison } = await compared(turns);
  expect(comparisonShape.parse(comparison)).toEqual(comparison);
  expect(comparison).toMatchObject({
    a: { filter: 'model:m1', turns: 4, models: ['m1'] },
    b: { filter: 'model:m2', turns: 5, models: ['m2'] },
    pairs: 3,
    identical: 1,
    changed: 2,
    only_a: 1,
    only_b: 2,
    ambiguous: 0,
    aligned_by: { input: 3, question: 0, external_id: 0 },
  });
  expect(comparison.metrics).toEqual([
    {
      name: 'length',
      unit: 'code points',
      n: 3,
      a: 8 / 3,
      b: 6,
      difference: 6 - 8 / 3,
      low: 0,
      high: 9,
      p: 0.5,
    },
    {
      name: 'latency_ms',
      unit: 'ms',
      n: 2,
      a: 125,
      b: 150,
      difference: 25,
      low: 20,
      high: 30,
      p: 0.5,
    },
    {
      name: 'confidence',
      unit: 'log-probability',
      n: 1,
      a: -0.5,
      b: -0.25,
      difference: 0.25,
      low: 0.25,
      high: 0.25,
      p: 1,
    },
  ]);
  expect(comparison.sample.of).toBe(2);
  expect(
    comparison.sample.pairs.map(({ a, b, question }) => [question, a.output, b.output, b.length]),
  ).toEqual([
    ['Hello', 'Hi', 'Hello there', 11],
    ['A cut emoji?', '👍👍', '👍👍!', 3],
  ]);
  expect(comparison.sample.pairs[0]?.b.place.ordinal).toBe(7);
});

test('the same case, filters and seed give the same bytes; another seed another interval', async () => {
  const turns = [
    ...answers('m1', ...Array.from({ length: 40 }, (_, index) => 'a'.repeat((index * 7) % 31))),
    ...answers('m2', ...Array.from({ length: 40 }, (_, index) => 'b'.repeat((index * 11) % 37))),
  ];
  const first = JSON.stringify((await compared(turns)).comparison);
  expect(JSON.stringify((await compared(turns)).comparison)).toBe(first);
  const [length] = comparisonShape.parse(JSON.parse(first)).metrics;
  const [other] = (await compared(turns, 2)).comparison.metrics;
  expect(other?.difference).toBe(length?.difference);
  expect([other?.low, other?.high]).not.toEqual([length?.low, length?.high]);
});

test('where instructions changed, turns are aligned on the question, without regard to case and space', async () => {
  const { comparison } = await compared([
    { model: 'm1', system: 'Be short.', input: 'What is  Rust?', output: 'Iron oxide.' },
    { model: 'm2', system: 'Be kind.', input: ' what is rust?\n', output: 'A language.' },
    { model: 'm2', system: 'Be kind.', input: 'What is dust?', output: 'Dirt.' },
  ]);
  expect(comparison).toMatchObject({
    pairs: 1,
    only_b: 1,
    aligned_by: { input: 0, question: 1, external_id: 0 },
  });
});

test('a later question is aligned by its conversation, whose earlier answers differ', async () => {
  const chat = (model: string, name: string, opening: string, answer: string): WrittenTurn[] => [
    { model, conversation: name, input: opening, output: answer },
    {
      model,
      conversation: name,
      input: [
        { role: 'user', text: opening },
        { role: 'assistant', text: answer },
        { role: 'user', text: 'Shorter, please.' },
      ],
      output: `${opening} ${model}`,
    },
  ];
  const { connection, comparison } = await compared([
    ...chat('m1', 'a1', 'On cats', 'Cats purr.'),
    ...chat('m1', 'a2', 'On dogs', 'Dogs bark.'),
    ...chat('m2', 'b1', 'On dogs', 'Dogs howl.'),
    ...chat('m2', 'b2', 'On cats', 'Cats nap.'),
  ]);
  expect(comparison.aligned_by).toEqual({ input: 2, question: 2, external_id: 0 });
  const pairs = await pairsPage(connection, comparison, { offset: 0, limit: 10 });
  expect(pairs.map(({ a, b }) => [a.handle, b.handle])).toEqual([
    ['T-1', 'T-7'],
    ['T-2', 'T-8'],
    ['T-3', 'T-5'],
    ['T-4', 'T-6'],
  ]);
});

test('a conversation told once is aligned by its questions so far, not by a lone "yes"', async () => {
  const connection = await databaseOf([
    { model: 'm1', conversation: 'a', input: 'Delete my data', output: 'Sure?' },
    { model: 'm1', conversation: 'a', input: 'yes', output: 'Deleted.' },
    { model: 'm2', conversation: 'b', input: 'Book a table', output: 'For two?' },
    { model: 'm2', conversation: 'b', input: 'yes', output: 'Booked.' },
    { model: 'm2', conversation: 'c', input: 'delete my data', output: 'Really?' },
    { model: 'm2', conversation: 'c', input: 'Yes', output: 'Done.' },
  ]);
  await connection.run("UPDATE store.turn SET capture = 'reconstructed'");
  const comparison = await compare(connection, SIDES, turnFilter, {});
  expect(comparison).toMatchObject({ pairs: 2, only_b: 2 });
  const pairs = await pairsPage(connection, comparison, { offset: 0, limit: 10 });
  expect(pairs.map(({ a, b }) => [a.handle, b.handle])).toEqual([
    ['T-1', 'T-5'],
    ['T-2', 'T-6'],
  ]);
});

test('calls of an agent loop are told apart by their step', async () => {
  const loop = (model: string, system: string): WrittenTurn[] => [
    { model, system, input: 'Find it', output: 'Looking' },
    {
      model,
      input: [
        { role: 'system', text: system },
        { role: 'user', text: 'Find it' },
        { role: 'assistant', text: 'Looking' },
        { role: 'tool', text: 'found' },
      ],
      output: 'Here',
    },
  ];
  const { comparison } = await compared([...loop('m1', 'old'), ...loop('m2', 'new')]);
  expect(comparison).toMatchObject({ pairs: 2, identical: 2, ambiguous: 0 });
});

test('a repeated input is paired in order of turns, and said to be ambiguous', async () => {
  const { connection, comparison } = await compared([
    { model: 'm1', input: 'ping', output: '1' },
    { model: 'm2', input: 'ping', output: '2' },
    { model: 'm1', input: 'ping', output: '3' },
    { model: 'm2', input: 'ping', output: '3' },
    { model: 'm2', input: 'ping', output: '4' },
  ]);
  expect(comparison).toMatchObject({
    pairs: 2,
    identical: 1,
    changed: 1,
    only_b: 1,
    ambiguous: 2,
  });
  const pairs = await pairsPage(connection, comparison, { offset: 0, limit: 10 });
  expect(pairs.map(({ a, b }) => [a.output, b.output])).toEqual([
    ['1', '2'],
    ['3', '3'],
  ]);
});

test('batch results without input are paired by their id', async () => {
  const connection = await databaseOf([
    { model: 'm1', conversation: 'row-1', output: 'Soup' },
    { model: 'm1', conversation: 'row-2', output: 'Salad' },
    { model: 'm2', conversation: 'b-row-2', output: 'Salad' },
    { model: 'm2', conversation: 'b-row-1', output: 'Stew' },
  ]);
  await connection.run(
    "UPDATE store.conversation SET external_id = replace(external_id, 'b-', '')",
  );
  const comparison = await compare(connection, SIDES, turnFilter, {});
  expect(comparison).toMatchObject({
    pairs: 2,
    identical: 1,
    aligned_by: { input: 0, question: 0, external_id: 2 },
  });
});

test('an equal id does not pair turns whose logs hold different inputs', async () => {
  const connection = await databaseOf([
    { model: 'm1', input: 'one thing', output: 'a' },
    { model: 'm2', input: 'another thing', output: 'b' },
  ]);
  await connection.run("UPDATE store.turn SET external_id = 'same'");
  expect(await compare(connection, SIDES, turnFilter, {})).toMatchObject({ pairs: 0, metrics: [] });
  expect(
    await compare(connection, { a: 'model:m8', b: 'model:m9', seed: 1 }, turnFilter, {}),
  ).toMatchObject({ a: { turns: 0 }, b: { turns: 0 }, pairs: 0, identical: 0, changed: 0 });
});

test('equal text is identical however it is split; alternatives, tool calls and white space count', async () => {
  const { connection, comparison } = await compared([
    { model: 'm1', input: '0', output: 'Hello world' },
    { model: 'm1', input: '1', output: ['ab', 'c'] },
    { model: 'm1', input: '2', output: 'ok', toolCalls: [{ name: 'f', text: '{"x":1}' }] },
    { model: 'm1', input: '3', output: 'same' },
    { model: 'm1', input: '4' },
    { model: 'm2', input: '0', output: 'Hello ' },
    { model: 'm2', input: '1', output: ['a', 'bc'] },
    { model: 'm2', input: '2', output: 'ok', toolCalls: [{ name: 'f', text: '{"x":2}' }] },
    { model: 'm2', input: '3', output: 'same ' },
    { model: 'm2', input: '4' },
  ]);
  await connection.run(`
    INSERT INTO store.content BY NAME
      SELECT 900 AS content_id, 0 AS hash_high, 0 AS hash_low, 'world' AS text, 'text' AS kind`);
  await connection.run(`
    INSERT INTO store.message BY NAME
      SELECT 6 AS turn_id, 'output' AS side, 0 AS seq, 1 AS part, 0 AS choice, 'assistant' AS role, 'text' AS type,
        900 AS content_id, 6 AS record_id`);
  expect(comparison.identical).toBe(1);
  const again = await compare(connection, SIDES, turnFilter, {});
  const pairs = await pairsPage(connection, again, { offset: 0, limit: 10 });
  expect(pairs.map(({ identical }) => identical)).toEqual([true, false, false, false, true]);
});

test('rates of refusals, downvotes and unsupported answers are shares of pairs that have them', async () => {
  const connection = await databaseOf([
    { model: 'm1', input: 'a', output: 'yes', feedback: 'up', context: [{ text: 'p' }] },
    { model: 'm1', input: 'b', output: 'yes', feedback: '1' },
    { model: 'm2', input: 'a', output: 'no', feedback: 'thumbs_down', context: [{ text: 'p' }] },
    { model: 'm2', input: 'b', output: 'no' },
  ]);
  const before = await compare(connection, SIDES, turnFilter, {});
  expect(before.notes).toContain(
    'refusal_rate is not measured: no rule for it has run; run the detection rules first.',
  );
  for (const [rule, type] of [
    ['refusal', 'refusal'],
    ['unsupported', 'hallucination'],
  ] as const)
    await connection.run(
      `INSERT INTO store.detection BY NAME
       SELECT 1 AS run_id, $rule AS rule_id, '1' AS rule_version, '' AS rule_sha256, 'low' AS severity, 'lead' AS lane,
         $type AS failure_type, 4 AS could_fire, 1 AS turns, 1 AS findings, 1 AS import_no,
         TIMESTAMPTZ '2026-01-02 00:00:00Z' AS ran_at`,
      { rule, type },
    );
  const finding = async (id: number, type: string, turn: number, score: number) =>
    connection.run(
      `INSERT INTO store.finding BY NAME
       SELECT $id AS finding_id, 1 AS run_id, $type AS rule_id, '1' AS rule_version, 'low' AS severity, 'lead' AS lane,
         $type AS failure_type, $turn AS turn_id, 'output' AS side, 0 AS seq, 0 AS part, 0 AS char_start, 2 AS char_end,
         $score::DOUBLE AS score, 'x' AS explanation`,
      { id, type, turn, score },
    );
  await finding(1, 'refusal', 3, 1);
  await finding(2, 'hallucination', 1, 0.25);
  await finding(3, 'hallucination', 3, 0.75);
  const { metrics } = await compare(connection, SIDES, turnFilter, {});
  const told = (name: string) => {
    const { n, a, b, difference } = metrics.find((metric) => metric.name === name) ?? {};
    return [n, a, b, difference];
  };
  expect(told('refusal_rate')).toEqual([2, 0, 0.5, 0.5]);
  expect(told('downvote_rate')).toEqual([1, 0, 1, 1]);
  expect(told('unsupported')).toEqual([1, 0.25, 0.75, 0.5]);
  await connection.run('UPDATE store.evidence SET import_no = 2');
  expect((await compare(connection, SIDES, turnFilter, {})).notes).toContain(
    'refusal_rate is not measured: the last detection saw fewer imports than the case holds; run the detection rules again.',
  );
});

test('a page of pairs is cut as asked, and forgotten when told', async () => {
  const { connection, comparison } = await compared([
    ...answers('m1', 'a', 'b', 'c', 'd'),
    ...answers('m2', 'a', 'B', 'c', 'D'),
  ]);
  const numbers = async (which: 'all' | 'changed' | 'identical', offset: number, limit: number) =>
    (await pairsPage(connection, comparison, { offset, limit, which })).map(({ pair }) => pair);
  expect(await numbers('all', 1, 2)).toEqual([2, 3]);
  expect(await numbers('changed', 0, 9)).toEqual([2, 4]);
  expect(await numbers('identical', 1, 9)).toEqual([3]);
  await forget(connection, comparison);
  await expect(numbers('all', 0, 1)).rejects.toThrow();
});

test('a cancelled comparison, a bad seed and a bad filter leave nothing behind', async () => {
  const connection = await databaseOf(answers('m1', 'a'));
  const left = async () =>
    (
      await connection.runAndReadAll('SELECT table_name FROM duckdb_tables() WHERE temporary')
    ).getRows();
  await expect(
    compare(connection, SIDES, turnFilter, { signal: AbortSignal.abort() }),
  ).rejects.toMatchObject({ code: 'cancelled' });
  await expect(compare(connection, { ...SIDES, seed: 0.5 }, turnFilter, {})).rejects.toMatchObject({
    code: 'bad-usage',
  });
  await expect(
    compare(connection, { ...SIDES, b: 'nosuchfield:x' }, turnFilter, {}),
  ).rejects.toMatchObject({ code: 'bad-filter' });
  expect(await left()).toEqual([]);
});

test('a turn on both sides is said', async () => {
  const connection = await databaseOf(answers('m1', 'a', 'b'));
  const comparison = await compare(connection, { a: '', b: 'model:m1', seed: 0 }, turnFilter, {});
  expect(comparison).toMatchObject({ pairs: 2, identical: 2 });
  expect(comparison.notes[0]).toBe('2 turns stand on both sides.');
});
