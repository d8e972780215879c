import { chatParts } from './chat-parts.ts';
import { flatAttributes, numbered } from './flat-attributes.ts';
import type { JsonObject, PartFields } from './format.ts';
import { isList, isObject, nameIn } from './json-values.ts';
import { parseNested } from './nested-json.ts';
import type { Said, Words, WordsReader } from './span-words.ts';

/**
 * Content as OpenInference has it (Arize-ai/openinference, spec/semantic_conventions.md): numbered attributes, or, in
 * the columns of a data frame, one list of objects with such names, or the JSON of it.
 */
export const openInferenceInput: WordsReader = ({ attributes }, decoded) =>
  wordsUnder(attributes, 'llm.input_messages', decoded);

export const openInferenceOutput: WordsReader = ({ attributes }, decoded) =>
  wordsUnder(attributes, 'llm.output_messages', decoded);

function wordsUnder(attributes: JsonObject, name: string, decoded: boolean): Words | undefined {
  const items = itemsUnder(attributes, name, decoded);
  if (items.length > 0) return { said: items.map(messageOf), names: [name], numbered: [name] };
  const text = attributes[name];
  if (typeof text !== 'string' || text === '' || isList(parseNested(text, decoded))) {
    return undefined;
  }
  // A list as Python prints it, or JSON that was cut short: its text is kept.
  return { said: [{ role: undefined, parts: [{ type: 'text', content: text }] }], names: [name] };
}

/** The objects that a list attribute holds, flat, whichever of its spellings it has. */
export function itemsUnder(attributes: JsonObject, name: string, decoded: boolean): JsonObject[] {
  const value = attributes[name];
  const list =
    typeof value === 'string' && value.startsWith('[') ? parseNested(value, decoded) : value;
  if (isList(list)) return list.filter(isObject).map(flatAttributes);
  return numbered(attributes, name);
}

const KNOWN =
  /^message\.(?:role|content|name|tool_call_id|function_call_name|function_call_arguments_json|contents\.\d+\..+|tool_calls\.\d+\..+)$/s;

function messageOf(flat: JsonObject): Said {
  const role = flat['message.role'];
  const name = flat['message.name'];
  const parts = partsOf(flat);
  for (const more in flat) {
    if (!KNOWN.test(more)) parts.push({ type: 'json', content: flat[more], name: more });
  }
  return { role, name, parts: parts.length > 0 ? parts : [{ type: 'text', content: null }] };
}

function partsOf(flat: JsonObject): PartFields[] {
  const tool_call_id = flat['message.tool_call_id'];
  const contents = numbered(flat, 'message.contents').map(contentOf);
  const role = flat['message.role'];
  if (role === 'tool' && contents.length === 0) {
    return chatParts({ role, content: flat['message.content'], tool_call_id });
  }
  const content = flat['message.content'];
  const calls = numbered(flat, 'message.tool_calls').map(callOf);
  const isBare = content === undefined || (content === '' && calls.length + contents.length > 0);
  return [
    ...(isBare ? [] : [{ type: 'text', content } as const]),
    ...contents,
    ...legacyCall(flat),
    ...calls,
  ];
}

const TEXTS = ['message_content.text', 'message_content.reasoning', 'message_content.thinking'];

function contentOf(flat: JsonObject): PartFields {
  const type = flat['message_content.type'];
  if (type === 'image') {
    return { type, content: flat['message_content.image.image.url'] ?? { ...flat } };
  }
  if (type === 'audio') {
    return { type, content: flat['message_content.audio.audio.url'] ?? { ...flat } };
  }
  const name = nameIn(flat, TEXTS);
  if (name === undefined) return { type: 'json', content: { ...flat } };
  const isThought = type === 'reasoning' || type === 'thinking' || name !== TEXTS[0];
  return { type: isThought ? 'thinking' : 'text', content: flat[name] };
}

const callOf = (flat: JsonObject): PartFields => ({
  type: 'tool_call',
  content: flat['tool_call.function.arguments'] ?? null,
  name: flat['tool_call.function.name'],
  tool_call_id: flat['tool_call.id'],
});

function legacyCall(flat: JsonObject): PartFields[] {
  const name = flat['message.function_call_name'];
  const content = flat['message.function_call_arguments_json'] ?? null;
  return name === undefined ? [] : [{ type: 'tool_call', content, name }];
}
