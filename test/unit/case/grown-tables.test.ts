import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCase } from '../../../electron/engine/case/create.ts';
import { derive } from '../../../electron/engine/case/derive.ts';
import { digestTables, FEW } from '../../../electron/engine/case/digest.ts';
import { GrownTables } from '../../../electron/engine/case/grown-tables.ts';
import { complaints, forge, importText, temporaryFolder } from '../../fixtures/case-on-disk.ts';
import { line } from '../import/derived.ts';

const CALLS = FEW + 100;

/** A case whose tables are too large for being digested whole with each job. */
let folder = '';
let large = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exhibit-grown-'));
  large = (await createCase(join(folder, 'large.exhibit'), 'Large')).path;
  const lines = Array.from({ length: CALLS }, (_, at) =>
    line({ id: `call-${at}`, conversation_id: `conv-${at >> 3}` }),
  );
  await importText(large, lines.join('\n'), 'large.jsonl');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const copyOfLarge = (): string => {
  const path = join(temporaryFolder(), 'copy.exhibit');
  cpSync(large, path, { recursive: true });
  return path;
};

/** What a job that does this says of each table, and whether it had to be digested whole. */
async function afterJob(
  path: string,
  work: (connection: DuckDBConnection) => Promise<unknown>,
): Promise<{ known: string[] }> {
  const known: string[] = [];
  await derive(path, 'trial', 'trying', async (derivation) => {
    const { connection } = derivation;
    derivation.begin({});
    await work(connection);
    return { result: null, data: {} };
  });
  // The same job once more, to see what is known of which table.
  await derive(path, 'trial', 'trying', async (derivation) => {
    const { connection } = derivation;
    derivation.begin({});
    const grown = await GrownTables.since(connection, await digestTables(connection));
    await work(connection);
    const digests = await digestTables(connection, async (table, count) => {
      const digest = await grown.digest(table, count);
      if (digest !== null) known.push(table.name);
      return digest;
    });
    grown.end();
    expect(digests).toEqual(await digestTables(connection));
    return { result: null, data: {} };
  });
  expect(await complaints(path)).toEqual([]);
  return { known };
}

const LARGE = ['record', 'turn', 'message'];

test.each<[string, string[], string[]]>([
  ['nothing is changed', [], LARGE],
  [
    'rows are added behind the others',
    [
      'INSERT INTO store.message BY NAME SELECT * REPLACE (turn_id + (SELECT max(turn_id) FROM store.message) AS turn_id) FROM store.message',
    ],
    LARGE,
  ],
  [
    'a row is added among the others',
    ['INSERT INTO store.message BY NAME SELECT * FROM store.message WHERE turn_id = 3'],
    ['record', 'turn'],
  ],
  [
    'a row is changed',
    ["UPDATE store.turn SET model = 'other' WHERE turn_id = 2"],
    ['record', 'message'],
  ],
  [
    'a row is changed in another spelling',
    ["UPDATE store.turn AS t SET model = 'other' WHERE t.turn_id = 2"],
    ['record', 'message'],
  ],
  ['no row is changed', ["UPDATE store.turn SET model = 'other' WHERE turn_id = -2"], LARGE],
  [
    'a row is removed and another added',
    [
      "DELETE FROM store.message WHERE turn_id = 3 AND side = 'input'",
      "INSERT INTO store.message BY NAME SELECT * REPLACE (turn_id + 1000000 AS turn_id) FROM store.message WHERE turn_id = 4 AND side = 'input'",
    ],
    ['record', 'turn'],
  ],
  [
    'a statement says in a way of its own what it changes',
    ['UPDATE "store"."turn" SET model = \'other\' WHERE turn_id = 2'],
    [],
  ],
])('digests are those of the whole tables where %s', async (_name, statements, expected) => {
  const { known } = await afterJob(copyOfLarge(), async (connection) => {
    for (const sql of statements) await connection.run(sql);
  });
  expect(known.filter((name) => LARGE.includes(name))).toEqual(expected);
});

test('a value that was forged before an import is noticed after it', async () => {
  const path = copyOfLarge();
  await forge(path, "UPDATE message SET role = 'tool' WHERE turn_id = 3 AND side = 'input'");
  await importText(path, line({ id: 'later' }), 'later.jsonl');
  expect(await complaints(path)).toEqual([
    expect.stringMatching(/table message, chunk 0: a value differs from what was derived/),
  ]);
});

test('facts that join nothing yet hinder no later import', async () => {
  const { path } = await createCase(join(temporaryFolder(), 'facts.exhibit'), 'Facts');
  const facts = Array.from({ length: FEW + 1 }, (_, at) =>
    JSON.stringify({ request_id: `call-${at}`, rating: at % 2 === 0 ? 'up' : 'down' }),
  );
  await importText(path, facts.join('\n'), 'feedback.jsonl');
  await importText(path, line({ id: 'call-1' }), 'log.jsonl');
  expect(await complaints(path)).toEqual([]);
});
