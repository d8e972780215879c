import { flatAttributes } from './flat-attributes.ts';
import {
  type Emit,
  type JsonObject,
  type Side,
  type TurnFields,
  type TurnKind,
  Unmapped,
} from './format.ts';
import {
  field,
  firstOf,
  isList,
  isObject,
  nameOf,
  objectOf,
  objectsOf,
  restOf,
} from './json-values.ts';
import { emitScore } from './langfuse-score.ts';
import { openNested } from './nested-json.ts';
import { documentDistances, emitDocuments } from './retrieved-documents.ts';
import {
  filledText,
  heldObject,
  millisecondsOf,
  otherSettings,
  settingFields,
  sumOf,
} from './run-fields.ts';
import { toolsOf, wordsOf } from './span-words-by-kind.ts';
import type { Words } from './span-words.ts';
import { emitAnswered, emitGiven, printedMessages } from './step-texts.ts';

const KINDS: Readonly<Record<string, TurnKind>> = {
  GENERATION: 'model',
  // Answers nothing that a person reads; only generations are turns.
  EMBEDDING: 'chain',
  SPAN: 'chain',
  CHAIN: 'chain',
  EVENT: 'chain',
  AGENT: 'agent',
  TOOL: 'tool',
  RETRIEVER: 'retrieval',
  EVALUATOR: 'guardrail',
  GUARDRAIL: 'guardrail',
};

/** Columns, what Langfuse computes from them, and its own marks; the rest is metadata. */
const TAKEN: ReadonlySet<string> = new Set([
  ...['id', 'traceId', 'trace_id', 'parentObservationId', 'parent_observation_id', 'type'],
  ...['startTime', 'start_time', 'endTime', 'end_time', 'environment', 'release', 'level'],
  ...['statusMessage', 'status_message', 'input', 'output', 'metadata', 'latency', 'model'],
  ...['provided_model_name', 'providedModelName', 'modelParameters', 'model_parameters'],
  ...['usageDetails', 'usage_details', 'usage', 'costDetails', 'cost_details', 'userId', 'user_id'],
  ...['providedCostDetails', 'provided_cost_details', 'sessionId', 'session_id', 'internalModel'],
  ...['inputCost', 'outputCost', 'inputUsage', 'outputUsage', 'totalUsage', 'projectId'],
  ...['project_id', 'createdAt', 'created_at', 'updatedAt', 'updated_at', 'toolCalls'],
  ...['tool_calls', 'toolCallNames', 'tool_call_names', 'toolDefinitions', 'tool_definitions'],
]);

const SETTINGS: ReadonlySet<string> = new Set([
  ...['temperature', 'top_p', 'topP', 'max_tokens', 'maxTokens', 'max_completion_tokens', 'seed'],
]);

/** Attributes that say again what the observation was given and gave. */
const REPEATED =
  /^(?:input|output)\.|^llm\.(?:input_messages|output_messages|prompts|tools)|^gen_ai\.(?:prompt|completion|input\.messages|output\.messages|tool\.definitions)|^gcp\.vertex\.agent\.llm_re|^ai\.(?:prompt|response\.(?:text|toolCalls))|^(?:events|all_messages_events|pydantic_ai\.all_messages)$/;

export const isObservation = (record: JsonObject): boolean =>
  typeof record.type === 'string' &&
  Object.hasOwn(KINDS, record.type) &&
  typeof field(record, 'traceId') === 'string' &&
  field(record, 'startTime') !== undefined;

/** What stands around an observation in the download of a trace. */
export interface Surroundings {
  readonly trace: JsonObject;
  readonly observations: readonly unknown[];
  /** The position of the observation among them. */
  readonly at: number;
}

/** An observation, with what the trace around it says of all of them. */
export function mapObservation(record: JsonObject, around: Surroundings, emit: Emit): void {
  const { type } = record;
  if (typeof type !== 'string' || !Object.hasOwn(KINDS, type)) {
    throw new Unmapped('an observation of no known type');
  }
  const { trace } = around;
  const metadata = metadataOf(record, emit.decoded);
  const output = openNested(record.output, emit.decoded);
  const kind = kindOf(record, KINDS[type] ?? 'chain');
  emit.turn({
    ...identity(record, trace),
    ...modelFields(record, metadata ?? {}, output, emit.decoded),
    kind,
    error: errorOf(record),
    metadata: {
      ...ownRest(record, emit.decoded),
      ...traceRest(trace),
      ...(metadata !== undefined && { metadata: notedRest(metadata) }),
      ...responseModel(record, output),
      ...(kind === 'retrieval' && documentDistances(output, emit.decoded)),
    },
  });
  emitTexts(record, kind, metadata ?? {}, output, emit);
  emitScores(record, around, emit);
}

