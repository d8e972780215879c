import { contentParts, toolParts } from './chat-parts.ts';
import type { Emit, JsonObject, PartFields, Side, TurnKind } from './format.ts';
import { isList, isObject, listOf, objectOf, objectsOf } from './json-values.ts';
import { chatChunk, isLangChainChunk } from './langchain-message.ts';
import {
  dialectPart,
  isResponsesItem,
  type SaidMessage,
  saidMessages,
} from './message-dialects.ts';
import { openNested } from './nested-json.ts';
import { assembleChatChunks } from './openai-chat-stream.ts';
import { responsesItem } from './openai-responses-body.ts';

/** A step of a trace, as far as it matters for what its input and its output mean. */
export interface Step {
  readonly kind: TurnKind;
  /** What the tool is called, of a step that is the work of one. */
  readonly tool?: unknown;
  /** Tools that the log says elsewhere than in what the step was given. */
  readonly offered?: unknown;
}

interface Said {
  readonly messages: readonly SaidMessage[];
  /** Whether the log puts them as messages. */
  readonly bare: boolean;
  readonly tools?: unknown;
}

const NOTHING: Said = { messages: [], bare: true };
/** Names of the one text that a request or an answer may be, where nothing stands beside it. */
const ONLY_TEXT = [
  ...['input', 'question', 'query', 'prompt', 'text', 'output', 'answer', 'response', 'result'],
  ...['completion', 'generated_text', 'args'],
];

/**
 * Emits what a step was given, in whatever dialect its framework wrote it, as a value or as JSON in a text. Messages
 * are what stands in a list of them; anything else is one bare message with the value as it stands.
 */
export function emitGiven(value: unknown, step: Step, emit: Emit): void {
  const given = readGiven(value, openNested(value, emit.decoded), step, emit.decoded);
  emitSaid('input', given, step, emit);
  const tools = toolParts(given.tools) ?? toolParts(step.offered);
  if (tools) emit.message('tools', 'tool', tools);
}

/** Emits what a step gave: each object of it is a message, and a text alone is a bare one. */
export function emitAnswered(value: unknown, step: Step, emit: Emit): void {
  emitSaid('output', readAnswered(value, openNested(value, emit.decoded), step), step, emit);
}

/** How many messages a value holds only as the text that a program printed of them; undefined where it is no such. */
export function printedMessages(value: unknown, decoded: boolean): number | undefined {
  const { messages } = objectOf(openNested(value, decoded));
  const isPrinted = isList(messages) && messages.every((item) => typeof item === 'string');
  return isPrinted ? messages.length : undefined;
}

function emitSaid(side: Side, said: Said, step: Step, emit: Emit): void {
  for (const { role, parts, name, choice } of said.messages) {
    emit.message(side, role ?? speaker(side, step.kind), filled(parts), {
      ...(name !== undefined && { name }),
      ...(choice !== undefined && { choice }),
      ...(said.bare && { bare: true }),
    });
  }
}

const filled = (parts: readonly PartFields[]): readonly PartFields[] =>
  parts.length > 0 ? parts : [{ type: 'text', content: null }];

/** Who speaks where the log does not say: a model is asked by its user, a tool is called by a model. */
function speaker(side: Side, kind: TurnKind): string | undefined {
  if (kind === 'tool') return side === 'input' ? 'assistant' : 'tool';
  if (kind === 'model' || kind === 'request') return side === 'input' ? 'user' : 'assistant';
  return undefined;
}

function readGiven(raw: unknown, value: unknown, step: Step, decoded: boolean): Said {
  if (value === undefined || value === null) return NOTHING;
  if (isList(value) && value.length > 0) {
    const list = flat(value);
    if (list.every(isObject)) return { ...listed(list), bare: false };
  }
  if (isObject(value)) {
    const said = step.kind === 'tool' ? undefined : requested(value, decoded);
    if (said !== undefined) return said;
  }
  return bare(called(raw, value, step));
}

/** The messages of a list; definitions of tools that some frameworks put among them are tools. */
function listed(list: readonly unknown[]): Pick<Said, 'messages' | 'tools'> {
  const tools = list.filter(isDefinition).map((item) => item.content);
  const messages = list.filter((item) => !isDefinition(item)).flatMap(saidMessages);
  return tools.length > 0 ? { messages, tools } : { messages };
}

