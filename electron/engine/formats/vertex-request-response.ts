import { type Format, Unmapped } from './format.ts';
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
  modelName,
} from './google-body.ts';
import { isList, objectOf, objectsOf, restOf } from './json-values.ts';
import { openBody, parseNested } from './nested-json.ts';

const COLUMNS: ReadonlySet<string> = new Set([
  ...['full_request', 'full_response', 'logging_time', 'request_id', 'model'],
]);

/** Rows of Vertex AI's request-response log in BigQuery ("Log requests and responses" of its documentation). */
export const vertexRequestResponse: Format = {
  id: 'vertex-request-response',
  title: 'Vertex AI request-response log',
  recognise: (record) =>
    'full_request' in record && 'full_response' in record && 'logging_time' in record ? 1 : 0,
  map(record, emit) {
    const request = objectOf(openBody(record.full_request, emit.decoded));
    const given = openList(record.full_response, emit.decoded);
    const answer = isList(given) ? assembleGoogleStream(objectsOf(given)) : objectOf(given);
    if (!isGoogleRequest(request) && !isGoogleAnswer(answer)) {
      throw new Unmapped('neither contents nor candidates');
    }
    const asked = googleRequestFields(request);
    const answered = googleAnswerFields(answer);
    const failure = answer.error ?? undefined;
    const answers = objectsOf(answer.candidates).length > 0;
    const rest = googleRest(answer);
    emit.turn({
      ...asked,
      ...answered,
      kind: answers ? 'model' : 'request',
      capture: 'wire',
      external_id: record.request_id ?? answered.external_id,
      response_id: answered.external_id,
      started_at: answered.started_at ?? record.logging_time,
      provider: 'google',
      requested_model: modelName(record.model) ?? asked.requested_model,
      latency_ms: objectOf(openBody(record.metadata, emit.decoded)).request_latency,
      error: objectOf(failure).message ?? failure ?? blockReason(answer),
      metadata: {
        ...restOf(record, COLUMNS),
        logging_time: record.logging_time,
        ...(answered.external_id !== undefined && { response_id: answered.external_id }),
        ...(rest && { response: rest }),
      },
    });
    emitGoogleRequest(request, emit);
    emitGoogleAnswer(answer, emit);
  },
};

/** BigQuery exports JSON columns as objects or as text; a streamed answer is a list. */
function openList(value: unknown, decoded: boolean): unknown {
  return typeof value === 'string' && /^\s*\[/.test(value)
    ? parseNested(value, decoded)
    : openBody(value, decoded);
}
