import { expect, test } from 'vitest';
import { z } from 'zod';
import { Refusal } from '../../../electron/engine/base/errors.ts';
import { integer, row } from '../../../electron/engine/case/query.ts';
import { dropView, openView, positionIn } from '../../../electron/engine/views/open-view.ts';
import { lendOne } from '../../../electron/engine/views/lend.ts';
import { viewPage } from '../../../electron/engine/views/view-page.ts';
import { type SortOrder, viewRow, viewRows } from '../../../shared/domain/view.ts';
import { databaseOf, type WrittenTurn } from '../../fixtures/conversation-database.ts';

const BY_TURN: SortOrder = { column: 'turn', descending: false };

async function wordsOf(turn: WrittenTurn): Promise<string | undefined> {
  const connection = await databaseOf([turn]);
  await openView(connection, 'view_1', '', BY_TURN);
  return viewRows(await viewPage(lendOne(connection), 'view_1', 0, 10))[0]?.words;
}

test('a view counts its rows, the answered calls among them, and what it was chosen from', async () => {
  const connection = await databaseOf([
    { model: 'm1', input: 'refund' },
    { kind: 'retrieval', input: 'refund' },
    { model: 'm1', input: 'other' },
  ]);
  const { ms, ...counts } = await openView(connection, 'view_1', 'refund', BY_TURN);
  expect(counts).toEqual({ length: 2, turns: 1, of: 3 });
  expect(ms).toBeGreaterThan(0);
  const page = await viewPage(lendOne(connection), 'view_1', 0, 200);
  expect(page.offset).toBe(0);
  expect(Object.keys(page.columns)).toEqual(Object.keys(viewRow.shape));
  expect(page.columns['turn_id']).toEqual([1, 2]);
});

test('what a turn lacks comes last in both directions, equal values in order of turns', async () => {
  const connection = await databaseOf([
    { latency_ms: 5 },
    {},
    { latency_ms: 7 },
    { latency_ms: 5 },
    {},
  ]);
  const order = async (descending: boolean): Promise<unknown> => {
    await openView(connection, 'view_1', '', { column: 'latency_ms', descending });
    return (await viewPage(lendOne(connection), 'view_1', 0, 10)).columns['turn_id'];
  };
  expect(await order(false)).toEqual([1, 4, 3, 2, 5]);
  expect(await order(true)).toEqual([3, 1, 4, 2, 5]);
});

test('pages follow each other; past the end there are none', async () => {
  const connection = await databaseOf(Array.from({ length: 5 }, (_, n) => ({ user: `u${n}` })));
  await openView(connection, 'view_1', '', { column: 'user', descending: true });
  const users = async (offset: number): Promise<unknown> =>
    (await viewPage(lendOne(connection), 'view_1', offset, 2)).columns['user'];
  expect([await users(0), await users(2), await users(4), await users(6)]).toEqual([
    ['u4', 'u3'],
    ['u2', 'u1'],
    ['u0'],
    [],
  ]);
  expect(viewRows(await viewPage(lendOne(connection), 'view_1', 6, 2))).toEqual([]);
});

test('the words are those of the newest user text, on one line', async () => {
  expect(
    await wordsOf({
      system: 'You answer.',
      input: [
        { role: 'user', text: 'first' },
        { role: 'assistant', text: 'answer' },
        { role: 'user', text: '\u0007 second\r\n\u2028line\ttab\u0000 ' },
        { role: 'tool', text: 'a result' },
      ],
      output: 'then',
    }),
  ).toBe('second line tab');
});

test('without a user text the answer stands for the turn, without an answer nothing', async () => {
  expect(await wordsOf({ system: 'You answer.', output: ['one', 'other'] })).toBe('one');
  expect(
    await wordsOf({ input: [{ role: 'user', text: 'x', type: 'image' }], output: 'seen' }),
  ).toBe('seen');
  expect(await wordsOf({ toolCalls: [{ name: 'lookup', text: '{"id":1}' }] })).toBe('{"id":1}');
  expect(await wordsOf({ system: 'You answer.' })).toBe('');
});

test('of long words two hundred code points are kept', async () => {
  expect(await wordsOf({ input: '🙂'.repeat(5000) })).toBe('🙂'.repeat(200));
});

test('hits that were dismissed leave a row; of the others the worst lane, then severity, stands for it', async () => {
  const connection = await databaseOf([{ input: 'one' }, { input: 'two' }]);
  await connection.run(`
    INSERT INTO store.finding BY NAME
    SELECT * FROM (VALUES
      (1, 'a', 'prompt-injection', 'critical', 'candidate', 1),
      (2, 'b', 'data-leak', 'low', 'lead', 1),
      (3, 'c', 'refusal', 'medium', 'lead', 1),
      (4, 'd', 'drift', 'medium', 'lead', 1),
      (5, 'e', 'refusal', 'critical', 'finding', 2)
    ) f (finding_id, rule_id, failure_type, severity, lane, turn_id),
    (VALUES (1, '1', 'because', 0.5)) r (run_id, rule_version, explanation, score)`);
  await connection.run(`
    INSERT INTO review SELECT 'e', '1', sha256('2'), 2, NULL, NULL, NULL, NULL, NULL, 'dismiss', 'quoted', now(), 'me', 'e1', 0, 2`);
  await openView(connection, 'view_1', '', { column: 'severity', descending: true });
  const [first, second] = viewRows(await viewPage(lendOne(connection), 'view_1', 0, 10));
  expect(first).toMatchObject({
    turn_id: 1,
    worst: { lane: 'lead', severity: 'medium', failure_type: 'refusal' },
    candidates: 1,
    leads: 3,
    findings: 0,
  });
  expect(second).toMatchObject({ turn_id: 2, worst: null, candidates: 0, leads: 0, findings: 0 });
});

