import { expect, test } from 'vitest';
import { replay, replayTurns } from '../../../electron/engine/replay/replay.ts';
import { transcript } from '../../../electron/engine/replay/transcript.ts';
import { databaseOf } from '../../fixtures/conversation-database.ts';

const handles = (replayed: { turns: { handle: string }[] }) =>
  replayed.turns.map(({ handle }) => handle);

test('turns come by time only where every turn is dated', async () => {
  const dated = await databaseOf([
    { conversation: 'c', at: '2026-01-01T10:05:00Z', input: 'second' },
    { conversation: 'c', at: '2026-01-01T10:00:00Z', input: 'first' },
  ]);
  const byTime = await replay(dated, 'c');
  expect([byTime.ordered_by, handles(byTime)]).toEqual(['time', ['T-2', 'T-1']]);
  const undated = await databaseOf([
    { conversation: 'c', at: '2026-01-01T10:05:00Z', input: 'a' },
    { conversation: 'c', input: 'b' },
    { conversation: 'c', at: '2026-01-01T10:00:00Z', input: 'c' },
  ]);
  const byRecords = await replay(undated, 'c');
  expect([byRecords.ordered_by, handles(byRecords)]).toEqual(['records', ['T-1', 'T-2', 'T-3']]);
  expect(byRecords.turns[1]?.started_at).toBeNull();
});

test('a conversation is named by its id, a handle, a turn or the id of a call', async () => {
  const connection = await databaseOf([
    { conversation: 'alpha', input: 'a' },
    { conversation: '1', input: 'b' },
  ]);
  const named = async (name: string) => (await replay(connection, name)).conversation;
  expect(await named('alpha')).toBe('alpha');
  expect(await named('C-1')).toBe('alpha');
  expect(await named('t-2')).toBe('1');
  expect(await named('2')).toBe('1');
  expect(await named('X1')).toBe('alpha');
  expect(await named('1'), 'an id of the log goes before a number').toBe('1');
});

test('an id that several conversations share is refused with their handles', async () => {
  const connection = await databaseOf([
    { conversation: 'a', input: 'a' },
    { conversation: 'b', input: 'b' },
  ]);
  await connection.run("UPDATE store.conversation SET external_id = '6'");
  await expect(replay(connection, '6')).rejects.toMatchObject({
    code: 'bad-usage',
    message: '"6" names 2 conversations; say which: C-1, C-2.',
  });
  expect((await replay(connection, 'C-2')).turns[0]?.handle).toBe('T-2');
});

test('what is not found is refused with the nearest id, its hidden characters shown', async () => {
  const connection = await databaseOf([{ conversation: 'session\u200b-41', input: 'a' }]);
  await expect(replay(connection, 'session-42')).rejects.toMatchObject({
    code: 'not-found',
    message: 'No conversation "session-42" is in the case; the nearest is "session⟦U+200B⟧-41".',
  });
  await expect(replay(connection, 'T-99')).rejects.toMatchObject({ code: 'not-found' });
});

test('a page says how much it shows of how much, and knows what stood before it', async () => {
  const connection = await databaseOf([
    { conversation: 'c', input: 'yes', output: 'ok' },
    {
      conversation: 'c',
      input: [
        { role: 'user', text: 'yes' },
        { role: 'assistant', text: 'ok' },
        { role: 'user', text: 'yes' },
      ],
      output: 'fine',
    },
    { conversation: 'c', input: 'bye', output: 'bye' },
  ]);
  const page = await replay(connection, 'c', { offset: 1, limit: 1 });
  expect([page.total, page.offset, handles(page)]).toEqual([3, 1, ['T-2']]);
  expect(page.turns[0]?.input.map((message) => message.new_since_previous)).toEqual([
    false,
    false,
    true,
  ]);
  expect(transcript(page)).toContain('turns and steps 2 to 2 of 3');
  expect((await replay(connection, 'c', { offset: 9, limit: 5 })).turns).toEqual([]);
});

test('a step between two calls does not make the history new', async () => {
  const connection = await databaseOf([
    { conversation: 'c', input: 'find it', output: 'searching' },
    { conversation: 'c', kind: 'tool', input: '{"q":"it"}', output: 'found' },
    {
      conversation: 'c',
      input: [
        { role: 'user', text: 'find it' },
        { role: 'assistant', text: 'searching' },
        { role: 'tool', text: 'found' },
      ],
      output: 'Here it is.',
    },
  ]);
  const { turns } = await replay(connection, 'c');
  expect(turns[2]?.input.map((message) => message.new_since_previous)).toEqual([
    false,
    false,
    true,
  ]);
});

test('the words for the input follow the capture level', async () => {
  const connection = await databaseOf([{ conversation: 'c', input: 'a', output: 'b' }]);
  const said = async (capture: string) => {
    await connection.run('UPDATE store.turn SET capture = $capture', { capture });
    return transcript(await replay(connection, 'c'));
  };
  expect(await said('wire')).toContain('What the model saw (the request body as sent):');
  for (const capture of ['application', 'reconstructed'])
    expect(await said(capture)).not.toContain('the model saw');
});

test('a message of another record than its turn has its own place', async () => {
  const connection = await databaseOf([
    { conversation: 'c', input: 'a', output: 'b' },
    { conversation: 'd', input: 'x', output: 'y' },
  ]);
  await connection.run(
    "UPDATE store.message SET record_id = 2 WHERE turn_id = 1 AND side = 'output'",
  );
  const [turn] = (await replay(connection, 'c')).turns;
  expect(turn?.place.ordinal).toBe(1);
  expect(turn?.input[0]?.place).toBeUndefined();
  expect(turn?.output[0]?.place?.ordinal).toBe(2);
});

test('a seed beyond 2^53 is text, other parameters stand beside the known ones', async () => {
  const connection = await databaseOf([{ conversation: 'c', input: 'a' }]);
  await connection.run(
    `UPDATE store.turn SET seed = 9007199254740993, temperature = 0.5, params = '{"stop":["x"]}'`,
  );
  expect((await replay(connection, 'c')).turns[0]?.params).toEqual({
    temperature: 0.5,
    top_p: null,
    max_tokens: null,
    seed: '9007199254740993',
    stop: ['x'],
  });
});

test('one turn alone is told as within its conversation, whatever other ids say', async () => {
  const connection = await databaseOf([
    { conversation: 'c', input: 'a', output: 'b' },
    {
      conversation: 'c',
      input: [
        { role: 'user', text: 'a' },
        { role: 'user', text: 'more' },
      ],
    },
    { conversation: 'T-2', input: 'named to mislead' },
  ]);
  const turns = await replayTurns(connection, [3, 2, 1, 9]);
  expect([...turns.keys()].sort()).toEqual([1, 2, 3]);
  const told = await replay(connection, 'c');
  expect(turns.get(1)).toEqual({ conversation: 'c', turn: told.turns[0] });
  expect(turns.get(2)).toEqual({ conversation: 'c', turn: told.turns[1] });
  expect(turns.get(3)?.conversation).toBe('T-2');
});
