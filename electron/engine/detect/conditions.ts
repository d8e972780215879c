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
     FROM turn t ${condition.feedback === undefined ? '' : feedbackJoin(condition.feedback.value_in, parameters)}
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

/** One row per turn, however often it was voted down. */
function feedbackJoin(values: readonly string[], parameters: Parameters): string {
  return `JOIN (
    SELECT turn_id, min(value) AS value FROM feedback
    WHERE turn_id IS NOT NULL AND lower(trim(value)) IN (${bound(values, 'feedback', parameters)})
    GROUP BY turn_id
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
