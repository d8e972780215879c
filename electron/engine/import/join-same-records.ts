import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { hasOwnTime } from '../case/own-time.ts';
import { integer, row } from '../case/query.ts';
import { TABLES } from '../case/schema.ts';
import { counted } from './counted.ts';
import { STEP_NAMES } from './step-names.ts';

/**
 * Exports overlap: a record that stands byte for byte in a file imported before tells the same turns, if it says when they
 * were. What it tells is taken out again, before anything is joined, and `same_record` lays its place to the turns of its
 * equal; as it says the same, nothing is lost, and no later file can make it uncertain. Members of one archive are files
 * of their own.
 *
 * - Within one file nothing is taken for the same: of a record that one file holds n times and another m times, the first
 *   is the first, and the greater of n and m stay.
 * - Both files must be read alike: by the same format or mapping, in the same zone, with the same offset, under folders and
 *   headers that say the same. A record with structure around it, which may say more of it, is left as it is.
 * - What names its call or its span is joined by that name. A conversation that counts within its file stays whole, and so do
 *   an answer of several pieces, a question asked of several models, and a record that was repaired.
 */

/** How the file at hand is read: what the row of table `evidence` will say. */
export interface ReadAs {
  readonly evidenceId: number;
  readonly format: string;
  readonly zone: string;
  readonly clockOffsetMs: number;
  readonly partitions: string | null;
  readonly recordPaths: string;
  readonly headers: string;
}

const BROUGHT = `
  SELECT
    (SELECT count(*) FROM store.turn WHERE record_id >= $from AND started_at IS NOT NULL) AS dated,
    (SELECT count(*) FROM (SELECT 1 FROM store.record WHERE record_id < $from LIMIT 1)) AS earlier,
    (SELECT count(DISTINCT member) FROM store.record WHERE record_id >= $from) AS members`;

/** Files that are read as the one at hand, and it. */
const READ_ALIKE = `
  CREATE OR REPLACE TEMP TABLE read_alike AS
  SELECT $evidence::BIGINT AS evidence_id, $paths::VARCHAR AS record_paths, $headers::VARCHAR AS headers
  UNION
  SELECT evidence_id, record_paths, headers
  FROM store.evidence
  WHERE
    format = $format AND zone = $zone AND clock_offset_ms = $offset AND partitions IS NOT DISTINCT FROM $partitions`;

/** Turns of the file at hand that are joined by other means, or not at all. */
const KEPT = `
  SELECT turn_id FROM store.turn_key WHERE means IN ${STEP_NAMES} AND record_id >= $from
  UNION ALL
  SELECT turn_id
  FROM store.call_record
  WHERE record_id >= $from AND (call_id IS NOT NULL AND half IS DISTINCT FROM 'message' OR half = 'question')
  UNION ALL
  SELECT turn_id
  FROM store.turn
  JOIN temp.conversation_name USING (conversation_id)
  WHERE record_id >= $from AND joined_by = 'file'`;

/** Records of the file at hand whose bytes stand elsewhere too: few, unless exports overlap. */
const AGAIN = `
  CREATE OR REPLACE TEMP TABLE again AS
  WITH brought AS (SELECT sha256, member FROM store.record WHERE record_id >= $from AND status = 'mapped')
  SELECT DISTINCT sha256
  FROM store.record SEMI JOIN temp.read_alike USING (evidence_id) SEMI JOIN brought USING (sha256)
  WHERE record_id < $from
  UNION
  SELECT sha256 FROM brought WHERE member IS NOT NULL GROUP BY sha256 HAVING min(member) <> max(member)`;

