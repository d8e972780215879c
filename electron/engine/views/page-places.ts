import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, rows } from '../case/query.ts';
import { among } from './ids.ts';

/** The id that the log gives a conversation, by number of the conversation. */
export async function conversationNames(
  connection: DuckDBConnection,
  conversations: Iterable<number>,
): Promise<ReadonlyMap<number, string | null>> {
  const sql = `SELECT conversation_id, external_id FROM conversation WHERE ${among('conversation_id', conversations)}`;
  const found = await rows(connection, sql, {}, conversationRow);
  return new Map(found.map(({ conversation_id, external_id }) => [conversation_id, external_id]));
}

const conversationRow = z.object({
  conversation_id: integer,
  external_id: z.string().nullable(),
});

/** The name of a record's file and its number in it, by id of the record. */
export async function recordPlaces(
  connection: DuckDBConnection,
  records: Iterable<number>,
): Promise<ReadonlyMap<number, RecordPlace>> {
  const found = await rows(connection, recordsSql(among('record_id', records)), {}, recordPlace);
  return new Map(found.map((place) => [place.record_id, place]));
}

/** Records come from the stored table: its view would spell out the hash of each. */
const recordsSql = (condition: string): string => `
  SELECT r.record_id, e.name AS evidence, coalesce(r.ordinal, 0) AS ordinal
  FROM (SELECT record_id, evidence_id, ordinal FROM store.record WHERE ${condition}) r
  JOIN evidence e ON e.evidence_id = r.evidence_id`;

const recordPlace = z.object({ record_id: integer, evidence: z.string(), ordinal: integer });
type RecordPlace = z.infer<typeof recordPlace>;
