import { type Column, TABLES } from '../case/schema.ts';
import { FREE_SIDES, type Side } from './sides.ts';

/**
 * A field of the filter language as SQL over `turn t`. `columns` are compared with the value, any of them may match;
 * `within` lays the comparison over t. `rows` is what the columns stand in, from FROM on, and `turn` the turn of a row:
 * for listing values. `handle` reads values that name a row otherwise (T-12, a hash prefix).
 */
export interface Field extends Laid {
  readonly type: 'text' | 'number' | 'integer' | 'time';
  readonly columns: readonly string[];
  readonly handle?: (value: string) => Handle | undefined;
}

interface Laid {
  readonly within: (condition: string) => string;
  readonly rows: string;
  readonly turn: string;
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

const onTurn: Laid = {
  within: (condition) => `coalesce(${condition}, false)`,
  rows: 'FROM turn t WHERE true',
  turn: 't.turn_id',
};
const among = (rows: string, turn = 'x.turn_id'): Laid => ({
  within: (condition) => `t.turn_id IN (SELECT ${turn} ${rows} AND (${condition}))`,
  rows,
  turn,
});

const records = among(
  'FROM turn_record x JOIN record r USING (record_id) JOIN evidence e USING (evidence_id) WHERE true',
);
const MESSAGES = `FROM message x WHERE x.side <> 'tools'`;
const ofConversation: Laid = {
  within: (condition) =>
    `t.conversation_id IN (SELECT x.conversation_id FROM conversation x WHERE ${condition})`,
  rows: 'FROM turn t JOIN conversation x USING (conversation_id) WHERE true',
  turn: 't.turn_id',
};

/**
 * Rows of the examiner's work point to a record and, where it holds several turns, to the turn's index in it, from 0.
 * They are few: only the records that they name are read of the large tables. `x` is a row of the work, `y` its turn.
 */
export function workOn(table: 'exhibit' | 'cause' | 'note' | 'tag'): string {
  const records = `
    SELECT r.record_id, r.ordinal, e.sha256
    FROM record r
    JOIN evidence e ON e.evidence_id = r.evidence_id
    WHERE r.ordinal IN (SELECT ordinal FROM ${table}) AND e.sha256 IN (SELECT evidence FROM ${table})`;
  return `
    FROM ${table} x
    JOIN (${records}) r ON r.sha256 = x.evidence AND r.ordinal = x.ordinal
    JOIN (SELECT * FROM turn_anchor WHERE record_id IN (SELECT record_id FROM (${records}))) y
      ON y.record_id = r.record_id AND (x.turn_index IS NULL OR x.turn_index = y.turn_index)
    WHERE true`;
}

/** Columns of turn that are ids of this database, or have a name of their own below. */
const NOT_BY_COLUMN = new Set([
  'turn_id',
  'record_id',
  'turn_index',
  'conversation_id',
  'parent_turn_id',
]);

function columnFields(): [string, Field][] {
  const columns: readonly Column[] = TABLES.turn.columns;
  return columns
    .filter(({ name }) => !NOT_BY_COLUMN.has(name))
    .map(({ name, type }) => [
      name,
      { ...onTurn, type: FIELD_TYPE[type], columns: [`t."${name}"`] },
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

const text = (columns: readonly string[], laid: Laid, handle?: Field['handle']): Field => ({
  ...laid,
  type: 'text',
  columns,
  ...(handle === undefined ? {} : { handle }),
});
const time = (column: string): Field => ({ ...onTurn, type: 'time', columns: [column] });

const numbered =
  (prefix: string, column: string, bare: boolean) =>
  (value: string): Handle | undefined => {
    const digits = new RegExp(`^(?:${prefix}-)${bare ? '?' : ''}([0-9]{1,18})$`).exec(value)?.[1];
    return digits === undefined ? undefined : { condition: `${column} = ?`, value: BigInt(digits) };
  };

const sideTable = (name: 'feedback' | 'verdict' | 'label'): Field =>
  text(['x.value'], among(`FROM ${name} x WHERE x.turn_id IS NOT NULL`));

const findings = (column: string, lanes: string): Field =>
  text([column], among(`FROM finding x WHERE ${lanes}`));
const SHOWN = "x.lane <> 'dismissed'";

const FIELDS = new Map<string, Field | TextField>([
  ...columnFields(),
  ['at', time('t.started_at')],
  ['user', text(['t.user_id'], onTurn)],
  ['session', text(['t.session_id'], onTurn)],
  ['turn', text(['t.external_id'], onTurn, numbered('T', 't.turn_id', true))],
  [
    'conversation',
    text(['x.external_id'], ofConversation, numbered('C', 'x.conversation_id', false)),
  ],
  ['turns', { ...ofConversation, type: 'integer', columns: ['x.turns'] }],
  ['joined_by', text(['x.joined_by'], ofConversation)],
  ['role', text(['x.role'], among(MESSAGES))],
  ['name', text(['x.name'], among(MESSAGES))],
  ['type', text(['x.type'], among(MESSAGES))],
  ['tool', text(['x.name'], among(`${MESSAGES} AND x.type = 'tool_call'`))],
  [
    'side',
    text(
      ['x.side'],
      among(`
        FROM (SELECT turn_id, side FROM message UNION ALL SELECT turn_id, 'context' FROM context_document) x
        WHERE true`),
    ),
  ],
  ['context', text(['x.document_id', 'x.source'], among('FROM context_document x WHERE true'))],
  [
    'finding',
    text(
      ['x.rule_id'],
      among(`FROM finding x WHERE ${SHOWN}`),
      numbered('F', 'x.finding_id', false),
    ),
  ],
  ['failure', findings('x.failure_type', SHOWN)],
  ['severity', findings('x.severity', SHOWN)],
  ['lane', findings('x.lane', 'true')],
  ['cause', text(['x.cause_id'], among(workOn('cause'), 'y.turn_id'))],
  [
    'exhibit',
    text(['x.caption'], among(workOn('exhibit'), 'y.turn_id'), numbered('E', 'x.number', true)),
  ],
  ['note', text(['x.text'], among(workOn('note'), 'y.turn_id'), numbered('N', 'x.note_no', false))],
  ['tag', text(['x.tag'], among(workOn('tag'), 'y.turn_id'), numbered('L', 'x.tag_no', false))],
  ['review', text(['x.review'], among('FROM finding x WHERE x.review IS NOT NULL'))],
  ['feedback', sideTable('feedback')],
  ['verdict', sideTable('verdict')],
  ['label', sideTable('label')],
  ['evidence', text(['e.name'], records, hashPrefix)],
  ['format', text(['e.format'], records)],
  ['member', text(['r.member'], records)],
  ['line', { ...records, type: 'integer', columns: ['r.line'] }],
  ['place', text(["e.sha256 || ':' || r.ordinal"], records, recordPlace)],
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
