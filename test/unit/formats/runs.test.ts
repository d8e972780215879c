import { describe, expect, it } from 'vitest';
import type { JsonObject, TurnKind } from '../../../electron/engine/formats/format.ts';
import { langfuse } from '../../../electron/engine/formats/langfuse.ts';
import { langSmith } from '../../../electron/engine/formats/langsmith.ts';
import { emitAnswered, emitGiven } from '../../../electron/engine/formats/step-texts.ts';
import { type RecordedTurn, RecordingEmit } from '../../fixtures/recording-emit.ts';
import { fixtureRecords, said, transcript, turnsAt, turnsOf } from './map-fixture.ts';

const names = (turns: readonly RecordedTurn[]): unknown[] =>
  turns.map(({ fields: { kind, span_id, parent_span_id, conversation } }) =>
    [kind, span_id, parent_span_id ?? null, conversation].join(' '),
  );

const counted = ({ messages }: RecordedTurn): number =>
  messages.filter(({ side, bare }) => side !== 'tools' && bare !== true).length;

describe('Langfuse', () => {
  it('each observation, row and score is mapped as it stands', () => {
    expect(said(langfuse)).toEqual([
      [
        [
          'input system: text=Be short.',
          'input user: text=Is it sunny in Köln?',
          'tools tool: tool_definition(weather)={"type":"function","function":{"name":"weather"}}',
          'output assistant: tool_call(weather#c1)={"city":"Köln"}',
        ],
        [
          'input assistant: tool_call(weather)={"city":"Köln"}',
          'output tool: tool_result(weather)=rain',
        ],
        ['input undefined: text=Köln'],
        [
          'input undefined: text=Is it sunny in Köln?',
          'output undefined: json={"answer":"No.","sources":2}',
        ],
      ],
      [['input user: text=Say – hi']],
      [
        [
          'input system: text=Be kind.',
          'input user: text=Hi',
          'input assistant: text=Hello',
          'input user: text=And?',
          'output assistant: tool_call(look#c9)={"at":"sky"}',
        ],
      ],
      [['input undefined: text=Hi', 'output assistant: text=Look!']],
      [],
      [['input undefined: text=words']],
    ]);
  });

  it('observations are named by trace and id, and stand in the session; a row of a trace holds those of it', () => {
    expect(names(turnsAt(langfuse, 0))).toEqual([
      'model t1/o2 t1/o1 s1',
      'tool t1/o4 t1/o1 s1',
      'retrieval t1/o3 t1/o1 s1',
      'chain t1/o1 t1 s1',
    ]);
    expect(names([1, 2, 3, 5].flatMap((at) => turnsAt(langfuse, at)))).toEqual([
      'request t2/o9 t2 t2',
      'model t3/o10 t3/o8 t3',
      'chain t3  t3',
      'chain t4/o11 t4 t4',
    ]);
  });

  it('a generation has model, settings, tokens, seconds as milliseconds, its prompt, and what its trace says', () => {
    expect(turnsAt(langfuse, 0)[0]?.fields).toEqual({
      kind: 'model',
      capture: 'application',
      conversation: 's1',
      external_id: 'o2',
      span_id: 't1/o2',
      parent_span_id: 't1/o1',
      started_at: '2026-02-03T10:00:01.000Z',
      ended_at: '2026-02-03T10:00:02.500Z',
      latency_ms: 1500,
      prompt_version: 'weather@3',
      release: 'r7',
      environment: 'production',
      user_id: 'ana',
      session_id: 's1',
      provider: 'openai',
      model: 'gpt-4o',
      temperature: 0,
      max_tokens: 50,
      params: { tool_choice: 'auto' },
      prompt_tokens: 11,
      completion_tokens: 5,
      metadata: {
        type: 'GENERATION',
        name: 'chat',
        promptName: 'weather',
        promptVersion: 3,
        usage: { input: 7, input_cache_read: 4, output: 5, total: 16 },
        cost: { total: 0.01 },
        trace_name: 'answer',
        tags: ['eu'],
        metadata: { attributes: { 'gen_ai.system': 'openai' }, scope: { name: 'sdk' } },
      },
    });
  });

  it('a row of a table has the same from JSON in texts and from pairs', () => {
    expect(turnsAt(langfuse, 2)[0]?.fields).toMatchObject({
      kind: 'model',
      provider: 'openai',
      model: 'gpt-4o-2024-08-06',
      requested_model: 'gpt-4o',
      temperature: 0.5,
      prompt_tokens: 12,
      completion_tokens: 3,
      latency_ms: 250,
    });
  });

  it('a generation that failed is a request with its error', () => {
    expect(turnsAt(langfuse, 1)[0]?.fields).toMatchObject({
      kind: 'request',
      error: 'rate limited',
      model: 'gpt-4o',
    });
  });

  it('a score goes to its observation, one of the trace to the first; evaluators judge, people say', () => {
    const [chat, , , root] = turnsAt(langfuse, 0);
    expect(chat?.feedback).toEqual([{ what: 'helpful', value: 'yes', who: 'bo', key: 'o2' }]);
    expect(root?.verdicts).toEqual([
      {
        what: 'toxicity',
        value: 0.8,
        at: '2026-02-03T11:00:00.000Z',
        comment: 'rough',
        key: 't1',
      },
    ]);
    expect(root?.feedback).toEqual([{ what: 'corrected output', value: 'It rains.', key: 't1' }]);
  });

  it('a row of the scores table is feedback with the id of what it scores, and no turn', () => {
    const emit = new RecordingEmit();
    langfuse.map(fixtureRecords('langfuse.jsonl')[4] ?? {}, emit);
    expect(emit.turns).toEqual([]);
    expect(emit.facts).toEqual([
      {
        what: 'thumb',
        value: 1,
        at: '2026-02-03 10:09:00.000',
        comment: 'thanks',
        key: 'o10',
      },
    ]);
  });

  it('what a retriever found is context, however it is written', () => {
    expect(turnsAt(langfuse, 0)[2]?.contexts).toEqual([
      { content: 'Köln has rain.', source: 'weather.md' },
      { content: 'Rain is wet.', document_id: 'n2', score: 0.5 },
    ]);
  });

  it('messages are what stands in a list of them and each object of an answer; a text alone is kept beside', () => {
    expect(turnsAt(langfuse, 0).map(counted)).toEqual([3, 0, 0, 1]);
    expect(turnsAt(langfuse, 1).map(counted)).toEqual([0]);
  });

  const ATTRIBUTES = {
    'llm.input_messages.0.message.role': 'user',
    'llm.input_messages.0.message.content': 'Hi',
    'llm.output_messages.0.message.role': 'assistant',
    'llm.output_messages.0.message.content': 'Hello',
  };
  const generation = (fields: JsonObject): JsonObject => ({
    ...{ id: 'o1', traceId: 't1', type: 'GENERATION', startTime: '2026-02-03T10:00:00Z' },
    ...{ endTime: '2026-02-03T10:00:01Z', ...fields },
  });

  it('attributes speak where the observation has no messages, or only printed ones, and as many', () => {
    const metadata = JSON.stringify({ attributes: ATTRIBUTES });
    const [missing] = turnsOf(langfuse, generation({ metadata, input: null, output: null }));
    expect(missing && transcript(missing)).toEqual([
      'input user: text=Hi',
      'output assistant: text=Hello',
    ]);
    const said = (messages: unknown): string[] =>
      turnsOf(langfuse, generation({ metadata, input: { messages } })).flatMap(transcript);
    const printed = ["role='user' content='Hi' name=None", "role='tool' content='x' name=None"];
    expect(said(printed.slice(0, 1))[0]).toBe('input user: text=Hi');
    expect(said(printed).slice(0, 2)).toEqual([
      "input user: text=role='user' content='Hi' name=None",
      "input tool: text=role='tool' content='x' name=None",
    ]);
  });

  it('instructions that only the answer of the Responses API repeats were given to the model', () => {
    const output = { object: 'response', instructions: 'Be short.', output: [], tools: [] };
    const [turn] = turnsOf(langfuse, generation({ input: 'Hi', output }));
    expect(turn && transcript(turn).slice(0, 2)).toEqual([
      'input system: text=Be short.',
      'input user: text=Hi',
    ]);
  });

  it('the trace that the API gives holds its observations', () => {
    const trace = {
      ...{ id: 't9', timestamp: '2026-02-03T10:00:00Z', projectId: 'p', sessionId: 's9', tags: [] },
      observations: [{ id: 'o1', traceId: 't9', type: 'EVENT', startTime: '2026-02-03T10:00:00Z' }],
    };
    expect(langfuse.recognise(trace)).toBe(1);
    expect(names(turnsOf(langfuse, trace))).toEqual(['chain t9/o1 t9 s9']);
  });

  it('a trace without observations is a record itself', () => {
    const trace = { id: 't9', timestamp: '2026-02-03T10:00:00Z', projectId: 'p', userId: 'ana' };
    expect(names(turnsOf(langfuse, { trace, observations: [] }))).toEqual(['chain t9  t9']);
  });
});

