import { envelopeFields } from './envelope.ts';
import { mapExchange } from './exchange-dialects.ts';
import { type Emit, type Format, type JsonObject, Unmapped } from './format.ts';
import { listOf, nameOf, objectOf, restOf } from './json-values.ts';
import { openBody } from './nested-json.ts';
import { filledText, heldObject, numberOrGiven, numeric } from './run-fields.ts';

/** Columns that nobody else names so; whoever asks for an export chooses which of them it has. */
const OWN = ['ai_org', 'ai_model', 'req_units', 'res_units', 'total_units', 'is_success'] as const;
const RENAMED: ReadonlySet<string> = new Set([
  ...['created_at', 'request', 'response', 'request.body', 'response.body', 'request_url'],
  ...['response_status_code', 'response_time', 'ai_org', 'ai_model', 'metadata'],
  ...['metadata.key', 'metadata.value'],
]);
/** Columns of a row whose bodies were not exported. */
const BODILESS_TAKEN: ReadonlySet<string> = new Set([
  ...[...RENAMED].filter((name) => name !== 'request_url'),
  ...['id', 'trace_id', 'req_units', 'res_units', 'total_units', 'is_success'],
]);

/**
 * Logs that Portkey exports (its documentation, "Logs Export"). The bodies are the providers' own and are mapped as
 * such. A trace holds the calls of one conversation.
 */
export const portkey: Format = {
  id: 'portkey',
  title: 'Portkey log export',
  recognise(record) {
    const own = OWN.filter((name) => name in record).length;
    return own >= 3 && 'created_at' in record ? 1 : 0;
  },
  map(record, emit) {
    if (record.created_at === undefined || !('ai_org' in record || 'ai_model' in record)) {
      throw new Unmapped('no row of a log that Portkey exports');
    }
    const exchange = exchangeRecord(record, emit.decoded);
    if (exchange.request == null && exchange.response == null) mapBodiless(record, exchange, emit);
    else if (!mapExchange(exchange, emit)) {
      throw new Unmapped('bodies of a provider that is not known, or of no conversation');
    }
  },
};

/** The call as the row alone tells it: a turn without messages. */
function mapBodiless(record: JsonObject, exchange: JsonObject, emit: Emit): void {
  const status = numeric(record.response_status_code);
  const failed = isFailed(record) || (status !== undefined && status >= 400);
  const { metadata } = exchange;
  const said = status === undefined ? filledText(record.response_status_code) : undefined;
  emit.turn({
    ...envelopeFields(exchange),
    kind: failed ? 'request' : 'model',
    capture: 'wire',
    prompt_tokens: numberOrGiven(record.req_units),
    completion_tokens: numberOrGiven(record.res_units),
    error: failed ? `HTTP ${status ?? 'error'}` : undefined,
    metadata: {
      ...restOf(record, BODILESS_TAKEN),
      ...(said !== undefined && { response_status_code: said }),
      ...(metadata !== undefined && { metadata }),
    },
  });
}

/** Exports say it as a number, a truth or the word for one. */
const isFailed = ({ is_success: said }: JsonObject): boolean =>
  said === false || numeric(said) === 0 || nameOf(said)?.toLowerCase() === 'false';

/** The row under the names that captures use. */
function exchangeRecord(record: JsonObject, decoded: boolean): JsonObject {
  const metadata = metadataOf(record, decoded);
  const isUnexplained = isFailed(record) && numeric(record.response_status_code) === undefined;
  return {
    ...(isUnexplained && { error: 'the call failed' }),
    ...restOf(record, RENAMED),
    timestamp: record.created_at,
    conversation_id: filledText(record.trace_id),
    request: record.request ?? record['request.body'],
    response: record.response ?? record['response.body'],
    status: numberOrGiven(record.response_status_code),
    latency_ms: numberOrGiven(record.response_time),
    user_id: filledText(metadata?._user),
    environment: filledText(metadata?._environment),
    provider: filledText(record.ai_org),
    model: filledText(record.ai_model),
    url: record.request_url,
    ...(metadata && { metadata }),
  };
}

/** What the caller told Portkey of the call: an object, its JSON, or a list of names beside one of values. */
function metadataOf(record: JsonObject, decoded: boolean): JsonObject | undefined {
  const held = heldObject(record.metadata, decoded);
  if (held !== undefined) return held;
  const values = listOf(record['metadata.value']);
  const names = listOf(record['metadata.key']).map(nameOf);
  const fields = Object.fromEntries(names.map((name, at) => [name ?? '', values[at]] as const));
  return Object.keys(fields).length > 0 ? fields : objectOf(openBody(record.metadata, decoded));
}
