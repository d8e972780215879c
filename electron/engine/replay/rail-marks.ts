import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { RailEntry } from '../../../shared/domain/replay-screen.ts';
import { integer, rows } from '../case/query.ts';
import { boundedIds, within } from './id-bounds.ts';

/** Lane before severity: a confirmed finding outweighs any candidate. Dismissed hits weigh nothing. */
const WORST = `
  SELECT turn_id, lane, severity
  FROM finding
  WHERE ${within('turn_id')} AND lane <> 'dismissed'
  QUALIFY row_number() OVER (
    PARTITION BY turn_id
    ORDER BY
      list_position(['finding', 'lead', 'candidate'], lane),
      list_position(['critical', 'high', 'medium', 'low'], severity), finding_id
  ) = 1`;

const worstRow = z.object({ turn_id: integer, lane: z.string(), severity: z.string() });

/** From the few exhibits to the turns of their records; an exhibit names a turn by its index among them. */
const EXHIBITS = `
  SELECT turn_id, count(*) AS exhibits
  FROM (
    SELECT
      turn_id, turn_index, record.ordinal, evidence.sha256 AS evidence
    FROM (
      SELECT DISTINCT record_id, record.ordinal, record.evidence_id
      FROM exhibit
      JOIN evidence ON evidence.sha256 = exhibit.evidence
      JOIN store.record record ON record.evidence_id = evidence.evidence_id AND record.ordinal = exhibit.ordinal
    ) record
    JOIN turn_anchor USING (record_id)
    JOIN evidence USING (evidence_id)
  ) placed
  JOIN exhibit USING (evidence, ordinal, turn_index)
  WHERE ${within('turn_id')}
  GROUP BY turn_id`;

const exhibitsRow = z.object({ turn_id: integer, exhibits: integer });

export interface RailMarks {
  readonly worst: ReadonlyMap<number, RailEntry['worst']>;
  readonly exhibits: ReadonlyMap<number, number>;
}

/** What rules and the examiner marked on these turns. */
export async function marksOf(
  connection: DuckDBConnection,
  turns: readonly number[],
): Promise<RailMarks> {
  const asked = boundedIds(turns);
  const worst = await rows(connection, WORST, asked, worstRow);
  const exhibits = await rows(connection, EXHIBITS, asked, exhibitsRow);
  return {
    worst: new Map(worst.map(({ turn_id, ...mark }) => [turn_id, mark])),
    exhibits: new Map(exhibits.map(({ turn_id, exhibits: count }) => [turn_id, count])),
  };
}
