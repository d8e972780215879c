import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { triageHit, type TriageFilter, type TriagePage } from '../../../shared/domain/triage.ts';
import { integer, row, rows, time } from '../case/query.ts';
import { hitsThat } from './hits.ts';

interface QueueAsked {
  readonly filter: TriageFilter;
  readonly offset: number;
  readonly limit: number;
}

/** A page of the hits of a lane, the worst first. */
export async function triageQueue(
  connection: DuckDBConnection,
  { filter, offset, limit }: QueueAsked,
): Promise<TriagePage> {
  const { sql, parameters } = hitsThat(filter);
  const counted = await row(connection, countSql(sql), parameters, countRow);
  const page = { ...parameters, page_offset: BigInt(offset), page_limit: BigInt(limit) };
  return { ...counted, offset, hits: await rows(connection, pageSql(sql), page, hitRow) };
}

/** Code points of a passage that a row shows. */
const SHOWN = 160;

const countSql = (condition: string): string => `
  SELECT
    count(*) AS "of", count(*) FILTER (${condition}) AS matched
  FROM finding f JOIN turn t USING (turn_id)
  WHERE f.lane = $lane`;
const countRow = z.object({ of: integer, matched: integer });

/**
 * Texts are joined to the page alone, and only their beginning is taken. Where a place names several texts none is
 * shown: it might be the wrong one.
 */
const pageSql = (condition: string): string => `
  WITH
    page AS MATERIALIZED (
      SELECT f.*, t.started_at, coalesce(t.model, t.requested_model) AS model
      FROM finding f JOIN turn t USING (turn_id)
      WHERE ${condition}
      ORDER BY list_position(['low', 'medium', 'high', 'critical'], f.severity) DESC, f.finding_id
      LIMIT $page_limit OFFSET $page_offset
    ),
    placed AS (
      SELECT p.finding_id, m.content_id
      FROM (SELECT * FROM message WHERE turn_id IN (SELECT turn_id FROM page)) m
      JOIN page p
        ON p.turn_id = m.turn_id AND p.side = m.side AND p.seq = m.seq AND coalesce(p.part, m.part) = m.part
      UNION ALL
      SELECT p.finding_id, d.content_id
      FROM (SELECT * FROM context_document WHERE turn_id IN (SELECT turn_id FROM page)) d
      JOIN page p ON p.turn_id = d.turn_id AND p.side = 'context' AND p.seq = d.rank
    ),
    one AS MATERIALIZED (
      SELECT finding_id, any_value(content_id) AS content_id FROM placed GROUP BY finding_id HAVING count(*) = 1
    ),
    said AS MATERIALIZED (
      SELECT content_id, text FROM content WHERE content_id IN (SELECT content_id FROM one)
    )
  SELECT
    p.finding_id, p.rule_id, p.failure_type, p.severity, p.lane, p.turn_id, epoch_us(p.started_at) AS "at", p.model,
    regexp_replace(
      substring(s.text, p.char_start::BIGINT + 1, least(p.char_end - p.char_start, ${SHOWN})::BIGINT),
      '[\\p{Cc}\\p{Zl}\\p{Zp}]+', ' ', 'g'
    ) AS words,
    p.explanation, p.review
  FROM page p
  LEFT JOIN one o USING (finding_id)
  LEFT JOIN said s USING (content_id)
  ORDER BY list_position(['low', 'medium', 'high', 'critical'], p.severity) DESC, p.finding_id`;

const hitRow = triageHit.extend({
  finding_id: integer,
  turn_id: integer,
  at: time.nullable(),
});
