import { describe, expect, it } from 'vitest';
import { zip } from '../../fixtures/written-zip.ts';
import { type TrialCase, withCase } from './derived.ts';

const block = (
  line: number,
  content: object,
  output_tokens: number,
  more: object = {},
): object => ({
  ...{ sessionId: 's-1', uuid: `l${line}`, type: 'assistant' },
  timestamp: `2026-02-03T10:00:0${line}.000Z`,
  message: {
    ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-own' },
    ...{ content: [content], stop_reason: null },
    usage: { input_tokens: 3, output_tokens },
  },
  ...more,
});
const told = (line: number, content: unknown): object => ({
  ...{ sessionId: 's-1', uuid: `l${line}`, type: 'user' },
  timestamp: `2026-02-03T10:00:0${line}.000Z`,
  message: { role: 'user', content },
});
const SESSION = [
  told(1, 'What is the fee?'),
  block(2, { type: 'thinking', thinking: 'Look it up.' }, 1),
  block(3, { type: 'text', text: 'Looking.' }, 1),
  block(4, { type: 'tool_use', id: 't1', name: 'Read', input: { path: 'fees' } }, 41),
  told(5, [{ type: 'tool_result', tool_use_id: 't1', content: '5 €' }]),
  block(6, { type: 'tool_use', id: 't2', name: 'Read', input: { path: 'rooms' } }, 41),
];
const lines = (...records: object[]): string =>
  records.map((record) => JSON.stringify(record)).join('\n');

const TURNS = `
  SELECT kind, turn_id, seq, external_id, prompt_tokens, completion_tokens FROM store.turn ORDER BY turn_id`;
const ANSWER = `
  SELECT seq, type, text, tool_call_id, record_id
  FROM store.message JOIN store.content USING (content_id)
  WHERE side = 'output' ORDER BY turn_id, seq, part`;

async function imported(trial: TrialCase, ...files: string[]): Promise<void> {
  for (const [at, file] of files.entries())
    await trial.derive(file, { evidence: { evidence_id: at + 1, name: `log-${at}.jsonl` } });
}

