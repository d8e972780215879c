import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type MessageGroup, messagePage, turnHead } from '../../../shared/domain/replay-screen.ts';
import type { ReplayMessage, ReplayTurn } from '../../../shared/domain/replay.ts';
import { codePointCount } from '../../../shared/text/code-points.ts';
import { resource } from '../../../electron/engine/base/entry-point.ts';
import { rows } from '../../../electron/engine/case/query.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { messagePageOf } from '../../../electron/engine/replay/message-page.ts';
import { replay } from '../../../electron/engine/replay/replay.ts';
import { turnHeadOf } from '../../../electron/engine/replay/turn-head.ts';
import { AS_IT_IS, emptyCase } from '../../fixtures/case-on-disk.ts';
import { databaseOf } from '../../fixtures/conversation-database.ts';
import { openForReading } from '../../fixtures/open-for-reading.ts';

const GROUPS: readonly MessageGroup[] = ['instructions', 'history', 'fresh', 'output'];

/** In which group a message of a replayed turn is kept. */
function groupOf({ role, new_since_previous }: ReplayMessage): MessageGroup {
  if (role === 'system' || role === 'developer') return 'instructions';
  return new_since_previous ? 'fresh' : 'history';
}

const charactersOf = (messages: readonly ReplayMessage[]): number =>
  messages
    .flatMap(({ parts }) => parts)
    .reduce((sum, { text }) => sum + codePointCount(text ?? ''), 0);

/** What the screen is given says the same as the whole replay of the conversation, group by group. */
async function expectAgreement(
  connection: DuckDBConnection,
  turn: ReplayTurn,
  previous: ReplayTurn | undefined,
): Promise<void> {
  const head = turnHead.parse(await turnHeadOf(connection, turn.turn_id));
  const { input, instructions, context, tools, output, ...rest } = turn;
  expect(head).toMatchObject(rest);
  expect(head.given_characters).toBe(charactersOf(input));
  expect(head.fresh_characters).toBe(
    charactersOf(input.filter(({ new_since_previous }) => new_since_previous)),
  );
  expect(head.context.map(({ rank, text }) => [rank, text])).toEqual(
    context.map(({ rank, text }) => [rank, text]),
  );
  expect(head.tools.map(({ seq, text }) => [seq, text])).toEqual(
    tools.map(({ seq, text }) => [seq, text]),
  );
  const told = (of: ReplayTurn | undefined): unknown =>
    of?.input
      .filter(({ role }) => role === 'system' || role === 'developer')
      .map(({ role, parts }) => ({ role, parts }));
  for (const group of GROUPS) {
    const expected =
      group === 'output' ? output : input.filter((message) => groupOf(message) === group);
    const stated = head.groups.find((one) => one.group === group);
    expect(stated).toMatchObject({
      messages: expected.length,
      characters: charactersOf(expected),
    });
    if (group === 'instructions')
      expect(stated?.repeated).toBe(
        expected.length > 0 && JSON.stringify(told(turn)) === JSON.stringify(told(previous)),
      );
    const page = messagePage.parse(await messagePageOf(connection, turn.turn_id, group, 0, 200));
    expect(page.total).toBe(expected.length);
    expect(
      page.messages.map(({ seq, role, fresh, parts }) => ({
        seq,
        role,
        fresh,
        parts: parts.map(({ part, type, text }) => ({ part, type, text })),
      })),
    ).toEqual(
      expected.map(({ seq, role, new_since_previous, parts }) => ({
        seq,
        role,
        fresh: new_since_previous,
        parts: parts.map(({ part, type, text }) => ({ part, type, text })),
      })),
    );
  }
}

async function expectAgreementIn(connection: DuckDBConnection, name: string): Promise<void> {
  const { turns } = await replay(connection, name);
  let previous: ReplayTurn | undefined;
  for (const turn of turns) {
    await expectAgreement(connection, turn, previous);
    if (turn.kind === 'model') previous = turn;
  }
}

test('a history that grows, repeats itself, loses its thinking and is edited', async () => {
  const connection = await databaseOf([
    { conversation: 'c', system: 'Be brief.', input: 'yes', output: 'Thinking.' },
    {
      conversation: 'c',
      system: 'Be brief.',
      input: [
        { role: 'user', text: 'yes' },
        { role: 'assistant', text: 'Thinking.' },
        { role: 'user', text: 'yes' },
      ],
      output: 'Again.',
      tools: [{ name: 'find', text: '{}' }],
    },
    { conversation: 'c', kind: 'tool', input: 'look', output: 'found' },
    {
      conversation: 'c',
      system: 'Be long.',
      input: [
        { role: 'user', text: 'yes' },
        { role: 'assistant', text: 'Edited.' },
        { role: 'user', text: 'yes' },
        { role: 'user', text: 'yes' },
      ],
      tools: [{ name: 'find', text: '{}' }],
      context: [{ text: 'A passage.' }],
    },
  ]);
  await expectAgreementIn(connection, 'c');
  const heads = [];
  for (const turn of [1, 2, 4]) heads.push(await turnHeadOf(connection, turn));
  expect(
    heads.map(({ groups }) => groups.map(({ messages, repeated }) => `${messages} ${repeated}`)),
  ).toEqual([
    ['1 false', '0 false', '1 false', '1 false'],
    ['1 true', '2 true', '1 false', '1 false'],
    ['1 false', '2 true', '2 false', '0 false'],
  ]);
  expect(heads.map(({ tools_repeated }) => tools_repeated)).toEqual([false, false, true]);
  expect(heads[1]?.groups.map(({ words }) => words)).toEqual(['Be brief.', 'yes', 'yes', 'Again.']);
});

