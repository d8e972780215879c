import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { Fault } from '../base/errors.ts';
import { type NumberedRule, turnCondition } from './looks-at.ts';
import type { Condition } from './rule.ts';

/** Fields of a turn that a condition may name, as SQL of ours. */
const COLUMN = {
  finish_reason: 't.finish_reason',
  error: 't.error',
  model: 't.model',
  route: 't.route',
  capture: 't.capture',
  latency_ms: 't.latency_ms',
} as const;

type Parameters = Record<string, DuckDBValue>;
type FieldCondition = NonNullable<Condition['fields']>[number];
type FeedbackCondition = NonNullable<Condition['feedback']>;

/** Hits of a rule that looks at fields of the turn or at its feedback: they have no characters. */
export async function findByCondition(
  connection: DuckDBConnection,
  numbered: NumberedRule,
): Promise<void> {
  const condition = conditionOf(numbered);
  const turn = turnCondition(numbered);
  const parameters: Parameters = { ...turn.parameters, explanation: numbered.rule.explanation };
  const fields = (condition.fields ?? []).map((field, index) => fieldSql(field, index, parameters));
  const said = (condition.fields ?? []).map(
    ({ field }) => `'${field} is “' || ${COLUMN[field]}::VARCHAR || '”'`,
  );
  if (condition.feedback !== undefined) said.push(`'feedback is “' || f.value || '”'`);
  await connection.run(
    `INSERT INTO detect_hit
     SELECT ${numbered.no}, $lane, t.turn_id, NULL, NULL, NULL, NULL, NULL, 1.0,
       $explanation || ' The log says: ' || ${said.join(" || ', ' || ")} || '.'
     FROM turn t ${condition.feedback === undefined ? '' : feedbackJoin(condition.feedback, parameters)}
     WHERE ${[turn.sql, ...fields].join(' AND ')}`,
    { ...parameters, lane: numbered.rule.lane },
  );
}

/** SQL over `turn t`: turns that have every field which the condition names. */
export function hasWhatIsNeeded(condition: Condition): string {
  const fields = (condition.fields ?? [])
    .filter(({ present }) => present === undefined)
    .map(({ field }) => `${COLUMN[field]} IS NOT NULL`);
  if (condition.feedback !== undefined)
    fields.push('t.turn_id IN (SELECT turn_id FROM feedback WHERE value IS NOT NULL)');
  return fields.length === 0 ? 'true' : fields.join(' AND ');
}

function conditionOf({ rule }: NumberedRule): Condition {
  if (rule.condition === undefined) throw new Fault(`the rule ${rule.id} has no condition`);
  return rule.condition;
}

function fieldSql(condition: FieldCondition, index: number, parameters: Parameters): string {
  const column = COLUMN[condition.field];
  const parts: string[] = [`${column} IS NOT NULL`];
  if (condition.in !== undefined)
    parts.push(
      `lower(trim(${column}::VARCHAR)) IN (${bound(condition.in, `field${index}_`, parameters)})`,
    );
  if (condition.present === true) parts.push(`trim(${column}::VARCHAR) <> ''`);
  if (condition.above !== undefined) {
    parameters[`above${index}`] = condition.above;
    parts.push(`TRY_CAST(${column} AS DOUBLE) > $above${index}`);
  }
  return parts.join(' AND ');
}

const VALUE = 'lower(trim(f.value))';
/** "Thumbs up", "thumbs-up" and "thumbs_up" are one name. */
const WHAT = "regexp_replace(lower(trim(f.what)), '[ _-]+', '_', 'g')";

/**
 * Names under which one file gives two values alone, 0 and 1 or false and true: there the lower one is a no. On a longer
 * scale 0 may be the middle, or no vote.
 */
const TWO_VALUED = `
  SELECT r.evidence_id, f.what
  FROM feedback f LEFT JOIN record r USING (record_id)
  WHERE f.value IS NOT NULL
  GROUP BY ALL
  HAVING bool_and(${VALUE} IN ('0', '0.0', '1', '1.0')) AND count(DISTINCT TRY_CAST(${VALUE} AS DOUBLE)) = 2
    OR bool_and(${VALUE} IN ('false', 'true')) AND count(DISTINCT ${VALUE}) = 2`;

/** One row per turn, however often it was voted down. */
function feedbackJoin({ value_in, also }: FeedbackCondition, parameters: Parameters): string {
  const ways = also.map((way, index) => {
    const parts = [
      `${WHAT} IN (${bound(way.what_in, `what${index}_`, parameters)})`,
      `${VALUE} IN (${bound(way.value_in, `value${index}_`, parameters)})`,
      ...(way.two_valued ? ['two_valued.what IS NOT NULL'] : []),
    ];
    return `(${parts.join(' AND ')})`;
  });
  return `JOIN (
    SELECT f.turn_id, min(f.value) AS value
    FROM feedback f
    LEFT JOIN record r USING (record_id)
    LEFT JOIN (${TWO_VALUED}) two_valued
      ON two_valued.what = f.what AND two_valued.evidence_id IS NOT DISTINCT FROM r.evidence_id
    WHERE f.turn_id IS NOT NULL AND (
      ${[`${VALUE} IN (${bound(value_in, 'feedback', parameters)})`, ...ways].join(' OR ')}
    )
    GROUP BY f.turn_id
  ) f ON f.turn_id = t.turn_id`;
}

function bound(values: readonly string[], name: string, parameters: Parameters): string {
  return values
    .map((value, index) => {
      parameters[`${name}${index}`] = value.trim().toLowerCase();
      return `$${name}${index}`;
    })
    .join(', ');
}