test('the model is what answered, else what was asked for, and says so', async () => {
  const connection = await databaseOf([{ model: 'm2' }, {}, {}]);
  await connection.run("UPDATE store.turn SET requested_model = 'm1' WHERE turn_id <= 2");
  await openView(connection, 'view_1', '', { column: 'model', descending: false });
  const shown = viewRows(await viewPage(lendOne(connection), 'view_1', 0, 10));
  expect(
    shown.map(({ turn_id, model, model_requested }) => [turn_id, model, model_requested]),
  ).toEqual([
    [2, 'm1', true],
    [1, 'm2', false],
    [3, null, false],
  ]);
});

test('feedback is listed once per value', async () => {
  const connection = await databaseOf([{ feedback: 'good' }]);
  await connection.run(`
    INSERT INTO store.feedback BY NAME
    SELECT 1 AS turn_id, 'rating' AS what, unnest(['bad', 'good', NULL]) AS value, 1 AS record_id, 'record' AS matched_by`);
  await openView(connection, 'view_1', '', BY_TURN);
  expect(viewRows(await viewPage(lendOne(connection), 'view_1', 0, 1))[0]?.feedback).toEqual([
    'bad',
    'good',
  ]);
});

test('a bad filter is refused and leaves the view as it was', async () => {
  const connection = await databaseOf([{ user: 'ann' }, { user: 'bob' }]);
  await openView(connection, 'view_1', 'user:bob', BY_TURN);
  await expect(openView(connection, 'view_1', 'modle:x', BY_TURN)).rejects.toBeInstanceOf(Refusal);
  expect(await positionIn(connection, 'view_1', 2)).toBe(0);
});

test('positions are the order also where threads fill the table side by side', async () => {
  const connection = await databaseOf([]);
  await connection.run('SET threads = 4');
  await connection.run(`
    INSERT INTO store.turn BY NAME
    SELECT n AS turn_id, n AS record_id, 0 AS turn_index, 1 AS conversation_id, n AS seq, 'model' AS kind, 'wire' AS capture,
      (n * 7919) % 1000 AS latency_ms
    FROM range(1, 500001) r (n)`);
  const { length } = await openView(connection, 'view_1', 'latency_ms>=500', {
    column: 'latency_ms',
    descending: true,
  });
  expect(length).toBe(250_000);
  const misplaced = `
    SELECT count(*) AS n
    FROM (
      SELECT v.rowid AS position, row_number() OVER (ORDER BY t.latency_ms DESC, t.turn_id) - 1 AS place
      FROM memory.main.view_1 v JOIN turn t USING (turn_id)
    )
    WHERE position <> place`;
  expect(await row(connection, misplaced, {}, z.object({ n: integer }))).toEqual({ n: 0 });
});

test('opening that is interrupted leaves the view as it was', async () => {
  const connection = await databaseOf([{ user: 'ann' }]);
  await connection.run(`
    INSERT INTO store.turn BY NAME
    SELECT n AS turn_id, n AS record_id, 0 AS turn_index, 1 AS conversation_id, n AS seq, 'model' AS kind, 'wire' AS capture
    FROM range(2, 2000000) r (n)`);
  await openView(connection, 'view_1', 'user:ann', BY_TURN);
  const opening = openView(connection, 'view_1', '', { column: 'user', descending: true });
  const interrupted = expect(opening).rejects.toThrow(/interrupt/i);
  // The query starts some turns of the event loop after the call; asking until it ends meets it whenever that is.
  let ended = false;
  const watched = opening.then(
    () => (ended = true),
    () => (ended = true),
  );
  const ask = (): void => {
    if (ended) return;
    connection.interrupt();
    setImmediate(ask);
  };
  ask();
  await watched;
  await interrupted;
  expect(await positionIn(connection, 'view_1', 1)).toBe(0);
});

test('a view is dropped; a name that is not ours is a fault', async () => {
  const connection = await databaseOf([{ user: 'ann' }]);
  await openView(connection, 'view_12', '', BY_TURN);
  await dropView(connection, 'view_12');
  await dropView(connection, 'view_12');
  await expect(viewPage(lendOne(connection), 'view_12', 0, 1)).rejects.toThrow(/view_12/);
  await expect(openView(connection, 'turn', '', BY_TURN)).rejects.toThrow('no name of a view');
  await expect(positionIn(connection, 'view_1; DROP TABLE x', 1)).rejects.toThrow(
    'no name of a view',
  );
});
