import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { rebuildCase } from '../../../electron/engine/rebuild/rebuild.ts';
import {
  AS_IT_IS,
  complaints,
  emptyCase,
  everyRowIn,
  importText,
  rowsIn,
} from '../../fixtures/case-on-disk.ts';
import { zip } from '../../fixtures/written-zip.ts';
import { line } from './derived.ts';

const call = (id: string, fields: Record<string, unknown> = {}): string =>
  line({ id, conversation_id: `of ${id}`, created: 1760000000, ...fields });

/** A case into which these files are imported in order. */
async function caseOf(...logs: (readonly string[])[]): Promise<string> {
  const path = await emptyCase();
  for (const [index, log] of logs.entries())
    await importText(path, log.join('\n'), `log-${index + 1}.jsonl`);
  return path;
}

const count = async (path: string, from: string): Promise<number> =>
  Number((await rowsIn(path, `SELECT count(*) AS n FROM ${from}`))[0]?.['n']);

/** How often each id is a turn. */
const turnsOf = async (path: string): Promise<string[]> =>
  (
    await rowsIn(
      path,
      'SELECT external_id AS id, count(*) AS n FROM store.turn GROUP BY ALL ORDER BY id',
    )
  ).map(({ id, n }) => `${String(id)} ${String(n)}`);

async function sameAfterRebuild(path: string): Promise<void> {
  const before = await everyRowIn(path);
  expect(await rebuildCase(path)).toMatchObject({ equal: true });
  expect(await everyRowIn(path)).toEqual(before);
  expect(await complaints(path, true)).toEqual([]);
}

test('a dated record of two files is one turn that rests on both; what it says stands once', async () => {
  const rated = { feedback: 'bad' };
  const path = await caseOf([call('a'), call('b', rated)], [call('b', rated), call('c')]);
  expect(await turnsOf(path)).toEqual(['a 1', 'b 1', 'c 1']);
  expect(await count(path, 'store.message')).toBe(6);
  expect(await count(path, 'store.conversation')).toBe(3);
  expect(await rowsIn(path, 'FROM store.same_record')).toEqual([{ record_id: '3', same_as: '2' }]);
  await sameAfterRebuild(path);
});

test('of a record that one file holds n times and another m times the greater number of turns stays, in either order', async () => {
  const twice = [call('a'), call('a'), call('b')];
  const thrice = [call('a'), call('c'), call('a'), call('a')];
  for (const logs of [
    [twice, thrice],
    [thrice, twice],
  ]) {
    const path = await caseOf(...logs);
    expect(await turnsOf(path)).toEqual(['a 3', 'b 1', 'c 1']);
    expect(await count(path, 'store.same_record')).toBe(2);
    expect(await count(path, 'store.message')).toBe(10);
  }
});

test('three exports that overlap give the same turns in whatever order they are imported', async () => {
  const logs = [
    [call('a'), call('b'), call('b')],
    [call('b'), call('c'), call('d')],
    [call('d'), call('b'), call('e'), call('a')],
  ] as const;
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0],
  ]) {
    const path = await caseOf(...order.map((index) => logs[index] ?? []));
    expect(await turnsOf(path)).toEqual(['a 1', 'b 2', 'c 1', 'd 1', 'e 1']);
    expect(await count(path, 'store.conversation')).toBe(5);
  }
});

test('records without a time, with a date alone or with the midnight of one stay a turn each', async () => {
  const log = [
    undefined,
    '2026-03-08',
    '2026-03-08T00:00:00Z',
    '2026-03-08 00:00',
    '2026-03-08T10:15:00Z',
  ].map((created, index) => call(`a${index}`, { created }));
  const path = await caseOf(log, [...log, call('b')]);
  expect(await turnsOf(path)).toEqual(['a0 2', 'a1 2', 'a2 2', 'a3 2', 'a4 1', 'b 1']);
  await sameAfterRebuild(path);
});

