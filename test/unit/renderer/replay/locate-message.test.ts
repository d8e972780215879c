import { expect, test } from 'vitest';
import { locateMessage } from '../../../../renderer/screens/replay/locate-message.ts';
import type { MessageGroup, ShownMessage } from '../../../../shared/domain/replay-screen.ts';
import { turnHead } from './turn-head.ts';

const message = (seq: number): ShownMessage => ({
  side: 'input',
  seq,
  choice: 0,
  role: 'user',
  name: null,
  parts: [],
  fresh: false,
  place: null,
});

/** A turn with these seqs in its groups, and how often a page of it was read. */
function turnWith(seqs: Partial<Record<MessageGroup, readonly number[]>>) {
  let reads = 0;
  const of = (group: MessageGroup) => seqs[group] ?? [];
  const head = turnHead({
    groups: (['instructions', 'history', 'fresh', 'output'] as const).map((group) => ({
      group,
      messages: of(group).length,
      characters: 0,
      repeated: false,
      words: '',
    })),
  });
  return {
    head,
    reads: () => reads,
    read: (group: MessageGroup, offset: number, limit: number) => {
      reads += 1;
      const messages = of(group)
        .slice(offset, offset + limit)
        .map(message);
      return Promise.resolve({ group, offset, total: of(group).length, messages });
    },
  };
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

test('in the usual order of a turn the first page read holds the message', async () => {
  const turn = turnWith({
    instructions: [0],
    history: range(1, 300_000),
    fresh: range(300_000, 300_200),
  });
  expect(await locateMessage(turn.head, 'input', 300_123, turn.read)).toEqual({
    group: 'fresh',
    index: 123,
  });
  expect(turn.reads()).toBe(1);
  expect(await locateMessage(turn.head, 'input', 150_000, turn.read)).toEqual({
    group: 'history',
    index: 149_999,
  });
  expect(turn.reads()).toBeLessThan(16);
});

test('groups that alternate are searched until the message is found', async () => {
  const even = range(0, 4000).map((at) => at * 2);
  const turn = turnWith({ history: even, fresh: even.map((seq) => seq + 1) });
  expect(await locateMessage(turn.head, 'input', 5001, turn.read)).toEqual({
    group: 'fresh',
    index: 2500,
  });
  expect(await locateMessage(turn.head, 'input', 7998, turn.read)).toEqual({
    group: 'history',
    index: 3999,
  });
});

test('a message that the turn does not have is not found', async () => {
  const turn = turnWith({ history: [0, 5], output: [0] });
  expect(await locateMessage(turn.head, 'input', 3, turn.read)).toBeNull();
  expect(await locateMessage(turn.head, 'output', 0, turn.read)).toEqual({
    group: 'output',
    index: 0,
  });
  expect(await locateMessage(turn.head, 'output', 1, turn.read)).toBeNull();
});