/** What frameworks note; a blob storage writes each value of it as JSON. */
function metadataOf(record: JsonObject, decoded: boolean): JsonObject | undefined {
  const metadata = heldObject(record.metadata, decoded);
  const attributes = heldObject(metadata?.attributes, decoded);
  return metadata && { ...metadata, ...(attributes && { attributes }) };
}

/** A generation that failed, or that the log does not see end, was asked and not answered. */
function kindOf(record: JsonObject, kind: TurnKind): TurnKind {
  if (kind !== 'model' || !isMissing(record.output)) return kind;
  return record.level === 'ERROR' || field(record, 'endTime') === undefined ? 'request' : kind;
}

function identity(record: JsonObject, trace: JsonObject): TurnFields {
  const own = (name: string): unknown => filledText(field(record, name));
  const around = (name: string): unknown => filledText(field(trace, name));
  const traceId = own('traceId') ?? around('id');
  const session = own('sessionId') ?? around('sessionId');
  const parent = own('parentObservationId');
  return {
    capture: 'application',
    conversation: session ?? traceId,
    external_id: record.id,
    span_id: spanName(traceId, record.id),
    parent_span_id: parent === undefined ? traceId : spanName(traceId, parent),
    started_at: own('startTime'),
    ended_at: own('endTime'),
    latency_ms: millisecondsOf(record.latency),
    prompt_version: promptOf(record),
    release: own('release') ?? around('release'),
    environment: own('environment') ?? around('environment'),
    user_id: own('userId') ?? around('userId'),
    session_id: session,
  };
}

/** The name of a step in the whole case. */
function spanName(trace: unknown, id: unknown): string | undefined {
  const names = [nameOf(trace), nameOf(id)];
  return names.includes(undefined) ? undefined : names.join('/');
}

function promptOf(record: JsonObject): string | undefined {
  const name = nameOf(field(record, 'promptName'));
  const version = nameOf(field(record, 'promptVersion'));
  return version === undefined || name === undefined ? (version ?? name) : `${name}@${version}`;
}

function modelFields(
  record: JsonObject,
  metadata: JsonObject,
  output: unknown,
  decoded: boolean,
): Partial<TurnFields> {
  const attributes = objectOf(metadata.attributes);
  const settings = heldObject(field(record, 'modelParameters'), decoded) ?? {};
  const usage = heldObject(field(record, 'usageDetails') ?? record.usage, decoded);
  return {
    provider: firstOf({ ...metadata, ...attributes }, [
      ...['gen_ai.provider.name', 'gen_ai.system', 'llm.provider', 'ai.model.provider'],
      'ls_provider',
    ]),
    model: filledText(record.model) ?? filledText(field(record, 'providedModelName')),
    requested_model: filledText(attributes['gen_ai.request.model']),
    system_fingerprint: objectOf(output).system_fingerprint,
    ...settingFields(settings),
    params: otherSettings(settings, SETTINGS),
    prompt_tokens: sumOf(usage, 'input') ?? sumOf(usage, 'prompt_tokens'),
    completion_tokens: sumOf(usage, 'output') ?? sumOf(usage, 'completion_tokens'),
    finish_reason: finishReason(output) ?? settings.finishReason,
  };
}

/** Why the model ended, as its answer says it. */
function finishReason(output: unknown): unknown {
  const answer = isList(output) ? objectOf(output[0]) : objectOf(output);
  const [choice] = objectsOf(answer.choices ?? answer.candidates);
  const said = choice ?? answer;
  return nameOf(said.finish_reason ?? said.finishReason ?? said.stop_reason);
}

const errorOf = (record: JsonObject): unknown =>
  record.level === 'ERROR' ? (filledText(field(record, 'statusMessage')) ?? 'ERROR') : undefined;

/** What else the observation says of itself. */
function ownRest(record: JsonObject, decoded: boolean): JsonObject {
  const level = filledText(record.level);
  const status = filledText(field(record, 'statusMessage'));
  const usage = heldObject(field(record, 'usageDetails'), decoded);
  const cost = heldObject(field(record, 'costDetails'), decoded);
  return {
    type: record.type,
    ...restOf(record, TAKEN),
    ...(level !== undefined && level !== 'DEFAULT' && { level }),
    ...(level !== 'ERROR' && status !== undefined && { status_message: status }),
    ...(usage && { usage }),
    ...(cost && { cost }),
  };
}

const traceRest = ({ name, tags }: JsonObject): JsonObject => ({
  ...(typeof name === 'string' && { trace_name: name }),
  ...(isList(tags) && tags.length > 0 && { tags }),
});

