import { describe, expect, it } from 'vitest';
import { braintrust } from '../../../electron/engine/formats/braintrust.ts';
import { databricksInference } from '../../../electron/engine/formats/databricks-inference.ts';
import { datadogLlm } from '../../../electron/engine/formats/datadog-llm.ts';
import { saysUser } from '../../../electron/engine/formats/feedback.ts';
import { type Format, Unmapped } from '../../../electron/engine/formats/format.ts';
import { mlflow } from '../../../electron/engine/formats/mlflow.ts';
import { promptflow } from '../../../electron/engine/formats/promptflow.ts';
import { sageMakerCapture } from '../../../electron/engine/formats/sagemaker-capture.ts';
import { weave } from '../../../electron/engine/formats/weave.ts';
import { RecordingEmit } from '../../fixtures/recording-emit.ts';
import { fixtureRecords, transcript, turnOf, turnsAt, turnsOf } from './map-fixture.ts';

const kinds = (turns: ReturnType<typeof turnsAt>) => turns.map(({ fields }) => fields.kind);
const fixture = (format: Format) => fixtureRecords(`${format.id}.jsonl`);

/** What a record says of its trace and not of a turn. */
function factsOf(format: Format, record: Parameters<Format['map']>[0] | undefined) {
  const emit = new RecordingEmit();
  format.map(record ?? {}, emit);
  return emit.facts;
}

describe('Weave', () => {
  const turn = (at: number) => turnOf(weave, fixture(weave)[at]);

  it('calls of one thread are steps of it, told apart by their kind, or by what they give', () => {
    const turns = fixture(weave).map((record) => turnOf(weave, record));
    expect(kinds(turns)).toEqual(['chain', 'retrieval', 'model', 'model', 'request']);
    expect(turns.map(({ fields }) => fields.conversation)).toEqual([
      ...['th-1', 'th-1', 'th-1', 't-2', 't-3'],
    ]);
    expect(turn(2).fields).toMatchObject({
      external_id: 'c-3',
      span_id: 't-1/c-3',
      parent_span_id: 't-1/c-1',
      started_at: '2026-02-11T10:00:01.000000Z',
      latency_ms: 3900,
      user_id: 'ana',
      session_id: 'th-1',
      model: 'gpt-4o-mini-2024-07-18',
      requested_model: 'gpt-4o-mini',
      response_id: 'chatcmpl-w1',
      temperature: 0.7,
      prompt_tokens: 20,
      completion_tokens: 4,
      finish_reason: 'stop',
    });
    expect(turn(0).fields).not.toHaveProperty('prompt_tokens');
  });

  it('a call says its messages and tools, a search its passages', () => {
    expect(transcript(turn(2))).toEqual([
      'input system: text=Be brief.',
      'input user: text=How long?',
      'tools tool: tool_definition(look)={"type":"function","function":{"name":"look"}}',
      'output assistant: text=Ten days.',
    ]);
    expect(turn(1).contexts).toEqual([
      { content: 'Refunds take ten days.', document_id: 'r-1', score: 0.9 },
      { content: 'Shops are closed on Sundays.', document_id: 'r-2', score: 0.4 },
    ]);
    expect(transcript(turn(3))).toEqual([
      'input system: text=Be brief.',
      'input user: text=Hi',
      'output assistant: text=Hello.',
    ]);
  });

  it('what a search found by distance is a retrieval, whose distances stand beside it', () => {
    const found = turnOf(weave, {
      ...fixture(weave)[1],
      output: [
        { text: 'Near.', id: 'r-1', distance: 0.1 },
        { text: 'Far.', id: 'r-2', distance: 0.8 },
      ],
    });
    expect(found.fields).toMatchObject({
      kind: 'retrieval',
      metadata: { context_distances: [0.1, 0.8] },
    });
    expect(found.contexts).toEqual([
      { content: 'Near.', document_id: 'r-1' },
      { content: 'Far.', document_id: 'r-2' },
    ]);
  });

  it('a call that raised is a request with its traceback', () => {
    expect(turn(4).fields.error).toMatch(/openai\.RateLimitError: 429/);
  });

  it('what is said of the whole trace has its name as key; of a call, it stands with the call', () => {
    expect(factsOf(weave, fixture(weave)[0])).toMatchObject([
      {
        table: 'feedback',
        what: 'reaction',
        value: '👎',
        key: 't-1',
        key_kind: 'trace',
        who: 'ana',
      },
      { table: 'feedback', what: 'note', comment: 'Too long', key: 't-1' },
    ]);
    expect(turn(3).feedback).toMatchObject([
      { what: 'correct', value: 'yes' },
      { what: 'stars', value: { n: 4 } },
    ]);
    expect(turn(3).verdicts).toMatchObject([{ what: 'Tone', value: { kind: true } }]);
  });
});

