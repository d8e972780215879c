import { describe, expect, it } from 'vitest';
import { Unmapped } from '../../../electron/engine/formats/format.ts';
import { httpRecording } from '../../../electron/engine/formats/http-recording.ts';
import { recognise } from '../../../electron/engine/formats/index.ts';
import { fixtureRecords, transcript, turnOf, turnsOf } from './map-fixture.ts';

describe('HTTP recordings', () => {
  const records = fixtureRecords('http-recording.jsonl');
  const entry = records[1] ?? {};
  const turns = records.flatMap((record) => turnsOf(httpRecording, record));

  it('each call of a model is a turn in the dialect of its provider, in an archive or alone', () => {
    expect(turns.map(transcript)).toEqual([
      ['input user: text=Grüße?', 'output assistant: text=Schöne Grüße.'],
      ['input user: text=Grüße?', 'output assistant: text=Fünf.'],
      ['input user: text=Hi', 'output assistant: text=Hello'],
      ['input user: text=Sky?', 'output assistant: text=Blue'],
      ['input user: text=Fee?', 'output assistant: text=Forty.'],
      ['input user: text=Where?', 'output assistant: text=Gern, Köln. tool_call(map#u1)={"a":1}'],
      ['input user: text=Again'],
      ['input user: text=Hi', 'output assistant: text=Hey'],
    ]);
    expect(turns.map(({ fields: { model, requested_model: asked } }) => model ?? asked)).toEqual([
      'claude-sonnet-4-5-20250929',
      'gpt-4o-2024-08-06',
      'gemini-2.5-flash',
      'qwen3:8b',
      'gpt-4o-2024-08-06',
      'mistral.mistral-7b-instruct-v0:2',
      'gpt-4o',
      'gpt-4o-2024-08-06',
    ]);
  });

  it('time, duration and status are those of the entry; headers stay in the record', () => {
    expect(turns[1]?.fields).toMatchObject({
      capture: 'wire',
      external_id: 'chatcmpl-1',
      started_at: '2026-01-05T10:00:00.000Z',
      latency_ms: 120.5,
      prompt_tokens: 5,
      completion_tokens: 3,
      metadata: { method: 'POST', url: 'https://api.openai.com/v1/chat/completions', status: 200 },
    });
    expect(turns[6]?.fields).toMatchObject({ kind: 'request', error: 'rate limited' });
    expect(turns[7]?.fields.metadata).toMatchObject({
      url: 'https://api.openai.com:443/v1/chat/completions',
    });
    expect(turns[5]?.fields.started_at).toBe('2026-01-05T10:00:00.000Z');
    expect(JSON.stringify(turns)).not.toContain('sk-fixture');
  });

  it('a call that never got an answer is a request with the reason of the browser', () => {
    const response = { status: 0, content: {}, _error: 'net::ERR_ABORTED' };
    expect(turnOf(httpRecording, { ...entry, response }).fields).toMatchObject({
      kind: 'request',
      error: 'net::ERR_ABORTED',
    });
  });

  it('a recording is taken for one, whoever answers as its response does', () => {
    expect(records.map((record) => recognise([record])?.format.id)).toEqual(
      records.map(() => 'http-recording'),
    );
  });

  it('what calls no model is refused', () => {
    const url = 'https://desk.example/logo.svg';
    const page = { ...entry, request: { method: 'GET', url }, response: { status: 200 } };
    expect(() => turnsOf(httpRecording, page)).toThrow(Unmapped);
  });
});
