/**
 * SQL: records that are messages of a conversation, as `call_record` has them, in every file in which they stand: at the place
 * `placed_id` of file `evidence_id`. Those of exports that overlap stand in several, and what was said before and after them
 * may stand in any of these.
 */
export const SPOKEN_IN = `(
  SELECT c.*, placed.placed_id, r.evidence_id, coalesce(r.member, '') AS member
  FROM store.call_record AS c
  JOIN (
    SELECT record_id, record_id AS placed_id FROM store.call_record WHERE half = 'message' GROUP BY record_id
    UNION ALL
    SELECT same_as, record_id FROM store.same_record
  ) AS placed USING (record_id)
  JOIN store.record AS r ON r.record_id = placed.placed_id
  WHERE c.half = 'message'
)`;
