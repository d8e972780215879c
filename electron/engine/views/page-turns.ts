import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { capture } from '../../../shared/domain/replay.ts';
import { integer, rows, time, wideInteger } from '../case/query.ts';
import type { Page } from './page.ts';

/** The turns of a page, in the order of the view, with what their own table says. */
export async function turnsOfPage(connection: DuckDBConnection, page: Page): Promise<PageTurn[]> {
  return rows(connection, turnsSql(page), page.parameters, pageTurn);
}

const turnsSql = (page: Page): string => `
  SELECT
    t.turn_id, t.record_id, t.kind, t.conversation_id, epoch_us(t.started_at) AS "at",
    coalesce(t.model, t.requested_model) AS model, t.model IS NULL AND t.requested_model IS NOT NULL AS model_requested,
    t.user_id AS "user", t.latency_ms, t.prompt_tokens, t.completion_tokens, t.confidence, t.finish_reason, t.error, t.capture,
    t.route, t.release
  FROM (${page.rows}) p
  JOIN turn t ON t.turn_id = p.turn_id
  ORDER BY p.position`;

const pageTurn = z.object({
  turn_id: integer,
  record_id: integer,
  kind: z.string(),
  conversation_id: integer,
  at: time.nullable(),
  model: z.string().nullable(),
  model_requested: z.boolean(),
  user: z.string().nullable(),
  latency_ms: z.number().nullable(),
  prompt_tokens: wideInteger.nullable(),
  completion_tokens: wideInteger.nullable(),
  confidence: z.number().nullable(),
  finish_reason: z.string().nullable(),
  error: z.string().nullable(),
  capture,
  route: z.string().nullable(),
  release: z.string().nullable(),
});
export type PageTurn = z.infer<typeof pageTurn>;
