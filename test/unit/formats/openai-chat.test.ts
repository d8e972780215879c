import { describe, expect, it } from 'vitest';
import { openAiChat } from '../../../electron/engine/formats/openai-chat.ts';
import { fixtureRecords, transcript, turnOf } from './map-fixture.ts';

const records = fixtureRecords('openai-chat.jsonl');
const turn = (at: number) => turnOf(openAiChat, records[at]);

describe('chat completions', () => {
  it('a gateway line keeps what stands beside request and response', () => {
    const { fields, contexts, feedback } = turn(0);
    expect(fields).toEqual({
      kind: 'model',
      capture: 'application',
      conversation: 'conv-1',
      session_id: 's-9',
      response_id: 'chatcmpl-1',
      external_id: 'call-1',
      started_at: 1760000000,
      model: 'gpt-4o-2024-08-06',
      requested_model: 'gpt-4o',
      system_fingerprint: 'fp_1',
      prompt_version: 'p7',
      index_version: 'i3',
      route: 'support',
      release: '2.4.0',
      environment: 'production',
      temperature: 0.2,
      top_p: 1,
      max_tokens: 200,
      seed: 7,
      params: { stream: false },
      prompt_tokens: 31,
      completion_tokens: 9,
      latency_ms: 812.5,
      confidence: -0.25,
      finish_reason: 'stop',
      user_id: 'ana',
      metadata: {
        tenant: 'north',
        response: {
          id: 'chatcmpl-1',
          service_tier: 'default',
          usage: { prompt_tokens_details: { cached_tokens: 16 } },
        },
      },
    });
    expect(contexts).toEqual([
      { content: 'Changing a ticket is free.', document_id: 'd1', source: 'fees.md', score: 0.82 },
      { content: 'One bag is included.', document_id: 'd2', source: 'bags.md', score: 0.4 },
    ]);
    expect(feedback).toEqual([
      { what: 'feedback', value: 'down', comment: 'wrong fee', at: '2025-10-09T09:00:00Z' },
    ]);
    const [developer, user, tools, answer] = transcript(turn(0));
    expect(developer).toBe('input developer: text=Answer from the passages.');
    expect(user).toBe('input user: text=What does a change cost?');
    expect(tools).toMatch(/^tools tool: tool_definition\(find_booking\)=/);
    expect(answer).toBe('output assistant: text=A change costs 40 €.');
    expect(turn(0).messages[1]?.name).toBe('ana');
  });

  it('tool calls and their results stay linked by id', () => {
    expect(transcript(turn(1))).toEqual([
      'input user: text=Where is booking 7?',
      'input assistant: tool_call(find_booking#c1)={"id":7}',
      'input tool: tool_result(c1)=gate 4',
      'output assistant: text=At gate 4.',
    ]);
    expect(turn(1).fields.provider).toBe('api.example.test');
  });

  it('a stream becomes one message, with its tool calls joined and its usage kept', () => {
    expect(transcript(turn(2))).toEqual([
      'input user: text=Check 7 and 8',
      'output assistant: tool_call(find_booking#a)={"id":7} tool_call(find_booking#b)={"id":8}',
    ]);
    expect(turn(2).fields).toMatchObject({
      kind: 'model',
      external_id: 'chatcmpl-3',
      prompt_tokens: 11,
      completion_tokens: 22,
      finish_reason: 'tool_calls',
    });
  });

  it('several choices are alternatives; confidence is the mean log-probability of the first', () => {
    expect(transcript(turn(3))).toEqual([
      'input user: text=Say hi',
      'output assistant: text=Hé',
      'output1 assistant: text=Hallo',
    ]);
    expect(turn(3).fields).toMatchObject({ confidence: -1, finish_reason: 'stop' });
  });

  it('a refused call is a request with its error and no answer', () => {
    expect(turn(4).fields).toMatchObject({ kind: 'request', error: 'Rate limit reached' });
    expect(turn(4).fields).toMatchObject({ metadata: { status: 429 } });
    expect(transcript(turn(4))).toEqual(['input user: text=Again']);
  });

  it('a response alone maps, with refusal and legacy function call', () => {
    expect(transcript(turn(5))).toEqual([
      'output assistant: refusal=I cannot help with that.',
      'output1 assistant: tool_call(find_booking)={}',
    ]);
    expect(turn(5).fields).toMatchObject({ external_id: 'chatcmpl-6', started_at: 1760000060 });
  });

  it('images and audio are parts; req and res are request and response', () => {
    expect(transcript(turn(6))).toEqual([
      'input user: text=What is this? image={"url":"data:image/png;base64,AAAA"} audio={"data":"BBBB","format":"wav"}',
      'output assistant: text=A seal.',
    ]);
    expect(turn(6).fields.started_at).toBe('2025-10-09T10:00:00+02:00');
    expect(turn(6).feedback).toEqual([{ what: 'feedback', value: 'up' }]);
  });

  it('bodies that are JSON text are opened', () => {
    expect(transcript(turn(7))).toEqual(['input user: text=café?', 'output assistant: text=Oui']);
  });

  it('a call that was answered with success but whose body is missing counts as answered', () => {
    expect(turn(8).fields.kind).toBe('model');
    expect(transcript(turn(8))).toEqual(['input user: text=Still there?']);
  });
});

