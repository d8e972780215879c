import { anyValue, attributesOf } from './any-value.ts';
import { type Format, type JsonObject, Unmapped, type Within } from './format.ts';
import { isDetails, isMessageEvent } from './genai-events.ts';
import { firstOf, isList, objectOf, objectsOf, restOf } from './json-values.ts';
import { conversationsByTrace, namedConversation, type TraceStep } from './span-conversation.ts';
import { isEvaluation } from './span-facts.ts';
import { isBatch, LOG_PATHS, recordsOfBatch, SPAN_PATHS } from './otlp-batch.ts';
import { mapSpan } from './span-turn.ts';
import { attributesAlone, idOf, type Span, type SpanEvent } from './span.ts';

const TRACE = ['traceId', 'trace_id'];
const SPAN = ['spanId', 'span_id'];
const PARENT = ['parentSpanId', 'parent_span_id'];
const START = ['startTimeUnixNano', 'start_time_unix_nano'];
const END = ['endTimeUnixNano', 'end_time_unix_nano'];
const EVENT_TIME = ['timeUnixNano', 'time_unix_nano'];
const OBSERVED = ['observedTimeUnixNano', 'observed_time_unix_nano'];
const EVENT_NAME = ['eventName', 'event_name', 'name'];
const TAKEN: ReadonlySet<string> = new Set([
  ...[...TRACE, ...SPAN, ...PARENT, ...START, ...END, ...EVENT_TIME, ...OBSERVED],
  ...['name', 'eventName', 'event_name', 'attributes', 'events', 'status', 'body'],
]);

/**
 * OpenTelemetry's OTLP/JSON (opentelemetry.io/docs/specs/otlp): batches of spans and of log records, with what models
 * were given and said in each dialect that instrumentations have put there. A span without any of it is a step too.
 */
export const otlp: Format = {
  id: 'otlp',
  title: 'OpenTelemetry OTLP/JSON, spans and log records',
  records: [...SPAN_PATHS, ...LOG_PATHS],
  recognise(record) {
    if (isBatch(record)) return 1;
    if (isBareSpan(record) || isBareLog(record)) return 0.95;
    return isBareAttributes(record) ? 0.9 : 0;
  },
  map(record, emit, within) {
    if (within === undefined ? isBareLog(record) : LOG_PATHS.includes(within.path)) {
      mapSpan(logOf(record, within), emit);
    } else if (within !== undefined || isBareSpan(record)) {
      mapSpan(spanOf(record, within), emit);
    } else if (isBareAttributes(record)) {
      mapSpan(attributesAlone(record, namedConversation(record)), emit);
    } else throw new Unmapped('no span and no log record');
  },
};

const isBareSpan = (record: JsonObject): boolean =>
  idOf(firstOf(record, TRACE)) !== undefined &&
  idOf(firstOf(record, SPAN)) !== undefined &&
  firstOf(record, START) !== undefined &&
  (record.attributes === undefined || isList(record.attributes));

const isBareLog = (record: JsonObject): boolean =>
  firstOf(record, [...EVENT_TIME, ...OBSERVED]) !== undefined &&
  isList(record.attributes) &&
  ('body' in record || 'eventName' in record || 'severityNumber' in record);

/** Attributes of one call without a span around them. */
const isBareAttributes = (record: JsonObject): boolean =>
  Object.keys(record).filter((name) => name.startsWith('gen_ai.')).length >= 2;

function spanOf(record: JsonObject, within: Within | undefined): Span {
  const attributes = attributesOf(record.attributes);
  const trace = idOf(firstOf(record, TRACE));
  const { code, message } = objectOf(record.status);
  return {
    name: record.name,
    trace,
    id: idOf(firstOf(record, SPAN)),
    parent: idOf(firstOf(record, PARENT)),
    startedAt: timeOf(firstOf(record, START)),
    endedAt: timeOf(firstOf(record, END)),
    attributes,
    events: objectsOf(record.events).map(eventOf),
    failed: code === 2 || code === '2' || code === 'STATUS_CODE_ERROR',
    failure: message,
    conversation: namedConversation(attributes) ?? conversationByTrace(trace, within),
    resource: resourceOf(within),
    rest: restAround(record, within),
  };
}

