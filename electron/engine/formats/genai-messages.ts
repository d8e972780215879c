import { chatParts, contentPart, contentParts } from './chat-parts.ts';
import type { JsonObject, PartFields, PartType } from './format.ts';
import { isList, isObject, nameIn } from './json-values.ts';
import { openNested } from './nested-json.ts';
import type { Said, Words, WordsReader } from './span-words.ts';

const INPUT = 'gen_ai.input.messages';
const OUTPUT = 'gen_ai.output.messages';
const INSTRUCTIONS = 'gen_ai.system_instructions';

/**
 * Content as OpenTelemetry's conventions for generative AI have it since 1.37: attributes that hold lists of messages
 * with parts, or the JSON of them.
 */
export const genAiInput: WordsReader = ({ attributes }, decoded) => {
  const said = [
    ...instructionsIn(attributes[INSTRUCTIONS], decoded),
    ...messagesIn(attributes[INPUT], decoded),
  ];
  return said.length === 0 ? undefined : { said, names: [INSTRUCTIONS, INPUT] };
};

export const genAiOutput: WordsReader = ({ attributes }, decoded): Words | undefined => {
  const said = messagesIn(attributes[OUTPUT], decoded);
  if (said.length === 0) return undefined;
  // Several answers of the model are alternatives; a list with what tools said is a sequence.
  const alternatives = said.every(({ role }) => role === 'assistant');
  return {
    said: alternatives ? said.map((one, choice) => ({ ...one, choice })) : said,
    names: [OUTPUT],
  };
};

/** Messages of a list, or of the JSON of one; text that is none, such as JSON cut short, is one message. */
export function messagesIn(value: unknown, decoded: boolean): Said[] {
  if (value === undefined || value === null || value === '') return [];
  const opened = openNested(value, decoded);
  return (isList(opened) ? opened : [opened]).map(messageOf);
}

function messageOf(message: unknown): Said {
  if (!isObject(message)) return { role: undefined, parts: contentParts(message ?? '') };
  const { role, name } = message;
  const parts = isList(message.parts) ? message.parts.map(genAiPart) : chatParts(message);
  return { role, name, parts: parts.length > 0 ? parts : [{ type: 'text', content: null }] };
}

/** System instructions are parts without a message around them, or a text. */
function instructionsIn(value: unknown, decoded: boolean): Said[] {
  if (value === undefined || value === null || value === '') return [];
  const opened = openNested(value, decoded);
  const parts = isList(opened) ? opened.map(genAiPart) : contentParts(opened);
  return parts.length === 0 ? [] : [{ role: 'system', parts }];
}

const MODALITIES: Readonly<Record<string, PartType>> = { image: 'image', audio: 'audio' };
const RESULT = ['response', 'result', 'content', 'server_tool_call_response'];
const ARGUMENTS = ['arguments', 'server_tool_call'];

/** A part of a message, or any part of the common chat dialects. */
export function genAiPart(part: unknown): PartFields {
  if (!isObject(part)) return contentPart(part);
  switch (part.type) {
    case 'text':
      return { type: 'text', content: part.content ?? part.text ?? null };
    case 'reasoning':
    case 'thinking':
      return { type: 'thinking', content: part.content ?? part.thinking ?? part.text ?? part };
    case 'tool_call':
    case 'server_tool_call':
      return { type: 'tool_call', content: held(part, ARGUMENTS), ...calledAs(part) };
    case 'tool_call_response':
    case 'server_tool_call_response':
      return { type: 'tool_result', content: held(part, RESULT), ...calledAs(part) };
    case 'blob':
    case 'uri':
    case 'file':
      return { type: modalityOf(part), content: part };
    default:
      return contentPart(part);
  }
}

const calledAs = ({ name, id }: JsonObject) => ({ name, tool_call_id: id });

function held(part: JsonObject, names: readonly string[]): unknown {
  const name = nameIn(part, names);
  return name === undefined ? null : part[name];
}

function modalityOf({ modality, mime_type }: JsonObject): PartType {
  const given = typeof modality === 'string' ? modality : mime_type;
  const kind = typeof given === 'string' ? (given.split('/')[0] ?? '') : '';
  return Object.hasOwn(MODALITIES, kind) ? (MODALITIES[kind] ?? 'file') : 'file';
}
