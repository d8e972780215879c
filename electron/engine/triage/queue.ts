import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import {
  triageHit,
  type TriageFilter,
  type TriageHead,
  type TriageHits,
} from '../../../shared/domain/triage.ts';
import { hitsAsTurns } from '../../../shared/text/hits-as-turns.ts';
import { integer, row, rows, time } from '../case/query.ts';
import { turnFilter } from '../search/compile.ts';
import { STORED_TEXTS } from '../search/texts.ts';
import { HITS, hitsThat, onTurnsSql } from './hits.ts';

interface PageAsked {
  readonly filter: TriageFilter;
  readonly offset: number;
  readonly limit: number;
}

interface HeadAsked {
  readonly filter: TriageFilter;
  readonly finding: number | null;
  readonly limit: number;
}

/** How many hits the queue has, and the first of them; `position` is where the finding that was named stands in it, or would stand. */
export async function triageHead(
  connection: DuckDBConnection,
  { filter, finding, limit }: HeadAsked,
): Promise<TriageHead> {
  const { sql, parameters } = hitsThat(filter);
  return {
    ...(await row(connection, countSql(sql), parameters, countRow)),
    listed: await listedOf(connection, filter),
    position: finding === null ? null : await positionOf(connection, filter, finding),
    hits: (await triageHits(connection, { filter, offset: 0, limit })).hits,
  };
}

/** A page of the hits of a lane, the worst first. */
export async function triageHits(
  connection: DuckDBConnection,
  { filter, offset, limit }: PageAsked,
): Promise<TriageHits> {
  const { sql, parameters } = hitsThat(filter);
  const page = { ...parameters, page_offset: BigInt(offset), page_limit: BigInt(limit) };
  return { offset, hits: await rows(connection, pageSql(sql), page, hitRow) };
}

/** What the screen of turns lists for this filter: its parts may be met by several hits of one turn. */
function listedOf(
  connection: DuckDBConnection,
  filter: TriageFilter,
): Promise<TriageHead['listed']> {
  const { condition, parameters } = turnFilter(hitsAsTurns(filter), 'listed', STORED_TEXTS);
  const sql = `
    SELECT count(*) FILTER (t.kind = 'model') AS turns, count(*) FILTER (t.kind <> 'model') AS spans
    FROM turn t
    WHERE ${condition}`;
  return row(connection, sql, parameters, z.object({ turns: integer, spans: integer }));
}

async function positionOf(
  connection: DuckDBConnection,
  filter: TriageFilter,
  finding: number,
): Promise<number | null> {
  const { sql, parameters } = hitsThat(filter);
  const asked = { ...parameters, finding: BigInt(finding) };
  const found = await rows(connection, positionSql(sql), asked, z.object({ position: integer }));
  return found[0]?.position ?? null;
}

/** The worst hits have the highest rank. */
const RANK = "list_position(['low', 'medium', 'high', 'critical'], f.severity)";

/** Hits before it, also where it matches no longer; no row where there is no such finding. */
const positionSql = (condition: string): string => `
  SELECT (
    SELECT count(*)
    ${HITS}
    WHERE ${condition} AND (${RANK} > its.rank OR ${RANK} = its.rank AND f.finding_id < its.finding_id)
  ) AS position
  FROM (SELECT f.finding_id, ${RANK} AS rank FROM finding f WHERE f.finding_id = $finding) its`;

/** Code points of a passage that a row shows, and of what stands before and after it. */
const SHOWN = 160;
const AROUND = 80;

const countSql = (condition: string): string => `
  SELECT
    count(*) AS "of", count(*) FILTER (${condition}) AS matched,
    ${onTurnsSql(` AND ${condition}`)}
  ${HITS}
  WHERE f.lane = $lane`;
const countRow = z.object({ of: integer, matched: integer, turns: integer, spans: integer });

/**
 * Texts are joined to the page alone, and only their beginning is taken. Where a place names several texts none is
 * shown: it might be the wrong one.
 */
const pageSql = (condition: string): string => `
  WITH
    page AS MATERIALIZED (
      SELECT f.*, t.started_at, coalesce(t.model, t.requested_model) AS model
      ${HITS}
      WHERE ${condition}
      ORDER BY ${RANK} DESC, f.finding_id
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
    f.finding_id, f.rule_id, f.rule_version, f.failure_type, f.severity, f.lane, f.turn_id,
    epoch_us(f.started_at) AS "at", f.model,
    ${asLine(`substring(s.text, greatest(f.char_start - ${AROUND}, 0)::BIGINT + 1, least(f.char_start, ${AROUND})::BIGINT)`)} AS before,
    ${asLine(`substring(s.text, f.char_start::BIGINT + 1, least(f.char_end - f.char_start, ${SHOWN})::BIGINT)`)} AS words,
    CASE
      WHEN f.char_end - f.char_start > ${SHOWN} THEN '…'
      ELSE ${asLine(`substring(s.text, f.char_end::BIGINT + 1, ${AROUND})`)}
    END AS after,
    f.explanation, f.review
  FROM page f
  LEFT JOIN one o USING (finding_id)
  LEFT JOIN said s USING (content_id)
  ORDER BY ${RANK} DESC, f.finding_id`;

/** Line ends and other controls of a passage, each run of them as one space. */
function asLine(text: string): string {
  return `regexp_replace(${text}, '[\\p{Cc}\\p{Zl}\\p{Zp}]+', ' ', 'g')`;
}

const hitRow = triageHit.extend({
  finding_id: integer,
  turn_id: integer,
  at: time.nullable(),
});
