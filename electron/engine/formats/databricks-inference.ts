import { mapExchange } from './exchange-dialects.ts';
import { type Format, type JsonObject, Unmapped } from './format.ts';
import { isList, isObject, listOf, objectOf, restOf } from './json-values.ts';
import { openNested } from './nested-json.ts';
import { filledText, heldObject, noNumbers, numeric } from './run-fields.ts';
import { emitStep } from './traced-step.ts';

const RENAMED: ReadonlySet<string> = new Set([
  ...['databricks_request_id', 'request', 'response', 'request_time', 'timestamp_ms', 'timestamp'],
  ...['status_code', 'execution_duration_ms', 'execution_time_ms', 'requester', 'date'],
  'request_date',
]);

/** Rows of the inference tables that Databricks keeps for endpoints and for its AI Gateway (its documentation). */
export const databricksInference: Format = {
  id: 'databricks-inference',
  title: 'Databricks inference tables',
  recognise: (record) => (isRow(record) ? 1 : 0),
  map(record, emit) {
    if (!isRow(record)) throw new Unmapped('no row of an inference table');
    const exchange = exchangeRecord(record, emit.decoded);
    if (mapExchange(exchange, emit)) return;
    const { request, response } = exchange;
    const input = promptIn(request);
    if (input === undefined)
      throw new Unmapped('a call of a model that takes neither messages nor a prompt');
    const {
      id,
      timestamp,
      latency_ms,
      user_id,
      status,
      request: _,
      response: __,
      ...rest
    } = exchange;
    const failed = typeof status === 'number' && status >= 400;
    if (!failed && filledText(response ?? undefined) !== undefined && !holdsText(response)) {
      throw new Unmapped('a call of a model that answers with no text');
    }
    emitStep(
      {
        kind: 'model',
        name: undefined,
        inputs: input,
        outputs: failed ? undefined : response,
        settings: objectOf(request),
      },
      {
        capture: 'wire',
        external_id: id,
        started_at: timestamp,
        latency_ms: numeric(latency_ms),
        user_id,
        error: failed ? `HTTP ${status}` : undefined,
        metadata: rest,
      },
      emit,
    );
  },
};

const isRow = (record: JsonObject): boolean =>
  'databricks_request_id' in record && ('request' in record || 'response' in record);

const MEASURED = ['status_code', 'execution_duration_ms', 'execution_time_ms'];

/** The row under the names that captures use. */
function exchangeRecord(record: JsonObject, decoded: boolean): JsonObject {
  const noted = heldObject(record.request_metadata, decoded);
  return {
    ...restOf(record, RENAMED),
    id: record.databricks_request_id,
    timestamp:
      filledText(record.request_time) ??
      filledText(record.timestamp_ms) ??
      filledText(record.timestamp),
    request: openNested(record.request, decoded),
    response: openNested(record.response, decoded),
    status: numeric(record.status_code),
    latency_ms: numeric(record.execution_duration_ms) ?? numeric(record.execution_time_ms),
    user_id: filledText(record.requester),
    ...noNumbers(record, MEASURED),
    ...(noted && { request_metadata: noted }),
  };
}

/** What an answer says of itself beside what it answers. */
const ABOUT: ReadonlySet<string> = new Set(['id', 'object', 'model', 'usage']);
/** Deeper than this, no text is looked for. */
const DEEPEST = 100;

/** Whether an answer holds words: embeddings and classical models give numbers. */
function holdsText(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value !== '';
  if (depth > DEEPEST) return false;
  if (isList(value)) return value.some((one) => holdsText(one, depth + 1));
  return Object.entries(objectOf(value)).some(
    ([name, held]) => !ABOUT.has(name) && holdsText(held, depth + 1),
  );
}

/** What agents and models of MLflow take beside chats: `input`, `prompt`, `inputs`, or rows of which there is one. */
function promptIn(request: unknown): unknown {
  const { input, prompt, inputs, dataframe_records: rows } = objectOf(request);
  const [only, ...others] = listOf(rows);
  const given = input ?? prompt ?? inputs ?? (others.length === 0 ? only : undefined);
  return typeof given === 'string' || isObject(given) || isList(given) ? given : undefined;
}
