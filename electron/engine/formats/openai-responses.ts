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
import { isList, isObject, nameOf, objectOf, objectsOf } from './json-values.ts';
import {
  emitResponsesInput,
  emitResponsesOutput,
  responsesFields,
  responsesRequestFields,
  responsesRest,
} from './openai-responses-body.ts';
import { piecewise } from './piecewise.ts';
import { eventObjects, isEventStream } from './server-sent-events.ts';

const ENDS = /^response\.(?:completed|failed|incomplete|cancelled)$/;
const HELD_BY_EVENTS = ['sequence_number', 'response', 'item', 'item_id'];

/** Events do not name their response; each stream begins and ends with one that carries it. */
const STREAMS = piecewise({
  piece: (event) =>
    typeof event.type === 'string' &&
    event.type.startsWith('response.') &&
    HELD_BY_EVENTS.some((name) => name in event)
      ? { of: null, begins: event.type === 'response.created', ends: ENDS.test(event.type) }
      : undefined,
  assemble: (events) => ({ object: 'response', ...assembleResponses(events) }),
});

/** Calls of OpenAI's Responses API as captured, or its response objects alone. */
export const openAiResponses: Format = {
  id: 'openai-responses',
  title: 'OpenAI Responses API, request and response',
  recognise(record) {
    const exchange = exchangeOf(record, true);
    if (exchange === undefined) return STREAMS.pieceOf(record) === undefined ? 0 : 0.95;
    const { request, response } = exchange;
    if (isResponses(response)) return 0.95;
    if (typeof response === 'string' && response.includes('"response.created"')) return 0.95;
    const asks = request !== undefined && 'input' in request && 'model' in request;
    return asks && typeof record.url === 'string' && record.url.includes('/responses') ? 0.9 : 0;
  },
  map(record, emit) {
    const exchange = exchangeOf(record, emit.decoded);
    if (exchange === undefined || !isCall(exchange))
      throw new Unmapped('neither a request nor a response');
    const response = isEventStream(exchange.response)
      ? assembleResponses(eventObjects(exchange.response, emit.decoded))
      : exchange.response;
    const answer = objectOf(response);
    const request = exchange.request ?? {};
    const error = errorOf({ ...exchange, response }, record);
    const fields = {
      beside: envelopeFields(record),
      answered: responsesFields(answer),
      asked: responsesRequestFields(request),
    };
    const answers = isList(answer.output) && answer.output.length > 0;
    const metadata = exchangeMetadata(record, answer, responsesRest(answer));
    emit.turn(exchangeTurn(fields, kindOf(exchange, answers, error), error, metadata));
    emitResponsesInput(exchange.request ?? { instructions: answer.instructions }, emit);
    emitResponsesOutput(answer, emit);
    emitBeside(record, emit);
  },
  streams: STREAMS,
};

function exchangeOf(record: JsonObject, decoded: boolean): Exchange | undefined {
  return isResponses(record)
    ? { request: undefined, response: record, status: undefined }
    : openExchange(record, decoded);
}

/** Embeddings are asked with `input` too, but their answer is a list of data. */
const isCall = ({ request, response }: Exchange): boolean =>
  isResponses(response) ||
  isEventStream(response) ||
  (request?.input !== undefined && !('data' in objectOf(response)));

const isResponses = (value: unknown): boolean =>
  isObject(value) && value.object === 'response' && isList(value.output);

/** The last event that carries the whole response, with the items as far as they came where the stream broke off. */
function assembleResponses(events: readonly JsonObject[]): JsonObject {
  let response: JsonObject = {};
  const items = new Map<unknown, unknown>();
  for (const event of events) {
    if (isObject(event.response)) response = event.response;
    if (event.type === 'response.output_item.done') items.set(event.output_index, event.item);
    if (event.type === 'response.output_text.delta')
      items.set(event.output_index, withText(items.get(event.output_index), event.delta));
    if (event.type === 'error') response = { ...response, error: event };
  }
  const whole = isList(response.output) && response.output.length > 0;
  return whole ? response : { ...response, output: [...items.values()] };
}

/** The message that a piece of its text belongs to. */
function withText(item: unknown, delta: unknown): JsonObject {
  const [part] = objectsOf(objectOf(item).content);
  const text = typeof delta === 'string' ? `${nameOf(part?.text) ?? ''}${delta}` : part?.text;
  return { type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] };
}