it('what is no number is kept where numbers are expected, whatever was said of a call or measured of it', () => {
  const call = {
    ...{ id: 'c-1', op_name: 'weave:///t/p/op/ask:1', trace_id: 't', started_at: '2026-02-11' },
    ...{ attributes: {}, inputs: { model: 'm', messages: [{ role: 'user', content: 'Hi' }] } },
  };
  const judged = [true, 'yes', 'partly', 0].map((payload, at) => ({
    feedback_type: [
      'wandb.annotation.helpful.1',
      'wandb.runnable.Tone',
      'wandb.reaction.1',
      'mine',
    ][at],
    payload,
  }));
  const told = turnOf(weave, {
    ...{ ...call, parent_id: 'c-0', output: 'Hello' },
    summary: { weave: { latency_ms: 'fast', feedback: judged } },
  });
  expect(told.fields.metadata).toMatchObject({ summary: { weave: { latency_ms: 'fast' } } });
  expect(told.feedback).toMatchObject([{ value: true }, { value: 'partly' }, { value: 0 }]);
  expect(told.verdicts).toMatchObject([{ what: 'Tone', value: 'yes' }]);

  const source = { source_type: 'HUMAN', source_id: 'ana' };
  const alone = {
    info: {
      ...{ trace_id: 'tr-1', trace_metadata: { a: '1' }, execution_duration_ms: 'about 3 s' },
      assessments: [
        { assessment_name: 'right', source, feedback: false },
        { assessment_name: 'tone', source, feedback: { value: 'kind' } },
        { assessment_name: 'answer', source, expectation: 'Ten days.' },
      ],
    },
    data: { request: 'Hi', response: 'Hello' },
  };
  expect(factsOf(mlflow, alone)).toMatchObject([
    { table: 'feedback', what: 'right', value: false },
    { table: 'feedback', what: 'tone', value: 'kind' },
    { table: 'label', what: 'answer', value: 'Ten days.' },
  ]);
  expect(turnOf(mlflow, alone).fields.metadata).toMatchObject({
    execution_duration_ms: 'about 3 s',
  });

  const row = turnOf(databricksInference, {
    ...fixture(databricksInference)[0],
    ...{ status_code: 'OK', execution_duration_ms: 'slow', execution_time_ms: undefined },
  });
  expect(row.fields.metadata).toMatchObject({ status_code: 'OK', execution_duration_ms: 'slow' });
});

