import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import {
  type IdSequence,
  idSequence,
  LISTED,
  SEQUENCE,
} from '../../../../shared/domain/completeness.ts';
import { integer, rows } from '../query.ts';
import { EVENTS, scoped, WHOLE_CASE } from './scope.ts';

/**
 * Most beginnings belong to one id alone; those of many are numbered, so that what is sorted are numbers. Ids that stand
 * twice count once. Ids that jump over more than 2^53 of their like do not rise by one.
 */
const SEQUENCES = `
  WITH
    event AS MATERIALIZED (
      SELECT evidence_id, bearer, is_again, record_id, external_id, rtrim(external_id, '0123456789') AS prefix
      FROM (${EVENTS})
      WHERE right(external_id, 1) BETWEEN '0' AND '9' AND evidence_id = coalesce($evidence, evidence_id)
    ),
    series AS MATERIALIZED (
      SELECT *, row_number() OVER (ORDER BY bearer, prefix) AS series_id
      FROM (
        SELECT
          bearer, prefix, min(length(external_id)) = max(length(external_id)) AS is_padded,
          max(length(external_id) - length(prefix)) AS digits
        FROM event
        GROUP BY bearer, prefix
        HAVING count(*) >= ${SEQUENCE.least_ids} AND digits <= 37
      )
    ),
    numbered AS MATERIALIZED (
      SELECT evidence_id, bearer, is_again, series_id, record_id, substr(external_id, length(prefix) + 1)::HUGEINT AS n
      FROM event JOIN series USING (bearer, prefix)
    ),
    spaced AS MATERIALIZED (
      SELECT
        scope, series_id, n, record_id, lag(n) OVER following AS before, lag(record_id) OVER following AS record_before
      FROM (${scoped('bearer, series_id, record_id, n', 'numbered')})
      WINDOW following AS (PARTITION BY scope, series_id ORDER BY n)
    ),
    sequence AS MATERIALIZED (
      SELECT
        scope, series_id, count(*) FILTER (before IS NULL OR n > before) AS ids, min(n) AS first, max(n) AS last,
        coalesce(sum(n - before - 1) FILTER (n - before > 1), 0) AS missing, count(*) FILTER (n - before > 1) AS holes
      FROM spaced
      GROUP BY scope, series_id
      HAVING ids >= ${SEQUENCE.least_ids} AND count(*) FILTER (n - before = 1) >= ${SEQUENCE.rising} * (ids - 1)
        AND missing < 9007199254740992
    ),
    listed AS MATERIALIZED (
      SELECT *, count(*) OVER (PARTITION BY scope) AS total
      FROM sequence
      QUALIFY
        row_number() OVER (PARTITION BY scope ORDER BY missing > 0 DESC, ids DESC, series_id) <= ${LISTED.sequences}
    ),
    hole AS MATERIALIZED (
      SELECT scope, series_id, before + 1 AS lowest, n - 1 AS highest, record_before, record_id
      FROM spaced JOIN listed USING (scope, series_id)
      WHERE n - before > 1
      QUALIFY row_number() OVER (PARTITION BY scope, series_id ORDER BY n) <= ${LISTED.ranges}
    ),
    held AS MATERIALIZED (
      SELECT evidence_id AS scope, record_id
      FROM store.record
      WHERE status IN ('unmapped', 'quarantined') AND evidence_id = coalesce($evidence, evidence_id)
    ),
    unread AS (
      SELECT scope, series_id, lowest, count(*) AS unread
      FROM hole JOIN held USING (scope)
      WHERE held.record_id BETWEEN least(record_before, hole.record_id) AND greatest(record_before, hole.record_id)
      GROUP BY ALL
    )
  SELECT
    scope::BIGINT AS scope, total, series_id, bearer, prefix, is_padded, digits, ids, first, last,
    missing::BIGINT AS missing, holes, lowest, highest, coalesce(unread, 0) AS unread
  FROM
    listed
    JOIN series USING (series_id)
    LEFT JOIN hole USING (scope, series_id)
    LEFT JOIN unread USING (scope, series_id, lowest)
  ORDER BY scope, missing > 0 DESC, ids DESC, series_id, lowest`;

const sequenceRow = z.object({
  scope: integer,
  total: integer,
  series_id: integer,
  bearer: idSequence.shape.of,
  prefix: z.string(),
  is_padded: z.boolean(),
  digits: integer,
  ids: integer,
  first: z.bigint(),
  last: z.bigint(),
  missing: integer,
  holes: integer,
  lowest: z.bigint().nullable(),
  highest: z.bigint().nullable(),
  unread: integer,
});

export interface Sequences {
  readonly total: number;
  readonly sequences: IdSequence[];
}

/** By file, and of the case where no file is asked for: those that lack ids first, then the longest. */
export async function sequencesByScope(
  connection: DuckDBConnection,
  evidence: bigint | null,
): Promise<ReadonlyMap<number, Sequences>> {
  const scopes = new Map<number, Sequences>();
  const known = new Map<string, IdSequence>();
  for (const found of await rows(connection, SEQUENCES, { evidence }, sequenceRow)) {
    const { scope, total, series_id, bearer, prefix, is_padded, digits } = found;
    const idOf = (n: bigint): string =>
      `${prefix}${is_padded ? String(n).padStart(digits, '0') : n}`;
    const of = scopes.get(scope) ?? { total, sequences: [] };
    scopes.set(scope, of);
    const name = `${scope} ${series_id}`;
    const sequence: IdSequence = known.get(name) ?? {
      of: bearer,
      ids: found.ids,
      first: idOf(found.first),
      last: idOf(found.last),
      missing: found.missing,
      holes: found.holes,
      ranges: [],
    };
    if (!known.has(name)) of.sequences.push(sequence);
    known.set(name, sequence);
    const { lowest, highest, unread } = found;
    if (lowest === null || highest === null) continue;
    sequence.ranges.push({
      from: idOf(lowest),
      to: idOf(highest),
      missing: Number(highest - lowest) + 1,
      unread: scope === WHOLE_CASE ? null : unread,
    });
  }
  return scopes;
}