/** A log record is the part of a step that one event tells. */
function logOf(record: JsonObject, within: Within | undefined): Span {
  const { 'event.name': named, ...attributes } = attributesOf(record.attributes);
  const at = timeOf(firstOf(record, EVENT_TIME)) ?? timeOf(firstOf(record, OBSERVED));
  const name = firstOf(record, EVENT_NAME) ?? named;
  if (typeof name !== 'string' || !name.startsWith('gen_ai.')) {
    throw new Unmapped('a log record that is no event of a model');
  }
  const event: SpanEvent = { name, at, attributes, body: anyValue(record.body) };
  const trace = idOf(firstOf(record, TRACE));
  const id = idOf(firstOf(record, SPAN));
  const span: Span = {
    name: undefined,
    trace,
    id,
    parent: undefined,
    startedAt: at,
    endedAt: undefined,
    attributes: attributesBeside(event),
    events: isDetails(event) ? [] : [event],
    isEvent: !isDetails(event),
    failed: false,
    failure: undefined,
    conversation: namedConversation(attributes) ?? conversationByTrace(trace, within),
    resource: resourceOf(within),
    rest: restAround(record, within),
  };
  if (isEvaluation(event)) return { ...span, as: 'guardrail' };
  const isAsked = id === undefined && isMessageEvent(event) && name !== 'gen_ai.choice';
  return isAsked ? { ...span, as: 'request' } : span;
}

/** What a message says is no attribute of the call. */
const MESSAGE_FIELDS: ReadonlySet<string> = new Set([
  ...['content', 'role', 'tool_calls', 'id', 'index', 'finish_reason', 'message', 'name'],
  ...['gen_ai.event.content', 'gen_ai.prompt', 'gen_ai.completion'],
]);
const EVALUATION_FIELD = /^(?:gen_ai\.evaluation\.|error\.type$)/;

function attributesBeside(event: SpanEvent): JsonObject {
  const { attributes } = event;
  if (isMessageEvent(event)) return restOf(attributes, MESSAGE_FIELDS) ?? {};
  if (!isEvaluation(event)) return attributes;
  const own = Object.keys(attributes).filter((name) => EVALUATION_FIELD.test(name));
  return restOf(attributes, new Set(own)) ?? {};
}

const EVENT_TAKEN: ReadonlySet<string> = new Set([...EVENT_TIME, 'name', 'attributes']);

const eventOf = (event: JsonObject): SpanEvent => ({
  name: typeof event.name === 'string' ? event.name : '',
  at: timeOf(firstOf(event, EVENT_TIME)),
  attributes: attributesOf(event.attributes),
  body: restOf(event, EVENT_TAKEN),
});

/** A time that was never set is 0. */
const timeOf = (value: unknown): unknown => (value === '0' || value === 0 ? undefined : value);

/** What encloses a span: the resource that produced it, then the instrumentation. */
function resourceOf(within: Within | undefined): JsonObject {
  return attributesOf(objectOf(within?.around.at(-2)?.resource).attributes);
}

function restAround(record: JsonObject, within: Within | undefined): JsonObject | undefined {
  const around = objectOf(within?.around.at(-1));
  const scope = around.scope ?? around.instrumentationLibrary;
  const rest = restOf(record, TAKEN);
  return scope === undefined || scope === null ? rest : { ...rest, scope };
}

/** Kept with the document, because every span of it asks. */
const byDocument = new WeakMap<JsonObject, ReadonlyMap<string, unknown>>();

function conversationByTrace(trace: string | undefined, within: Within | undefined): unknown {
  const document = within?.around[0];
  if (trace === undefined || document === undefined) return undefined;
  let conversations = byDocument.get(document);
  if (conversations === undefined) {
    conversations = conversationsByTrace(stepsOf(document));
    byDocument.set(document, conversations);
  }
  return conversations.get(trace);
}

const stepsOf = (document: JsonObject): TraceStep[] =>
  recordsOfBatch(document).map((record) => ({
    trace: idOf(firstOf(record, TRACE)),
    attributes: attributesOf(record.attributes),
  }));
