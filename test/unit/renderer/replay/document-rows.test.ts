import { expect, test } from 'vitest';
import {
  documentSections,
  isSectionId,
  openAtFirst,
} from '../../../../renderer/screens/replay/document-rows.ts';
import { turnHead } from './turn-head.ts';

const group = (name: 'instructions' | 'history' | 'fresh' | 'output', messages: number) => ({
  group: name,
  messages,
  characters: messages * 10,
  repeated: name === 'history' || name === 'instructions',
  words: '',
});
const head = turnHead({
  groups: [
    group('instructions', 1),
    group('history', 300_000),
    group('fresh', 2),
    group('output', 1),
  ],
});
const shown = (open: Parameters<typeof documentSections>[1]) =>
  documentSections(head, open)
    .filter(({ count }) => count > 0)
    .map(({ id, count }) => `${id} ${count}`);

test('a repeated group is one row until it is opened', () => {
  expect(shown(openAtFirst(head))).toEqual([
    'head:given 1',
    'fold:instructions 1',
    'fold:history 1',
    'fresh 2',
    'head:answered 1',
    'output 1',
    'timing 1',
  ]);
  expect(shown(new Set(['history']))).toContain('history 300000');
});

test('instructions that are not those of the turn before are open at first', () => {
  const changed = turnHead({ groups: [{ ...group('instructions', 1), repeated: false }] });
  expect([...openAtFirst(changed)]).toEqual(['instructions']);
  expect([...openAtFirst(turnHead())]).toEqual([]);
});

test('a turn that nothing answered says so in a row of its own', () => {
  expect(documentSections(turnHead(), new Set()).find(({ id }) => id === 'nothing')?.count).toBe(1);
  expect(shown(new Set())).not.toContain('nothing 1');
});

test('every section is one that can be drawn', () => {
  const open = new Set(['instructions', 'history', 'tools'] as const);
  for (const { id } of documentSections(head, open)) expect(isSectionId(id)).toBe(true);
});
