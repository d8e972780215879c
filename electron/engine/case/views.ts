import { ANALYSIS_TABLES } from './analysis-schema.ts';
import { TABLE_LIST } from './schema.ts';

/** Derived tables that are shown as they are stored. The others have a view of their own below. */
const SHOWN_OTHERWISE = new Set(['record', 'content', 'finding', 'turn_record']);

const RECORD = `
  CREATE VIEW record AS
  SELECT record_id, evidence_id, member, ordinal, line, byte_offset, byte_length, lower(hex(sha256)) AS sha256, status, error
  FROM store.record`;

const CONTENT = `
  CREATE VIEW content AS
  SELECT content_id, printf('%016x%016x', hash_high, hash_low) AS hash, text, kind
  FROM store.content`;

/** What rests on a record rests on those that are equal to it, too. */
const equalOnes = (of: string): string => `
  SELECT t.turn_id, s.record_id, t.turn_index, 'same record' AS gives
  FROM store.same_record s
  JOIN store.${of} t ON t.record_id = s.same_as`;
const FURTHER_RECORD = `
  CREATE VIEW further_record AS
  SELECT turn_id, record_id, turn_index, gives FROM store.turn_record
  UNION ALL ${equalOnes('turn')}
  UNION ALL ${equalOnes('turn_record')}`;

const TURN_RECORD = `
  CREATE VIEW turn_record AS
  SELECT turn_id, record_id, 'turn' AS gives FROM store.turn
  UNION ALL
  SELECT turn_id, record_id, gives FROM further_record`;

/** Turns by all records on which they rest: acts name a turn by a record and its index among the record's turns. */
const TURN_ANCHOR = `
  CREATE VIEW turn_anchor AS
  SELECT turn_id, record_id, turn_index FROM store.turn
  UNION ALL
  SELECT turn_id, record_id, turn_index FROM further_record`;

/**
 * A review is an act of the examiner: an accepted hit counts as a finding, a dismissed one leaves the lanes. Where a turn rests
 * on several records, reviews made at two of them may speak of one hit: the latest holds.
 */
const FINDING = `
  CREATE VIEW finding AS
  SELECT
    f.finding_id, f.run_id, f.rule_id, f.rule_version, f.severity,
    CASE r.decision WHEN 'accept' THEN 'finding' WHEN 'dismiss' THEN 'dismissed' ELSE f.lane END AS lane,
    f.lane AS rule_lane, f.failure_type, f.turn_id, f.side, f.seq, f.part, f.char_start, f.char_end, f.score,
    f.explanation, r.decision AS review, r.reason AS review_reason, r.rule_version AS reviewed_version
  FROM store.finding f
  LEFT JOIN (
    SELECT review.*, turn_anchor.turn_id
    FROM review
    JOIN store.evidence evidence ON evidence.sha256 = review.evidence
    JOIN store.record record ON record.evidence_id = evidence.evidence_id AND record.ordinal = review.ordinal
    JOIN turn_anchor ON turn_anchor.record_id = record.record_id AND turn_anchor.turn_index = review.turn_index
    QUALIFY row_number() OVER (
      PARTITION BY turn_id, rule_id, side, seq, part, char_start, char_end ORDER BY act_seq DESC
    ) = 1
  ) r
    ON r.turn_id = f.turn_id AND r.rule_id = f.rule_id
    AND r.side IS NOT DISTINCT FROM f.side AND r.seq IS NOT DISTINCT FROM f.seq
    AND r.part IS NOT DISTINCT FROM f.part
    AND r.char_start IS NOT DISTINCT FROM f.char_start AND r.char_end IS NOT DISTINCT FROM f.char_end`;

/**
 * SQL statements that make the memory side of an open case: analysis tables, then views over `store`. Features, rules,
 * the filter language and the SQL console all speak to these names.
 */
export function memorySide(): string[] {
  return [
    ...Object.entries(ANALYSIS_TABLES).map(
      ([name, columns]) => `CREATE TABLE memory.main.${name} (${columns})`,
    ),
    ...TABLE_LIST.filter(({ name }) => !SHOWN_OTHERWISE.has(name)).map(
      ({ name }) => `CREATE VIEW ${name} AS SELECT * FROM store.${name}`,
    ),
    RECORD,
    CONTENT,
    FURTHER_RECORD,
    TURN_RECORD,
    TURN_ANCHOR,
    FINDING,
  ];
}
