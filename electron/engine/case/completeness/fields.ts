import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { FieldHeld } from '../../../../shared/domain/completeness.ts';
import { integer, row, rows } from '../query.ts';
import { TOLD_TURNS, WHOLE_CASE } from './scope.ts';

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
  FROM ${TOLD_TURNS}
  WHERE evidence_id = coalesce($evidence, evidence_id)`;
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
    SELECT evidence_id, is_again, field, filled, total FROM (
      SELECT
        evidence_id, is_again, count(*) AS total,
        ${COLUMNS.map((column) => `count(${column}) AS ${column}`).join(', ')},
        ${PARTS.map(among).join(', ')}
      FROM
        ${TOLD_TURNS},
        told,
        (SELECT ${turns} AS context FROM context_document WHERE ${known}),
        (SELECT ${turns} AS feedback FROM feedback WHERE ${known})
      WHERE kind = 'model' AND evidence_id = coalesce($evidence, evidence_id)
      GROUP BY evidence_id, is_again
    )
    UNPIVOT (filled FOR field IN (${[...COLUMNS, ...PARTS].join(', ')}))`;
}
const heldRow = z.object({
  evidence_id: integer,
  is_again: z.boolean(),
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

/** How many answered calls of each file, and of the case where no file is asked for, have what an investigator needs. */
export async function fieldsByScope(
  connection: DuckDBConnection,
  evidence: bigint | null,
): Promise<ReadonlyMap<number, FieldHeld[]>> {
  const bounds = await row(connection, BOUNDS, { evidence }, boundsRow);
  const held = await rows(connection, heldSql(bounds), { evidence }, heldRow);
  const unreadable = await rows(connection, UNREADABLE, { evidence }, unreadableRow);
  const scopes = new Map<number, FieldHeld[]>();
  for (const { evidence_id, is_again, field, filled, total } of held) {
    add(scopes, evidence_id, { field, turns: filled, of: total, unreadable: 0 });
    if (!is_again) add(scopes, WHOLE_CASE, { field, turns: filled, of: total, unreadable: 0 });
  }
  for (const { evidence_id, field, records } of unreadable)
    for (const scope of [evidence_id, WHOLE_CASE]) {
      const of = scopes.has(evidence_id) ? scopes.get(scope) : undefined;
      const lost = of?.find((one) => one.field === field);
      if (lost !== undefined) lost.unreadable += records;
    }
  for (const fields of scopes.values()) fields.sort(inOrder);
  return scopes;
}

function add(scopes: Map<number, FieldHeld[]>, scope: number, field: FieldHeld): void {
  const fields = scopes.get(scope) ?? [];
  scopes.set(scope, fields);
  const sum = fields.find((one) => one.field === field.field);
  if (sum === undefined) fields.push(field);
  else {
    sum.turns += field.turns;
    sum.of += field.of;
  }
}

const inOrder = (a: FieldHeld, b: FieldHeld): number =>
  ORDER.indexOf(a.field) - ORDER.indexOf(b.field);
