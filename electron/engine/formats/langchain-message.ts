import type { JsonObject } from './format.ts';
import { isObject, listOf, objectOf, objectsOf } from './json-values.ts';

/** What LangChain calls the sides, as `type` of a message or as the name of its class. */
const ROLES: Readonly<Record<string, string>> = {
  human: 'user',
  HumanMessage: 'user',
  HumanMessageChunk: 'user',
  ai: 'assistant',
  AIMessage: 'assistant',
  AIMessageChunk: 'assistant',
  system: 'system',
  SystemMessage: 'system',
  SystemMessageChunk: 'system',
  tool: 'tool',
  ToolMessage: 'tool',
  ToolMessageChunk: 'tool',
  function: 'function',
  FunctionMessage: 'function',
  chat: 'chat',
  ChatMessage: 'chat',
  ChatMessageChunk: 'chat',
};

/**
 * A message of LangChain as one of the OpenAI dialect; undefined for what is none. It is written in three ways:
 * `{type, content}`, `{type, data: {content}}`, and as its constructor, `{lc, id: [.., class], kwargs: {content}}`.
 */
export function langChainMessage(item: JsonObject): JsonObject | undefined {
  const { said, type } = unwrapped(item);
  if (typeof type !== 'string' || !Object.hasOwn(ROLES, type) || !('content' in said)) {
    return undefined;
  }
  const beside = objectOf(said.additional_kwargs);
  const named = ROLES[type];
  return {
    role: named === 'chat' ? said.role : named,
    content: said.content,
    tool_calls: callsOf(said, beside),
    function_call: beside.function_call,
    refusal: beside.refusal,
    reasoning_content: beside.reasoning_content,
    name: said.name,
    tool_call_id: said.tool_call_id,
  };
}

/** True for a piece of a streamed answer. */
export const isLangChainChunk = (item: JsonObject): boolean =>
  unwrapped(item).type === 'AIMessageChunk';

/** The piece as a chunk of a streamed chat completion. */
export function chatChunk(item: JsonObject): JsonObject {
  const { said } = unwrapped(item);
  const calls = objectsOf(said.tool_call_chunks).map(({ index, id, name, args }) => ({
    ...{ index, id },
    function: { name, arguments: args },
  }));
  return { choices: [{ index: 0, delta: { content: said.content, tool_calls: calls } }] };
}

/** What a constructor or a wrapper holds, and how the class or the kind of it is called. */
function unwrapped(item: JsonObject): { said: JsonObject; type: unknown } {
  if (item.lc !== undefined && isObject(item.kwargs)) {
    return { said: item.kwargs, type: listOf(item.id).at(-1) };
  }
  if (isObject(item.data) && 'content' in item.data) return { said: item.data, type: item.type };
  // A part of a message has a type and a text too, but a role speaks for another dialect.
  return { said: item, type: 'role' in item && item.type !== 'chat' ? undefined : item.type };
}

function callsOf(said: JsonObject, beside: JsonObject): readonly JsonObject[] {
  const own = objectsOf(said.tool_calls);
  if (own.length === 0) return objectsOf(beside.tool_calls);
  const broken = objectsOf(said.invalid_tool_calls);
  return [...own, ...broken].map(({ id, name, args }) => ({
    id,
    function: { name, arguments: args },
  }));
}

/** What a document of LangChain holds, however it is written. */
export const langChainDocument = (item: JsonObject): JsonObject => unwrapped(item).said;