test('a zone beside a date is no time of day, and midnight is none however it is written', async () => {
  const dates = [
    ...[
      '2026-03-08+01:00',
      '2026-03-08 +01:00',
      '2026-03-08T24:00:00Z',
      '2026-03-08T00:00:00+01:00',
    ],
    ...['Sun, 08 Mar 2026 00:00:00 GMT', 20260308000000, '20260308000000000'],
  ];
  const times = [
    '2026-03-08T10:15:00+01:00',
    1772928001,
    1772928000.5,
    ...['Sun, 08 Mar 2026 00:00:01 GMT', 20260308000001, '20260308101500'],
  ];
  const log = [...dates, ...times].map((created, index) =>
    call(`a${String(index).padStart(2, '0')}`, { created }),
  );
  const path = await caseOf(log, [...log, call('b')]);
  const turns = await turnsOf(path);
  expect(turns.slice(0, dates.length).map((said) => said.slice(4))).toEqual(dates.map(() => '2'));
  expect(turns.slice(dates.length, -1).map((said) => said.slice(4))).toEqual(times.map(() => '1'));
});

test('midnight as a number is the time of a call that is named, and not of one that is not', async () => {
  const midnights = [1772928000, '1772928000000', 1772928000000000];
  const named = midnights.map((created, index) => call(`a${index}`, { created }));
  const nameless = midnights.map((created) => call('b', { id: undefined, created }));
  const log = [...named, ...nameless];
  const path = await caseOf(log, [...log, call('c')]);
  expect(await turnsOf(path)).toEqual(['a0 1', 'a1 1', 'a2 1', 'c 1', 'null 6']);
  await sameAfterRebuild(path);
});

test('a time to the minute is the time of a call that is named, and not of one that is not', async () => {
  const named = call('a', { created: '2026-03-08T10:15Z' });
  const nameless = call('b', { id: undefined, created: '2026-03-08T10:15Z' });
  const path = await caseOf([named, nameless], [nameless, named, call('c')]);
  expect(await turnsOf(path)).toEqual(['a 1', 'c 1', 'null 2']);
});

test('files that are read otherwise are not taken for the same', async () => {
  const log = [call('a'), call('b')].join('\n');
  const path = await emptyCase();
  await importText(path, log, 'here.jsonl');
  const there = join(path, '..', 'there.jsonl');
  writeFileSync(there, `${log}\n`);
  await importFiles(path, [there], { ...AS_IT_IS, clockOffsetMs: 1000 });
  expect(await turnsOf(path)).toEqual(['a 2', 'b 2']);
});

test('rows of separated values are equal where their headers are', async () => {
  const row = '2026-03-08T10:15:00Z,"Is it open?","Yes, it is."';
  const further = '2026-03-08T10:16:00Z,"And now?","No."';
  const path = await emptyCase();
  await importText(path, `timestamp,prompt,response\n${row}\n`, 'a.csv');
  await importText(path, `timestamp,prompt,response\n${row}\n${further}\n`, 'b.csv');
  await importText(path, `timestamp,response,prompt\n${row}\n`, 'c.csv');
  expect(await count(path, 'store.turn')).toBe(3);
  expect(await rowsIn(path, 'FROM store.same_record')).toEqual([{ record_id: '2', same_as: '1' }]);
});

test('members of one archive overlap as files do', async () => {
  const path = await emptyCase();
  const archive = zip([
    { name: 'march.jsonl', content: `${call('a')}\n${call('b')}\n${call('b')}` },
    { name: 'april.jsonl', content: `${call('b')}\n${call('c')}` },
  ]);
  await importText(path, archive, 'export.zip');
  expect(await turnsOf(path)).toEqual(['a 1', 'b 2', 'c 1']);
  await sameAfterRebuild(path);
});

const DESK = {
  name: 'desk.yaml',
  text: `
mapping: desk
title: Desk
message: { role: who, content: said }
roles: { bot: assistant, guest: user, note: system }
turn: { conversation: chat, started_at: at }
`,
};
const said = (who: string, text: string, minute: number): string =>
  JSON.stringify({ chat: 'c-1', at: `2026-03-08T10:${10 + minute}:00Z`, who, said: text });
const [NOTE, ASKED, TOLD, ASKED_AGAIN, TOLD_AGAIN] = [
  said('note', 'Be brief.', 0),
  said('guest', 'Is it open?', 1),
  said('bot', 'Yes.', 2),
  said('guest', 'Until when?', 3),
  said('bot', 'Until six.', 4),
];

