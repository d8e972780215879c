import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Holding } from '../../../../shared/domain/completeness.ts';
import { capture } from '../../../../shared/domain/replay.ts';
import { integer, rows, time } from '../query.ts';
import { EVENTS, scoped, TOLD_TURNS, WHOLE_CASE } from './scope.ts';

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
  SELECT scope::BIGINT AS scope, capture AS level, count(*) AS turns
  FROM (
    SELECT evidence_id AS scope, capture, kind FROM ${TOLD_TURNS} WHERE evidence_id = coalesce($evidence, evidence_id)
    UNION ALL
    SELECT ${WHOLE_CASE}, capture, kind FROM turn WHERE $evidence IS NULL
  )
  WHERE kind = 'model'
  GROUP BY scope, capture
  ORDER BY scope, list_position(['wire', 'application', 'reconstructed'], capture)`;
const captureRow = z.object({ scope: integer, level: capture, turns: integer });

/** How near each file's turns, and those of the case, are to what the model got, the nearest first. */
export async function captureByScope(
  connection: DuckDBConnection,
  evidence: bigint | null,
): Promise<ReadonlyMap<number, Holding['capture']>> {
  const scopes = new Map<number, Holding['capture']>();
  for (const { scope, level, turns } of await rows(connection, CAPTURE, { evidence }, captureRow))
    scopes.set(scope, [...(scopes.get(scope) ?? []), { level, turns }]);
  return scopes;
}
