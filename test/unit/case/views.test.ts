import { expect, test } from 'vitest';
import { z } from 'zod';
import { rows } from '../../../electron/engine/case/query.ts';
import { databaseOf } from '../../fixtures/conversation-database.ts';

test('views show stored hashes as hexadecimal and lay reviews over lanes', async () => {
  const connection = await databaseOf([{ input: 'Hello', output: 'Hi', model: 'm' }]);
  expect(
    await rows(connection, 'SELECT sha256 FROM record', {}, z.object({ sha256: z.string() })),
  ).toEqual([{ sha256: '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b' }]);
  expect(
    await rows(connection, 'SELECT hash, text FROM content ORDER BY content_id', {}, z.unknown()),
  ).toEqual([
    { hash: '185f8db32271fe25f561a6fc938b2e26', text: 'Hello' },
    { hash: '3639efcd08abb273b1619e82e78c29a7', text: 'Hi' },
  ]);
  expect(await rows(connection, 'SELECT lane FROM finding', {}, z.unknown())).toEqual([]);
});
