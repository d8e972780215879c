import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { viewRow } from '../../../shared/domain/view.ts';
import { integer, row, rows } from '../case/query.ts';
import { among } from './ids.ts';
import type { Lend } from './lend.ts';
import { HIT_RANK } from './order.ts';

/** What rules, users and the examiner say of turns; a turn of which nothing is said is left out of each. */
export interface Judgements {
  readonly hits: ReadonlyMap<number, z.infer<typeof hitsRow>>;
  readonly feedback: ReadonlyMap<number, string[]>;
  readonly work: ReadonlyMap<number, z.infer<typeof workRow>>;
}

export async function judgementsOf(lend: Lend, turns: readonly number[]): Promise<Judgements> {
  const [hits, feedback, work] = await Promise.all([
    lend((connection) => rows(connection, hitsSql(among('x.turn_id', turns)), {}, hitsRow)),
    lend((connection) => rows(connection, feedbackSql(among('turn_id', turns)), {}, feedbackRow)),
    lend((connection) => workOf(connection, turns)),
  ]);
  return {
    hits: new Map(hits.map((row) => [row.turn_id, row])),
    feedback: valuesByTurn(feedback),
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

/** Gathered here: to make lists of them takes longer than to find them. */
const feedbackSql = (condition: string): string => `
  SELECT DISTINCT turn_id, value
  FROM feedback
  WHERE ${condition} AND value IS NOT NULL
  ORDER BY turn_id, value`;

const feedbackRow = z.object({ turn_id: integer, value: z.string() });

function valuesByTurn(found: readonly z.infer<typeof feedbackRow>[]): Map<number, string[]> {
  const values = new Map<number, string[]>();
  for (const { turn_id, value } of found)
    values.set(turn_id, [...(values.get(turn_id) ?? []), value]);
  return values;
}

/** Most cases have no act yet, and to ask that is a tenth of the work. */
async function workOf(
  connection: DuckDBConnection,
  turns: readonly number[],
): Promise<z.infer<typeof workRow>[]> {
  const { acts } = await row(connection, ANY_ACT, {}, z.object({ acts: z.boolean() }));
  return acts ? rows(connection, workSql(among('t.turn_id', turns)), {}, workRow) : [];
}

const ANY_ACT = `
  SELECT
    EXISTS (FROM exhibit) OR EXISTS (FROM cause) OR EXISTS (FROM note) OR EXISTS (FROM tag) AS acts`;

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
  JOIN (SELECT * FROM turn_anchor WHERE record_id IN (SELECT record_id FROM named)) t
    ON t.record_id = n.record_id AND coalesce(n.turn_index, t.turn_index) = t.turn_index
  WHERE ${condition}
  GROUP BY t.turn_id`;

const workRow = z.object({
  turn_id: integer,
  exhibits: integer,
  causes: integer,
  notes: integer,
  tags: z.array(z.string()),
});
