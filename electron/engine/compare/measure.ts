import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { Fault } from '../base/errors.ts';
import { row } from '../case/query.ts';
import { VOTES } from '../case/votes.ts';
import type { WorkingTables } from './working-tables.ts';

export const METRIC_NAMES = [
  'length',
  'latency_ms',
  'completion_tokens',
  'confidence',
  'refusal_rate',
  'unsupported',
  'downvote_rate',
] as const;
export type MetricName = (typeof METRIC_NAMES)[number];

/** Values of both sides, pair by pair; NaN where a turn has none. */
export interface PairedValues {
  readonly name: MetricName;
  readonly unit: string;
  readonly a: Float64Array;
  readonly b: Float64Array;
}

export interface Measured {
  readonly values: readonly PairedValues[];
  /** What could not be measured, and why. */
  readonly notes: readonly string[];
}

const KNOWN = `
  SELECT
    (SELECT coalesce(max(import_no), 0) FROM evidence) AS imported,
    (SELECT min(import_no) FROM detection WHERE failure_type = 'refusal') AS refusal,
    (SELECT min(import_no) FROM detection WHERE failure_type = 'hallucination') AS hallucination,
    EXISTS (FROM feedback WHERE turn_id IS NOT NULL) AS feedback`;

const known = z.object({
  imported: z.bigint(),
  refusal: z.bigint().nullable(),
  hallucination: z.bigint().nullable(),
  feedback: z.boolean(),
});

/** 1 where a refusal was found in the answer, else 0. */
const REFUSED = `
  SELECT turn_id, 1 AS value FROM finding
  WHERE failure_type = 'refusal' AND lane <> 'dismissed'
  GROUP BY turn_id`;

/** Of an answer with context: how little of it the context supports, 0 where nothing was found. */
const UNSUPPORTED = `
  SELECT turn_id, coalesce(max(score) FILTER (lane <> 'dismissed'), 0) AS value
  FROM (SELECT DISTINCT turn_id FROM context_document)
  LEFT JOIN (SELECT turn_id, lane, score FROM finding WHERE failure_type = 'hallucination') USING (turn_id)
  GROUP BY turn_id`;

/** 1 where anyone voted an answer down, 0 where all votes are up. */
const DOWNVOTED = `SELECT turn_id, max(down) AS value FROM (${VOTES}) GROUP BY turn_id`;

/** Reads every measure of every pair, in order of the pairs. */
export async function measure(
  connection: DuckDBConnection,
  { pair }: WorkingTables,
): Promise<Measured> {
  const has = await row(connection, KNOWN, {}, known);
  const notes: string[] = [];
  const detected = (name: MetricName, run: bigint | null): boolean => {
    if (run === has.imported) return true;
    notes.push(
      run === null
        ? `${name} is not measured: no rule for it has run; run the detection rules first.`
        : `${name} is not measured: the last detection saw fewer imports than the case holds; run the detection rules again.`,
    );
    return false;
  };
  const judged: Judged[] = [
    ...(detected('refusal_rate', has.refusal)
      ? [{ name: 'refusal_rate', unit: 'share', sql: REFUSED, otherwise: '0' } as const]
      : []),
    ...(detected('unsupported', has.hallucination)
      ? [{ name: 'unsupported', unit: 'score', sql: UNSUPPORTED, otherwise: 'NULL' } as const]
      : []),
    ...(has.feedback
      ? [{ name: 'downvote_rate', unit: 'share', sql: DOWNVOTED, otherwise: 'NULL' } as const]
      : []),
  ];
  if (!has.feedback)
    notes.push('downvote_rate is not measured: the case holds no feedback on turns.');
  const values = await read(connection, LOGGED, loggedSql(pair));
  for (const measure of judged)
    values.push(...(await read(connection, [measure], judgedSql(pair, measure))));
  return { values, notes };
}

interface Measure {
  readonly name: MetricName;
  readonly unit: string;
}

/** What the log itself says of a turn. */
const LOGGED: readonly Measure[] = [
  { name: 'length', unit: 'code points' },
  { name: 'latency_ms', unit: 'ms' },
  { name: 'completion_tokens', unit: 'tokens' },
  { name: 'confidence', unit: 'log-probability' },
];

function loggedSql(pair: string): string {
  return `
    SELECT
      length_a::DOUBLE, length_b::DOUBLE,
      a.latency_ms, b.latency_ms,
      a.completion_tokens::DOUBLE, b.completion_tokens::DOUBLE,
      a.confidence, b.confidence
    FROM ${pair} pair
    JOIN turn a ON a.turn_id = pair.a
    JOIN turn b ON b.turn_id = pair.b
    ORDER BY pair.pair`;
}

/** What rules or people say of it: `sql` gives turn_id and value, `otherwise` is the value of turns without a row. */
interface Judged extends Measure {
  readonly sql: string;
  readonly otherwise: string;
}

function judgedSql(pair: string, { sql, otherwise }: Judged): string {
  return `
    WITH valued AS MATERIALIZED (${sql})
    SELECT coalesce(a.value::DOUBLE, ${otherwise}), coalesce(b.value::DOUBLE, ${otherwise})
    FROM ${pair} pair
    LEFT JOIN valued a ON a.turn_id = pair.a
    LEFT JOIN valued b ON b.turn_id = pair.b
    ORDER BY pair.pair`;
}

/** Two columns, of side a and of side b, for each measure. */
async function read(
  connection: DuckDBConnection,
  measures: readonly Measure[],
  sql: string,
): Promise<PairedValues[]> {
  const columns = (await connection.runAndReadAll(sql)).getColumnsJS();
  return measures.map(({ name, unit }, index) => {
    // Without any pair the reader gives no columns at all.
    const a = columns[2 * index] ?? [];
    const b = columns[2 * index + 1] ?? [];
    return { name, unit, a: numbers(a), b: numbers(b) };
  });
}

/** Checked by hand: a schema over 100,000 values costs more than the statistics. */
function numbers(column: readonly unknown[]): Float64Array {
  const values = new Float64Array(column.length);
  for (let index = 0; index < column.length; index += 1) {
    const value = column[index];
    if (value !== null && typeof value !== 'number') throw new Fault('a measure is no number');
    values[index] = value ?? Number.NaN;
  }
  return values;
}
