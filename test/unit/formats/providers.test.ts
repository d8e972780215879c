import { describe, expect, it } from 'vitest';
import { azureLlmLog } from '../../../electron/engine/formats/azure-llm-log.ts';
import { azureOpenAi } from '../../../electron/engine/formats/azure-openai.ts';
import { bedrockInvocationLog } from '../../../electron/engine/formats/bedrock-invocation-log.ts';
import { Unmapped } from '../../../electron/engine/formats/format.ts';
import { googleGenerateContent } from '../../../electron/engine/formats/google-generate-content.ts';
import { helicone } from '../../../electron/engine/formats/helicone.ts';
import { liteLlm } from '../../../electron/engine/formats/litellm.ts';
import { portkey } from '../../../electron/engine/formats/portkey.ts';
import { vertexRequestResponse } from '../../../electron/engine/formats/vertex-request-response.ts';
import { fixtureRecords, transcript, turnOf, turnsOf } from './map-fixture.ts';

describe('Google generateContent', () => {
  const turns = fixtureRecords('google-generatecontent.jsonl').map((record) =>
    turnOf(googleGenerateContent, record),
  );

  it('a call keeps thoughts, calls of functions, their answers, grounding and ratings', () => {
    const [turn] = turns;
    expect(turn && transcript(turn)).toEqual([
      'input system: text=Be brief.',
      'input user: text=Wetter in Köln? image={"mimeType":"image/png","data":"AAAA"}',
      'input assistant: tool_call(weather)={"city":"Köln"}',
      'input tool: tool_result(weather)={"sky":"rain"}',
      'tools tool: tool_definition(weather)={"name":"weather"}',
      'output assistant: thinking=Look at the sky. text=Regen.',
    ]);
    expect(turn?.fields).toMatchObject({
      kind: 'model',
      external_id: 'resp-1',
      model: 'gemini-2.5-flash',
      requested_model: 'gemini-2.5-flash',
      temperature: 0,
      top_p: 0.9,
      max_tokens: 50,
      prompt_tokens: 9,
      completion_tokens: 7,
      confidence: -0.5,
      finish_reason: 'STOP',
    });
    expect(turn?.contexts).toEqual([{ content: 'It rains.', source: 'gs://b/a.txt' }]);
    expect(turn?.verdicts).toEqual([
      { what: 'safety output: HARM_CATEGORY_HARASSMENT', value: 'NEGLIGIBLE' },
    ]);
  });

  it('a blocked prompt is a request with its reason and verdicts', () => {
    expect(turns[1]?.fields).toMatchObject({ kind: 'request', error: 'prompt blocked: SAFETY' });
    expect(turns[1]?.verdicts).toEqual([
      { what: 'safety input: HARM_CATEGORY_DANGEROUS_CONTENT', value: 'BLOCKED' },
      { what: 'safety input: block reason', value: 'SAFETY' },
    ]);
  });

  it('streams are one message, as events or as a list', () => {
    expect(turns.slice(2).map(transcript)).toEqual([
      ['input user: text=Hi', 'output assistant: text=Hello'],
      ['input user: text=Hi', 'output assistant: text=AB'],
      ['input user: text=Hi'],
    ]);
    expect(turns[3]?.fields.finish_reason).toBe('1');
  });

  it('a failed call is a request', () => {
    expect(turns[4]?.fields).toMatchObject({
      kind: 'request',
      error: 'no such model',
      requested_model: 'gemini-9',
    });
  });
});

it('a row of Vertex’s log is a turn', () => {
  const turn = turnOf(vertexRequestResponse, fixtureRecords('vertex-request-response.jsonl')[0]);
  expect(turn.fields).toMatchObject({
    kind: 'model',
    external_id: '537',
    started_at: '2026-01-05T10:00:00Z',
    model: 'gemini-2.5-pro',
    requested_model: 'gemini-2.5-pro',
    top_p: 0.5,
    max_tokens: 80,
    prompt_tokens: 3,
    completion_tokens: 2,
    latency_ms: 112.5,
  });
  expect(transcript(turn)).toEqual(['input user: text=Grüß dich', 'output assistant: text=Hallo!']);
  expect(turn.verdicts).toEqual([
    { what: 'safety output: HARM_CATEGORY_HATE_SPEECH', value: 'LOW' },
  ]);
});

