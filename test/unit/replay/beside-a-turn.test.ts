import { expect, test } from 'vitest';
import { turnMatches, turnTiming, unchangedSince } from '../../../shared/domain/replay-screen.ts';
import { heldBetween } from '../../../electron/engine/import/held-between.ts';
import { heldDates, heldDays } from '../../../shared/text/in-force.ts';
import { codePoints } from '../../../shared/text/code-points.ts';
import { turnMatchesOf } from '../../../electron/engine/replay/turn-matches.ts';
import { referencesInForce } from '../../../electron/engine/replay/references.ts';
import { turnTimingOf } from '../../../electron/engine/replay/turn-timing.ts';
import { unchangedSinceOf } from '../../../electron/engine/replay/unchanged-since.ts';
import { databaseOf } from '../../fixtures/conversation-database.ts';

const TOOLS = [{ name: 'find', text: '{}' }];

test('instructions and tools are said to stand since the call that first had them', async () => {
  const connection = await databaseOf([
    { conversation: 'c', system: 'Be brief.', input: 'a' },
    { conversation: 'c', system: 'Be long.', input: 'b', tools: TOOLS },
    { conversation: 'c', kind: 'tool', input: 'look', output: 'found' },
    { conversation: 'c', system: 'Be brief.', input: 'c', tools: TOOLS },
    { conversation: 'c', system: 'Be brief.', input: 'd', tools: TOOLS },
    { conversation: 'other', system: 'Be brief.', input: 'e' },
  ]);
  const since = async (turn: number) =>
    unchangedSince.parse(await unchangedSinceOf(connection, turn));
  const second = { turn_id: 2, handle: 'T-2', number: 2 };
  const third = { turn_id: 4, handle: 'T-4', number: 3 };
  expect(await since(5)).toEqual({ instructions: third, tools: second });
  expect(await since(4)).toEqual({ instructions: third, tools: second });
  expect(await since(3)).toEqual({ instructions: null, tools: null });
  expect((await since(1)).instructions).toEqual({ turn_id: 1, handle: 'T-1', number: 1 });
  await expect(since(99)).rejects.toMatchObject({ code: 'not-found' });
});

test('steps before a turn are timed as far as the log says it, and nothing more', async () => {
  const at = (second: string): string => `2026-01-01 00:00:${second}Z`;
  const connection = await databaseOf([
    { conversation: 'c', at: at('01'), input: 'a', latency_ms: 100 },
    { conversation: 'c', at: at('02'), kind: 'tool', input: 'x', latency_ms: 250 },
    { conversation: 'c', at: at('03.5'), input: 'b', output: 'c', latency_ms: 1200 },
    { conversation: 'undated', kind: 'tool', input: 'y' },
    { conversation: 'undated', input: 'z' },
  ]);
  const timed = async (turn: number) => turnTiming.parse(await turnTimingOf(connection, turn));
  const { steps, total } = await timed(3);
  expect(total).toBe(2);
  expect(
    steps.map(({ handle, start_ms, duration_ms, duration_from }) => [
      handle,
      start_ms,
      duration_ms,
      duration_from,
    ]),
  ).toEqual([
    ['T-2', 0, 250, 'latency'],
    ['T-3', 1500, 1200, 'latency'],
  ]);
  expect((await timed(1)).steps).toHaveLength(1);
  expect(
    (await timed(5)).steps.map(({ started_at, start_ms, duration_ms }) => [
      started_at,
      start_ms,
      duration_ms,
    ]),
  ).toEqual([
    [null, null, null],
    [null, null, null],
  ]);
});

