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
import {
  assembleGoogleStream,
  blockReason,
  emitGoogleAnswer,
  emitGoogleRequest,
  googleAnswerFields,
  googleRequestFields,
  googleRest,
  isGoogleAnswer,
  isGoogleRequest,
} from './google-body.ts';
import { isList, isObject, objectOf, objectsOf } from './json-values.ts';
import { parseNested } from './nested-json.ts';
import { eventObjects, isEventStream } from './server-sent-events.ts';

const MODEL_IN_URL = /\/models\/([^/:?]+):/;

/**
 * Calls of Google's generateContent (Gemini API and Vertex AI) as captured, or its responses alone. Streams are
 * server-sent events or a list of responses (Gemini API reference, "Generating content").
 */
export const googleGenerateContent: Format = {
  id: 'google-generatecontent',
  title: 'Google generateContent, request and response',
  recognise(record) {
    const exchange = exchangeOf(record, true);
    if (exchange === undefined) return 0;
    if (isGoogleRequest(exchange.request)) return 0.95;
    return isObject(exchange.response) && isGoogleAnswer(exchange.response) ? 0.95 : 0;
  },
  map(record, emit) {
    const exchange = exchangeOf(record, emit.decoded);
    const answer = exchange && answerOf(exchange.response, emit.decoded);
    if (answer === undefined || !(isGoogleRequest(exchange?.request) || isGoogleAnswer(answer))) {
      throw new Unmapped('neither contents nor candidates');
    }
    const request = exchange?.request ?? {};
    const opened = { request, response: answer, status: exchange?.status };
    const error = errorOf(opened, record) ?? blockReason(answer);
    const asked = googleRequestFields(request);
    const fields = {
      beside: envelopeFields(record),
      answered: googleAnswerFields(answer),
      asked: { ...asked, requested_model: asked.requested_model ?? modelOf(record.url) },
    };
    const answers = objectsOf(answer.candidates).length > 0;
    const metadata = exchangeMetadata(record, answer, googleRest(answer));
    emit.turn(exchangeTurn(fields, kindOf(opened, answers, error), error, metadata));
    emitGoogleRequest(request, emit);
    emitGoogleAnswer(answer, emit);
    emitBeside(record, emit);
  },
};

function exchangeOf(record: JsonObject, decoded: boolean): Exchange | undefined {
  return isList(record.candidates) && isGoogleAnswer(record)
    ? { request: undefined, response: record, status: undefined }
    : openExchange(record, decoded);
}

function answerOf(response: unknown, decoded: boolean): JsonObject {
  if (isList(response)) return assembleGoogleStream(objectsOf(response));
  if (isEventStream(response)) return assembleGoogleStream(eventObjects(response, decoded));
  if (typeof response === 'string' && /^\s*\[/.test(response)) {
    return assembleGoogleStream(objectsOf(parseNested(response, decoded)));
  }
  return objectOf(response);
}

const modelOf = (url: unknown): string | undefined =>
  typeof url === 'string' ? MODEL_IN_URL.exec(url)?.[1] : undefined;
