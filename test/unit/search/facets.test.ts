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
    },
    { field: 'kind', values: [{ value: 'model', turns: 3 }], distinct: 1 },
    { field: 'route', values: [], distinct: 0 },
    { field: 'release', values: [], distinct: 0 },
    {
      field: 'user',
      values: [
        { value: 'ann', turns: 1 },
        { value: 'bob', turns: 1 },
      ],
      distinct: 2,
    },
    { field: 'feedback', values: [{ value: 'bad', turns: 1 }], distinct: 1 },
    { field: 'finding', values: [], distinct: 0 },
    { field: 'failure', values: [], distinct: 0 },
    { field: 'lane', values: [], distinct: 0 },
  ]);
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
  expect([total, ...found.map(({ distinct }) => distinct)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});