describe('Azure OpenAI', () => {
  const turns = fixtureRecords('azure-openai.jsonl').map((record) => turnOf(azureOpenAi, record));

  it('a gateway row holds the call, deployment and model apart', () => {
    expect(turns[0]?.fields).toMatchObject({
      kind: 'model',
      conversation: 'c1',
      external_id: 'c1',
      started_at: '2026-01-05T10:00:00.1234567Z',
      model: 'gpt-4o-2024-08-06',
      requested_model: 'pilot',
      temperature: 0.3,
      prompt_tokens: 4,
      latency_ms: 176,
    });
    expect(turns.map(transcript)).toEqual([
      ['input user: text=Größe?', 'output assistant: text=Groß.'],
      ['input user: text=Größe?'],
      [],
      [],
      [],
      ['input user: text=Hi', 'output assistant: text=Hey'],
    ]);
    expect(turns[0]?.verdicts).toEqual([
      { what: 'content filter input: violence', value: 'low' },
      { what: 'content filter output: hate', value: 'safe' },
    ]);
  });

  it('a filtered prompt is a request', () => {
    expect(turns[1]?.fields).toMatchObject({ kind: 'request', error: 'The prompt was filtered.' });
    expect(turns[1]?.verdicts).toEqual([
      { what: 'content filter input: violence', value: 'filtered', comment: 'high' },
      { what: 'content filter input: jailbreak', value: 'detected' },
    ]);
  });

  it('a RequestResponse row names its model; ticks keep all their digits', () => {
    expect(turns[2]?.fields).toMatchObject({
      kind: 'model',
      model: 'gpt-35-turbo-0301',
      requested_model: 'pilot',
      metadata: { properties: { requestTime: '638515262815394150' } },
    });
  });

  it('a row of Log Analytics is the record that it was made of', () => {
    expect(turns[4]?.fields).toMatchObject({
      conversation: 'c5',
      started_at: '2026-01-05T00:00:01.500Z',
      model: 'gpt-4o-2024-08-06',
      requested_model: 'pilot',
      latency_ms: 120,
      metadata: { properties: { requestTime: '638515262815394150' } },
    });
    expect(turns[5]?.fields).toMatchObject({ kind: 'model', conversation: 'c6', latency_ms: 88 });
    expect(JSON.stringify(turns[5]?.fields.metadata)).not.toContain('TenantId');
  });

  it('a body cut short stays in the metadata', () => {
    expect(turns[3]?.fields).toMatchObject({
      requested_model: 'pilot',
      metadata: {
        properties: { backendRequestBody: expect.stringContaining('{"model"') as unknown },
      },
    });
  });
});

describe('the log of language models of API Management', () => {
  const records = fixtureRecords('azure-llm-log.jsonl');
  const streams = azureLlmLog.streams;
  const together = (at: readonly number[]) =>
    turnOf(azureLlmLog, streams?.whole(at.map((position) => records[position] ?? {})));

  it('pieces of one call are told by its correlation id', () => {
    expect(records.map((record) => streams?.pieceOf(record)?.of)).toEqual([
      ...['c1', 'c2', 'c1', 'c1', 'c1', 'c3', 'c4'],
    ]);
  });

  it('pieces are put together by their sequence numbers, whatever order they came in', () => {
    const turn = together([0, 2, 3, 4, 0]);
    expect(transcript(turn)).toEqual([
      'input system: text=Be brief.',
      'input user: text=Gebühr?',
      'output assistant: text=Sie beträgt fünf Euro.',
    ]);
    expect(turn.fields).toMatchObject({
      kind: 'model',
      capture: 'wire',
      conversation: 'c1',
      call_id: 'c1',
      started_at: '2026-01-05T10:00:00Z',
      provider: 'azure',
      model: 'gpt-4o',
      requested_model: 'pilot',
      prompt_tokens: 12,
      completion_tokens: 6,
    });
  });

  it('a call in one record, and a row of the table', () => {
    expect([together([1]), turnOf(azureLlmLog, records[6])].map(transcript)).toEqual([
      ['input user: text=Alone?', 'output assistant: text=Yes.'],
      ['input user: text=Row?', 'output assistant: text=Table.'],
    ]);
    expect(turnOf(azureLlmLog, records[6]).fields).toMatchObject({
      started_at: '2026-01-05T15:07:09.120Z',
      prompt_tokens: 4,
      completion_tokens: 2,
    });
  });

  it('messages that were cut short stay as text in the metadata of a request', () => {
    expect(together([5]).fields).toMatchObject({
      kind: 'request',
      metadata: { requestMessages: '[{"role":"user","content":"cut o' },
    });
  });
});

