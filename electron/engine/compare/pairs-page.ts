import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import {
  alignment,
  type ComparedPair,
  type PairedTurn,
} from '../../../shared/domain/comparison.ts';
import { integer, rows } from '../case/query.ts';
import { ANSWER_PART } from './outputs.ts';
import { pairTable, type PairsHome } from './working-tables.ts';

export interface PairsAsked {
  readonly offset: number;
  readonly limit: number;
  /** All pairs, or those whose outputs differ or do not. */
  readonly which?: 'all' | 'changed' | 'identical';
}

/**
 * Pairs of a comparison that this connection made, in order of side a's turns, with both places and answers. The
 * comparison's own counts say of how many.
 */
export async function pairsPage(
  connection: DuckDBConnection,
  { id }: { readonly id: string },
  { offset, limit, which = 'all' }: PairsAsked,
  home: PairsHome = 'temp',
): Promise<ComparedPair[]> {
  const found = await rows(
    connection,
    pageSql(pairTable(id, home), CONDITIONS[which]),
    { offset: BigInt(offset), limit: BigInt(limit) },
    pairRow,
  );
  return found.map((pair) => ({
    pair: pair.pair,
    aligned_by: pair.aligned_by,
    ambiguous: pair.ambiguous,
    identical: pair.identical,
    question: pair.question,
    a: pairedTurn(pair.a),
    b: pairedTurn(pair.b),
  }));
}

const CONDITIONS = { all: 'true', changed: 'NOT identical', identical: 'identical' } as const;

const turnRow = z.object({
  turn_id: integer,
  conversation: z.string(),
  model: z.string().nullable(),
  output: z.string().nullable(),
  length: integer,
  evidence: z.string(),
  name: z.string(),
  member: z.string().nullable(),
  ordinal: integer,
  byte_offset: integer.nullable(),
  byte_length: integer.nullable(),
  sha256: z.string(),
});

const pairRow = z.object({
  pair: integer,
  aligned_by: alignment,
  ambiguous: z.boolean(),
  identical: z.boolean(),
  question: z.string().nullable(),
  a: turnRow,
  b: turnRow,
});

function pairedTurn(turn: z.infer<typeof turnRow>): PairedTurn {
  const { turn_id, conversation, model, output, length, ...place } = turn;
  return { turn_id, handle: `T-${turn_id}`, conversation, model, output, length, place };
}

function pageSql(pair: string, condition: string): string {
  return `
    WITH
      page AS MATERIALIZED (
        SELECT * FROM ${pair}
        WHERE ${condition}
        ORDER BY pair
        LIMIT $limit OFFSET $offset
      ),
      shown AS MATERIALIZED (SELECT unnest([a, b]) AS turn_id FROM page),
      said AS (
        SELECT turn_id, string_agg(text, chr(10) ORDER BY choice, seq, part) AS output, sum(length(text)) AS length
        FROM message JOIN content USING (content_id)
        WHERE ${ANSWER_PART} AND turn_id IN (SELECT turn_id FROM shown)
        GROUP BY turn_id
      ),
      question_part AS (
        SELECT turn_id, string_agg(text, chr(10) ORDER BY part) AS question, seq
        FROM message JOIN content USING (content_id)
        WHERE side = 'input' AND role = 'user' AND type <> 'tool_result' AND turn_id IN (SELECT turn_id FROM shown)
        GROUP BY turn_id, seq
      ),
      asked AS (SELECT turn_id, arg_max(question, seq) AS question FROM question_part GROUP BY turn_id),
      told AS (
        SELECT
          turn_id,
          {
            turn_id: turn_id,
            conversation: coalesce(conversation.external_id, 'C-' || conversation_id),
            model: model, output: output, length: coalesce(length, 0)::BIGINT,
            evidence: evidence.sha256, name: evidence.name, member: member, ordinal: ordinal,
            byte_offset: byte_offset, byte_length: byte_length, sha256: record.sha256
          } AS turn,
          question
        FROM turn
        JOIN conversation USING (conversation_id)
        JOIN record USING (record_id)
        JOIN evidence USING (evidence_id)
        LEFT JOIN said USING (turn_id)
        LEFT JOIN asked USING (turn_id)
        WHERE turn_id IN (SELECT turn_id FROM shown)
      )
    SELECT
      pair, aligned_by, ambiguous, identical, coalesce(told_a.question, told_b.question) AS question,
      told_a.turn AS a, told_b.turn AS b
    FROM page
    JOIN told told_a ON told_a.turn_id = page.a
    JOIN told told_b ON told_b.turn_id = page.b
    ORDER BY pair`;
}
