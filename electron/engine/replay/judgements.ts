import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { integer, rows, time } from '../case/query.ts';
import { idList } from './id-list.ts';

/** What rules, the examiner and side tables say of turns. */

const span = {
  side: z.string().nullable(),
  seq: integer.nullable(),
  part: integer.nullable(),
  char_start: integer.nullable(),
  char_end: integer.nullable(),
};

const FINDINGS = `
  SELECT
    turn_id, finding_id, 'F-' || finding_id AS handle, rule_id, rule_version, severity, lane, failure_type,
    side, seq, part, char_start, char_end, score, explanation, review
  FROM finding
  WHERE turn_id IN (SELECT unnest($turns))
  ORDER BY turn_id, finding_id`;

const findingRow = z.object({
  turn_id: integer,
  finding_id: integer,
  handle: z.string(),
  rule_id: z.string(),
  rule_version: z.string(),
  severity: z.string(),
  lane: z.string(),
  failure_type: z.string(),
  ...span,
  score: z.number(),
  explanation: z.string(),
  review: z.string().nullable(),
});

/** Acts name a record by file and ordinal, and the turn by its index among the record's turns, from 0. */
const PLACED_TURNS = `
  SELECT
    turn_id, evidence.sha256 AS evidence, record.ordinal, turn_index
  FROM turn_anchor
  JOIN record USING (record_id)
  JOIN evidence USING (evidence_id)
  WHERE turn_id IN (SELECT unnest($turns))`;

/** A cause tagged on a whole record is shown with each of its turns. */
const CAUSES = `
  WITH placed AS (${PLACED_TURNS})
  SELECT
    placed.turn_id, cause_no, cause_id, standing, confidence, rationale, epoch_us(tagged_at) AS tagged_at, tagged_by
  FROM placed
  JOIN cause
    ON cause.evidence = placed.evidence AND cause.ordinal = placed.ordinal
    AND coalesce(cause.turn_index, placed.turn_index) = placed.turn_index
  ORDER BY placed.turn_id, cause_no`;

const causeRow = z.object({
  turn_id: integer,
  cause_no: integer,
  cause_id: z.string(),
  standing: z.string(),
  confidence: z.string(),
  rationale: z.string(),
  tagged_at: time,
  tagged_by: z.string(),
});

const EXHIBITS = `
  WITH placed AS (${PLACED_TURNS})
  SELECT
    placed.turn_id, number, caption, side, seq, part, char_start, char_end, quotation
  FROM placed
  JOIN exhibit
    ON exhibit.evidence = placed.evidence AND exhibit.ordinal = placed.ordinal
    AND exhibit.turn_index = placed.turn_index
  ORDER BY placed.turn_id, number`;

const exhibitRow = z.object({
  turn_id: integer,
  number: integer,
  caption: z.string(),
  ...span,
  quotation: z.string().nullable(),
});

const factsOf = (table: 'feedback' | 'verdict' | 'label'): string => `
  SELECT
    turn_id, '${table}' AS "table", what, value, epoch_us("at") AS "at", raw_time, who, comment, matched_by, record_id
  FROM ${table}
  WHERE turn_id IN (SELECT unnest($turns))`;

const FACTS = `
  ${factsOf('feedback')} UNION ALL ${factsOf('verdict')} UNION ALL ${factsOf('label')}
  ORDER BY turn_id, record_id, what, value, "at", who, comment`;

const factRow = z.object({
  turn_id: integer,
  table: z.enum(['feedback', 'verdict', 'label']),
  what: z.string().nullable(),
  value: z.string().nullable(),
  at: time.nullable(),
  raw_time: z.string().nullable(),
  who: z.string().nullable(),
  comment: z.string().nullable(),
  matched_by: z.string().nullable(),
  record_id: integer,
});

export interface Judgements {
  readonly findings: readonly z.infer<typeof findingRow>[];
  readonly causes: readonly z.infer<typeof causeRow>[];
  readonly exhibits: readonly z.infer<typeof exhibitRow>[];
  readonly facts: readonly z.infer<typeof factRow>[];
}

export async function judgementsOf(
  connection: DuckDBConnection,
  turns: readonly number[],
): Promise<Judgements> {
  if (turns.length === 0) return { findings: [], causes: [], exhibits: [], facts: [] };
  const asked = { turns: idList(turns) };
  return {
    findings: await rows(connection, FINDINGS, asked, findingRow),
    causes: await rows(connection, CAUSES, asked, causeRow),
    exhibits: await rows(connection, EXHIBITS, asked, exhibitRow),
    facts: await rows(connection, FACTS, asked, factRow),
  };
}
