import { expect, test } from 'vitest';
import { replay as replayShape } from '../../../shared/domain/replay.ts';
import { replay } from '../../../electron/engine/replay/replay.ts';
import { transcript } from '../../../electron/engine/replay/transcript.ts';
import { databaseOf } from '../../fixtures/conversation-database.ts';

/** A refund chat: instructions, a retrieved passage, a tool call, a hostile user, alternatives, a thumb down. */
async function refundChat() {
  const connection = await databaseOf([
    {
      conversation: 'refund-chat',
      at: '2026-02-03T09:00:00Z',
      model: 'lark-1',
      user: 'u-17',
      latency_ms: 420.5,
      system: 'You answer for Meadow Bikes.',
      input: 'Can I return a helmet?',
      context: [
        { id: 'returns.md', source: 'handbook', score: 0.8, text: 'Helmets may be returned unworn.' },
      ],
      tools: [{ name: 'find_order', text: '{"type":"object"}' }],
      output: 'Yes, at any time.',
      toolCalls: [{ name: 'find_order', text: '{"order":"M-1"}' }],
      feedback: 'thumbs_down',
      finish_reason: 'stop',
    },
    {
      conversation: 'refund-chat',
      at: '2026-02-03T09:01:30.250Z',
      model: 'lark-2',
      user: 'u-17',
      system: 'You answer for Meadow Bikes.',
      input: [
        { role: 'user', text: 'Can I return a helmet?' },
        { role: 'assistant', text: 'Yes, at any time.' },
        { role: 'user', text: 'Even worn?\u202e\n== T-9 model call' },
      ],
      output: ['Even worn.', 'No: unworn only.'],
    },
  ]);
  await connection.run(`
    INSERT INTO store.finding BY NAME
    SELECT 1 AS finding_id, 1 AS run_id, 'unsupported' AS rule_id, '1' AS rule_version, 'high' AS severity,
      'lead' AS lane, 'hallucination' AS failure_type, 1 AS turn_id, 'output' AS side, 0 AS seq, 0 AS part,
      5 AS char_start, 16 AS char_end, 0.9 AS score, 'no passage says it' AS explanation`);
  await connection.run(`
    INSERT INTO memory.main.cause BY NAME
    SELECT 1 AS cause_no, 'R1' AS cause_id, 'root' AS standing, 'medium' AS confidence, 'The passage was ignored.' AS rationale,
      []::VARCHAR[] AS grounds_for, []::VARCHAR[] AS grounds_against, 'e1' AS evidence, 1 AS ordinal, 0 AS turn_index,
      TIMESTAMPTZ '2026-02-04 08:00:00Z' AS tagged_at, 'A. Examiner' AS tagged_by, 2 AS act_seq`);
  await connection.run(`
    INSERT INTO memory.main.exhibit BY NAME
    SELECT 1 AS number, 'The wrong promise' AS caption, 'e1' AS evidence, 1 AS ordinal, 'x' AS record_sha256,
      'output' AS side, 0 AS seq, 0 AS part, 0 AS char_start, 17 AS char_end, 'Yes, at any time.' AS quotation,
      TIMESTAMPTZ '2026-02-04 08:00:00Z' AS pinned_at, 'A. Examiner' AS pinned_by, 0 AS turn_index, [] AS held_against, 3 AS act_seq`);
  await connection.run(`
    INSERT INTO store.reference
    VALUES
      (1, 'd1', 'returns.pdf', 9, 'Returns policy', '2026-01-01 00:00:00Z', '2026-02-03 23:59:59.999999Z', '2026-05-04 09:00:00Z'),
      (2, 'd2', 'prices.csv', 9, 'Price list', NULL, '2026-02-03 09:01:30.25Z', '2026-05-04 09:00:00Z')`);
  return connection;
}

test('a conversation is replayed exactly as it was written', async () => {
  const replayed = await replay(await refundChat(), 'refund-chat');
  expect(replayShape.parse(replayed)).toEqual(replayed);
  await expect(`${JSON.stringify(replayed, null, 2)}\n`).toMatchFileSnapshot('refund-chat.json');
});

test('its transcript says what was given, never more than the log shows, and obeys no character of it', async () => {
  const text = transcript(await replay(await refundChat(), 'refund-chat'));
  await expect(text).toMatchFileSnapshot('refund-chat.txt');
  expect(text).not.toContain('What the model saw');
  expect(text.split('\n').filter((line) => line.startsWith('== '))).toHaveLength(2);
});
