import { expect, test } from 'vitest';
import { z } from 'zod';
import { joinSummary, unmatchedFact } from '../../../shared/domain/join.ts';
import { SmallCase } from './small-case.ts';

const exhibit = new SmallCase();

const VOTES = [
  'feedback_id,request_id,user_id,rating,comment,created_at',
  'v-1,new-0,,down,"Dogs, yes; wine, no.",2026-04-11T08:01:00Z',
  'v-2,gone,,down,,2026-04-11T08:02:00Z',
  'v-3,,ana,up,,2026-04-20T12:00:00Z',
  'v-4,,ana,up,,2026-04-30T12:00:00Z',
  'v-5,,,down,who is meant?,2026-04-11T08:03:00Z',
  '',
].join('\n');

const answer = z.strictObject({
  joins: z.array(joinSummary),
  windows_hours: z.object({ conversation: z.int(), session: z.int(), user: z.int() }),
  unmatched: z.array(unmatchedFact),
});

test('joins counts what was joined and lists every row that was not, with its place', async () => {
  const votes = exhibit.write('votes.csv', VOTES);
  expect(await exhibit.json(['import', exhibit.root, votes])).toMatchObject({
    files: [{ format: 'feedback-table', records: 5, mapped: 5, turns: 0, messages: 0 }],
    refused: [],
  });
  const { joins, windows_hours, unmatched } = answer.parse(
    await exhibit.json(['joins', exhibit.root]),
  );
  expect(windows_hours).toEqual({ conversation: 720, session: 720, user: 24 });
  const of = { name: 'votes.csv', table: 'feedback', evidence_id: 2 };
  expect(joins).toMatchObject([
    {
      ...of,
      key_kind: 'turn',
      facts: 2,
      matched: 1,
      ambiguous: 0,
      unmatched: 1,
      matched_by: { id: 1 },
    },
    {
      ...of,
      key_kind: 'user',
      facts: 2,
      matched: 1,
      ambiguous: 0,
      unmatched: 1,
      matched_by: { user: 1 },
    },
    { ...of, key_kind: null, facts: 1, matched: 0, ambiguous: 0, unmatched: 1, matched_by: {} },
  ]);
  expect(
    unmatched.map(({ external_id, reason, key, place }) => [
      external_id,
      reason,
      key,
      place.ordinal,
    ]),
  ).toEqual([
    ['v-2', 'no turn', 'gone', 2],
    ['v-4', 'window', 'ana', 4],
    ['v-5', 'no key', null, 5],
  ]);
  const lines = VOTES.split('\n');
  expect(unmatched[0]?.place).toMatchObject({
    name: 'votes.csv',
    byte_offset: `${lines[0]}\n${lines[1]}\n`.length,
    byte_length: lines[2]?.length,
  });
  expect(await exhibit.json(['info', exhibit.root])).toMatchObject({
    joins,
    unmatched: { total: 3, listed: unmatched },
  });
});

test('for a person they are a table and lines', async () => {
  const { stdout } = await exhibit.run(['joins', exhibit.root]);
  expect(stdout).toMatch(/votes\.csv +feedback +turn +2 +1 +id +0 +1/);
  expect(stdout).toContain('no turn:  feedback  v-2  down  turn gone  votes.csv:2');
  expect(stdout).toContain('within: conversation 720 h, session 720 h, user 24 h.');
  expect((await exhibit.run(['info', exhibit.root])).stdout).toContain(
    '  no turn:  feedback  v-2  down  turn gone  votes.csv:2\n',
  );
});

test('a user is one row, however many columns say something of them', async () => {
  const users = 'user_id,name,role,country\nana,Ann,customer,DE\nzed,Zed,staff,FR\n';
  const copy = exhibit.copy();
  await exhibit.json(['import', copy, exhibit.write('users.csv', users)]);
  const { stdout } = await exhibit.run(['joins', copy]);
  expect(stdout).toMatch(/users\.csv +person +user +2 +1 +user +0 +1\n/);
  expect(stdout.match(/users\.csv:2/g)).toHaveLength(1);
  const zed = '  person  country: FR, name: Zed, role: staff  user zed  users.csv:2\n';
  expect(stdout).toContain(`no turn:${zed}`);
  expect((await exhibit.run(['info', copy])).stdout).toContain(
    'users.csv: 2 rows of person, 1 joined, 0 ambiguous, 1 unmatched\n',
  );
});

test('joined feedback is searched and replayed with the record that says it', async () => {
  expect(await exhibit.json(['search', exhibit.root, 'feedback:down'])).toMatchObject({ total: 1 });
  expect(await exhibit.json(['replay', exhibit.root, 'conv-new-0'])).toMatchObject({
    turns: [
      {
        feedback: [
          {
            what: 'rating',
            value: 'down',
            comment: 'Dogs, yes; wine, no.',
            matched_by: 'id',
            place: { name: 'votes.csv', ordinal: 1 },
          },
        ],
      },
    ],
  });
});

test('of very many rows every one is listed, in the order of the file', async () => {
  const copy = exhibit.copy();
  const ids = Array.from({ length: 41_000 }, (_, index) => `w-${index}`);
  const rows = ids.map((id, index) => `${id},${index % 3 === 0 ? 'new-0' : `gone-${index}`},up`);
  const file = exhibit.write('many.csv', ['feedback_id,request_id,rating', ...rows].join('\n'));
  await exhibit.json(['import', copy, file]);
  const found = answer.parse(await exhibit.json(['joins', copy]));
  const ofMany = found.unmatched.filter(({ place }) => place.name === 'many.csv');
  expect(ofMany.map(({ external_id }) => external_id)).toEqual(
    ids.filter((_, index) => index % 3 !== 0),
  );
  const { stdout } = await exhibit.run(['joins', copy]);
  expect(stdout.match(/^no turn: .* many\.csv:/gm)).toHaveLength(ofMany.length);
});

test('the joins are derived again as they stand', async () => {
  expect(await exhibit.json(['verify', exhibit.root, '--full'])).toMatchObject({ ok: true });
  expect(await exhibit.json(['rebuild', exhibit.copy()])).toMatchObject({ equal: true });
});
