import { describe, expect, test } from 'vitest';
import { line, withCase } from './derived.ts';

describe('the tables of a file', () => {
  test('hold the call, its messages and each text once', () =>
    withCase(async (trial) => {
      const derived = await trial.derive(
        [line(), line({ id: 'call-2', created: 1760000060 })].join('\n'),
      );
      expect(derived).toMatchObject({
        format: 'openai-chat',
        container: 'jsonl',
        conversations: 1,
        turns: 2,
        messages: 4,
        models: ['m-1-0613'],
      });
      expect(
        await trial.rows(
          `SELECT turn_id, record_id, conversation_id, seq, kind, capture, external_id, started_at, raw_time, model,
             requested_model, temperature, prompt_tokens, completion_tokens, finish_reason
           FROM store.turn ORDER BY turn_id LIMIT 1`,
        ),
      ).toEqual([
        {
          turn_id: '1',
          record_id: '1',
          conversation_id: '1',
          seq: '1',
          kind: 'model',
          capture: 'wire',
          external_id: 'call-1',
          started_at: '2025-10-09 08:53:20+00',
          raw_time: '1760000000',
          model: 'm-1-0613',
          requested_model: 'm-1',
          temperature: 0.5,
          prompt_tokens: '12',
          completion_tokens: '7',
          finish_reason: 'stop',
        },
      ]);
      expect(await trial.values('SELECT text FROM store.content ORDER BY content_id')).toEqual([
        'What is the fee?',
        'The fee is 5 €.',
      ]);
      expect(await trial.rows('SELECT * FROM store.conversation')).toEqual([
        {
          conversation_id: '1',
          external_id: 'conv-1',
          user_id: null,
          started_at: '2025-10-09 08:53:20+00',
          ended_at: '2025-10-09 08:54:20+00',
          turns: '2',
          joined_by: 'id',
        },
      ]);
    }));

  test('keep the first 128 bits of the SHA-256 of each text, whether it came escaped or not', () =>
    withCase(async (trial) => {
      const escaped = line({ id: 'call-2' }).replace('€', '\\u20ac');
      await trial.derive([line(), escaped].join('\n'));
      expect(await trial.values('SELECT count(*) FROM store.content')).toEqual(['2']);
      expect(
        await trial.values(
          `SELECT count(*) FROM store.content
           WHERE lower(printf('%016x%016x', hash_high, hash_low)) = left(sha256(text), 32)`,
        ),
      ).toEqual(['2']);
    }));

  test('continue over a second file: numbers go on, texts stay stored once, conversations meet', () =>
    withCase(async (trial) => {
      await trial.derive(line());
      const second = await trial.derive(
        [line({ id: 'call-2' }), line({ conversation_id: 'conv-2' })].join('\n'),
      );
      expect(second).toMatchObject({ conversations: 2, turns: 2, messages: 4 });
      expect(await trial.values('SELECT record_id FROM store.record ORDER BY ALL')).toEqual([
        '1',
        '2',
        '3',
      ]);
      expect(
        await trial.rows('SELECT turn_id, conversation_id, seq FROM store.turn ORDER BY turn_id'),
      ).toEqual([
        { turn_id: '1', conversation_id: '1', seq: '1' },
        { turn_id: '2', conversation_id: '1', seq: '2' },
        { turn_id: '3', conversation_id: '2', seq: '1' },
      ]);
      expect(await trial.values('SELECT content_id FROM store.content ORDER BY ALL')).toEqual([
        '1',
        '2',
      ]);
      expect(
        await trial.rows(
          'SELECT external_id, turns FROM store.conversation ORDER BY conversation_id',
        ),
      ).toEqual([
        { external_id: 'conv-1', turns: '2' },
        { external_id: 'conv-2', turns: '1' },
      ]);
    }));

  test('give a record that names no conversation one of its own', () =>
    withCase(async (trial) => {
      await trial.derive(
        [line({ conversation_id: undefined }), line({ conversation_id: undefined })].join('\n'),
      );
      expect(await trial.rows('SELECT external_id, joined_by FROM store.conversation')).toEqual([
        { external_id: null, joined_by: 'record' },
        { external_id: null, joined_by: 'record' },
      ]);
    }));

  test('are equal when the same files are imported into another case', async () => {
    const files = [
      [line(), 'bad', line({ id: 'b' })].join('\n'),
      [line({ id: 'c', user: 'u' }), '', '{}'].join('\n'),
    ];
    const contents: string[] = [];
    for (let round = 0; round < 2; round++)
      await withCase(async (trial) => {
        for (const file of files) await trial.derive(file);
        contents.push(await trial.everything());
      });
    expect(contents[0]).toBe(contents[1]);
  });
});