test('a reference that ends with a day is in force in all of it, one that ends at a time is not any more', async () => {
  const times = ['2026-12-31 00:00:00Z', '2026-12-31 12:00:00Z', '2026-12-31 23:59:59.999999Z'];
  const after = '2027-01-01 00:00:00Z';
  const endOf = (to: string): string =>
    heldBetween({ from: null, to, zone: 'UTC' }).in_force_to ?? '';
  const connection = await databaseOf([...times, after].map((at) => ({ at, input: 'a' })));
  await connection.run(`
    INSERT INTO store.reference
    VALUES
      (1, 'a', 'day.md', 1, 'Day', NULL, '${endOf('2026-12-31')}', '${after}'),
      (2, 'b', 'noon.md', 1, 'Noon', '2026-12-31 00:00:00Z', '${endOf('2026-12-31T12:00')}', '${after}')`);
  const found = await referencesInForce(connection, [1, 2, 3, 4]);
  expect(found.map(({ turn_id, title }) => `${turn_id} ${title}`)).toEqual([
    ...['1 Day', '1 Noon', '2 Day', '3 Day'],
  ]);
  expect(heldDates(found[0] ?? UNSTATED)).toBe('to 2026-12-31');
  expect(heldDays(found[1] ?? UNSTATED)).toBe('31 Dec 2026 – 31 Dec 2026, 12:00 UTC');
});

test('a day of a zone is that of its clocks, a time that names its zone is none of it, and nothing ends before it begins', () => {
  const held = (from: string | null, to: string | null, zone = 'Europe/Berlin') => {
    const { in_force_from, in_force_to } = heldBetween({ from, to, zone });
    return [in_force_from, in_force_to];
  };
  expect(held('2026-01-31', '2026-03-29')).toEqual([
    '2026-01-30T23:00:00.000Z',
    // A day of 23 hours.
    '2026-03-29T21:59:59.999999Z',
  ]);
  expect(held('2026-06-01 09:00', '2026-06-01T09:00-04:00')).toEqual([
    '2026-06-01T07:00:00.000Z',
    '2026-06-01T13:00:00.000Z',
  ]);
  expect(held(null, '2026-12-31', 'UTC')).toEqual([null, '2026-12-31T23:59:59.999999Z']);
  expect(held('2026-12-31', '2026-12-31')[1]).toBe('2026-12-31T22:59:59.999999Z');
  expect(() => held('2026-02-01', '2026-01-31')).toThrow('It would end before it begins');
  expect(() => held('2026-02-30', null)).toThrow('2026-02-30 is not a date');
  expect(() => held(null, null, 'Mars/Olympus')).toThrow('Mars/Olympus is not a time zone');
});

const UNSTATED = { in_force_from: null, in_force_to: null };

test('runs of words that an answer shares with what was given, in characters of both', async () => {
  const document = 'Saver fares: 🚆 no refund after departure, ever.';
  const answer =
    'Sorry 🙁. No refund, after departure; your booking FX-4471-QD is a it is a saver.';
  const connection = await databaseOf([
    {
      system: 'Say it kindly.',
      input: [
        { role: 'user', text: 'About FX-4471-QD and it is a day.' },
        { role: 'assistant', text: 'Sorry, your booking fx 4471 is lost.' },
      ],
      context: [{ text: 'Nothing alike.' }, { text: document }],
      output: answer,
    },
  ]);
  const { matches, ...counted } = turnMatches.parse(await turnMatchesOf(connection, 1));
  expect(counted).toEqual({ words: 16, is_answer_cut: false, texts: 4, texts_total: 4 });
  const cut = (text: string, { from, to }: { from: number; to: number }): string =>
    codePoints(text).slice(from, to).join('');
  expect(matches.map(({ kind, words }) => `${kind} ${words}`)).toEqual(['context 4', 'user 3']);
  const [match, booking] = matches;
  expect(match).toMatchObject({
    kind: 'context',
    words: 4,
    answer: { side: 'output', seq: 0, choice: 0, part: 0 },
    given: { side: 'context', seq: 2, choice: 0, part: null },
  });
  if (match === undefined || booking === undefined) return;
  expect(cut(answer, booking.answer)).toBe('FX-4471-QD');
  expect(cut(answer, match.answer)).toBe('No refund, after departure');
  expect(cut(document, match.given)).toBe('no refund after departure');
});
