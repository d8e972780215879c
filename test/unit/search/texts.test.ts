import { expect, test } from 'vitest';
import { search } from '../../../electron/engine/search/search.ts';
import { STORED_TEXTS, warmTexts } from '../../../electron/engine/search/texts.ts';
import { databaseOf } from '../../fixtures/conversation-database.ts';

test('texts in memory give the answer that stored ones give', async () => {
  const connection = await databaseOf([
    { input: 'one refund', output: 'Refund two' },
    { input: 'no' },
  ]);
  const texts = await warmTexts(connection, 1000);
  expect(texts).not.toBe(STORED_TEXTS);
  const answer = await search(connection, 'refund', { texts });
  expect(answer.hits_total).toBe(2);
  expect(answer).toEqual(await search(connection, 'refund'));
});

test('more texts than allowed stay where they are', async () => {
  const connection = await databaseOf([{ input: 'more than ten bytes' }]);
  expect(await warmTexts(connection, 10)).toBe(STORED_TEXTS);
});

test('a copy that lacks later texts is passed over', async () => {
  const connection = await databaseOf([{ input: 'refund' }, { input: 'other' }]);
  const texts = await warmTexts(connection, 1000);
  await connection.run(
    `INSERT INTO store.content BY NAME
     SELECT 3 AS content_id, 0 AS hash_high, 0 AS hash_low, 'a later refund' AS text, 'text' AS kind`,
  );
  await connection.run('UPDATE store.message SET content_id = 3 WHERE turn_id = 2');
  expect((await search(connection, 'refund', { texts })).total).toBe(2);
});
