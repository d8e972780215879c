import { expect, test } from 'vitest';
import { readerAt } from '../../../electron/engine/analysis/open-analysed.ts';
import { pinExhibit } from '../../../electron/engine/analysis/write.ts';
import { rebuildCase } from '../../../electron/engine/rebuild/rebuild.ts';
import { draftExtract } from '../../../electron/engine/report/draft.ts';
import { complaints, emptyCase, importText, rowsIn } from '../../fixtures/case-on-disk.ts';
import { line } from '../import/derived.ts';

const lines = (...records: object[]): string =>
  records.map((record) => JSON.stringify(record)).join('\n');

const GATEWAY = line({
  response: {
    ...{ id: 'chatcmpl-1', object: 'chat.completion', model: 'm-1' },
    choices: [{ index: 0, message: { role: 'assistant', content: 'The fee is 5 €.' } }],
  },
});
const SPAN = lines({
  ...{
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    name: 'chat',
    startTimeUnixNano: '1760000000500000000',
  },
  attributes: ['gen_ai.operation.name/chat', 'gen_ai.response.id/chatcmpl-1'].map((one) => ({
    key: one.split('/')[0],
    value: { stringValue: one.split('/')[1] },
  })),
});
const SESSION = lines(
  ...['Looking.', 'The fee is 6 €.'].map((text, at) => ({
    ...{
      sessionId: 's-1',
      uuid: `l${at}`,
      type: 'assistant',
      timestamp: `2026-02-03T10:00:0${at}Z`,
    },
    message: { id: 'msg_1', role: 'assistant', model: 'm-2', content: [{ type: 'text', text }] },
  })),
);
const CHAIN = lines(
  ...['r0', 'r1'].map((previous_response_id, at) => ({
    request: { model: 'm-3', input: 'Go on.', previous_response_id },
    response: { id: `r${at + 1}`, object: 'response', model: 'm-3', output: [] },
    status: 200,
  })),
);
const QUESTION = lines({ question_id: 81, category: 'fees', turns: ['What is the fee?'] });
const ANSWER = lines({
  ...{ question_id: 81, answer_id: 'a-1', model_id: 'm-4' },
  choices: [{ index: 0, turns: ['The fee is 7 €.'] }],
});

test('turns on several records hold through verification in full and a rebuild, and exhibits name all of their records', async () => {
  const path = await emptyCase();
  const logs = { SPAN, GATEWAY, SESSION, CHAIN, ANSWER, QUESTION };
  for (const [name, log] of Object.entries(logs)) await importText(path, log, `${name}.jsonl`);
  expect(
    await rowsIn(
      path,
      `SELECT model, count(DISTINCT turn_id)::INTEGER AS turns, joined_by
       FROM store.turn AS turn JOIN store.conversation USING (conversation_id) WHERE kind = 'model' GROUP BY ALL ORDER BY ALL`,
    ),
  ).toEqual([
    { model: 'm-1', turns: 1, joined_by: 'id' },
    { model: 'm-2', turns: 1, joined_by: 'id' },
    { model: 'm-3', turns: 2, joined_by: 'chain' },
    { model: 'm-4', turns: 1, joined_by: 'file' },
  ]);
  for (const [turn, quotation] of [
    ['chatcmpl-1', 'The fee is 5 €.'],
    ['msg_1', 'The fee is 6 €.'],
    ['a-1', 'The fee is 7 €.'],
  ] as const) {
    const [found] = await rowsIn(
      path,
      `SELECT 'T-' || turn_id AS turn FROM store.message JOIN store.content USING (content_id) WHERE text = '${quotation}'`,
    );
    const pinned = {
      turn: String(found?.['turn']),
      caption: turn,
      quotation,
      side: 'output',
    } as const;
    await pinExhibit(readerAt(path), pinned);
  }
  const { extract } = await draftExtract(readerAt(path), null);
  expect(
    extract.exhibits.map(({ records }) =>
      records.map(({ place }) => `${place.name} ${place.ordinal}`),
    ),
  ).toEqual([
    ['SPAN.jsonl 1', 'GATEWAY.jsonl 1'],
    ['SESSION.jsonl 1', 'SESSION.jsonl 2'],
    ['ANSWER.jsonl 1', 'QUESTION.jsonl 1'],
  ]);
  expect(await complaints(path, true)).toEqual([]);
  expect(await rebuildCase(path)).toMatchObject({ equal: true });
});
