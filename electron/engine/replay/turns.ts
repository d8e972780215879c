import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { capture } from '../../../shared/domain/replay.ts';
import { integer, rows, time, wideInteger } from '../case/query.ts';
import { boundedIds, within } from './id-bounds.ts';

const jsonObject = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.record(z.string(), z.unknown()));

const turnRow = z.object({
  turn_id: integer,
  record_id: integer,
  external_id: z.string().nullable(),
  parent_turn_id: integer.nullable(),
  kind: z.string(),
  seq: integer,
  model: z.string().nullable(),
  requested_model: z.string().nullable(),
  provider: z.string().nullable(),
  system_fingerprint: z.string().nullable(),
  weights_hash: z.string().nullable(),
  prompt_version: z.string().nullable(),
  index_version: z.string().nullable(),
  route: z.string().nullable(),
  release: z.string().nullable(),
  environment: z.string().nullable(),
  capture,
  started_at: time.nullable(),
  ended_at: time.nullable(),
  raw_time: z.string().nullable(),
  temperature: z.number().nullable(),
  top_p: z.number().nullable(),
  max_tokens: wideInteger.nullable(),
  seed: wideInteger.nullable(),
  params: jsonObject.nullable(),
  prompt_tokens: wideInteger.nullable(),
  completion_tokens: wideInteger.nullable(),
  latency_ms: z.number().nullable(),
  confidence: z.number().nullable(),
  finish_reason: z.string().nullable(),
  error: z.string().nullable(),
  user_id: z.string().nullable(),
  session_id: z.string().nullable(),
});
export type TurnRow = z.infer<typeof turnRow>;

const TURNS = `
  SELECT
    turn_id, record_id, external_id, parent_turn_id, kind, seq, model, requested_model, provider, system_fingerprint, weights_hash,
    prompt_version, index_version, route, release, environment, capture,
    epoch_us(started_at) AS started_at, epoch_us(ended_at) AS ended_at, raw_time,
    temperature, top_p, max_tokens, seed, params, prompt_tokens, completion_tokens, latency_ms, confidence,
    finish_reason, error, user_id, session_id
  FROM turn
  WHERE ${within('turn_id')}`;

/** The rows of these turns, in their order. */
export async function turnRows(
  connection: DuckDBConnection,
  turns: readonly number[],
): Promise<TurnRow[]> {
  if (turns.length === 0) return [];
  const found = await rows(connection, TURNS, boundedIds(turns), turnRow);
  const position = new Map(turns.map((turn, index) => [turn, index]));
  return found.sort(
    (left, right) => (position.get(left.turn_id) ?? 0) - (position.get(right.turn_id) ?? 0),
  );
}

const ORDER = `
  SELECT
    turn_id, kind,
    count(*) OVER () = count(started_at) OVER () AS dated
  FROM turn
  WHERE conversation_id = $conversation
  ORDER BY CASE WHEN count(*) OVER () = count(started_at) OVER () THEN started_at END, seq, turn_id`;

const orderRow = z.object({ turn_id: integer, kind: z.string(), dated: z.boolean() });

export interface TurnOrder {
  readonly turns: readonly { readonly turn_id: number; readonly kind: string }[];
  readonly ordered_by: 'time' | 'records';
}

/** All turns of a conversation: by time where every one is dated, else by order of records. */
export async function turnOrder(
  connection: DuckDBConnection,
  conversation: number,
): Promise<TurnOrder> {
  const turns = await rows(connection, ORDER, { conversation: BigInt(conversation) }, orderRow);
  return { turns, ordered_by: turns[0]?.dated === true ? 'time' : 'records' };
}

/** By conversation in the order of `turnOrder`; the model call before each asked turn, and how its conversation is called. */
const PLACED = `
  WITH
    dated AS (
      SELECT conversation_id, count(*) = count(started_at) AS dated
      FROM turn
      WHERE conversation_id IN (SELECT conversation_id FROM turn WHERE ${within('turn_id')})
      GROUP BY conversation_id
    ),
    placed AS (
      SELECT
        turn_id, conversation_id,
        last_value(CASE WHEN kind = 'model' THEN turn_id END IGNORE NULLS) OVER (
          PARTITION BY conversation_id
          ORDER BY CASE WHEN dated THEN started_at END, seq, turn_id
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS call_before
      FROM turn JOIN dated USING (conversation_id)
    )
  SELECT
    turn_id, call_before, coalesce(conversation.external_id, 'C-' || conversation_id) AS conversation
  FROM placed JOIN conversation USING (conversation_id)
  WHERE ${within('turn_id')}`;

const placedRow = z.object({
  turn_id: integer,
  call_before: integer.nullable(),
  conversation: z.string(),
});

/** Of each of these turns, by its number: the model call before it, and its conversation's id in the log, else its handle. */
export async function placedAmongTurns(
  connection: DuckDBConnection,
  turns: readonly number[],
): Promise<Map<number, { readonly call_before: number | null; readonly conversation: string }>> {
  if (turns.length === 0) return new Map();
  const found = await rows(connection, PLACED, boundedIds(turns), placedRow);
  return new Map(found.map(({ turn_id, ...placed }) => [turn_id, placed]));
}
