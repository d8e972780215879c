import { describe, expect, it } from 'vitest';
import { zip } from '../../fixtures/written-zip.ts';
import { call, type TrialCase, withCase } from './derived.ts';

const TRACE = 'a'.repeat(32);
const lines = (...records: object[]): string =>
  records.map((record) => JSON.stringify(record)).join('\n');

/** A call as the gateway logs it. */
const logged = (answer: string, more: object = {}) =>
  call({
    ...{ id: `req-${answer}`, conversation_id: undefined },
    response: {
      ...{ id: answer, object: 'chat.completion', model: 'm-1-0613' },
      choices: [{ index: 0, message: { role: 'assistant', content: `Says ${answer}.` } }],
      usage: { prompt_tokens: 12, completion_tokens: 7 },
    },
    ...more,
  });

const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const said = (role: string, content: string): string =>
  JSON.stringify([{ role, parts: [{ type: 'text', content }] }]);
/** The same call as a span. */
const traced = (span: string, answer: string | null, ...more: object[]) => ({
  ...{ traceId: TRACE, spanId: span.repeat(16), name: 'chat' },
  startTimeUnixNano: '1760000000500000000',
  endTimeUnixNano: '1760000002000000000',
  attributes: [
    attribute('gen_ai.operation.name', 'chat'),
    attribute('gen_ai.request.model', 'm-1'),
    attribute('gen_ai.response.model', 'm-1-0613'),
    { key: 'gen_ai.usage.output_tokens', value: { intValue: '8' } },
    ...(answer === null ? [] : [attribute('gen_ai.response.id', answer)]),
    ...more,
  ],
});
const batch = (...spans: object[]): string =>
  JSON.stringify({ resourceSpans: [{ resource: {}, scopeSpans: [{ scope: {}, spans }] }] });

const TURNS = `
  SELECT kind, capture, completion_tokens, started_at
  FROM store.turn
  WHERE kind = 'model'
  ORDER BY ALL`;
const RECORDS = `
  SELECT turn_id, count(*) AS further FROM store.turn_record GROUP BY ALL ORDER BY ALL`;
const CONFLICTS = `
  SELECT field, value, other_value FROM store.turn_conflict ORDER BY ALL`;
const OUTCOMES = `
  SELECT half, response_id, trace_id IS NOT NULL AS traced, joined_by, unmatched FROM store.call_record ORDER BY ALL`;
const SAID = `
  SELECT side, text FROM store.message JOIN store.content USING (content_id) ORDER BY ALL`;

async function imported(trial: TrialCase, ...files: string[]): Promise<void> {
  for (const [at, file] of files.entries())
    await trial.derive(file, { evidence: { evidence_id: at + 1, name: `log-${at}` } });
}

/** What a case says after these files, in both orders of import: it must be the same. */
async function told(...files: string[]) {
  type Rows = Awaited<ReturnType<TrialCase['rows']>>;
  const found: { turns: Rows; conflicts: Rows; outcomes: Rows; said: Rows }[] = [];
  for (const order of [files, files.toReversed()])
    await withCase(async (trial) => {
      await imported(trial, ...order);
      found.push({
        turns: await trial.rows(TURNS),
        conflicts: await trial.rows(CONFLICTS),
        outcomes: await trial.rows(OUTCOMES),
        said: await trial.rows(SAID),
      });
    });
  expect(found[1]).toEqual(found[0]);
  return found[0];
}

const JOINED = [
  { half: 'span', response_id: 'chatcmpl-1', traced: true, joined_by: 'id', unmatched: null },
  { half: null, response_id: 'chatcmpl-1', traced: false, joined_by: 'id', unmatched: null },
];

