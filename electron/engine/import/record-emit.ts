import {
  type ContextFields,
  type Emit,
  type FactTable,
  type Half,
  type MessageOptions,
  type PartFields,
  type PartType,
  type Side,
  type SideFact,
  type TurnFields,
  Unmapped,
} from '../formats/format.ts';
import {
  doubleValue,
  integerValue,
  jsonValue,
  type Reading,
  textOrJson,
  textValue,
  timeValue,
  type Value,
} from './column-values.ts';
import type { JoinedBy } from './conversations.ts';

export interface MappedPart {
  readonly side: Side;
  readonly seq: number;
  readonly part: number;
  readonly choice: number;
  readonly role: string | null;
  readonly name: string | null;
  readonly type: PartType;
  readonly content: string | null;
  readonly isText: boolean;
  readonly toolCallId: string | null;
}

export interface MappedContext {
  readonly documentId: string | null;
  readonly source: string | null;
  readonly score: number | null;
  readonly content: string | null;
  readonly isText: boolean;
}

export interface MappedFact {
  readonly table: FactTable;
  /** Number of the turn within the record, or -1 where none was begun. */
  readonly turn: number;
  readonly values: readonly (readonly [column: FactColumn, value: Value])[];
}
export type FactColumn =
  | 'external_id'
  | 'what'
  | 'value'
  | 'at'
  | 'raw_time'
  | 'who'
  | 'comment'
  | 'key'
  | 'key_kind';

export interface MappedTurn {
  /** NULL where the record names no conversation. */
  readonly conversation: string | null;
  readonly joinedBy: JoinedBy;
  /** What the record says of the names of steps; without any, nothing joins it to other records. */
  readonly keys: readonly MappedKey[];
  /** What joins it to other records of its call; null where the record names neither call nor trace nor its half. */
  readonly ofCall: MappedCall | null;
  /** What the model is called: what answered, else what was asked for. */
  readonly modelName: string | null;
  /** In the order of `TURN_COLUMNS`. */
  readonly values: readonly Value[];
  readonly parts: MappedPart[];
  readonly contexts: MappedContext[];
  /** Messages on the input and output side. */
  messages: number;
  readonly nextSeq: Record<Side, number>;
}

export interface MappedKey {
  readonly means: 'span' | 'step' | 'event' | 'parent' | 'follows' | 'name';
  readonly key: string;
}
export interface MappedCall {
  readonly half: Half | null;
  readonly callId: string | null;
  readonly batch: string | null;
  readonly traceId: string | null;
}
const NO_KEYS: readonly MappedKey[] = [];

/** How far the name of a conversation counts, as its column says it. */
const JOINED_BY = { case: 'id', file: 'file', record: 'record' } as const;

/** The columns of table `turn` that `MappedTurn.values` holds. */
export const TURN_COLUMNS = [
  'kind',
  'external_id',
  'response_id',
  'capture',
  'started_at',
  'ended_at',
  'provider',
  'model',
  'requested_model',
  'system_fingerprint',
  'weights_hash',
  'prompt_version',
  'index_version',
  'route',
  'release',
  'environment',
  'temperature',
  'top_p',
  'max_tokens',
  'seed',
  'params',
  'prompt_tokens',
  'completion_tokens',
  'latency_ms',
  'confidence',
  'finish_reason',
  'error',
  'user_id',
  'session_id',
  'metadata',
  'raw_time',
] as const;

/**
 * What a format's `map` talks to: checks each value against its column and holds the rows of one record until all of
 * it has been mapped, so that a record that fails midway leaves nothing.
 */
export class RecordEmit implements Emit {
  readonly turns: MappedTurn[] = [];
  readonly facts: MappedFact[] = [];
  private reading: Reading;

  constructor(reading: Reading) {
    this.reading = reading;
  }

  begin(reading: Reading): void {
    this.reading = reading;
    this.turns.length = 0;
    this.facts.length = 0;
  }

  get decoded(): boolean {
    return !this.reading.bytes;
  }

  turn(fields: TurnFields): void {
    const { reading } = this;
    const conversation = textValue('conversation', fields.conversation, reading);
    this.turns.push({
      conversation: conversation === '' ? null : conversation,
      joinedBy:
        conversation === null || conversation === ''
          ? 'record'
          : JOINED_BY[fields.conversation_scope ?? 'case'],
      keys: keysOf(fields, reading),
      ofCall: ofCall(fields, reading),
      modelName: textValue('model', fields.model ?? fields.requested_model, reading),
      values: turnValues(fields, reading),
      parts: [],
      contexts: [],
      messages: 0,
      nextSeq: { input: 0, output: 0, tools: 0 },
    });
  }

  message(side: Side, role: unknown, parts: readonly PartFields[], options?: MessageOptions): void {
    const turn = this.current('a message');
    const seq = turn.nextSeq[side]++;
    const choice = options?.choice ?? 0;
    const roleText = textValue('role', role, this.reading);
    const name = textValue('name', options?.name, this.reading);
    const isCounted = side !== 'tools' && options?.bare !== true && options?.again !== true;
    if (isCounted) turn.messages++;
    let part = 0;
    // A message without parts still stands in the transcript.
    const given: readonly PartFields[] =
      parts.length > 0 ? parts : [{ type: 'text', content: null }];
    for (const fields of given) {
      turn.parts.push({
        side,
        seq,
        part: part++,
        choice,
        role: roleText,
        name: fields.name == null ? name : textValue('name', fields.name, this.reading),
        type: fields.type,
        content: textOrJson('content', fields.content, this.reading),
        isText: typeof fields.content === 'string',
        toolCallId: textValue('tool_call_id', fields.tool_call_id, this.reading),
      });
    }
  }

