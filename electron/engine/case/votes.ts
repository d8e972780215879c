/**
 * Votes on turns (turn_id, down): 1 where somebody voted an answer down, 0 where up. Numbers count as votes only where a
 * kind of feedback has none beyond -1, 0 and 1: a 1 of 5 stars is no thumb up. Other words are no votes.
 */
export const VOTES = `
  SELECT turn_id, down
  FROM (
    SELECT
      turn_id,
      CASE
        WHEN word IN ('down', 'thumbs_down', 'thumbs-down', 'thumbsdown', 'downvote', 'dislike', 'negative', 'bad', 'false', '👎') THEN 1
        WHEN word IN ('up', 'thumbs_up', 'thumbs-up', 'thumbsup', 'upvote', 'like', 'positive', 'good', 'true', '👍') THEN 0
        WHEN number IN (-1, 0) AND largest <= 1 THEN 1
        WHEN number = 1 AND largest <= 1 THEN 0
      END AS down
    FROM (
      SELECT
        turn_id, lower(trim(value)) AS word, TRY_CAST(value AS DOUBLE) AS number,
        max(abs(TRY_CAST(value AS DOUBLE))) OVER (PARTITION BY what) AS largest
      FROM feedback
      WHERE turn_id IS NOT NULL
    )
  )
  WHERE down IS NOT NULL`;
