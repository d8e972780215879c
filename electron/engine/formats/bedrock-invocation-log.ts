import {
  bedrockAnswerFields,
  bedrockRequestFields,
  bedrockRest,
  emitBedrockAnswer,
  emitBedrockRequest,
  isBedrockAnswer,
} from './bedrock-body.ts';
import { assembleBedrockEvents } from './bedrock-events.ts';
import { type Format, type JsonObject, Unmapped } from './format.ts';
import { isList, isObject, objectOf, objectsOf, restOf } from './json-values.ts';
import { openBody } from './nested-json.ts';

const LOG_COLUMNS: ReadonlySet<string> = new Set([
  ...['schemaType', 'timestamp', 'identity', 'requestId', 'modelId', 'input', 'output'],
  ...['errorCode', 'error'],
]);
const SIDE_COLUMNS: ReadonlySet<string> = new Set([
  ...['inputBodyJson', 'outputBodyJson', 'inputTokenCount', 'outputTokenCount'],
  ...['inputContentType', 'outputContentType'],
]);

/**
 * Amazon Bedrock's log of model invocations, as S3 or CloudWatch deliver it ("Monitor model invocation using
 * CloudWatch Logs and Amazon S3" of its user guide). Bodies above 100 KB lie elsewhere in S3: their paths are metadata.
 */
export const bedrockInvocationLog: Format = {
  id: 'bedrock-invocation-log',
  title: 'Amazon Bedrock model invocation log',
  recognise(record) {
    const log = logOf(record, true);
    return log.schemaType === 'ModelInvocationLog' && 'modelId' in log ? 1 : 0;
  },
  map(record, emit) {
    const log = logOf(record, emit.decoded);
    if (log.modelId === undefined) throw new Unmapped('no modelId');
    const input = objectOf(log.input);
    const output = objectOf(log.output);
    const request = objectOf(openBody(input.inputBodyJson, emit.decoded));
    const body = isList(output.outputBodyJson)
      ? assembleBedrockEvents(objectsOf(output.outputBodyJson))
      : objectOf(openBody(output.outputBodyJson, emit.decoded));
    const answered = bedrockAnswerFields(body);
    const error = log.errorCode ?? log.error ?? body.error ?? undefined;
    const elsewhere = output.outputBodyS3Path !== undefined;
    const answers = isBedrockAnswer(body) || (elsewhere && error === undefined);
    const rest = bedrockRest(body);
    emit.turn({
      ...bedrockRequestFields(request),
      ...answered,
      kind: answers ? 'model' : 'request',
      capture: 'wire',
      external_id: log.requestId,
      call_id: log.requestId,
      response_id: body.id,
      started_at: log.timestamp,
      provider: 'bedrock',
      // The log names the model that was invoked; a body names its version in the vendor's own words.
      model: answers ? log.modelId : undefined,
      requested_model: log.modelId,
      prompt_tokens: input.inputTokenCount ?? answered.prompt_tokens,
      completion_tokens: output.outputTokenCount ?? answered.completion_tokens,
      error: messageOf(error),
      user_id: objectOf(log.identity).arn,
      metadata: {
        ...restOf(log, LOG_COLUMNS),
        ...restOf(input, SIDE_COLUMNS),
        ...restOf(output, SIDE_COLUMNS),
        ...(body.id !== undefined && { response_id: body.id }),
        ...(body.model !== undefined && { response_model: body.model }),
        ...(rest && { response: rest }),
      },
    });
    emitBedrockRequest(request, emit);
    emitBedrockAnswer(body, emit);
  },
};

/** An export from CloudWatch holds the log's record as text. */
function logOf(record: JsonObject, decoded: boolean): JsonObject {
  if ('schemaType' in record) return record;
  const message = openBody(record.message ?? record['@message'], decoded);
  return isObject(message) ? message : record;
}

const messageOf = (error: unknown): unknown => (isObject(error) ? (error.message ?? error) : error);
