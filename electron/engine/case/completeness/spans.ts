import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Holding } from '../../../../shared/domain/completeness.ts';
import { capture } from '../../../../shared/domain/replay.ts';
import { integer, rows, time } from '../query.ts';
import { EVENTS, scoped } from './scope.ts';

const SPANS = `
  WITH event AS (${EVENTS})
  SELECT
    scope::BIGINT AS scope, count("at") AS dated, count(*) - count("at") AS undated, min("at") AS first, max("at") AS last
  FROM (${scoped('"at"', 'event')})
  GROUP BY scope`;
const spanRow = z.object({
  scope: integer,
  dated: integer,
  undated: integer,
  first: time.nullable(),
  last: time.nullable(),
});

/** First and last event by file, and of the case where no file is asked for. */
export async function spansByScope(
  connection: DuckDBConnection,
  evidence: bigint | null,
): Promise<ReadonlyMap<number, Holding['events']>> {
  const found = await rows(connection, SPANS, { evidence }, spanRow);
  return new Map(found.map(({ scope, ...span }) => [scope, span]));
}

const CAPTURE = `
  SELECT evidence_id, capture AS level, count(*) AS turns
  FROM turn JOIN store.record USING (record_id)
  WHERE kind = 'model' AND evidence_id = coalesce($evidence, evidence_id)
  GROUP BY evidence_id, capture
  ORDER BY evidence_id, list_position(['wire', 'application', 'reconstructed'], capture)`;
const captureRow = z.object({ evidence_id: integer, level: capture, turns: integer });

/** How near each file's turns are to what the model got, the nearest first. */
export const captureByFile = (connection: DuckDBConnection, evidence: bigint | null) =>
  rows(connection, CAPTURE, { evidence }, captureRow);

/** The same of all files together. */
export const captureTogether = (
  found: Awaited<ReturnType<typeof captureByFile>>,
): Holding['capture'] =>
  capture.options.flatMap((level) => {
    const of = found.filter((one) => one.level === level);
    const turns = of.reduce((sum, one) => sum + one.turns, 0);
    return turns === 0 ? [] : [{ level, turns }];
  });
