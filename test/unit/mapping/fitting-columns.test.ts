import { expect, it } from 'vitest';
import { suggest } from '../../../electron/engine/formats/mapping/suggest.ts';
import { withFittingColumns } from '../../../electron/engine/mapping/fitting-columns.ts';

it('a column that would refuse some of the records is left out of a suggestion, with a note', () => {
  const sample = ['Is it open?', 'Where is it?', 'What does it cost?'].map((question, index) => ({
    question,
    answer: `Answer number ${index} of the house.`,
    latency: index === 2 ? 'too long' : 120,
    model: 'acme-1',
  }));
  const found = suggest(sample, { id: 'log', title: 'A log' });
  if (found === null) throw new Error('nothing was suggested');
  const { turn } = found.mapping;
  const given = {
    ...found,
    mapping: { ...found.mapping, turn: { ...turn, latency_ms: 'latency' } },
  };
  const { mapping, notes } = withFittingColumns(given, sample);
  expect(mapping.turn).toEqual(turn);
  expect(notes.at(-1)).toBe(
    'latency_ms is not read from latency, which would refuse 1 of 3 records: latency_ms: "too long" where a number is expected.',
  );
});
