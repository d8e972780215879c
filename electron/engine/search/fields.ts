import { type Column, TABLES } from '../case/schema.ts';
import { FREE_SIDES, type Side } from './sides.ts';

/**
 * A field of the filter language as SQL over `turn t`. `columns` are compared with the value, any of them may match;
 * `within` lays the comparison over t. `handle` reads values that name a row otherwise (T-12, a hash prefix).
 */
export interface Field {
  readonly type: 'text' | 'number' | 'integer' | 'time';
  readonly columns: readonly string[];
  readonly within: (condition: string) => string;
  readonly handle?: (value: string) => Handle | undefined;
}

/** A condition with one parameter, written `?`. */
export interface Handle {
  readonly condition: string;
  readonly value: string | bigint;
}

/** A field whose values are whole texts of these sides. */
export interface TextField {
  readonly type: 'texts';
  readonly sides: readonly Side[];
}

const onTurn = (condition: string): string => `coalesce(${condition}, false)`;
const among =
  (select: string) =>
  (condition: string): string =>
    `t.turn_id IN (${select} AND (${condition}))`;

const RECORDS = `SELECT x.turn_id FROM turn_record x JOIN record r USING (record_id) JOIN evidence e USING (evidence_id) WHERE true`;
const MESSAGES = `SELECT x.turn_id FROM message x WHERE x.side <> 'tools'`;
const CONVERSATIONS = `SELECT x.conversation_id FROM conversation x WHERE true`;
const inConversations = (condition: string): string =>
  `t.conversation_id IN (${CONVERSATIONS} AND (${condition}))`;

/** Rows of the examiner's work point to a record and, where it holds several turns, to the turn's index in it, from 0. */
const workOn = (table: 'exhibit' | 'cause'): string => `
  SELECT y.turn_id
  FROM ${table} x
  JOIN evidence e ON e.sha256 = x.evidence
  JOIN record r ON r.evidence_id = e.evidence_id AND r.ordinal = x.ordinal
  JOIN (
    SELECT turn_id, record_id, row_number() OVER (PARTITION BY record_id ORDER BY turn_id) - 1 AS turn_index FROM turn
  ) y ON y.record_id = r.record_id AND (x.turn_index IS NULL OR x.turn_index = y.turn_index)
  WHERE true`;

/** Columns of turn that are ids of this database, or have a name of their own below. */
const NOT_BY_COLUMN = new Set(['turn_id', 'record_id', 'conversation_id', 'parent_turn_id']);

function columnFields(): [string, Field][] {
  const columns: readonly Column[] = TABLES.turn.columns;
  return columns
    .filter(({ name }) => !NOT_BY_COLUMN.has(name))
    .map(({ name, type }) => [
      name,
      { type: FIELD_TYPE[type], columns: [`t."${name}"`], within: onTurn },
    ]);
}

const FIELD_TYPE = {
  VARCHAR: 'text',
  BIGINT: 'integer',
  INTEGER: 'integer',
  UBIGINT: 'integer',
  BLOB: 'text',
  DOUBLE: 'number',
  TIMESTAMPTZ: 'time',
} as const;

const text = (
  columns: readonly string[],
  within: Field['within'],
  handle?: Field['handle'],
): Field => ({
  type: 'text',
  columns,
  within,
  ...(handle === undefined ? {} : { handle }),
});
const time = (column: string): Field => ({ type: 'time', columns: [column], within: onTurn });

const numbered =
  (prefix: string, column: string, bare: boolean) =>
  (value: string): Handle | undefined => {
    const digits = new RegExp(`^(?:${prefix}-)${bare ? '?' : ''}([0-9]{1,18})$`).exec(value)?.[1];
    return digits === undefined ? undefined : { condition: `${column} = ?`, value: BigInt(digits) };
  };

const sideTable = (name: 'feedback' | 'verdict' | 'label'): Field =>
  text(['x.value'], among(`SELECT x.turn_id FROM ${name} x WHERE x.turn_id IS NOT NULL`));

const findings = (column: string, lanes: string): Field =>
  text([column], among(`SELECT x.turn_id FROM finding x WHERE ${lanes}`));
const SHOWN = "x.lane <> 'dismissed'";

const FIELDS = new Map<string, Field | TextField>([
  ...columnFields(),
  ['at', time('t.started_at')],
  ['user', text(['t.user_id'], onTurn)],
  ['session', text(['t.session_id'], onTurn)],
  ['turn', text(['t.external_id'], onTurn, numbered('T', 't.turn_id', true))],
  [
    'conversation',
    text(['x.external_id'], inConversations, numbered('C', 'x.conversation_id', false)),
  ],
  ['turns', { type: 'integer', columns: ['x.turns'], within: inConversations }],
  ['joined_by', text(['x.joined_by'], inConversations)],
  ['role', text(['x.role'], among(MESSAGES))],
  ['name', text(['x.name'], among(MESSAGES))],
  ['type', text(['x.type'], among(MESSAGES))],
  ['tool', text(['x.name'], among(`${MESSAGES} AND x.type = 'tool_call'`))],
  [
    'side',
    text(
      ['x.side'],
      among(`
        SELECT x.turn_id
        FROM (SELECT turn_id, side FROM message UNION ALL SELECT turn_id, 'context' FROM context_document) x
        WHERE true`),
    ),
  ],
  [
    'context',
    text(
      ['x.document_id', 'x.source'],
      among('SELECT x.turn_id FROM context_document x WHERE true'),
    ),
  ],
  ['finding', findings('x.rule_id', SHOWN)],
  ['failure', findings('x.failure_type', SHOWN)],
  ['severity', findings('x.severity', SHOWN)],
  ['lane', findings('x.lane', 'true')],
  ['cause', text(['x.cause_id'], among(workOn('cause')))],
  ['exhibit', text(['x.caption'], among(workOn('exhibit')), numbered('E', 'x.number', true))],
  ['feedback', sideTable('feedback')],
  ['verdict', sideTable('verdict')],
  ['label', sideTable('label')],
  ['evidence', text(['e.name'], among(RECORDS), hashPrefix)],
  ['format', text(['e.format'], among(RECORDS))],
  ['member', text(['r.member'], among(RECORDS))],
  ['line', { type: 'integer', columns: ['r.line'], within: among(RECORDS) }],
  ['place', text(["e.sha256 || ':' || r.ordinal"], among(RECORDS), recordPlace)],
  ['text', { type: 'texts', sides: FREE_SIDES }],
  ['input', { type: 'texts', sides: ['input'] }],
  ['output', { type: 'texts', sides: ['output'] }],
  ['passage', { type: 'texts', sides: ['context'] }],
  ['tools', { type: 'texts', sides: ['tools'] }],
]);

function hashPrefix(value: string): Handle | undefined {
  return /^[0-9a-f]{2,64}$/i.test(value)
    ? { condition: 'starts_with(e.sha256, ?)', value: value.toLowerCase() }
    : undefined;
}

function recordPlace(value: string): Handle | undefined {
  const place = /^([0-9a-f]{2,64}):([0-9]{1,18})$/i.exec(value);
  if (place === null) return undefined;
  return {
    condition: `regexp_full_match(e.sha256 || ':' || r.ordinal, ?)`,
    value: `${place[1]?.toLowerCase()}[0-9a-f]*:${BigInt(place[2] ?? 0)}`,
  };
}

export function fieldNamed(name: string): Field | TextField | undefined {
  return FIELDS.get(name);
}

/** All names, sorted: for completion, and for docs/filter-language.md. */
export function fieldNames(): string[] {
  return [...FIELDS.keys()].sort();
}
