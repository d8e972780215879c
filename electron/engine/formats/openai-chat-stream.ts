import type { JsonObject } from './format.ts';
import { isList, isObject, listOf, numberOf, objectOf, objectsOf } from './json-values.ts';
import { eventObjects } from './server-sent-events.ts';

type Draft = Record<string, unknown>;

/** A choice while its pieces come in; what grows with the stream is pushed, never copied. */
interface ChoiceDraft {
  readonly message: Draft;
  readonly calls: Draft[];
  readonly tokens: unknown[];
  readonly rest: Draft;
}

/** Fields of a delta whose fragments are put together in order. */
const JOINED = ['content', 'refusal', 'reasoning_content', 'reasoning'] as const;

/**
 * Puts the chunks of a streamed chat completion together into the response that an unstreamed call gives: one message
 * per choice, tool-call arguments joined by `index`, usage from the last chunk that has it.
 */
export const assembleChatStream = (stream: string, decoded: boolean): JsonObject =>
  assembleChatChunks(eventObjects(stream, decoded));

/** The same for chunks that a log has already taken out of their stream. */
export function assembleChatChunks(chunks: readonly JsonObject[]): JsonObject {
  const response: Draft = { __proto__: null };
  const choices = new Map<number, ChoiceDraft>();
  for (const chunk of chunks) {
    for (const name in chunk) {
      const value = chunk[name];
      if (name !== 'choices' && value !== null && value !== undefined) response[name] = value;
    }
    for (const [position, piece] of objectsOf(chunk.choices).entries()) {
      const number = numberOf(piece.index) ?? position;
      const choice = choices.get(number) ?? begun(number);
      choices.set(number, choice);
      addPiece(choice, piece);
    }
  }
  const inOrder = [...choices.entries()].sort(([a], [b]) => a - b);
  return { ...response, choices: inOrder.map(([, choice]) => finished(choice)) };
}

const begun = (index: number): ChoiceDraft => ({
  message: { role: 'assistant' },
  calls: [],
  tokens: [],
  rest: { index },
});

function addPiece(choice: ChoiceDraft, piece: JsonObject): void {
  addDelta(choice, objectOf(piece.delta));
  for (const token of listOf(objectOf(piece.logprobs).content)) choice.tokens.push(token);
  choice.rest.finish_reason = piece.finish_reason ?? choice.rest.finish_reason;
  choice.rest.content_filter_results =
    piece.content_filter_results ?? choice.rest.content_filter_results;
}

function addDelta({ message, calls }: ChoiceDraft, delta: JsonObject): void {
  if (typeof delta.role === 'string' && delta.role !== '') message.role = delta.role;
  for (const name of JOINED) {
    const more = delta[name];
    // Some dialects stream content as lists of typed parts: texts among them are joined.
    if (typeof more === 'string') message[name] = joined(message[name], more);
    else if (isList(more)) message[name] = joined(message[name], textsOf(more));
  }
  if (isObject(delta.function_call)) {
    message.function_call = addCall(objectOf(message.function_call), delta.function_call);
  }
  for (const [position, fragment] of objectsOf(delta.tool_calls).entries()) {
    const number = numberOf(fragment.index) ?? position;
    // Bounded: an index from a hostile log must not make a list of billions.
    const slot = Math.min(Math.max(0, Math.trunc(number)), calls.length);
    const call = calls[slot] ?? {};
    calls[slot] = call;
    call.id = call.id ?? fragment.id;
    call.function = addCall(objectOf(call.function), objectOf(fragment.function));
  }
}

const finished = ({ message, calls, tokens, rest }: ChoiceDraft): JsonObject => ({
  ...rest,
  message: calls.length > 0 ? { ...message, tool_calls: calls } : message,
  ...(tokens.length > 0 && { logprobs: { content: tokens } }),
});

const addCall = (call: JsonObject, fragment: JsonObject): JsonObject => ({
  name: call.name ?? fragment.name,
  arguments: joined(call.arguments, fragment.arguments),
});

const textsOf = (parts: readonly unknown[]): string =>
  objectsOf(parts)
    .map((part) => (typeof part.text === 'string' ? part.text : ''))
    .join('');

const joined = (before: unknown, more: unknown): unknown =>
  typeof more === 'string' ? (typeof before === 'string' ? before + more : more) : (before ?? more);
