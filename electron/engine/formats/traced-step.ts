import type { Emit, JsonObject, SideFact, TurnFields, TurnKind } from './format.ts';
import { isList, isObject, nameOf, objectOf, objectsOf } from './json-values.ts';
import { openNested } from './nested-json.ts';
import { documentDistances, emitDocuments, isPassages } from './retrieved-documents.ts';
import { numeric, otherSettings, settingFields } from './run-fields.ts';
import { emitAnswered, emitGiven } from './step-texts.ts';

/** A step of a trace whose product keeps what it was given and gave as values, in whatever dialect its framework has. */
export interface TracedStep {
  readonly kind: TurnKind;
  readonly name: unknown;
  readonly inputs: unknown;
  readonly outputs: unknown;
  /** What the model was set to; where none is given, what it was given says it. */
  readonly settings?: JsonObject | undefined;
}

/** The settings that are columns, and what is no setting. */
const NO_PARAMS: ReadonlySet<string> = new Set([
  ...['messages', 'input', 'prompt', 'prompts', 'contents', 'system', 'instructions', 'model'],
  ...[
    'model_name',
    'tools',
    'functions',
    'temperature',
    'top_p',
    'topP',
    'max_tokens',
    'maxTokens',
  ],
  ...['max_completion_tokens', 'seed'],
]);

/** The step as a turn with `fields` beside what it says itself. A model that gave nothing was asked. */
export function emitStep(step: TracedStep, fields: TurnFields, emit: Emit): void {
  const outputs = openNested(step.outputs, emit.decoded);
  const isSilent = outputs === undefined || outputs === null || outputs === '';
  const isWork = step.kind === 'tool' || step.kind === 'chain';
  const found = isWork && isPassages(outputs) ? 'retrieval' : step.kind;
  const kind = found === 'model' && isSilent ? 'request' : found;
  const settings = step.settings ?? objectOf(openNested(step.inputs, emit.decoded));
  const call = step.kind === 'model' ? callFields(settings, outputs, kind) : {};
  const distances = kind === 'retrieval' ? documentDistances(outputs, emit.decoded) : undefined;
  const metadata = distances && { metadata: { ...objectOf(fields.metadata), ...distances } };
  emit.turn({ ...call, ...given(fields), ...metadata, capture: fields.capture, kind });
  const texts = { kind, tool: step.name, offered: settings.tools ?? settings.functions };
  emitGiven(step.inputs, step.kind === 'model' ? texts : { kind, tool: step.name }, emit);
  if (isSilent) return;
  if (kind === 'retrieval') emitDocuments(step.outputs, emit);
  else emitAnswered(step.outputs, texts, emit);
}

/** Without what is missing, so that it hides nothing that the step itself says. */
const given = (fields: Partial<TurnFields>): Partial<TurnFields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));

/** The columns of a call, from what the model was set to and from its answer in any of the usual dialects. */
function callFields(settings: JsonObject, outputs: unknown, kind: TurnKind): Partial<TurnFields> {
  const answer = objectOf(isList(outputs) ? outputs[0] : outputs);
  const usage = objectOf(answer.usage ?? answer.usageMetadata ?? answer.usage_metadata);
  const [choice] = objectsOf(answer.choices ?? answer.candidates);
  const said = choice ?? answer;
  const requested = nameOf(settings.model) ?? nameOf(settings.model_name);
  return {
    response_id:
      isObject(outputs) && ('object' in answer || 'type' in answer) ? nameOf(answer.id) : undefined,
    requested_model: requested,
    model:
      kind === 'model'
        ? (nameOf(answer.model) ??
          nameOf(answer.modelVersion) ??
          nameOf(answer.model_version) ??
          requested)
        : undefined,
    system_fingerprint: nameOf(answer.system_fingerprint),
    ...settingFields(settings),
    params: otherSettings(settings, NO_PARAMS),
    ...tokensOf(usage),
    finish_reason: nameOf(said.finish_reason ?? said.finishReason ?? said.stop_reason),
  };
}

/** Tokens under the names of the usual providers. */
export function tokensOf(usage: JsonObject): Partial<TurnFields> {
  const of = (...names: readonly string[]): number | undefined =>
    names.map((name) => numeric(usage[name])).find((count) => count !== undefined);
  return {
    prompt_tokens: of(
      ...['prompt_tokens', 'input_tokens', 'promptTokenCount', 'prompt_token_count', 'inputTokens'],
    ),
    completion_tokens: of(
      ...['completion_tokens', 'output_tokens', 'candidatesTokenCount', 'candidates_token_count'],
      'outputTokens',
    ),
  };
}

/**
 * What is said of a whole trace is said of the answer that it ended with: the key by which a fact that is emitted before
 * any turn finds it.
 */
export const aboutTrace = (trace: unknown): Pick<SideFact, 'key' | 'key_kind'> => ({
  key: trace,
  key_kind: 'trace',
});

const USER = ['user_id', 'userId', 'user', 'end_user', 'end_user_id', 'endUserId', 'customer_id'];
const SESSION = [
  ...['session_id', 'sessionId', 'conversation_id', 'conversationId', 'thread_id', 'threadId'],
  ...['chat_id', 'chatId'],
];

/** Who asked, under the names that applications use in what they note beside a call. */
export const userIn = (noted: JsonObject): string | undefined => firstName(noted, USER);

/** The conversation, likewise. */
export const sessionIn = (noted: JsonObject): string | undefined => firstName(noted, SESSION);

function firstName(noted: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = noted[name];
    const id = nameOf(isObject(value) ? value.id : value);
    if (id !== undefined && id !== '') return id;
  }
  return undefined;
}
