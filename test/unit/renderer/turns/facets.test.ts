import { describe, expect, test } from 'vitest';
import {
  changedFilter,
  chosenFields,
  stateOf,
  withoutField,
} from '../../../../renderer/screens/turns/facet-filter.ts';
import {
  changedValue,
  cutEnd,
  facetLabel,
  facetNote,
  facetValues,
  shortened,
} from '../../../../renderer/screens/turns/facet-words.ts';

const model = {
  field: 'model',
  values: [
    { value: 'a', turns: 7 },
    { value: 'b c', turns: 2 },
  ],
  distinct: 3,
  missing: 1,
};

describe('a press on a value', () => {
  test('asks, leaves out and takes out again', () => {
    expect(changedFilter('x', 'model', 'a', 'ask')).toBe('x model:a');
    expect(changedFilter('x model:a', 'model', 'b c', 'ask')).toBe('x (model:a OR model:"b c")');
    expect(changedFilter('x model:a', 'model', 'a', 'exclude')).toBe('x -model:a');
    expect(changedFilter('x -model:a', 'model', 'a', 'leave')).toBe('x');
  });

  test('turns without a value are those that have none', () => {
    const without = changedFilter('', 'model', null, 'ask');
    expect(without).toBe('-has:model');
    expect(stateOf(without, 'model', null)).toBe(true);
    expect(changedFilter(without, 'model', null, 'leave')).toBe('');
    expect(changedFilter('', 'model', null, 'exclude')).toBe('has:model');
    expect(stateOf('has:model', 'model', null)).toBe('excluded');
  });
});

describe('what the filter says of a facet', () => {
  test('asked, refused, neither; a value without turns that is named stays', () => {
    const values = facetValues(model, '(model:a OR model:z) -model:"b c"', 'all');
    expect(values).toEqual([
      { value: 'a', turns: 7, state: true },
      { value: 'b c', turns: 2, state: 'excluded' },
      { value: 'z', turns: 0, state: true },
      { value: null, turns: 1, state: false },
    ]);
    expect(facetNote(model, values)).toBe('2 of 3');
    const unlisted = (named: 'excluded' | 'none') =>
      facetValues(model, 'model:y -model:z', named)
        .slice(2, -1)
        .map(({ value }) => value);
    expect(unlisted('excluded')).toEqual(['z']);
    expect(unlisted('none')).toEqual([]);
  });

  test('files of one name are chosen apart, together where the filter names the name, until one is left out', () => {
    const evidence = {
      field: 'evidence',
      values: [
        { value: 'aaaaaaaa1111', turns: 4, name: 'log.jsonl' },
        { value: 'bbbbbbbb2222', turns: 3, name: 'log.jsonl' },
      ],
      distinct: 2,
    };
    const said = (filter: string) =>
      facetValues(evidence, filter, 'all').map((value) => [
        value.state,
        changedFilter(filter, 'evidence', changedValue(value, 'leave'), 'leave'),
        changedFilter(filter, 'evidence', changedValue(value, 'exclude'), 'exclude'),
      ]);
    expect(said('evidence:bbbbbbbb2222')).toEqual([
      [false, 'evidence:bbbbbbbb2222', 'evidence:bbbbbbbb2222 -evidence:aaaaaaaa1111'],
      [true, '', '-evidence:bbbbbbbb2222'],
    ]);
    expect(said('evidence:log.jsonl')).toEqual([
      [true, '', 'evidence:log.jsonl -evidence:aaaaaaaa1111'],
      [true, '', 'evidence:log.jsonl -evidence:bbbbbbbb2222'],
    ]);
    expect(facetLabel('evidence', 'aaaaaaaa1111', 'log.jsonl')).toBe(
      'log.jsonl, SHA-256 aaaaaaaa…',
    );
  });

  test('lanes stand from finding to dismissed, whatever their numbers', () => {
    const lane = {
      field: 'lane',
      values: ['candidate', 'dismissed', 'finding', 'lead'].map((value) => ({ value, turns: 1 })),
      distinct: 4,
    };
    expect(facetValues(lane, '', 'all').map(({ value }) => value)).toEqual([
      'finding',
      'lead',
      'candidate',
      'dismissed',
    ]);
  });

  test('a long list is cut, but not what the filter names nor for the sake of one', () => {
    const many = (length: number) =>
      Array.from({ length }, (_, at) => ({ value: `v${at}`, turns: 1, state: at === 11 }));
    expect(shortened(many(7))).toHaveLength(7);
    expect(shortened(many(12)).map(({ value }) => value)).toEqual([
      'v0',
      'v1',
      'v2',
      'v3',
      'v4',
      'v5',
      'v11',
    ]);
  });
});

test('the fields that a filter chooses from, and the filter as if it did not', () => {
  const filter = 'refund (model:a OR model:b) -user:x lane:finding';
  expect(chosenFields(filter)).toEqual(['model', 'lane']);
  expect(withoutField(filter, 'model')).toBe('refund -user:x lane:finding');
  expect(withoutField('model:a', 'model')).toBe('');
});

test('the end of a long name stays in sight', () => {
  expect(cutEnd('assist-large-2026-02-10')).toBe('-02-10');
  expect(cutEnd('gateway-2026-03.jsonl')).toBe('.jsonl');
  expect(cutEnd('short')).toBe('');
  expect(cutEnd('averylongnamewithoutanysign')).toBe('');
});
