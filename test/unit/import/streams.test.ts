import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replay } from '../../../electron/engine/replay/replay.ts';
import { transcript } from '../../../electron/engine/replay/transcript.ts';
import { emptyCase, importText } from '../../fixtures/case-on-disk.ts';
import { openForReading } from '../../fixtures/open-for-reading.ts';
import { TrialCase } from './derived.ts';

let trial: TrialCase;
beforeEach(async () => {
  trial = await TrialCase.open();
});
afterEach(() => trial.close());

const lines = (...records: object[]): string =>
  records.map((record) => JSON.stringify(record)).join('\n');

const chunk = (id: string, content: string, more: object = {}) => ({
  id,
  object: 'chat.completion.chunk',
  created: 1_770_000_000,
  model: 'gpt-4o',
  choices: [{ index: 0, delta: { content }, finish_reason: null }],
  ...more,
});
const usage = (id: string) =>
  chunk(id, '', { choices: [], usage: { prompt_tokens: 9, completion_tokens: 3 } });

/** Each answer with its turn's kind and the records on which the turn rests. */
const ANSWERS = `
  SELECT t.kind, c.text, t.record_id::INTEGER AS first, (
    SELECT list(p.record_id::INTEGER ORDER BY p.record_id)
    FROM store.turn_record AS p WHERE p.turn_id = t.turn_id AND p.gives = 'piece'
  ) AS further
  FROM store.turn AS t
  JOIN store.message AS m ON m.turn_id = t.turn_id AND m.side = 'output'
  JOIN store.content AS c USING (content_id)
  ORDER BY t.record_id, m.seq, m.part`;

