import type { Emit, JsonObject, TurnKind } from './format.ts';
import { isList, listOf, nameOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { noAssessments } from './mlflow-assessment.ts';
import { openNested, parseNested } from './nested-json.ts';
import { filledText, heldObject } from './run-fields.ts';
import { durationOf, idOf, spanName } from './span.ts';
import { emitStep, tokensOf } from './traced-step.ts';

const KINDS: Readonly<Record<string, TurnKind>> = {
  LLM: 'model',
  CHAT_MODEL: 'model',
  TOOL: 'tool',
  AGENT: 'agent',
  RETRIEVER: 'retrieval',
  RERANKER: 'retrieval',
  GUARDRAIL: 'guardrail',
  EVALUATOR: 'guardrail',
};

/** Attributes that are columns or texts of the turn. */
const TAKEN: ReadonlySet<string> = new Set([
  ...['mlflow.spanInputs', 'mlflow.spanOutputs', 'mlflow.traceRequestId'],
]);
const SPAN_TAKEN: ReadonlySet<string> = new Set([
  ...['trace_id', 'span_id', 'parent_span_id', 'parent_id', 'context', 'start_time_unix_nano'],
  ...['end_time_unix_nano', 'start_time', 'end_time', 'status', 'status_code', 'status_message'],
  ...['attributes', 'events', 'inputs', 'outputs'],
]);
const INFO_TAKEN: ReadonlySet<string> = new Set([
  ...['assessments', 'request_preview', 'response_preview', 'trace_metadata', 'request_metadata'],
]);
const DATA_TAKEN: ReadonlySet<string> = new Set(['request', 'response']);
/** What the trace notes twice: its first span says it too. */
const REPEATED: ReadonlySet<string> = new Set(['mlflow.traceInputs', 'mlflow.traceOutputs']);

/** The trace in the whole case: what OpenTelemetry calls it, which MLflow writes after `tr-`. */
export function traceName(info: JsonObject, span: JsonObject): string | undefined {
  const own = idOf(span.trace_id ?? objectOf(span.context).trace_id);
  return own ?? idOf(nameOf(info.trace_id ?? info.request_id)?.replace(/^tr-/, ''));
}

/** A span, with what its trace says of all of them; what the trace says beside stands with the first. */
export function mapMlflowSpan(
  record: JsonObject,
  { info, data }: { readonly info: JsonObject; readonly data: JsonObject },
  isFirst: boolean,
  emit: Emit,
): void {
  const attributes = valuesOf(objectOf(record.attributes), emit.decoded);
  const noted = heldObject(info.trace_metadata ?? info.request_metadata, emit.decoded) ?? {};
  const trace = traceName(info, record);
  const type = nameOf(attributes['mlflow.spanType']) ?? '';
  const kind = Object.hasOwn(KINDS, type) ? (KINDS[type] ?? 'chain') : 'chain';
  const inputs = attributes['mlflow.spanInputs'] ?? record.inputs;
  const outputs = attributes['mlflow.spanOutputs'] ?? record.outputs;
  const session = filledText(noted['mlflow.trace.session']);
  const id = idOf(record.span_id ?? objectOf(record.context).span_id);
  const started = nameOf(record.start_time_unix_nano ?? record.start_time);
  const ended = nameOf(record.end_time_unix_nano ?? record.end_time);
  const rest = restOf(attributes, TAKEN);
  const own = restOf(record, SPAN_TAKEN);
  const around = isFirst ? traceRest(info, noted, data) : undefined;
  emitStep(
    {
      kind,
      name: record.name,
      inputs,
      outputs,
      settings: settingsOf(attributes, inputs, emit.decoded),
    },
    {
      capture: 'application',
      conversation: session ?? trace,
      session_id: session,
      external_id: id,
      span_id: spanName(trace, id),
      parent_span_id: spanName(trace, idOf(record.parent_span_id ?? record.parent_id)),
      started_at: started,
      ended_at: ended,
      latency_ms: durationOf(started, ended),
      user_id: filledText(noted['mlflow.trace.user']),
      provider: kind === 'model' ? filledText(attributes['mlflow.llm.provider']) : undefined,
      ...(kind === 'model' && tokensOf(objectOf(attributes['mlflow.chat.tokenUsage']))),
      error: errorOf(record),
      metadata: { ...own, ...(rest && { attributes: rest }), ...(around && { trace: around }) },
    },
    emit,
  );
}

/** MLflow writes every attribute as JSON, a text too. */
function valuesOf(attributes: JsonObject, decoded: boolean): JsonObject {
  const values: Record<string, unknown> = { __proto__: null };
  for (const name in attributes) {
    const value = attributes[name];
    const opened = typeof value === 'string' ? parseNested(value, decoded) : undefined;
    values[name] = opened === undefined ? value : opened;
  }
  return values;
}

/** What the model was set to stands in what it was given, and beside it as attributes. */
function settingsOf(attributes: JsonObject, inputs: unknown, decoded: boolean): JsonObject {
  const invocation = heldObject(attributes.invocation_params, decoded) ?? {};
  const model = filledText(attributes['mlflow.llm.model']) ?? filledText(attributes.model);
  const given = objectOf(openNested(inputs, decoded));
  return {
    ...invocation,
    ...(model !== undefined && { model }),
    ...(attributes.temperature != null && { temperature: attributes.temperature }),
    ...given,
    tools: given.tools ?? attributes['mlflow.chat.tools'],
  };
}

function errorOf(record: JsonObject): unknown {
  const status = objectOf(record.status);
  const code =
    nameOf(record.status_code ?? status.code ?? status.status_code) ?? nameOf(record.status);
  if (code !== 'STATUS_CODE_ERROR' && code !== 'ERROR' && code !== '2') return undefined;
  const exception = objectsOf(listOf(record.events)).find(({ name }) => name === 'exception');
  const said = objectOf(exception?.attributes)['exception.message'];
  return (
    filledText(record.status_message ?? status.message ?? status.description) ??
    filledText(said) ??
    'ERROR'
  );
}

/** What stands beside the spans: what the whole was given and gave is said by the first of them, or alone. */
export function dataRest(data: JsonObject): JsonObject | undefined {
  const { spans, ...others } = data;
  const rest = restOf(isList(spans) ? others : data, DATA_TAKEN);
  return rest && { data: rest };
}

function traceRest(info: JsonObject, noted: JsonObject, data: JsonObject): JsonObject | undefined {
  const metadata = restOf(noted, REPEATED);
  const rest = restOf(info, INFO_TAKEN);
  const beside = { ...noAssessments(info), ...dataRest(data) };
  if (rest === undefined && Object.keys(beside).length === 0) return undefined;
  return { ...rest, ...(metadata && { trace_metadata: metadata }), ...beside };
}
