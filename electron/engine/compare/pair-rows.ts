import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { pairVerdict } from '../../../shared/domain/analysis.ts';
import {
  type PairRow,
  pairRow,
  type PairsSort,
  type PairsWhich,
  type VerdictCounts,
} from '../../../shared/domain/comparison-screen.ts';
import { integer, row, rows } from '../case/query.ts';
import { JUDGED_PAIRS } from './judged-pairs.ts';
import { pairTable } from './working-tables.ts';

export interface PairsOrder {
  readonly which: PairsWhich;
  readonly sort: PairsSort;
}

const VERDICT = `LEFT JOIN ${JUDGED_PAIRS} judged ON judged.a = pair.a AND judged.b = pair.b`;

/** All but `judged` can be told without the verdicts. */
const CONDITIONS: Record<PairsWhich, string> = {
  all: 'true',
  changed: 'NOT pair.identical',
  identical: 'pair.identical',
  judged: 'judged.verdict IS NOT NULL',
};

const KEYS: Record<PairsSort['column'], string> = {
  pair: 'pair.pair',
  length_a: 'coalesce(pair.length_a, 0)',
  length_b: 'coalesce(pair.length_b, 0)',
  difference: 'coalesce(pair.length_b, 0) - coalesce(pair.length_a, 0)',
};

/** The pairs that are listed, in their order; equal ones by their number. */
function listed(id: string, columns: string, { which, sort }: PairsOrder): string {
  const order = `${KEYS[sort.column]} ${sort.descending ? 'DESC' : 'ASC'}, pair.pair`;
  return `
    SELECT ${columns.replaceAll('$order', order)}
    FROM ${pairTable(id, 'memory.main')} pair
    ${which === 'judged' ? VERDICT : ''}
    WHERE ${CONDITIONS[which]}
    ORDER BY ${order}`;
}

/** How many pairs are listed. */
export async function pairsLength(
  connection: DuckDBConnection,
  id: string,
  which: PairsWhich,
): Promise<number> {
  const sql = `
    SELECT count(*) AS length
    FROM ${pairTable(id, 'memory.main')} pair
    ${which === 'judged' ? VERDICT : ''}
    WHERE ${CONDITIONS[which]}`;
  return (await row(connection, sql, {}, z.object({ length: integer }))).length;
}

/** Where a pair stands in the list, from 0; null where it is not listed. */
export async function pairPosition(
  connection: DuckDBConnection,
  id: string,
  pair: number,
  order: PairsOrder,
): Promise<number | null> {
  const numbered = listed(
    id,
    'pair.pair AS pair, row_number() OVER (ORDER BY $order) - 1 AS position',
    order,
  );
  const found = await rows(
    connection,
    `SELECT position FROM (${numbered}) WHERE pair = $pair`,
    { pair: BigInt(pair) },
    z.object({ position: integer }),
  );
  return found[0]?.position ?? null;
}

const found = z.object({
  ...pairRow.shape,
  pair: integer,
  a: integer,
  b: integer,
  length_a: integer,
  length_b: integer,
  verdict: pairVerdict.nullable(),
});

/** Pairs of a comparison that is kept in the memory of the open case, without their answers. */
export async function pairRows(
  connection: DuckDBConnection,
  id: string,
  offset: number,
  limit: number,
  order: PairsOrder,
): Promise<PairRow[]> {
  const page = `${listed(id, 'pair.*, row_number() OVER (ORDER BY $order) AS listed_at', order)} LIMIT $limit OFFSET $offset`;
  const parameters = { offset: BigInt(offset), limit: BigInt(limit) };
  return rows(connection, pageSql(page), parameters, found);
}

/** Turns are picked before sides and roles are compared: message is the largest table. */
function pageSql(page: string): string {
  return `
    WITH
      page AS MATERIALIZED (${page}),
      given AS MATERIALIZED (
        SELECT turn_id, side, seq, part, role, type, content_id
        FROM message
        WHERE turn_id IN (SELECT unnest([a, b]) FROM page)
      ),
      asked AS (
        SELECT turn_id, arg_min(content_id, (-seq, part)) AS content_id
        FROM given
        WHERE side = 'input' AND role = 'user' AND type <> 'tool_result' AND content_id IS NOT NULL
        GROUP BY turn_id
      ),
      question AS (
        SELECT content_id, left(trim(regexp_replace(left(text, 1000), '[\\p{Cc}\\p{Zl}\\p{Zp}]+', ' ', 'g')), 200) AS words
        FROM content
        WHERE content_id IN (SELECT content_id FROM asked)
      )
    SELECT
      pair.pair, aligned_by, ambiguous, identical,
      coalesce(question_a.words, question_b.words) AS question,
      pair.a, pair.b, coalesce(length_a, 0)::BIGINT AS length_a, coalesce(length_b, 0)::BIGINT AS length_b, judged.verdict
    FROM page pair
    LEFT JOIN asked asked_a ON asked_a.turn_id = pair.a
    LEFT JOIN question question_a ON question_a.content_id = asked_a.content_id
    LEFT JOIN asked asked_b ON asked_b.turn_id = pair.b
    LEFT JOIN question question_b ON question_b.content_id = asked_b.content_id
    ${VERDICT}
    ORDER BY listed_at`;
}

/** How many pairs of a comparison have which verdict. */
export async function verdictCounts(
  connection: DuckDBConnection,
  id: string,
): Promise<VerdictCounts> {
  const sql = `
    SELECT judged.verdict, count(*) AS pairs
    FROM ${pairTable(id, 'memory.main')} pair
    JOIN ${JUDGED_PAIRS} judged ON judged.a = pair.a AND judged.b = pair.b
    GROUP BY judged.verdict`;
  const counted = await rows(
    connection,
    sql,
    {},
    z.object({ verdict: pairVerdict, pairs: integer }),
  );
  return { ...NONE, ...Object.fromEntries(counted.map(({ verdict, pairs }) => [verdict, pairs])) };
}

export const NONE: VerdictCounts = { 'a-better': 0, 'b-better': 0, same: 0, 'both-bad': 0 };
