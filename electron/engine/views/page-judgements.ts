import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { viewRow } from '../../../shared/domain/view.ts';
import { integer, rows } from '../case/query.ts';
import { among } from './ids.ts';
import { HIT_RANK } from './order.ts';

/** What rules, users and the examiner say of turns; a turn of which nothing is said is left out of each. */
export interface Judgements {
  readonly hits: ReadonlyMap<number, z.infer<typeof hitsRow>>;
  readonly feedback: ReadonlyMap<number, string[]>;
  readonly work: ReadonlyMap<number, z.infer<typeof workRow>>;
}

export async function judgementsOf(
  connection: DuckDBConnection,
  turns: Iterable<number>,
): Promise<Judgements> {
  const { condition, parameters } = among(turns);
  const hits = await rows(connection, hitsSql(condition('x.turn_id')), parameters, hitsRow);
  const said = feedbackSql(condition('turn_id'));
  const feedback = await rows(connection, said, parameters, feedbackRow);
  const work = await rows(connection, workSql(condition('t.turn_id')), parameters, workRow);
  return {
    hits: new Map(hits.map((row) => [row.turn_id, row])),
    feedback: new Map(feedback.map((row) => [row.turn_id, row.feedback])),
    work: new Map(work.map((row) => [row.turn_id, row])),
  };
}

/** Of two hits that are equally bad the earlier one stands for the turn. */
const hitsSql = (condition: string): string => `
  SELECT
    x.turn_id,
    arg_min({ 'lane': x.lane, 'severity': x.severity, 'failure_type': x.failure_type }, (-${HIT_RANK}, x.finding_id))
      FILTER (x.lane <> 'dismissed') AS worst,
    count(*) FILTER (x.lane = 'candidate') AS candidates,
    count(*) FILTER (x.lane = 'lead') AS leads,
    count(*) FILTER (x.lane = 'finding') AS findings,
    count(x.review) AS reviewed, count(*) AS hits
  FROM finding x
  WHERE ${condition}
  GROUP BY x.turn_id`;

const hitsRow = z.object({
  turn_id: integer,
  worst: viewRow.shape.worst,
  candidates: integer,
  leads: integer,
  findings: integer,
  reviewed: integer,
  hits: integer,
});

const feedbackSql = (condition: string): string => `
  SELECT turn_id, list_sort(list(DISTINCT value)) AS feedback
  FROM feedback
  WHERE ${condition} AND value IS NOT NULL
  GROUP BY turn_id`;

const feedbackRow = z.object({ turn_id: integer, feedback: z.array(z.string()) });

/**
 * Acts name a record by file and ordinal, and the turn by its number among the turns of the record, from 0; one that names
 * no turn speaks of each. They are few: only the records that they name are read.
 */
const workSql = (condition: string): string => `
  WITH
    act AS MATERIALIZED (
      SELECT 'exhibit' AS work, evidence, ordinal, turn_index, NULL AS tag FROM exhibit
      UNION ALL
      SELECT 'cause', evidence, ordinal, turn_index, NULL FROM cause
      UNION ALL
      SELECT 'note', evidence, ordinal, turn_index, NULL FROM note WHERE evidence IS NOT NULL
      UNION ALL
      SELECT 'tag', evidence, ordinal, turn_index, tag FROM tag
    ),
    named AS MATERIALIZED (
      SELECT a.work, a.turn_index, a.tag, r.record_id
      FROM act a
      JOIN evidence e ON e.sha256 = a.evidence
      JOIN (
        SELECT record_id, evidence_id, ordinal FROM store.record WHERE ordinal IN (SELECT ordinal FROM act)
      ) r ON r.evidence_id = e.evidence_id AND r.ordinal = a.ordinal
    )
  SELECT
    t.turn_id, count(*) FILTER (n.work = 'exhibit') AS exhibits, count(*) FILTER (n.work = 'cause') AS causes,
    count(*) FILTER (n.work = 'note') AS notes,
    coalesce(list_sort(list(DISTINCT n.tag) FILTER (n.tag IS NOT NULL)), []) AS tags
  FROM named n
  JOIN (
    SELECT turn_id, record_id, row_number() OVER (PARTITION BY record_id ORDER BY turn_id) - 1 AS turn_index
    FROM turn
    WHERE record_id IN (SELECT record_id FROM named)
  ) t ON t.record_id = n.record_id AND coalesce(n.turn_index, t.turn_index) = t.turn_index
  WHERE ${condition}
  GROUP BY t.turn_id`;

const workRow = z.object({
  turn_id: integer,
  exhibits: integer,
  causes: integer,
  notes: integer,
  tags: z.array(z.string()),
});