it('what people and judges said stays, in whatever shape it stands', () => {
  const call = {
    ...{ id: 'c-1', op_name: 'weave:///t/p/op/ask:1', trace_id: 't', parent_id: 'c-0' },
    ...{ started_at: '2026-02-11', attributes: {}, inputs: { q: 'Hi' }, output: 'Hello' },
  };
  const said = (feedback: unknown) => ({ ...call, summary: { weave: { feedback } } });
  const emoji = { emoji: '👍', alias: ':ok:', detoned: '👍', detoned_alias: ':ok:' };
  const told = turnOf(
    weave,
    said([
      { feedback_type: 'wandb.reaction.1', payload: emoji },
      { feedback_type: 'wandb.annotation.right', payload: { value: false, why: 'Too old' } },
      ...['A word alone', 9],
    ]),
  );
  expect(told.feedback).toMatchObject([
    { what: 'reaction', value: '👍', comment: ':ok:' },
    { what: 'right', value: false, comment: 'Too old' },
    { what: 'feedback', value: 'A word alone' },
    { what: 'feedback', value: 9 },
  ]);
  expect(turnOf(weave, said('good')).fields.metadata).toMatchObject({
    summary: { weave: { feedback: 'good' } },
  });

  const judged = (assessments: unknown) => ({
    info: { trace_id: 'tr-1', trace_metadata: { a: '1' }, assessments },
    data: { request: 'Hi', response: 'Hello' },
  });
  const found = (fact: object) =>
    factsOf(mlflow, judged([{ assessment_name: 'fit', ...fact }])).map(({ value, comment }) => [
      value,
      comment,
    ]);
  const failed = { error_code: 'SLOW', error_message: 'timed out' };
  expect(found({ feedback: { rating: 5 } })).toEqual([[{ rating: 5 }, undefined]]);
  expect(found({ feedback: { serialized_value: { value: '[1]' } } })).toEqual([['[1]', undefined]]);
  expect(found({ expectation: { facts: ['a'] } })).toEqual([[{ facts: ['a'] }, undefined]]);
  expect(found({ expectation: { serialized_value: '["a"]' } })).toEqual([['["a"]', undefined]]);
  expect(found({ feedback: { value: 0.4, error: failed } })).toEqual([[0.4, 'SLOW: timed out']]);
  expect(found({ rationale: 'Close', feedback: { value: 0.4, error: failed } })).toEqual([
    [0.4, { rationale: 'Close', error: 'SLOW: timed out' }],
  ]);
  expect(found({ feedback: { error: failed } })).toEqual([['timed out', undefined]]);
  expect(found({ feedback: {}, error: failed })).toEqual([['timed out', undefined]]);
  for (const others of [['a word', 7], { rating: { feedback: 3 } }]) {
    const metadata = { assessments: others };
    expect(turnOf(mlflow, judged(others)).fields.metadata).toMatchObject(metadata);
    const { info } = judged(others);
    const [span] = turnsOf(mlflow, { info, data: { spans: [{ name: 'one' }] } });
    expect(span?.fields.metadata).toMatchObject({ trace: metadata });
  }
});

it('how long a trace of MLflow took is the number that it says, whatever stands under the other name', () => {
  const info = { trace_id: 'tr-1', trace_metadata: { a: '1' }, execution_duration_ms: '1.2s' };
  expect(turnOf(mlflow, { info: { ...info, execution_time_ms: 1200 } }).fields).toMatchObject({
    latency_ms: 1200,
    metadata: { execution_duration_ms: '1.2s' },
  });
});

