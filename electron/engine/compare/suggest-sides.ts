import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { SuggestedSides } from '../../../shared/domain/comparison-screen.ts';
import { writtenValue } from '../../../shared/text/filter-clause.ts';
import { integer, rows } from '../case/query.ts';

const FIELDS = ['model', 'prompt_version', 'index_version'] as const;
/** Values of a field that are tried, those with most turns first, and suggestions that are given. */
const VALUES = 12;
const MOST = 12;

/**
 * Two values of one field whose turns were asked the same questions, the pair that shares most first; the one that
 * answered earlier is side a.
 */
export async function suggestSides(connection: DuckDBConnection): Promise<SuggestedSides[]> {
  const found = await rows(connection, SQL, {}, foundRow);
  return found.map(({ field, a, b, ...counts }) => ({
    field,
    a,
    b,
    filter_a: `${field}:${writtenValue(a)}`,
    filter_b: `${field}:${writtenValue(b)}`,
    ...counts,
  }));
}

const foundRow = z.object({
  field: z.enum(FIELDS),
  a: z.string(),
  b: z.string(),
  turns_a: integer,
  turns_b: integer,
  shared: integer,
});

const valued = (field: string): string => `
  SELECT '${field}' AS field, ${field} AS value, turn_id, started_at
  FROM turn
  WHERE kind = 'model' AND ${field} IS NOT NULL AND ${field} <> ''`;

const SQL = `
  WITH
    valued AS (${FIELDS.map(valued).join(' UNION ALL ')}),
    value AS (
      SELECT field, value, count(*) AS turns, min(started_at) AS first, min(turn_id) AS first_turn
      FROM valued
      GROUP BY field, value
      QUALIFY row_number() OVER (PARTITION BY field ORDER BY count(*) DESC, value) <= ${VALUES}
    ),
    several AS (SELECT * FROM value QUALIFY count(*) OVER (PARTITION BY field) > 1),
    question AS (
      SELECT turn_id, arg_min(content_id, (-seq, part)) AS content_id
      FROM message
      WHERE side = 'input' AND role = 'user' AND type <> 'tool_result' AND content_id IS NOT NULL
        AND EXISTS (FROM several)
      GROUP BY turn_id
    ),
    asked AS (
      SELECT DISTINCT field, value, content_id
      FROM valued
      JOIN several USING (field, value)
      JOIN question USING (turn_id)
    ),
    met AS (
      SELECT x.field, x.value AS x, y.value AS y, count(*) AS shared
      FROM asked x
      JOIN asked y ON y.field = x.field AND y.content_id = x.content_id AND y.value > x.value
      GROUP BY ALL
    ),
    told AS (
      SELECT
        met.field, shared, x.value AS x, x.turns AS turns_x, y.value AS y, y.turns AS turns_y,
        (y.first, y.first_turn) < (x.first, x.first_turn) AS turned
      FROM met
      JOIN value x ON x.field = met.field AND x.value = met.x
      JOIN value y ON y.field = met.field AND y.value = met.y
    )
  SELECT
    field, shared,
    CASE WHEN turned THEN y ELSE x END AS a, CASE WHEN turned THEN turns_y ELSE turns_x END AS turns_a,
    CASE WHEN turned THEN x ELSE y END AS b, CASE WHEN turned THEN turns_x ELSE turns_y END AS turns_b
  FROM told
  ORDER BY shared DESC, field, a, b
  LIMIT ${MOST}`;
