import { chatParts, contentPart, resultText } from './chat-parts.ts';
import type { JsonObject, PartFields } from './format.ts';
import { genAiPart } from './genai-messages.ts';
import { googlePart, googleRole } from './google-body.ts';
import { isList, isObject, listOf, objectOf, objectsOf } from './json-values.ts';
import { langChainMessage } from './langchain-message.ts';
import { responsesItem } from './openai-responses-body.ts';

/** A message in whatever dialect a framework wrote it. */
export interface SaidMessage {
  /** Undefined where the log names none. */
  readonly role: unknown;
  readonly parts: readonly PartFields[];
  readonly name?: unknown;
  readonly choice?: number;
}

/** Items of the Responses API that are told apart by their type alone. */
const RESPONSES_ITEMS: ReadonlySet<string> = new Set([
  ...['function_call', 'function_call_output', 'custom_tool_call', 'reasoning'],
  ...['web_search_call', 'file_search_call', 'computer_call', 'mcp_call', 'image_generation_call'],
]);

/**
 * The messages that one item of a list is: of OpenAI, LangChain, Gemini, the AI SDK, the semantic conventions of
 * OpenTelemetry, Pydantic AI, Anthropic. Mostly one; results of tools become messages of their own, before what else
 * the item says.
 */
export function saidMessages(item: unknown): SaidMessage[] {
  if (!isObject(item)) return [{ role: printedRole(item), parts: [contentPart(item)] }];
  const inner = item.message ?? (isList(objectOf(item.content).parts) ? item.content : undefined);
  if (isObject(inner)) return saidMessages(inner);
  if (isResponsesItem(item)) return [responsesItem(item)];
  const message = langChainMessage(item) ?? item;
  if (isList(message.parts)) return fromParts(message, message.parts);
  if (!isMessage(message)) {
    return [{ role: message.role, parts: [{ type: 'json', content: item }] }];
  }
  return apart({ role: message.role, parts: partsOf(message), name: message.name });
}

/** Agno gives messages as Python prints them: `role='user' content='Hi' name=None`. */
const printedRole = (item: unknown): string | undefined =>
  typeof item === 'string' ? /^role='(\w{1,40})' content=/.exec(item)?.[1] : undefined;

export const isResponsesItem = ({ type, content }: JsonObject): boolean =>
  typeof type === 'string' &&
  (RESPONSES_ITEMS.has(type) || (type === 'message' && isList(content)));

const CONTENT = ['content', 'tool_calls', 'function_call', 'refusal'] as const;
/** Whoever has nothing but these is a message, though it names no speaker. */
const MESSAGE_FIELDS: ReadonlySet<string> = new Set([...CONTENT, 'name', 'additional_kwargs']);

const isMessage = (item: JsonObject): boolean =>
  CONTENT.some((name) => name in item) &&
  ('role' in item || Object.keys(item).every((name) => MESSAGE_FIELDS.has(name)));

function partsOf(message: JsonObject): PartFields[] {
  const beside = objectOf(message.additional_kwargs);
  const calls = message.tool_calls ?? beside.tool_calls;
  const { content } = message;
  if (isList(content) && objectsOf(content).some(isForeignPart)) {
    const called = isList(calls) && calls.length > 0 ? chatParts({ tool_calls: calls }) : [];
    return [...content.map(dialectPart), ...called];
  }
  return chatParts({ ...message, tool_calls: calls });
}

const FOREIGN: ReadonlySet<unknown> = new Set([
  ...['tool-call', 'tool-result', 'tool_call', 'tool_call_response'],
]);

/** Parts that the dialects of OpenAI and Anthropic do not have. */
const isForeignPart = (part: JsonObject): boolean =>
  FOREIGN.has(part.type) || (part.type === undefined && !('text' in part));

/** Messages that say everything in `parts`: those of Gemini, and those that tell their parts apart by a type. */
function fromParts(message: JsonObject, parts: readonly unknown[]): SaidMessage[] {
  const { role, name } = message;
  if (objectsOf(parts).some((part) => 'part_kind' in part)) return parts.flatMap(pydanticMessage);
  const said = parts.map(dialectPart);
  return apart({ role: role === undefined ? undefined : googleRole(role), parts: said, name });
}

/** One part of a message of Pydantic AI's own, which names the speaker by the kind of the part. */
function pydanticMessage(part: unknown): SaidMessage[] {
  const { part_kind: kind, content, tool_name: name, tool_call_id } = objectOf(part);
  switch (kind) {
    case 'system-prompt':
      return [{ role: 'system', parts: [contentPart(content)] }];
    case 'user-prompt':
      return [
        { role: 'user', parts: listOf(isList(content) ? content : [content]).map(contentPart) },
      ];
    case 'tool-return':
    case 'retry-prompt':
      return [
        {
          role: 'tool',
          parts: [{ type: 'tool_result', content: resultText(content), name, tool_call_id }],
        },
      ];
    default:
      return [{ role: 'assistant', parts: [dialectPart(part)] }];
  }
}

/** A part of a message in any of the dialects. */
export function dialectPart(part: unknown): PartFields {
  if (!isObject(part)) return contentPart(part);
  switch (part.type ?? part.part_kind) {
    case 'tool-call':
      return {
        type: 'tool_call',
        content: part.input ?? part.args ?? null,
        name: part.toolName ?? part.tool_name,
        tool_call_id: part.toolCallId ?? part.tool_call_id,
      };
    case 'tool-result':
      return {
        type: 'tool_result',
        content: resultText(resultOf(part)),
        name: part.toolName,
        tool_call_id: part.toolCallId,
      };
    case 'thinking':
    case 'reasoning':
      return { type: 'thinking', content: part.content ?? part.thinking ?? part.text ?? part };
    case undefined:
      return googlePart(part);
    default:
      return genAiPart({ ...part, type: part.type ?? part.part_kind, id: callId(part.id) });
  }
}

/** The AI SDK wraps a result: `{type: 'text', value}`. */
function resultOf(part: JsonObject): unknown {
  const result = part.output ?? part.result;
  return isObject(result) && 'value' in result && 'type' in result ? result.value : result;
}

/** Agents of Microsoft write the id of a call as those of the run and the call. */
const callId = (id: unknown): unknown => (isList(id) ? id.at(-1) : id);

/** Results of tools as a tool's messages, one each. */
function apart(message: SaidMessage): SaidMessage[] {
  const results = message.parts.filter(({ type }) => type === 'tool_result');
  if (results.length === 0) return [message];
  const others = message.parts.filter(({ type }) => type !== 'tool_result');
  return [
    ...results.map((part): SaidMessage => ({ role: 'tool', parts: [part], name: message.name })),
    ...(others.length > 0 ? [{ ...message, parts: others }] : []),
  ];
}