describe('MLflow', () => {
  it('a trace is its spans, with the user and the session that it names', () => {
    const turns = turnsAt(mlflow, 0);
    expect(kinds(turns)).toEqual(['chain', 'retrieval', 'model', 'tool']);
    const trace = '0af7651916cd43dd8448eb211c80319c';
    expect(turns[2]?.fields).toMatchObject({
      conversation: 's-1',
      user_id: 'ana',
      span_id: `${trace}/00000000000000a3`,
      parent_span_id: `${trace}/00000000000000a1`,
      started_at: '1767607201000000000',
      latency_ms: 3000,
      model: 'gpt-4o-2024-08-06',
      requested_model: 'gpt-4o',
      temperature: 0.2,
      prompt_tokens: 20,
      completion_tokens: 3,
    });
    expect(turns[1]?.contexts).toEqual([
      { content: 'Ten days of leave.', document_id: 7, source: 'hr/leave.md' },
    ]);
    expect(turns[2] && transcript(turns[2])).toEqual([
      'input system: text=Be brief.',
      'input user: text=How many days?',
      'output assistant: text=Zehn Tage.',
    ]);
    expect(turns[0]?.fields.metadata).toMatchObject({
      trace: { tags: { 'mlflow.traceName': 'answer' }, trace_metadata: { 'mlflow.user': 'svc' } },
    });
    expect(turns[1]?.fields.metadata).not.toHaveProperty('trace');
  });

  it('spans of version 2 are named and timed by their own keys', () => {
    const [turn] = turnsAt(mlflow, 1);
    expect(turn?.fields).toMatchObject({
      kind: 'request',
      conversation: '1bf7651916cd43dd8448eb211c80319c',
      span_id: '1bf7651916cd43dd8448eb211c80319c/00000000000000b1',
      started_at: '1767610800000000000',
      requested_model: 'gpt-4o',
      error: '429 slow down',
    });
  });

  it('a trace without its spans is a step that says what the whole was given and gave', () => {
    const [turn] = turnsAt(mlflow, 2);
    expect(turn?.fields).toMatchObject({ kind: 'chain', conversation: 's-1', latency_ms: 700 });
    expect(turn && transcript(turn)).toEqual([
      'input undefined: text=And now?',
      'output undefined: text=Now too.',
    ]);
  });

  it('what stands beside the spans is kept, and a log of another that has info and data is not claimed', () => {
    const info = { request_id: 'q-1' };
    const other = { info, data: { question: 'Open?', answer: 'Until ten.' } };
    expect(mlflow.recognise(other)).toBe(0);
    expect(mlflow.recognise({ traces: [other] })).toBe(0);
    expect(mlflow.recognise({ info, data: { spans: [] } })).toBe(1);
    expect(mlflow.recognise({ info: { ...info, trace_location: {} } })).toBe(1);
    expect(turnOf(mlflow, { info, data: { ...other.data, spans: [] } }).fields.metadata).toEqual({
      request_id: 'q-1',
      data: other.data,
    });
    const text = { info: { trace_id: 'q-2', trace_metadata: {} }, data: { spans: 'cut off' } };
    expect(turnOf(mlflow, text).fields.metadata).toMatchObject({ data: { spans: 'cut off' } });
    const spans = [{ name: 'one' }, { name: 'two' }];
    const noted = turnsOf(mlflow, { info, data: { spans, ...other.data } }).map(
      ({ fields }) => fields.metadata,
    );
    expect(noted[0]).toMatchObject({ trace: { data: other.data } });
    expect(noted[1]).not.toHaveProperty('trace');
  });
});

describe('Datadog', () => {
  it('spans of an export are steps of the session in their tags', () => {
    const turns = turnsAt(datadogLlm, 0);
    expect(kinds(turns)).toEqual(['chain', 'retrieval', 'model', 'request']);
    expect(turns[2]?.fields).toMatchObject({
      conversation: 's-1',
      user_id: 'ana',
      environment: 'prod',
      release: '2.1',
      provider: 'openai',
      model: 'gpt-4o-mini-2024-07-18',
      temperature: 0.2,
      prompt_tokens: 30,
      completion_tokens: 4,
      latency_ms: 2900,
      span_id: '69085a3c00000000f1826fbde97e8f45/103',
      parent_span_id: '69085a3c00000000f1826fbde97e8f45/101',
    });
    expect(turns[2] && transcript(turns[2])).toEqual([
      'input system: text=Be brief.',
      'input user: text=Fee?',
      'input assistant: tool_call(fees#c-1)={"of":"cash"}',
      'input tool: tool_result(fees#c-1)=5',
      'output assistant: text=Fünf Euro.',
    ]);
    expect(turns[2]?.verdicts).toMatchObject([
      { what: 'failure_to_answer', value: 'answered', comment: 'It answers.' },
    ]);
    expect(turns[1]?.contexts).toEqual([
      { content: 'The fee is five euros.', document_id: 'd-1', source: 'fees.pdf', score: 0.8 },
    ]);
  });

  it('a call that failed has no answer, and its tags say why', () => {
    const failed = turnsAt(datadogLlm, 0)[3];
    expect(failed?.fields).toMatchObject({
      error: 'openai.apitimeouterror',
      requested_model: 'gpt-4o-mini-2024-07-18',
    });
    expect(failed && transcript(failed)).toEqual(['input user: text=Hello?']);
    expect(failed?.fields).not.toHaveProperty('parent_span_id');
  });

  it('spans as programs send them are read too, with what stands around them', () => {
    const turns = turnsAt(datadogLlm, 1);
    expect(kinds(turns)).toEqual(['agent', 'model']);
    expect(turns[1]?.fields).toMatchObject({
      conversation: 's-3',
      user_id: 'bo',
      prompt_tokens: 3,
    });
    expect(turns[1] && transcript(turns[1])).toEqual([
      'input user: text=Weather?',
      'output assistant: text=Hot.',
    ]);
  });
});

