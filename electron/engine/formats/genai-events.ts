import { chatParts } from './chat-parts.ts';
import type { JsonObject } from './format.ts';
import { messagesIn } from './genai-messages.ts';
import { isList, isObject, numberOf, objectOf } from './json-values.ts';
import { openBody, parseNested } from './nested-json.ts';
import type { SpanEvent } from './span.ts';
import type { Said, WordsReader } from './span-words.ts';

/**
 * Content as OpenTelemetry's conventions for generative AI had it up to 1.36: an event for each message, on the span or
 * as a log record. What the event says stands in its body, in its attributes, or as JSON in one attribute.
 */
const INPUTS: Readonly<Record<string, string>> = {
  'gen_ai.system.message': 'system',
  'gen_ai.user.message': 'user',
  'gen_ai.assistant.message': 'assistant',
  'gen_ai.tool.message': 'tool',
};
const CHOICE = 'gen_ai.choice';
/** Still older: all messages of a side in one attribute of one event. */
const PROMPT = 'gen_ai.content.prompt';
const COMPLETION = 'gen_ai.content.completion';

const isInput = ({ name }: SpanEvent): boolean => Object.hasOwn(INPUTS, name) || name === PROMPT;
const isOutput = ({ name }: SpanEvent): boolean => name === CHOICE || name === COMPLETION;

/** Since 1.37 one event may hold what else is put among the attributes of the call. */
export const isDetails = ({ name }: SpanEvent): boolean =>
  name === 'gen_ai.client.inference.operation.details';

export const isMessageEvent = (event: SpanEvent): boolean => isInput(event) || isOutput(event);

export const eventsInput: WordsReader = ({ events }, decoded) => {
  const own = events.filter(isInput);
  return { events: own, said: own.flatMap((event) => inputIn(event, decoded)) };
};

export const eventsOutput: WordsReader = ({ events }, decoded) => {
  const own = events.filter(isOutput);
  return { events: own, said: own.flatMap((event) => outputIn(event, decoded)) };
};

/** Why the model ended, as the first choice says it. */
export function finishReasonIn(events: readonly SpanEvent[], decoded: boolean): unknown {
  const choice = events.find(({ name }) => name === CHOICE);
  return choice === undefined ? undefined : saidIn(choice, decoded).finish_reason;
}

function inputIn(event: SpanEvent, decoded: boolean): Said[] {
  if (event.name === PROMPT) return messagesIn(event.attributes['gen_ai.prompt'], decoded);
  return [messageOf(saidIn(event, decoded), INPUTS[event.name], decoded)];
}

function outputIn(event: SpanEvent, decoded: boolean): Said[] {
  if (event.name === COMPLETION) {
    const said = messagesIn(event.attributes['gen_ai.completion'], decoded);
    return said.map((one) => ({ ...one, role: one.role ?? 'assistant' }));
  }
  const said = saidIn(event, decoded);
  const choice = indexOf(said.index);
  return [{ ...messageOf(answerOf(said, decoded), 'assistant', decoded), choice }];
}

/** Everything that the event says, wherever it says it. */
function saidIn({ attributes, body }: SpanEvent, decoded: boolean): JsonObject {
  const beside = objectOf(openBody(attributes['gen_ai.event.content'], decoded));
  const opened = openBody(body, decoded);
  if (isObject(opened)) return { ...attributes, ...beside, ...opened };
  return { ...attributes, ...beside, ...(opened != null && { content: opened }) };
}

/** The message of a choice: within it, as JSON within it, as a text, or the choice itself. */
function answerOf(said: JsonObject, decoded: boolean): JsonObject {
  if (said.message === undefined || said.message === null) return said;
  const opened = openBody(said.message, decoded);
  const isMessage = isObject(opened) && MESSAGE.some((name) => name in opened);
  return isMessage ? opened : { content: said.message };
}

const MESSAGE = ['role', 'content', 'tool_calls'];

function messageOf(message: JsonObject, role: string | undefined, decoded: boolean): Said {
  const speaker = message.role ?? role;
  return {
    role: speaker,
    name: message.name,
    parts: chatParts({
      ...message,
      role: speaker,
      content: openList(message.content, PART, decoded),
      tool_calls: openList(message.tool_calls, CALL, decoded),
      tool_call_id: message.tool_call_id ?? message.id,
    }),
  };
}

const PART = ['type', 'text', 'toolUse', 'toolResult'];
const CALL = ['function', 'name'];

/**
 * The list of parts or calls that an attribute can hold only as JSON. What a model says may be JSON of its own: only a
 * list whose every object has one of the fields is opened.
 */
function openList(value: unknown, fields: readonly string[], decoded: boolean): unknown {
  if (typeof value !== 'string' || !/^\s*\[\s*\{/.test(value)) return value;
  const opened = parseNested(value, decoded);
  const isSuch = (item: unknown): boolean =>
    isObject(item) && fields.some((field) => field in item);
  return isList(opened) && opened.every(isSuch) ? opened : value;
}

const indexOf = (index: unknown): number => {
  const number = Number(typeof index === 'string' ? index : numberOf(index));
  return Number.isInteger(number) && number > 0 && number < 10_000 ? number : 0;
};