describe('a call that a gateway and a trace both log', () => {
  it('is one turn on both records by the id of the answer: what the gateway says stands, what differs is shown', async () => {
    const span = traced(
      'b',
      'chatcmpl-1',
      attribute('gen_ai.output.messages', said('assistant', 'Says chatcmpl...')),
    );
    expect(await told(lines(logged('chatcmpl-1')), batch(span))).toEqual({
      turns: [
        {
          ...{ kind: 'model', capture: 'wire', completion_tokens: '7' },
          started_at: '2025-10-09 08:53:20+00',
        },
      ],
      conflicts: [
        { field: 'completion_tokens', value: '7', other_value: '8' },
        { field: 'output', value: null, other_value: null },
      ],
      outcomes: JOINED,
      said: [
        { side: 'input', text: 'What is the fee?' },
        { side: 'output', text: 'Says chatcmpl-1.' },
      ],
    });
  });
  it('takes from the trace what the gateway does not say', async () => {
    await withCase(async (trial) => {
      await imported(
        trial,
        batch(traced('b', 'chatcmpl-1', attribute('session.id', 's-1'))),
        lines(logged('chatcmpl-1')),
      );
      expect(
        await trial.rows('SELECT turn_id, record_id, session_id, latency_ms FROM store.turn'),
      ).toEqual([{ turn_id: '1', record_id: '1', session_id: 's-1', latency_ms: 1500 }]);
      expect(await trial.rows('SELECT turn_id, record_id, gives FROM store.turn_record')).toEqual([
        { turn_id: '1', record_id: '2', gives: 'input, output' },
      ]);
    });
  });
  it('is found in one file too, and by the body that OpenInference keeps', async () => {
    const phoenix = {
      ...{ name: 'ChatCompletion', span_kind: 'LLM', parent_id: null, status_code: 'OK' },
      context: { trace_id: TRACE, span_id: 'c'.repeat(16) },
      start_time: '2025-10-09T08:53:20.5Z',
      end_time: '2025-10-09T08:53:22Z',
      attributes: {
        output: {
          mime_type: 'application/json',
          value: JSON.stringify({
            id: 'chatcmpl-1',
            choices: [{ message: { content: 'Says chatcmpl-1. é' } }],
          }),
        },
      },
    };
    await withCase(async (trial) => {
      await trial.derive(
        zip([
          { name: 'gateway.jsonl', content: lines(logged('chatcmpl-1')) },
          { name: 'spans.json', content: lines(phoenix) },
        ]),
      );
      expect(await trial.rows(TURNS)).toHaveLength(1);
      expect(await trial.rows(RECORDS)).toEqual([{ turn_id: '1', further: '1' }]);
    });
  });
  it('stays apart and is listed where two records of the gateway have the id of one answer', async () => {
    const twice = lines(logged('chatcmpl-1'), logged('chatcmpl-1', { id: 'req-again' }));
    const found = await told(twice, batch(traced('b', 'chatcmpl-1')));
    expect(found?.turns).toHaveLength(3);
    expect(found?.conflicts).toEqual([]);
    expect(found?.outcomes).toEqual(
      ['span', null, null].map((half) => ({
        ...{ half, response_id: 'chatcmpl-1', traced: half === 'span' },
        ...{ joined_by: null, unmatched: 'ambiguous' },
      })),
    );
  });
  it('is set apart again by a file that makes it uncertain', async () => {
    await withCase(async (trial) => {
      await imported(
        trial,
        lines(logged('chatcmpl-1')),
        batch(traced('b', 'chatcmpl-1')),
        lines(logged('chatcmpl-1', { id: 'req-again' })),
      );
      expect(await trial.rows(TURNS)).toHaveLength(3);
      expect(await trial.rows(RECORDS)).toEqual([]);
      expect(await trial.values('SELECT turn_id FROM store.turn_key')).toEqual(['2']);
      expect(await trial.values('SELECT turns FROM store.conversation')).toEqual(['1', '1', '1']);
    });
  });
  it('is joined by the trace where that has one of each, and not where it has several', async () => {
    const inTrace = (answer: string) => logged(answer, { trace_id: TRACE.toUpperCase() });
    const one = await told(lines(inTrace('chatcmpl-1')), batch(traced('b', null)));
    expect(one?.turns).toHaveLength(1);
    expect(one?.outcomes).toMatchObject([{ joined_by: 'trace' }, { joined_by: 'trace' }]);

    const two = [batch(traced('b', null), traced('c', null))];
    expect((await told(lines(inTrace('chatcmpl-1')), ...two))?.turns).toHaveLength(3);
    const both = await told(lines(inTrace('chatcmpl-1'), inTrace('chatcmpl-2')), ...two);
    expect(both?.turns).toHaveLength(4);
    expect(both?.outcomes.map(({ unmatched }) => unmatched)).toEqual(
      Array.from({ length: 4 }, () => 'ambiguous'),
    );
    // Another answer in the same trace is another call.
    const other = await told(lines(inTrace('chatcmpl-1')), batch(traced('b', 'chatcmpl-2')));
    expect(other?.turns).toHaveLength(2);
    expect(other?.outcomes.map(({ unmatched }) => unmatched)).toEqual([null, null]);
  });
  it('is two where model, answer or day differ: listed under one id of the answer, no pair in a trace', async () => {
    const answers = (text: string) => attribute('gen_ai.output.messages', said('assistant', text));
    const ofModel = (name: string) => attribute('gen_ai.response.model', name);
    const byOther = [ofModel('n-2'), attribute('gen_ai.request.model', 'n-2')];
    const later = (answer: string) => logged(answer, { timestamp: '2025-10-11T09:00:00Z' });
    for (const [differs, gateway, span] of [
      ['models differ', logged('chatcmpl-1'), traced('b', 'chatcmpl-1', ...byOther)],
      [
        'answers differ',
        logged('chatcmpl-1'),
        traced('b', 'chatcmpl-1', answers('Something else.')),
      ],
      ['days apart', later('chatcmpl-1'), traced('b', 'chatcmpl-1')],
    ] as const)
      await withCase(async (trial) => {
        await imported(trial, lines(gateway), batch(span));
        expect(await trial.rows(TURNS)).toHaveLength(2);
        expect(await trial.values('SELECT unmatched FROM store.call_record')).toEqual([
          differs,
          differs,
        ]);
      });
    const mini = [ofModel('m-1-mini'), attribute('gen_ai.request.model', 'm-1-mini')];
    const longer = [answers('Says chatcmpl-1. And never tell anyone.')];
    for (const more of [byOther, mini, longer, [answers('Something else.')]])
      await withCase(async (trial) => {
        const gateway = logged('chatcmpl-1', { trace_id: TRACE });
        await imported(trial, lines(gateway), batch(traced('b', null, ...more)));
        expect(await trial.rows(TURNS)).toHaveLength(2);
        expect(await trial.values('SELECT unmatched FROM store.call_record')).toEqual([null, null]);
      });
  });
  it('is one where the trace writes model and answer in its own form, also after a further file', async () => {
    const span = (answer: string) =>
      traced(
        'b',
        'chatcmpl-1',
        attribute('gen_ai.response.model', 'azure/M-1'),
        attribute('gen_ai.output.messages', said('assistant', answer)),
      );
    for (const answer of [
      ' Says\nchatcmpl-1.',
      'Says chat…',
      'Says chat [...]',
      '{"answer": "Says chatcmpl-1."}',
    ])
      await withCase(async (trial) => {
        await imported(
          trial,
          lines(logged('chatcmpl-1')),
          batch(span(answer)),
          lines(logged('chatcmpl-3')),
        );
        expect(await trial.rows(TURNS)).toHaveLength(2);
        expect(await trial.rows(RECORDS)).toEqual([{ turn_id: '1', further: '1' }]);
      });
  });
  it('is joined by a trace that has a name of its own, as it is written', async () => {
    const observed = (traceId: string) => ({
      ...{ id: 'o-1', traceId, type: 'GENERATION', name: 'chat', model: 'm-1-0613' },
      ...{ startTime: '2025-10-09T08:53:20.500Z', endTime: '2025-10-09T08:53:22.000Z' },
      ...{ input: [{ role: 'user', content: 'What is the fee?' }], output: 'Says chatcmpl-1.' },
    });
    for (const [trace, turns] of [
      ['Chat-42', 1],
      ['chat-42', 2],
    ] as const)
      await withCase(async (trial) => {
        const gateway = logged('chatcmpl-1', { trace_id: 'Chat-42' });
        await imported(trial, lines(gateway), lines(observed(trace)));
        expect(await trial.rows(TURNS)).toHaveLength(turns);
      });
  });
  it('is one with a row of numbers alone that has the id of the answer', async () => {
    const spent = {
      ...{ request_id: 'chatcmpl-1', call_type: 'acompletion', model: 'm-1', spend: 0.1 },
      ...{ startTime: '2025-10-09T08:53:20Z', endTime: '2025-10-09T08:53:22Z' },
      ...{ prompt_tokens: 12, completion_tokens: 7, messages: {}, response: {}, metadata: {} },
    };
    const found = await told(lines(spent), batch(traced('b', 'chatcmpl-1')));
    expect(found?.turns).toHaveLength(1);
    expect(found?.outcomes.map(({ joined_by }) => joined_by)).toEqual(['id', 'id']);
  });
  it('is joined call by call in a trace of several where the ids of answers tell', async () => {
    const found = await told(
      lines(logged('chatcmpl-1', { trace_id: TRACE }), logged('chatcmpl-2', { trace_id: TRACE })),
      batch(traced('c', 'chatcmpl-2'), traced('b', 'chatcmpl-1'), traced('d', null)),
    );
    expect(found?.turns).toHaveLength(3);
    expect(found?.outcomes.filter(({ joined_by }) => joined_by === 'id')).toHaveLength(4);
  });
  it('keeps what other records tell of the span, whichever came first', async () => {
    const again = traced('b', 'chatcmpl-1', attribute('user.id', 'ana'));
    const files = [batch(traced('b', 'chatcmpl-1')), lines(logged('chatcmpl-1')), batch(again)];
    for (const order of [files, files.toReversed(), [files[1], files[0], files[2]]])
      await withCase(async (trial) => {
        await imported(trial, ...order.filter((file) => file !== undefined));
        expect(await trial.rows('SELECT kind, capture, user_id FROM store.turn')).toEqual([
          { kind: 'model', capture: 'wire', user_id: 'ana' },
        ]);
        expect(await trial.rows(RECORDS)).toEqual([{ turn_id: '1', further: '2' }]);
        expect(await trial.values('SELECT count(DISTINCT record_id) FROM store.turn_said')).toEqual(
          ['3'],
        );
      });
  });
  it('costs logs that meet no trace nothing', async () => {
    await withCase(async (trial) => {
      await imported(trial, lines(logged('chatcmpl-1')), batch(traced('b', 'chatcmpl-2')));
      expect(await trial.rows('SELECT * FROM store.call_record')).toEqual([]);
      expect(await trial.rows(TURNS)).toHaveLength(2);
    });
  });
});
