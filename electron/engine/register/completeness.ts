import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Completeness, EvidenceFile } from '../../../shared/domain/evidence-register.ts';
import { capture } from '../../../shared/domain/replay.ts';
import { conversationJoinsIn } from '../case/conversation-joins.ts';
import { NEEDED_FIELDS } from '../case/info.ts';
import { integer, row, rows } from '../case/query.ts';
import { intakeOf } from './intake.ts';
import { evidenceFileOf } from './register.ts';

const STATUSES = ['mapped', 'unmapped', 'quarantined', 'blank'] as const;

const ACCOUNTED = `
  SELECT status, count(*) AS records, sum(byte_length) AS bytes
  FROM store.record
  WHERE evidence_id = $evidence
  GROUP BY status`;
const accountedRow = z.object({
  status: z.enum(STATUSES),
  records: integer,
  bytes: integer.nullable(),
});

const TURNS_OF_FILE = `
  SELECT * FROM turn
  WHERE kind = 'model' AND record_id IN (SELECT record_id FROM store.record WHERE evidence_id = $evidence)`;

/** Turns of one file lie close together, so that the bounds leave most messages of other files unread. */
const MISSING = `
  WITH own AS MATERIALIZED (${TURNS_OF_FILE}),
  told AS (
    SELECT
      turn_id, bool_or(side = 'input') AS input,
      bool_or(side = 'input' AND role IN ('system', 'developer')) AS instructions, bool_or(side = 'output') AS output
    FROM message
    WHERE turn_id BETWEEN (SELECT min(turn_id) FROM own) AND (SELECT max(turn_id) FROM own)
    GROUP BY turn_id
  )
  SELECT field, total - filled AS turns, total AS of FROM (
    SELECT
      count(*) AS total, ${NEEDED_FIELDS.map((field) => `count(${field}) AS ${field}`).join(', ')},
      count(*) FILTER (input) AS input, count(*) FILTER (instructions) AS instructions,
      count(*) FILTER (output) AS output,
      count(*) FILTER (turn_id IN (SELECT turn_id FROM context_document)) AS context,
      count(*) FILTER (turn_id IN (SELECT turn_id FROM feedback)) AS feedback
    FROM own LEFT JOIN told USING (turn_id)
  )
  UNPIVOT (filled FOR field IN (input, instructions, context, output, feedback, ${NEEDED_FIELDS.join(', ')}))
  WHERE filled < total`;
const missingRow = z.object({ field: z.string(), turns: integer, of: integer });

const CAPTURE = `
  SELECT capture AS level, count(*) AS turns
  FROM (${TURNS_OF_FILE})
  GROUP BY capture
  ORDER BY list_position(['wire', 'application', 'reconstructed'], capture)`;
const captureRow = z.object({ level: capture, turns: integer });

const STATED = `
  SELECT
    (SELECT intake FROM evidence WHERE evidence_id = $evidence) AS intake,
    (SELECT count(*) FROM (${TURNS_OF_FILE}) WHERE started_at IS NULL) AS undated`;
const statedRow = z.object({ intake: z.string().nullable(), undated: integer });

/**
 * What a file holds, byte by byte, what its turns (answered model calls) lack, and who said what of its origin. Fields
 * that no turn lacks are left out of `missing`. Refuses (`not-found`) a number that is no file's.
 */
export async function completenessOf(
  connection: DuckDBConnection,
  evidence_id: number,
): Promise<Completeness> {
  const file = await evidenceFileOf(connection, evidence_id);
  const asked = { evidence: BigInt(evidence_id) };
  const { intake, undated } = await row(connection, STATED, asked, statedRow);
  return {
    file,
    accounted: accounted(file, await rows(connection, ACCOUNTED, asked, accountedRow)),
    missing: await rows(connection, MISSING, asked, missingRow),
    conversations: await conversationJoinsIn(connection, evidence_id),
    capture: await rows(connection, CAPTURE, asked, captureRow),
    undated,
    ...intakeOf(intake, file.sha256),
  };
}

/** Structure is what is left: import proves that every byte is in one record or stands between two. */
function accounted(
  { bytes, unpacked_bytes, container }: EvidenceFile,
  found: readonly z.infer<typeof accountedRow>[],
): Completeness['accounted'] {
  const hasPlaces = container !== 'parquet';
  const records = STATUSES.map((what) => {
    const own = found.find(({ status }) => status === what);
    return { what, records: own?.records ?? 0, bytes: hasPlaces ? (own?.bytes ?? 0) : null };
  });
  const whole = unpacked_bytes ?? bytes;
  const held = records.reduce((sum, record) => sum + (record.bytes ?? 0), 0);
  return [...records, { what: 'structure', records: null, bytes: hasPlaces ? whole - held : null }];
}
