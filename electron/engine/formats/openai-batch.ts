import { type Emit, type Format, type JsonObject, Unmapped } from './format.ts';
import { isList, isObject, objectOf, restOf } from './json-values.ts';
import { openBody } from './nested-json.ts';
import {
  emitChoices,
  emitRequest,
  requestFields,
  responseFields,
  responseRest,
} from './openai-chat-body.ts';
import {
  emitResponsesInput,
  emitResponsesOutput,
  responsesFields,
  responsesRequestFields,
  responsesRest,
} from './openai-responses-body.ts';
import { errorOf } from './envelope.ts';

const OUTPUT_COLUMNS: ReadonlySet<string> = new Set(['custom_id', 'response', 'error']);
const INPUT_COLUMNS: ReadonlySet<string> = new Set(['custom_id', 'body']);

/** Results of an OpenAI batch: answers only; the questions stand in the input file under the same `custom_id`. */
export const openAiBatch: Format = {
  id: 'openai-batch',
  title: 'OpenAI batch output',
  recognise(record) {
    if (!('custom_id' in record)) return 0;
    const response = objectOf(record.response);
    if ('status_code' in response && 'body' in response) return 1;
    return 'response' in record && isObject(record.error) ? 0.9 : 0;
  },
  map(record, emit) {
    if (record.custom_id === undefined) throw new Unmapped('no custom_id');
    const response = objectOf(record.response);
    const body = objectOf(openBody(response.body, emit.decoded));
    const status = typeof response.status_code === 'number' ? response.status_code : undefined;
    const error = errorOf({ request: undefined, response: body, status }, record);
    const isResponses = body.object === 'response';
    const rest = isResponses ? responsesRest(body) : responseRest(body);
    emit.turn({
      ...(isResponses ? responsesFields(body) : responseFields(body)),
      kind: error === undefined ? 'model' : 'request',
      capture: 'wire',
      conversation: record.custom_id,
      conversation_scope: 'file',
      call_id: record.custom_id,
      call_batch: 'openai',
      half: 'answer',
      error,
      metadata: {
        ...restOf(record, OUTPUT_COLUMNS),
        ...(response.request_id !== undefined && { request_id: response.request_id }),
        ...(rest && { response: rest }),
      },
    });
    emitAnswer(body, isResponses, emit);
  },
};

function emitAnswer(body: JsonObject, isResponses: boolean, emit: Emit): void {
  if (isResponses) emitResponsesOutput(body, emit);
  else emitChoices(body, emit);
}

/** Requests of an OpenAI batch, which hold no answers. */
export const openAiBatchInput: Format = {
  id: 'openai-batch-input',
  title: 'OpenAI batch input',
  recognise: (record) =>
    'custom_id' in record && typeof record.url === 'string' && isObject(record.body) ? 1 : 0,
  map(record, emit) {
    if (record.custom_id === undefined) throw new Unmapped('no custom_id');
    const body = objectOf(record.body);
    const isChat = isList(body.messages);
    emit.turn({
      ...(isChat ? requestFields(body) : responsesRequestFields(body)),
      kind: 'request',
      capture: 'wire',
      conversation: record.custom_id,
      conversation_scope: 'file',
      call_id: record.custom_id,
      call_batch: 'openai',
      half: 'request',
      metadata: restOf(record, INPUT_COLUMNS),
    });
    if (isChat) emitRequest(body, emit);
    else emitResponsesInput(body, emit);
  },
};