function notedRest(metadata: JsonObject): JsonObject {
  if (!isObject(metadata.attributes)) return metadata;
  const own = Object.entries(metadata.attributes).filter(([name]) => !REPEATED.test(name));
  return { ...metadata, attributes: Object.fromEntries(own) };
}

/** What answered calls itself, where that is not what the observation calls it. */
function responseModel(record: JsonObject, output: unknown): JsonObject {
  const { model } = objectOf(output);
  return typeof model === 'string' && model !== record.model ? { response_model: model } : {};
}

function emitTexts(
  record: JsonObject,
  kind: TurnKind,
  metadata: JsonObject,
  output: unknown,
  emit: Emit,
): void {
  const answer = objectOf(output);
  const isResponse = answer.object === 'response';
  // The Responses API repeats in its answer what it was told; the log of the request leaves it out.
  if (isResponse && typeof answer.instructions === 'string') {
    const said = { type: 'text', content: answer.instructions } as const;
    emit.message('input', 'system', [said], { bare: true });
  }
  const offered = isResponse ? answer.tools : offeredTools(record, metadata, emit.decoded);
  const step = { kind, tool: record.name, offered };
  const noted = notedWords(metadata, kind, emit.decoded);
  const printed = isMissing(record.input) ? 0 : printedMessages(record.input, emit.decoded);
  if (noted?.input && (printed === 0 || printed === noted.input.said.length)) {
    emitNoted('input', noted.input, emit);
    if (noted.tools) emitNoted('tools', noted.tools, emit);
  } else emitGiven(record.input, step, emit);
  if (kind === 'retrieval') emitDocuments(record.output, emit);
  else if (noted?.output && isMissing(record.output)) emitNoted('output', noted.output, emit);
  else emitAnswered(record.output, step, emit);
}

const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || value === '';

/** What the span says of which Langfuse made a generation, where it came by OpenTelemetry. */
function notedWords(metadata: JsonObject, kind: TurnKind, decoded: boolean) {
  if (!isObject(metadata.attributes) || (kind !== 'model' && kind !== 'request')) return undefined;
  const span = {
    ...{ name: undefined, trace: undefined, id: undefined, parent: undefined, rest: undefined },
    ...{ startedAt: undefined, endedAt: undefined, failed: false, failure: undefined, events: [] },
    attributes: flatAttributes(metadata.attributes),
  };
  // Messages only: a plain text or value is what stands in the observation itself.
  return { ...wordsOf(span, 'chain', decoded), tools: toolsOf(span, decoded) };
}

function emitNoted(side: Side, { said }: Words, emit: Emit): void {
  for (const { role, parts, name, choice } of said) {
    emit.message(side, role, parts, { name, ...(choice !== undefined && { choice }) });
  }
}

/** The tools that a model was offered, where its frameworks note them. */
function offeredTools(record: JsonObject, metadata: JsonObject, decoded: boolean): unknown {
  const attributes = objectOf(metadata.attributes);
  const parameters = objectOf(openNested(attributes.model_request_parameters, decoded));
  const noted = [
    metadata.tools,
    attributes['gen_ai.tool.definitions'],
    parameters.function_tools,
    Object.values(heldObject(field(record, 'toolDefinitions'), decoded) ?? {}),
  ];
  const tools = noted.map((value) => openNested(value, decoded)).find(isFilledList);
  return tools?.map((tool) => openNested(tool, decoded));
}

const isFilledList = (value: unknown): value is readonly unknown[] =>
  isList(value) && value.length > 0;

/** The scores of this observation; those of the trace, and of what the file does not hold, with its first. */
function emitScores(record: JsonObject, around: Surroundings, emit: Emit): void {
  const { trace, observations, at } = around;
  const scores = [...objectsOf(trace.scores), ...objectsOf(trace.corrections)];
  if (scores.length === 0) return;
  const isFirst = at === firstOfTrace(observations);
  for (const score of scores) {
    const id = filledText(field(score, 'observationId'));
    const isOwn = id !== undefined && id === record.id;
    if (isOwn || (isFirst && !isAmong(observations, id))) emitScore(score, emit);
  }
}

const isAmong = (observations: readonly unknown[], id: unknown): boolean =>
  id !== undefined && observations.some((one) => isObject(one) && one.id === id);

function firstOfTrace(observations: readonly unknown[]): number {
  const root = observations.findIndex(isRoot);
  return root < 0 ? observations.findIndex(isObject) : root;
}

const isRoot = (observation: unknown): boolean =>
  isObject(observation) && isMissing(field(observation, 'parentObservationId'));
