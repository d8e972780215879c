import { assembleAnthropicEvents } from './anthropic-stream.ts';
import type { JsonObject } from './format.ts';
import { isObject, objectOf } from './json-values.ts';
import { assembleChatChunks } from './openai-chat-stream.ts';

type Draft = Record<string, unknown>;

/** Texts that the dialects without messages stream in pieces. */
const PIECES = ['generation', 'outputText', 'text', 'completion'] as const;

/**
 * Puts the events of a streamed Bedrock call together into the body that an unstreamed call of the same dialect gives.
 * Shapes: Amazon Bedrock API reference, ConverseStream and InvokeModelWithResponseStream.
 */
export function assembleBedrockEvents(events: readonly JsonObject[]): JsonObject {
  const body = bodyOfEvents(events);
  const metrics = events.find((event) => isObject(event[METRICS]))?.[METRICS];
  return metrics === undefined ? body : { ...body, [METRICS]: metrics };
}

export const METRICS = 'amazon-bedrock-invocationMetrics';

function bodyOfEvents(events: readonly JsonObject[]): JsonObject {
  if (events.some((event) => 'contentBlockDelta' in event || 'messageStop' in event)) {
    return assembleConverse(events);
  }
  if (events.some(({ type }) => type === 'message_start')) return assembleAnthropicEvents(events);
  if (events.some((event) => 'choices' in event)) return assembleChatChunks(events);
  return assembleTexts(events);
}

function assembleConverse(events: readonly JsonObject[]): JsonObject {
  const blocks = new Map<unknown, Draft>();
  const body: Draft = { __proto__: null };
  let role: unknown = 'assistant';
  for (const event of events) {
    if (isObject(event.messageStart)) role = event.messageStart.role ?? role;
    if (isObject(event.contentBlockStart)) {
      const start = objectOf(event.contentBlockStart.start);
      const { toolUse } = start;
      blocks.set(
        event.contentBlockStart.contentBlockIndex,
        isObject(toolUse) ? { toolUse: { ...toolUse, input: '' } } : { ...start },
      );
    }
    if (isObject(event.contentBlockDelta)) addDelta(blocks, event.contentBlockDelta);
    if (isObject(event.messageStop)) Object.assign(body, own(event.messageStop));
    if (isObject(event.metadata)) Object.assign(body, own(event.metadata));
    for (const name in event) {
      if (name.endsWith('Exception')) body.error = event[name];
    }
  }
  return { ...body, output: { message: { role, content: [...blocks.values()] } } };
}

/** The fields but for `p`, with which AWS pads events against guessing their length. */
function own(event: JsonObject): JsonObject {
  const { p: _padding, ...fields } = event;
  return fields;
}

function addDelta(blocks: Map<unknown, Draft>, event: JsonObject): void {
  const block = blocks.get(event.contentBlockIndex) ?? {};
  blocks.set(event.contentBlockIndex, block);
  const delta = objectOf(event.delta);
  if (delta.text !== undefined) block.text = joined(block.text, delta.text);
  if (isObject(delta.toolUse)) {
    const call = objectOf(block.toolUse);
    block.toolUse = { ...call, input: joined(call.input, delta.toolUse.input) };
  }
  if (isObject(delta.reasoningContent)) {
    const { reasoningText } = objectOf(block.reasoningContent);
    const before = objectOf(reasoningText).text;
    const { text } = delta.reasoningContent;
    block.reasoningContent =
      text === undefined
        ? { ...delta.reasoningContent, ...objectOf(block.reasoningContent) }
        : { reasoningText: { text: joined(before, text) } };
  }
}

/** Llama, Titan, Cohere and older dialects: each event holds a piece of one text, the last one the counts. */
function assembleTexts(events: readonly JsonObject[]): JsonObject {
  const body: Draft = { __proto__: null };
  const outputs: string[] = [];
  for (const event of events) {
    for (const name in event) {
      const value = event[name];
      if (value === null || value === undefined) continue;
      body[name] = PIECES.some((piece) => piece === name) ? joined(body[name], value) : value;
    }
    // Mistral streams {outputs: [{text, stop_reason}]}.
    const first: unknown = Array.isArray(event.outputs) ? event.outputs[0] : undefined;
    if (isObject(first) && typeof first.text === 'string') {
      outputs.push(first.text);
      body.outputs = [{ ...first, text: outputs.join('') }];
    }
  }
  return body;
}

const joined = (before: unknown, more: unknown): unknown =>
  typeof before === 'string' && typeof more === 'string' ? before + more : (more ?? before);