const isDefinition = (item: unknown): item is JsonObject =>
  isObject(item) &&
  item.role === 'tool' &&
  isObject(item.content) &&
  item.content.type === 'function' &&
  isObject(item.content.function);

/** LangChain gives a list of conversations, mostly of one. */
const flat = (list: readonly unknown[]): readonly unknown[] =>
  list.every(isList) ? list.flat() : list;

/** What an object asks that is a request of some interface; undefined for any other. */
function requested(value: JsonObject, decoded: boolean): Said | undefined {
  const system = systemOf(value);
  const tools = value.tools ?? value.functions ?? objectOf(value.config).tools;
  for (const name of ['messages', 'contents', 'input', 'prompt', 'prompts'] as const) {
    const opened = openNested(value[name], decoded);
    if (!isList(opened) || opened.length === 0) continue;
    const said = listed(flat(opened));
    return { messages: [...system, ...said.messages], bare: false, tools: tools ?? said.tools };
  }
  if (isObject(value.new_message)) {
    return { messages: saidMessages(value.new_message), bare: false };
  }
  if ('content' in value && ('role' in value || Object.keys(value).length === 1)) {
    return { messages: saidMessages(value), bare: true };
  }
  const prompt = value.prompt ?? value.input ?? value.contents;
  if (system.length > 0 && typeof prompt === 'string') {
    const asked: SaidMessage = { role: 'user', parts: contentParts(prompt) };
    return { messages: [...system, asked], bare: true, tools };
  }
  return undefined;
}

/** The system's instructions that stand beside a list of messages or a prompt. */
function systemOf(value: JsonObject): SaidMessage[] {
  const config = objectOf(value.config);
  const said =
    value.system ??
    value.instructions ??
    value.systemInstruction ??
    value.system_instruction ??
    config.systemInstruction ??
    config.system_instruction;
  if (said === undefined || said === null || said === '') return [];
  const { parts } = objectOf(said);
  return [{ role: 'system', parts: isList(parts) ? parts.map(dialectPart) : contentParts(said) }];
}

/** What is no message: the arguments of a tool, a text, or the value as the log has it. */
function called(raw: unknown, value: unknown, step: Step): PartFields[] {
  if (step.kind === 'tool') return [{ type: 'tool_call', content: raw, name: step.tool }];
  return plain(raw, value);
}

function plain(raw: unknown, value: unknown): PartFields[] {
  const text = onlyText(value);
  if (text !== undefined) return [{ type: 'text', content: text }];
  if (isList(value) && value.length > 0 && value.every((item) => typeof item === 'string')) {
    return contentParts(value);
  }
  return [{ type: 'json', content: raw }];
}

function onlyText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const [entry, ...others] = Object.entries(objectOf(value));
  if (entry === undefined || others.length > 0 || !ONLY_TEXT.includes(entry[0])) return undefined;
  const held = isList(entry[1]) && entry[1].length === 1 ? entry[1][0] : entry[1];
  return typeof held === 'string' ? held : undefined;
}

const bare = (parts: readonly PartFields[]): Said => ({
  messages: [{ role: undefined, parts }],
  bare: true,
});

function readAnswered(raw: unknown, value: unknown, step: Step): Said {
  if (value === undefined || value === null) return NOTHING;
  if (isList(value) && value.length > 0) {
    const list = flat(value);
    if (list.every(isObject)) return { messages: answersOf(list), bare: false };
  }
  if (isObject(value)) {
    return isAgnoRun(value)
      ? bare(contentParts(value.content))
      : { messages: answer(raw, value, step), bare: false };
  }
  const type = step.kind === 'tool' ? 'tool_result' : undefined;
  return bare(type ? [{ type, content: raw, name: step.tool }] : plain(raw, value));
}

/** The run of an agent of Agno: its answer stands beside the messages of its calls, which are steps of their own. */
const isAgnoRun = ({ content, messages, run_id: run }: JsonObject): boolean =>
  typeof content === 'string' && isList(messages) && typeof run === 'string';

