/**
 * The examiner's verdicts as rows (a, b, verdict, note, judged_at, judged_by, act_seq), a and b being turns of the tables as
 * they are. They are few: only the records that they name are read of the large tables.
 */
export const GIVEN_VERDICTS = `
  (
    WITH
      named AS (
        SELECT DISTINCT evidence, ordinal
        FROM (
          SELECT a_evidence AS evidence, a_ordinal AS ordinal FROM judged_pair
          UNION ALL
          SELECT b_evidence, b_ordinal FROM judged_pair
        )
      ),
      named_record AS (
        SELECT record_id, record.ordinal, evidence.sha256 AS evidence
        FROM record
        JOIN evidence USING (evidence_id)
        JOIN named ON named.evidence = evidence.sha256 AND named.ordinal = record.ordinal
        WHERE record.ordinal IN (SELECT ordinal FROM named)
      ),
      placed AS (SELECT * FROM turn_anchor WHERE record_id IN (SELECT record_id FROM named_record)),
      place AS (SELECT turn_id, turn_index, evidence, ordinal FROM placed JOIN named_record USING (record_id))
    SELECT
      place_a.turn_id AS a, place_b.turn_id AS b, verdict, note,
      strftime(judged_at AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ') AS judged_at, judged_by, act_seq
    FROM judged_pair
    JOIN place place_a
      ON place_a.evidence = a_evidence AND place_a.ordinal = a_ordinal AND place_a.turn_index = a_turn_index
    JOIN place place_b
      ON place_b.evidence = b_evidence AND place_b.ordinal = b_ordinal AND place_b.turn_index = b_turn_index
  )`;

/** Of these the ones that hold: where turns rest on several records, verdicts given at two of them may speak of one pair. */
export const JUDGED_PAIRS = `
  (FROM ${GIVEN_VERDICTS} QUALIFY row_number() OVER (PARTITION BY a, b ORDER BY act_seq DESC) = 1)`;
