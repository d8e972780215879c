import { readFileSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { integer, rows } from '../../../electron/engine/case/query.ts';
import { turnFilter } from '../../../electron/engine/search/compile.ts';
import { fieldNames } from '../../../electron/engine/search/fields.ts';
import { databaseOf } from '../../fixtures/conversation-database.ts';

let connection: DuckDBConnection;

beforeAll(async () => {
  connection = await databaseOf([
    { input: 'one', user: "o'hara" },
    { input: 'two', user: 'a%b' },
    { input: 'three' },
    { input: 'four' },
  ]);
  await connection.run(`
    INSERT INTO store.finding BY NAME
    SELECT * FROM (VALUES
      (1, 1, 'injection-override', 'prompt-injection', 'high', 'candidate', 1, 0.9),
      (2, 1, 'injection-override', 'prompt-injection', 'high', 'candidate', 2, 0.9),
      (3, 2, 'leak-key', 'data-leak', 'critical', 'lead', 3, 0.5)
    ) f (finding_id, run_id, rule_id, failure_type, severity, lane, turn_id, score),
    (VALUES ('1', 'because')) r (rule_version, explanation)`);
  await connection.run(`
    INSERT INTO review
    SELECT 'injection-override', '1', sha256('2'), 2, NULL, NULL, NULL, NULL, NULL, 'dismiss', 'quoted', now(), 'me', 'e1', 0, 2`);
  await connection.run(`
    INSERT INTO cause SELECT 1, 'P2', 'root', 'high', 'why', [], [], 'e1', 3, NULL, now(), 'me', 3`);
  await connection.run(`
    INSERT INTO exhibit BY NAME
    SELECT 7 AS number, 'The answer' AS caption, 'e1' AS evidence, 4 AS ordinal, sha256('4') AS record_sha256,
      now() AS pinned_at, 'me' AS pinned_by, 0 AS turn_index, [] AS held_against, 4 AS act_seq`);
});

async function turns(filter: string): Promise<number[]> {
  const { condition, parameters } = turnFilter(filter);
  const sql = `SELECT turn_id FROM turn t WHERE ${condition} ORDER BY turn_id`;
  const found = await rows(connection, sql, parameters, z.object({ turn_id: integer }));
  return found.map(({ turn_id }) => turn_id);
}

test.each([
  ['finding:injection*', [1]],
  ['finding:*', [1, 3]],
  ['-finding:*', [2, 4]],
  ['failure:data-leak', [3]],
  ['severity:high', [1]],
  ['lane:candidate', [1]],
  ['lane:dismissed', [2]],
  ['cause:P2', [3]],
  ['-cause:*', [1, 2, 4]],
  ['has:exhibit', [4]],
  ['exhibit:E-7', [4]],
  ['exhibit:7', [4]],
  ['exhibit:"The answer"', [4]],
  ['exhibit:8', []],
  ["user:o'hara", [1]],
  ['user:a%b', [2]],
  ['user:a_b', []],
  ['user:a%*', [2]],
  ['user:"\' OR true --"', []],
  ['line>=3', [3, 4]],
  ['input:t\\wo', [2]],
  ['place:e1:3', [3]],
  ['place:*:4', [4]],
  ['metadata:*', []],
])('%s', async (filter, expected) => {
  expect(await turns(filter)).toEqual(expected);
});

test('two filters stand in one statement under two prefixes', async () => {
  const a = turnFilter('one', 'a');
  const b = turnFilter('user:*', 'b');
  const sql = `SELECT turn_id FROM turn t WHERE ${b.condition} AND NOT ${a.condition}`;
  const parameters = { ...a.parameters, ...b.parameters };
  expect(await rows(connection, sql, parameters, z.object({ turn_id: integer }))).toEqual([
    { turn_id: 2 },
  ]);
});

test('a list of two thousand values is one filter', async () => {
  const filter = Array.from({ length: 2000 }, (_, n) => `turn:${n + 3}`).join(' OR ');
  expect(await turns(filter)).toEqual([3, 4]);
});

test('every field finds its column: none fails, none is missing in the docs', async () => {
  const docs = readFileSync(new URL('../../../docs/filter-language.md', import.meta.url), 'utf8');
  for (const name of fieldNames()) {
    expect(docs).toContain(`\`${name}\``);
    await turns(`has:${name} OR -${name}:*`);
  }
});
