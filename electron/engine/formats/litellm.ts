import { type Emit, type Format, type JsonObject, type TurnFields, Unmapped } from './format.ts';
import { isList, isObject, numberOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { openBody, parseNested } from './nested-json.ts';
import {
  emitChoices,
  emitRequest,
  requestFields,
  responseFields,
  responseRest,
} from './openai-chat-body.ts';
import { emitResponsesOutput, responsesRest } from './openai-responses-body.ts';

/** Calls that are no conversation. */
const OTHER_CALLS = /embedding|image|transcription|speech|rerank|moderation|search|ocr/;
const COLUMNS: ReadonlySet<string> = new Set([
  ...['id', 'request_id', 'trace_id', 'session_id', 'messages', 'response', 'startTime', 'endTime'],
  ...['response_time', 'model', 'prompt_tokens', 'completion_tokens', 'end_user', 'error_str'],
  ...['custom_llm_provider', 'model_parameters', 'guardrail_information', 'proxy_server_request'],
]);

/** LiteLLM's standard logging payload and the rows of its spend logs (its documentation, "Logging" and "Spend"). */
export const liteLlm: Format = {
  id: 'litellm',
  title: 'LiteLLM logging payloads and spend logs',
  recognise(record) {
    if (typeof record.call_type !== 'string') return 0;
    if ('response_cost' in record && 'hidden_params' in record) return 1;
    return 'request_id' in record && 'spend' in record ? 1 : 0;
  },
  map(record, emit) {
    const type = record.call_type;
    if (typeof type !== 'string') throw new Unmapped('no call_type');
    if (OTHER_CALLS.test(type)) throw new Unmapped(`a call of ${type}, which is no conversation`);
    const request = requestOf(record, emit.decoded);
    const opened = openBody(record.response, emit.decoded);
    const response = objectOf(opened);
    const isResponses = response.object === 'response';
    const metadata = objectOf(openBody(record.metadata, emit.decoded));
    const error = failureOf(record, metadata);
    const rest = isResponses ? responsesRest(response) : responseRest(response);
    emit.turn({
      ...columnsOf(record, request, response, metadata),
      kind: error === undefined ? 'model' : 'request',
      error,
      metadata: {
        ...restOf(record, COLUMNS),
        ...(isObject(openBody(record.metadata, emit.decoded)) && { metadata }),
        ...(response.id !== undefined && { response_id: response.id }),
        ...(rest && { response: rest }),
      },
    });
    emitRequest(request, emit);
    if (isResponses) emitResponsesOutput(response, emit);
    else if (typeof opened === 'string' && opened !== '') {
      emit.message('output', 'assistant', [{ type: 'text', content: opened }]);
    } else emitChoices(response, emit);
    emitGuardrails(record.guardrail_information ?? metadata.guardrail_information, emit);
  },
};

function columnsOf(
  record: JsonObject,
  request: JsonObject,
  response: JsonObject,
  metadata: JsonObject,
): TurnFields {
  const seconds = numberOf(record.response_time);
  const answered = responseFields(response);
  const asked = requestFields(request);
  return {
    ...asked,
    capture: 'application',
    conversation: given(record.trace_id) ?? given(record.session_id),
    session_id: given(record.session_id),
    external_id: record.id ?? record.request_id,
    call_id: given(record.id) ?? given(record.request_id),
    trace_id: given(record.trace_id),
    response_id: answered.external_id,
    started_at: record.startTime,
    ended_at: record.endTime,
    provider: given(record.custom_llm_provider),
    route: given(record.model_group),
    system_fingerprint: answered.system_fingerprint,
    model: answered.model ?? given(record.model),
    requested_model: given(record.model_group) ?? given(record.model),
    prompt_tokens: record.prompt_tokens ?? answered.prompt_tokens,
    completion_tokens: record.completion_tokens ?? answered.completion_tokens,
    latency_ms: seconds === undefined ? undefined : seconds * 1000,
    confidence: answered.confidence,
    finish_reason: answered.finish_reason,
    user_id: given(record.end_user) ?? given(metadata.user_api_key_user_id) ?? given(record.user),
  };
}

/** LiteLLM writes "" for what it does not know. */
const given = (value: unknown): unknown => (value === '' || value === null ? undefined : value);

/** Messages are a list, a text, or their JSON; "{}" stands where prompts are not stored. */
function requestOf(record: JsonObject, decoded: boolean): JsonObject {
  const sent = objectOf(openBody(record.proxy_server_request, decoded));
  const parameters = objectOf(openBody(record.model_parameters, decoded));
  const messages = messagesOf(record.messages, decoded);
  return { ...sent, ...parameters, messages: messages ?? sent.messages };
}

function messagesOf(messages: unknown, decoded: boolean): readonly unknown[] | undefined {
  if (isList(messages)) return messages;
  if (isObject(messages)) return isList(messages.messages) ? messages.messages : undefined;
  if (typeof messages !== 'string' || messages === '') return undefined;
  if (!/^\s*[[{]/.test(messages)) return [{ role: 'user', content: messages }];
  const opened = parseNested(messages, decoded);
  return isList(opened) ? opened : undefined;
}

function failureOf(record: JsonObject, metadata: JsonObject): unknown {
  if (given(record.error_str) !== undefined) return record.error_str;
  const { error_message, error_class } = objectOf(
    record.error_information ?? metadata.error_information,
  );
  const failure = given(error_message) ?? given(error_class);
  if (failure !== undefined) return failure;
  const failed = [record.status, metadata.status].includes('failure');
  return failed ? 'failure' : undefined;
}

function emitGuardrails(information: unknown, emit: Emit): void {
  for (const one of isList(information) ? objectsOf(information) : [information]) {
    if (!isObject(one)) continue;
    const { guardrail_name, guardrail_status, guardrail_mode, start_time } = one;
    emit.verdict({
      what: typeof guardrail_name === 'string' ? `guardrail: ${guardrail_name}` : 'guardrail',
      value: guardrail_status,
      at: start_time,
      comment: typeof guardrail_mode === 'string' ? guardrail_mode : undefined,
    });
  }
}