describe('an answer that is logged piece by piece', () => {
  it('is one turn, also where two come at once, a line between is broken and the usage comes last', async () => {
    const file = await trial.derive(
      [
        lines(chunk('a', 'Die Gebühr '), chunk('b', '"No')),
        '{"id": "a", "object": "chat.compl',
        '',
        lines(chunk('a', 'ist 5 €.'), chunk('b', '"'), usage('b'), usage('a')),
      ].join('\n'),
    );
    expect(file).toMatchObject({
      format: 'openai-chat',
      ...{ records: 7, mapped: 6, quarantined: 1, blank: 1, turns: 2, messages: 2 },
    });
    expect(await trial.rows(ANSWERS)).toEqual([
      { kind: 'model', text: 'Die Gebühr ist 5 €.', first: 1, further: [5, 8] },
      { kind: 'model', text: '"No"', first: 2, further: [6, 7] },
    ]);
    expect(
      await trial.rows(
        'SELECT DISTINCT model, prompt_tokens::INTEGER AS asked, completion_tokens::INTEGER AS said FROM store.turn',
      ),
    ).toEqual([{ model: 'gpt-4o', asked: 9, said: 3 }]);
  });

  it('is put together by its numbers in the log of language models of Azure', async () => {
    const file = await trial.derive(
      readFileSync(new URL('../../fixtures/logs/azure-llm-log.jsonl', import.meta.url), 'utf8'),
    );
    expect(file).toMatchObject({
      format: 'azure-llm-log',
      ...{ records: 7, mapped: 7, conversations: 4, turns: 3, messages: 7 },
    });
    expect(await trial.rows(ANSWERS)).toEqual([
      { kind: 'model', text: 'Sie beträgt fünf Euro.', first: 1, further: [3, 4, 5] },
      { kind: 'model', text: 'Yes.', first: 2, further: null },
      { kind: 'model', text: 'Table.', first: 7, further: null },
    ]);
  });

  it('is put together of rows, of separated values and of a Parquet file, as of lines', async () => {
    const columns = ['SequenceNumber', 'RequestMessages', 'ResponseMessages'];
    const rows = [
      ['c1', '0', '[{"role": "system", "content": "Be brief."}]', ''],
      [
        'c2',
        '0',
        '[{"role": "user", "content": "Alone?"}]',
        '[{"role": "assistant", "content": "Yes."}]',
      ],
      ['c1', '2', '', '[{"role": "assistant", "conten'],
      ['c1', '1', '[{"role": "user", "content": "Gebühr?"}]', ''],
      ['c1', '3', '', 't": "Sie beträgt\\nfünf Euro."}]'],
    ];
    const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;
    const csv = [
      `TimeGenerated [UTC],Type,ModelName,CorrelationId,${columns.join(',')}`,
      ...rows.map((row) =>
        ['2026-01-05T10:00:00Z', 'ApiManagementGatewayLlmLog', 'gpt-4o', ...row]
          .map(quoted)
          .join(','),
      ),
    ].join('\n');
    const counts = { format: 'azure-llm-log', records: 5, mapped: 5, conversations: 2, turns: 2 };
    expect(await trial.derive(csv)).toMatchObject({ ...counts, container: 'csv', messages: 5 });
    const answers = await trial.rows(ANSWERS);
    expect(answers).toEqual([
      { kind: 'model', text: 'Sie beträgt\nfünf Euro.', first: 1, further: [3, 4, 5] },
      { kind: 'model', text: 'Yes.', first: 2, further: null },
    ]);

    const file = path.join(trial.folder, 'rows.parquet');
    writeFileSync(`${file}.csv`, csv);
    await trial.connection.run(
      `COPY (FROM read_csv('${file}.csv', all_varchar = true)) TO '${file}' (FORMAT parquet)`,
    );
    const other = await TrialCase.open();
    try {
      expect(await other.deriveFrom(file)).toMatchObject({ ...counts, container: 'parquet' });
      expect(await other.rows(ANSWERS)).toEqual(answers);
    } finally {
      await other.close();
    }
  });

  it.each([
    [
      'Ollama, cut off and begun again',
      'ollama-chat',
      ['The ', 'fee', ' is', ''].map((content, at) => ({
        model: 'llama3',
        created_at: `2026-02-03T10:00:0${at}Z`,
        message: { role: 'assistant', content },
        done: at === 3,
      })),
      [{ model: 'llama3', message: { role: 'assistant', content: 'Whole.' }, done: true }],
      ['The fee is', 'Whole.'],
    ],
    [
      'Anthropic',
      'anthropic-messages',
      [
        {
          type: 'message_start',
          message: { id: 'm1', type: 'message', role: 'assistant', model: 'claude', content: [] },
        },
        { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
        { type: 'ping' },
        {
          type: 'content_block_delta',
          index: 0,
          delta: { type: 'text_delta', text: 'The fee' },
        },
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: ' is' } },
        { type: 'message_stop' },
      ],
      [
        {
          type: 'message_start',
          message: { id: 'm2', type: 'message', role: 'assistant', model: 'claude', content: [] },
        },
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Whole.' } },
      ],
      ['The fee is', 'Whole.'],
    ],
    [
      'OpenAI Responses, whose last is cut off',
      'openai-responses',
      [
        { type: 'response.created', response: { id: 'r1', object: 'response', output: [] } },
        {
          type: 'response.output_text.delta',
          output_index: 0,
          item_id: 'i',
          delta: 'The fee is',
        },
        {
          type: 'response.completed',
          response: {
            id: 'r1',
            object: 'response',
            output: [
              {
                type: 'message',
                role: 'assistant',
                content: [{ type: 'output_text', text: 'The fee is' }],
              },
            ],
          },
        },
      ],
      [
        { type: 'response.created', response: { id: 'r2', object: 'response', output: [] } },
        { type: 'response.output_text.delta', output_index: 0, item_id: 'i', delta: 'Who' },
        { type: 'response.output_text.delta', output_index: 0, item_id: 'i', delta: 'le.' },
      ],
      ['The fee is', 'Whole.'],
    ],
  ])('of %s', async (_, format, one, other, texts) => {
    const records = [...one, ...other];
    const file = await trial.derive(lines(...records));
    expect(file).toMatchObject({ format, mapped: records.length, turns: 2 });
    const from = (first: number, length: number) => Array.from({ length }, (__, at) => first + at);
    const further = [from(2, one.length - 1), from(one.length + 2, other.length - 1)];
    expect(await trial.rows(ANSWERS)).toEqual([
      { kind: 'model', text: texts[0], first: 1, further: further[0] },
      {
        ...{ kind: 'model', text: texts[1], first: one.length + 1 },
        further: further[1]?.length === 0 ? null : further[1],
      },
    ]);
  });

  it('meets its request by the id of the envelope, and is set apart again where that gets uncertain', async () => {
    const piece = (request_id: string, seq: number, content: string) => ({
      ...{ request_id, seq, timestamp: `2026-02-03T10:00:0${seq}Z` },
      chunk: chunk(`c-${request_id}`, content),
    });
    await trial.derive(
      lines(
        {
          request_id: 'r1',
          request: { model: 'gpt-4o', messages: [{ role: 'user', content: 'Fee?' }] },
        },
        piece('r1', 1, '5'),
        piece('r1', 2, ' €'),
        piece('r1', 3, '.'),
      ),
    );
    const TURNS = `
      SELECT t.turn_id::INTEGER AS turn_id, t.record_id::INTEGER AS record_id, count(m.record_id)::INTEGER AS messages, (
        SELECT count(*)::INTEGER FROM store.turn_record AS p WHERE p.turn_id = t.turn_id AND p.gives = 'piece'
      ) AS pieces
      FROM store.turn AS t LEFT JOIN store.message AS m USING (turn_id) GROUP BY ALL ORDER BY ALL`;
    expect(await trial.rows(TURNS)).toEqual([{ turn_id: 1, record_id: 1, messages: 2, pieces: 2 }]);
    // Another request of the same id: whose answer it is nobody knows.
    await trial.derive(
      lines({
        request_id: 'r1',
        request: { model: 'gpt-4o', messages: [{ role: 'user', content: 'Hours?' }] },
      }),
    );
    expect(await trial.rows(TURNS)).toEqual([
      { turn_id: 1, record_id: 1, messages: 1, pieces: 0 },
      { turn_id: 2, record_id: 2, messages: 1, pieces: 2 },
      { turn_id: 3, record_id: 5, messages: 1, pieces: 0 },
    ]);
  });

  it('says on how many records it rests', async () => {
    const path = await emptyCase();
    await importText(
      path,
      lines(...['T', 'h', 'e'].map((text) => chunk('a', text))),
      'chunks.jsonl',
    );
    const { connection } = await openForReading(path);
    const said = transcript(await replay(connection, 'C-1')).split('\n');
    expect(said.filter((line) => /rests on|piece/.test(line)).map((line) => line.trim())).toEqual([
      'This turn rests on 3 records:',
      expect.stringMatching(
        /^line 3, .*: the last of 2 further records that tell it piece by piece$/,
      ),
    ]);
  });
});