describe('Braintrust', () => {
  it('spans stand in the session of their trace, and are its user’s', () => {
    const turns = turnsAt(braintrust, 0);
    expect(kinds(turns)).toEqual(['model', 'retrieval', 'chain']);
    expect(turns[0]?.fields).toMatchObject({
      conversation: 's-1',
      user_id: 'ana',
      span_id: 'sp-1/sp-3',
      parent_span_id: 'sp-1/sp-1',
      started_at: 1767607201.25,
      latency_ms: 2250,
      model: 'gpt-4o-2024-08-06',
      provider: 'openai',
      prompt_version: 'returns@7',
      prompt_tokens: 20,
      completion_tokens: 4,
      finish_reason: 'stop',
    });
    expect(turns[0] && transcript(turns[0])).toEqual([
      'input system: text=Be brief.',
      'input user: text=Rückgabe?',
      'output assistant: text=In 30 Tagen.',
    ]);
    expect(turns[1]?.contexts).toEqual([
      { content: 'Returns within 30 days.', document_id: 'kb-1', source: 'returns.md', score: 0.7 },
    ]);
  });

  it('scores of users are feedback, others verdicts, what was expected a label: of the trace', () => {
    const events = fixture(braintrust)[0]?.events as readonly Record<string, unknown>[];
    expect(factsOf(braintrust, events[2])).toMatchObject([
      { table: 'feedback', what: 'user_feedback', value: 1, key: 'sp-1', key_kind: 'trace' },
      { table: 'verdict', what: 'Factuality', value: 0.6 },
      { table: 'feedback', what: 'comment', comment: 'danke', who: 'ana' },
      { table: 'label', what: 'expected', value: '30 Tage' },
    ]);
  });

  it('scores, comments and counts stay in whatever shape they stand', () => {
    const span = (more: object) =>
      turnOf(braintrust, {
        ...{ id: 'row', span_id: 's', root_span_id: 't', is_root: false, span_parents: ['r'] },
        ...{ _xact_id: '1', span_attributes: { type: 'tool' }, input: 'q', output: 'a' },
        ...more,
      });
    for (const scores of [0.7, [0.7, { name: 'n', score: 1 }]])
      expect(span({ scores }).fields.metadata).toMatchObject({ scores });
    expect(span({ scores: {} }).fields.metadata).not.toHaveProperty('scores');
    const said = (comments: unknown) => span({ comments }).feedback.map(({ comment }) => comment);
    expect(said([{ id: 'c', comment: { text: 'Wrong' } }, 'A word', 7, null])).toEqual([
      ...['Wrong', 'A word', 7],
    ]);
    expect(said('All of it')).toEqual(['All of it']);
    expect(said([{ text: 'Odd' }])).toEqual(['Odd']);
    const metrics = { start: 1, end: 2, prompt_tokens: 12, tokens: 15 };
    expect(span({ metrics }).fields.metadata).toMatchObject({
      metrics: { prompt_tokens: 12, tokens: 15 },
    });
  });

  it('the first span of a trace alone stands with the others, its session beside', () => {
    const events = fixture(braintrust)[0]?.events as readonly Record<string, unknown>[];
    const turns = events.map((event) => turnOf(braintrust, event));
    expect(turns.map(({ fields }) => fields.conversation)).toEqual(['sp-1', 'sp-1', 'sp-1']);
    expect(turns[2]?.fields.session_id).toBe('s-1');
  });

  it('steps of a trace stand together, whichever of them names the session', () => {
    const span = (span_id: string, metadata: object) => ({
      ...{ id: span_id, span_id, root_span_id: 'r', span_parents: [], scores: {}, metadata },
      ...{ input: 'Tea?', output: 'Yes.' },
    });
    const steps = [span('a', { session_id: 's-2' }), span('b', {}), span('r', {})];
    const turns = turnsOf(braintrust, { events: steps });
    expect(turns.map(({ fields }) => fields.conversation)).toEqual(['s-2', 's-2', 's-2']);
    const rooted = turnsOf(braintrust, { events: [steps[0], span('r', { session_id: 's-1' })] });
    expect(rooted.map(({ fields }) => fields.conversation)).toEqual(['s-1', 's-1']);
  });

  it('a span alone that failed is a request', () => {
    expect(turnOf(braintrust, fixture(braintrust)[1]).fields).toMatchObject({
      kind: 'request',
      conversation: 'sp-4',
      user_id: 'bo',
      error: 'RateLimitError: 429',
    });
  });
});

