import { describe, expect, it } from 'vitest';
import { Unmapped } from '../../../electron/engine/formats/format.ts';
import { openInference } from '../../../electron/engine/formats/openinference.ts';
import { otlp } from '../../../electron/engine/formats/otlp.ts';
import { vercelAiSdk } from '../../../electron/engine/formats/vercel-ai-sdk.ts';
import { fixtureRecords, transcript, turnOf, turnsAt, turnsOf } from './map-fixture.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const kinds = (turns: ReturnType<typeof turnsAt>) => turns.map(({ fields }) => fields.kind);

describe('OTLP', () => {
  describe('a batch with attributes of the conventions since 1.37', () => {
    const turns = turnsAt(otlp, 0);
    const [agent, call, tool, retrieval, failed, plain] = turns;

    it('is a conversation whose steps name each other', () => {
      expect(kinds(turns)).toEqual(['agent', 'model', 'tool', 'retrieval', 'request', 'chain']);
      expect(turns.map(({ fields }) => fields.conversation)).toEqual(Array(6).fill('stay-12'));
      expect(agent?.fields).toMatchObject({ span_id: `${TRACE}/00000000000000a1`, user_id: 'ana' });
      expect(agent?.fields).not.toHaveProperty('parent_span_id');
      for (const { fields } of turns.slice(1)) {
        expect(fields.parent_span_id).toBe(`${TRACE}/00000000000000a1`);
      }
    });

    it('says what the model was given and answered', () => {
      expect(call && transcript(call)).toEqual([
        'input system: text=You serve the guests of a hotel.',
        'input user: text=Ist das Frühstück schon da? image={"type":"blob","modality":"image","mime_type":"image/png","content":"AAAA"}',
        'tools tool: tool_definition(kitchen)={"type":"function","name":"kitchen"}',
        'output assistant: thinking=I must ask the kitchen. tool_call(kitchen#call_1)={"meal":"breakfast"}',
      ]);
      expect(call?.fields).toEqual({
        kind: 'model',
        capture: 'application',
        conversation: 'stay-12',
        external_id: 'chatcmpl-7',
        span_id: `${TRACE}/00000000000000a2`,
        parent_span_id: `${TRACE}/00000000000000a1`,
        started_at: '1767607201000000000',
        ended_at: '1767607202500000000',
        latency_ms: 1500,
        provider: 'openai',
        model: 'gpt-4o-2024-08-06',
        requested_model: 'gpt-4o',
        temperature: 0.5,
        max_tokens: 300,
        params: { top_k: 40 },
        prompt_tokens: 21,
        completion_tokens: 9,
        finish_reason: 'tool_calls',
        environment: 'production',
        release: '2.3.1',
        metadata: {
          name: 'chat gpt-4o',
          kind: 3,
          scope: { name: 'hotel.instrumentation', version: '1' },
          resource: {
            'service.name': 'hotel-desk',
            'service.version': '2.3.1',
            'deployment.environment.name': 'production',
          },
          attributes: { 'gen_ai.operation.name': 'chat' },
        },
      });
      expect(call?.verdicts).toEqual([
        {
          what: 'evaluation: Relevance',
          value: 'pass',
          comment: 'It asks for what is needed.',
          at: '1767607203000000000',
        },
        {
          what: 'evaluation: Relevance (score)',
          value: 4.5,
          comment: 'It asks for what is needed.',
          at: '1767607203000000000',
        },
      ]);
    });

    it('says what the tool was called with and returned, and what was retrieved', () => {
      expect(tool && transcript(tool)).toEqual([
        'input assistant: tool_call(kitchen#call_1)={"meal":"breakfast"}',
        'output tool: tool_result(kitchen#call_1)=ready at 7',
      ]);
      expect(retrieval?.contexts).toEqual([
        { content: 'Porridge, eggs.', document_id: 'menu-1', score: 0.91 },
        { content: 'Soup.', document_id: 'menu-2', score: 0.4 },
      ]);
    });

    it('says why a step failed', () => {
      expect(failed?.fields).toMatchObject({ kind: 'request', error: 'the call timed out' });
      expect(failed && transcript(failed)).toEqual(['input user: text=Thanks!']);
      expect(plain?.fields).toMatchObject({ kind: 'chain', error: 'ConnectionError: no route' });
    });
  });

  it('events up to 1.36, in snake case, with ids in base64, are the same trace', () => {
    const turn = turnOf(otlp, fixtureRecords('otlp.jsonl')[1]);
    expect(transcript(turn)).toEqual([
      'input system: text=Be kind.',
      'input user: text=Is the pool open?',
      'input assistant: tool_call(pool#c9)={}',
      'input tool: tool_result(c9)=open',
      'output assistant: text=Yes, it is open.',
      'output1 assistant: text=Open!',
    ]);
    expect(turn.fields).toMatchObject({
      kind: 'model',
      span_id: `${TRACE}/00000000000000b1`,
      parent_span_id: `${TRACE}/00000000000000a1`,
      conversation: TRACE,
      provider: 'mistral',
      requested_model: 'mistral-small',
      prompt_tokens: 5,
      finish_reason: 'stop',
    });
  });

  it('each log record tells its part of a step under the name of the step', () => {
    const turns = turnsAt(otlp, 2);
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    expect(
      turns.map(({ fields: { kind, event_of, span_id } }) => [kind, event_of ?? span_id]),
    ).toEqual([
      ['model', `${trace}/00000000000000c1`],
      ['model', `${trace}/00000000000000c1`],
      ['model', `${trace}/00000000000000c2`],
      ['guardrail', `${trace}/00000000000000c2`],
      ['request', undefined],
    ]);
    expect(turns.map(transcript)).toEqual([
      ['input user: text=Wo ist der Schlüssel?'],
      ['output assistant: text=Am Empfang.'],
      ['input user: text=Good night', 'output assistant: text=Sleep well.'],
      [],
      ['input user: text=Anyone there?'],
    ]);
    expect(turns[1]?.fields).toMatchObject({ provider: 'openai', finish_reason: 'stop' });
    expect(turns[3]?.verdicts).toEqual([
      { what: 'evaluation: Toxicity', value: 0.02, at: '1767607220000000000' },
    ]);
    expect(turns[4]?.fields.started_at).toBe('1767607222000000000');
  });

  it('a log record that is no event of a model is refused with the reason', () => {
    const record = { timeUnixNano: '1', body: { stringValue: 'started' }, attributes: [] };
    expect(() => turnsOf(otlp, record)).toThrow(Unmapped);
  });

  it('numbered attributes are messages in their order', () => {
    const [call, tool, retrieval] = turnsAt(otlp, 3);
    expect(call && transcript(call)).toEqual([
      'input system: text=Answer briefly.',
      'input user: text=Wie spät ist es?',
      'input assistant: tool_call(clock#t1)={}',
      'input tool: tool_result(t1)=10:00',
      'input user: text=Please.',
      'tools tool: tool_definition(clock)={"name":"clock","description":"tells the time"}',
      'output assistant: text=Zehn Uhr.',
    ]);
    expect(call?.fields).toMatchObject({ conversation: 's-5', finish_reason: 'end_turn' });
    expect(call?.fields).not.toHaveProperty('parent_span_id');
    expect(tool && transcript(tool)).toEqual([
      'input assistant: tool_call(clock)={}',
      'output tool: tool_result(clock)=10:00',
    ]);
    expect(retrieval?.fields).toMatchObject({ kind: 'retrieval', conversation: 's-5' });
    expect(retrieval?.contexts).toEqual([
      { content: 'The bar opens at six.', document_id: 'p1', source: 'bar.md' },
    ]);
    expect(retrieval?.fields.metadata).toMatchObject({ context_distances: [0.2] });
  });

  it('how far away a passage was found stands beside it or in its metadata, in whatever form that is', () => {
    const attributes = {
      'openinference.span.kind': 'RETRIEVER',
      'retrieval.documents.0.document.content': 'Near.',
      'retrieval.documents.0.document.metadata': '{"distance": 0.1}',
      'retrieval.documents.1.document.content': 'Nearly.',
      'retrieval.documents.1.document.vector_distance': 0.2,
      'retrieval.documents.2.document.content': 'Far.',
      'retrieval.documents.2.document.metadata.vector_distance': 0.3,
      'retrieval.documents.3.document.content': 'Somewhere.',
    };
    const { fields } = turnOf(otlp, {
      ...{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), name: 'find' },
      startTimeUnixNano: '1770000000000000000',
      attributes: Object.entries(attributes).map(([key, value]) => ({
        key,
        value: typeof value === 'number' ? { doubleValue: value } : { stringValue: value },
      })),
    });
    expect(fields.metadata).toMatchObject({ context_distances: [0.1, 0.2, 0.3, null] });
  });

  it('OpenInference within OTLP is read too; its sessions hold many conversations', () => {
    const [turn] = turnsAt(otlp, 4);
    expect(turn && transcript(turn)).toEqual([
      'input user: text=Any news?',
      'output assistant: text=None.',
    ]);
    expect(turn?.fields).toMatchObject({
      model: 'llama-3',
      temperature: 0.1,
      params: { stop: ['END'] },
      session_id: 'sess-1',
      conversation: '6bf92f3577b34da6a3ce929d0e0e4736',
    });
  });

  it('a span alone, and attributes alone, are steps', () => {
    const [embedding, call] = fixtureRecords('otlp.jsonl').slice(5);
    expect(turnOf(otlp, embedding).fields).toMatchObject({ kind: 'chain' });
    expect(turnOf(otlp, embedding).fields).not.toHaveProperty('requested_model');
    expect(transcript(turnOf(otlp, call))).toEqual([
      'input user: text=Hi',
      'output assistant: text=Hello',
    ]);
  });

  it('messages that were cut short are kept as they stand', () => {
    const turn = turnOf(otlp, {
      'gen_ai.operation.name': 'chat',
      'gen_ai.input.messages': '[{"role":"user","parts":[{"type":"te',
      'gen_ai.output.messages': '[{"role":"assistant","parts":[]},{"role":"assistant"}]',
    });
    expect(transcript(turn)).toEqual([
      'input undefined: text=[{"role":"user","parts":[{"type":"te',
      'output assistant: text=null',
      'output1 assistant: text=null',
    ]);
  });

  it('numbers that promise very many messages cost nothing', () => {
    const turn = turnOf(otlp, {
      'gen_ai.operation.name': 'chat',
      'gen_ai.prompt.9999999.content': 'last',
      'gen_ai.prompt.99999999999.content': 'no number',
      'gen_ai.prompt.0.content': '{"__proto__":{"role":"system"}}',
    });
    expect(transcript(turn)).toEqual([
      'input undefined: text={"__proto__":{"role":"system"}}',
      'input undefined: text=last',
    ]);
    expect(turn.fields.metadata).toMatchObject({
      attributes: { 'gen_ai.prompt.99999999999.content': 'no number' },
    });
  });
});

