import { describe, expect, it } from 'vitest';
import { bedrockHttp } from '../../../electron/engine/formats/bedrock-http.ts';
import { bedrockInvocationLog } from '../../../electron/engine/formats/bedrock-invocation-log.ts';
import { Unmapped } from '../../../electron/engine/formats/format.ts';
import { RecordingEmit } from '../../fixtures/recording-emit.ts';
import { fixtureRecords, transcript, turnOf, turnsOf } from './map-fixture.ts';

describe('the invocation log of Bedrock', () => {
  const records = fixtureRecords('bedrock-invocation-log.jsonl');
  const turns = records.map((record) => turnOf(bedrockInvocationLog, record));

  it('a Converse call is a turn with tools, results and what the guardrail found', () => {
    const [turn] = turns;
    expect(turn?.fields).toEqual({
      kind: 'model',
      capture: 'wire',
      external_id: 'r1',
      call_id: 'r1',
      started_at: '2026-01-05T10:00:00Z',
      provider: 'bedrock',
      model: 'anthropic.claude-3-5-sonnet-20240620-v1:0',
      requested_model: 'anthropic.claude-3-5-sonnet-20240620-v1:0',
      temperature: 0.5,
      top_p: 0.9,
      max_tokens: 50,
      params: records[0] && {
        inferenceConfig: { maxTokens: 50, temperature: 0.5, topP: 0.9 },
        toolConfig: { tools: [{ toolSpec: { name: 'weather', inputSchema: { json: {} } } }] },
      },
      prompt_tokens: 30,
      completion_tokens: 4,
      latency_ms: 120,
      finish_reason: 'end_turn',
      user_id: 'arn:aws:iam::000000000000:user/ana',
      metadata: expect.objectContaining({ region: 'eu-west-1', operation: 'Converse' }) as unknown,
    });
    expect(turn && transcript(turn)).toEqual([
      'input system: text=Be brief.',
      'input user: text=Weather in Köln?',
      'input assistant: tool_call(weather#t1)={"city":"Köln"}',
      'input tool: tool_result(t1)=rain',
      'input user: text=So?',
      'tools tool: tool_definition(weather)={"toolSpec":{"name":"weather","inputSchema":{"json":{}}}}',
      'output assistant: text=It rains.',
    ]);
    expect(turn?.verdicts).toEqual([
      {
        what: 'guardrail output contentPolicy: INSULTS',
        value: 'NONE',
        who: 'g1',
        comment: 'LOW',
      },
    ]);
  });

  it('a stream is one message, and a block of the prompt is a verdict', () => {
    expect(turns[1] && transcript(turns[1])).toEqual([
      'input user: text(guardContent)=Rob a bank',
      'output assistant: text=I cannot.',
    ]);
    expect(turns[1]?.fields).toMatchObject({
      finish_reason: 'guardrail_intervened',
      prompt_tokens: 5,
      latency_ms: 9,
    });
    expect(turns[1]?.verdicts).toEqual([
      { what: 'guardrail input topicPolicy: Robbery', value: 'BLOCKED', who: 'g1' },
    ]);
  });

  it('every vendor’s dialect gives its answer', () => {
    expect(turns.slice(2).map((turn) => transcript(turn))).toEqual([
      ['input user: text=Hi', 'output assistant: text=Hello'],
      ['input user: text=Hi', 'output assistant: text=Yes?'],
      ['input user: text=Hi', 'output assistant: text=Good'],
      ['input user: text=<s>[INST] Hi [/INST]', 'output assistant: text=Salut'],
      [
        'input user: text=Hi',
        'input assistant: text=Hello',
        'input user: text=And?',
        'output assistant: text=Bags are free.',
      ],
      ['input user: text=Hi', 'output assistant: text=Shalom'],
      ['input user: text=Hi'],
      [],
    ]);
    expect(turns.map(({ fields }) => fields.finish_reason)).toEqual([
      ...['end_turn', 'guardrail_intervened', 'end_turn', 'FINISH', 'stop', 'stop', 'COMPLETE'],
      ...['stop', undefined, undefined],
    ]);
    expect(turns[6]?.contexts).toEqual([{ content: 'Bags are free.', document_id: 'd1' }]);
    expect(turns[2]?.fields).toMatchObject({ completion_tokens: 3, latency_ms: 77 });
  });

  it('an error is a request; bodies kept elsewhere in S3 are named', () => {
    expect(turns[8]?.fields).toMatchObject({ kind: 'request', error: 'ThrottlingException' });
    expect(turns[8]?.fields.model).toBeUndefined();
    expect(turns[9]?.fields).toMatchObject({
      kind: 'model',
      prompt_tokens: 90000,
      metadata: {
        inputBodyS3Path: 's3://logs/in.json.gz',
        outputBodyS3Path: 's3://logs/out.json.gz',
      },
    });
  });

  it('CloudWatch wraps the record in a message', () => {
    const record = { '@message': JSON.stringify(records[3]) };
    expect(bedrockInvocationLog.recognise(record)).toBe(1);
    expect(turnOf(bedrockInvocationLog, record).fields.external_id).toBe('r4');
  });

  it('other records are refused', () => {
    expect(() => turnsOf(bedrockInvocationLog, { schemaType: 'x' })).toThrow(Unmapped);
  });
});

