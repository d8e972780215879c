import type { DuckDBValue } from '@duckdb/node-api';
import type { Parameters } from '../case/query.ts';
import type { Rule } from './rule.ts';

/** A rule with the number that it has in this run, and whether it is limited to some turns. */
export interface NumberedRule {
  readonly no: number;
  readonly rule: Rule;
}

export interface Condition {
  readonly sql: string;
  readonly parameters: Parameters;
}

/** SQL over `detect_place p` that keeps what the rule looks at. Roles do not concern context and tool definitions. */
export function placeCondition({ rule: { looks_at } }: NumberedRule): Condition {
  const parameters: Record<string, DuckDBValue> = {};
  const among = (column: string, values: readonly string[], name: string): string => {
    const names = values.map((value, index) => {
      parameters[`${name}${index}`] = value;
      return `$${name}${index}`;
    });
    return `${column} IN (${names.join(', ')})`;
  };
  const parts = [
    looks_at.sides && among('p.side', looks_at.sides, 'side'),
    looks_at.roles &&
      `(p.side IN ('context', 'tools') OR ${among('p.speaker', looks_at.roles, 'role')})`,
    looks_at.types && `(p.side = 'context' OR ${among('p.type', looks_at.types, 'type')})`,
  ].filter((part) => part !== undefined);
  return { sql: parts.length === 0 ? 'true' : parts.join(' AND '), parameters };
}

/** SQL over `turn t` that keeps the turns and spans which the rule may hit. */
export function turnCondition({ no, rule: { looks_at, scope } }: NumberedRule): Condition {
  const parameters: Record<string, DuckDBValue> = {};
  const kinds = (looks_at.kinds ?? []).map((kind, index) => {
    parameters[`kind${index}`] = kind;
    return `$kind${index}`;
  });
  const parts = [
    kinds.length === 0 ? 'true' : `t.kind IN (${kinds.join(', ')})`,
    scope === undefined
      ? 'true'
      : `t.turn_id IN (SELECT turn_id FROM detect_scope WHERE rule_no = ${no})`,
  ];
  return { sql: parts.join(' AND '), parameters };
}