describe('OpenInference', () => {
  const turns = fixtureRecords('openinference.jsonl').map((record) =>
    turnsOf(openInference, record),
  );
  const trace = turns.slice(0, 6).flat();

  it('a trace is a conversation with its steps', () => {
    expect(kinds(trace)).toEqual(['agent', 'model', 'tool', 'retrieval', 'model', 'model']);
    expect(trace.map(({ fields }) => fields.conversation)).toEqual(Array(6).fill('tr-9'));
    expect(trace.map(({ fields }) => fields.parent_span_id)).toEqual([
      undefined,
      ...Array<string>(5).fill('tr-9/s1'),
    ]);
    expect(trace.map(transcript)).toEqual([
      [],
      [
        'input system: text=Use the passages.',
        'input user: text=Welche Farbe hat der Mond? image=https://example.org/m.png',
        'tools tool: tool_definition(look)={"type":"function","function":{"name":"look"}}',
        'output assistant: tool_call(look#c1)=',
      ],
      ['input assistant: tool_call(look#c1)={}'],
      [],
      ['input tool: tool_result(c1)=grey', 'input user: text=So?', 'output assistant: text=Grau.'],
      ['input user: text=Sicher?', 'output assistant: text=Ja. tool_call(note#c2)={}'],
    ]);
  });

  it('what is no column stays in the metadata', () => {
    expect(trace[0]?.fields).toMatchObject({
      user_id: 'bo',
      session_id: 'sess-9',
      metadata: {
        id: 'U3BhbjoxMQ==',
        kind: 'AGENT',
        attributes: { 'input.value': 'Welche Farbe hat der Mond?', 'output.value': 'Grau.' },
      },
    });
    expect(trace[1]?.fields).toMatchObject({
      external_id: 's2',
      model: 'llama-3',
      requested_model: 'llama-3-latest',
      provider: 'meta',
      prompt_version: 'v3',
      temperature: 0.2,
      max_tokens: 64,
      params: { stop: ['END'] },
      latency_ms: 1500,
      metadata: { name: 'llama', kind: 'LLM', attributes: { 'llm.token_count.total': 34 } },
    });
  });

  it('failures, passages, and what people and judges said', () => {
    expect(trace[2]?.fields.error).toBe('telescope is away');
    expect(trace[3]?.contexts).toEqual([
      { content: 'The moon is grey.', document_id: 'd1', source: 'moon.txt', score: 0.8 },
      { content: 'Cheese.', document_id: 2 },
    ]);
    expect(trace[1]?.feedback).toEqual([
      { what: 'evaluation: correct', value: 'yes', comment: 'It is.', who: 'HUMAN' },
      { what: 'evaluation: correct (score)', value: 1, comment: 'It is.', who: 'HUMAN' },
    ]);
    expect(trace[1]?.verdicts).toEqual([{ what: 'evaluation: tone', value: 0.8, who: 'LLM' }]);
    expect(trace[5]?.verdicts).toEqual([
      { what: 'evaluation: Hallucination', value: 'factual', comment: 'It stands in d1.' },
      { what: 'evaluation: Hallucination (score)', value: 0, comment: 'It stands in d1.' },
    ]);
  });

  it('named lists hold traces; plain inputs are messages, JSON that holds none is not', () => {
    const named = turns[6] ?? [];
    expect(kinds(named)).toEqual(['chain', 'model', 'model']);
    expect(named.map(({ fields }) => fields.conversation)).toEqual(['tr-a', 'tr-a', 'tr-b']);
    expect(named.map(transcript)).toEqual([
      [],
      ['input user: text=Hallo', 'output assistant: text=Grüß Gott'],
      ['output assistant: text=Servus'],
    ]);
  });

  it('spans of the Python console have the same shape; attributes alone are a call', () => {
    expect(turns[7]?.[0]?.fields).toMatchObject({
      kind: 'chain',
      span_id: `${TRACE}/00000000000000b9`,
      error: 'stopped',
      release: '9',
    });
    expect(turns[8]?.map(transcript)).toEqual([
      ['input user: text=Hi', 'output assistant: text=Hello'],
    ]);
  });

  it('a span with events is one record, whose events are none', () => {
    const span = {
      name: 'x',
      context: { trace_id: 't', span_id: 's' },
      events: [{ name: 'started', timestamp: '2026-01-06T10:00:00Z' }],
    };
    expect(turnsOf(openInference, { ...span, start_time: null })).toHaveLength(1);
  });
});

