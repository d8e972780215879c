import { saysUser } from './feedback.ts';
import { type Emit, type Format, type JsonObject, type TurnKind, Unmapped } from './format.ts';
import { isList, isObject, listOf, nameOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { filledText, numeric } from './run-fields.ts';
import { spanName } from './span.ts';
import { aboutTrace, emitStep, tokensOf, userIn } from './traced-step.ts';

const SPANS = 'data[*]';
/** What programs send: one trace or more, whose spans say in `meta` what an export says beside. */
const SENT = 'data.attributes.spans[*]';

const KINDS: Readonly<Record<string, TurnKind>> = {
  llm: 'model',
  tool: 'tool',
  agent: 'agent',
  retrieval: 'retrieval',
};

const TAKEN: ReadonlySet<string> = new Set([
  ...['trace_id', 'span_id', 'parent_id', 'start_ns', 'duration', 'input', 'output', 'status'],
  ...['evaluation', 'model_provider', 'metrics', 'meta', 'error', 'session_id', 'tags', 'user_id'],
]);

/** Spans of Datadog's LLM (Agent) Observability: those that its export gives, and the bodies that programs send. */
export const datadogLlm: Format = {
  id: 'datadog-llm',
  title: 'Datadog LLM Observability spans',
  records: [SPANS, SENT],
  recognise(record) {
    const { data } = record;
    if (isSpan(record)) return 1;
    if (isList(data)) return data.some((one) => isObject(one) && isSpan(one)) ? 1 : 0;
    return objectsOf(objectOf(objectOf(data).attributes).spans).some(isSentSpan) ? 1 : 0;
  },
  map(record, emit, within) {
    if (within?.path === SENT && isSentSpan(record)) {
      const beside = objectOf(objectOf(within.around[0]?.data).attributes);
      const { spans: _, ...around } = beside;
      mapSpan(
        { ...around, ...record, ...objectOf(record.meta), span_kind: objectOf(record.meta).kind },
        emit,
      );
    } else if (isSpan(record)) mapSpan(objectOf(record.attributes), emit);
    else throw new Unmapped('no span of LLM Observability');
  },
};

const isSpan = ({ attributes }: JsonObject): boolean =>
  isObject(attributes) &&
  typeof attributes.span_kind === 'string' &&
  nameOf(attributes.span_id) !== undefined &&
  nameOf(attributes.trace_id) !== undefined &&
  'start_ns' in attributes;

const isSentSpan = (span: JsonObject): boolean =>
  typeof objectOf(span.meta).kind === 'string' &&
  nameOf(span.span_id) !== undefined &&
  'start_ns' in span;

function mapSpan(span: JsonObject, emit: Emit): void {
  const tags = tagsOf(span.tags);
  const named = nameOf(span.span_kind) ?? '';
  const kind = Object.hasOwn(KINDS, named) ? (KINDS[named] ?? 'chain') : 'chain';
  const parent = parentOf(span);
  const isWhole = kind !== 'model' && parent === undefined;
  if (isWhole) emitEvaluations(span, aboutTrace(span.trace_id), emit);
  const settings = objectOf(span.metadata);
  const session = filledText(span.session_id) ?? tags.session_id;
  const model = filledText(span.model_name);
  emitStep(
    {
      kind,
      name: span.name,
      inputs: given(span),
      outputs: gave(span),
      settings: { ...settings, ...(model !== undefined && { model }), tools: toolsOf(span) },
    },
    {
      capture: 'application',
      conversation: session ?? span.trace_id,
      session_id: session,
      external_id: span.span_id,
      span_id: spanName(nameOf(span.trace_id), nameOf(span.span_id)),
      parent_span_id: spanName(nameOf(span.trace_id), parent),
      started_at: span.start_ns,
      latency_ms: millisecondsIn(span.duration),
      user_id: userIn(tags) ?? userIn(span),
      provider: kind === 'model' ? filledText(span.model_provider) : undefined,
      release: tags.version,
      environment: tags.env,
      ...(kind === 'model' && tokensOf(objectOf(span.metrics))),
      error: errorOf(span, tags),
      metadata: metadataOf(span),
    },
    emit,
  );
  if (!isWhole) emitEvaluations(span, {}, emit);
}

/** The step around it; of a whole trace Datadog writes `undefined` or 0. */
const parentOf = ({ parent_id: parent }: JsonObject): string | undefined => {
  const id = nameOf(parent);
  return id === '' || id === 'undefined' || id === '0' ? undefined : id;
};

/** Tags as a list of `name:value`, or an object. */
function tagsOf(tags: unknown): Readonly<Record<string, string>> {
  const pairs = isObject(tags)
    ? Object.entries(tags).map(([name, value]) => [name, nameOf(value)] as const)
    : listOf(tags).map((tag) => {
        const text = nameOf(tag) ?? '';
        const at = text.indexOf(':');
        return [text.slice(0, Math.max(at, 0)), text.slice(at + 1)] as const;
      });
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (name !== '' && value ? [[name, value] as const] : [])),
  );
}

