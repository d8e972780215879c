import { contentPart, resultText } from './chat-parts.ts';
import { type Emit, type JsonObject, type PartFields, type Side, Unmapped } from './format.ts';
import { isList, isObject, listOf, objectsOf } from './json-values.ts';

/** How a text that is kept apart is referred to; older logs say `tc://`. */
const REFERENCE = /^(?:attachment|tc):\/\//;
/** Deeper than this nothing is looked for: what stands there is kept as it is written. */
const DEEPEST = 30;

/** Texts that a sample keeps apart and names by their hashes, and which of them its messages used. */
export class Attachments {
  readonly used = new Set<string>();
  private readonly texts: JsonObject;

  constructor(texts: JsonObject) {
    this.texts = texts;
  }

  /** The value with every `attachment://HASH` in it replaced by its text; a hash without a text stays as it is. */
  resolve(value: unknown, depth = 0): unknown {
    if (typeof value === 'string') return this.text(value);
    if (depth > DEEPEST) return value;
    if (isList(value)) return value.map((item) => this.resolve(item, depth + 1));
    if (!isObject(value)) return value;
    const resolved: Record<string, unknown> = { __proto__: null };
    for (const name in value) resolved[name] = this.resolve(value[name], depth + 1);
    return resolved;
  }

  private text(value: string): unknown {
    if (!REFERENCE.test(value)) return value;
    const hash = value.slice(value.indexOf('//') + 2);
    if (!Object.hasOwn(this.texts, hash)) return value;
    this.used.add(hash);
    return this.texts[hash];
  }
}

/** Tells messages apart by what they say; ids differ between an answer and its repetition in later calls. */
export function messageKey(message: JsonObject): string {
  const { role, content } = message;
  const said = typeof content === 'string' ? content : listOf(content).map(saidIn).join('\n');
  const calls = objectsOf(message.tool_calls).map(({ id }) => text(id));
  return [text(role), text(message.tool_call_id), calls.join(), said].join('\u0000');
}

function saidIn(part: unknown): string {
  if (isObject(part) && part.type === 'text' && typeof part.text === 'string') return part.text;
  try {
    return JSON.stringify(part);
  } catch (error) {
    if (error instanceof RangeError) throw new Unmapped('a message is nested too deep');
    throw error;
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function emitInspectMessage(
  side: Side,
  message: JsonObject,
  emit: Emit,
  choice?: number,
): void {
  const parts = inspectParts(message);
  if (choice === undefined) emit.message(side, message.role, parts);
  else emit.message(side, message.role ?? 'assistant', parts, { choice });
}

function inspectParts(message: JsonObject): PartFields[] {
  if (message.role === 'tool') return [toolResult(message)];
  const { content } = message;
  const said = isList(content) ? content.map(inspectPart) : plainParts(content);
  const parts = [...said, ...objectsOf(message.tool_calls).map(callPart)];
  return parts.length > 0 ? parts : [{ type: 'text', content: null }];
}

const plainParts = (content: unknown): PartFields[] => {
  if (content === undefined || content === null) return [];
  return [{ type: typeof content === 'string' ? 'text' : 'json', content }];
};

function toolResult(message: JsonObject): PartFields {
  const { error, tool_call_id } = message;
  const name = message.function;
  const content = resultText(message.content);
  return {
    type: 'tool_result',
    content: error === undefined || error === null ? content : { error, content: message.content },
    name,
    tool_call_id,
  };
}

function callPart(call: JsonObject): PartFields {
  // Arguments that the model wrote wrongly are kept with what was wrong about them.
  const broken = typeof call.parse_error === 'string';
  return {
    type: 'tool_call',
    content: broken
      ? { arguments: call.arguments, parse_error: call.parse_error }
      : (call.arguments ?? null),
    name: call.function,
    tool_call_id: call.id,
  };
}

function inspectPart(part: unknown): PartFields {
  if (!isObject(part)) return contentPart(part);
  if (part.type === 'reasoning') return { type: 'thinking', content: part.reasoning ?? part };
  if (part.type === 'tool_use') {
    const { name, id, ...said } = part;
    return { type: 'tool_call', content: said, name, tool_call_id: id };
  }
  return contentPart(part);
}