it('the name of a score says whether a user gave it', () => {
  for (const name of [
    ...['user_feedback', 'thumbsUp', 'Stars', 'human rating', 'csat', 'User'],
    ...['user_score', 'customerSatisfaction'],
  ]) {
    expect(saysUser(name), name).toBe(true);
  }
  for (const name of ['Factuality', 'relevance', 'helpfulness', 'started', 'username_leak']) {
    expect(saysUser(name), name).toBe(false);
  }
  for (const name of ['user_intent_match', 'human_likeness', 'customer_tone']) {
    expect(saysUser(name), name).toBe(false);
  }
});

describe('Prompt flow', () => {
  it('a line of a run is the flow and each call that it made', () => {
    const turns = turnsAt(promptflow, 0);
    expect(kinds(turns)).toEqual(['chain', 'retrieval', 'tool', 'model']);
    expect(turns.map(({ fields }) => fields.span_id)).toEqual([
      ...['flow_0/flow_0', 'flow_0/n-1', 'flow_0/n-2', 'flow_0/n-3'],
    ]);
    expect(turns.map(({ fields }) => fields.parent_span_id)).toEqual([
      ...[undefined, 'flow_0/flow_0', 'flow_0/flow_0', 'flow_0/n-2'],
    ]);
    expect(turns[3]?.fields).toMatchObject({
      started_at: 1767607201.5,
      latency_ms: 750,
      model: 'gpt-35-turbo',
      temperature: 0,
      max_tokens: 80,
      prompt_tokens: 30,
    });
    expect(turns[3] && transcript(turns[3])).toEqual([
      'input system: text=Use the excerpts.',
      'input user: text=Bin ich versichert?',
      'output assistant: text=Ja.',
    ]);
    expect(turns[1]?.contexts).toEqual([
      { content: 'Covered for 45 days.', source: 'travel.pdf', score: 0.8 },
    ]);
  });

  it('a line that names no node is a flow of its own', () => {
    const spans = ['flow_1', 'flow_2'].map((run_id) =>
      turnOf(promptflow, { run_info: { run_id, node: null, flow_id: 'f', inputs: {} } }),
    );
    expect(spans.map(({ fields }) => fields.span_id)).toEqual(['flow_1/flow_1', 'flow_2/flow_2']);
  });

  it('a line of a node belongs to the line of its flow', () => {
    const [node, call] = turnsAt(promptflow, 1);
    expect(node?.fields).toMatchObject({
      span_id: 'flow_1/flow_answer_1',
      parent_span_id: 'flow_1/flow_1',
      error: 'OpenAI API hits BadRequestError',
    });
    expect(call?.fields).toMatchObject({ kind: 'request', error: 'Error code: 400' });
  });
});

