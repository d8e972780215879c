import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, rows } from '../case/query.ts';
import { idList } from './id-list.ts';

const DOCUMENTS = `
  SELECT d.turn_id, d.rank, d.document_id, d.source, d.score, d.from_turn_id, d.record_id, c.text
  FROM context_document d LEFT JOIN content c USING (content_id)
  WHERE d.turn_id IN (SELECT unnest($turns))
  ORDER BY d.turn_id, d.rank`;

const documentRow = z.object({
  turn_id: integer,
  rank: integer,
  document_id: z.string().nullable(),
  source: z.string().nullable(),
  score: z.number().nullable(),
  from_turn_id: integer.nullable(),
  record_id: integer,
  text: z.string().nullable(),
});
export type DocumentRow = z.infer<typeof documentRow>;

/** Passages that retrieval gave, by turn and rank. */
export async function documentsOf(
  connection: DuckDBConnection,
  turns: readonly number[],
): Promise<DocumentRow[]> {
  if (turns.length === 0) return [];
  return rows(connection, DOCUMENTS, { turns: idList(turns) }, documentRow);
}
