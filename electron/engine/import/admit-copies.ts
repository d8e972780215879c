import type { DuckDBConnection } from '@duckdb/node-api';
import { admitCalls } from './admitted-calls.ts';
import { counted } from './counted.ts';

/**
 * Exports overlap: two files may hold the same record, byte for byte. Where it has the id and the time of a call, that is one
 * call, whatever the log is; both get a row of `call_record` under that id.
 */

/** Ids and times are compared by a short hash first, since files may hold millions of calls and share none. */
const SAME_NAMES = `
  CREATE OR REPLACE TEMP TABLE same_name AS
  SELECT brought.turn_id AS brought_id, known.turn_id AS known_id
  FROM (
    SELECT turn_id, hash(external_id, started_at) AS name
    FROM store.turn
    WHERE record_id >= $from AND kind IN ('model', 'request') AND external_id IS NOT NULL AND started_at IS NOT NULL
  ) AS brought
  JOIN (
    SELECT turn_id, hash(external_id, started_at) AS name
    FROM store.turn
    WHERE record_id < $from AND kind IN ('model', 'request') AND external_id IS NOT NULL AND started_at IS NOT NULL
  ) AS known USING (name)`;

const COPIED = `
  CREATE OR REPLACE TEMP TABLE admitted_call AS
  SELECT DISTINCT
    turn.turn_id, turn.record_id, NULL::VARCHAR AS half, turn.external_id AS call_id, NULL::VARCHAR AS response_id,
    NULL::VARCHAR AS trace_id
  FROM (
    SELECT unnest([s.brought_id, s.known_id]) AS turn_id
    FROM temp.same_name AS s
    JOIN store.turn AS brought ON brought.turn_id = s.brought_id
    JOIN store.turn AS known ON known.turn_id = s.known_id
    JOIN store.record AS copy ON copy.record_id = brought.record_id
    JOIN store.record AS original ON original.record_id = known.record_id
    WHERE
      copy.sha256 = original.sha256 AND copy.evidence_id <> original.evidence_id
      AND brought.turn_index = known.turn_index AND brought.external_id = known.external_id
  ) AS pair
  JOIN store.turn AS turn USING (turn_id)
  WHERE turn.turn_id NOT IN (SELECT turn_id FROM store.call_record)`;

/** How many calls got a row for a file whose records are numbered from `from`; temp table `admitted_call` says which. */
export async function admitCopies(connection: DuckDBConnection, from: number): Promise<number> {
  if (
    (await counted(connection, `(SELECT 1 FROM store.turn WHERE record_id < ${from} LIMIT 1)`)) ===
    0
  )
    return 0;
  await connection.run(SAME_NAMES, { from: BigInt(from) });
  await connection.run(COPIED);
  await connection.run('DROP TABLE temp.same_name');
  return admitCalls(connection);
}
