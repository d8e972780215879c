import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { line, type TrialCase, withCase } from './derived.ts';

const at = (created: string): number => Date.parse(created) / 1000;

/** Six answered calls in three conversations, of two users; two of one second; one id twice. */
const CALLS = [
  { id: 'a-1', conversation_id: 'conv-a', user: 'ana', created: at('2026-05-01T10:00:00Z') },
  { id: 'a-2', conversation_id: 'conv-a', user: 'ana', created: at('2026-05-01T10:05:00Z') },
  { id: 'b-1', conversation_id: 'conv-b', user: 'ben', created: at('2026-05-02T09:00:00Z') },
  { id: 'b-2', conversation_id: 'conv-b', user: 'ben', created: at('2026-05-02T09:00:00Z') },
  { id: 'twice', conversation_id: 'conv-c', user: 'ana', created: at('2026-05-03T08:00:00Z') },
  { id: 'twice', conversation_id: 'conv-d', user: 'cai', created: at('2026-05-03T08:01:00Z') },
];
const LOG = CALLS.map(line).join('\n');

const vote = (fields: Record<string, unknown>): string =>
  JSON.stringify({ rating: 'down', feedback_id: 'f', ...fields });
const VOTES = [
  vote({ feedback_id: 'by id', message_id: 'a-1', time: '2026-05-09T10:00:00Z' }),
  vote({ feedback_id: 'id twice', message_id: 'twice', time: '2026-05-03T08:00:30Z' }),
  vote({ feedback_id: 'nobody', message_id: 'z-9', time: '2026-05-03T08:00:30Z' }),
  vote({ feedback_id: 'between', conversation_id: 'conv-a', time: '2026-05-01T10:04:59Z' }),
  vote({ feedback_id: 'after', conversation_id: 'conv-a', time: '2026-05-03T00:00:00Z' }),
  vote({ feedback_id: 'before', conversation_id: 'conv-a', time: '2026-05-01T09:00:00Z' }),
  vote({ feedback_id: 'at once', conversation_id: 'conv-b', time: '2026-05-02T10:00:00Z' }),
  vote({ feedback_id: 'undated', conversation_id: 'conv-a' }),
  vote({ feedback_id: 'undated, one turn', conversation_id: 'conv-c' }),
  vote({ feedback_id: 'late', conversation_id: 'conv-a', time: '2026-06-01T10:05:00Z' }),
  vote({ feedback_id: 'user', user_id: 'ana', time: '2026-05-01T20:00:00Z' }),
  vote({ feedback_id: 'user, a day later', user_id: 'ana', time: '2026-05-02T10:05:00.001Z' }),
  vote({ feedback_id: 'no key', time: '2026-05-01T10:05:01Z' }),
  vote({ feedback_id: 'trace', trace_id: 'conv-d', time: '2026-05-03T09:00:00Z' }),
].join('\n');

const JOINED = {
  'by id': ['a-1', 'id', null],
  'id twice': [null, null, 'ambiguous'],
  nobody: [null, null, 'no turn'],
  between: ['a-1', 'conversation', null],
  after: ['a-2', 'conversation', null],
  before: [null, null, 'window'],
  'at once': [null, null, 'ambiguous'],
  undated: [null, null, 'ambiguous'],
  'undated, one turn': ['twice', 'conversation', null],
  late: [null, null, 'window'],
  user: ['a-2', 'user', null],
  'user, a day later': [null, null, 'window'],
  'no key': [null, null, 'no key'],
  trace: ['twice', 'conversation', null],
};

async function joined(trial: TrialCase, table = 'feedback'): Promise<Record<string, unknown>> {
  const found = await trial.rows(
    `SELECT f.external_id AS name, t.external_id AS turn, matched_by, unmatched
     FROM store.${table} AS f LEFT JOIN store.turn AS t USING (turn_id) ORDER BY f.record_id, f.external_id`,
  );
  return Object.fromEntries(
    found.map(({ name, turn, matched_by, unmatched }) => [
      String(name),
      [turn, matched_by, unmatched],
    ]),
  );
}

