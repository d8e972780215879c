import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { createTableSql, TABLE_LIST, type TableName } from '../case/schema.ts';
import { memorySide } from '../case/views.ts';
import type { Example } from './rule.ts';

/** A case in memory whose turns are examples, turn 1, 2, ... in their order, each its own conversation. */
export async function exampleDatabase(examples: readonly Example[]): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run("ATTACH ':memory:' AS store");
  for (const table of TABLE_LIST) await connection.run(createTableSql(table));
  for (const statement of memorySide()) await connection.run(statement);
  const contents = new Map<string, bigint>();
  for (const [index, example] of examples.entries())
    await writeTurn(connection, BigInt(index + 1), example, contents);
  return connection;
}

type Row = Record<string, DuckDBValue>;

async function insert(connection: DuckDBConnection, table: TableName, row: Row): Promise<void> {
  const names = Object.keys(row);
  await connection.run(
    `INSERT INTO store.${table} (${names.join(', ')}) VALUES (${names.map((name) => `$${name}`).join(', ')})`,
    row,
  );
}

async function writeTurn(
  connection: DuckDBConnection,
  turn_id: bigint,
  example: Example,
  contents: Map<string, bigint>,
): Promise<void> {
  await insert(connection, 'turn', {
    turn_index: 0,
    turn_id,
    record_id: turn_id,
    conversation_id: turn_id,
    seq: 1n,
    kind: 'model',
    capture: 'application',
    finish_reason: example.finish_reason ?? null,
    error: example.error ?? null,
  });
  const content = async (text: string): Promise<bigint> => {
    const known = contents.get(text);
    if (known !== undefined) return known;
    const content_id = BigInt(contents.size + 1);
    contents.set(text, content_id);
    await insert(connection, 'content', {
      content_id,
      hash_high: 0n,
      hash_low: content_id,
      text,
      kind: 'text',
    });
    return content_id;
  };
  for (const [index, part] of partsOf(example).entries())
    if (part.side === 'context')
      await insert(connection, 'context_document', {
        turn_id,
        rank: index + 1,
        content_id: await content(part.text),
        record_id: turn_id,
      });
    else
      await insert(connection, 'message', {
        turn_id,
        side: part.side,
        seq: index,
        part: 0,
        choice: 0,
        role: part.role,
        type: part.type,
        content_id: await content(part.text),
        record_id: turn_id,
      });
  if (example.feedback !== undefined)
    await insert(connection, 'feedback', {
      turn_id,
      ...(typeof example.feedback === 'string'
        ? { what: 'rating', value: example.feedback }
        : example.feedback),
      record_id: turn_id,
      matched_by: 'record',
    });
}

interface WrittenPart {
  readonly side: string;
  readonly role: string | null;
  readonly type: string;
  readonly text: string;
}

const input =
  (role: string, type = 'text') =>
  (text: string): WrittenPart => ({ side: 'input', role, type, text });
const context = (text: string): WrittenPart => ({
  side: 'context',
  role: null,
  type: 'text',
  text,
});
const output = (text: string): WrittenPart => ({
  side: 'output',
  role: 'assistant',
  type: 'text',
  text,
});
const tool = (text: string): WrittenPart => ({
  side: 'tools',
  role: null,
  type: 'tool_definition',
  text,
});
const one = (text: string | undefined): string[] => (text === undefined ? [] : [text]);

function partsOf(example: Example): WrittenPart[] {
  const short = example.text;
  const onSide = (side: Example['side']): string[] => (example.side === side ? one(short) : []);
  return [
    ...one(example.system).map(input('system')),
    ...[...one(example.user), ...onSide('input')].map(input('user')),
    ...(example.tool_results ?? []).map(input('tool', 'tool_result')),
    ...[...(example.context ?? []), ...onSide('context')].map(context),
    ...[...one(example.output), ...onSide('output')].map(output),
    ...[...(example.tools ?? []), ...onSide('tools')].map(tool),
  ];
}
