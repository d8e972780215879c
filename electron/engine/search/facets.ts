import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Facet } from '../../../shared/domain/search.ts';
import { integer, rows } from '../case/query.ts';
import { filterError, turnFilter } from './compile.ts';

/** Fields that are counted, each as rows (turn_id, value) of the turns in `matching`. */
const VALUES = {
  model: column('model'),
  kind: column('kind'),
  route: column('route'),
  release: column('release'),
  user: column('user_id'),
  feedback: joined('feedback', 'value'),
  finding: joined('finding', 'rule_id', "AND x.lane <> 'dismissed'"),
  failure: joined('finding', 'failure_type', "AND x.lane <> 'dismissed'"),
  lane: joined('finding', 'lane'),
} as const;

function column(name: string): string {
  return `SELECT turn_id, "${name}" AS value FROM turn SEMI JOIN matching USING (turn_id)`;
}

function joined(table: 'feedback' | 'finding', name: string, also = ''): string {
  return `SELECT x.turn_id, x."${name}" AS value FROM ${table} x SEMI JOIN matching USING (turn_id) WHERE true ${also}`;
}

/** Values that a facet lists at most; it says how many there are. */
const LISTED = 20;

/**
 * How the turns that match a filter spread over the values of its usual fields: the most frequent values first, then by
 * value. A turn counts once per value. Turns without a value are the rest of `total` for fields of the turn itself.
 */
export async function facets(
  connection: DuckDBConnection,
  filter: string,
): Promise<{ total: number; facets: Facet[] }> {
  const { condition, parameters } = turnFilter(filter);
  const found = await rows(connection, facetsSql(condition), parameters, facetRow).catch(
    (error: unknown) => {
      throw filterError(error);
    },
  );
  const total = found[0]?.total ?? 0;
  return {
    total,
    facets: Object.keys(VALUES).map((field) => {
      const values = found.filter((row) => row.field === field);
      return {
        field,
        values: values.flatMap(({ value, turns }) => (value === null ? [] : { value, turns })),
        distinct: values[0]?.distinct_values ?? 0,
      };
    }),
  };
}

function facetsSql(condition: string): string {
  const counts = Object.entries(VALUES).map(
    ([field, select]) => `
      SELECT '${field}' AS field, value, turns, count(*) OVER () AS distinct_values
      FROM (SELECT value, count(DISTINCT turn_id) AS turns FROM (${select}) WHERE value IS NOT NULL GROUP BY value)
      QUALIFY row_number() OVER (ORDER BY turns DESC, value) <= ${LISTED}`,
  );
  return `
    WITH matching AS MATERIALIZED (SELECT t.turn_id FROM turn t WHERE ${condition})
    SELECT n.total, f.field, f.value, f.turns, f.distinct_values
    FROM (SELECT count(*) AS total FROM matching) n
    LEFT JOIN (${counts.map((count) => `(${count})`).join(' UNION ALL ')}) f ON true
    ORDER BY f.field, f.turns DESC, f.value`;
}

const facetRow = z.object({
  total: integer,
  field: z.string().nullable(),
  value: z.string().nullable(),
  turns: integer.nullable().transform((turns) => turns ?? 0),
  distinct_values: integer.nullable().transform((values) => values ?? 0),
});
