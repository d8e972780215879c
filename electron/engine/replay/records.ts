import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Place } from '../../../shared/domain/place.ts';
import type { ReplayConflict, ReplayRecord } from '../../../shared/domain/replay.ts';
import { repairRow, REPAIRS } from '../case/repairs.ts';
import { integer, rows } from '../case/query.ts';
import { boundedIds, within } from './id-bounds.ts';
import { placesOf } from './places.ts';

/**
 * Every record of a turn, the one that names it first; also one that gives a text and that no join brought. Of records
 * that are further pieces of a streamed answer the last stands for all but those that are repaired. Sides are those that stand in the turn; fields
 * are those that no other of its records says. A record that a file imported before holds too says where.
 */
const RECORDS = `
  WITH
    given AS (
      SELECT DISTINCT turn_id, record_id, side FROM message WHERE ${within('turn_id')}
      UNION ALL
      SELECT DISTINCT turn_id, record_id, 'context'
      FROM context_document
      WHERE ${within('turn_id')} AND from_turn_id IS NULL
    ),
    own AS (
      SELECT turn_id, record_id, bool_or(names_turn) AS names_turn, max(pieces) AS pieces
      FROM (
        SELECT turn_id, record_id, gives = 'turn' AS names_turn, 0 AS pieces
        FROM turn_record
        WHERE ${within('turn_id')} AND gives <> 'piece'
        UNION ALL
        SELECT turn_id, max(record_id), false, count(DISTINCT record_id)
        FROM turn_record
        WHERE ${within('turn_id')} AND gives = 'piece' AND record_id NOT IN (SELECT record_id FROM store.repair)
        GROUP BY turn_id
        UNION ALL
        SELECT turn_id, record_id, false, 0
        FROM turn_record
        WHERE ${within('turn_id')} AND gives = 'piece' AND record_id IN (SELECT record_id FROM store.repair)
        UNION ALL
        SELECT turn_id, record_id, false, 0 FROM given
      )
      GROUP BY turn_id, record_id
    ),
    sides AS (
      SELECT turn_id, record_id, list(side ORDER BY list_position(['input', 'context', 'tools', 'output'], side)) AS gives
      FROM given
      GROUP BY ALL
    ),
    said AS (
      SELECT turn_id, any_value(record_id) AS record_id, field
      FROM turn_said
      WHERE ${within('turn_id')} AND field NOT IN ('input', 'output', 'tools')
      GROUP BY turn_id, field
      HAVING count(DISTINCT record_id) = 1
    ),
    alone AS (SELECT turn_id, record_id, list(field ORDER BY field) AS alone_says FROM said GROUP BY ALL),
    repeated AS (
      SELECT
        again.record_id,
        {name: evidence.name, member: first.member, ordinal: first.ordinal, line: first.line} AS same_as
      FROM (SELECT DISTINCT record_id FROM own)
      JOIN store.same_record AS again USING (record_id)
      JOIN store.record AS first ON first.record_id = again.same_as
      JOIN store.evidence AS evidence USING (evidence_id)
    )
  SELECT
    turn_id, record_id, names_turn, pieces, coalesce(gives, []) AS gives, coalesce(alone_says, []) AS alone_says,
    record.line, mended.repair, repeated.same_as
  FROM own
  LEFT JOIN sides USING (turn_id, record_id)
  LEFT JOIN alone USING (turn_id, record_id)
  JOIN store.record record USING (record_id)
  LEFT JOIN (${REPAIRS}) AS mended USING (record_id)
  LEFT JOIN repeated USING (record_id)
  ORDER BY turn_id, names_turn DESC, record_id`;

const recordRow = z
  .object({
    turn_id: integer,
    record_id: integer,
    names_turn: z.boolean(),
    pieces: integer,
    gives: z.array(z.string()),
    alone_says: z.array(z.string()),
    line: integer.nullable(),
    repair: repairRow.nullable(),
    same_as: z
      .object({
        name: z.string(),
        member: z.string().nullable(),
        ordinal: integer,
        line: integer.nullable(),
      })
      .nullable(),
  })
  .transform(({ repair, same_as, ...record }) => ({
    ...record,
    ...(repair === null ? {} : { repair }),
    ...(same_as === null ? {} : { same_as }),
  }));
export type RecordRow = z.infer<typeof recordRow>;

const CONFLICTS = `
  SELECT turn_id, field, value, record_id, other_value, other_record_id
  FROM turn_conflict
  WHERE ${within('turn_id')}
  ORDER BY turn_id, field, record_id, other_record_id`;

const conflictRow = z.object({
  turn_id: integer,
  field: z.string(),
  value: z.string().nullable(),
  record_id: integer,
  other_value: z.string().nullable(),
  other_record_id: integer,
});

export interface TurnSources {
  readonly records: readonly RecordRow[];
  readonly conflicts: readonly (ReplayConflict & { readonly turn_id: number })[];
}

/** The records on which turns rest, and what these say differently. */
export async function sourcesOf(
  connection: DuckDBConnection,
  turns: readonly number[],
): Promise<TurnSources> {
  if (turns.length === 0) return { records: [], conflicts: [] };
  const asked = boundedIds(turns);
  return {
    records: await rows(connection, RECORDS, asked, recordRow),
    conflicts: await rows(connection, CONFLICTS, asked, conflictRow),
  };
}

/** The first piece gives the messages. */
const PIECES = `
  WITH
    further AS (
      SELECT turn_id, record_id FROM store.turn_record WHERE ${within('turn_id')} AND gives = 'piece'
    )
  FROM further
  UNION
  SELECT turn_id, record_id
  FROM store.message SEMI JOIN further USING (turn_id)
  WHERE side = 'output'
  ORDER BY turn_id, record_id`;

const pieceRow = z.object({ turn_id: integer, record_id: integer });

/** Where each piece of a streamed answer stands, by turn and in order; no turn whose answer a record holds whole. */
export async function piecesOf(
  connection: DuckDBConnection,
  turns: readonly number[],
): Promise<Map<number, Place[]>> {
  if (turns.length === 0) return new Map();
  const found = await rows(connection, PIECES, boundedIds(turns), pieceRow);
  const placeOf = await placesOf(
    connection,
    found.map(({ record_id }) => record_id),
  );
  const pieces = new Map<number, Place[]>();
  for (const { turn_id, record_id } of found) {
    const own = pieces.get(turn_id);
    if (own === undefined) pieces.set(turn_id, [placeOf(record_id)]);
    else own.push(placeOf(record_id));
  }
  return pieces;
}

/** A record of a turn with its place. */
export const placedRecord = (
  record: Omit<RecordRow, 'turn_id'>,
  placeOf: (record: number) => Place,
): ReplayRecord => ({ ...record, place: placeOf(record.record_id) });
