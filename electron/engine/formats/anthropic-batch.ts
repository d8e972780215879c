import {
  anthropicRequestFields,
  anthropicResponseFields,
  anthropicRest,
  emitAnthropicAnswer,
  emitAnthropicRequest,
} from './anthropic-body.ts';
import { type Format, Unmapped } from './format.ts';
import { isList, objectOf } from './json-values.ts';

const OUTCOMES: ReadonlySet<unknown> = new Set(['succeeded', 'errored', 'canceled', 'expired']);

/** Results of an Anthropic message batch; the questions stand in the requests under the same `custom_id`. */
export const anthropicBatch: Format = {
  id: 'anthropic-batch',
  title: 'Anthropic message batch, results',
  recognise: (record) =>
    'custom_id' in record && OUTCOMES.has(objectOf(record.result).type) ? 1 : 0,
  map(record, emit) {
    if (record.custom_id === undefined) throw new Unmapped('no custom_id');
    const result = objectOf(record.result);
    const message = objectOf(result.message);
    const failed = result.type !== 'succeeded';
    emit.turn({
      ...anthropicResponseFields(message),
      kind: failed ? 'request' : 'model',
      capture: 'wire',
      conversation: record.custom_id,
      conversation_scope: 'file',
      call_id: record.custom_id,
      call_batch: 'anthropic',
      half: 'answer',
      error: failed ? (messageOf(result.error) ?? result.type) : undefined,
      metadata: anthropicRest(message),
    });
    emitAnthropicAnswer(message, emit);
  },
};

/** Requests of an Anthropic message batch, which hold no answers. */
export const anthropicBatchInput: Format = {
  id: 'anthropic-batch-input',
  title: 'Anthropic message batch, requests',
  recognise: (record) =>
    'custom_id' in record && isList(objectOf(record.params).messages) ? 1 : 0,
  map(record, emit) {
    if (record.custom_id === undefined) throw new Unmapped('no custom_id');
    const params = objectOf(record.params);
    emit.turn({
      ...anthropicRequestFields(params),
      kind: 'request',
      capture: 'wire',
      conversation: record.custom_id,
      conversation_scope: 'file',
      call_id: record.custom_id,
      call_batch: 'anthropic',
      half: 'request',
    });
    emitAnthropicRequest(params, emit);
  },
};

/** The message of an error, which may be wrapped in another: {type: "error", error: {type, message}}. */
function messageOf(error: unknown): unknown {
  const outer = objectOf(error);
  return objectOf(outer.error).message ?? outer.message ?? error;
}