/** A message as its row tells it: side, role (may be NULL), and the texts of its parts (0: NULL). */
const message = fc.record({
  side: fc.constantFrom('input', 'input', 'input', 'output'),
  role: fc.constantFrom('user', 'assistant', 'system', null),
  parts: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }),
});
const turns = fc.array(
  fc.record({
    keep: fc.nat({ max: 4 }),
    kind: fc.constantFrom('model', 'model', 'tool'),
    messages: fc.array(message, { maxLength: 6 }),
  }),
  { minLength: 1, maxLength: 4 },
);

test('whatever stands in turns, groups and pages agree with the whole replay', async () => {
  const connection = await databaseOf([]);
  await connection.run(
    `INSERT INTO store.content BY NAME
     SELECT n AS content_id, n AS hash_high, n AS hash_low, repeat('é', n::INTEGER) AS text, 'text' AS kind
     FROM range(1, 4) r (n)`,
  );
  await connection.run(
    `INSERT INTO store.record BY NAME
     SELECT 1 AS record_id, 1 AS evidence_id, 1 AS ordinal, unhex('00') AS sha256, 'mapped' AS status`,
  );
  let conversation = 0;
  let turn_id = 0;
  await fc.assert(
    fc.asyncProperty(turns, async (written) => {
      conversation += 1;
      await connection.run(
        `INSERT INTO store.conversation BY NAME
         SELECT ${conversation} AS conversation_id, 'c-${conversation}' AS external_id, 1 AS turns, 'id' AS joined_by`,
      );
      let history: (typeof written)[number]['messages'] = [];
      for (const [index, { keep, kind, messages }] of written.entries()) {
        turn_id += 1;
        await connection.run(
          `INSERT INTO store.turn BY NAME
           SELECT ${turn_id} AS turn_id, 1 AS record_id, ${index} AS turn_index, ${conversation} AS conversation_id, ${index + 1} AS seq,
             '${kind}' AS kind, 'wire' AS capture`,
        );
        history = [...history.slice(0, keep), ...messages];
        const seqs = { input: 0, output: 0 };
        for (const { side, role, parts } of history) {
          const seq = side === 'output' ? seqs.output++ : seqs.input++;
          for (const [part, text] of parts.entries())
            await connection.run(
              `INSERT INTO store.message BY NAME
               SELECT ${turn_id} AS turn_id, '${side}' AS side, ${seq} AS seq, ${part} AS part, 0 AS choice,
                 $role::VARCHAR AS role, 'text' AS type, nullif(${text}, 0) AS content_id, 1 AS record_id`,
              { role },
            );
        }
      }
      await expectAgreementIn(connection, `c-${conversation}`);
    }),
    { numRuns: 6 },
  );
});

test('the longest conversations of the sample', async () => {
  const path = await emptyCase();
  await importFiles(path, [resource('sample', 'gateway-2026-03.jsonl')], AS_IT_IS);
  const { connection } = await openForReading(path);
  const longest = await rows(
    connection,
    'SELECT external_id FROM conversation ORDER BY turns DESC, conversation_id LIMIT 2',
    {},
    z.object({ external_id: z.string() }),
  );
  for (const { external_id } of longest) await expectAgreementIn(connection, external_id);
});

test('pages and windows say how much there is', async () => {
  const long = 'ä'.repeat(30_000);
  const connection = await databaseOf([
    {
      conversation: 'c',
      input: [...Array(5).keys()].map((n) => ({ role: 'user', text: n === 3 ? long : `m${n}` })),
    },
  ]);
  const page = await messagePageOf(connection, 1, 'fresh', 3, 1);
  expect([page.total, page.offset, page.messages.length]).toEqual([5, 3, 1]);
  const [part] = page.messages[0]?.parts ?? [];
  expect([part?.characters, part?.text]).toEqual([30_000, long.slice(0, 20_000)]);
  const beyond = await messagePageOf(connection, 1, 'fresh', 5, 10);
  expect([beyond.total, beyond.messages]).toEqual([5, []]);
  await expect(messagePageOf(connection, 7, 'fresh', 0, 1)).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(turnHeadOf(connection, 7)).rejects.toMatchObject({ code: 'not-found' });
});