test('a fact is joined by the id of the answer and by the trace, whatever other log tells the call too', async () => {
  const [a, b] = ['a'.repeat(32), 'b'.repeat(32)];
  const logged = [
    { id: 'rq-1', trace_id: a, created: at('2026-05-01T10:00:00Z') },
    { id: 'rq-2', trace_id: b, created: at('2026-05-01T10:05:00Z') },
  ].map((call, index) =>
    line({
      ...call,
      conversation_id: 'conv-a',
      response: {
        id: `chatcmpl-${index + 1}`,
        object: 'chat.completion',
        model: 'm-1',
        choices: [{ index: 0, message: { role: 'assistant', content: `Answer ${index + 1}.` } }],
      },
    }),
  );
  const span = JSON.stringify({
    ...{ traceId: a, spanId: '1'.repeat(16), name: 'chat' },
    startTimeUnixNano: `${at('2026-05-01T10:00:00Z')}000000000`,
    endTimeUnixNano: `${at('2026-05-01T10:00:01Z')}000000000`,
    attributes: [
      { key: 'gen_ai.operation.name', value: { stringValue: 'chat' } },
      { key: 'gen_ai.response.id', value: { stringValue: 'chatcmpl-1' } },
    ],
  });
  const trace = `{"resourceSpans":[{"scopeSpans":[{"spans":[${span}]}]}]}`;
  const votes = [
    vote({ feedback_id: 'answer', response_id: 'chatcmpl-2', time: '2026-05-01T11:00:00Z' }),
    vote({ feedback_id: 'call', message_id: 'rq-1', time: '2026-05-01T11:00:00Z' }),
    vote({ feedback_id: 'trace', trace_id: a, time: '2026-05-01T11:00:00Z' }),
    vote({ feedback_id: 'trace in capitals', trace_id: b.toUpperCase() }),
  ].join('\n');
  const files = [trace, votes, logged.join('\n')];
  for (const order of [files, files.toReversed(), [logged.join('\n'), votes]])
    await withCase(async (trial) => {
      for (const [index, text] of order.entries())
        await trial.derive(text, { evidence: { evidence_id: index + 1, name: `${index}` } });
      expect(await joined(trial)).toEqual({
        answer: ['rq-2', 'id', null],
        call: ['rq-1', 'id', null],
        trace: ['rq-1', 'conversation', null],
        'trace in capitals': ['rq-2', 'conversation', null],
      });
    });
});

/** A step of a trace as Braintrust logs it. */
const step = (root: string, id: string, start: number, fields: object): string =>
  JSON.stringify({
    ...{ id, span_id: id, root_span_id: root, _xact_id: '1', scores: null, comments: null },
    ...{ is_root: id === root, span_parents: id === root ? null : [root] },
    metrics: { start: at('2026-05-01T10:00:00Z') + start },
    ...fields,
  });
const asked = [{ role: 'user', content: 'Hi' }];
const called = (answer: string | null) => ({
  span_attributes: { type: 'llm' },
  input: asked,
  output: answer === null ? null : [{ message: { role: 'assistant', content: answer } }],
});
const whole = (name: string) => ({
  span_attributes: { type: 'task' },
  comments: [{ id: name, comment: { text: 'so so' } }],
});

test('what is said of a trace is said of its last answer, else of the step that contains the others', async () => {
  const steps = [
    step('two', 'two-a', 1, called('First.')),
    step('two', 'two-b', 2, called('Last.')),
    step('two', 'two', 0, whole('two answers')),
    step('at-once', 'at-once-a', 1, called('One.')),
    step('at-once', 'at-once-b', 1, called('Other.')),
    step('at-once', 'at-once', 0, whole('answers at once')),
    step('none', 'none-a', 1, called(null)),
    step('none', 'none', 0, whole('no answer')),
  ];
  for (const order of [steps, steps.toReversed()])
    await withCase(async (trial) => {
      await trial.derive(order.join('\n'));
      expect(await joined(trial)).toEqual({
        'two answers': ['two-b', 'conversation', null],
        'answers at once': [null, null, 'ambiguous'],
        'no answer': ['none', 'conversation', null],
      });
    });
});

test('a fact is joined by its id, conversation, session or user, else it says why not', async () => {
  await withCase(async (trial) => {
    await trial.derive(LOG);
    const { format, mapped, turns } = await trial.derive(VOTES);
    expect({ format, mapped, turns }).toEqual({ format: 'feedback-table', mapped: 14, turns: 0 });
    expect(await joined(trial)).toEqual(JOINED);
  });
});

