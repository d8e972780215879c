import { awsEvents, isHexStream } from './aws-event-stream.ts';
import {
  bedrockAnswerFields,
  bedrockRequestFields,
  bedrockRest,
  emitBedrockAnswer,
  emitBedrockRequest,
  isBedrockAnswer,
} from './bedrock-body.ts';
import { assembleBedrockEvents } from './bedrock-events.ts';
import { type Emit, type Format, type JsonObject, Unmapped } from './format.ts';
import { isList, numberOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { openBody } from './nested-json.ts';

const CALL = /\/model\/([^/]+)\/(?:invoke|invoke-with-response-stream|converse|converse-stream)$/;
const COLUMNS: ReadonlySet<string> = new Set(['body', 'response', 'path']);

/**
 * Calls of Amazon Bedrock's runtime as HTTP recorders keep them (nock: {scope, method, path, body, status, response}).
 * The model stands in the path; a stream is the binary AWS event stream as hexadecimal text.
 */
export const bedrockHttp: Format = {
  id: 'bedrock-http',
  title: 'Amazon Bedrock calls, HTTP recordings',
  recognise: (record) => (modelOf(record) !== undefined && 'response' in record ? 1 : 0),
  map(record, emit) {
    mapBedrockCall(record, undefined, emit);
  },
};

/** Maps a call that a recorder keeps under these names; some tell when it began. */
export function mapBedrockCall(record: JsonObject, startedAt: unknown, emit: Emit): void {
  const model = modelOf(record);
  if (model === undefined) throw new Unmapped('not a call of a model');
  const request = objectOf(openBody(record.body, emit.decoded));
  const { body, fault } = responseBody(record.response, emit.decoded);
  const status = numberOf(record.status);
  const refused = status !== undefined && status >= 400;
  const failure = body.error ?? (refused ? (body.message ?? `HTTP ${status}`) : undefined);
  const isAnswer = isBedrockAnswer(body);
  const answers = isAnswer || (failure === undefined && status !== undefined);
  const rest = bedrockRest(body);
  const beside = restOf(record, COLUMNS);
  emit.turn({
    ...bedrockRequestFields(request),
    ...bedrockAnswerFields(body),
    kind: answers ? 'model' : 'request',
    capture: 'wire',
    provider: 'bedrock',
    started_at: startedAt,
    model: answers ? model : undefined,
    requested_model: model,
    error: objectOf(failure).message ?? failure,
    metadata: {
      ...beside,
      path: record.path,
      ...(body.model !== undefined && { response_model: body.model }),
      ...(rest && { response: rest }),
    },
  });
  if (fault !== null) emit.note(fault);
  emitBedrockRequest(request, emit);
  emitBedrockAnswer(body, emit);
}

/** The body, and what is wrong with a stream of which not all could be read. */
function responseBody(
  response: unknown,
  decoded: boolean,
): { body: JsonObject; fault: string | null } {
  if (isList(response)) return { body: assembleBedrockEvents(objectsOf(response)), fault: null };
  if (!isHexStream(response)) return { body: objectOf(openBody(response, decoded)), fault: null };
  const { events, fault } = awsEvents(response, decoded);
  return { body: assembleBedrockEvents(events), fault };
}

function modelOf({ path }: JsonObject): string | undefined {
  if (typeof path !== 'string') return undefined;
  const [, model] = CALL.exec(path) ?? [];
  if (model === undefined) return undefined;
  try {
    return decodeURIComponent(model);
  } catch {
    return model;
  }
}