it('a gateway’s record says what the provider calls the answer, by which a trace means it', () => {
  const response = { id: 'chatcmpl-1', choices: [{ message: { content: 'Hi' } }] };
  const azure = {
    ...{ category: 'GatewayLogs', correlationId: 'c1' },
    properties: { backendResponseBody: response },
  };
  const vertex = { full_response: { responseId: 'chatcmpl-1', candidates: [{ content: {} }] } };
  const bedrock = { requestId: 'r1', modelId: 'm', output: { outputBodyJson: response } };
  expect(
    [
      turnOf(liteLlm, { call_type: 'acompletion', id: 'l1', response }),
      turnOf(azureOpenAi, azure),
      turnOf(vertexRequestResponse, vertex),
      turnOf(bedrockInvocationLog, bedrock),
    ].map(({ fields }) => fields.response_id),
  ).toEqual(['chatcmpl-1', 'chatcmpl-1', 'chatcmpl-1', 'chatcmpl-1']);
});

describe('LiteLLM', () => {
  const turns = fixtureRecords('litellm.jsonl').map((record) => turnOf(liteLlm, record));

  it('a logging payload is a turn with what its guardrail said', () => {
    expect(turns[0]?.fields).toMatchObject({
      kind: 'model',
      conversation: 'tr',
      external_id: 'l1',
      model: 'gpt-4o-2024-08-06',
      requested_model: 'chat',
      provider: 'openai',
      temperature: 0.2,
      latency_ms: 1000,
      user_id: 'ana',
    });
    expect(turns[0]?.verdicts).toEqual([
      { what: 'guardrail: pii', value: 'success', comment: 'pre_call' },
    ]);
  });

  it('rows of the spend log hold bodies as text, or none', () => {
    expect(turns.map(transcript)).toEqual([
      ['input user: text=Grüße', 'output assistant: text=Hallo'],
      ['input user: text=Hi'],
      [],
      ['input user: text=Hi', 'output assistant: text=Hey'],
    ]);
    expect(turns[2]?.fields).toMatchObject({ external_id: 's1', user_id: 'bo', kind: 'model' });
  });

  it('a failure is a request; an embedding is refused with the reason', () => {
    expect(turns[1]?.fields).toMatchObject({ kind: 'request', error: 'rate limited' });
    expect(() => turnsOf(liteLlm, { call_type: 'aembedding' })).toThrow(Unmapped);
  });
});

describe('Helicone', () => {
  const records = fixtureRecords('helicone.jsonl');

  it('bodies are mapped in their provider’s dialect', () => {
    const [first, second] = records.map((record) => turnOf(helicone, record));
    expect(first?.fields).toMatchObject({
      external_id: 'h1',
      session_id: 's1',
      user_id: 'ana',
      latency_ms: 1000,
      model: 'gpt-4o-2024-08-06',
      requested_model: 'gpt-4o',
    });
    expect(first && transcript(first)).toEqual([
      'input user: text=Grüße',
      'output assistant: text=Hallo',
    ]);
    expect(first?.feedback).toEqual([
      { what: 'feedback', value: false, at: '2026-01-05T11:00:00Z' },
    ]);
    expect(second && transcript(second)).toEqual([
      'input user: text=Hi',
      'output assistant: text=Hello',
    ]);
  });

  it('scores are verdicts; a model that the caller named stands where the answer names none', () => {
    const [, second, third] = records.map((record) => turnOf(helicone, record));
    expect(second?.verdicts).toEqual([
      { what: 'helpful', value: 1 },
      { what: 'grounded', value: false },
    ]);
    expect(second?.fields.model).toBe('claude-3-haiku');
    expect(third?.verdicts).toEqual([{ what: 'helpful', value: 0 }]);
  });

  it('a row whose bodies were not exported is a turn without messages', () => {
    const turn = turnOf(helicone, records[2]);
    expect(turn.fields).toMatchObject({
      kind: 'model',
      external_id: 'h3',
      started_at: '2026-01-05T10:00:02Z',
      model: 'gpt-4o',
      requested_model: 'pilot',
      prompt_tokens: 7,
      completion_tokens: 2,
      latency_ms: 900,
      user_id: 'bo',
      metadata: { signed_body_url: 'https://bodies.example/h3' },
    });
    expect(turn.messages).toEqual([]);
    const failed = turnOf(helicone, { ...records[2], response_status: 500 });
    expect(failed.fields).toMatchObject({ kind: 'request', error: 'HTTP 500' });
  });

  it('what the user said stands among the scores and is feedback, once', () => {
    const turn = turnOf(helicone, records[3]);
    expect(turn.fields.started_at).toBe('2026-01-05 10:05:00.250');
    expect(turn.feedback).toEqual([{ what: 'feedback', value: 1 }]);
    expect(turn.verdicts).toEqual([{ what: 'tone', value: 4 }]);
    const twice = turnOf(helicone, { ...records[3], feedback: { rating: true } });
    expect(twice.feedback).toEqual([{ what: 'feedback', value: true }]);
  });

  it('a row of a table has its numbers as texts', () => {
    const [record = {}] = records;
    const row = Object.entries(record).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const turn = turnOf(helicone, Object.fromEntries(row) as Record<string, string>);
    expect(turn.fields).toMatchObject({ kind: 'model', latency_ms: 1000, user_id: 'ana' });
  });

  it('what is no number in the place of one is refused or kept, never dropped', () => {
    const [first = {}, , third = {}] = records;
    expect(() => turnsOf(helicone, { ...first, delay_ms: '12 ms' })).toThrow('latency_ms');
    expect(() => turnsOf(helicone, { ...third, prompt_tokens: '1,234' })).toThrow('prompt_tokens');
    expect(() => turnsOf(helicone, { ...third, completion_tokens: 'many' })).toThrow('completion');
    const odd = turnOf(helicone, { ...first, response_status: 'fine' });
    expect(odd.fields.metadata).toMatchObject({ status: 'fine' });
  });

  it('a row with neither bodies nor a status is refused with the reason', () => {
    expect(() => turnsOf(helicone, { request_id: 'h' })).toThrow(Unmapped);
  });
});