describe('SageMaker', () => {
  const turn = (at: number) => turnOf(sageMakerCapture, fixture(sageMakerCapture)[at]);

  it('bodies of a known interface are mapped as such', () => {
    expect(turn(0).fields).toMatchObject({
      kind: 'model',
      external_id: 'e-1',
      started_at: '2026-01-05T10:00:00Z',
      model: '/opt/ml/model',
      requested_model: 'tgi',
      prompt_tokens: 9,
    });
    expect(transcript(turn(0))).toEqual([
      'input system: text=Be brief.',
      'input user: text=Gnocchi?',
      'output assistant: text=Brown them.',
    ]);
    expect(turn(3).fields.kind).toBe('request');
  });

  it('prompts and texts of containers, also in base64', () => {
    expect(transcript(turn(1))).toEqual([
      'input user: text=Süß oder salzig?',
      'output assistant: text=Süß.',
    ]);
    expect(turn(1).fields).toMatchObject({ temperature: 0.5, max_tokens: 20 });
    expect(transcript(turn(2))).toEqual(['input user: text=Hi', 'output assistant: text=Hello.']);
  });

  it('a model of numbers is no call', () => {
    expect(() => turn(4)).toThrow(Unmapped);
  });

  const captured = (input: unknown, output: unknown) =>
    turnOf(sageMakerCapture, {
      captureData: {
        endpointInput: { data: JSON.stringify(input) },
        endpointOutput: { data: typeof output === 'string' ? output : JSON.stringify(output) },
      },
      eventMetadata: { eventId: 'e-9', inferenceTime: '2026-01-05T10:05:00Z' },
    });
  const answersTo = (output: unknown) =>
    transcript(captured({ inputs: 'Tea?' }, output)).filter((line) => line.startsWith('output'));

  it('an answer under any usual name, or none, is said', () => {
    for (const output of [
      { text: ['With milk.'] },
      { outputs: 'With milk.' },
      { predictions: ['With milk.'] },
      'With milk.',
    ]) {
      expect(answersTo(output)).toEqual(['output assistant: text=With milk.']);
    }
    expect(answersTo('')).toEqual([]);
    expect(answersTo([{ generated_text: 'Yes.' }, { generated_text: '{"no":1}' }])).toEqual([
      'output assistant: text=Yes.',
      'output1 assistant: text={"no":1}',
    ]);
    expect(answersTo({ generated_text: '{"text":"no"}' })).toEqual([
      'output assistant: text={"text":"no"}',
    ]);
    expect(answersTo({ verdict: 'with milk' })).toEqual([
      'output assistant: json={"verdict":"with milk"}',
    ]);
  });

  it('what stands beside prompt and answer stays', () => {
    const said = captured({ prompt: 'Tea?', temperature: 0.2, best_of: 3 }, [
      { generated_text: 'Yes.', details: { finish_reason: 'length' } },
    ]);
    expect(said.fields).toMatchObject({
      temperature: 0.2,
      params: { best_of: 3 },
      metadata: { response: { details: { finish_reason: 'length' } } },
    });
    const other = captured({ question: 'Tea?' }, [{ generated_text: 'Yes.' }]);
    expect(transcript(other)[0]).toBe('input user: text=Tea?');
  });

  it('a setting that is no number stays among the others', () => {
    const parameters = { temperature: 'low', top_p: '0.5' };
    expect(captured({ inputs: 'Tea?', parameters }, 'Yes.').fields).toMatchObject({
      top_p: 0.5,
      params: { temperature: 'low' },
    });
  });

  it('an error is why the call failed', () => {
    expect(
      captured({ inputs: 'Tea?' }, { error: 'CUDA out of memory', code: 424 }).fields,
    ).toMatchObject({
      kind: 'request',
      error: 'CUDA out of memory',
      metadata: { response: { code: 424 } },
    });
  });

  it('numbers for an answer, and several prompts at once, are refused with the reason', () => {
    const numbers = 'a model that answers with numbers and not with text';
    expect(() => captured({ inputs: 'Tea?' }, [[0.1, 0.2]])).toThrow(numbers);
    expect(() =>
      captured({ inputs: 'Tea?' }, { model: 'bge', data: [{ embedding: [1] }] }),
    ).toThrow(numbers);
    expect(() => captured({ inputs: ['Tea?', 'Milk?'] }, [['Yes.'], ['No.']])).toThrow(
      'several prompts in one call',
    );
  });
});

