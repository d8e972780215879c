import { contentParts, resultText } from './chat-parts.ts';
import type { JsonObject, PartFields } from './format.ts';
import { isList, isObject, objectsOf } from './json-values.ts';
import { parseNested } from './nested-json.ts';
import type { Said, WordsReader } from './span-words.ts';

/** Content as the spans of the Vercel AI SDK have it (its documentation, "Telemetry"). */
export const vercelInput: WordsReader = ({ attributes }, decoded) => {
  const value = attributes['ai.prompt.messages'];
  if (typeof value !== 'string') return undefined;
  const messages = parseNested(value, decoded);
  const said: Said[] = isList(messages)
    ? objectsOf(messages).map(messageOf)
    : [{ role: undefined, parts: [{ type: 'text', content: value }] }];
  return { said, names: ['ai.prompt.messages'] };
};

const OUTPUT = ['ai.response.reasoning', 'ai.response.text', 'ai.response.object'] as const;
const CALLS = 'ai.response.toolCalls';

export const vercelOutput: WordsReader = ({ attributes }, decoded) => {
  const [reasoning, text, object] = OUTPUT.map((name) => attributes[name]);
  const parts: PartFields[] = [];
  if (reasoning !== undefined) parts.push({ type: 'thinking', content: reasoning });
  const calls = callsIn(attributes[CALLS], decoded);
  // "" stands beside calls of tools.
  if (text !== undefined && !(text === '' && calls.length > 0)) {
    parts.push({ type: 'text', content: text });
  }
  if (object !== undefined) parts.push({ type: 'json', content: object });
  parts.push(...calls);
  if (parts.length === 0) return undefined;
  return { said: [{ role: 'assistant', parts }], names: [...OUTPUT, CALLS] };
};

function messageOf(message: JsonObject): Said {
  const parts = isList(message.content)
    ? message.content.map(partOf)
    : contentParts(message.content);
  return {
    role: message.role,
    parts: parts.length > 0 ? parts : [{ type: 'text', content: null }],
  };
}

function partOf(part: unknown): PartFields {
  if (!isObject(part)) return contentParts([part])[0] ?? { type: 'json', content: part };
  if (part.type === 'tool-call') return callOf(part);
  if (part.type === 'tool-result') {
    const { toolName: name, toolCallId: tool_call_id } = part;
    return { type: 'tool_result', content: resultOf(part), name, tool_call_id };
  }
  if (part.type === 'reasoning') return { type: 'thinking', content: part.text ?? part };
  if (part.type === 'file' || part.type === 'image') return { type: part.type, content: part };
  return contentParts([part])[0] ?? { type: 'json', content: part };
}

/** The result itself, or what newer versions wrap it in: `{type: 'text', value}`. */
function resultOf({ output, result, content }: JsonObject): unknown {
  if (isObject(output) && 'value' in output) return output.value;
  return output ?? resultText(result ?? content);
}

const callOf = (call: JsonObject): PartFields => ({
  type: 'tool_call',
  content: call.input ?? call.args ?? null,
  name: call.toolName,
  tool_call_id: call.toolCallId,
});

function callsIn(value: unknown, decoded: boolean): PartFields[] {
  const calls = typeof value === 'string' ? parseNested(value, decoded) : value;
  if (isList(calls)) return objectsOf(calls).map(callOf);
  return value === undefined || value === null ? [] : [{ type: 'tool_call', content: value }];
}