describe('Portkey', () => {
  const turn = (at: number) => turnOf(portkey, fixtureRecords('portkey.jsonl')[at]);

  it('a row is a call in its trace, with the provider’s body and who asked', () => {
    expect(turn(0).fields).toMatchObject({
      kind: 'model',
      conversation: 'tr-1',
      external_id: 'pk-1',
      started_at: 'Mon Jan 05 2026 11:00:00 GMT+0100 (Central European Standard Time)',
      user_id: 'ana',
      provider: 'openai',
      model: 'gpt-4.1-mini-2025-04-14',
      latency_ms: 800,
      prompt_tokens: 9,
      completion_tokens: 2,
      metadata: { config: 'pc-1', metadata: { environment: 'prod' } },
    });
    expect(transcript(turn(0))).toEqual([
      'input system: text=Be brief.',
      'input user: text=Grüße?',
      'output assistant: text=Hallo.',
    ]);
  });

  it('bodies in a wrapping, of another provider, with metadata in two lists', () => {
    expect(turn(1).fields).toMatchObject({ user_id: 'ana', model: 'claude-3-haiku-20240307' });
    expect(turn(1).fields.metadata).toMatchObject({ metadata: { team: 'desk' } });
    expect(transcript(turn(1))).toEqual([
      'input system: text=Be brief.',
      'input user: text=And now?',
      'output assistant: text=Now too.',
    ]);
  });

  it('a call that failed is a request with its reason', () => {
    expect(turn(2).fields).toMatchObject({
      kind: 'request',
      model: 'gpt-4.1-mini',
      error: 'openai error: overloaded',
    });
  });

  it('a row whose bodies were not asked for is a turn without messages', () => {
    expect(turn(3).fields).toMatchObject({ kind: 'model', prompt_tokens: 5, completion_tokens: 6 });
    expect(turn(3).messages).toEqual([]);
  });

  it('a call that did not succeed failed, also without a status', () => {
    const [first = {}, , , bare = {}] = fixtureRecords('portkey.jsonl');
    for (const no of [false, 'false', 'FALSE', '0', 0]) {
      const without = { is_success: no, response_status_code: null };
      expect(turnOf(portkey, { ...bare, ...without }).fields).toMatchObject({
        kind: 'request',
        error: 'HTTP error',
      });
      expect(turnOf(portkey, { ...first, ...without }).fields.error).toBe('the call failed');
    }
    expect(turnOf(portkey, { ...first, is_success: 'true' }).fields).not.toHaveProperty('error');
  });

  it('what is no number in the place of one is refused or kept, never dropped', () => {
    const [, , , bare = {}] = fixtureRecords('portkey.jsonl');
    expect(() => turnsOf(portkey, { ...bare, response_time: '12 ms' })).toThrow('latency_ms');
    expect(() => turnsOf(portkey, { ...bare, req_units: '1,234' })).toThrow('prompt_tokens');
    const odd = turnOf(portkey, { ...bare, response_status_code: 'fine' });
    expect(odd.fields.metadata).toMatchObject({ response_status_code: 'fine' });
  });

  it('calls of no conversation are refused with the reason', () => {
    const row = { ...fixtureRecords('portkey.jsonl')[0], request: { input: 'a' }, response: {} };
    expect(() => turnsOf(portkey, row)).toThrow(Unmapped);
  });
});
