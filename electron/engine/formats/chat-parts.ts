import type { JsonObject, PartFields, PartType } from './format.ts';
import { isList, isObject } from './json-values.ts';

/** Content parts by the `type` that the common chat dialects give them; what is not here is kept as JSON. */
const PART_TYPES: Readonly<Record<string, PartType>> = {
  text: 'text',
  input_text: 'text',
  output_text: 'text',
  summary_text: 'thinking',
  reasoning_text: 'thinking',
  thinking: 'thinking',
  reasoning: 'thinking',
  redacted_thinking: 'thinking',
  refusal: 'refusal',
  image: 'image',
  image_url: 'image',
  input_image: 'image',
  input_audio: 'audio',
  audio: 'audio',
  audio_url: 'audio',
  file: 'file',
  input_file: 'file',
  document: 'file',
  tool_use: 'tool_call',
  server_tool_use: 'tool_call',
  mcp_tool_use: 'tool_call',
  tool_result: 'tool_result',
};

/** The parts of a message's content: a text, or a list of texts and typed parts. `null` has none. */
export function contentParts(content: unknown): PartFields[] {
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return [{ type: 'text', content }];
  if (isList(content)) return content.map(contentPart);
  return [{ type: 'json', content }];
}

export function contentPart(part: unknown): PartFields {
  if (typeof part === 'string') return { type: 'text', content: part };
  if (!isObject(part)) return { type: 'json', content: part };
  const given = typeof part.type === 'string' ? part.type : 'text' in part ? 'text' : '';
  const type = Object.hasOwn(PART_TYPES, given) ? PART_TYPES[given] : undefined;
  if (type === undefined) {
    return { type: 'json', content: part, name: given === '' ? undefined : given };
  }
  if (type === 'text') return { type, content: part.text };
  if (type === 'thinking') {
    return { type, content: part.thinking ?? part.text ?? part.data ?? part };
  }
  if (type === 'refusal') return { type, content: part.refusal };
  if (type === 'tool_call') {
    return { type, content: part.input ?? null, name: part.name, tool_call_id: part.id };
  }
  if (type === 'tool_result') {
    return { type, content: resultText(part.content), tool_call_id: part.tool_use_id };
  }
  return { type, content: part[given] ?? part.source ?? part };
}

/** A tool's result that is one text is that text; anything richer stays as the log has it. */
export function resultText(content: unknown): unknown {
  if (!isList(content)) return content ?? null;
  const [only, ...others] = content;
  return others.length === 0 && isObject(only) && typeof only.text === 'string'
    ? only.text
    : content;
}

/** The parts of a message of the OpenAI chat dialect, tool calls and reasoning fields of its relatives included. */
export function chatParts(message: JsonObject): PartFields[] {
  if (message.role === 'tool' || message.role === 'function') {
    const { tool_call_id, name } = message;
    return [{ type: 'tool_result', content: resultText(message.content), name, tool_call_id }];
  }
  if (isPlainText(message)) return [{ type: 'text', content: message.content }];
  const calls = [...callParts(message.tool_calls), ...legacyCall(message.function_call)];
  const parts: PartFields[] = [];
  const reasoning = message.reasoning_content ?? message.reasoning ?? message.thinking;
  if (typeof reasoning === 'string' && reasoning !== '') {
    parts.push({ type: 'thinking', content: reasoning });
  }
  // Ollama and some gateways write "" beside tool calls where others write null.
  if (!(message.content === '' && calls.length > 0)) {
    parts.push(...contentParts(message.content));
  }
  if (typeof message.refusal === 'string') {
    parts.push({ type: 'refusal', content: message.refusal });
  }
  if (isObject(message.audio)) parts.push({ type: 'audio', content: message.audio });
  for (const image of isList(message.images) ? message.images : []) {
    parts.push({ type: 'image', content: image });
  }
  parts.push(...calls);
  if (isList(message.annotations) && message.annotations.length > 0) {
    parts.push({ type: 'json', content: message.annotations, name: 'annotations' });
  }
  // A message without content is still a message.
  return parts.length > 0 ? parts : [{ type: 'text', content: null }];
}

function callParts(calls: unknown): PartFields[] {
  if (!isList(calls)) return [];
  return calls.map((call): PartFields => {
    if (!isObject(call)) return { type: 'tool_call', content: call };
    const inner = call.function ?? call.custom;
    const called = isObject(inner) ? inner : call;
    return {
      type: 'tool_call',
      content: called.arguments ?? called.input ?? null,
      name: called.name,
      tool_call_id: call.id,
    };
  });
}

/** Fields that make a message more than its content. */
const BESIDE_CONTENT: ReadonlySet<string> = new Set([
  ...['tool_calls', 'function_call', 'refusal', 'reasoning_content', 'reasoning', 'thinking'],
  ...['audio', 'images', 'annotations'],
]);

/** True for the common message that has a text and nothing else. */
function isPlainText(message: JsonObject): boolean {
  if (typeof message.content !== 'string') return false;
  for (const name in message) {
    if (name !== 'role' && name !== 'content' && BESIDE_CONTENT.has(name)) return false;
  }
  return true;
}

const legacyCall = (call: unknown): PartFields[] =>
  isObject(call) ? [{ type: 'tool_call', content: call.arguments ?? null, name: call.name }] : [];

/** The definitions of tools that a request offers, one part each; undefined when it offers none. */
export function toolParts(tools: unknown): PartFields[] | undefined {
  if (!isList(tools) || tools.length === 0) return undefined;
  return tools.map((tool): PartFields => {
    const outer = isObject(tool) ? tool : {};
    const inner = isObject(outer.function) ? outer.function : outer;
    return { type: 'tool_definition', content: tool, name: inner.name ?? outer.type };
  });
}