describe('Databricks', () => {
  const turn = (at: number) => turnOf(databricksInference, fixture(databricksInference)[at]);

  it('a row is a call of who requested it, at the time of the request', () => {
    expect(turn(0).fields).toMatchObject({
      kind: 'model',
      external_id: 'd-1',
      started_at: '2026-01-05T10:00:00.495+00:00',
      user_id: 'ana',
      model: 'llama-3.3-70b',
      latency_ms: 768,
    });
    expect(transcript(turn(0)).at(-1)).toBe('output assistant: text=72 Stunden.');
  });

  it('a row of the older tables that failed is a request with the reason', () => {
    expect(turn(1).fields).toMatchObject({
      kind: 'request',
      started_at: 1767607260000,
      latency_ms: 12,
      error: 'Too many tokens.',
    });
  });

  it('an agent’s row is a call too; one of rows of numbers is refused', () => {
    expect(transcript(turn(2))).toEqual([
      'input user: text=And now?',
      'output assistant: text=Now too.',
    ]);
    expect(() => turnsOf(databricksInference, fixture(databricksInference)[3] ?? {})).toThrow(
      Unmapped,
    );
  });

  it('what answers with numbers is no model of texts; a text among its predictions is an answer', () => {
    const row = (request: object, response: object, status_code = 200) => ({
      databricks_request_id: 'd-9',
      status_code,
      request: JSON.stringify(request),
      response: JSON.stringify(response),
    });
    const columns = { dataframe_records: [{ age: 41, town: 'Rome' }] };
    const vector = { object: 'embedding', index: 0, embedding: [0.1, 0.2] };
    const embedded = { object: 'list', data: [vector], model: 'bge', usage: { total_tokens: 2 } };
    const numbers = [
      row(columns, { predictions: [0.93] }),
      row(columns, { predictions: [{ score: 0.93 }] }),
      row({ input: 'Open?' }, embedded),
      row({ input: ['Open?', 'Closed?'] }, embedded),
      row({ inputs: ['Open?'] }, { predictions: [[0.1, 0.2]] }),
    ];
    for (const record of numbers) {
      expect(() => turnsOf(databricksInference, record)).toThrow(/no text/);
    }
    const said = turnOf(databricksInference, row(columns, { predictions: ['Ask in Rome.'] }));
    expect(said.fields.kind).toBe('model');
    expect(transcript(said).at(-1)).toContain('Ask in Rome.');
    const extracted = row(columns, { predictions: [{ name: 'Kim' }] });
    expect(turnOf(databricksInference, extracted).fields.kind).toBe('model');
    const failed = turnOf(databricksInference, row({ input: 'Open?' }, { code: 7 }, 500));
    expect(failed.fields).toMatchObject({ kind: 'request', error: 'HTTP 500' });
  });
});
