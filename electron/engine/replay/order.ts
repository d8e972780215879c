/**
 * Turns of conversation `$conversation` with `moment`, which orders them together with `seq` and `turn_id` just as
 * `turnOrder` does: by time where every turn is dated, else by order of records.
 */
export const OWN_TURNS = `
  SELECT turn.*, CASE WHEN extent.dated THEN started_at END AS moment, extent.dated
  FROM turn
  CROSS JOIN (
    SELECT count(*) = count(started_at) AS dated FROM turn WHERE conversation_id = $conversation
  ) extent
  WHERE conversation_id = $conversation`;
