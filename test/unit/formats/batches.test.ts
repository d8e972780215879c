import { describe, expect, it } from 'vitest';
import {
  anthropicBatch,
  anthropicBatchInput,
} from '../../../electron/engine/formats/anthropic-batch.ts';
import { openAiBatch, openAiBatchInput } from '../../../electron/engine/formats/openai-batch.ts';
import { fixtureRecords, transcript, turnOf } from './map-fixture.ts';

describe('OpenAI batches', () => {
  const turns = fixtureRecords('openai-batch.jsonl').map((record) => turnOf(openAiBatch, record));

  it('an answer is a turn whose conversation is its custom_id in this file', () => {
    expect(turns[0]?.fields).toEqual({
      kind: 'model',
      capture: 'wire',
      conversation: 'row-1',
      conversation_scope: 'file',
      ...{ call_id: 'row-1', call_batch: 'openai', half: 'answer' },
      external_id: 'chatcmpl-b1',
      started_at: 1760000000,
      model: 'gpt-4.1-nano-2025-04-14',
      prompt_tokens: 5,
      completion_tokens: 1,
      finish_reason: 'stop',
      metadata: { id: 'batch_req_1', request_id: 'r1' },
    });
    expect(turns.map(transcript)).toEqual([
      ['output assistant: text=yes'],
      [],
      ['output assistant: text=no'],
      [],
    ]);
  });

  it('a body of the Responses API maps too', () => {
    expect(turns[2]?.fields).toMatchObject({ external_id: 'resp_1', prompt_tokens: 6 });
  });

  it('failures are requests with the reason', () => {
    expect(turns.map(({ fields }) => [fields.kind, fields.error])).toEqual([
      ['model', undefined],
      ['request', 'Invalid image'],
      ['model', undefined],
      ['request', 'This request could not be executed before the completion window expired.'],
    ]);
  });

  it('the input file gives requests', () => {
    const [chat, responses] = fixtureRecords('openai-batch-input.jsonl').map((record) =>
      turnOf(openAiBatchInput, record),
    );
    expect(chat?.fields).toEqual({
      kind: 'request',
      capture: 'wire',
      conversation: 'row-1',
      conversation_scope: 'file',
      ...{ call_id: 'row-1', call_batch: 'openai', half: 'request' },
      requested_model: 'gpt-4.1-nano',
      max_tokens: 10,
      metadata: { method: 'POST', url: '/v1/chat/completions' },
    });
    expect(chat && transcript(chat)).toEqual([
      'input system: text=Yes or no.',
      'input user: text=Is it pizza?',
    ]);
    expect(responses && transcript(responses)).toEqual(['input user: text=Is it soup?']);
    expect(responses?.fields).toMatchObject({ conversation: 'row-3', requested_model: 'gpt-4.1' });
  });
});

describe('Anthropic batches', () => {
  it('results are answers, or requests with the reason', () => {
    const turns = fixtureRecords('anthropic-batch.jsonl').map((record) =>
      turnOf(anthropicBatch, record),
    );
    expect(turns.map(({ fields }) => [fields.conversation, fields.kind, fields.error])).toEqual([
      ['q1', 'model', undefined],
      ['q2', 'request', 'max_tokens is missing'],
      ['q3', 'request', 'expired'],
    ]);
    expect(turns.map(transcript)).toEqual([['output assistant: text=Yes.'], [], []]);
  });

  it('requests are requests', () => {
    const turn = turnOf(anthropicBatchInput, fixtureRecords('anthropic-batch-input.jsonl')[0]);
    expect(turn.fields).toMatchObject({ kind: 'request', conversation: 'q1', max_tokens: 10 });
    expect(transcript(turn)).toEqual(['input system: text=Short.', 'input user: text=Open?']);
  });
});
