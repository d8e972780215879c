import { basename } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { MappedColumn, Mapping, ValueSource } from '../../../shared/domain/mapping.ts';
import { integer, rows } from '../case/query.ts';
import { suggest } from '../formats/mapping/suggest.ts';
import { sampleRecords } from '../import/sample-records.ts';

const ODDITIES = `
  WITH shared AS (
    SELECT conversation_id FROM store.turn GROUP BY ALL HAVING count(DISTINCT user_id) > 1
  ), again AS (
    SELECT external_id FROM store.turn WHERE external_id IS NOT NULL GROUP BY ALL HAVING count(*) > 1
  )
  SELECT (SELECT count(*) FROM shared) AS shared, (SELECT count(*) FROM again) AS again,
    (SELECT count(user_id) FROM store.turn) AS user_id, (SELECT count(model) FROM store.turn) AS model`;

/** What turns have that they seldom have when they are read rightly. */
export async function oddities(
  connection: DuckDBConnection,
  { turn, transcript }: Mapping,
): Promise<string[]> {
  const [found] = await rows(
    connection,
    ODDITIES,
    {},
    z.object({ shared: integer, again: integer, user_id: integer, model: integer }),
  );
  if (found === undefined) return [];
  const { shared, again } = found;
  const empty = (['user_id', 'model'] as const).filter(
    (column) => found[column] === 0 && column in { ...turn, ...transcript?.turn },
  );
  return [
    ...empty.map((column) => `No turn has a ${column}, though the mapping says where it stands.`),
    ...(shared === 0
      ? []
      : [
          `${shared} conversations have turns of several users; is conversation what the mapping says?`,
        ]),
    ...(again === 0
      ? []
      : [`${again} values of external_id stand in several turns; an external_id is of one turn.`]),
  ];
}

const LOOKED_AT = 200;
const EXPECTED: readonly MappedColumn[] = ['conversation', 'started_at', 'user_id', 'model'];

/** Columns that the mapping leaves out though the file has something that looks like them. */
export async function candidatesOf(
  path: string,
  { table, turn, transcript }: Mapping,
): Promise<string[]> {
  if (table !== undefined) return [];
  const sample = await sampleRecords(path, basename(path), LOOKED_AT);
  const found = suggest(sample, { id: 'candidates', title: 'Candidates' })?.mapping;
  const mapped = { ...turn, ...transcript?.turn };
  return EXPECTED.flatMap((column) => {
    const source = found?.turn[column] ?? found?.transcript?.turn?.[column];
    const known = column in mapped || (column === 'model' && 'requested_model' in mapped);
    return source === undefined || known
      ? []
      : [`The mapping gives no ${column}; ${pathOf(source)} looks like it.`];
  });
}

const pathOf = (source: ValueSource): string =>
  typeof source === 'string' ? source : 'path' in source ? source.path : String(source.always);
