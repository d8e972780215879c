import {
  anthropicRequestFields,
  anthropicResponseFields,
  anthropicRest,
  emitAnthropicAnswer,
  emitAnthropicRequest,
} from './anthropic-body.ts';
import { assembleAnthropicEvents, assembleAnthropicStream } from './anthropic-stream.ts';
import {
  emitBeside,
  envelopeFields,
  errorOf,
  type Exchange,
  exchangeMetadata,
  exchangeTurn,
  kindOf,
  openExchange,
} from './envelope.ts';
import { type Format, type JsonObject, Unmapped } from './format.ts';
import { isList, isObject, objectOf } from './json-values.ts';
import { piecewise } from './piecewise.ts';
import { isEventStream } from './server-sent-events.ts';

const EVENTS: ReadonlySet<unknown> = new Set([
  ...['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop'],
  ...['message_delta', 'message_stop', 'ping'],
]);

/** Events do not name their message; each begins and ends with one that says so. */
const STREAMS = piecewise({
  piece: ({ type }) =>
    EVENTS.has(type)
      ? { of: null, begins: type === 'message_start', ends: type === 'message_stop' }
      : undefined,
  assemble: (events) => ({
    type: 'message',
    role: 'assistant',
    content: [],
    ...assembleAnthropicEvents(events),
  }),
});

/** Calls of Anthropic's Messages API as captured, or its responses alone. */
export const anthropicMessages: Format = {
  id: 'anthropic-messages',
  title: 'Anthropic messages, request and response',
  recognise(record) {
    const exchange = exchangeOf(record, true);
    if (exchange === undefined) return STREAMS.pieceOf(record) === undefined ? 0 : 0.95;
    const { request, response } = exchange;
    if (isMessage(response)) return 0.95;
    if (typeof response === 'string' && response.includes('"message_start"')) return 0.95;
    if (objectOf(response).type === 'error') return 0.9;
    const url = typeof record.url === 'string' ? record.url : '';
    return isList(request?.messages) && url.includes('/v1/messages') ? 0.9 : 0;
  },
  map(record, emit) {
    const exchange = exchangeOf(record, emit.decoded);
    if (exchange === undefined || !isCall(exchange))
      throw new Unmapped('neither a request nor a message');
    const response = isEventStream(exchange.response)
      ? assembleAnthropicStream(exchange.response, emit.decoded)
      : exchange.response;
    const answer = objectOf(response);
    const request = exchange.request ?? {};
    const error = errorOf({ ...exchange, response }, record);
    const fields = {
      beside: envelopeFields(record),
      answered: anthropicResponseFields(answer),
      asked: anthropicRequestFields(request),
    };
    const metadata = exchangeMetadata(record, answer, anthropicRest(answer));
    emit.turn(exchangeTurn(fields, kindOf(exchange, isMessage(answer), error), error, metadata));
    emitAnthropicRequest(request, emit);
    emitAnthropicAnswer(answer, emit);
    emitBeside(record, emit);
  },
  streams: STREAMS,
};

function exchangeOf(record: JsonObject, decoded: boolean): Exchange | undefined {
  return isMessage(record)
    ? { request: undefined, response: record, status: undefined }
    : openExchange(record, decoded);
}

/** Captures hold other calls too (token counts, lists of models), which this format does not map. */
const isCall = ({ request, response }: Exchange): boolean =>
  isList(request?.messages) || isMessage(response) || isEventStream(response);

const isMessage = (value: unknown): boolean =>
  isObject(value) &&
  value.type === 'message' &&
  value.role === 'assistant' &&
  isList(value.content);
