import { bedrockHttp, mapBedrockCall } from './bedrock-http.ts';
import { mapExchange } from './exchange-dialects.ts';
import { type Format, type JsonObject, Unmapped } from './format.ts';
import { isList, isObject, objectOf } from './json-values.ts';

const EVENT_STREAM = 'application/vnd.amazon.eventstream';

/**
 * Calls that a browser, a proxy or a test recorded: HTTP Archives (HAR 1.2, "entries") and nock's recordings. Bodies are
 * the providers' own and are mapped as such; an entry that is no call of a model is refused. Headers may hold
 * credentials and are left to the record.
 */
export const httpRecording: Format = {
  id: 'http-recording',
  title: 'HTTP recordings: HAR archives, nock',
  recognise(record) {
    if (isList(objectOf(record.log).entries)) return 1;
    return isEntry(record) || isNock(record) ? 1 : 0;
  },
  records: ['log.entries[*]'],
  map(record, emit) {
    const call = callOf(record, emit.decoded);
    const { method, url, request, response, status, started_at: startedAt } = call;
    const bedrock = { method, url, path: pathOf(url), body: request, status, response };
    if (bedrockHttp.recognise(bedrock) > 0) {
      mapBedrockCall(bedrock, startedAt, emit);
      return;
    }
    if (!mapExchange(call, emit)) throw new Unmapped('not a call of a model that is known');
  },
};

const isEntry = (record: JsonObject): boolean =>
  typeof record.startedDateTime === 'string' &&
  typeof objectOf(record.request).url === 'string' &&
  isObject(record.response);

const isNock = (record: JsonObject): boolean =>
  typeof record.scope === 'string' && typeof record.path === 'string' && 'response' in record;

/** The record under the names that captures use. */
function callOf(record: JsonObject, decoded: boolean): JsonObject {
  if (isEntry(record)) return entryCall(record, decoded);
  if (!isNock(record)) throw new Unmapped('no recorded call');
  return {
    method: record.method,
    url: `${String(record.scope)}${String(record.path)}`,
    request: record.body,
    response: record.response,
    status: record.status,
  };
}

function entryCall(entry: JsonObject, decoded: boolean): JsonObject {
  const request = objectOf(entry.request);
  const response = objectOf(entry.response);
  return {
    method: request.method,
    url: request.url,
    started_at: entry.startedDateTime,
    latency_ms: entry.time,
    request: textOf(objectOf(request.postData), decoded),
    response: textOf(objectOf(response.content), decoded),
    // A call that never got an answer has the status 0.
    ...(response.status !== 0 && { status: response.status }),
    ...(typeof response._error === 'string' && { error: response._error }),
  };
}

/** A body as text; bytes that are no text (Amazon's binary event stream) as hexadecimal digits. */
function textOf({ text, encoding, mimeType }: JsonObject, decoded: boolean): unknown {
  if (typeof text !== 'string' || encoding !== 'base64') return text;
  const bytes = Buffer.from(text, 'base64');
  if (mimeType === EVENT_STREAM) return bytes.toString('hex');
  return bytes.toString(decoded ? 'utf8' : 'latin1');
}

const pathOf = (url: unknown): string | undefined =>
  typeof url === 'string' ? /^[^:/?#]+:\/\/[^/?#]*([^?#]*)/.exec(url)?.[1] : undefined;
