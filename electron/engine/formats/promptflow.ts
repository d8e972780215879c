import { type Emit, type Format, type JsonObject, type TurnKind, Unmapped } from './format.ts';
import { isObject, listOf, nameOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { errorSaid, filledText, millisecondsOf, numeric } from './run-fields.ts';
import { emitStep, sessionIn, userIn } from './traced-step.ts';

const KINDS: Readonly<Record<string, TurnKind>> = {
  LLM: 'model',
  Tool: 'tool',
  Retrieval: 'retrieval',
  Agent: 'agent',
};

const RUN_TAKEN: ReadonlySet<string> = new Set([
  ...['run_id', 'inputs', 'output', 'error', 'start_time', 'end_time', 'api_calls', 'result'],
]);
const RECORD_TAKEN: ReadonlySet<string> = new Set(['run_info', 'start_time', 'end_time', 'status']);
const CALL_TAKEN: ReadonlySet<string> = new Set([
  ...['inputs', 'output', 'error', 'start_time', 'end_time', 'children', 'id', 'parent_id'],
]);

/** Deeper calls within calls are left in the metadata of the call that holds them. */
const DEEPEST = 50;

/** Lines of runs that prompt flow keeps, of a whole flow or of one node of it, each with the calls that it made. */
export const promptflow: Format = {
  id: 'promptflow',
  title: 'Prompt flow runs',
  recognise: (record) => (isRun(record) ? 1 : 0),
  map(record, emit) {
    if (!isRun(record)) throw new Unmapped('no line of a run of prompt flow');
    mapRun(record, emit);
  },
};

const isRun = ({ run_info: run }: JsonObject): boolean =>
  isObject(run) &&
  typeof run.run_id === 'string' &&
  'inputs' in run &&
  ('flow_id' in run || 'flow_run_id' in run || 'root_run_id' in run);

/** One line of a run, to which all of its calls belong. */
interface Line {
  readonly trace: string;
  readonly session: string | undefined;
  readonly user: string | undefined;
}

function mapRun(record: JsonObject, emit: Emit): void {
  const run = objectOf(record.run_info);
  const inputs = objectOf(run.inputs);
  // A node's line tells calls that the line of its flow tells too, under the name of that.
  const isNode = (run.node ?? undefined) !== undefined;
  const own = nameOf(run.run_id) ?? '';
  const trace = (isNode ? nameOf(run.parent_run_id) : undefined) ?? own;
  const line = { trace, session: sessionIn(inputs), user: userIn(inputs) };
  const calls = objectsOf(run.api_calls);
  const [first] = calls;
  emitStep(
    { kind: 'chain', name: run.node ?? 'flow', inputs: run.inputs, outputs: run.output },
    {
      ...ofLine(line),
      external_id: run.run_id,
      span_id: `${trace}/${own}`,
      parent_span_id: trace === own ? undefined : `${trace}/${trace}`,
      started_at: filledText(run.start_time),
      ended_at: filledText(run.end_time),
      latency_ms: millisecondsOf(objectOf(run.system_metrics).duration),
      error: errorSaid(run.error),
      metadata: { ...restOf(record, RECORD_TAKEN), run_info: restOf(run, RUN_TAKEN) },
    },
    emit,
  );
  // The flow is a call that holds the others; what it was given and gave stands in the run.
  const made = calls.length === 1 && first?.type === 'Flow' ? objectsOf(first.children) : calls;
  for (const call of made) mapCall(call, own, line, 0, emit);
}

const ofLine = ({ session, user }: Line) => ({
  capture: 'application' as const,
  conversation: session,
  session_id: session,
  user_id: user,
});

/** A call, then those that it made. */
function mapCall(call: JsonObject, parent: string, line: Line, depth: number, emit: Emit): void {
  const type = nameOf(call.type) ?? '';
  const kind = Object.hasOwn(KINDS, type) ? (KINDS[type] ?? 'chain') : 'chain';
  const id = nameOf(call.id) ?? '';
  const [from, to] = [numeric(call.start_time), numeric(call.end_time)];
  const rest = restOf(call, CALL_TAKEN);
  const children = objectsOf(listOf(call.children));
  const isDeep = depth >= DEEPEST && children.length > 0;
  emitStep(
    { kind, name: call.node_name ?? call.name, inputs: call.inputs, outputs: call.output },
    {
      ...ofLine(line),
      external_id: filledText(call.id),
      span_id: id === '' ? undefined : `${line.trace}/${id}`,
      parent_span_id: `${line.trace}/${parent}`,
      started_at: call.start_time,
      ended_at: call.end_time,
      latency_ms: from === undefined || to === undefined ? undefined : millisecondsOf(to - from),
      error: errorSaid(call.error),
      metadata: { ...rest, ...(isDeep && { children }) },
    },
    emit,
  );
  if (isDeep) return;
  for (const child of children) mapCall(child, id === '' ? parent : id, line, depth + 1, emit);
}
