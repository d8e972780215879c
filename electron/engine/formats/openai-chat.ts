import {
  emitBeside,
  envelopeFields,
  errorOf,
  type Exchange,
  exchangeMetadata,
  exchangeTurn,
  flatRequest,
  kindOf,
  openExchange,
} from './envelope.ts';
import { type Emit, type Format, type JsonObject, Unmapped } from './format.ts';
import { isList, isObject, objectOf, objectsOf } from './json-values.ts';
import {
  emitChoices,
  emitMessage,
  emitRequest,
  requestFields,
  responseFields,
  responseRest,
} from './openai-chat-body.ts';
import { assembleChatChunks, assembleChatStream } from './openai-chat-stream.ts';
import { piecewise } from './piecewise.ts';
import { isEventStream } from './server-sent-events.ts';

/** Chunks carry the id of their completion; the usage may come after the one that ends the answer. */
const STREAMS = piecewise({
  piece: (value) =>
    value.object === 'chat.completion.chunk'
      ? { of: typeof value.id === 'string' ? value.id : null, begins: false, ends: false }
      : undefined,
  assemble: (chunks) => ({ ...assembleChatChunks(chunks), object: 'chat.completion' }),
});

/**
 * Chat completions as captured on the wire or by a gateway: {request, response} and its relatives, or the response
 * alone. A call that failed, or whose answer the record does not hold, is a request.
 */
export const openAiChat: Format = {
  id: 'openai-chat',
  title: 'OpenAI chat completions, request and response',
  recognise(record) {
    const exchange = exchangeOf(record, true);
    if (exchange === undefined) return STREAMS.pieceOf(record) === undefined ? 0 : 0.95;
    const { request, response } = exchange;
    if (isChatResponse(response)) return 0.95;
    if (!isList(request?.messages)) return 0;
    if (typeof record.url === 'string' && record.url.includes('/chat/completions')) return 0.9;
    if (answerMessage(response) !== undefined) return 0.6;
    // An error body or an empty answer: any dialect that asks with `messages` looks like this.
    const silent = response === undefined || response === null || response === '';
    const failed = 'error' in objectOf(response) || (exchange.status ?? 0) >= 400;
    return silent || failed ? 0.5 : 0;
  },
  map(record, emit) {
    const exchange = exchangeOf(record, emit.decoded);
    if (exchange === undefined || !isChat(exchange)) {
      throw new Unmapped('neither a chat request nor a chat response');
    }
    mapChat(record, exchange, emit);
  },
  streams: STREAMS,
};

function mapChat(record: JsonObject, exchange: Exchange, emit: Emit): void {
  const response = isEventStream(exchange.response)
    ? assembleChatStream(exchange.response, emit.decoded)
    : exchange.response;
  const answer = objectOf(response);
  const request = exchange.request ?? {};
  const error = errorOf({ ...exchange, response }, record);
  const message = error === undefined ? answerMessage(response) : undefined;
  const fields = {
    beside: envelopeFields(record),
    answered: responseFields(answer),
    asked: requestFields(request),
  };
  const answers = message !== undefined || objectsOf(answer.choices).length > 0;
  const metadata = exchangeMetadata(record, answer, responseRest(answer));
  const turn = exchangeTurn(fields, kindOf(exchange, answers, error), error, metadata);
  const isHalf = exchange.response == null || !isList(request.messages);
  emit.turn(isHalf ? { ...turn, call_id: callId(record, record === answer) } : turn);
  emitRequest(request, emit);
  if (message === undefined) emitChoices(answer, emit);
  else emitMessage('output', message, emit, 0);
  emitBeside(record, emit);
}

/** What may join a request or an answer that stands alone to the other; the id of a bare body is the answer's own. */
const callId = (record: JsonObject, isBody: boolean): unknown =>
  record.request_id ?? (isBody ? undefined : record.id);

/** Captures hold other calls too (embeddings, moderation), which this format does not map. */
const isChat = ({ request, response }: Exchange): boolean =>
  isList(request?.messages) || isChatResponse(response);

/** The answer where a gateway keeps no more than its text or its message; undefined where there are choices. */
function answerMessage(response: unknown): JsonObject | undefined {
  if (typeof response === 'string') {
    const isText = response !== '' && !isEventStream(response) && !/^\s*\{/.test(response);
    return isText ? { role: 'assistant', content: response } : undefined;
  }
  if (!isObject(response) || isList(response.choices) || 'type' in response) return undefined;
  if (isObject(response.message)) return response.message;
  return typeof response.content === 'string' ? response : undefined;
}

/** Opens the record; a response may also stand alone, or beside the fields of its request. */
function exchangeOf(record: JsonObject, decoded: boolean): Exchange | undefined {
  if (!isChatResponse(record)) return openExchange(record, decoded);
  return { request: flatRequest(record), response: record, status: undefined };
}

function isChatResponse(response: unknown): boolean {
  if (typeof response === 'string') return response.includes('"chat.completion.chunk"');
  if (!isObject(response)) return false;
  if (response.object === 'chat.completion') return true;
  return objectsOf(response.choices).some((choice) => isObject(choice.message));
}
