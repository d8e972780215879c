import { mapConversation } from './conversation-list.ts';
import { type Format, type JsonObject, Unmapped } from './format.ts';
import { isList, isObject, listOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { openBody } from './nested-json.ts';

const TAKEN: ReadonlySet<string> = new Set(['history', 'trajectory']);
const MESSAGE_TAKEN: ReadonlySet<string> = new Set([
  ...['role', 'content', 'tool_calls', 'tool_call_ids', 'tool_call_id'],
]);
/** What a step of the trajectory repeats of the history. */
const REPEATED = ['action', 'observation', 'response', 'thought'];

/**
 * Trajectories of SWE-agent (SWE-agent/SWE-agent, docs/usage/trajectories.md): `history` is the list of messages, and
 * `trajectory` tells the same steps again; of those, only what the history does not say is kept, as metadata.
 */
export const sweAgent: Format = {
  id: 'swe-agent',
  title: 'SWE-agent trajectories',
  recognise(record) {
    const messages = objectsOf(record.history);
    if (!messages.some((message) => 'role' in message && 'content' in message)) return 0;
    if (isList(record.trajectory)) return 1;
    return messages.some((message) => 'agent' in message || 'message_type' in message) ? 0.9 : 0;
  },
  map(record, emit) {
    const history = listOf(record.history);
    if (!history.every(isObject) || history.length === 0) {
      throw new Unmapped('no history, or a message in it is not an object');
    }
    const messages = history.filter(isObject);
    const model = modelOf(record.replay_config, emit.decoded);
    const rests = messages.map((message) => restOf(message, MESSAGE_TAKEN) ?? {});
    let beside: JsonObject | undefined = {
      ...restOf(record, TAKEN),
      messages: rests,
      trajectory: stepsBeyond(record.trajectory, messages),
    };
    mapConversation(
      messages.map(withCallId),
      () => {
        const fields = {
          capture: 'application',
          requested_model: model,
          metadata: beside,
        } as const;
        beside = undefined;
        return fields;
      },
      emit,
    );
    const { exit_status: status } = objectOf(record.info);
    if (status !== undefined && status !== null) emit.label({ what: 'exit_status', value: status });
  },
};

/** The configuration is an object, or its JSON in newer trajectories. */
function modelOf(config: unknown, decoded: boolean): unknown {
  const { model } = objectOf(objectOf(openBody(config, decoded)).agent);
  const name = isObject(model) ? (model.name ?? model.model_name) : model;
  return typeof name === 'string' ? name : undefined;
}

/** A result names the calls it answers in a list. */
function withCallId(message: JsonObject): JsonObject {
  const [id] = listOf(message.tool_call_ids);
  return id === undefined || 'tool_call_id' in message ? message : { ...message, tool_call_id: id };
}

function stepsBeyond(
  trajectory: unknown,
  messages: readonly JsonObject[],
): readonly JsonObject[] | undefined {
  if (!isList(trajectory) || trajectory.length === 0) return undefined;
  const said = new Set<unknown>(
    messages.flatMap(({ content, thought, action }) => [content, thought, action]),
  );
  return trajectory.map((step) => {
    if (!isObject(step)) return { step };
    const repeated = new Set(REPEATED.filter((name) => said.has(step[name])));
    return restOf(step, repeated) ?? {};
  });
}
