import { contentParts } from './chat-parts.ts';
import type { ContextFields, JsonObject, PartFields } from './format.ts';
import { isObject, listOf, objectOf, objectsOf, restOf } from './json-values.ts';

const MESSAGE_TAKEN: ReadonlySet<string> = new Set([
  ...['id', 'author', 'content', 'create_time', 'update_time', 'metadata'],
]);
const METADATA_TAKEN: ReadonlySet<string> = new Set(['model_slug', 'finish_details']);
const CONTENT_TAKEN: ReadonlySet<string> = new Set([
  ...['content_type', 'parts', 'text', 'result', 'thoughts', 'content'],
  ...['user_profile', 'user_instructions', 'model_set_context'],
]);
const PASSAGES: ReadonlySet<unknown> = new Set(['tether_quote', 'sonic_webpage']);

/** A passage of a page that browsing gave the model; undefined for a message that is none. */
export function quotedPassage(message: JsonObject): ContextFields | undefined {
  const content = objectOf(message.content);
  if (!PASSAGES.has(content.content_type)) return undefined;
  return {
    content: content.text ?? content,
    source: content.url ?? content.domain,
    document_id: message.id,
  };
}

/** The parts of a message, by what its content says it is; what is unknown is kept as JSON. */
export function exportedParts(message: JsonObject): PartFields[] {
  const content = objectOf(message.content);
  const parts = partsOf(content, message);
  return parts.length > 0 ? parts : [{ type: 'text', content: null }];
}

function partsOf(content: JsonObject, message: JsonObject): PartFields[] {
  const author = objectOf(message.author);
  if (author.role === 'tool') return [toolResult(content, author.name)];
  switch (content.content_type) {
    case 'text':
    case 'multimodal_text':
      return called(listOf(content.parts).map(exportedPart), message);
    case 'code':
      return called([{ type: 'text', content: content.text ?? null }], message);
    case 'thoughts':
      return objectsOf(content.thoughts).map(thought);
    case 'reasoning_recap':
      return [{ type: 'thinking', content: content.content ?? null }];
    case 'user_editable_context':
      return named(content, ['user_profile', 'user_instructions']);
    case 'model_editable_context':
      return named(content, ['model_set_context']);
    default:
      return isObject(message.content)
        ? [{ type: 'json', content, name: content.content_type }]
        : contentParts(message.content);
  }
}

/** What the model writes to anyone but the user is a call of that tool. */
function called(parts: PartFields[], { recipient, author, id }: JsonObject): PartFields[] {
  if (objectOf(author).role !== 'assistant') return parts;
  if (typeof recipient !== 'string' || recipient === 'all') return parts;
  return parts.map((part) =>
    part.type === 'text' ? { ...part, type: 'tool_call', name: recipient, tool_call_id: id } : part,
  );
}

function toolResult(content: JsonObject, name: unknown): PartFields {
  const [only, ...others] = listOf(content.parts);
  const text = content.text ?? content.result ?? (others.length === 0 ? only : undefined);
  return { type: 'tool_result', content: typeof text === 'string' ? text : content, name };
}

function exportedPart(part: unknown): PartFields {
  if (!isObject(part)) return { type: typeof part === 'string' ? 'text' : 'json', content: part };
  const type = part.content_type;
  if (type === 'image_asset_pointer') return { type: 'image', content: part };
  if (type === 'audio_transcription') return { type: 'text', content: part.text, name: 'spoken' };
  if (typeof type === 'string' && type.includes('audio')) return { type: 'audio', content: part };
  return { type: 'json', content: part, name: type };
}

const thought = ({ content, summary }: JsonObject): PartFields => ({
  type: 'thinking',
  content: content ?? summary ?? null,
  name: typeof content === 'string' ? summary : undefined,
});

const named = (content: JsonObject, names: readonly string[]): PartFields[] =>
  names
    .filter((name) => content[name] !== undefined && content[name] !== null)
    .map((name) => ({ type: 'text', content: content[name], name }));

/** What a message says beyond its parts and the columns of its turn; undefined when nothing. */
export function exportedRest(message: JsonObject): JsonObject | undefined {
  const rest = restOf(message, MESSAGE_TAKEN);
  const content = restOf(objectOf(message.content), CONTENT_TAKEN);
  const metadata = restOf(objectOf(message.metadata), METADATA_TAKEN);
  if (rest === undefined && content === undefined && metadata === undefined) return undefined;
  return { ...rest, ...(content && { content }), ...(metadata && { metadata }) };
}
