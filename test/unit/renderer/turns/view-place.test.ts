import { describe, expect, test } from 'vitest';
import {
  columnIds,
  columnSets,
  movedColumn,
  ordered,
  setOf,
  stateOf,
  usualColumns,
} from '../../../../renderer/screens/turns/column-sets.ts';
import { firstRowFor } from '../../../../renderer/screens/turns/first-row.ts';
import { otherHits } from '../../../../renderer/screens/turns/other-hits.ts';
import {
  itemsFor,
  narrowed,
  stepped,
  withItem,
} from '../../../../renderer/screens/turns/completion-steps.ts';

describe('the first row of a view that was opened', () => {
  const before = { cursor: 105, first: 100 };
  test('is the one of the place, within the view', () => {
    expect(firstRowFor({ top: 40, position: 3, length: 100, before })).toBe(40);
    expect(firstRowFor({ top: 400, position: 3, length: 100, before })).toBe(99);
    expect(firstRowFor({ top: 0, position: null, length: 0, before: undefined })).toBe(0);
  });
  test('else leaves the cursor where it was on the screen', () => {
    expect(firstRowFor({ top: undefined, position: 50, length: 100, before })).toBe(45);
    expect(firstRowFor({ top: undefined, position: 2, length: 100, before })).toBe(0);
    expect(
      firstRowFor({
        top: undefined,
        position: 50,
        length: 100,
        before: { cursor: 9000, first: 0 },
      }),
    ).toBe(42);
  });
  test('else is the first of all', () => {
    expect(firstRowFor({ top: undefined, position: null, length: 100, before })).toBe(0);
  });
});

test('hits beside the worst are counted by lane', () => {
  const worst = { lane: 'finding', severity: 'high', failure_type: 'hallucination' } as const;
  expect(otherHits({ worst, findings: 1, leads: 0, candidates: 2 })).toEqual([
    { lane: 'candidate', hits: 2 },
  ]);
  expect(otherHits({ worst, findings: 3, leads: 1, candidates: 0 })).toEqual([
    { lane: 'finding', hits: 2 },
    { lane: 'lead', hits: 1 },
  ]);
});

describe('columns', () => {
  test('every set names columns that are, and is known again', () => {
    for (const set of columnSets) {
      expect(columnIds).toEqual(expect.arrayContaining([...set.shown]));
      expect(setOf(stateOf(set, { at: 90 }))?.id).toBe(set.id);
    }
    expect(setOf(movedColumn(usualColumns, 'turn', 1))).toBeUndefined();
  });
  test('what an earlier version kept has all columns of this one', () => {
    const kept = { order: ['model', 'gone', 'turn'], hidden: [], widths: {} };
    expect(ordered(kept).slice(0, 2)).toEqual(['model', 'turn']);
    expect(new Set(ordered(kept))).toEqual(new Set(columnIds));
  });
  test('a column moves by one and stops at the ends', () => {
    expect(ordered(movedColumn(usualColumns, 'at', -1)).slice(0, 2)).toEqual(['at', 'turn']);
    expect(movedColumn(usualColumns, 'turn', -1).order[0]).toBe('turn');
  });
});

describe('completion', () => {
  const field = { insert: 'model:', label: 'model', note: '', kind: 'field' } as const;
  const value = { insert: 'gpt-4', label: 'gpt-4', note: '', kind: 'value' } as const;
  test('a field goes on to its values, a value to the next word', () => {
    expect(withItem('a mod', { from: 2, to: 5 }, field)).toEqual({
      text: 'a model:',
      caret: 8,
      goesOn: true,
    });
    expect(withItem('model:g', { from: 6, to: 7 }, value)).toEqual({
      text: 'model:gpt-4 ',
      caret: 12,
      goesOn: false,
    });
    expect(withItem('(model:g) b', { from: 7, to: 8 }, value).text).toBe('(model:gpt-4) b');
  });
  test('nothing is offered where no word was begun, nor what stands there already', () => {
    const at = (text: string, isAsked = false) => ({ text, caret: text.length, isAsked });
    expect(itemsFor({ from: 2, to: 2, items: [field] }, at('a '))).toEqual([]);
    expect(itemsFor({ from: 2, to: 2, items: [field] }, at('a ', true))).toEqual([field]);
    expect(itemsFor({ from: 6, to: 6, items: [value] }, at('model:'))).toEqual([value]);
    expect(itemsFor({ from: 6, to: 11, items: [value] }, at('model:gpt-4'))).toEqual([]);
  });
  test('arrows go round', () => {
    expect(stepped(null, 1, 3)).toBe(0);
    expect(stepped(null, -1, 3)).toBe(2);
    expect(stepped(2, 1, 3)).toBe(0);
    expect(stepped(0, 1, 0)).toBeNull();
  });
});

test('an answer is narrowed while its word is written on, and holds for no other', () => {
  const item = (label: string) => ({ insert: label, label, note: '', kind: 'value' }) as const;
  const answer = {
    asked: { text: 'a failure: b', caret: 10 },
    from: 10,
    to: 10,
    items: [item('refusal'), item('Degraded'), item('data-leak')],
  };
  const labels = (text: string, caret: number) => {
    const { items, from, to } = narrowed(answer, { text, caret });
    return items.length === 0 ? null : [text.slice(from, to), ...items.map(({ label }) => label)];
  };
  expect(labels('a failure:d b', 11)).toEqual(['d', 'Degraded', 'data-leak']);
  expect(labels('a failure:de b', 12)).toEqual(['de', 'Degraded']);
  expect(labels('a failure:x b', 11)).toBeNull();
  expect(labels('x failure:d b', 11)).toBeNull();
  expect(labels('a failure: b', 4)).toBeNull();
});