test('whichever file comes first, in one file or in several, the same facts meet the same calls', async () => {
  const [first, second, third, ...rest] = CALLS.map(line);
  const orders = [
    [VOTES, LOG],
    [[third, second].join('\n'), VOTES, [...rest, first].join('\n')],
    [[...CALLS].reverse().map(line).join('\n'), VOTES],
  ];
  for (const files of orders)
    await withCase(async (trial) => {
      for (const file of files) await trial.derive(file);
      expect(await joined(trial)).toEqual(JOINED);
    });
});

test('facts that came before their calls are unmatched until these come', async () => {
  await withCase(async (trial) => {
    await trial.derive(VOTES);
    const before = await joined(trial);
    expect(before['by id']).toEqual([null, null, 'no turn']);
    expect(before['no key']).toEqual([null, null, 'no key']);
    await trial.derive(LOG);
    expect(await joined(trial)).toEqual(JOINED);
    // A second call of the same id takes a match away again: it can no longer be told which is meant.
    await trial.derive(line({ id: 'a-1', conversation_id: 'conv-e', user: 'dia' }));
    expect((await joined(trial))['by id']).toEqual([null, null, 'ambiguous']);
  });
});

test('of two steps with one id the answered call is meant', async () => {
  await withCase(async (trial) => {
    await trial.derive(
      [line({ id: 'x', conversation_id: 'c' }), line({ id: 'x', response: null })].join('\n'),
    );
    await trial.derive(vote({ message_id: 'x' }));
    expect(await trial.rows('SELECT kind FROM store.turn ORDER BY kind')).toEqual([
      { kind: 'model' },
      { kind: 'request' },
    ]);
    expect(
      await trial.rows(
        'SELECT kind, matched_by FROM store.feedback JOIN store.turn USING (turn_id)',
      ),
    ).toEqual([{ kind: 'model', matched_by: 'id' }]);
  });
});

test('a session is found as a session or as a conversation, never as a user', async () => {
  await withCase(async (trial) => {
    await trial.derive(
      [
        line({ id: 's-1', conversation_id: 'conv-1', session_id: 'sess-1' }),
        line({ id: 's-2', conversation_id: 'conv-2', session_id: 'sess-2' }),
        line({ id: 's-3', conversation_id: 'conv-3', session_id: 'sess-2' }),
      ].join('\n'),
    );
    await trial.derive(
      [
        vote({ feedback_id: 'session', session_id: 'sess-1' }),
        vote({ feedback_id: 'conversation', session_id: 'conv-2' }),
        vote({ feedback_id: 'two turns', session_id: 'sess-2' }),
        vote({ feedback_id: 'a user is no session', user_id: 'sess-1' }),
      ].join('\n'),
    );
    expect(await joined(trial)).toEqual({
      session: ['s-1', 'session', null],
      conversation: ['s-2', 'conversation', null],
      'two turns': [null, null, 'ambiguous'],
      'a user is no session': [null, null, 'no turn'],
    });
  });
});

test('changes and alerts stand at their time, users beside their turns', async () => {
  await withCase(async (trial) => {
    await trial.derive(LOG);
    await trial.derive(
      [
        { change_id: 'up', time: '2026-05-01T09:00:00Z', from_version: '1', to_version: '2' },
        { change_id: 'when?', time: null, from_version: '2', to_version: '3' },
      ]
        .map((row) => JSON.stringify(row))
        .join('\n'),
    );
    await trial.derive(
      [
        { id: 'share', fired_at: '2026-05-01T12:00:00Z', monitor: 'm', severity: 'high' },
        {
          id: 'trace',
          fired_at: '2026-05-01T12:00:00Z',
          monitor: 'm',
          severity: 'low',
          trace: 'a-2',
        },
      ]
        .map((row) => JSON.stringify(row))
        .join('\n'),
    );
    await trial.derive('user_id,plan,country\nana,gold,AT\nzoe,free,\n');
    expect(await joined(trial, 'change')).toEqual({
      up: [null, 'window', null],
      'when?': [null, null, 'no time'],
    });
    expect(await joined(trial, 'verdict')).toEqual({
      share: [null, 'window', null],
      trace: ['a-2', 'id', null],
    });
    expect(
      await trial.rows(
        'SELECT key, what, value, turn_id, matched_by, unmatched FROM store.person ORDER BY key, what',
      ),
    ).toEqual([
      {
        key: 'ana',
        what: 'country',
        value: 'AT',
        turn_id: null,
        matched_by: 'user',
        unmatched: null,
      },
      {
        key: 'ana',
        what: 'plan',
        value: 'gold',
        turn_id: null,
        matched_by: 'user',
        unmatched: null,
      },
      {
        key: 'zoe',
        what: 'plan',
        value: 'free',
        turn_id: null,
        matched_by: null,
        unmatched: 'no turn',
      },
    ]);
  });
});

