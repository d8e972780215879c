import type { JsonObject, KeyKind } from './format.ts';
import { isList, isObject } from './json-values.ts';

/** The columns of a row of facts by their plain names: `Trace ID`, `traceId` and `trace_id` are one. */
export class FactColumns {
  private readonly values = new Map<string, unknown>();

  constructor(record: JsonObject) {
    for (const name in record) {
      const plain = plainName(name);
      const earlier = this.values.get(plain);
      if (earlier === undefined || earlier === null) this.values.set(plain, given(record[name]));
    }
  }

  /** Whether there is a column of such a name, be it empty in this row. */
  has(names: readonly string[]): boolean {
    return names.some((name) => this.values.has(name));
  }

  /** Whether every column has one of the names, be it empty in this row. */
  hasNoneBut(names: ReadonlySet<string>): boolean {
    for (const name of this.values.keys()) if (!names.has(name)) return false;
    return true;
  }

  /** The first of the names under which the row has something. */
  nameOf(names: readonly string[]): string | undefined {
    return names.find((name) => this.valueOf(name) !== undefined);
  }

  /** What the row has under the first of the names; undefined when under none. */
  first(names: readonly string[]): unknown {
    const name = this.nameOf(names);
    return name === undefined ? undefined : this.valueOf(name);
  }

  /** Every column that has something, in the order of the row. */
  *filled(): Generator<readonly [name: string, value: unknown]> {
    for (const [name, value] of this.values) if (value !== undefined) yield [name, value];
  }

  private valueOf(name: string): unknown {
    return this.values.get(name);
  }
}

/** No side table is wider; a row of any number of columns must not cost a look at each. */
const WIDEST = 64;

/** The columns of a row that may be a fact; null where it is too wide for one. */
export function columnsIfNarrow(record: JsonObject): FactColumns | null {
  const known = knownColumns.get(record);
  if (known !== undefined) return known;
  const columns = isNarrow(record) ? new FactColumns(record) : null;
  knownColumns.set(record, columns);
  return columns;
}

/** Every kind of table asks for the columns of the same rows. */
const knownColumns = new WeakMap<JsonObject, FactColumns | null>();

function isNarrow(record: JsonObject): boolean {
  let columns = 0;
  for (const name in record) {
    columns += Object.hasOwn(record, name) ? 1 : 0;
    if (columns > WIDEST) return false;
  }
  return true;
}

const given = (value: unknown): unknown => (value === null || value === '' ? undefined : value);

const plainName = (name: string): string =>
  name
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');

/** What a column of a key is called, by what it names. The most exact key of a row counts. */
export const KEYS: readonly (readonly [KeyKind, readonly string[]])[] = [
  [
    'turn',
    [
      ...['turn_id', 'turn', 'request_id', 'response_id', 'message_id', 'completion_id'],
      ...['generation_id', 'call_id', 'inference_id', 'observation_id', 'run_id', 'span_id'],
      ...['log_id', 'custom_id', 'external_id'],
    ],
  ],
  ['trace', ['trace_id', 'trace']],
  [
    'conversation',
    ['conversation_id', 'conversation', 'thread_id', 'chat_id', 'dialog_id', 'dialogue_id'],
  ],
  ['session', ['session_id', 'session']],
  ['user', ['user_id', 'user', 'customer_id', 'customer', 'end_user', 'end_user_id']],
];
export const KEY_NAMES = KEYS.flatMap(([, names]) => names);
export const USER_NAMES = KEYS.flatMap(([kind, names]) => (kind === 'user' ? names : []));
export const TURN_KEY_NAMES = KEYS.flatMap(([kind, names]) => (kind === 'user' ? [] : names));

/** The most exact key that the row has. */
export function keyOf(columns: FactColumns): { key?: unknown; key_kind?: KeyKind } {
  for (const [key_kind, names] of KEYS) {
    const key = columns.first(names);
    if (key !== undefined) return { key, key_kind };
  }
  return {};
}

/** Names under which logs and data sets keep what was said: a row that has one of them is no fact beside a log. */
const SAID = [
  ...['messages', 'prompt', 'prompts', 'question', 'query', 'instruction', 'request', 'requests'],
  ...['response', 'responses', 'answer', 'answers', 'completion', 'completions', 'output'],
  ...['outputs', 'input', 'inputs', 'choices', 'conversations', 'generation', 'generations'],
  ...['chosen', 'rejected', 'transcript', 'steps', 'spans', 'resource_spans', 'trajectory'],
  ...['history', 'model_output', 'reply', 'mapping', 'user_input', 'attack'],
];
/** What a message says beside its role; users of a list have roles too. */
const WORDS = ['content', 'text', 'message', 'body', 'parts'];
/** Columns of facts that may hold a list or an object. */
const MAY_NEST = ['label', 'labels', 'tags', 'categories', 'metadata', 'properties', 'extra'];

/** Whether the row may be a fact at all: it says nothing of what a model was given or answered, and is flat. */
export function isFlatFact(columns: FactColumns): boolean {
  if (columns.has(SAID) || (columns.has(['role']) && columns.has(WORDS))) return false;
  for (const [name, value] of columns.filled())
    if ((isObject(value) || isList(value)) && !MAY_NEST.includes(name)) return false;
  return true;
}
