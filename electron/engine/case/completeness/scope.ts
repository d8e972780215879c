import { factTable } from '../../../../shared/domain/join.ts';

/** The number under which what is said of all files together stands beside those of the files. */
export const WHOLE_CASE = 0;

/** Facts of side tables that do not stand in the record of their turn: events of their own. */
const FACTS = factTable.options
  .map(
    (name) => `
    SELECT '${name}', false, external_id, "at", record_id
    FROM ${name}
    WHERE matched_by IS DISTINCT FROM 'record'`,
  )
  .join('\n    UNION ALL');

/** Turns that a file tells too, though the record that names them stands in another: once for each such file. */
const TOLD_AGAIN = `
  SELECT a.turn_id, r.evidence_id, min(s.record_id) AS record_id
  FROM store.same_record AS s
  JOIN turn_anchor AS a USING (record_id)
  JOIN turn AS t USING (turn_id)
  JOIN store.record AS r ON r.record_id = s.record_id
  JOIN store.record AS own ON own.record_id = t.record_id
  WHERE r.evidence_id <> own.evidence_id
  GROUP BY a.turn_id, r.evidence_id`;

/** SQL of the turns that each file tells; `is_again` are those that another file's record names. */
export const TOLD_TURNS = `(
  SELECT turn.*, evidence_id, false AS is_again
  FROM turn JOIN store.record USING (record_id)
  UNION ALL
  SELECT turn.*, told.evidence_id, true
  FROM turn JOIN (${TOLD_AGAIN}) AS told USING (turn_id)
)`;

/**
 * SQL of what happened, one row each: answered calls, other steps and rows of side tables, with the file of the record
 * that names it, the time in microseconds and the id. What an equal record of another file tells too happens in that file as
 * well (`is_again`): it lacks nothing there, and counts once in the case.
 */
export const EVENTS = `
  SELECT evidence_id, record_id, bearer, is_again, epoch_us("at") AS "at", external_id
  FROM (
    SELECT 'call' AS bearer, false AS is_again, external_id, started_at AS "at", record_id FROM turn
    UNION ALL
    SELECT 'call', true, external_id, started_at, told.record_id FROM turn JOIN (${TOLD_AGAIN}) AS told USING (turn_id)
    UNION ALL ${FACTS}
  )
  JOIN store.record USING (record_id)`;

/** Rows of a table of events under their file and, where no file is asked for, turns and steps again under the case. */
export const scoped = (columns: string, table: string): string => `
  SELECT evidence_id AS scope, ${columns} FROM ${table} WHERE evidence_id = coalesce($evidence, evidence_id)
  UNION ALL
  SELECT ${WHOLE_CASE} AS scope, ${columns} FROM ${table} WHERE $evidence IS NULL AND bearer = 'call' AND NOT is_again`;
