import type { JsonObject, TurnFields } from './format.ts';
import { isList, nameIn, nameOf, objectOf } from './json-values.ts';
import { openBody } from './nested-json.ts';
import { requestFields } from './openai-chat-body.ts';

/** What attributes say a column holds, best first. */
type Names = Readonly<Partial<Record<keyof TurnFields, readonly string[]>>>;

/** Columns of every step. */
const STEP: Names = {
  user_id: [
    ...['user.id', 'enduser.id', 'ai.telemetry.metadata.userId', 'langfuse.user.id'],
    'traceloop.association.properties.user_id',
  ],
  session_id: [
    ...['session.id', 'ai.telemetry.metadata.sessionId', 'langfuse.session.id'],
    'traceloop.association.properties.session_id',
  ],
};

/** What produced the step says where it runs, and which version of it. */
const RESOURCE: Names = {
  environment: ['deployment.environment.name', 'deployment.environment'],
  release: ['service.version'],
};

/** Columns of a call of a model; on other steps they speak of the calls within and stay attributes. */
const CALL: Names = {
  ...STEP,
  external_id: ['gen_ai.response.id', 'ai.response.id'],
  provider: [
    ...['gen_ai.provider.name', 'gen_ai.system', 'ai.model.provider', 'llm.provider'],
    'llm.system',
  ],
  model: ['gen_ai.response.model', 'ai.response.model', 'llm.model_name', 'llm.response.model'],
  requested_model: ['gen_ai.request.model', 'ai.model.id', 'llm.request.model'],
  system_fingerprint: [
    ...['gen_ai.openai.response.system_fingerprint', 'gen_ai.response.system_fingerprint'],
    'openai.response.system_fingerprint',
  ],
  prompt_version: ['llm.prompt_template.version', 'gen_ai.prompt.version'],
  temperature: ['gen_ai.request.temperature', 'ai.settings.temperature', 'llm.temperature'],
  top_p: ['gen_ai.request.top_p', 'ai.settings.topP', 'llm.top_p'],
  max_tokens: [
    ...['gen_ai.request.max_tokens', 'ai.settings.maxOutputTokens', 'ai.settings.maxTokens'],
    'llm.request.max_tokens',
  ],
  seed: [
    ...['gen_ai.request.seed', 'gen_ai.openai.request.seed', 'ai.settings.seed'],
    'openai.request.seed',
  ],
  prompt_tokens: [
    ...['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens', 'llm.token_count.prompt'],
    ...['ai.usage.inputTokens', 'ai.usage.promptTokens', 'llm.usage.prompt_tokens'],
  ],
  completion_tokens: [
    ...['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens'],
    ...['llm.token_count.completion', 'ai.usage.outputTokens', 'ai.usage.completionTokens'],
    'llm.usage.completion_tokens',
  ],
  finish_reason: [
    ...['gen_ai.response.finish_reasons', 'ai.response.finishReason', 'llm.finish_reason'],
    'gen_ai.response.finish_reason',
  ],
};

export interface Columns {
  readonly fields: Partial<TurnFields>;
  /** The attributes that became columns, and those that say the same again. */
  readonly names: readonly string[];
}

export const stepColumns = (attributes: JsonObject): Columns => columnsIn(attributes, STEP);
export const resourceColumns = (resource: JsonObject): Columns => columnsIn(resource, RESOURCE);
export const callColumns = (attributes: JsonObject): Columns => columnsIn(attributes, CALL);

function columnsIn(attributes: JsonObject, columns: Names): Columns {
  const fields: Record<string, unknown> = {};
  const names: string[] = [];
  for (const [column, given] of Object.entries(columns)) {
    const first = nameIn(attributes, given);
    if (first === undefined) continue;
    const value = single(attributes[first]);
    fields[column] = value;
    names.push(...given.filter((name) => isSame(single(attributes[name]), value)));
  }
  return { fields, names };
}

/** Reasons for which several choices ended are one list; most lists have one. */
function single(value: unknown): unknown {
  if (!isList(value)) return value;
  const texts = value.map(nameOf);
  return texts.includes(undefined) ? value : texts.join(', ');
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (nameOf(one) !== undefined && nameOf(one) === nameOf(other));

/** What else was asked of the model, under the names that the API has for it. */
const PARAMS = /^(?:gen_ai\.request|ai\.settings|llm\.invocation_parameters)\.(.+)$/s;
const INVOCATION = 'llm.invocation_parameters';

/** What a call was asked with: numbered among the attributes, or as JSON in one of them. */
export function paramColumns(attributes: JsonObject, taken: readonly string[]): Columns {
  const before = new Set(taken);
  const asked: Record<string, unknown> = { __proto__: null };
  const names: string[] = [];
  for (const name in attributes) {
    const [, short] = PARAMS.exec(name) ?? [];
    if (short === undefined || before.has(name) || short in asked) continue;
    asked[short] = attributes[name];
    names.push(name);
  }
  return names.length === 0 ? NONE : { fields: requestFields(asked), names };
}

const NONE: Columns = { fields: {}, names: [] };

/** What the provider calls its answer, where the step keeps the body of the answer as the JSON of its output. */
export function answerIdIn(attributes: JsonObject, decoded: boolean): unknown {
  const output = attributes['output.value'];
  if (typeof output !== 'string' || !output.includes('"id"')) return undefined;
  const body = objectOf(openBody(output, decoded));
  return ['choices', 'output', 'content'].some((name) => isList(body[name])) ? body.id : undefined;
}

/** Parameters that are one attribute, an object or its JSON; anything else stays an attribute. */
export function invocationColumns(attributes: JsonObject, decoded: boolean): Columns {
  const opened = objectOf(openBody(attributes[INVOCATION], decoded));
  if (Object.keys(opened).length === 0) return NONE;
  return { fields: requestFields(opened), names: [INVOCATION] };
}
