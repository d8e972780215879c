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
import {
  emitResponsesInput,
  emitResponsesOutput,
  responsesFields,
  responsesRequestFields,
  responsesRest,
} from './openai-responses-body.ts';
import { eventObjects, isEventStream } from './server-sent-events.ts';

/** Calls of OpenAI's Responses API as captured, or its response objects alone. */
export const openAiResponses: Format = {
  id: 'openai-responses',
  title: 'OpenAI Responses API, request and response',
  recognise(record) {
    const exchange = exchangeOf(record, true);
    if (exchange === undefined) return 0;
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
      ? assembleResponsesStream(exchange.response, emit.decoded)
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

/** The last event that carries the whole response, with the items that were done when the stream broke off before. */
function assembleResponsesStream(stream: string, decoded: boolean): JsonObject {
  let response: JsonObject = {};
  const items: unknown[] = [];
  for (const event of eventObjects(stream, decoded)) {
    if (isObject(event.response)) response = event.response;
    if (event.type === 'response.output_item.done') items.push(event.item);
    if (event.type === 'error') response = { ...response, error: event };
  }
  const whole = isList(response.output) && response.output.length > 0;
  return whole ? response : { ...response, output: items };
}
