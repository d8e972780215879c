import { describe, expect, it } from 'vitest';
import { conversationJoinsIn } from '../../../electron/engine/case/conversation-joins.ts';
import { joinedWords } from '../../../shared/domain/conversation-joins.ts';
import { type TrialCase, withCase } from './derived.ts';

const lines = (...records: object[]): string =>
  records.map((record) => JSON.stringify(record)).join('\n');

/** A call of the Responses API that goes on from another. */
const answer = (id: string, previous_response_id: string | null, more: object = {}): object => ({
  id: `req-${id}`,
  request: { model: 'm-1', input: `Asked ${id}`, previous_response_id },
  response: {
    ...{ id, object: 'response', model: 'm-1', status: 'completed', previous_response_id },
    output: [
      {
        type: 'message',
        role: 'assistant',
        content: [{ type: 'output_text', text: `Says ${id}` }],
      },
    ],
  },
  ...more,
});

async function imported(trial: TrialCase, ...files: string[]): Promise<number[]> {
  const conversations: number[] = [];
  for (const [at, file] of files.entries()) {
    const evidence = { evidence_id: at + 1, name: `log-${at}.jsonl` };
    conversations.push((await trial.derive(file, { evidence })).conversations);
  }
  return conversations;
}

const CONVERSATIONS = `
  SELECT c.joined_by || ': ' || string_agg(coalesce(t.response_id, t.external_id), ' ' ORDER BY t.seq)
  FROM store.turn AS t JOIN store.conversation AS c USING (conversation_id)
  GROUP BY conversation_id, c.joined_by
  ORDER BY ALL`;

describe('calls that name the one before them', () => {
  it('are one conversation in the order of the chain, whichever file came first', async () => {
    const files = [
      lines(answer('r1', null), answer('r3', 'r2'), answer('r2b', 'r1'), answer('s1', null)),
      lines(answer('r2', 'r1'), answer('r4', 'r3')),
    ];
    for (const [order, told] of [
      [files, 'chain: r1 r2b r2 r3 r4'],
      [files.toReversed(), 'chain: r1 r2 r2b r3 r4'],
    ] as const)
      await withCase(async (trial) => {
        await imported(trial, ...order);
        expect(await trial.values(CONVERSATIONS)).toEqual([told, 'record: s1']);
        expect(
          await trial.values(`
            SELECT t.response_id || ' after ' || f.response_id
            FROM store.turn_history AS h
            JOIN store.turn AS t ON t.turn_id = h.turn_id JOIN store.turn AS f ON f.turn_id = h.follows_turn_id
            ORDER BY 1`),
        ).toEqual(['r2 after r1', 'r2b after r1', 'r3 after r2', 'r4 after r3']);
      });
  });
  it('are one conversation where the first of them is not in the case, which is said', async () => {
    await withCase(async (trial) => {
      const log = lines(answer('r2', 'r1'), answer('r2b', 'r1'), answer('r3', 'r2'));
      expect(await imported(trial, log)).toEqual([1]);
      expect(await trial.values(CONVERSATIONS)).toEqual(['chain: r2 r2b r3']);
      for (const [name, of] of [
        ['conversation', 'conversation'],
        ['turn', 'turn'],
        ['turn_anchor', 'turn'],
      ])
        await trial.connection.run(`CREATE TEMP VIEW ${name} AS FROM store.${of}`);
      expect(joinedWords(await conversationJoinsIn(trial.connection))).toBe(
        '1 by the call before, which each call names; 2 calls go on from calls that are not in the case',
      );
    });
  });
  it('stand in the conversation that one of them names', async () => {
    const files = [
      lines(answer('r1', null, { conversation_id: 'talk' })),
      lines(answer('r2', 'r1'), answer('r3', 'r2')),
    ];
    for (const order of [files, files.toReversed()])
      await withCase(async (trial) => {
        await imported(trial, ...order);
        expect(await trial.values(CONVERSATIONS)).toEqual(['id: r1 r2 r3']);
        expect(await trial.values('SELECT turns FROM store.conversation')).toEqual(['3']);
      });
  });
  it('follow none where several have the name, themselves, or one another in a ring', async () => {
    await withCase(async (trial) => {
      const log = lines(
        ...[answer('r1', null), answer('r1', null, { id: 'req-again' }), answer('r2', 'r1')],
        ...[answer('a', 'b'), answer('b', 'a'), answer('c', 'b'), answer('d', 'd')],
      );
      expect(await imported(trial, log)).toEqual([7]);
      expect(await trial.values(CONVERSATIONS)).toEqual(
        ['a', 'b', 'c', 'd', 'r1', 'r1', 'r2'].map((one) => `record: ${one}`),
      );
      expect(
        await trial.values(
          `SELECT concat_ws(' ', t.response_id, fits, follows_turn_id)
           FROM store.turn_history JOIN store.turn AS t USING (turn_id) ORDER BY 1`,
        ),
      ).toEqual(['a 0', 'b 0', 'c 0', 'd 0', 'r2 2']);
    });
  });
  it('name calls of their own log before those of another that counts the same way', async () => {
    const row = (id: string, previous: string | null, of: string): object =>
      answer(id, previous, { id: `${of}-${id}` });
    const files = [
      lines(row('1', null, 'a'), row('2', '1', 'a')),
      lines(row('3', '2', 'b'), row('4', '3', 'b')),
      lines(row('1', null, 'c'), row('3', '1', 'c')),
    ];
    await withCase(async (trial) => {
      expect(await imported(trial, ...files)).toEqual([1, 1, 1]);
      expect(
        await trial.values(`
          SELECT string_agg(t.external_id, ' ' ORDER BY t.seq)
          FROM store.turn AS t GROUP BY conversation_id ORDER BY ALL`),
      ).toEqual(['a-1 a-2 b-3 b-4', 'c-1 c-3']);
    });
  });
});

describe('messages that name the one above them', () => {
  const message = (message_id: string, parent_id: string | null, role: string): object => ({
    ...{ message_id, parent_id, role, text: `Text ${message_id}` },
  });
  it('are one conversation for each tree', async () => {
    const log = [
      message('q1', null, 'prompter'),
      message('a1', 'q1', 'assistant'),
      message('a1b', 'q1', 'assistant'),
      message('q2', 'a1', 'prompter'),
      message('other', null, 'prompter'),
    ];
    await withCase(async (trial) => {
      expect(await imported(trial, JSON.stringify(log))).toEqual([2]);
      expect(await trial.values(CONVERSATIONS)).toEqual(['chain: q1 a1 a1b q2', 'record: other']);
    });
  });
});
