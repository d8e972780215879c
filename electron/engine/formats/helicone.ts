import { anthropicMessages } from './anthropic-messages.ts';
import { type Format, type JsonObject, Unmapped } from './format.ts';
import { googleGenerateContent } from './google-generate-content.ts';
import { objectOf, restOf } from './json-values.ts';
import { openBody } from './nested-json.ts';
import { openAiChat } from './openai-chat.ts';
import { openAiResponses } from './openai-responses.ts';

const DIALECTS = [anthropicMessages, googleGenerateContent, openAiResponses, openAiChat];
const RENAMED: ReadonlySet<string> = new Set([
  ...['request_id', 'request_created_at', 'response_created_at', 'request_body', 'response_body'],
  ...['response_status', 'delay_ms', 'request_user_id', 'request_path', 'feedback', 'error'],
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
    const exchange = exchangeRecord(record, emit.decoded);
    const marks = DIALECTS.map((format) => format.recognise(exchange));
    const best = Math.max(...marks);
    const dialect = best > 0 ? DIALECTS[marks.indexOf(best)] : undefined;
    if (dialect === undefined) throw new Unmapped('no bodies, or of a provider that is not known');
    dialect.map(exchange, emit);
  },
};

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
    status: record.response_status,
    latency_ms: record.delay_ms,
    user_id: record.request_user_id,
    session_id: properties['Helicone-Session-Id'],
    url: record.request_path,
    feedback: record.feedback,
  };
}