describe('chat completions, odd records', () => {
  it('an answer that a proxy keeps as text is the output', () => {
    const record = {
      request: { model: 'm', messages: [{ role: 'user', content: 'Capital?' }] },
      response: 'Paris',
    };
    expect(openAiChat.recognise(record)).toBe(0.6);
    expect(transcript(turnOf(openAiChat, record)).at(-1)).toBe('output assistant: text=Paris');
  });

  it('messages may stand beside the response', () => {
    const record = {
      messages: [{ role: 'user', content: 'Hi' }],
      temperature: 1,
      choices: [{ message: { role: 'assistant', content: 'Hello' } }],
      session_id: 's',
    };
    expect(turnOf(openAiChat, record).fields).toEqual({
      kind: 'model',
      capture: 'wire',
      conversation: 's',
      session_id: 's',
      temperature: 1,
    });
    expect(transcript(turnOf(openAiChat, record))).toHaveLength(2);
  });

  it('a request without an answer is a request', () => {
    const record = { request: { messages: [{ role: 'user', content: 'Hi' }] }, response: null };
    expect(turnOf(openAiChat, record).fields).toEqual({ kind: 'request', capture: 'wire' });
  });

  it('a stream that ends in an error keeps what was said and the error', () => {
    const record = {
      request: { messages: [{ role: 'user', content: 'Hi' }] },
      response:
        'data: {"object":"chat.completion.chunk","choices":[{"delta":{"content":"Hel"}}]}\r\n\r\n' +
        'data: {"error":{"message":"overloaded"}}\r\n\r\ndata: {"cut',
    };
    const { fields } = turnOf(openAiChat, record);
    expect(fields).toMatchObject({ kind: 'model', error: 'overloaded' });
    expect(transcript(turnOf(openAiChat, record)).at(-1)).toBe('output assistant: text=Hel');
  });

  it('a tool-call index from a hostile log does not make a long list', () => {
    const piece = { index: 2_000_000_000, id: 'x', function: { name: 'f', arguments: '{}' } };
    const chunk = {
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta: { tool_calls: [piece] } }],
    };
    const record = { request: { messages: [] }, response: `data: ${JSON.stringify(chunk)}\n\n` };
    expect(transcript(turnOf(openAiChat, record))).toEqual(['output assistant: tool_call(f#x)={}']);
  });

  it('a field called __proto__ is metadata like any other', () => {
    const record: unknown = JSON.parse(
      '{"__proto__":{"model":"x"},"request":{"messages":[]},"response":{"choices":[]},"status":200}',
    );
    const { fields } = turnOf(openAiChat, record as Record<string, unknown>);
    expect(JSON.stringify(fields.metadata)).toBe('{"__proto__":{"model":"x"},"status":200}');
    expect(fields.model).toBeUndefined();
  });
});