describe('Vercel AI SDK', () => {
  const turns = fixtureRecords('vercel-ai-sdk.jsonl').map((record) => turnOf(vercelAiSdk, record));

  it('the inner span is the call, the outer one a step', () => {
    expect(kinds(turns)).toEqual(['chain', 'model', 'tool', 'model', 'chain', 'request']);
    expect(turns.map(transcript)).toEqual([
      [],
      [
        'input system: text=Be exact.',
        'input user: text=Größe des Saturn? file={"type":"file","mediaType":"image/png","data":"AAAA"}',
        'input assistant: thinking=Look it up. tool_call(measure#k1)={"of":"Saturn"}',
        'input tool: tool_result(measure#k1)=58232 km',
        'tools tool: tool_definition(measure)={"type":"function","name":"measure"}',
        'output assistant: thinking=Once more. tool_call(measure#k2)={}',
      ],
      [
        'input assistant: tool_call(measure#k2)={}',
        'output tool: tool_result(measure#k2)="58232 km"',
      ],
      ['input user: text=As an object', 'output assistant: json={"km":58232}'],
      [],
      ['input user: text=Again'],
    ]);
  });

  it('columns come from either spelling, once', () => {
    expect(turns[1]?.fields).toEqual({
      kind: 'model',
      capture: 'application',
      conversation: 'web-3',
      session_id: 'web-3',
      external_id: 'resp_1',
      span_id: '8bf92f3577b34da6a3ce929d0e0e4736/00000000000000a2',
      parent_span_id: '8bf92f3577b34da6a3ce929d0e0e4736/00000000000000a1',
      started_at: '1767607260005000000',
      ended_at: '1767607261505000000',
      latency_ms: 1500,
      provider: 'openai.responses',
      model: 'gpt-4o-mini-2024-07-18',
      requested_model: 'gpt-4o-mini',
      temperature: 0.3,
      params: { maxRetries: 2 },
      prompt_tokens: 14,
      completion_tokens: 20,
      finish_reason: 'tool-calls',
      metadata: {
        name: 'ai.generateText.doGenerate',
        attributes: { 'ai.operationId': 'ai.generateText.doGenerate' },
      },
    });
    expect(turns[5]?.fields.error).toBe('rate limited');
  });
});
