import { expect, test } from 'vitest';
import { facets } from '../../../electron/engine/search/facets.ts';
import { databaseOf } from '../../fixtures/conversation-database.ts';

test('facets count turns per value, the most frequent first, of the turns that match', async () => {
  const connection = await databaseOf([
    { model: 'm2', user: 'ann', input: 'refund', feedback: 'bad' },
    { model: 'm1', user: 'bob', input: 'refund' },
    { model: 'm1', input: 'refund' },
    { model: 'm3', input: 'other' },
  ]);
  const found = await facets(connection, 'refund');
  expect(found.total).toBe(3);
  expect(found.facets).toEqual([
    {
      field: 'model',
      values: [
        { value: 'm1', turns: 2 },
        { value: 'm2', turns: 1 },
      ],
      distinct: 2,
      missing: 0,
    },
    { field: 'feedback', values: [{ value: 'bad', turns: 1 }], distinct: 1, missing: 2 },
    { field: 'kind', values: [{ value: 'model', turns: 3 }], distinct: 1, missing: 0 },
    {
      field: 'user',
      values: [
        { value: 'ann', turns: 1 },
        { value: 'bob', turns: 1 },
      ],
      distinct: 2,
      missing: 1,
    },
    { field: 'evidence', values: [{ value: 'test.jsonl', turns: 3 }], distinct: 1, missing: 0 },
  ]);
});

test('a field that matching turns lack stays, where other turns have it', async () => {
  const connection = await databaseOf([{ input: 'refund' }, { route: 'eu', input: 'other' }]);
  const { facets: found } = await facets(connection, 'refund');
  expect(found.map(({ field }) => field)).toEqual(['kind', 'route', 'evidence']);
  expect(found[1]).toEqual({ field: 'route', values: [], distinct: 0, missing: 1 });
});

test('a turn that rests on records of two files counts for both', async () => {
  const connection = await databaseOf([{ input: 'one' }, { input: 'two' }]);
  await connection.run(`
    INSERT INTO store.evidence BY NAME SELECT * REPLACE (2 AS evidence_id, 'other.jsonl' AS name) FROM store.evidence`);
  await connection.run(`
    INSERT INTO store.record BY NAME SELECT * REPLACE (record_id + 10 AS record_id, 2 AS evidence_id) FROM store.record`);
  await connection.run(`
    INSERT INTO store.turn_record BY NAME
    SELECT *, 0 AS turn_index FROM (VALUES (1, 11, 'output'), (1, 12, 'output'), (2, 1, 'input')) x (turn_id, record_id, gives)`);
  const { facets: found } = await facets(connection, '');
  expect(found.find(({ field }) => field === 'evidence')).toEqual({
    field: 'evidence',
    values: [
      { value: 'test.jsonl', turns: 2 },
      { value: 'other.jsonl', turns: 1 },
    ],
    distinct: 2,
    missing: 0,
  });
});

test('files of one name stand apart, each by a value that the filter takes for it alone', async () => {
  const connection = await databaseOf([{ input: 'one' }, { input: 'two' }, { input: 'three' }]);
  const [first, second] = ['a'.repeat(64), `${'a'.repeat(8)}${'b'.repeat(56)}`];
  await connection.run(`UPDATE store.evidence SET sha256 = '${first}'`);
  for (const [id, sha256, name] of [
    [2, second, 'test.jsonl'],
    [3, 'c'.repeat(64), 'other.jsonl'],
  ])
    await connection.run(`
      INSERT INTO store.evidence BY NAME
      SELECT * REPLACE (${id} AS evidence_id, '${sha256}' AS sha256, '${name}' AS name)
      FROM store.evidence WHERE evidence_id = 1`);
  await connection.run('UPDATE store.record SET evidence_id = 2 WHERE record_id = 2');
  await connection.run('UPDATE store.record SET evidence_id = 3 WHERE record_id = 3');
  // The first turn rests on a record of the other file of that name as well.
  await connection.run(`
    INSERT INTO store.turn_record BY NAME SELECT 1 AS turn_id, 2 AS record_id, 'output' AS gives, 0 AS turn_index`);
  const { facets: found } = await facets(connection, '');
  const evidence = found.find(({ field }) => field === 'evidence');
  expect(evidence).toEqual({
    field: 'evidence',
    values: [
      { value: 'aaaaaaaabbbb', turns: 2, name: 'test.jsonl' },
      { value: 'aaaaaaaaaaaa', turns: 1, name: 'test.jsonl' },
      { value: 'other.jsonl', turns: 1 },
    ],
    distinct: 3,
    missing: 0,
  });
  for (const { value, turns } of evidence?.values ?? [])
    expect((await facets(connection, `evidence:"${value}"`)).total, value).toBe(turns);
  expect((await facets(connection, 'evidence:test.jsonl')).total).toBe(2);
});

test('a turn with several hits counts once per value; dismissed ones only as a lane', async () => {
  const connection = await databaseOf([{ input: 'one' }, { input: 'two' }]);
  await connection.run(`
    INSERT INTO store.finding BY NAME
    SELECT * FROM (VALUES (1, 'a', 1), (2, 'a', 1), (3, 'b', 1), (4, 'c', 2)) f (finding_id, rule_id, turn_id),
    (VALUES (1, '1', 'because', 0.5, 'refusal', 'low', 'lead')) r
      (run_id, rule_version, explanation, score, failure_type, severity, lane)`);
  await connection.run(`
    INSERT INTO review SELECT 'c', '1', sha256('2'), 2, NULL, NULL, NULL, NULL, NULL, 'dismiss', 'quoted', now(), 'me', 'e1', 0, 2`);
  const { facets: found } = await facets(connection, '');
  const of = (name: string): unknown => found.find(({ field }) => field === name);
  expect(of('failure')).toEqual({
    field: 'failure',
    values: [{ value: 'refusal', turns: 1 }],
    distinct: 1,
    missing: 1,
  });
  expect(of('finding')).toMatchObject({
    values: [
      { value: 'a', turns: 1 },
      { value: 'b', turns: 1 },
    ],
  });
  expect(of('lane')).toEqual({
    field: 'lane',
    values: [
      { value: 'dismissed', turns: 1 },
      { value: 'lead', turns: 1 },
    ],
    distinct: 2,
    missing: 0,
  });
});

test('a facet lists twenty values and says how many there are', async () => {
  const connection = await databaseOf(
    Array.from({ length: 25 }, (_, n) => ({ model: `m${String(n).padStart(2, '0')}` })),
  );
  const { facets: found } = await facets(connection, '');
  const model = found.find(({ field }) => field === 'model');
  expect([model?.values.length, model?.values[0], model?.distinct]).toEqual([
    20,
    { value: 'm00', turns: 1 },
    25,
  ]);
});

test('nothing matches: zero, and every facet is empty', async () => {
  const { total, facets: found } = await facets(await databaseOf([{ input: 'a' }]), 'zzz');
  expect([total, ...found.map(({ field, distinct }) => [field, distinct])]).toEqual([
    0,
    ['kind', 0],
    ['evidence', 0],
  ]);
});
