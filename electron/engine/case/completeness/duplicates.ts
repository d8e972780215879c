import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { type DuplicateIds, duplicateIds, LISTED } from '../../../../shared/domain/completeness.ts';
import { integer, rows } from '../query.ts';
import { EVENTS, scoped } from './scope.ts';

/** An id that one record gives to several turns is no duplicate: only records are counted. */
const DUPLICATES = `
  WITH
    event AS MATERIALIZED (
      SELECT evidence_id, bearer, is_again, external_id, record_id
      FROM (${EVENTS})
      WHERE external_id IS NOT NULL AND evidence_id = coalesce($evidence, evidence_id)
    ),
    repeated AS (
      SELECT bearer, external_id
      FROM event
      GROUP BY bearer, external_id
      HAVING min(record_id) < max(record_id)
    ),
    again AS MATERIALIZED (SELECT DISTINCT event.* FROM event JOIN repeated USING (bearer, external_id)),
    standing AS (
      SELECT *
      FROM (${scoped('bearer, external_id, record_id', 'again')})
      QUALIFY count(*) OVER (PARTITION BY scope, bearer, external_id) > 1
    ),
    id AS MATERIALIZED (
      SELECT
        scope, bearer, external_id, count(*) AS records, count(DISTINCT r.sha256) = 1 AS is_identical,
        count(DISTINCT r.sha256) BETWEEN 2 AND count(*) - 1 AS has_equal,
        min(record_id) AS first, list(record_id ORDER BY record_id)[:${LISTED.places}] AS record_ids
      FROM standing JOIN store.record AS r USING (record_id)
      GROUP BY ALL
    ),
    counted AS (
      SELECT
        scope, bearer, count(*) AS ids, sum(records)::BIGINT AS all_records, count(*) FILTER (is_identical) AS identical,
        count(*) FILTER (has_equal) AS partly
      FROM id
      GROUP BY ALL
    ),
    listed AS (
      SELECT * EXCLUDE (record_ids), unnest(record_ids) AS record_id
      FROM (
        SELECT *
        FROM id
        QUALIFY row_number() OVER (PARTITION BY scope, bearer ORDER BY first, external_id) <= ${LISTED.duplicates}
      )
    )
  SELECT
    scope::BIGINT AS scope, bearer, ids, all_records, identical, partly, external_id, records, record_id, name, member,
    line, ordinal
  FROM listed
  JOIN counted USING (scope, bearer)
  JOIN (SELECT record_id, evidence_id, member, line, ordinal FROM store.record) USING (record_id)
  JOIN (SELECT evidence_id, name FROM evidence) USING (evidence_id)
  ORDER BY scope, bearer DESC, first, external_id, record_id`;

const duplicateRow = z.object({
  scope: integer,
  bearer: duplicateIds.shape.of,
  ids: integer,
  all_records: integer,
  identical: integer,
  partly: integer,
  external_id: z.string(),
  records: integer,
  record_id: integer,
  name: z.string(),
  member: z.string().nullable(),
  line: integer.nullable(),
  ordinal: integer.nullable(),
});

/** By file, and of the case where no file is asked for: an id that two files hold stands there only. */
export async function duplicatesByScope(
  connection: DuckDBConnection,
  evidence: bigint | null,
): Promise<ReadonlyMap<number, DuplicateIds[]>> {
  const scopes = new Map<number, DuplicateIds[]>();
  for (const found of await rows(connection, DUPLICATES, { evidence }, duplicateRow)) {
    const { scope, bearer, ids, all_records, identical, partly, external_id, records, ...rest } =
      found;
    const all = scopes.get(scope) ?? [];
    scopes.set(scope, all);
    let of = all.at(-1);
    if (of?.of !== bearer) {
      of = { of: bearer, ids, records: all_records, identical, partly, examples: [] };
      all.push(of);
    }
    let example = of.examples.at(-1);
    if (example?.id !== external_id) {
      example = { id: external_id, records, places: [] };
      of.examples.push(example);
    }
    example.places.push(rest);
  }
  return scopes;
}