const millisecondsIn = (nanoseconds: unknown): number | undefined => {
  const number = numeric(nanoseconds);
  return number === undefined ? undefined : number / 1e6;
};

const SIDE = ['messages', 'value', 'documents', 'prompt'] as const;

/** Messages, else a text, else what was looked up. */
function given({ input }: JsonObject): unknown {
  const side = objectOf(input);
  const name = SIDE.find((one) => side[one] != null);
  if (name === undefined) return undefined;
  return name === 'messages' ? listOf(side.messages).flatMap(messagesOf) : side[name];
}

function gave({ output }: JsonObject): unknown {
  const side = objectOf(output);
  if (isList(side.documents)) return side.documents.map(documentOf);
  const messages = listOf(side.messages).filter(isSaid);
  if (messages.length > 0) return messages.flatMap(messagesOf);
  return filledText(side.value);
}

/** A call that failed has one message without a word or a speaker. */
const isSaid = (message: unknown): boolean =>
  !isObject(message) || Object.values(message).some((value) => value !== '' && value != null);

/** Calls of tools name their id `tool_id`; results of tools stand in a list of their own. */
function messagesOf(message: unknown): readonly unknown[] {
  if (!isObject(message)) return [message];
  const { tool_calls: called, tool_results: returned, ...said } = message;
  const calls = objectsOf(called).map(({ tool_id: id, ...call }) => ({ id, ...call }));
  const results = objectsOf(returned).map(({ tool_id: id, name, result }) => ({
    ...{ role: 'tool', tool_call_id: id, name },
    content: result,
  }));
  if (results.length > 0 && !isSaid({ content: said.content })) return results;
  return [calls.length > 0 ? { ...said, tool_calls: calls } : said, ...results];
}

const documentOf = (document: unknown): unknown =>
  isObject(document) ? { ...document, source: document.source ?? document.name } : document;

const toolsOf = ({ tool_definitions: own, meta }: JsonObject): unknown =>
  own ?? objectOf(meta).tool_definitions;

/** The message of the error, else what the tags call it. */
function errorOf(span: JsonObject, tags: Readonly<Record<string, string>>): unknown {
  const error = objectOf(span.error);
  const said = filledText(error.message) ?? filledText(error.type);
  if (said !== undefined) return said;
  return span.status === 'error' ? (tags.error_type ?? 'error') : undefined;
}

function metadataOf(span: JsonObject): JsonObject {
  const { error, metrics, tags } = span;
  return {
    ...restOf(span, TAKEN),
    ...(isObject(error) && { error }),
    ...(isObject(metrics) && Object.keys(metrics).length > 0 && { metrics }),
    ...(tags != null && { tags }),
  };
}

/** What users said of the step by an application is feedback, what evaluations found a verdict. */
function emitEvaluations(
  span: JsonObject,
  key: Partial<ReturnType<typeof aboutTrace>>,
  emit: Emit,
): void {
  for (const [what, found] of Object.entries(objectOf(span.evaluation))) {
    const { value, reasoning, timestamp_ms: at } = objectOf(found);
    const fact = { what, value: isObject(found) ? value : found, comment: reasoning, at, ...key };
    if (saysUser(what)) emit.feedback(fact);
    else emit.verdict(fact);
  }
}
