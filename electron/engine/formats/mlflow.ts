import { type Emit, type Format, type JsonObject, Unmapped, type Within } from './format.ts';
import { isList, isObject, nameOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { emitAssessments, noAssessments } from './mlflow-assessment.ts';
import { dataRest, mapMlflowSpan, traceName } from './mlflow-span.ts';
import { filledText, heldObject, noNumbers, numeric } from './run-fields.ts';
import { emitStep } from './traced-step.ts';

const SPANS = 'data.spans[*]';
const TRACES = 'traces[*].data.spans[*]';

/** Traces of MLflow as it writes them to JSON (`Trace.to_json`, `traces.json` of an artifact), versions 2 and 3. */
export const mlflow: Format = {
  id: 'mlflow',
  title: 'MLflow traces',
  records: [SPANS, TRACES],
  recognise: (record) =>
    isTrace(record) ||
    (objectsOf(record.traces).length > 0 && objectsOf(record.traces).every(isTrace))
      ? 1
      : 0,
  map(record, emit, within) {
    if (within !== undefined) {
      const trace = traceOf(within);
      const info = objectOf(trace.info);
      if (within.at.at(-1) === 0) emitAssessments(info, traceName(info, record), emit);
      const around = { info, data: objectOf(trace.data) };
      mapMlflowSpan(record, around, within.at.at(-1) === 0, emit);
    } else if (isTrace(record)) mapAlone(record, emit);
    else throw new Unmapped('no trace of MLflow');
  },
};

/** What encloses a span: the document, the trace where it holds several, and its data. */
const traceOf = ({ around, path }: Within): JsonObject =>
  objectOf(path === SPANS ? around[0] : around.at(-2));

/** What MLflow alone says of a trace. */
const ABOUT = ['trace_metadata', 'request_metadata', 'trace_location'];

const isTrace = ({ info, data }: JsonObject): boolean =>
  isObject(info) &&
  nameOf(info.trace_id ?? info.request_id) !== undefined &&
  (isList(objectOf(data).spans) || ABOUT.some((name) => name in info));

const TAKEN: ReadonlySet<string> = new Set([
  ...['request_time', 'timestamp_ms', 'execution_duration_ms', 'execution_time_ms', 'state'],
  ...['status', 'assessments', 'request_preview', 'response_preview'],
]);

const LASTED = ['execution_duration_ms', 'execution_time_ms'];

/** A trace that was exported without its spans: a step that says what the whole was given and gave. */
function mapAlone({ info: held, data }: JsonObject, emit: Emit): void {
  const info = objectOf(held);
  const { request, response } = objectOf(data);
  const trace = traceName(info, {});
  const noted = heldObject(info.trace_metadata ?? info.request_metadata, emit.decoded) ?? {};
  const session = filledText(noted['mlflow.trace.session']);
  emitAssessments(info, trace, emit);
  emitStep(
    {
      kind: 'chain',
      name: undefined,
      inputs: request ?? info.request_preview,
      outputs: response ?? info.response_preview,
    },
    {
      capture: 'application',
      conversation: session ?? trace,
      session_id: session,
      external_id: trace,
      span_id: trace === undefined ? undefined : `${trace}/${trace}`,
      started_at: info.request_time ?? info.timestamp_ms,
      latency_ms: numeric(info.execution_duration_ms) ?? numeric(info.execution_time_ms),
      user_id: filledText(noted['mlflow.trace.user']),
      error: (info.state ?? info.status) === 'ERROR' ? 'ERROR' : undefined,
      metadata: {
        ...restOf(info, TAKEN),
        ...noNumbers(info, LASTED),
        ...noAssessments(info),
        ...dataRest(objectOf(data)),
      },
    },
    emit,
  );
}