/** The answers that a list holds: pieces of one, calls of tools that are one, or a message each. */
function answersOf(list: readonly JsonObject[]): SaidMessage[] {
  if (list.every(isLangChainChunk)) return choicesOf(assembleChatChunks(list.map(chatChunk)));
  if (list.some(isChatChunk)) return choicesOf(assembleChatChunks(list));
  if (list.every(isToolCall)) {
    const parts = list.map((item) => dialectPart({ ...item, type: 'tool-call' }));
    return [{ role: 'assistant', parts }];
  }
  return list.flatMap(saidMessages);
}

const isChatChunk = (item: JsonObject): boolean =>
  objectsOf(item.choices).some(({ delta }) => isObject(delta));

const isToolCall = (item: JsonObject): boolean => 'toolCallId' in item && 'toolName' in item;

/** The message or the messages of an answer that is one object, of whichever interface. */
function answer(raw: unknown, value: JsonObject, step: Step): readonly SaidMessage[] {
  if (isList(value.choices)) {
    return choicesOf(isChatChunk(value) ? assembleChatChunks([value]) : value);
  }
  if (isList(value.candidates)) return candidatesOf(value);
  if (isList(value.generations)) return generationsOf(value.generations);
  if (isList(value.messages)) return listed(flat(value.messages)).messages;
  if (isList(value.output) && value.output.every(isObject)) return outputOf(value.output);
  if (isObject(value.output)) return answer(value.output, value.output, step);
  if (isList(value.toolCalls)) {
    const calls = objectsOf(value.toolCalls).map((call) => ({ ...call, type: 'tool-call' }));
    const parts = [...contentParts(value.text), ...calls.map(dialectPart)];
    return [{ role: 'assistant', parts }];
  }
  const messages = saidMessages(value);
  if (messages.some(({ role, parts }) => role !== undefined || parts[0]?.type !== 'json')) {
    return step.kind === 'tool' ? messages.map((message) => asResult(message, step)) : messages;
  }
  const text = onlyText(value);
  const part: PartFields =
    text === undefined ? { type: 'json', content: raw } : { type: 'text', content: text };
  return [asResult({ role: undefined, parts: [part] }, step)];
}

/** What a tool gives without naming a speaker is its result. */
function asResult(message: SaidMessage, step: Step): SaidMessage {
  const [part, ...others] = message.parts;
  if (step.kind !== 'tool' || message.role !== undefined || part === undefined) return message;
  const content = others.length === 0 ? part.content : message.parts.map((one) => one.content);
  return { role: 'tool', parts: [{ type: 'tool_result', content, name: step.tool }] };
}

function choicesOf(response: JsonObject): SaidMessage[] {
  return listOf(response.choices).flatMap((choice, at): SaidMessage[] => {
    const { message, text, index } = objectOf(choice);
    const number = typeof index === 'number' ? index : at;
    if (typeof text === 'string') {
      return [{ role: 'assistant', parts: contentParts(text), choice: number }];
    }
    return isObject(message)
      ? saidMessages(message).map((one) => ({ ...one, choice: number }))
      : [];
  });
}

const candidatesOf = (response: JsonObject): SaidMessage[] =>
  listOf(response.candidates).flatMap((candidate, choice) => {
    const { content } = objectOf(candidate);
    return isObject(content)
      ? saidMessages(content).map((one) => ({ ...one, role: one.role ?? 'assistant', choice }))
      : [];
  });

/** LangChain lists alternatives for each prompt. */
const generationsOf = (generations: readonly unknown[]): SaidMessage[] =>
  generations.flatMap((ofPrompt) =>
    (isList(ofPrompt) ? ofPrompt : [ofPrompt]).flatMap((one, choice): SaidMessage[] => {
      const { message, text } = objectOf(one);
      if (isObject(message)) return saidMessages(message).map((said) => ({ ...said, choice }));
      return typeof text === 'string'
        ? [{ role: 'assistant', parts: contentParts(text), choice }]
        : [];
    }),
  );

/** Items of the Responses API are one answer; anything else in `output` is pieces or messages. */
function outputOf(output: readonly JsonObject[]): readonly SaidMessage[] {
  if (!output.some(isResponsesItem)) return answersOf(output);
  const parts = output.map(responsesItem).flatMap((item) => item.parts);
  return [{ role: 'assistant', parts }];
}
