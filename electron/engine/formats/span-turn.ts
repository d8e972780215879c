import { finishReasonIn, isDetails } from './genai-events.ts';
import type { Emit, JsonObject, Side, TurnFields } from './format.ts';
import { nameOf, restOf } from './json-values.ts';
import { finishReasonUnder } from './numbered-messages.ts';
import {
  answerIdIn,
  callColumns,
  type Columns,
  invocationColumns,
  paramColumns,
  resourceColumns,
  stepColumns,
} from './span-columns.ts';
import { type Documents, documentsOf, emitEvaluation, isEvaluation } from './span-facts.ts';
import { kindOf } from './span-kinds.ts';
import { CONVERSATION_ID } from './span-conversation.ts';
import { durationOf, type Span, spanName } from './span.ts';
import { toolsOf, wordsOf } from './span-words-by-kind.ts';
import type { Words } from './span-words.ts';

/** The step of a trace as a turn: a call of a model, or any other step, with what it says in whichever dialect. */
export function mapSpan(given: Span, emit: Emit): void {
  const span = withDetails(given);
  const kind = span.as ?? kindOf(span);
  const { input, output } = wordsOf(span, kind, emit.decoded);
  const tools = toolsOf(span, emit.decoded);
  const documents = documentsOf(span, emit.decoded);
  const columns = kind === 'model' ? callOf(span, emit.decoded) : stepColumns(span.attributes);
  const error = errorOf(span);
  const failed = error !== undefined && kind === 'model' && output === undefined;
  const parts: Used[] = [columns, documents, ...[input, output, tools].filter(isDefined)];
  emit.turn({
    ...resourceColumns(span.resource ?? {}).fields,
    ...columns.fields,
    kind: failed ? 'request' : kind,
    capture: 'application',
    external_id: columns.fields.external_id ?? span.id,
    conversation: span.conversation ?? span.trace ?? columns.fields.session_id,
    [span.isEvent === true ? 'event_of' : 'span_id']: spanName(span.trace, span.id),
    parent_span_id: spanName(span.trace, span.parent),
    started_at: span.startedAt,
    ended_at: span.endedAt,
    latency_ms: durationOf(span.startedAt, span.endedAt),
    error,
    metadata: metadataOf(span, parts, documents.distances),
  });
  emitWords('input', input, emit);
  emitWords('tools', tools, emit);
  emitWords('output', output, emit);
  emitFacts(span, documents, emit);
}

const isDefined = (words: Words | undefined): words is Words => words !== undefined;

/** An event may hold what the conventions else put among the attributes of the call. */
function withDetails(span: Span): Span {
  const details = span.events.filter(isDetails);
  if (details.length === 0) return span;
  return {
    ...span,
    attributes: details.reduceRight<JsonObject>(
      (later, { attributes }) => ({ ...attributes, ...later }),
      span.attributes,
    ),
    events: span.events.filter((event) => !isDetails(event)),
  };
}

function callOf(span: Span, decoded: boolean): Columns {
  const { attributes } = span;
  const call = callColumns(attributes);
  const params = paramColumns(attributes, call.names);
  const invocation = invocationColumns(attributes, decoded);
  const finish_reason =
    call.fields.finish_reason ??
    finishReasonUnder(attributes) ??
    finishReasonIn(span.events, decoded);
  return {
    fields: {
      ...given(invocation.fields),
      ...given(params.fields),
      ...given(call.fields),
      response_id:
        call.fields.external_id === undefined ? answerIdIn(attributes, decoded) : undefined,
      finish_reason,
    },
    names: [...call.names, ...params.names, ...invocation.names],
  };
}

/** Without what is missing, so that it hides nothing that was given elsewhere. */
const given = (fields: Partial<TurnFields>): Partial<TurnFields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Why the step failed: what its status says, else its exception, else the type of the error. */
function errorOf({ failed, failure, attributes, events }: Span): unknown {
  const exception = events.find(({ name }) => name === 'exception');
  if (!failed && exception === undefined) return undefined;
  if (typeof failure === 'string' && failure !== '') return failure;
  const { 'exception.type': type, 'exception.message': message } = exception?.attributes ?? {};
  const said = [nameOf(type), nameOf(message)].filter((text) => text !== undefined && text !== '');
  if (said.length > 0) return said.join(': ');
  return nameOf(attributes['error.type']) ?? 'failed';
}

/** What of a span has become columns or rows. */
interface Used {
  readonly names?: readonly string[];
  readonly numbered?: readonly string[];
  readonly events?: Span['events'];
}

function metadataOf(
  span: Span,
  parts: readonly Used[],
  distances: Documents['distances'],
): JsonObject | undefined {
  const names = new Set(parts.flatMap((part) => part.names ?? []));
  names.add(CONVERSATION_ID);
  const prefixes = parts.flatMap((part) => part.numbered ?? []);
  for (const name in span.attributes) {
    if (prefixes.some((prefix) => isNumbered(name, prefix))) names.add(name);
  }
  const attributes = restOf(span.attributes, names);
  const said = new Set(parts.flatMap((part) => part.events ?? []));
  const events = span.events.filter((event) => !said.has(event) && !isEvaluation(event));
  const beside = {
    ...(span.name != null && span.name !== '' && { name: span.name }),
    ...(span.kind != null &&
      !(typeof span.kind === 'string' && span.kind === '') && { kind: span.kind }),
    ...span.rest,
    ...(Object.keys(span.resource ?? {}).length > 0 && { resource: span.resource }),
    ...(attributes && { attributes }),
    ...(events.length > 0 && { events: events.map(eventOf) }),
    ...(distances && { context_distances: distances }),
  };
  return Object.keys(beside).length === 0 ? undefined : beside;
}

const eventOf = ({ name, at, attributes, body }: Span['events'][number]): JsonObject => ({
  name,
  ...(at != null && { at }),
  ...(Object.keys(attributes).length > 0 && { attributes }),
  ...(body != null && { body }),
});

const isNumbered = (name: string, prefix: string): boolean =>
  name.startsWith(`${prefix}.`) && /^\d{1,7}\./.test(name.slice(prefix.length + 1));

function emitWords(side: Side, words: Words | undefined, emit: Emit): void {
  for (const { role, parts, ...options } of words?.said ?? []) {
    emit.message(side, role, parts, options);
  }
}

function emitFacts(span: Span, { contexts }: Documents, emit: Emit): void {
  for (const context of contexts) emit.context(context);
  for (const event of span.events.filter(isEvaluation)) emitEvaluation(event, emit);
}