describe('LangSmith', () => {
  it('halves and whole runs are mapped as they stand; a patch does not repeat what its post was given', () => {
    expect(said(langSmith)).toEqual([
      [
        ['input undefined: text=Sunny – or not?'],
        ['input user: text=Sunny – or not?'],
        ['output undefined: text=Sunny.'],
        ['output assistant: text=Sunny.'],
      ],
      [
        [
          'input system: text=Be kind.',
          'input user: text=Hi',
          'input assistant: tool_call(look#c1)={"at":"sky"}',
          'input tool: tool_result(look#c1)=blue',
          'tools tool: tool_definition(look)={"name":"look"}',
          'output assistant: text=Blue.',
        ],
      ],
      [['input undefined: text=sky']],
      [['input assistant: tool_call(look)={"input":"{\'at\': \'sky\'}"}']],
      [['input user: text=Count', 'output assistant: text=One, two.']],
    ]);
  });

  it('both halves of a run have its name; a patch without an id is that of the post at its position', () => {
    expect(names(turnsAt(langSmith, 0))).toEqual([
      'chain r1  th1',
      'request r2 r1 th1',
      'chain r1  th1',
      'model r2 r1 th1',
    ]);
    expect(names([1, 2, 3, 4].flatMap((at) => turnsAt(langSmith, at)))).toEqual([
      'model r5 r4 r4',
      'retrieval r6 r4 r4',
      'tool r7 r4 r4',
      'model r8  r8',
    ]);
  });

  it('a patch has the answer: the model that answered, tokens, why it ended', () => {
    expect(turnsAt(langSmith, 0)[3]?.fields).toEqual({
      kind: 'model',
      capture: 'application',
      conversation: 'th1',
      external_id: 'r2',
      span_id: 'r2',
      parent_span_id: 'r1',
      ended_at: 1770112802000,
      session_id: 'th1',
      provider: 'openai',
      requested_model: 'gpt-4o',
      model: 'gpt-4o-2024-08-06',
      temperature: 0.5,
      prompt_tokens: 4,
      completion_tokens: 2,
      finish_reason: 'stop',
      metadata: { run_type: 'llm', metadata: { ls_model_type: 'chat' } },
    });
  });

  it('a whole run has its settings, user, tools and feedback', () => {
    const [turn] = turnsAt(langSmith, 1);
    expect(turn?.fields).toEqual({
      kind: 'model',
      capture: 'application',
      conversation: 'r4',
      external_id: 'r5',
      span_id: 'r5',
      parent_span_id: 'r4',
      started_at: '2026-02-03T11:00:01.000000',
      ended_at: '2026-02-03T11:00:02.000000',
      user_id: 'ana',
      requested_model: 'claude-own',
      model: 'claude-own-2026',
      temperature: 0.1,
      params: { stop: ['x'] },
      prompt_tokens: 9,
      completion_tokens: 3,
      finish_reason: 'end_turn',
      metadata: {
        run_type: 'llm',
        name: 'ChatAnthropic',
        status: 'success',
        tags: ['eu'],
        metadata: { ls_temperature: 0.1 },
        runtime: { sdk: 'langsmith-py' },
      },
    });
    expect(turn?.feedback).toEqual([
      { what: 'correct', value: 1 },
      { what: 'tone', value: { warm: 2 } },
    ]);
  });

  it('documents of a retriever are context; a tool that failed has its error', () => {
    expect(turnsAt(langSmith, 2)[0]?.contexts).toEqual([
      { content: 'The sky is blue.', source: 'sky.md' },
    ]);
    expect(turnsAt(langSmith, 3)[0]?.fields).toMatchObject({ kind: 'tool', error: 'no sky' });
  });

  it('an answer of a model whose run failed is a request', () => {
    const run = { id: 'r', trace_id: 'r', run_type: 'llm', inputs: {}, outputs: {}, error: 'late' };
    expect(turnsOf(langSmith, run)[0]?.fields).toMatchObject({ kind: 'request', error: 'late' });
  });
});

