import { CONTEXT_FIELDS, contextDistances, emitContexts, hasContexts } from './contexts.ts';
import { emitFeedback } from './feedback.ts';
import type { Emit, JsonObject, TurnFields, TurnKind } from './format.ts';
import { firstOf, isList, isObject, numberOf, objectOf, restOf } from './json-values.ts';
import { openBody } from './nested-json.ts';

/** A request and its response as a capture, proxy or gateway puts them together. */
export interface Exchange {
  /** The request's body; undefined when the record holds none. */
  readonly request: JsonObject | undefined;
  /** The response's body: an object, the text of a stream, or nothing. */
  readonly response: unknown;
  /** The HTTP status, where one is given. */
  readonly status: number | undefined;
}

const PAIRS = [
  ['request', 'response'],
  ['req', 'res'],
  ['request_body', 'response_body'],
  ['requestBody', 'responseBody'],
  ['prompt', 'completion'],
  ['input', 'output'],
] as const;

const STATUS = ['status', 'status_code', 'statusCode', 'response_status'];

/** The names of the envelope that become columns or rows; the rest of it is metadata. */
const ENVELOPE_FIELDS: ReadonlySet<string> = new Set([
  ...PAIRS.flat(),
  ...['id', 'request_id', 'conversation_id', 'session_id', 'thread_id', 'created', 'timestamp'],
  ...['created_at', 'started_at', 'start_time', 'ended_at', 'end_time', 'user', 'user_id'],
  ...['provider', 'route', 'release', 'environment', 'prompt_version', 'index_version'],
  ...['latency_ms', 'duration_ms', 'confidence', 'feedback', 'error'],
  ...CONTEXT_FIELDS,
]);

const FLAT_REQUEST = [
  ...['messages', 'system', 'model', 'temperature', 'top_p', 'max_tokens'],
  ...['max_completion_tokens', 'seed', 'tools', 'functions'],
] as const;

const METADATA_TAKEN: ReadonlySet<string> = new Set([...ENVELOPE_FIELDS, ...FLAT_REQUEST, 'body']);

/** Opens an envelope, or undefined when no side of it is an object or a text. */
export function openExchange(record: JsonObject, decoded: boolean): Exchange | undefined {
  for (const [asked, answered] of PAIRS) {
    const sent = record[asked];
    const received = record[answered];
    if (!isObject(sent) && typeof sent !== 'string' && !isObject(received)) continue;
    const request = bodyOf(sent, decoded);
    const response = bodyOf(received, decoded);
    if (!isObject(request) && !isObject(response)) continue;
    return {
      request: isObject(request) ? request : flatRequest(record),
      response,
      status: statusOf(record) ?? (isObject(received) ? statusOf(received) : undefined),
    };
  }
  // A captured response without its request: {status, headers, body}.
  if ('body' in record && statusOf(record) !== undefined && !('custom_id' in record)) {
    const response = openBody(record.body, decoded);
    return { request: undefined, response, status: statusOf(record) };
  }
  return undefined;
}

/** A request whose fields stand in the record itself; undefined when it has no messages. */
export function flatRequest(record: JsonObject): JsonObject | undefined {
  if (!isList(record.messages)) return undefined;
  const request: Record<string, unknown> = {};
  for (const name of FLAT_REQUEST) if (record[name] !== undefined) request[name] = record[name];
  return request;
}

/** A capture may wrap the body in {status, headers, body}. */
export function bodyOf(side: unknown, decoded: boolean): unknown {
  const opened = openBody(side, decoded);
  return isObject(opened) && 'body' in opened && !('model' in opened)
    ? openBody(opened.body, decoded)
    : opened;
}

function statusOf(record: JsonObject): number | undefined {
  return numberOf(firstOf(record, STATUS));
}

/** What gateways write beside request and response, under the names that are usual for it. */
export function envelopeFields(record: JsonObject): Partial<TurnFields> {
  const user = record.user ?? record.user_id;
  return {
    conversation: record.conversation_id ?? record.session_id ?? record.thread_id,
    external_id: record.id ?? record.request_id,
    started_at:
      record.started_at ??
      record.start_time ??
      record.timestamp ??
      record.created ??
      record.created_at,
    ended_at: record.ended_at ?? record.end_time,
    provider: record.provider ?? hostOf(record.url),
    model: record.model,
    prompt_version: record.prompt_version,
    index_version: record.index_version,
    route: record.route,
    release: record.release,
    environment: record.environment,
    latency_ms: record.latency_ms ?? record.duration_ms,
    confidence: record.confidence,
    user_id: isObject(user) ? user.id : user,
    session_id: record.session_id,
    trace_id: record.trace_id ?? record.traceId,
    capture: hasContexts(record) ? 'application' : 'wire',
  };
}

