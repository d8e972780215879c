import { expect, test } from 'vitest';
import { conversationHead, rail } from '../../../shared/domain/replay-screen.ts';
import { openConversation } from '../../../electron/engine/replay/open-conversation.ts';
import { railOf } from '../../../electron/engine/replay/rail.ts';
import { textWindowOf } from '../../../electron/engine/replay/text-window.ts';
import { turnOrder } from '../../../electron/engine/replay/turns.ts';
import { databaseOf } from '../../fixtures/conversation-database.ts';

const dated = (): ReturnType<typeof databaseOf> =>
  databaseOf([
    { conversation: 'c', at: '2026-01-01T10:05:00Z', input: 'third', latency_ms: 12.5 },
    {
      conversation: 'c',
      at: '2026-01-01T10:00:00Z',
      kind: 'tool',
      toolCalls: [{ name: 'find_order', text: '{"order": "M-1"}' }],
    },
    {
      conversation: 'c',
      at: '2026-01-01T10:00:02.500Z',
      system: 'Rules.',
      input: [
        { role: 'user', text: 'first' },
        { role: 'user', text: `  Two\n\tlines\u0000and ${'😀'.repeat(200)}` },
        { role: 'user', text: '{"result": 1}', type: 'tool_result' },
      ],
      error: 'timed\nout',
    },
  ]);

test('a conversation opens at the turn that was asked for, else at its first answered one', async () => {
  const connection = await dated();
  const head = conversationHead.parse(await openConversation(connection, 'c'));
  expect(head).toEqual({
    conversation_id: 1,
    handle: 'C-1',
    external_id: 'c',
    user_id: null,
    joined_by: 'id',
    ordered_by: 'time',
    length: 3,
    turns: 2,
    spans: 1,
    first: null,
    last: null,
    turn_id: 3,
    index: 1,
  });
  const at = async (name: string): Promise<number[]> => {
    const { turn_id, index } = await openConversation(connection, name);
    return [turn_id, index];
  };
  expect(await at('T-1')).toEqual([1, 2]);
  expect(await at('t-2')).toEqual([2, 0]);
  expect(await at('X1')).toEqual([1, 2]);
  expect(await at('C-1')).toEqual([3, 1]);
  expect(await at('1')).toEqual([3, 1]);
  await expect(openConversation(connection, 'nobody')).rejects.toMatchObject({ code: 'not-found' });
});

test('an id that looks like the handle of a turn means the conversation', async () => {
  const connection = await databaseOf([
    { conversation: 'T-2', input: 'a' },
    { conversation: 'other', input: 'b' },
  ]);
  expect(await openConversation(connection, 'T-2')).toMatchObject({ handle: 'C-1', turn_id: 1 });
});

test('the rail tells what was newly said, names steps, and dates pauses', async () => {
  const connection = await dated();
  const { entries } = rail.parse(await railOf(connection, 1, 0, 200));
  expect(entries).toEqual([
    {
      turn_id: 2,
      kind: 'tool',
      at: '2026-01-01T10:00:00.000Z',
      name: 'find_order',
      words: '{"order": "M-1"}',
      latency_ms: null,
      pause_ms: null,
      worst: null,
      exhibits: 0,
      error: null,
    },
    {
      turn_id: 3,
      kind: 'model',
      at: '2026-01-01T10:00:02.500Z',
      name: null,
      words: `Two lines and ${'😀'.repeat(106)}`,
      latency_ms: null,
      pause_ms: 2500,
      worst: null,
      exhibits: 0,
      error: 'timed out',
    },
    {
      turn_id: 1,
      kind: 'model',
      at: '2026-01-01T10:05:00.000Z',
      name: null,
      words: 'third',
      latency_ms: 12.5,
      pause_ms: 297_500,
      worst: null,
      exhibits: 0,
      error: null,
    },
  ]);
  expect((await railOf(connection, 1, 1, 1)).entries).toEqual([entries[1]]);
  expect(await railOf(connection, 1, 3, 10)).toEqual({ offset: 3, entries: [] });
});

test('undated turns stand in the order of records, and no pause is made up', async () => {
  const connection = await databaseOf([
    { conversation: 'c', at: '2026-01-01T10:05:00Z', input: 'a' },
    { conversation: 'c', output: 'only an answer' },
    { conversation: 'c', at: '2026-01-01T10:00:00Z' },
    { conversation: 'c', at: '2026-01-01T09:59:00Z', input: 'd' },
  ]);
  const { entries } = await railOf(connection, 1, 0, 200);
  expect(entries.map(({ pause_ms, words }) => [pause_ms, words])).toEqual([
    [null, 'a'],
    [null, 'only an answer'],
    [null, ''],
    [-60_000, 'd'],
  ]);
  const { turns, ordered_by } = await turnOrder(connection, 1);
  expect(entries.map(({ turn_id }) => turn_id)).toEqual(turns.map(({ turn_id }) => turn_id));
  expect((await openConversation(connection, 'c')).ordered_by).toBe(ordered_by);
});

test('the worst hit goes by lane, then severity; exhibits are counted', async () => {
  const connection = await dated();
  const finding = (id: number, turn: number, lane: string, severity: string): Promise<unknown> =>
    connection.run(
      `INSERT INTO store.finding BY NAME
       SELECT ${id} AS finding_id, 1 AS run_id, 'r' AS rule_id, '1' AS rule_version, '${severity}' AS severity,
         '${lane}' AS lane, 'refusal' AS failure_type, ${turn} AS turn_id, 1 AS score, 'why' AS explanation`,
    );
  await finding(1, 1, 'candidate', 'critical');
  await finding(2, 1, 'lead', 'low');
  await finding(3, 1, 'lead', 'high');
  await connection.run(
    `INSERT INTO exhibit BY NAME
     SELECT n AS number, 'x' AS caption, 'e1' AS evidence, 3 AS ordinal, '' AS record_sha256, 0 AS turn_index, [] AS held_against,
       TIMESTAMPTZ '2026-01-01' AS pinned_at, 'Ana' AS pinned_by, 2 AS act_seq
     FROM range(1, 3) r (n)`,
  );
  const { entries } = await railOf(connection, 1, 0, 200);
  expect(entries.map(({ turn_id, worst, exhibits }) => [turn_id, worst, exhibits])).toEqual([
    [2, null, 0],
    [3, null, 2],
    [1, { lane: 'lead', severity: 'high' }, 0],
  ]);
});

test('a window of a text is cut by code points', async () => {
  const connection = await databaseOf([{ conversation: 'c', input: 'a😀é€' }]);
  expect(await textWindowOf(connection, 1, 1, 2)).toEqual({ text: '😀é', from: 1, characters: 4 });
  expect(await textWindowOf(connection, 1, 9, 2)).toEqual({ text: '', from: 9, characters: 4 });
  expect((await textWindowOf(connection, 1, 2 ** 40, 2)).text).toBe('');
  await expect(textWindowOf(connection, 2, 0, 1)).rejects.toMatchObject({ code: 'not-found' });
});