describe('an answer that a transcript tells over several lines', () => {
  it('is one turn that names every line, its blocks in order and its tokens counted once', async () => {
    await withCase(async (trial) => {
      const derived = await trial.derive(lines(...SESSION));
      expect(derived).toMatchObject({ records: 6, turns: 1, conversations: 1 });
      expect(await trial.rows(TURNS)).toEqual([
        {
          ...{ kind: 'request', turn_id: '1', seq: '1', external_id: 'l1' },
          ...{ prompt_tokens: null, completion_tokens: null },
        },
        {
          ...{ kind: 'model', turn_id: '2', seq: '2', external_id: 'msg_1' },
          ...{ prompt_tokens: '3', completion_tokens: '41' },
        },
        {
          ...{ kind: 'tool', turn_id: '5', seq: '5', external_id: 'l5' },
          ...{ prompt_tokens: null, completion_tokens: null },
        },
      ]);
      expect(await trial.rows(ANSWER)).toEqual([
        { seq: 0, type: 'thinking', text: 'Look it up.', tool_call_id: null, record_id: '2' },
        { seq: 1, type: 'text', text: 'Looking.', tool_call_id: null, record_id: '3' },
        { seq: 2, type: 'tool_call', text: '{"path":"fees"}', tool_call_id: 't1', record_id: '4' },
        { seq: 3, type: 'tool_call', text: '{"path":"rooms"}', tool_call_id: 't2', record_id: '6' },
      ]);
      expect(
        await trial.rows('SELECT turn_id, record_id, gives FROM store.turn_record ORDER BY ALL'),
      ).toEqual(['3', '4', '6'].map((record_id) => ({ turn_id: '2', record_id, gives: 'output' })));
      expect(await trial.rows('SELECT * FROM store.turn_conflict')).toEqual([]);
      expect(await trial.values('SELECT turns FROM store.conversation')).toEqual(['1']);
    });
  });
  it('is told once where the session was exported again as it went on', async () => {
    for (const order of [
      [SESSION.slice(0, 4), SESSION],
      [SESSION, SESSION.slice(0, 4)],
    ])
      await withCase(async (trial) => {
        await imported(trial, ...order.map((part) => lines(...part)));
        expect((await trial.rows(ANSWER)).map(({ text }) => text)).toEqual([
          'Look it up.',
          'Looking.',
          '{"path":"fees"}',
          '{"path":"rooms"}',
        ]);
        expect(
          await trial.rows(
            `SELECT completion_tokens, count(*) AS turns FROM store.turn WHERE kind = 'model' GROUP BY ALL`,
          ),
        ).toEqual([{ completion_tokens: '41', turns: '1' }]);
      });
  });
  it('keeps what two files tell only nearly alike: another tool, or the same words at another time', async () => {
    const used = (id: string, name: string) =>
      block(2, { type: 'tool_use', id, name, input: { path: 'x' } }, 1);
    const looking = (line: number) => block(line, { type: 'text', text: 'Looking.' }, 1);
    await withCase(async (trial) => {
      await imported(
        trial,
        lines(used('t1', 'Read'), looking(3)),
        lines(used('t2', 'Delete'), looking(5), looking(3)),
      );
      expect(
        (await trial.rows(ANSWER)).map(({ text, tool_call_id }) => tool_call_id ?? text),
      ).toEqual(['t1', 't2', 'Looking.', 'Looking.']);
    });
  });
  it('is told once where one archive holds the session twice', async () => {
    await withCase(async (trial) => {
      const content = lines(...SESSION);
      await trial.derive(
        zip([
          { name: 'a/s.jsonl', content },
          { name: 'backup/s.jsonl', content },
        ]),
      );
      expect((await trial.rows(ANSWER)).map(({ text }) => text)).toEqual([
        'Look it up.',
        'Looking.',
        '{"path":"fees"}',
        '{"path":"rooms"}',
      ]);
    });
  });
  it('is another one in a session that was forked from it', async () => {
    await withCase(async (trial) => {
      const forked = SESSION.map((line) => ({ ...line, sessionId: 's-2' }));
      await imported(trial, lines(...SESSION), lines(...forked));
      expect(await trial.values('SELECT turns FROM store.conversation ORDER BY 1')).toEqual([
        '1',
        '1',
      ]);
    });
  });
  it('is one turn with what a proxy logged of the call, whose request it lacks', async () => {
    const proxied = {
      ...{ id: 'req-1', timestamp: '2026-02-03T10:00:01.500Z' },
      request: { model: 'claude-own', messages: [{ role: 'user', content: 'What is the fee?' }] },
      response: {
        ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-own' },
        content: [{ type: 'text', text: 'Looking.' }],
        usage: { input_tokens: 3, output_tokens: 41 },
      },
    };
    for (const files of [
      [lines(...SESSION), lines(proxied)],
      [lines(proxied), lines(...SESSION)],
    ])
      await withCase(async (trial) => {
        await imported(trial, ...files);
        expect(
          await trial.rows(`
            SELECT capture, session_id, completion_tokens, c.external_id AS conversation
            FROM store.turn JOIN store.conversation AS c USING (conversation_id)
            WHERE kind = 'model'`),
        ).toEqual([
          { capture: 'wire', session_id: 's-1', completion_tokens: '41', conversation: 's-1' },
        ]);
        expect(await trial.values('SELECT count(*) FROM store.turn_record')).toEqual(['4']);
        expect(
          await trial.values(`SELECT text FROM store.message JOIN store.content USING (content_id)
            JOIN store.turn AS t USING (turn_id) WHERE t.kind = 'model' ORDER BY side`),
        ).toEqual(['What is the fee?', 'Looking.']);
      });
  });
});

describe('a chat whose messages are records and whose file is the conversation', () => {
  it('gives each answer what was asked in its own file, with the name of who asked', async () => {
    const chat = (user: string, question: string, answer: string): string =>
      lines(
        { name: user, is_user: true, send_date: 'February 3, 2026 10:00am', mes: question },
        { name: 'Clerk', is_user: false, send_date: 'February 3, 2026 10:00am', mes: answer },
        { name: user, is_user: true, send_date: 'February 3, 2026 10:01am', mes: 'Sure?' },
      );
    await withCase(async (trial) => {
      await imported(
        trial,
        chat('Ann', 'What is the fee?', '5 €'),
        chat('Bo', 'What is the rent?', '9 €'),
      );
      const said = await trial.rows(`
        SELECT t.kind, t.user_id, string_agg(c.text, ' / ' ORDER BY m.side, m.seq) AS said
        FROM store.turn AS t
        JOIN store.message AS m USING (turn_id)
        JOIN store.content AS c USING (content_id)
        GROUP BY ALL
        ORDER BY said`);
      expect(said).toEqual([
        { kind: 'request', user_id: 'Ann', said: 'Sure?' },
        { kind: 'request', user_id: 'Bo', said: 'Sure?' },
        { kind: 'model', user_id: 'Ann', said: 'What is the fee? / 5 €' },
        { kind: 'model', user_id: 'Bo', said: 'What is the rent? / 9 €' },
      ]);
    });
  });
});
