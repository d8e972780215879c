import { type Format, type JsonObject, Unmapped } from './format.ts';
import { isList, isObject, nameOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { namedConversation } from './span-conversation.ts';
import { mapSpan } from './span-turn.ts';
import { idOf, type Span, type SpanEvent } from './span.ts';

const TAKEN: ReadonlySet<string> = new Set([
  ...['name', 'spanContext', '_spanContext', 'parentSpanId', 'parentSpanContext', 'startTime'],
  ...['endTime', 'attributes', 'events', 'status', 'resource'],
]);

/**
 * Spans as OpenTelemetry's JavaScript SDK holds them in memory and tools dump them, which is how spans of the Vercel AI
 * SDK are shared: `spanContext`, plain attributes, times as seconds and nanoseconds.
 */
export const vercelAiSdk: Format = {
  id: 'vercel-ai-sdk',
  title: 'Vercel AI SDK spans, as JavaScript dumps them',
  recognise(record) {
    if (contextOf(record) === undefined) return 0;
    const names = Object.keys(objectOf(record.attributes));
    return names.some((name) => name.startsWith('ai.')) ? 1 : 0.9;
  },
  map(record, emit) {
    const context = contextOf(record);
    if (context === undefined) throw new Unmapped('no span with its context');
    mapSpan(spanOf(record, context), emit);
  },
};

function contextOf(record: JsonObject): JsonObject | undefined {
  const context = objectOf(record.spanContext ?? record._spanContext);
  const isSpan = idOf(context.traceId) !== undefined && idOf(context.spanId) !== undefined;
  return isSpan && isObject(record.attributes) ? context : undefined;
}

function spanOf(record: JsonObject, context: JsonObject): Span {
  const attributes = objectOf(record.attributes);
  const status = objectOf(record.status);
  return {
    name: record.name,
    trace: idOf(context.traceId),
    id: idOf(context.spanId),
    parent: idOf(record.parentSpanId ?? objectOf(record.parentSpanContext).spanId),
    startedAt: timeOf(record.startTime),
    endedAt: timeOf(record.endTime),
    attributes,
    events: objectsOf(record.events).map(eventOf),
    failed: status.code === 2,
    failure: status.message,
    conversation: namedConversation(attributes),
    resource: objectOf(objectOf(record.resource).attributes),
    rest: restOf(record, TAKEN),
  };
}

const eventOf = (event: JsonObject): SpanEvent => ({
  name: typeof event.name === 'string' ? event.name : '',
  at: timeOf(event.time),
  attributes: objectOf(event.attributes),
});

/** `[seconds, nanoseconds]` as nanoseconds; a time of another shape as it is. */
function timeOf(time: unknown): unknown {
  if (!isList(time)) return time;
  const [seconds = '', nanoseconds = ''] = time.map(nameOf);
  if (!/^\d{9,10}$/.test(seconds) || !/^\d{1,9}$/.test(nanoseconds)) return undefined;
  return `${seconds}${nanoseconds.padStart(9, '0')}`;
}