/** What one side of a step says, with a mark on what the log does not put as messages. */
function told(side: 'given' | 'answered', value: unknown, kind: TurnKind = 'model'): string[] {
  const emit = new RecordingEmit();
  emit.turn({ kind, capture: 'application' });
  const tell = side === 'given' ? emitGiven : emitAnswered;
  tell(value, { kind, tool: 'look' }, emit);
  const [turn] = emit.turns;
  const lines = turn === undefined ? [] : transcript(turn);
  return lines.map((line, at) => (turn?.messages[at]?.bare === true ? `(${line})` : line));
}

describe('what a step was given, in the dialects of frameworks', () => {
  it.each<[string, unknown, string[]]>([
    ['nothing', null, []],
    ['a text', 'Hi', ['(input user: text=Hi)']],
    ['a text of quotes', '"Hi"', ['(input user: text="Hi")']],
    ['the text of a call', '{"args": ["Hi"]}', ['(input user: text=Hi)']],
    ['something else', '{"a": 1, "b": 2}', ['(input user: json={"a": 1, "b": 2})']],
    [
      'a prompt and a system text',
      { prompt: 'Hi', system: 'Be short.' },
      ['(input system: text=Be short.)', '(input user: text=Hi)'],
    ],
    [
      'OpenAI messages with a definition of a tool among them',
      [
        { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
        { role: 'tool', content: { type: 'function', function: { name: 'look' } } },
      ],
      [
        'input user: text=Hi',
        'tools tool: tool_definition(look)={"type":"function","function":{"name":"look"}}',
      ],
    ],
    [
      'Responses items',
      [
        { role: 'user', content: 'Hi' },
        { type: 'function_call', name: 'look', call_id: 'c1', arguments: '{}' },
        { type: 'function_call_output', call_id: 'c1', output: 'blue' },
      ],
      [
        'input user: text=Hi',
        'input assistant: tool_call(look#c1)={}',
        'input tool: tool_result(c1)=blue',
      ],
    ],
    [
      'LangChain messages, calls beside the content',
      {
        messages: [
          { type: 'human', content: 'Hi' },
          {
            type: 'ai',
            content: '',
            additional_kwargs: {
              tool_calls: [{ id: 'c1', function: { name: 'look', arguments: '{}' } }],
            },
          },
          { type: 'tool', data: { content: 'blue', tool_call_id: 'c1' } },
        ],
      },
      [
        'input user: text=Hi',
        'input assistant: tool_call(look#c1)={}',
        'input tool: tool_result(c1)=blue',
      ],
    ],
    [
      'Gemini contents with their configuration',
      {
        config: {
          system_instruction: 'Greet.',
          tools: [{ function_declarations: [{ name: 'look' }] }],
        },
        contents: [
          { role: 'user', parts: [{ text: 'Hi' }] },
          { role: 'model', parts: [{ function_call: { name: 'look', args: {} } }] },
          { role: 'user', parts: [{ function_response: { name: 'look', response: { a: 1 } } }] },
        ],
      },
      [
        'input system: text=Greet.',
        'input user: text=Hi',
        'input assistant: tool_call(look)={}',
        'input tool: tool_result(look)={"a":1}',
        'tools tool: tool_definition={"function_declarations":[{"name":"look"}]}',
      ],
    ],
    [
      'AI SDK parts; each result is a message',
      [
        {
          role: 'assistant',
          content: [
            { type: 'tool-call', toolCallId: 'c1', toolName: 'look', input: { at: 'sky' } },
          ],
        },
        {
          role: 'tool',
          content: [
            {
              ...{ type: 'tool-result', toolCallId: 'c1', toolName: 'look' },
              output: { type: 'text', value: 'blue' },
            },
            { type: 'tool-result', toolCallId: 'c2', toolName: 'look', result: { sky: 1 } },
          ],
        },
      ],
      [
        'input assistant: tool_call(look#c1)={"at":"sky"}',
        'input tool: tool_result(look#c1)=blue',
        'input tool: tool_result(look#c2)={"sky":1}',
      ],
    ],
    [
      'parts of agents of Microsoft',
      [
        { role: 'user', parts: [{ type: 'text', content: 'Hi' }] },
        {
          role: 'assistant',
          parts: [{ type: 'tool_call', id: ['run', 'call_1'], name: 'look', arguments: { at: 1 } }],
        },
        {
          role: 'tool',
          parts: [{ type: 'tool_call_response', id: ['run', 'call_1'], response: 'blue' }],
        },
      ],
      [
        'input user: text=Hi',
        'input assistant: tool_call(look#call_1)={"at":1}',
        'input tool: tool_result(call_1)=blue',
      ],
    ],
    [
      'parts of Pydantic AI; results in a user message stand before what the user says',
      [
        {
          role: 'user',
          parts: [
            { type: 'text', content: 'And?' },
            { type: 'tool_call_response', id: 'c1', name: 'look', result: 'blue' },
          ],
        },
        { role: 'assistant', parts: [{ type: 'thinking', content: 'Hm' }] },
        {
          kind: 'request',
          parts: [
            { part_kind: 'system-prompt', content: 'Be short.' },
            { part_kind: 'user-prompt', content: 'Hi' },
          ],
        },
      ],
      [
        'input tool: tool_result(look#c1)=blue',
        'input user: text=And?',
        'input assistant: thinking=Hm',
        'input system: text=Be short.',
        'input user: text=Hi',
      ],
    ],
  ])('%s', (_, value, lines) => {
    expect(told('given', value)).toEqual(lines);
    const json = typeof value === 'string' || value === null ? value : JSON.stringify(value);
    expect(told('given', json)).toEqual(lines);
  });
});

describe('what a step gave, in the dialects of frameworks', () => {
  const chunk = (content: string): JsonObject => ({ type: 'AIMessageChunk', content });
  it.each<[string, unknown, string[], TurnKind?]>([
    ['nothing', null, []],
    ['a text', 'Hi', ['(output assistant: text=Hi)']],
    ['a text of a chain', 'end', ['(output undefined: text=end)'], 'chain'],
    [
      'the result of a tool',
      { at: 'sky' },
      ['output tool: tool_result(look)={"at":"sky"}'],
      'tool',
    ],
    ['an empty result of a tool', {}, ['output tool: tool_result(look)={}'], 'tool'],
    [
      'the result of a tool as parts',
      { content: [{ type: 'text', text: 'blue' }] },
      ['output tool: tool_result(look)=blue'],
      'tool',
    ],
    ['a message', { role: 'assistant', content: 'Hi' }, ['output assistant: text=Hi']],
    [
      'choices',
      { choices: [{ message: { content: 'A' } }, { message: { content: 'B' } }] },
      ['output assistant: text=A', 'output1 assistant: text=B'],
    ],
    [
      'an answer of the Responses API',
      {
        object: 'response',
        output: [
          { type: 'reasoning', summary: [] },
          { type: 'message', content: [{ type: 'output_text', text: 'Hi' }] },
        ],
      },
      ['output assistant: thinking={"type":"reasoning","summary":[]} text=Hi'],
    ],
    [
      'an answer of Gemini',
      { candidates: [{ content: { role: 'model', parts: [{ text: 'Hi' }] } }] },
      ['output assistant: text=Hi'],
    ],
    [
      'an event of an agent of Google',
      { content: { role: 'model', parts: [{ text: 'Hi' }] }, finish_reason: 'STOP' },
      ['output assistant: text=Hi'],
    ],
    [
      'a choice as an event',
      { index: 0, message: { role: 'assistant', content: 'Hi' } },
      ['output assistant: text=Hi'],
    ],
    [
      'calls of the AI SDK',
      [{ toolCallId: 'c1', toolName: 'look', input: '{}' }],
      ['output assistant: tool_call(look#c1)={}'],
    ],
    [
      'text and calls of the AI SDK',
      { text: 'Wait', toolCalls: [{ toolCallId: 'c1', toolName: 'look', args: {} }] },
      ['output assistant: text=Wait tool_call(look#c1)={}'],
    ],
    ['generations', { generations: [[{ text: 'A' }]] }, ['output assistant: text=A']],
    ['a streamed answer of LangChain', [chunk('H'), chunk('i')], ['output assistant: text=Hi']],
    [
      'the run of an agent of Agno',
      { run_id: 'r', content: 'Hi', messages: [{ role: 'user', content: 'Hello' }] },
      ['(output undefined: text=Hi)'],
      'chain',
    ],
  ])('%s', (_, value, lines, kind) => {
    expect(told('answered', value, kind)).toEqual(lines);
  });
});