describe('HTTP recordings of Bedrock', () => {
  const records = fixtureRecords('bedrock-http.jsonl');

  it('a binary event stream is one message', () => {
    const turn = turnOf(bedrockHttp, records[0]);
    expect(turn.fields).toMatchObject({
      kind: 'model',
      model: 'mistral.mistral-7b-instruct-v0:2',
      max_tokens: 9,
      prompt_tokens: 7,
      completion_tokens: 9,
      latency_ms: 55,
      finish_reason: 'tool_use',
    });
    expect(transcript(turn)).toEqual([
      'input user: text=Where?',
      'output assistant: text=Gern, Köln. tool_call(map#u1)={"a":1}',
    ]);
  });

  describe('a stream that breaks off', () => {
    const [record = {}] = records;
    const hex = String(record['response']);
    /** Hexadecimal digits of the first frame. */
    const first = Number.parseInt(hex.slice(0, 8), 16) * 2;
    const noteOn = (response: string): string[] => {
      const emit = new RecordingEmit();
      bedrockHttp.map({ ...record, response }, emit);
      expect(emit.turns).toHaveLength(1);
      return emit.notes;
    };

    it.each([
      ['not at all', hex, []],
      [
        'within its second frame',
        hex.slice(0, first + 60),
        [`the event stream is cut short: the frame at byte ${first / 2} is not whole`],
      ],
      [
        'behind a byte of its second frame',
        hex.slice(0, first + 2),
        [`the event stream is cut short: the frame at byte ${first / 2} is not whole`],
      ],
      [
        'at lengths that are none',
        `${hex.slice(0, first)}ff${hex.slice(first + 2)}`,
        [`the event stream is damaged: the frame at byte ${first / 2} is none`],
      ],
      [
        'at a changed byte of a payload',
        `${hex.slice(0, first - 10)}${hex.at(first - 10) === '0' ? '1' : '0'}${hex.slice(first - 9)}`,
        ['the event stream is damaged: the checksum of the frame at byte 0 is wrong'],
      ],
    ])('%s is noted on the record', (_name, response, notes) => {
      expect(noteOn(response)).toEqual(notes);
    });
  });

  it('chunks of InvokeModel are opened', () => {
    const turn = turnOf(bedrockHttp, records[1]);
    expect(transcript(turn)).toEqual(['input user: text=Hi', 'output assistant: text=Good']);
    expect(turn.fields).toMatchObject({ prompt_tokens: 2, completion_tokens: 3, latency_ms: 11 });
  });

  it('a refused call is a request with its error', () => {
    const turn = turnOf(bedrockHttp, records[2]);
    expect(turn.fields).toMatchObject({
      kind: 'request',
      requested_model: 'none',
      error: 'The provided model identifier is invalid.',
    });
    expect(transcript(turn)).toEqual(['input user: text=Hi']);
  });

  it('a stream cut short keeps what came before', () => {
    const whole = String(records[0]?.response);
    const cut = { ...records[0], response: whole.slice(0, whole.length / 2) };
    expect(transcript(turnOf(bedrockHttp, cut))[0]).toBe('input user: text=Where?');
  });

  it('a path that is no call is refused', () => {
    expect(() => turnsOf(bedrockHttp, { path: '/guardrail/x', response: {} })).toThrow(Unmapped);
  });
});
