import { azureRow } from './azure-row.ts';
import { emitContentFilters } from './content-filters.ts';
import { errorOf } from './envelope.ts';
import { type Format, type JsonObject, type TurnFields, Unmapped } from './format.ts';
import { isObject, numberOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { openBody } from './nested-json.ts';
import {
  emitChoices,
  emitRequest,
  requestFields,
  responseFields,
  responseRest,
} from './openai-chat-body.ts';
import { assembleChatStream } from './openai-chat-stream.ts';
import { isEventStream } from './server-sent-events.ts';

const CATEGORIES: ReadonlySet<unknown> = new Set(['RequestResponse', 'GatewayLogs']);
const RESOURCE = /microsoft\.(?:cognitiveservices|apimanagement)/i;
const COLUMNS: ReadonlySet<string> = new Set(['properties', 'correlationId', 'time']);
/** .NET counts time in ticks: more digits than a number holds, so they are taken from the text. */
const TICKS = /"(requestTime|responseTime)"\s*:\s*(\d+)/g;
const DEPLOYMENT = /\/deployments\/([^/?]+)/;

/**
 * Diagnostic logs of Azure OpenAI: gateway logs of API Management, which hold the bodies as text, and RequestResponse
 * logs, which by design hold neither prompt nor answer (Azure Monitor's resource log schema).
 */
export const azureOpenAi: Format = {
  id: 'azure-openai',
  title: 'Azure OpenAI diagnostic and gateway logs',
  recognise(row) {
    const { category, resourceId } = azureRow(row);
    return CATEGORIES.has(category) && typeof resourceId === 'string' && RESOURCE.test(resourceId)
      ? 1
      : 0;
  },
  map(row, emit) {
    const record = azureRow(row);
    if (!CATEGORIES.has(record.category)) throw new Unmapped('another category of log');
    const opened = openBody(record.properties, emit.decoded);
    const properties = objectOf(opened);
    const asked = sideOf(properties, ['backendRequestBody', 'requestBody'], emit.decoded);
    const given = sideOf(properties, ['backendResponseBody', 'responseBody'], emit.decoded);
    const request = asked.body;
    const answer = given.body;
    const status = statusOf(record, properties);
    const error = errorOf({ request, response: answer, status }, {});
    const rest = responseRest(answer);
    const answers = objectsOf(answer.choices).length > 0;
    emit.turn({
      ...requestFields(request),
      ...filled(responseFields(answer)),
      kind: answers || error === undefined ? 'model' : 'request',
      capture: 'wire',
      conversation: record.correlationId,
      external_id: record.correlationId,
      call_id: record.correlationId,
      response_id: answer.id,
      started_at: record.time,
      provider: 'azure',
      model: answer.model ?? versionOf(properties),
      requested_model:
        request.model ??
        properties.modelDeploymentName ??
        deploymentIn(properties.backendUrl ?? properties.url),
      latency_ms: record.durationMs,
      error,
      metadata: {
        ...restOf(record, COLUMNS),
        properties: {
          ...(opened === properties
            ? restOf(properties, new Set([asked.name, given.name]))
            : { text: opened }),
          ...(typeof record.properties === 'string' && ticksIn(record.properties)),
        },
        ...(answer.id !== undefined && { response_id: answer.id }),
        ...(rest && { response: rest }),
      },
    });
    emitRequest(request, emit);
    emitChoices(answer, emit);
    emitContentFilters(answer, emit);
  },
};

interface BodySide {
  /** The property that was opened; an unopened one (cut short at 8 KB) stays in the metadata. */
  readonly name: string;
  readonly body: JsonObject;
}

/** What the model's side of the gateway saw goes before what its client saw. */
function sideOf(properties: JsonObject, names: readonly string[], decoded: boolean): BodySide {
  for (const name of names) {
    const body = properties[name];
    if (isEventStream(body)) return { name, body: assembleChatStream(body, decoded) };
    const opened = openBody(body, decoded);
    if (isObject(opened)) return { name, body: opened };
  }
  return { name: '', body: {} };
}

/** The fields that are there, so that an absent body does not hide what the request says. */
const filled = (fields: Partial<TurnFields>): Partial<TurnFields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));

function statusOf(record: JsonObject, properties: JsonObject): number | undefined {
  const given = properties.backendResponseCode ?? properties.responseCode ?? record.resultSignature;
  return typeof given === 'string' && /^\d{3}$/.test(given) ? Number(given) : numberOf(given);
}

/** OpenAI's own spelling of a dated version: `gpt-35-turbo` of version `0301` is `gpt-35-turbo-0301`. */
function versionOf({ modelName, modelVersion }: JsonObject): unknown {
  const dated = typeof modelName === 'string' && typeof modelVersion === 'string';
  return dated && modelVersion !== '' ? `${modelName}-${modelVersion}` : modelName;
}

const deploymentIn = (url: unknown): string | undefined =>
  typeof url === 'string' ? DEPLOYMENT.exec(url)?.[1] : undefined;

const ticksIn = (text: string): JsonObject =>
  Object.fromEntries<unknown>(
    [...text.matchAll(TICKS)].map(([, name, digits]) => [name ?? '', digits] as const),
  );