  context(fields: ContextFields): void {
    this.current('a context document').contexts.push({
      documentId: textValue('document_id', fields.document_id, this.reading),
      source: textOrJson('source', fields.source, this.reading),
      score: doubleValue('score', fields.score, this.reading),
      content: textOrJson('content', fields.content, this.reading),
      isText: typeof fields.content === 'string',
    });
  }

  feedback(fact: SideFact): void {
    this.fact('feedback', fact);
  }

  verdict(fact: SideFact): void {
    this.fact('verdict', fact);
  }

  label(fact: SideFact): void {
    this.fact('label', fact);
  }

  note(text: string): void {
    this.reading.note(text);
  }

  change(fact: SideFact): void {
    this.fact('change', fact);
  }

  person(fact: SideFact): void {
    this.fact('person', fact);
  }

  private fact(table: FactTable, fact: SideFact): void {
    const { reading } = this;
    const values = [
      ['external_id', textValue('external_id', fact.external_id, reading)],
      ['what', fact.what],
      ['value', textOrJson('value', fact.value, reading)],
      ['at', timeValue('at', fact.at, reading)],
      ['raw_time', rawTime(fact.at, reading)],
      ['who', textOrJson('who', fact.who, reading)],
      ['comment', textOrJson('comment', fact.comment, reading)],
      ['key', textValue('key', fact.key, reading)],
      ['key_kind', fact.key_kind ?? null],
    ] as const;
    this.facts.push({ table, turn: this.turns.length - 1, values });
  }

  private current(what: string): MappedTurn {
    const turn = this.turns.at(-1);
    if (turn === undefined) throw new Unmapped(`the format gave ${what} before a turn`);
    return turn;
  }
}

/** In the order of `TURN_COLUMNS`; written out, because it runs for every record of the largest logs. */
function turnValues(fields: TurnFields, reading: Reading): readonly Value[] {
  return [
    textValue('kind', fields.kind ?? 'model', reading),
    textValue('external_id', fields.external_id, reading),
    fields.response_id === fields.external_id
      ? null
      : textValue('response_id', fields.response_id, reading),
    textValue('capture', fields.capture, reading),
    timeValue('started_at', fields.started_at, reading),
    timeValue('ended_at', fields.ended_at, reading),
    textValue('provider', fields.provider, reading),
    textValue('model', fields.model, reading),
    textValue('requested_model', fields.requested_model, reading),
    textValue('system_fingerprint', fields.system_fingerprint, reading),
    textValue('weights_hash', fields.weights_hash, reading),
    textValue('prompt_version', fields.prompt_version, reading),
    textValue('index_version', fields.index_version, reading),
    textValue('route', fields.route, reading),
    textValue('release', fields.release, reading),
    textValue('environment', fields.environment, reading),
    doubleValue('temperature', fields.temperature, reading),
    doubleValue('top_p', fields.top_p, reading),
    integerValue('max_tokens', fields.max_tokens, reading),
    integerValue('seed', fields.seed, reading),
    jsonValue(fields.params, reading),
    integerValue('prompt_tokens', fields.prompt_tokens, reading),
    integerValue('completion_tokens', fields.completion_tokens, reading),
    doubleValue('latency_ms', fields.latency_ms, reading),
    doubleValue('confidence', fields.confidence, reading),
    textValue('finish_reason', fields.finish_reason, reading),
    textOrJson('error', fields.error, reading),
    textValue('user_id', fields.user_id, reading),
    textValue('session_id', fields.session_id, reading),
    jsonValue(fields.metadata, reading),
    rawTime(fields.started_at, reading),
  ];
}

function keysOf(fields: TurnFields, reading: Reading): readonly MappedKey[] {
  const { span_id, step, event_of, parent_span_id, follows, known_as } = fields;
  if ((span_id ?? step ?? event_of ?? parent_span_id ?? follows ?? known_as) == null)
    return NO_KEYS;
  const keys: MappedKey[] = [];
  for (const [means, value] of [
    ['span', span_id],
    ['step', step],
    ['event', span_id == null ? event_of : null],
    ['parent', parent_span_id],
    ['follows', follows],
    ['name', known_as],
  ] as const) {
    const key = textValue(`${means}_id`, value, reading);
    if (key !== null && key !== '') keys.push({ means, key });
  }
  return keys;
}

function ofCall(fields: TurnFields, reading: Reading): MappedCall | null {
  const { span_id, event_of, call_id, trace_id, half = null } = fields;
  if ((call_id ?? trace_id ?? half) == null || (span_id ?? event_of) != null) return null;
  const callId = nameIn('call_id', call_id, reading);
  const traceId = nameIn('trace_id', trace_id, reading);
  if (callId === null && traceId === null && half === null) return null;
  return {
    half,
    callId,
    batch: callId === null ? null : (fields.call_batch ?? null),
    traceId,
  };
}

const nameIn = (column: string, value: unknown, reading: Reading): string | null => {
  const name = textValue(column, value, reading);
  return name === '' ? null : name;
};

function rawTime(value: unknown, reading: Reading): string | null {
  return value === '' ? null : textValue('started_at', value, reading);
}
