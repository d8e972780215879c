import { contentParts, resultText, toolParts } from './chat-parts.ts';
import { type Emit, type Format, type JsonObject, type PartFields, Unmapped } from './format.ts';
import { isList, isObject, listOf, objectOf, objectsOf, restOf } from './json-values.ts';

const TAKEN: ReadonlySet<string> = new Set(['steps', 'subagent_trajectories', 'session_id']);
const STEP_TAKEN: ReadonlySet<string> = new Set([
  ...['timestamp', 'source', 'message', 'model_name', 'reasoning_content', 'tool_calls'],
  ...['observation', 'metrics'],
]);
const METRICS_TAKEN: ReadonlySet<string> = new Set(['prompt_tokens', 'completion_tokens']);
const RESULT_TAKEN: ReadonlySet<string> = new Set(['source_call_id', 'content']);
/** Trajectories within trajectories go no deeper. */
const DEEPEST = 20;

/**
 * Agent trajectories in the interchange format of Harbor (harbor-framework/harbor, RFC 0001, ATIF-v1.x). Each step of the
 * agent is a turn; what its tools returned is given to the next. A step that called no model is a step of the agent.
 * Trajectories of subagents are conversations of their own.
 */
export const atif: Format = {
  id: 'atif',
  title: 'Agent trajectories (ATIF)',
  recognise: (record) =>
    typeof record.schema_version === 'string' &&
    record.schema_version.startsWith('ATIF') &&
    isList(record.steps)
      ? 1
      : 0,
  map(record, emit) {
    mapTrajectory(record, undefined, 0, emit);
  },
};

function mapTrajectory(
  record: JsonObject,
  parent: string | undefined,
  depth: number,
  emit: Emit,
): void {
  const steps = listOf(record.steps);
  if (steps.length === 0 || !steps.every(isObject)) {
    throw new Unmapped('a trajectory without steps, or with one that is not an object');
  }
  if (depth > DEEPEST) throw new Unmapped('subagents within subagents without end');
  const conversation = conversationOf(record, parent);
  let beside = restOf(record, TAKEN);
  let given: JsonObject[] = [];
  for (const step of steps.filter(isObject)) {
    if (step.source !== 'agent') {
      given.push(step);
      continue;
    }
    mapTurn(record, conversation, given, step, beside, emit);
    // What its tools returned is the first that the agent is given next.
    given = objectsOf(objectOf(step.observation).results).length > 0 ? [observed(step)] : [];
    beside = undefined;
  }
  if (given.length > 0) mapTurn(record, conversation, given, undefined, beside, emit);
  for (const [position, inner] of listOf(record.subagent_trajectories).entries()) {
    if (!isObject(inner)) throw new Unmapped('the trajectory of a subagent is not an object');
    mapTrajectory(inner, `${conversation ?? 'trajectory'}/${position}`, depth + 1, emit);
  }
}

function conversationOf(record: JsonObject, parent: string | undefined): string | undefined {
  const id = record.session_id ?? record.trajectory_id;
  if (typeof id !== 'string') return parent;
  return parent === undefined || 'session_id' in record ? id : `${parent}/${id}`;
}

/** What the tools of a step returned, as a step of its own that is no message. */
const observed = (step: JsonObject): JsonObject => ({ observation: step.observation });

function mapTurn(
  record: JsonObject,
  conversation: string | undefined,
  given: readonly JsonObject[],
  step: JsonObject | undefined,
  beside: JsonObject | undefined,
  emit: Emit,
): void {
  const agent = objectOf(record.agent);
  const metrics = objectOf(step?.metrics);
  const metricsRest = restOf(metrics, METRICS_TAKEN);
  const steps = [...given.filter(({ source }) => source !== undefined), ...(step ? [step] : [])];
  const last = step ?? given.at(-1);
  emit.turn({
    kind: kindOf(step),
    capture: 'application',
    conversation,
    external_id: step?.step_id,
    started_at: last?.timestamp,
    model: step === undefined ? undefined : (step.model_name ?? agent.model_name),
    requested_model: agent.model_name,
    prompt_tokens: metrics.prompt_tokens,
    completion_tokens: metrics.completion_tokens,
    session_id: record.session_id,
    metadata: {
      ...(beside && { trajectory: beside }),
      steps: steps.map((one) => restOf(one, STEP_TAKEN) ?? {}),
      ...(metricsRest && { metrics: metricsRest }),
    },
  });
  for (const one of given) emitGiven(one, emit);
  if (step) emit.message('output', 'assistant', answerParts(step));
  const tools = beside && toolParts(agent.tool_definitions);
  if (tools) emit.message('tools', 'tool', tools);
}

function kindOf(step: JsonObject | undefined): 'model' | 'agent' | 'request' {
  if (step === undefined) return 'request';
  return step.llm_call_count === 0 ? 'agent' : 'model';
}

function emitGiven(step: JsonObject, emit: Emit): void {
  if (step.source !== undefined) {
    emit.message('input', step.source, filled(contentParts(step.message)));
  }
  for (const result of objectsOf(objectOf(step.observation).results)) {
    emit.message('input', 'tool', [resultPart(result)]);
  }
}

/** A result that names a subagent or carries more keeps it. */
function resultPart(result: JsonObject): PartFields {
  const rest = restOf(result, RESULT_TAKEN);
  const content = resultText(result.content);
  return {
    type: 'tool_result',
    content: rest ? { content: result.content, ...rest } : content,
    tool_call_id: result.source_call_id,
  };
}

function answerParts(step: JsonObject): PartFields[] {
  const calls = objectsOf(step.tool_calls).map(
    (call): PartFields => ({
      type: 'tool_call',
      content: call.arguments ?? null,
      name: call.function_name,
      tool_call_id: call.tool_call_id,
    }),
  );
  const thought = step.reasoning_content;
  return filled([
    ...(typeof thought === 'string' ? [{ type: 'thinking', content: thought } as const] : []),
    ...(step.message === '' && calls.length > 0 ? [] : contentParts(step.message)),
    ...calls,
  ]);
}

const filled = (parts: PartFields[]): PartFields[] =>
  parts.length > 0 ? parts : [{ type: 'text', content: null }];
