import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { LISTED, SILENCE, type Silences } from '../../../../shared/domain/completeness.ts';
import { Fault } from '../../base/errors.ts';
import { integer, rows, time } from '../query.ts';
import { EVENTS, scoped, WHOLE_CASE } from './scope.ts';

const HOUR_US = 3_600_000_000;
const DAY_US = 24 * HOUR_US;

/** The same hours so many days or weeks before and after. */
const SHIFTS = `
  SELECT unit, k * length AS shift
  FROM
    (
      VALUES ('days', ${DAY_US}::BIGINT, ${SILENCE.days}), ('weeks', ${7 * DAY_US}::BIGINT, ${SILENCE.weeks})
    ) AS units (unit, length, most),
    range(-${Math.max(SILENCE.days, SILENCE.weeks)}, ${Math.max(SILENCE.days, SILENCE.weeks) + 1}) AS ks (k)
  WHERE k <> 0 AND abs(k) <= most`;

/** Times between events and what is usual of them, sorted once by file and once for the case. */
const STEPS = `
    event AS MATERIALIZED (SELECT * EXCLUDE (external_id) FROM (${EVENTS}) WHERE "at" IS NOT NULL),
    own AS MATERIALIZED (${scoped('"at", record_id', 'event')}),
    spaced AS (
      SELECT
        scope, lag("at") OVER following AS since, "at" AS until, lag(record_id) OVER following AS record_before,
        record_id AS record_after
      FROM own
      WINDOW following AS (PARTITION BY scope ORDER BY "at", record_id)
    ),
    step AS MATERIALIZED (SELECT *, (until - since) / 1e6 AS seconds FROM spaced WHERE until > since),
    ranked_step AS (SELECT scope, seconds, row_number() OVER (PARTITION BY scope ORDER BY seconds) - 1 AS rank FROM step),
    span AS (
      SELECT scope, count(*) AS steps, max(seconds) AS longest_seconds, min(since) AS begins, max(until) AS ends
      FROM step
      GROUP BY scope
    ),
    usual AS MATERIALIZED (
      SELECT
        span.*, seconds AS usual_seconds,
        greatest(${SILENCE.least_seconds}, ${SILENCE.times} * usual_seconds) AS threshold_seconds
      FROM span JOIN ranked_step USING (scope)
      WHERE rank = ${SILENCE.usual_tenths} * (steps - 1) // 10
    )`;

const USUAL = `
  WITH ${STEPS}
  SELECT
    scope::BIGINT AS scope, steps, count(*) FILTER (seconds <= usual_seconds) AS usual_steps, usual_seconds,
    threshold_seconds, longest_seconds
  FROM usual JOIN step USING (scope)
  GROUP BY ALL`;
const usualRow = z.object({
  scope: integer,
  steps: integer,
  usual_steps: integer,
  usual_seconds: z.number(),
  threshold_seconds: z.number(),
  longest_seconds: z.number(),
});

/**
 * `shared/domain/completeness.ts` says what a silence is. Everything is a set: a time between events that covers two thirds
 * of the hours to compare is the one in which their middle lies, so that a million turns cost a few sorts and no row leaves
 * the database but those listed.
 */