test('a fact in the record of its turn stays there', async () => {
  await withCase(async (trial) => {
    await trial.derive(line({ id: 'own', feedback: { rating: 'up' } }));
    await trial.derive(VOTES);
    expect(
      await trial.rows("SELECT value, matched_by FROM store.feedback WHERE value = 'up'"),
    ).toEqual([{ value: 'up', matched_by: 'record' }]);
  });
});

/** Side tables as their systems export them, a kind each. */
const SIDE_TABLES = {
  feedback: VOTES.split('\n').map((json) => JSON.parse(json) as Record<string, unknown>),
  change: [
    { change_id: 'up', time: '2026-05-01T09:00:00Z', from_version: '1', to_version: '2' },
    { change_id: 'when?', time: null, from_version: '2', to_version: '3' },
  ],
  verdict: [
    { id: 'share', fired_at: '2026-05-01T12:00:00Z', monitor: 'm', severity: 'high' },
    { id: 'own', fired_at: '2026-05-01T12:00:00Z', monitor: 'm', severity: 'low', trace: 'a-2' },
  ],
  person: [
    { user_id: 'ana', plan: 'gold', country: 'AT' },
    { user_id: 'zoe', plan: 'free', country: null },
  ],
} as const;

/** The rows as a file of lines, of separated values, and of columns, in which times are times. */
async function inContainers(
  trial: TrialCase,
  name: string,
  rows: readonly Record<string, unknown>[],
): Promise<Record<'jsonl' | 'csv' | 'parquet', string>> {
  const path = (ending: string): string => join(trial.folder, `${name}.${ending}`);
  const jsonl = path('jsonl');
  writeFileSync(jsonl, rows.map((row) => JSON.stringify(row)).join('\n'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const ending of ['csv', 'parquet'])
    await connection.run(
      `COPY (SELECT * FROM read_json('${jsonl}', format = 'newline_delimited')) TO '${path(ending)}'`,
    );
  connection.closeSync();
  instance.closeSync();
  return { jsonl, csv: path('csv'), parquet: path('parquet') };
}

test.each(['jsonl', 'csv', 'parquet'] as const)(
  'feedback, changes, alerts and users are the same facts from %s',
  async (container) => {
    await withCase(async (trial) => {
      await trial.derive(LOG);
      for (const [table, rows] of Object.entries(SIDE_TABLES)) {
        const files = await inContainers(trial, table, rows);
        expect(await trial.deriveFrom(files[container])).toMatchObject({
          container,
          format: expect.stringMatching(/-table$/) as string,
          mapped: rows.length,
          turns: 0,
        });
      }
      expect(await joined(trial)).toEqual(JOINED);
      expect(await joined(trial, 'change')).toEqual({
        up: [null, 'window', null],
        'when?': [null, null, 'no time'],
      });
      expect(await joined(trial, 'verdict')).toEqual({
        share: [null, 'window', null],
        own: ['a-2', 'id', null],
      });
      expect(
        await trial.values(
          "SELECT concat_ws(' ', key, what, value, matched_by, unmatched) FROM store.person ORDER BY ALL",
        ),
      ).toEqual(['ana country AT user', 'ana plan gold user', 'zoe plan free no turn']);
      expect(
        await trial.values(
          'SELECT DISTINCT "at" FROM store.feedback WHERE external_id = \'user, a day later\'',
        ),
      ).toEqual(['2026-05-02 10:05:00.001+00']);
    });
  },
);
