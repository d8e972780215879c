import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { FieldHeld } from '../../../../shared/domain/completeness.ts';
import { integer, row, rows } from '../query.ts';

/** Columns of `turn` that an investigator needs. */
const COLUMNS = [
  'model',
  'user_id',
  'started_at',
  'requested_model',
  'system_fingerprint',
  'prompt_version',
  'index_version',
  'temperature',
  'latency_ms',
  'finish_reason',
  'confidence',
  'prompt_tokens',
  'completion_tokens',
] as const;
/** What stands in tables of its own. */
const PARTS = ['instructions', 'context', 'input', 'output', 'feedback'] as const;

/** What nobody can do without comes first. */
const ORDER: readonly string[] = [
  ...new Set<string>([
    ...['instructions', 'model', 'context', 'user_id', 'started_at'],
    ...PARTS,
    ...COLUMNS,
  ]),
];

const BOUNDS = `
  SELECT coalesce(min(turn_id), 0) AS first, coalesce(max(turn_id), 0) AS last
  FROM turn
  WHERE $evidence IS NULL OR record_id IN (SELECT record_id FROM store.record WHERE evidence_id = $evidence)`;
const boundsRow = z.object({ first: integer, last: integer });

/** Turns as sets of bits, one per number: counting distinct turns of a million messages takes twice as long. */
function heldSql({ first, last }: z.infer<typeof boundsRow>): string {
  const turns = `bitstring_agg(turn_id, ${first}, ${last})`;
  const known = `turn_id BETWEEN ${first} AND ${last}`;
  const among = (set: string): string =>
    `count(*) FILTER (get_bit(${set}, (turn_id - ${first})::INTEGER) = 1) AS ${set}`;
  return `
    WITH told AS (
      SELECT
        ${turns} FILTER (side = 'input') AS input,
        ${turns} FILTER (side = 'input' AND role IN ('system', 'developer')) AS instructions,
        ${turns} FILTER (side = 'output') AS output
      FROM message
      WHERE ${known}
    )
    SELECT evidence_id, field, filled, total FROM (
      SELECT
        evidence_id, count(*) AS total,
        ${COLUMNS.map((column) => `count(${column}) AS ${column}`).join(', ')},
        ${PARTS.map(among).join(', ')}
      FROM
        turn JOIN store.record USING (record_id),
        told,
        (SELECT ${turns} AS context FROM context_document WHERE ${known}),
        (SELECT ${turns} AS feedback FROM feedback WHERE ${known})
      WHERE kind = 'model' AND evidence_id = coalesce($evidence, evidence_id)
      GROUP BY evidence_id
    )
    UNPIVOT (filled FOR field IN (${[...COLUMNS, ...PARTS].join(', ')}))`;
}
const heldRow = z.object({
  evidence_id: integer,
  field: z.string(),
  filled: integer,
  total: integer,
});

/** A record that was not mapped because one value did not fit is named by the column at the start of its reason. */
const UNREADABLE = `
  SELECT evidence_id, regexp_extract(error, '^([a-z_]+): ', 1) AS field, count(*) AS records
  FROM store.record
  WHERE status = 'unmapped' AND evidence_id = coalesce($evidence, evidence_id)
  GROUP BY ALL`;
const unreadableRow = z.object({
  evidence_id: integer,
  field: z.string().nullable(),
  records: integer,
});

/** How many answered calls of each file have what an investigator needs; of a file without calls nothing. */
export async function fieldsByFile(
  connection: DuckDBConnection,
  evidence: bigint | null,
): Promise<ReadonlyMap<number, FieldHeld[]>> {
  const bounds = await row(connection, BOUNDS, { evidence }, boundsRow);
  const held = await rows(connection, heldSql(bounds), { evidence }, heldRow);
  const unreadable = await rows(connection, UNREADABLE, { evidence }, unreadableRow);
  const files = new Map<number, FieldHeld[]>();
  for (const { evidence_id, field, filled, total } of held) {
    const lost = unreadable.find(
      (other) => other.evidence_id === evidence_id && other.field === field,
    );
    const fields = files.get(evidence_id) ?? [];
    fields.push({ field, turns: filled, of: total, unreadable: lost?.records ?? 0 });
    files.set(evidence_id, fields);
  }
  for (const fields of files.values()) fields.sort(inOrder);
  return files;
}

/** Of all files together. */
export function fieldsTogether(files: Iterable<readonly FieldHeld[]>): FieldHeld[] {
  const sums = new Map<string, FieldHeld>();
  for (const { field, turns, of, unreadable } of [...files].flat()) {
    const sum = sums.get(field) ?? { field, turns: 0, of: 0, unreadable: 0 };
    sum.turns += turns;
    sum.of += of;
    sum.unreadable += unreadable;
    sums.set(field, sum);
  }
  return [...sums.values()].sort(inOrder);
}

const inOrder = (a: FieldHeld, b: FieldHeld): number =>
  ORDER.indexOf(a.field) - ORDER.indexOf(b.field);
