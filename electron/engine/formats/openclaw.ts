import { contentPart, resultText } from './chat-parts.ts';
import {
  type Emit,
  type Format,
  type JsonObject,
  type PartFields,
  type TurnFields,
  type TurnKind,
  Unmapped,
} from './format.ts';
import { isList, isObject, listOf, numberOf, objectOf, restOf } from './json-values.ts';

const EVENT =
  /^(?:message\.(?:in|out|sending|sent)|agent\.(?:start|end)|tool\.(?:start|end)|llm\.\w+)$/;
const TAKEN: ReadonlySet<string> = new Set(['sessionKey', 'ts', 'durationMs', 'messages', 'error']);
const ANSWER_TAKEN: ReadonlySet<string> = new Set([
  ...['role', 'content', 'provider', 'model', 'usage', 'timestamp', 'stopReason', 'errorMessage'],
]);
const RESULT_TAKEN: ReadonlySet<string> = new Set([
  ...['role', 'content', 'toolCallId', 'toolName', 'timestamp'],
]);
const USAGE_TAKEN: ReadonlySet<string> = new Set(['input', 'output', 'cacheRead', 'cacheWrite']);

/**
 * Telemetry of OpenClaw agents (openclaw/openclaw, plugins that log its hooks), an event a line. The end of a run holds
 * its whole transcript: its answers are turns. What came in over a channel is a request; what was sent out, the start of
 * a run and its tools are steps, so that they are there where a run never ended.
 */
export const openClaw: Format = {
  id: 'openclaw',
  title: 'OpenClaw telemetry',
  recognise: (record) => (isEvent(record) ? 1 : 0),
  map(record, emit) {
    if (!isEvent(record)) throw new Unmapped('no event of an agent');
    if (record.type === 'message.sending') {
      throw new Unmapped('a message that is being sent; it stands again once it was');
    }
    if (record.type === 'agent.end' && listOf(record.messages).length > 0) mapRun(record, emit);
    else mapStep(record, emit);
  },
};

const isEvent = ({ type, seq, ts, sessionKey }: JsonObject): boolean =>
  typeof type === 'string' &&
  EVENT.test(type) &&
  (sessionKey !== undefined || (seq !== undefined && ts !== undefined));

const fieldsOf = (record: JsonObject): TurnFields => ({
  capture: 'application',
  conversation: record.sessionKey,
  started_at: record.ts,
  session_id: record.sessionKey,
});

function mapStep(record: JsonObject, emit: Emit): void {
  const { type, content, prompt, params, toolName } = record;
  const kinds: Readonly<Record<string, TurnKind>> = {
    'message.in': 'request',
    'agent.start': 'agent',
    'agent.end': 'agent',
    'tool.start': 'tool',
    'tool.end': 'tool',
  };
  const kind =
    (typeof type === 'string' && Object.hasOwn(kinds, type) ? kinds[type] : null) ?? 'chain';
  emit.turn({
    ...fieldsOf(record),
    kind,
    latency_ms: record.durationMs,
    error: record.error,
    metadata: {
      ...restOf(record, TAKEN),
      ...(isList(record.messages) && { messages: record.messages }),
    },
  });
  if (type === 'message.in') emit.message('input', 'user', [partOf(content)]);
  if (type === 'message.out' || type === 'message.sent') {
    emit.message('output', 'assistant', [partOf(content)]);
  }
  if (type === 'agent.start') emit.message('input', 'user', [partOf(prompt)]);
  if (type === 'tool.start') {
    const part = { type: 'tool_call', content: params ?? null, name: toolName } as const;
    emit.message('input', 'assistant', [part]);
  }
}

const partOf = (content: unknown): PartFields => ({
  type: typeof content === 'string' ? 'text' : 'json',
  content: content ?? null,
});

/** Each answer of the run is a turn; what the run says of itself is said with the first. */
function mapRun(record: JsonObject, emit: Emit): void {
  const messages = listOf(record.messages);
  if (!messages.every(isObject)) throw new Unmapped('a message of the run is not an object');
  let beside: JsonObject | undefined = {
    run: { ...restOf(record, TAKEN), durationMs: record.durationMs, ended_at: record.ts },
  };
  let given: JsonObject[] = [];
  const turn = (answer: JsonObject | undefined): void => {
    const last = answer ?? given.at(-1);
    emit.turn({
      ...fieldsOf(record),
      ...(answer ? answerFields(answer) : { kind: 'request' }),
      started_at: last?.timestamp ?? record.ts,
      metadata: { ...beside, ...restsOf(given), ...(answer && restOf(answer, ANSWER_TAKEN)) },
    });
    for (const message of given) emitGiven(message, emit);
    if (answer) emit.message('output', 'assistant', partsOf(answer.content));
    given = [];
    beside = undefined;
  };
  for (const message of messages.filter(isObject)) {
    if (message.role === 'assistant') turn(message);
    else given.push(message);
  }
  if (given.length > 0) turn(undefined);
}

function answerFields(answer: JsonObject): Partial<TurnFields> {
  const usage = objectOf(answer.usage);
  const rest = restOf(usage, USAGE_TAKEN);
  const read = [usage.input, usage.cacheRead, usage.cacheWrite].map(numberOf);
  return {
    provider: answer.provider,
    model: answer.model,
    prompt_tokens: read.some((count) => count !== undefined)
      ? read.reduce((sum: number, count) => sum + (count ?? 0), 0)
      : undefined,
    completion_tokens: usage.output,
    finish_reason: answer.stopReason,
    error: answer.errorMessage,
    params: rest && { usage: rest },
  };
}

/** What tools returned beyond their text, by the ids of the calls. */
function restsOf(given: readonly JsonObject[]): JsonObject {
  const results = given.filter(({ role }) => role === 'toolResult');
  const rests = results.map((result) => ({
    toolCallId: result.toolCallId,
    ...restOf(result, RESULT_TAKEN),
  }));
  return rests.length > 0 ? { results: rests } : {};
}

function emitGiven(message: JsonObject, emit: Emit): void {
  if (message.role !== 'toolResult') {
    emit.message('input', message.role, partsOf(message.content));
    return;
  }
  const { toolName, toolCallId, isError, content } = message;
  emit.message('input', 'tool', [
    {
      type: 'tool_result',
      content: isError === true ? { is_error: true, content } : resultText(content),
      name: toolName,
      tool_call_id: toolCallId,
    },
  ]);
}

function partsOf(content: unknown): PartFields[] {
  const parts = isList(content) ? content.map(blockPart) : [partOf(content)];
  return parts.length > 0 ? parts : [{ type: 'text', content: null }];
}

function blockPart(block: unknown): PartFields {
  if (!isObject(block) || block.type !== 'toolCall') return contentPart(block);
  const { id, name, arguments: given } = block;
  return { type: 'tool_call', content: given ?? null, name, tool_call_id: id };
}
