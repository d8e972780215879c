import { ANSWER_NAMES, PROMPT_NAMES } from '../../../shared/domain/plain-names.ts';
import { CONTEXT_FIELDS, contextDistances, emitContexts } from './contexts.ts';
import { emitFeedback } from './feedback.ts';
import type { Emit, JsonObject, PartFields, TurnFields } from './format.ts';
import { firstOf, isList, isObject, nameIn, restOf } from './json-values.ts';

/** Given to the model before the user's text. */
export const SYSTEM = [
  'system',
  'system_prompt',
  'system_message',
  'pre_prompt',
  'opening_defense',
];
/** Given to the model after the user's text. */
export const SYSTEM_AFTER = ['post_prompt', 'closing_defense'];

const MODEL = ['model', 'model_name', 'model_id', 'generator', 'engine'];
const CONVERSATION = ['conversation_id', 'session_id', 'thread_id', 'conversation_hash', 'chat_id'];
const ID = [
  ...['id', 'ID', 'request_id', 'uuid', 'instance_id', 'question_id', 'query_id', 'sample_id'],
  ...['defense_id', 'index'],
];
const TIME = ['started_at', 'timestamp', 'created', 'created_at', 'time', 'tstamp', 'logging_time'];
const USER = ['user_id', 'user', 'hashed_ip'];
const LABELS = [
  ...['label', 'labels', 'hallucination', 'jailbroken', 'toxic', 'winner', 'reward', 'score'],
  ...['is_prompt_extraction', 'output_is_access_granted', 'overall_label', 'correctness_label'],
  ...['completeness_label', 'final_label', 'preference'],
] as const;
const FEEDBACK = ['feedback', 'rating'] as const;

const COLUMNS: readonly string[] = [
  ...LABELS,
  ...FEEDBACK,
  ...CONTEXT_FIELDS,
  ...['ended_at', 'latency_ms', 'prompt_tokens', 'completion_tokens', 'finish_reason', 'error'],
  ...['temperature', 'top_p', 'max_tokens', 'seed', 'prompt_version', 'index_version', 'route'],
  ...['release', 'environment', 'confidence', 'provider'],
];

/** Names that are looked for as they stand here; answers side by side have theirs in their own format. */
const USUAL: ReadonlySet<string> = new Set([
  ...[...PROMPT_NAMES, ...ANSWER_NAMES, ...SYSTEM, ...SYSTEM_AFTER],
  ...[...MODEL, ...CONVERSATION, ...ID, ...TIME, ...USER, ...COLUMNS],
]);

const UNUSUAL = /[A-Z -]/;

/**
 * The record with usual names as they are looked for, where spreadsheets write them as words: `Prompt`, `User Query`. A
 * name that is there twice so keeps its own spelling.
 */
export function withUsualNames(record: JsonObject): JsonObject {
  const names = Object.keys(record);
  if (!names.some((name) => UNUSUAL.test(name))) return record;
  const taken = new Set(names);
  const renamed: Record<string, unknown> = { __proto__: null };
  for (const name of names) {
    const usual = name.trim().toLowerCase().replaceAll(/[ -]+/g, '_');
    const fits = !USUAL.has(name) && USUAL.has(usual) && !taken.has(usual);
    if (fits) taken.add(usual);
    renamed[fits ? usual : name] = record[name];
  }
  return renamed;
}

/**
 * The columns of a turn that plain logs give by their usual names. `mapped` names the fields that become messages;
 * what else the record holds is metadata.
 */
export function plainFields(
  record: JsonObject,
  mapped: readonly (string | undefined)[],
): TurnFields {
  const { error, temperature, top_p, max_tokens, seed } = record;
  const named = [MODEL, CONVERSATION, ID, TIME, USER].map((names) => nameIn(record, names));
  const taken = new Set([
    ...COLUMNS,
    ...[...named, ...mapped].filter((name) => name !== undefined),
  ]);
  const distances = contextDistances(record);
  const { prompt_version, index_version, route, release, environment, confidence } = record;
  return {
    capture: 'application',
    conversation: textual(firstOf(record, CONVERSATION)),
    external_id: textual(firstOf(record, ID)),
    started_at: firstOf(record, TIME),
    ended_at: record.ended_at,
    provider: record.provider,
    model: textual(firstOf(record, MODEL)),
    ...{ temperature, top_p, max_tokens, seed },
    ...{ prompt_version, index_version, route, release, environment, confidence },
    prompt_tokens: record.prompt_tokens,
    completion_tokens: record.completion_tokens,
    latency_ms: record.latency_ms,
    finish_reason: record.finish_reason,
    error: error,
    user_id: textual(firstOf(record, USER)),
    session_id: textual(record.session_id),
    metadata: distances ? { ...restOf(record, taken), ...distances } : restOf(record, taken),
  };
}

/** Passages, labels and feedback of the record; call it after the turn is started. */
export function emitPlainFacts(record: JsonObject, emit: Emit): void {
  emitContexts(record, emit);
  for (const what of LABELS) {
    const value = record[what];
    if (value !== undefined && value !== null) emit.label({ what, value: value });
  }
  for (const name of FEEDBACK) emitFeedback(record[name], emit);
}

/** A field that holds a text, or whatever else, as one part. */
export const plainPart = (content: unknown): PartFields =>
  typeof content === 'string' ? { type: 'text', content } : { type: 'json', content };

/** Emits a system text unless it is missing or empty. */
export function emitSystem(text: unknown, emit: Emit): void {
  if (text !== undefined && text !== '') emit.message('input', 'system', [plainPart(text)]);
}

/** Ids and names are texts or numbers; an object in their place is none. */
const textual = (value: unknown): unknown =>
  isObject(value) ? (value.id ?? value.name) : isList(value) ? undefined : value;