const EQUAL = `
  CREATE OR REPLACE TEMP TABLE equal_record AS
  WITH
    header AS (
      SELECT evidence_id, unnest(from_json(headers, '[{"member":"VARCHAR","columns":["VARCHAR"]}]'), recursive := true)
      FROM temp.read_alike
    ),
    surrounded AS (
      SELECT evidence_id, unnest(from_json(record_paths, '[{"member":"VARCHAR"}]'), recursive := true)
      FROM temp.read_alike
    ),
    alike AS (
      SELECT
        r.record_id, sha256, columns,
        row_number() OVER (PARTITION BY sha256, r.evidence_id, r.member ORDER BY r.record_id) AS nth
      FROM store.record AS r SEMI JOIN temp.read_alike USING (evidence_id) SEMI JOIN temp.again USING (sha256)
      LEFT JOIN header ON header.evidence_id = r.evidence_id AND header.member IS NOT DISTINCT FROM r.member
      WHERE
        status = 'mapped' AND r.record_id NOT IN (SELECT record_id FROM store.repair)
        AND (r.evidence_id, coalesce(r.member, '')) NOT IN (SELECT (evidence_id, coalesce(member, '')) FROM surrounded)
        AND r.record_id NOT IN (
          SELECT t.record_id
          FROM store.turn AS t SEMI JOIN (FROM store.turn_record WHERE gives = 'piece') AS piece USING (turn_id)
        )
    ),
    equal AS (
      SELECT record_id, same_as
      FROM (SELECT record_id, min(record_id) OVER (PARTITION BY sha256, columns, nth) AS same_as FROM alike)
      WHERE record_id > same_as AND record_id >= $from
    ),
    dated AS (
      SELECT record_id
      FROM store.turn SEMI JOIN equal USING (record_id)
      GROUP BY record_id
      HAVING bool_or(${hasOwnTime('turn')}) AND NOT bool_or(turn_id IN (${KEPT}))
    )
  FROM equal SEMI JOIN dated USING (record_id)`;

const TOLD_AGAIN = `
  CREATE OR REPLACE TEMP TABLE told_again AS
  SELECT turn_id FROM store.turn SEMI JOIN temp.equal_record USING (record_id)`;

const BY_TURN = ['turn_key', 'call_record', 'message', 'context_document', 'turn'] as const;
const BY_RECORD = ['feedback', 'verdict', 'label', 'change', 'person'] as const;
const TAKE_OUT = [
  ...BY_TURN.map(
    (table) =>
      `DELETE FROM store.${TABLES[table].name} WHERE turn_id IN (SELECT turn_id FROM temp.told_again)`,
  ),
  ...BY_RECORD.map(
    (table) =>
      `DELETE FROM store.${TABLES[table].name} WHERE record_id IN (SELECT record_id FROM temp.equal_record)`,
  ),
  'INSERT INTO store.same_record BY NAME SELECT record_id, same_as FROM temp.equal_record ORDER BY record_id',
];

/**
 * Takes out what the file at hand, its records numbered from `from`, tells again. To be called when its rows are in and
 * counted, before anything is joined.
 */
export async function joinSameRecords(
  connection: DuckDBConnection,
  from: number,
  read: ReadAs,
): Promise<void> {
  const brought = { from: BigInt(from) };
  const { dated, earlier, members } = await row(
    connection,
    BROUGHT,
    brought,
    z.object({ dated: integer, earlier: integer, members: integer }),
  );
  if (dated === 0 || (earlier === 0 && members < 2)) return;
  await connection.run(READ_ALIKE, {
    evidence: BigInt(read.evidenceId),
    format: read.format,
    zone: read.zone,
    offset: BigInt(read.clockOffsetMs),
    partitions: read.partitions,
    paths: read.recordPaths,
    headers: read.headers,
  });
  await connection.run(AGAIN, brought);
  if ((await counted(connection, 'temp.again')) > 0) await takeOut(connection, brought);
  for (const table of ['read_alike', 'again']) await connection.run(`DROP TABLE temp.${table}`);
}

async function takeOut(
  connection: DuckDBConnection,
  brought: { readonly from: bigint },
): Promise<void> {
  await connection.run(EQUAL, brought);
  for (const sql of [TOLD_AGAIN, ...TAKE_OUT]) await connection.run(sql);
  for (const table of ['equal_record', 'told_again'])
    await connection.run(`DROP TABLE temp.${table}`);
}
