import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { LISTED, type Overlap } from '../../../../shared/domain/completeness.ts';
import { hasOwnTime } from '../own-time.ts';
import { integer, rows } from '../query.ts';
import { WHOLE_CASE } from './scope.ts';

/**
 * Records that stand byte for byte in another file too; members of one archive are files of their own. Of each text only
 * how often a file holds it meets other files: a line that every file has thousands of times stays cheap.
 */
const OVERLAPS = `
  WITH
    held AS (
      SELECT record_id, evidence_id, coalesce(member, '') AS member, sha256 FROM store.record WHERE status <> 'blank'
    ),
    again AS (
      SELECT sha256
      FROM held
      WHERE $evidence IS NULL OR sha256 IN (SELECT sha256 FROM store.record WHERE evidence_id = $evidence)
      GROUP BY sha256
      HAVING count(*) > 1
    ),
    equal AS MATERIALIZED (
      SELECT *
      FROM held SEMI JOIN again USING (sha256)
      WINDOW same AS (PARTITION BY sha256)
      QUALIFY
        min(evidence_id) OVER same <> max(evidence_id) OVER same OR min(member) OVER same <> max(member) OVER same
    ),
    told AS (
      SELECT
        e.record_id, ${hasOwnTime('t')} AS is_dated,
        min(evidence_id) OVER one_turn <> max(evidence_id) OVER one_turn
        OR min(member) OVER one_turn <> max(member) OVER one_turn AS is_one
      FROM equal AS e
      JOIN turn_record AS r USING (record_id)
      JOIN store.turn AS t USING (turn_id)
      WINDOW one_turn AS (PARTITION BY sha256, turn_id)
    ),
    judged AS MATERIALIZED (
      SELECT evidence_id, sha256, coalesce(is_one, false) AS is_one, is_dated
      FROM equal LEFT JOIN (
        SELECT record_id, bool_or(is_one) AS is_one, bool_or(is_dated) AS is_dated FROM told GROUP BY record_id
      ) USING (record_id)
    ),
    counted AS (
      SELECT
        scope, count(*) AS records, count(*) FILTER (is_one) AS one_turn,
        count(*) FILTER (NOT is_one AND NOT is_dated) AS undated, count(*) FILTER (NOT is_one AND is_dated) AS apart,
        count(*) FILTER (NOT is_one AND is_dated IS NULL) AS no_turn
      FROM (
        SELECT *, evidence_id AS scope FROM judged WHERE evidence_id = coalesce($evidence, evidence_id)
        UNION ALL
        SELECT *, ${WHOLE_CASE} FROM judged WHERE $evidence IS NULL
      )
      GROUP BY scope
    ),
    of_file AS MATERIALIZED (
      SELECT
        sha256, evidence_id, count(*) AS records, min(record_id) AS first, min(member) <> max(member) AS in_members
      FROM equal
      GROUP BY ALL
    ),
    other AS (
      SELECT
        own.evidence_id AS scope, other.evidence_id, sum(own.records)::BIGINT AS records, min(own.first) AS first
      FROM of_file AS own
      JOIN of_file AS other USING (sha256)
      WHERE
        own.evidence_id = coalesce($evidence, own.evidence_id)
        AND (own.evidence_id <> other.evidence_id OR own.in_members)
      GROUP BY ALL
      UNION ALL
      SELECT ${WHOLE_CASE}, evidence_id, sum(records)::BIGINT, min(first)
      FROM of_file
      WHERE $evidence IS NULL
      GROUP BY evidence_id
    ),
    listed AS (
      SELECT *, count(*) OVER (PARTITION BY scope) AS files
      FROM other
      QUALIFY row_number() OVER (PARTITION BY scope ORDER BY records DESC, evidence_id) <= ${LISTED.overlaps}
    )
  SELECT
    c.scope::BIGINT AS scope, c.records, one_turn, undated, apart, no_turn, files, l.evidence_id, e.name,
    l.records AS records_there, r.record_id, own.name AS own_name, r.member, r.line, r.ordinal
  FROM counted AS c
  JOIN listed AS l USING (scope)
  JOIN evidence AS e USING (evidence_id)
  JOIN store.record AS r ON r.record_id = l.first
  JOIN evidence AS own ON own.evidence_id = r.evidence_id
  ORDER BY scope, records_there DESC, l.evidence_id`;

const overlapRow = z.object({
  scope: integer,
  records: integer,
  one_turn: integer,
  undated: integer,
  apart: integer,
  no_turn: integer,
  files: integer,
  evidence_id: integer,
  name: z.string(),
  records_there: integer,
  record_id: integer,
  own_name: z.string(),
  member: z.string().nullable(),
  line: integer.nullable(),
  ordinal: integer.nullable(),
});

/** By file, and of the case where no file is asked for; nothing where no record stands in two files. */
export async function overlapsByScope(
  connection: DuckDBConnection,
  evidence: bigint | null,
): Promise<ReadonlyMap<number, Overlap>> {
  const scopes = new Map<number, Overlap>();
  for (const found of await rows(connection, OVERLAPS, { evidence }, overlapRow)) {
    const { scope, evidence_id, name, records, one_turn, undated, apart, no_turn } = found;
    const counts = { records, one_turn, undated, apart, no_turn };
    const overlap = scopes.get(scope) ?? { ...counts, files: [], files_total: found.files };
    scopes.set(scope, overlap);
    const { record_id, own_name, member, line, ordinal } = found;
    overlap.files.push({
      ...{ evidence_id, name, records: found.records_there },
      first: { record_id, name: own_name, member, line, ordinal },
    });
  }
  return scopes;
}
