import { describe, expect, it } from 'vitest';
import { anthropicMessages } from '../../../electron/engine/formats/anthropic-messages.ts';
import { ollamaChat } from '../../../electron/engine/formats/ollama-chat.ts';
import { openAiResponses } from '../../../electron/engine/formats/openai-responses.ts';
import { fixtureRecords, transcript, turnOf } from './map-fixture.ts';

describe('Anthropic messages', () => {
  const records = fixtureRecords('anthropic-messages.jsonl');
  const turn = (at: number) => turnOf(anthropicMessages, records[at]);

  it('system, tool results and withheld thinking have their places', () => {
    expect(transcript(turn(0))).toEqual([
      'input system: text=You are a clerk.',
      'input user: text=Seats?',
      'input assistant: text=Let me look. tool_call(stock#tu1)={"what":"seats"}',
      'input tool: tool_result(tu1)=3',
      'input user: text=And now?',
      'tools tool: tool_definition(stock)={"name":"stock","input_schema":{"type":"object"}}',
      'output assistant: thinking=Three. thinking=QUJD text=Three seats.',
    ]);
  });

  it('tokens read are those of the input and of the cache', () => {
    expect(turn(0).fields).toMatchObject({
      prompt_tokens: 20,
      completion_tokens: 5,
      model: 'claude-sonnet-4-5-20250929',
      requested_model: 'claude-sonnet-4-5',
    });
  });

  it('a stream becomes one message', () => {
    expect(transcript(turn(1))).toEqual([
      'input user: text=Stock?',
      'output assistant: text=I look. tool_call(stock#tu2)={"a":1}',
    ]);
    expect(turn(1).fields).toMatchObject({
      started_at: '2025-10-09T08:00:00Z',
      prompt_tokens: 7,
      completion_tokens: 20,
      finish_reason: 'tool_use',
    });
  });

  it('an error is a request', () => {
    expect(turn(2).fields).toMatchObject({ kind: 'request', error: 'Overloaded' });
    expect(transcript(turn(2))).toEqual(['input user: text=Hi']);
  });

  it('a response alone maps, also as text of a captured body', () => {
    expect(transcript(turn(3))).toEqual(['output assistant: text=Done.']);
    expect(transcript(turn(4))).toEqual(['output assistant: text=Naïve.']);
    expect(turn(4).fields.kind).toBe('model');
  });

  it('a result that is an error keeps the mark', () => {
    const result = { type: 'tool_result', tool_use_id: 't', is_error: true, content: 'no seats' };
    const record = { request: { messages: [{ role: 'user', content: [result] }] }, response: null };
    expect(transcript(turnOf(anthropicMessages, record))).toEqual([
      'input tool: tool_result(t)={"is_error":true,"content":"no seats"}',
    ]);
  });
});

describe('Responses API', () => {
  const records = fixtureRecords('openai-responses.jsonl');
  const turn = (at: number) => turnOf(openAiResponses, records[at]);

  it('items of input and output become messages, found passages become context', () => {
    const [system, user, call, result, tools, answer] = transcript(turn(0));
    expect([system, user, call, result]).toEqual([
      'input system: text=Use the files.',
      'input user: text=Fee?',
      'input assistant: tool_call(fee#k1)={}',
      'input tool: tool_result(k1)=40',
    ]);
    expect(tools).toMatch(/^tools tool: tool_definition\(fee\)=/);
    expect(answer).toMatch(/^output assistant: thinking=Look it up\. json\(file_search_call\)=/);
    expect(answer).toMatch(/ text=It is 40\. tool_call\(note#k2\)=\{"n":1\}$/);
    expect(turn(0).contexts).toEqual([
      { content: 'A change costs 40.', document_id: 'f1', source: 'fees.md', score: 0.9 },
    ]);
    expect(turn(0).fields).toMatchObject({
      external_id: 'resp_1',
      started_at: 1760000000,
      ended_at: 1760000002,
      prompt_tokens: 50,
      metadata: { response: { previous_response_id: 'resp_0' } },
    });
  });

  it('a stream gives the response that completed it', () => {
    expect(transcript(turn(1))).toEqual(['input user: text=Hello', 'output assistant: text=Hi']);
    expect(turn(1).fields).toMatchObject({ model: 'o4-mini-2025-04-16', completion_tokens: 1 });
  });

  it('an incomplete response alone says why and where it belongs', () => {
    expect(turn(2).fields).toMatchObject({
      conversation: 'conv_3',
      finish_reason: 'max_output_tokens',
    });
    expect(transcript(turn(2))).toEqual(['output assistant: text=It was']);
  });
});

describe('Ollama', () => {
  const records = fixtureRecords('ollama-chat.jsonl');
  const turn = (at: number) => turnOf(ollamaChat, records[at]);

  it('an answer, with durations in milliseconds', () => {
    expect(turn(0).fields).toMatchObject({
      model: 'qwen3:8b',
      requested_model: 'qwen3',
      temperature: 0,
      seed: 42,
      latency_ms: 1500,
      prompt_tokens: 8,
      completion_tokens: 3,
      finish_reason: 'stop',
    });
    expect(transcript(turn(0))).toEqual([
      'input user: text=Sky?',
      'output assistant: thinking=Rayleigh. text=Blue.',
    ]);
  });

  it('a stream of lines becomes one message', () => {
    expect(transcript(turn(1))).toEqual([
      'input user: text=Weather?',
      'output assistant: thinking=Hmm. text=Sunny tool_call(sky)={"at":1}',
    ]);
    expect(turn(1).fields).toMatchObject({
      started_at: '2025-10-09T08:01:00Z',
      completion_tokens: 5,
    });
  });

  it('generate asks with a prompt', () => {
    const record = {
      request: { model: 'qwen3', prompt: 'Rhyme', system: 'Be brief.' },
      response: { model: 'qwen3', response: 'Time', done: true, context: [1, 2, 3] },
    };
    expect(transcript(turnOf(ollamaChat, record))).toEqual([
      'input system: text=Be brief.',
      'input user: text=Rhyme',
      'output assistant: text=Time',
    ]);
    expect(turnOf(ollamaChat, record).contexts).toEqual([]);
  });
});
