import { envelopeFields } from './envelope.ts';
import { mapExchange } from './exchange-dialects.ts';
import { emitFeedback } from './feedback.ts';
import { type Emit, type Format, type JsonObject, Unmapped } from './format.ts';
import { isObject, objectOf, restOf } from './json-values.ts';
import { openBody } from './nested-json.ts';
import { numberOrGiven, numeric } from './run-fields.ts';

const RENAMED: ReadonlySet<string> = new Set([
  ...['request_id', 'request_created_at', 'response_created_at', 'request_body', 'response_body'],
  ...['response_status', 'delay_ms', 'request_user_id', 'request_path', 'feedback', 'error'],
  'scores',
]);
/** Columns of a row whose bodies were not exported. */
const BODILESS_TAKEN: ReadonlySet<string> = new Set([
  ...[...RENAMED].filter((name) => name !== 'response_status' && name !== 'request_path'),
  ...['request_model', 'response_model', 'model_override', 'prompt_tokens', 'completion_tokens'],
  'provider',
]);

/**
 * Requests that Helicone exports (documentation of `@helicone/export`; made from the description alone). The bodies are
 * the providers' own and are mapped as such.
 */
export const helicone: Format = {
  id: 'helicone',
  title: 'Helicone export',
  recognise: (record) =>
    'request_id' in record && 'request_created_at' in record && 'response_status' in record ? 1 : 0,
  map(record, emit) {
    if (record.request_id === undefined) throw new Unmapped('no request_id');
    if (isBodiless(record)) mapBodiless(record, emit);
    else if (!mapExchange(exchangeRecord(record, emit.decoded), emit)) {
      throw new Unmapped('bodies of a provider that is not known');
    }
    emitScores(record, objectOf(openBody(record.scores, emit.decoded)), emit);
  },
};

/** An export without bodies, or one that keeps them at an address (`signed_body_url`). */
const isBodiless = ({ request_body, response_body }: JsonObject): boolean =>
  request_body == null && response_body == null;

/** The call as the row alone tells it: a turn without messages. */
function mapBodiless(record: JsonObject, emit: Emit): void {
  const status = numeric(record.response_status);
  if (status === undefined) throw new Unmapped('neither bodies nor a status');
  const {
    external_id,
    started_at,
    ended_at,
    latency_ms,
    user_id,
    session_id,
    conversation,
    model,
  } = envelopeFields(exchangeRecord(record, emit.decoded));
  emit.turn({
    kind: status < 400 ? 'model' : 'request',
    capture: 'wire',
    ...{ external_id, started_at, ended_at, latency_ms, user_id, session_id, conversation, model },
    provider: record.provider,
    requested_model: record.request_model,
    prompt_tokens: numberOrGiven(record.prompt_tokens),
    completion_tokens: numberOrGiven(record.completion_tokens),
    error: record.error ?? (status < 400 ? undefined : `HTTP ${status}`),
    metadata: restOf(record, BODILESS_TAKEN),
  });
  emitFeedback(record.feedback, emit);
}

/** Under this name the scores hold what the user said of the answer, 1 or 0. */
const USERS_SCORE = 'helicone-score-feedback';

/** What evaluators said of the call, a number or a truth under the name of each; and what its user said. */
function emitScores(record: JsonObject, scores: JsonObject, emit: Emit): void {
  for (const [what, score] of Object.entries(scores)) {
    const value = isObject(score) && 'value' in score ? score.value : score;
    if (what !== USERS_SCORE) emit.verdict({ what, value });
    else if (record.feedback == null) emit.feedback({ what: 'feedback', value });
  }
}

/** The record under the names that captures use. */
function exchangeRecord(record: JsonObject, decoded: boolean): JsonObject {
  const properties = objectOf(openBody(record.request_properties, decoded));
  return {
    ...restOf(record, RENAMED),
    id: record.request_id,
    timestamp: record.request_created_at,
    ended_at: record.response_created_at,
    request: record.request_body,
    response: record.response_body,
    status: numberOrGiven(record.response_status),
    latency_ms: numberOrGiven(record.delay_ms),
    user_id: record.request_user_id,
    // Where the provider's answer does not name its model, the caller may have told Helicone.
    model: record.model_override ?? record.response_model,
    session_id: properties['Helicone-Session-Id'],
    url: record.request_path,
    feedback: record.feedback,
  };
}