/** The columns of one exchange, by where they come from. */
export interface ExchangeFields {
  readonly beside: Partial<TurnFields>;
  readonly answered: Partial<TurnFields>;
  readonly asked: Partial<TurnFields>;
}

/**
 * The turn of an exchange: what stands beside it goes before what the answer says, and that before what was asked.
 * Written out and not spread: this runs for every record of the largest logs.
 */
export const exchangeTurn = (
  { beside, answered, asked }: ExchangeFields,
  kind: TurnKind,
  error: unknown,
  metadata: unknown,
): TurnFields => ({
  kind,
  capture: beside.capture ?? 'wire',
  conversation: beside.conversation ?? answered.conversation ?? asked.conversation,
  external_id: beside.external_id ?? answered.external_id,
  response_id: answered.external_id,
  trace_id: beside.trace_id,
  follows: asked.follows ?? answered.follows,
  started_at: beside.started_at ?? answered.started_at,
  ended_at: beside.ended_at ?? answered.ended_at,
  provider: beside.provider,
  model: answered.model ?? beside.model,
  requested_model: asked.requested_model,
  system_fingerprint: answered.system_fingerprint,
  prompt_version: beside.prompt_version,
  index_version: beside.index_version,
  route: beside.route,
  release: beside.release,
  environment: beside.environment,
  temperature: answered.temperature ?? asked.temperature,
  top_p: answered.top_p ?? asked.top_p,
  max_tokens: answered.max_tokens ?? asked.max_tokens,
  seed: asked.seed,
  params: asked.params,
  prompt_tokens: answered.prompt_tokens,
  completion_tokens: answered.completion_tokens,
  latency_ms: beside.latency_ms ?? answered.latency_ms,
  confidence: beside.confidence ?? answered.confidence,
  finish_reason: answered.finish_reason,
  error,
  user_id: beside.user_id ?? asked.user_id,
  session_id: beside.session_id,
  metadata,
});

/**
 * What an answered, failed or silent call is. One that was answered with success counts as answered, though the body
 * is missing or empty; one without answer and status is a request.
 */
export function kindOf(exchange: Exchange, answers: boolean, error: unknown): TurnKind {
  if (answers) return 'model';
  return error === undefined && exchange.status !== undefined ? 'model' : 'request';
}

/** What else the record and the response say. The response's id goes there when the record has one of its own. */
export function exchangeMetadata(
  record: JsonObject,
  answer: JsonObject,
  rest: JsonObject | undefined,
): JsonObject | undefined {
  const distances = contextDistances(record);
  if (record === answer) {
    const own = rest && restOf(rest, METADATA_TAKEN);
    return distances ? { ...own, ...distances } : own;
  }
  const outside = restOf(record, METADATA_TAKEN);
  const beside = distances ? { ...outside, ...distances } : outside;
  const ownId = (record.id ?? record.request_id ?? undefined) !== undefined;
  const id = ownId ? (answer.id ?? undefined) : undefined;
  if (rest === undefined && id === undefined) return beside;
  return { ...beside, response: { ...(id !== undefined && { id }), ...rest } };
}

/** Passages and feedback that stand beside the exchange; call it after the turn is started. */
export function emitBeside(record: JsonObject, emit: Emit): void {
  emitContexts(record, emit);
  emitFeedback(record.feedback, emit);
}

function hostOf(url: unknown): string | undefined {
  if (typeof url !== 'string') return undefined;
  const start = url.indexOf('://');
  if (start < 0) return undefined;
  const end = url.indexOf('/', start + 3);
  return url.slice(start + 3, end < 0 ? undefined : end);
}

/**
 * Why a call failed: the message of an error, else the error as it is, else the status. Undefined for a call that did
 * not fail.
 */
export function errorOf(exchange: Exchange, record: JsonObject): unknown {
  const error = objectOf(exchange.response).error ?? record.error ?? undefined;
  if (error !== undefined) return objectOf(error).message ?? error;
  if (exchange.status === undefined || exchange.status < 400) return undefined;
  const { response } = exchange;
  const said = isObject(response) ? firstOf(response, ['message', 'detail']) : response;
  return typeof said === 'string' && said !== '' ? said : `HTTP ${exchange.status}`;
}
