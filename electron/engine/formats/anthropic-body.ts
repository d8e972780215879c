import { contentPart, contentParts, toolParts } from './chat-parts.ts';
import type { Emit, JsonObject, PartFields, TurnFields } from './format.ts';
import { isList, isObject, listOf, numberOf, objectOf, restOf } from './json-values.ts';

const REQUEST_COLUMNS: ReadonlySet<string> = new Set([
  ...['messages', 'system', 'model', 'temperature', 'top_p', 'max_tokens', 'tools'],
]);

const RESPONSE_COLUMNS: ReadonlySet<string> = new Set([
  ...['id', 'type', 'role', 'model', 'content', 'stop_reason', 'usage'],
]);

const INPUT_TOKENS = [
  'input_tokens',
  'cache_creation_input_tokens',
  'cache_read_input_tokens',
] as const;

const USAGE_COLUMNS: ReadonlySet<string> = new Set(['input_tokens', 'output_tokens']);

export const anthropicRequestFields = (request: JsonObject): Partial<TurnFields> => ({
  requested_model: request.model,
  temperature: request.temperature,
  top_p: request.top_p,
  max_tokens: request.max_tokens,
  params: restOf(request, REQUEST_COLUMNS),
  user_id: objectOf(request.metadata).user_id,
});

export function anthropicResponseFields(message: JsonObject): Partial<TurnFields> {
  const usage = objectOf(message.usage);
  return {
    external_id: message.id,
    model: message.model,
    prompt_tokens: inputTokens(usage),
    completion_tokens: usage.output_tokens,
    finish_reason: message.stop_reason,
  };
}

export function anthropicRest(message: JsonObject): JsonObject | undefined {
  const rest = restOf(message, RESPONSE_COLUMNS);
  const usage = restOf(objectOf(message.usage), USAGE_COLUMNS);
  return usage ? { ...rest, usage } : rest;
}

/** Tokens read, those written to and read from the cache included. */
function inputTokens(usage: JsonObject): unknown {
  if (numberOf(usage.input_tokens) === undefined) return usage.input_tokens;
  return INPUT_TOKENS.reduce((sum, name) => sum + (numberOf(usage[name]) ?? 0), 0);
}

export function emitAnthropicRequest(request: JsonObject, emit: Emit): void {
  const system = contentParts(request.system);
  if (system.length > 0) emit.message('input', 'system', system);
  for (const message of listOf(request.messages)) emitInput(message, emit);
  const tools = toolParts(request.tools);
  if (tools) emit.message('tools', 'tool', tools);
}

/** Results of tools stand in a user's message; they are a tool's message here, before what the user says. */
function emitInput(message: unknown, emit: Emit): void {
  const { role, content } = objectOf(message);
  const blocks = isList(content) ? content : undefined;
  const results = (blocks ?? []).filter(isToolResult);
  if (blocks === undefined || results.length === 0) {
    emit.message('input', role, filled(contentParts(content)));
    return;
  }
  emit.message('input', 'tool', results.map(resultPart));
  const others = blocks.filter((block) => !isToolResult(block));
  if (others.length > 0) emit.message('input', role, contentParts(others));
}

export function emitAnthropicAnswer(message: JsonObject, emit: Emit): void {
  if (message.content === undefined || message.content === null) return;
  emit.message('output', message.role ?? 'assistant', filled(contentParts(message.content)));
}

const isToolResult = (block: unknown): block is JsonObject =>
  isObject(block) && block.type === 'tool_result';

/** A result that is marked as an error keeps the mark. */
function resultPart(block: JsonObject): PartFields {
  const part = contentPart(block);
  if (block.is_error !== true) return part;
  return { ...part, content: { is_error: true, content: block.content } };
}

const filled = (parts: PartFields[]): PartFields[] =>
  parts.length > 0 ? parts : [{ type: 'text', content: null }];