const SILENCES = `
  WITH ${STEPS},
    silence AS MATERIALIZED (
      SELECT step.*, begins, ends, row_number() OVER (ORDER BY scope, since) AS silence_id
      FROM step JOIN usual USING (scope)
      WHERE seconds > threshold_seconds
    ),
    same_hours AS (
      SELECT silence_id, scope, unit, since + shift AS since, until + shift AS until
      FROM silence, (${SHIFTS})
      WHERE abs(shift) >= until - since AND since + shift >= begins AND until + shift <= ends
    ),
    compared AS (
      SELECT
        silence_id, count(*) FILTER (unit = 'days') AS days, count(*) FILTER (unit = 'weeks') AS weeks,
        count(*) FILTER (unit = 'days' AND is_active) AS active_days,
        count(*) FILTER (unit = 'weeks' AND is_active) AS active_weeks
      FROM (
        SELECT
          silence_id, unit,
          3 * (least(step.until, same_hours.until) - greatest(step.since, same_hours.since))
          < ${SILENCE.alike_thirds} * (same_hours.until - same_hours.since) AS is_active
        FROM
          same_hours
          ASOF JOIN step
            ON step.scope = same_hours.scope AND step.since <= (same_hours.since + same_hours.until) // 2
      )
      GROUP BY silence_id
    ),
    judged AS (
      SELECT
        silence.*, coalesce(days, 0) AS days, coalesce(weeks, 0) AS weeks, coalesce(active_days, 0) AS active_days,
        coalesce(active_weeks, 0) AS active_weeks,
        coalesce(days >= ${SILENCE.compared} AND 2 * active_days <= days, false)
        OR coalesce(weeks >= ${SILENCE.compared} AND 2 * active_weeks <= weeks, false) AS recurs
      FROM silence LEFT JOIN compared USING (silence_id)
    ),
    counted AS (SELECT scope, count(*) AS total, count(*) FILTER (recurs) AS recurring FROM judged GROUP BY scope),
    listed AS MATERIALIZED (
      SELECT *
      FROM judged
      WHERE NOT recurs
      QUALIFY row_number() OVER (PARTITION BY scope ORDER BY seconds DESC, since) <= ${LISTED.silences}
    ),
    ranked AS (SELECT "at", row_number() OVER (ORDER BY "at") AS n FROM event WHERE NOT is_again),
    within AS (
      SELECT silence_id, last.n - first.n AS others
      FROM
        listed
        ASOF JOIN ranked AS first ON first."at" <= listed.since
        ASOF JOIN ranked AS last ON last."at" < listed.until
    ),
    unread AS (
      SELECT silence_id, count(*) AS unread
      FROM listed JOIN store.record AS r ON r.evidence_id = scope
      WHERE
        status IN ('unmapped', 'quarantined')
        AND r.record_id BETWEEN least(record_before, record_after) AND greatest(record_before, record_after)
      GROUP BY silence_id
    )
  SELECT
    scope::BIGINT AS scope, total, recurring, since, until, seconds, coalesce(others, 0) AS others,
    coalesce(unread, 0) AS unread, days, weeks, active_days, active_weeks
  FROM
    counted
    LEFT JOIN listed USING (scope)
    LEFT JOIN within USING (silence_id)
    LEFT JOIN unread USING (silence_id)
  ORDER BY scope, seconds DESC, since`;

const silenceRow = z.object({
  scope: integer,
  total: integer,
  recurring: integer,
  since: time.nullable(),
  until: time.nullable(),
  seconds: z.number().nullable(),
  others: integer,
  unread: integer,
  days: integer.nullable(),
  weeks: integer.nullable(),
  active_days: integer.nullable(),
  active_weeks: integer.nullable(),
});

/** By file, and of the case where no file is asked for; nothing where no two events stand at different times. */
export async function silencesByScope(
  connection: DuckDBConnection,
  evidence: bigint | null,
): Promise<ReadonlyMap<number, Silences>> {
  const usual = await rows(connection, USUAL, { evidence }, usualRow);
  const scopes = new Map<number, Silences>(
    usual.map(({ scope, ...of }) => [scope, { ...of, total: 0, recurring: 0, listed: [] }]),
  );
  if (usual.every(({ longest_seconds: longest, threshold_seconds: least }) => longest <= least))
    return scopes;
  for (const found of await rows(connection, SILENCES, { evidence }, silenceRow)) {
    const { scope, total, recurring, since, until, seconds, others, unread } = found;
    const silences = scopes.get(scope);
    if (silences === undefined) throw new Fault(`silences of ${scope}, which has no events`);
    Object.assign(silences, { total, recurring });
    if (since === null || until === null || seconds === null) continue;
    silences.listed.push({
      from: since,
      to: until,
      seconds,
      others,
      unread: scope === WHOLE_CASE ? null : unread,
      days: { active: found.active_days ?? 0, of: found.days ?? 0 },
      weeks: { active: found.active_weeks ?? 0, of: found.weeks ?? 0 },
    });
  }
  return scopes;
}
