import type { DuckDBConnection } from '@duckdb/node-api';
import { STEP_NAMES } from './step-names.ts';

/** Records may name a step twice; a step is not its own parent. */
const FIND_PARENTS = `
  UPDATE store.turn AS turn SET parent_turn_id = found.parent_id
  FROM (
    SELECT child.turn_id, min(parent.turn_id) AS parent_id
    FROM store.turn_key AS child
    JOIN store.turn_key AS parent ON parent.key = child.key AND parent.means IN ${STEP_NAMES}
    WHERE child.means = 'parent' AND parent.turn_id <> child.turn_id
    GROUP BY child.turn_id
  ) AS found
  WHERE turn.turn_id = found.turn_id AND turn.parent_turn_id IS DISTINCT FROM found.parent_id`;

const FORGET_RETRIEVED = 'DELETE FROM store.context_document WHERE from_turn_id IS NOT NULL';

/** No trace is deeper: a chain of parents that runs in a circle ends here. */
const DEEPEST = 64;

/**
 * A retrieval step fed the model call, answered or not, that began first after it ended, within the nearest step that contains both; where
 * two began at once, or times are missing, none. Its documents then stand with the call too, below those of its own.
 *
 * `above` carries the time with it: asked of a third table, the planner, which knows nothing of rows not yet committed,
 * pairs every retrieval with every later call of the case.
 */
const LAY_ON_RETRIEVED = `
  INSERT INTO store.context_document BY NAME
  WITH RECURSIVE
    step AS (SELECT turn_id, kind, parent_turn_id, started_at, ended_at FROM store.turn WHERE parent_turn_id IS NOT NULL),
    retrieval AS (
      SELECT DISTINCT turn_id, parent_turn_id, coalesce(ended_at, started_at) AS ready_at
      FROM step
      JOIN store.context_document USING (turn_id)
      WHERE kind = 'retrieval' AND from_turn_id IS NULL
    ),
    above(turn_id, ready_at, ancestor_id, height) AS (
      SELECT turn_id, ready_at, parent_turn_id, 1 FROM retrieval
      UNION ALL
      SELECT above.turn_id, above.ready_at, step.parent_turn_id, height + 1
      FROM above
      JOIN step ON step.turn_id = above.ancestor_id
      WHERE height < ${DEEPEST}
    ),
    below(turn_id, ancestor_id, started_at, depth) AS (
      SELECT turn_id, parent_turn_id, started_at, 1
      FROM step
      WHERE kind IN ('model', 'request') AND started_at IS NOT NULL
      UNION ALL
      SELECT below.turn_id, step.parent_turn_id, below.started_at, depth + 1
      FROM below
      JOIN step ON step.turn_id = below.ancestor_id
      WHERE depth < ${DEEPEST}
    ),
    fed AS (
      SELECT retrieval_id, arg_min(call_id, started_at) AS call_id
      FROM (
        SELECT above.turn_id AS retrieval_id, below.turn_id AS call_id, below.started_at
        FROM above
        JOIN below USING (ancestor_id)
        WHERE below.started_at >= above.ready_at
        QUALIFY rank() OVER (PARTITION BY above.turn_id ORDER BY height, below.started_at) = 1
      )
      GROUP BY retrieval_id
      HAVING count(DISTINCT call_id) = 1
    )
  SELECT
    fed.call_id AS turn_id,
    (coalesce(own.last, 0) + row_number() OVER (
      PARTITION BY fed.call_id ORDER BY ready_at, d.record_id, fed.retrieval_id, d.rank))::INTEGER AS rank,
    d.document_id, d.source, d.score, d.content_id, d.record_id, fed.retrieval_id AS from_turn_id
  FROM fed
  JOIN retrieval ON retrieval.turn_id = fed.retrieval_id
  JOIN store.context_document AS d ON d.turn_id = fed.retrieval_id
  LEFT JOIN (SELECT turn_id, max(rank) AS last FROM store.context_document GROUP BY turn_id) AS own
    ON own.turn_id = fed.call_id
  ORDER BY 1, 2`;

/** Gives steps the step that contains them, and model calls what retrieval found for them. */
export async function joinSteps(connection: DuckDBConnection): Promise<void> {
  for (const sql of [FIND_PARENTS, FORGET_RETRIEVED, LAY_ON_RETRIEVED]) await connection.run(sql);
}
