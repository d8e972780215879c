import { contentParts, resultText, toolParts } from './chat-parts.ts';
import type { Emit, JsonObject, PartFields, TurnFields } from './format.ts';
import { isObject, listOf, objectOf, objectsOf, restOf } from './json-values.ts';

const REQUEST_COLUMNS: ReadonlySet<string> = new Set([
  ...['input', 'instructions', 'model', 'temperature', 'top_p', 'max_output_tokens', 'tools'],
  ...['user', 'conversation', 'previous_response_id'],
]);

/** What a response says of itself; the rest of it repeats the request. */
const RESPONSE_METADATA = [
  ...['status', 'incomplete_details', 'previous_response_id', 'service_tier', 'metadata'],
] as const;

const USAGE_COLUMNS: ReadonlySet<string> = new Set([
  'input_tokens',
  'output_tokens',
  'total_tokens',
]);

export const responsesRequestFields = (request: JsonObject): Partial<TurnFields> => ({
  conversation: idOf(request.conversation),
  follows: request.previous_response_id,
  requested_model: request.model,
  temperature: request.temperature,
  top_p: request.top_p,
  max_tokens: request.max_output_tokens,
  params: restOf(request, REQUEST_COLUMNS),
  user_id: request.user,
});

export function responsesFields(response: JsonObject): Partial<TurnFields> {
  const usage = objectOf(response.usage);
  const incomplete = objectOf(response.incomplete_details);
  return {
    conversation: idOf(response.conversation),
    external_id: response.id,
    follows: response.previous_response_id,
    started_at: response.created_at,
    ended_at: response.completed_at,
    model: response.model,
    temperature: response.temperature,
    top_p: response.top_p,
    max_tokens: response.max_output_tokens,
    prompt_tokens: usage.input_tokens,
    completion_tokens: usage.output_tokens,
    finish_reason: incomplete.reason ?? response.status,
  };
}

export function responsesRest(response: JsonObject): JsonObject | undefined {
  const rest: Record<string, unknown> = {};
  for (const name of RESPONSE_METADATA) {
    const value = response[name];
    if (value === undefined || value === null) continue;
    if (isObject(value) && Object.keys(value).length === 0) continue;
    rest[name] = value;
  }
  const usage = restOf(objectOf(response.usage), USAGE_COLUMNS);
  if (usage) rest.usage = usage;
  return Object.keys(rest).length > 0 ? rest : undefined;
}

/** The instructions, the input (a text, or a list of items) and the tools that a request offers. */
export function emitResponsesInput(request: JsonObject, emit: Emit): void {
  if (typeof request.instructions === 'string') {
    emit.message('input', 'system', [{ type: 'text', content: request.instructions }]);
  }
  if (typeof request.input === 'string') {
    emit.message('input', 'user', [{ type: 'text', content: request.input }]);
  }
  for (const item of listOf(request.input)) emitInputItem(item, emit);
  const tools = toolParts(request.tools);
  if (tools) emit.message('tools', 'tool', tools);
}

function emitInputItem(item: unknown, emit: Emit): void {
  const { role, parts } = responsesItem(item);
  emit.message('input', role, parts);
}

/** The message that one item is. */
export function responsesItem(item: unknown): { role: unknown; parts: PartFields[] } {
  if (isObject(item) && item.type === 'function_call_output') {
    const content = resultText(item.output);
    const { call_id: tool_call_id } = item;
    return { role: 'tool', parts: [{ type: 'tool_result', content, tool_call_id }] };
  }
  return { role: isObject(item) ? (item.role ?? 'assistant') : null, parts: itemParts(item) };
}

/** The items of an output are one assistant message; passages of a file search are context. */
export function emitResponsesOutput(response: JsonObject, emit: Emit): void {
  const parts = listOf(response.output).flatMap(itemParts);
  if (parts.length > 0) emit.message('output', 'assistant', parts);
  for (const item of objectsOf(response.output)) {
    if (item.type !== 'file_search_call') continue;
    for (const found of objectsOf(item.results)) {
      emit.context({
        content: found.text,
        document_id: found.file_id,
        source: found.filename,
        score: found.score,
      });
    }
  }
}

function itemParts(item: unknown): PartFields[] {
  if (!isObject(item)) return [{ type: 'json', content: item }];
  switch (item.type) {
    case 'message':
    case undefined:
      return filled(contentParts(item.content));
    case 'reasoning':
      return reasoningParts(item);
    case 'function_call':
    case 'custom_tool_call':
      return [
        {
          type: 'tool_call',
          content: item.arguments ?? item.input ?? null,
          name: item.name,
          tool_call_id: item.call_id,
        },
      ];
    default:
      return [{ type: 'json', content: item, name: item.type }];
  }
}

/** Reasoning that is withheld or encrypted is kept whole, so that it is seen to be there. */
function reasoningParts(item: JsonObject): PartFields[] {
  const said = [...contentParts(item.summary), ...contentParts(item.content)];
  return said.length > 0 ? said : [{ type: 'thinking', content: item }];
}

const filled = (parts: PartFields[]): PartFields[] =>
  parts.length > 0 ? parts : [{ type: 'text', content: null }];

const idOf = (conversation: unknown): unknown =>
  isObject(conversation) ? conversation.id : conversation;
