import { chatParts, toolParts } from './chat-parts.ts';
import type { Emit, JsonObject, TurnFields } from './format.ts';
import { isList, isObject, listOf, numberOf, objectOf, objectsOf, restOf } from './json-values.ts';

const REQUEST_COLUMNS = new Set([
  ...['messages', 'model', 'temperature', 'top_p', 'max_tokens', 'max_completion_tokens', 'seed'],
  ...['tools', 'functions', 'user'],
]);

const RESPONSE_COLUMNS = new Set([
  ...['id', 'object', 'created', 'model', 'choices', 'usage', 'system_fingerprint', 'messages'],
]);

const USAGE_COLUMNS = new Set(['prompt_tokens', 'completion_tokens', 'total_tokens']);

/** The turn's columns that a chat request gives; what else it asks for is `params`. */
export function requestFields(request: JsonObject): Partial<TurnFields> {
  return {
    requested_model: request.model,
    temperature: request.temperature,
    top_p: request.top_p,
    max_tokens: request.max_tokens ?? request.max_completion_tokens,
    seed: request.seed,
    params: restOf(request, REQUEST_COLUMNS),
    user_id: request.user,
  };
}

/** The turn's columns that a chat response gives. */
export function responseFields(response: JsonObject): Partial<TurnFields> {
  const usage = objectOf(response.usage);
  const first = objectOf(isList(response.choices) ? response.choices[0] : undefined);
  return {
    external_id: response.id,
    started_at: response.created,
    model: response.model,
    system_fingerprint: response.system_fingerprint,
    prompt_tokens: usage.prompt_tokens,
    completion_tokens: usage.completion_tokens,
    confidence: meanLogprob(first.logprobs),
    finish_reason: first.finish_reason,
  };
}

/** What else a chat response says (service tier, content filters, token details); undefined when nothing. */
export function responseRest(response: JsonObject): JsonObject | undefined {
  const rest = restOf(response, RESPONSE_COLUMNS);
  const usage = restOf(objectOf(response.usage), USAGE_COLUMNS);
  const content_filter_results = filtersOf(listOf(response.choices));
  if (usage === undefined && content_filter_results === undefined) return rest;
  return {
    ...rest,
    ...(usage && { usage }),
    ...(content_filter_results && { content_filter_results }),
  };
}

/** What Azure's filters found, a choice each; undefined when no choice has any. */
function filtersOf(choices: readonly unknown[]): readonly unknown[] | undefined {
  return choices.some((choice) => isObject(choice) && isObject(choice.content_filter_results))
    ? choices.map((choice) => objectOf(choice).content_filter_results ?? null)
    : undefined;
}

export function emitRequest(request: JsonObject, emit: Emit): void {
  for (const message of isList(request.messages) ? request.messages : []) {
    emitMessage('input', message, emit);
  }
  const tools = toolParts(request.tools ?? request.functions);
  if (tools) emit.message('tools', 'tool', tools);
}

/** Emits each choice as an alternative answer, numbered by its `index`. */
export function emitChoices(response: JsonObject, emit: Emit): void {
  for (const [position, choice] of objectsOf(response.choices).entries()) {
    const number = typeof choice.index === 'number' ? choice.index : position;
    if (isObject(choice.message)) {
      emitMessage('output', choice.message, emit, number);
    } else if (typeof choice.text === 'string') {
      const parts = [{ type: 'text', content: choice.text } as const];
      emit.message('output', 'assistant', parts, { choice: number });
    }
  }
}

export function emitMessage(
  side: 'input' | 'output',
  message: unknown,
  emit: Emit,
  choice?: number,
): void {
  if (!isObject(message)) {
    emit.message(side, null, [{ type: 'json', content: message }]);
    return;
  }
  const role = message.role ?? (side === 'output' ? 'assistant' : undefined);
  const { name } = message;
  const parts = chatParts(message);
  if (choice !== undefined) emit.message(side, role, parts, { name, choice });
  else if (name !== undefined) emit.message(side, role, parts, { name });
  else emit.message(side, role, parts);
}

/** Mean log-probability (natural logarithm) of the answer's tokens; undefined without any. */
function meanLogprob(logprobs: unknown): number | undefined {
  if (!isObject(logprobs)) return undefined;
  let sum = 0;
  let count = 0;
  for (const token of objectsOf(logprobs.content)) {
    const logprob = numberOf(token.logprob);
    if (logprob === undefined) continue;
    sum += logprob;
    count += 1;
  }
  return count > 0 ? sum / count : undefined;
}
