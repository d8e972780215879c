import type { JsonObject } from './format.ts';
import { isObject, objectOf } from './json-values.ts';
import { eventObjects } from './server-sent-events.ts';

type Draft = Record<string, unknown>;

/** Puts the events of a streamed Anthropic message together into the message that an unstreamed call gives. */
export const assembleAnthropicStream = (stream: string, decoded: boolean): JsonObject =>
  assembleAnthropicEvents(eventObjects(stream, decoded));

/** The same for events that a log has already taken out of their stream. */
export function assembleAnthropicEvents(events: readonly JsonObject[]): JsonObject {
  let message: JsonObject = {};
  const blocks = new Map<unknown, Draft>();
  for (const event of events) {
    switch (event.type) {
      case 'message_start':
        message = objectOf(event.message);
        break;
      case 'content_block_start':
        blocks.set(event.index, { ...objectOf(event.content_block) });
        break;
      case 'content_block_delta':
        addDelta(blockAt(blocks, event.index), objectOf(event.delta));
        break;
      case 'message_delta':
        message = {
          ...message,
          ...objectOf(event.delta),
          usage: { ...objectOf(message.usage), ...objectOf(event.usage) },
        };
        break;
      case 'error':
        message = { ...message, error: event.error };
        break;
      default: // ping, content_block_stop, message_stop
    }
  }
  return blocks.size > 0 ? { ...message, content: [...blocks.values()] } : message;
}

function blockAt(blocks: Map<unknown, Draft>, index: unknown): Draft {
  const block = blocks.get(index) ?? { type: 'text' };
  blocks.set(index, block);
  return block;
}

/** Signatures are left out: they say nothing to a reader, and the record keeps them. */
function addDelta(block: Draft, delta: JsonObject): void {
  if (delta.type === 'text_delta') block.text = joined(block.text, delta.text);
  if (delta.type === 'thinking_delta') block.thinking = joined(block.thinking, delta.thinking);
  if (delta.type === 'input_json_delta') {
    // The start of the block holds `{}` in the place of what the fragments spell out.
    block.input = joinedJson(block.input, delta.partial_json);
  }
}

const joined = (before: unknown, more: unknown): unknown =>
  typeof before === 'string' && typeof more === 'string' ? before + more : (more ?? before);

const joinedJson = (before: unknown, more: unknown): unknown =>
  more === '' && isObject(before) ? before : joined(before, more);
