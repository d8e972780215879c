import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { completeFilter } from '../../../electron/engine/search/complete.ts';
import { FIELD_NOTES } from '../../../electron/engine/search/field-notes.ts';
import { fieldNames } from '../../../electron/engine/search/fields.ts';
import { completion } from '../../../shared/domain/view.ts';
import { databaseOf } from '../../fixtures/conversation-database.ts';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await databaseOf([
    { model: 'GPT 4"', user: 'ann', route: 'eu', latency_ms: 2.5, input: 'a', output: 'b' },
    { model: 'gpt-4o', user: 'bob', route: '*', toolCalls: [{ name: 'lookup', text: '{}' }] },
    { model: 'gpt-4o', user: 'AND' },
    { model: 'llama', context: [{ id: 'd1', source: 's1', text: 'x' }] },
  ]);
  await connection.run(`
    INSERT INTO store.detection BY NAME
    SELECT 1 AS run_id, rule_id, '1' AS rule_version, '' AS rule_sha256, 'low' AS severity, 'lead' AS lane,
      'refusal' AS failure_type, 4 AS could_fire, 0 AS turns, 0 AS findings, 1 AS import_no, now() AS ran_at
    FROM (VALUES ('refusal'), ('a-rule')) r (rule_id)`);
});

/** Completes at the bar in the text. */
async function at(marked: string) {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { from, to, items } = completion.parse(await completeFilter(connection, text, caret));
  return { replaced: text.slice(from, to), from, items };
}

const inserts = async (marked: string): Promise<string[]> =>
  (await at(marked)).items.map(({ insert }) => insert);

test('every field has a note, and no note is of another', () => {
  expect([...FIELD_NOTES.keys()].sort()).toEqual([...fieldNames(), 'has'].sort());
});

test('where a word begins all fields are offered', async () => {
  for (const marked of ['|', 'refund |', '(|', 'a OR (-|', 'NOT |', '-|'])
    expect((await inserts(marked)).length, marked).toBe(FIELD_NOTES.size);
});

test('what is typed begins the names; the minus stays; the rest of the word goes', async () => {
  expect(await at('x -fin|di')).toEqual({
    replaced: 'findi',
    from: 3,
    items: [
      {
        insert: 'finding:',
        label: 'finding',
        note: 'rule that hit it, not dismissed',
        kind: 'field',
      },
      {
        insert: 'finish_reason:',
        label: 'finish_reason',
        note: 'why the answer ended',
        kind: 'field',
      },
    ],
  });
  expect((await at('mo|del:gpt')).replaced).toBe('model:');
  expect(await inserts('N|')).toContain('NOT ');
  expect(await inserts('has:lat|')).toEqual(['latency_ms']);
  expect(await inserts('zzz|')).toEqual([]);
});

test('a field that does not exist is completed by the nearest, wherever the caret stands in it', async () => {
  const model = {
    replaced: 'modle:',
    from: 3,
    items: [{ insert: 'model:', label: 'model', note: 'model that answered', kind: 'field' }],
  };
  for (const marked of ['x -modle:|', 'x -modle:gp|t', 'x -modl|e:gpt', 'x -modle|:gpt'])
    expect(await at(marked), marked).toEqual(model);
  expect(await inserts('has:modle|')).toEqual(['model']);
  expect(await inserts('latencyms|>2')).toEqual(['latency_ms:']);
  expect(await inserts('modle|')).toEqual([]);
});

test('values begin with what is typed, whatever the case, the most frequent first, quoted where need be', async () => {
  expect((await at('model:|')).items).toEqual([
    { insert: 'gpt-4o', label: 'gpt-4o', note: '2 turns', kind: 'value' },
    { insert: '"GPT 4\\""', label: 'GPT 4"', note: '1 turn', kind: 'value' },
    { insert: 'llama', label: 'llama', note: '1 turn', kind: 'value' },
  ]);
  expect(await inserts('-model:Gp|')).toEqual(['gpt-4o', '"GPT 4\\""']);
  expect((await at('(model:g|pt-x) b')).replaced).toBe('gpt-x');
  expect(await inserts('route:|')).toEqual(['"*"', 'eu']);
  expect(await inserts('user:a|')).toEqual(['AND', 'ann']);
  expect(await inserts('tool:|')).toEqual(['lookup']);
  expect(await inserts('context=|')).toEqual(['d1', 's1']);
  expect(await inserts('latency_ms:|')).toEqual(['2.5']);
});

test('rules are offered that hit nothing yet', async () => {
  expect((await at('finding:|')).items).toEqual([
    { insert: 'a-rule', label: 'a-rule', note: '0 turns', kind: 'value' },
    { insert: 'refusal', label: 'refusal', note: '0 turns', kind: 'value' },
  ]);
});

test('times, texts, quotations, expressions, ranges and comparisons offer nothing', async () => {
  for (const marked of [
    'at:|',
    'started_at:2|',
    'text:|',
    'place:|',
    'nofield:|',
    '"mo|',
    '"mo|"',
    '"mo"|',
    'user:"a|',
    '/mo|',
    'model:/g|/',
    '-/mo|',
    'at:[|',
    'latency_ms:[1 TO |',
    'latency_ms>|',
    'latency_ms:>|',
    'a-b|',
  ])
    expect(await inserts(marked), marked).toEqual([]);
});

test('a text that is broken elsewhere is completed all the same', async () => {
  expect(await inserts(') ((modle: x:: user:b|')).toEqual(['bob']);
  expect(await inserts('model:gpt-4o OR AND user:b| "')).toEqual(['bob']);
  expect((await at('a/b mod|')).replaced).toBe('mod');
});

test('every field can be asked for its values', async () => {
  for (const name of fieldNames()) await at(`${name}:|`);
});
