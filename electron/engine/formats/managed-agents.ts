import { contentParts, resultText } from './chat-parts.ts';
import { type Emit, type Format, type JsonObject, type TurnKind, Unmapped } from './format.ts';
import { isObject, numberOf, objectOf, restOf } from './json-values.ts';

const EVENT = /^(?:agent|user|session|span)\.[a-z_]{1,60}$/;
const TOOL_USE = /^agent\.(?:[a-z]+_)*tool_use$/;
const TOOL_RESULT = /^(?:agent|user)\.(?:[a-z]+_)*tool_result$/;
const METHOD = /^client\.beta\.sessions\./;
const TAKEN: ReadonlySet<string> = new Set([
  ...['id', 'content', 'processed_at', 'input', 'name', 'model_usage', 'system', 'agent'],
]);

/**
 * Sessions of Anthropic's managed agents: events, bare or as a client logs its calls, `[method, payload]` a line, where
 * the payload is the record. Events do not name their session: a file is one. What was sent comes back as an event of the
 * stream and is mapped there.
 */
export const managedAgents: Format = {
  id: 'managed-agents',
  title: 'Sessions of Anthropic managed agents',
  recognise(record) {
    if (typeof record['0'] === 'string') return METHOD.test(record['0']) ? 1 : 0;
    return isEvent(record) || isSession(record) ? 1 : 0;
  },
  records: ['[1]'],
  map(record, emit) {
    if (isSession(record)) mapSession(record, emit);
    else if (isEvent(record)) mapEvent(record, String(record.type), emit);
    else throw new Unmapped('neither a session nor an event of one');
  },
};

const isEvent = ({ type, id }: JsonObject): boolean =>
  typeof type === 'string' && EVENT.test(type) && typeof id === 'string' && id.startsWith('sevt_');

const isSession = ({ id, agent }: JsonObject): boolean =>
  typeof id === 'string' && id.startsWith('sesn_') && isObject(agent);

function mapSession(session: JsonObject, emit: Emit): void {
  const agent = objectOf(session.agent);
  emit.turn({
    kind: 'agent',
    ...inSession,
    external_id: session.id,
    session_id: session.id,
    started_at: session.created_at,
    requested_model: objectOf(agent.model).id ?? agent.model,
    metadata: { ...restOf(session, TAKEN), agent: restOf(agent, TAKEN) },
  });
  if (typeof agent.system === 'string') {
    emit.message('input', 'system', [{ type: 'text', content: agent.system }]);
  }
}

const inSession = {
  capture: 'application',
  conversation: 'session',
  conversation_scope: 'file',
} as const;

function mapEvent(event: JsonObject, type: string, emit: Emit): void {
  if (type === 'agent.message') {
    start(event, 'model', emit);
    emit.message('output', 'assistant', contentParts(event.content));
  } else if (type === 'user.message') {
    start(event, 'request', emit);
    emit.message('input', 'user', contentParts(event.content));
  } else if (TOOL_USE.test(type)) {
    start(event, 'model', emit);
    const { input: content, name, id: tool_call_id } = event;
    emit.message('output', 'assistant', [{ type: 'tool_call', content, name, tool_call_id }]);
  } else if (TOOL_RESULT.test(type)) {
    start(event, 'tool', emit);
    const tool_call_id = event.tool_use_id ?? event.mcp_tool_use_id ?? event.custom_tool_use_id;
    const content = resultText(event.content);
    emit.message('input', 'tool', [{ type: 'tool_result', content, tool_call_id }]);
  } else if (type === 'user.tool_confirmation') {
    start(event, 'human_review', emit);
    emit.verdict({ what: 'tool confirmation', value: event.result, comment: event.deny_message });
  } else if (type === 'span.model_request_end') {
    start(event, 'chain', emit);
  } else throw new Unmapped('an event that says nothing of a conversation');
}

function start(event: JsonObject, kind: TurnKind, emit: Emit): void {
  const usage = objectOf(event.model_usage);
  const cached =
    (numberOf(usage.cache_creation_input_tokens) ?? 0) +
    (numberOf(usage.cache_read_input_tokens) ?? 0);
  const input = numberOf(usage.input_tokens);
  emit.turn({
    kind,
    ...inSession,
    external_id: event.id,
    started_at: event.processed_at,
    prompt_tokens: input === undefined ? undefined : input + cached,
    completion_tokens: usage.output_tokens,
    metadata: restOf(event, TAKEN),
  });
}