/** The answered calls of the case: what each was given, and what it answered. */
const callsOf = async (path: string) =>
  (
    await rowsIn(
      path,
      `SELECT string_agg(text, ' | ' ORDER BY side, m.seq) AS said
       FROM store.turn AS t JOIN store.message AS m USING (turn_id) JOIN store.content USING (content_id)
       WHERE t.kind = 'model'
       GROUP BY turn_id
       ORDER BY min(t.started_at)`,
    )
  ).map((row) => row['said']);

test('messages of a conversation that two exports hold are the same calls, also where the first ends between question and answer', async () => {
  const first = [NOTE, ASKED, TOLD, ASKED_AGAIN];
  const second = [NOTE, ASKED, TOLD, ASKED_AGAIN, TOLD_AGAIN];
  const later = [TOLD, ASKED_AGAIN, TOLD_AGAIN];
  for (const logs of [
    [first, second],
    [second, first],
    [first, later],
    [later, first],
  ]) {
    const path = await emptyCase();
    for (const [index, log] of logs.entries()) {
      const file = join(path, '..', `desk-${index}.jsonl`);
      writeFileSync(file, log.join('\n'));
      await importFiles(path, [file], { ...AS_IT_IS, mapping: DESK });
    }
    expect(await callsOf(path)).toEqual([
      'Be brief. | Is it open? | Yes.',
      expect.stringMatching(/^(Be brief\. \| )?Until when\? \| Until six\.$/),
    ]);
    expect(await count(path, 'store.turn')).toBe(2);
    await sameAfterRebuild(path);
  }
});

test('every turn of a record that holds several is told once, with its passages and ratings', async () => {
  const mapping = {
    name: 'day.yaml',
    text: `
mapping: day
title: Days
each: 'calls[*]'
turn: { conversation: talk, started_at: at }
input: [{ role: user, content: asked }]
output: [{ role: assistant, content: told }]
context: [{ each: 'found[*]', content: t }]
feedback: [{ what: rating, value: stars }]
`,
  };
  const day = (name: string): string =>
    JSON.stringify({
      day: name,
      calls: [1, 2].map((n) => ({
        talk: `${name}-${n}`,
        at: `2026-03-08T1${n}:00:05Z`,
        ...{ asked: `Q${n}`, told: `A${n}`, found: [{ t: 'P1' }, { t: 'P2' }], stars: n },
      })),
    });
  const path = await emptyCase();
  for (const [index, log] of [
    [day('mon'), day('tue')],
    [day('tue'), day('wed')],
  ].entries()) {
    const file = join(path, '..', `day-${index}.jsonl`);
    writeFileSync(file, log.join('\n'));
    await importFiles(path, [file], { ...AS_IT_IS, mapping });
  }
  const counts = ['turn', 'message', 'context_document', 'feedback', 'conversation'];
  expect(await Promise.all(counts.map((table) => count(path, `store.${table}`)))).toEqual([
    ...[6, 12, 12, 6, 6],
  ]);
  await sameAfterRebuild(path);
});

test('a file that is imported in parts gives the same tables', async () => {
  const calls = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, index) => call(`k-${from + index}`));
  const tables = await Promise.all(
    [undefined, 4096].map(async (checkpointEvery) => {
      const path = await caseOf(calls(0, 60));
      const further = join(path, '..', 'further.jsonl');
      writeFileSync(further, calls(30, 90).join('\n'));
      const options = {
        ...AS_IT_IS,
        ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
      };
      const { files } = await importFiles(path, [further], options);
      expect(files).toMatchObject([{ turns: 60, conversations: 60, messages: 120 }]);
      return Promise.all(
        ['turn', 'message', 'conversation', 'same_record'].map((name) =>
          rowsIn(path, `FROM store.${name} ORDER BY ALL`),
        ),
      );
    }),
  );
  expect(tables[0]?.map((rows) => rows.length)).toEqual([90, 180, 90, 30]);
  expect(tables[1]).toEqual(tables[0]);
});
