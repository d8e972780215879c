import { toolParts } from './chat-parts.ts';
import { type Emit, type JsonObject, type TurnFields, Unmapped } from './format.ts';
import { Attachments, emitInspectMessage, messageKey } from './inspect-messages.ts';
import { isObject, listOf, nameOf, numberOf, objectOf, objectsOf, restOf } from './json-values.ts';
import { MessageThreads } from './message-threads.ts';

/** Fields of a sample that become turns and messages; the rest is metadata of its first turn. */
const SAMPLE_TAKEN: ReadonlySet<string> = new Set([
  ...['messages', 'events', 'transcript', 'attachments', 'events_data', 'id', 'epoch'],
]);
const EVENT_TAKEN: ReadonlySet<string> = new Set([
  ...['event', 'timestamp', 'completed', 'model', 'input', 'input_refs', 'tools', 'config'],
  ...['output', 'error', 'uuid'],
]);
const OUTPUT_TAKEN: ReadonlySet<string> = new Set([
  ...['model', 'choices', 'usage', 'time', 'error', 'completion'],
]);
const CONFIG_TAKEN: ReadonlySet<string> = new Set([
  ...['temperature', 'top_p', 'max_tokens', 'seed'],
]);
const USAGE_TAKEN: ReadonlySet<string> = new Set(['input_tokens', 'output_tokens']);

/** More messages than this are not given by references into the pool of one sample. */
const MOST_REFERRED = 1_000_000;

/** One call of a model: what it was given, with references followed, and what it answered. */
interface Call {
  readonly event: JsonObject;
  readonly input: readonly JsonObject[];
  readonly answers: readonly JsonObject[];
}

interface Sample {
  readonly record: JsonObject;
  readonly conversation: string;
  readonly attachments: Attachments;
  readonly messages: readonly JsonObject[];
  readonly calls: readonly Call[];
  /** What else the sample says; said with its first turn. */
  readonly beside: JsonObject;
}

/**
 * A sample is a conversation: each call of a model is a turn, those of graders included. A call repeats what went
 * before; its turn has what is new (see message-threads.ts). Messages of the sample that no call holds come last.
 */
export function mapInspectSample(
  record: JsonObject,
  log: JsonObject | undefined,
  emit: Emit,
): void {
  const sample = openSample(record, log);
  const threads = new MessageThreads();
  const scored = scoredCall(sample);
  for (const [position, call] of sample.calls.entries()) {
    mapCall(sample, call, position === 0, threads, emit);
    if (position === scored) emitScores(record, emit);
  }
  mapRest(sample, threads, emit);
  if (scored < 0) emitScores(record, emit);
}

function openSample(record: JsonObject, log: JsonObject | undefined): Sample {
  const attachments = new Attachments(attachedTexts(record));
  const messages = listOf(record.messages).map((message) => messageOf(message, attachments));
  const events = objectsOf(record.events ?? objectOf(record.transcript).events);
  const pool = listOf(objectOf(record.events_data).messages);
  let referred = 0;
  const calls = events
    .filter(({ event }) => event === 'model')
    .map((event): Call => {
      const given = [...listOf(event.input), ...referredIn(event.input_refs, pool)];
      referred += given.length;
      if (referred > MOST_REFERRED) throw new Unmapped('too many messages are given by reference');
      const choices = objectsOf(objectOf(event.output).choices);
      return {
        event,
        input: given.map((message) => messageOf(message, attachments)),
        answers: choices.map(({ message }) => messageOf(message, attachments)),
      };
    });
  const id = nameOf(record.id);
  const epoch = nameOf(record.epoch);
  if (id === undefined || epoch === undefined) throw new Unmapped('a sample without id or epoch');
  const conversation = `${id}/${epoch}`;
  const beside = besideCalls(record, events, attachments, log);
  return { record, conversation, attachments, messages, calls, beside };
}

/** Older logs keep the texts in the transcript. */
const attachedTexts = (record: JsonObject): JsonObject =>
  objectOf(record.attachments ?? objectOf(record.transcript).content);

function messageOf(value: unknown, attachments: Attachments): JsonObject {
  const message = attachments.resolve(value);
  if (!isObject(message)) throw new Unmapped('a message of the sample is not an object');
  return message;
}

/** Newer logs give the input of a call as ranges of a pool: [[from, to]]. */
function referredIn(references: unknown, pool: readonly unknown[]): readonly unknown[] {
  return listOf(references).flatMap((range) => {
    const [from, to] = listOf(range).map(numberOf);
    if (from === undefined || to === undefined || from < 0 || to > pool.length) {
      throw new Unmapped('a call refers to messages that the sample does not hold');
    }
    return pool.slice(from, to);
  });
}

/** Events that are no calls, and texts that no message used, are kept as they are. */
function besideCalls(
  record: JsonObject,
  events: readonly JsonObject[],
  attachments: Attachments,
  log: JsonObject | undefined,
): JsonObject {
  const others = events.filter(({ event }) => event !== 'model');
  const unused = restOf(attachedTexts(record), attachments.used);
  const calls = listOf(objectOf(record.events_data).calls);
  return {
    sample: { id: record.id, epoch: record.epoch, ...restOf(record, SAMPLE_TAKEN) },
    ...(others.length > 0 && { events: others }),
    ...(unused && { attachments: unused }),
    ...(calls.length > 0 && { calls }),
    ...(log && { log }),
  };
}

function mapCall(
  sample: Sample,
  call: Call,
  first: boolean,
  threads: MessageThreads,
  emit: Emit,
): void {
  const keys = call.input.map(messageKey);
  const known = threads.known(keys);
  emit.turn(callFields(sample, call, first, known));
  for (const message of call.input.slice(known)) emitInspectMessage('input', message, emit);
  for (const [choice, answer] of call.answers.entries()) {
    emitInspectMessage('output', answer, emit, choice);
  }
  const tools = toolParts(sample.attachments.resolve(call.event.tools));
  if (tools) emit.message('tools', 'tool', tools);
  const [answer] = call.answers;
  threads.add(answer === undefined ? keys : [...keys, messageKey(answer)]);
}

function callFields(sample: Sample, call: Call, first: boolean, known: number): TurnFields {
  const { event } = call;
  const output = objectOf(event.output);
  const config = objectOf(event.config);
  const usage = objectOf(output.usage);
  const error = event.error ?? output.error;
  const seconds = numberOf(output.time);
  const rest = restOf(event, EVENT_TAKEN);
  const outputRest = restOf(output, OUTPUT_TAKEN);
  const usageRest = restOf(usage, USAGE_TAKEN);
  return {
    kind: call.answers.length > 0 ? 'model' : 'request',
    capture: 'application',
    conversation: sample.conversation,
    conversation_scope: 'file',
    external_id: event.uuid ?? call.answers[0]?.id,
    started_at: event.timestamp,
    ended_at: event.completed,
    model: call.answers.length > 0 ? output.model : undefined,
    requested_model: event.model,
    temperature: config.temperature,
    top_p: config.top_p,
    max_tokens: config.max_tokens,
    seed: config.seed,
    params: restOf(config, CONFIG_TAKEN),
    prompt_tokens: promptTokens(usage),
    completion_tokens: usage.output_tokens,
    latency_ms: seconds === undefined ? undefined : seconds * 1000,
    finish_reason: objectsOf(output.choices)[0]?.stop_reason,
    error,
    metadata: {
      ...rest,
      ...(outputRest && { output: outputRest }),
      ...(usageRest && { usage: usageRest }),
      ...(known > 0 && { earlier_messages: known }),
      ...(first && sample.beside),
    },
  };
}

/** Tokens that came from a cache are counted apart by some providers; the total tells whether they are. */
function promptTokens(usage: JsonObject): unknown {
  const input = numberOf(usage.input_tokens);
  const output = numberOf(usage.output_tokens) ?? 0;
  const cached =
    (numberOf(usage.input_tokens_cache_read) ?? 0) +
    (numberOf(usage.input_tokens_cache_write) ?? 0);
  if (input === undefined || cached === 0) return usage.input_tokens;
  return input + cached + output === numberOf(usage.total_tokens) ? input + cached : input;
}

/** The call whose answer is the sample's last: that is what was scored. The last call where none is. */
function scoredCall({ messages, calls }: Sample): number {
  const last = messages.findLast(({ role }) => role === 'assistant');
  const key = last && messageKey(last);
  const found = calls.findLastIndex(({ answers }) => answers[0] && messageKey(answers[0]) === key);
  return found < 0 ? calls.length - 1 : found;
}

/** Messages of the sample beyond what the calls hold: all of them where the log has no events. */
function mapRest(sample: Sample, threads: MessageThreads, emit: Emit): void {
  const { messages, calls } = sample;
  const rest = messages.slice(threads.known(messages.map(messageKey)));
  if (rest.length === 0 && calls.length > 0) return;
  let first = calls.length === 0;
  const begin = (kind: 'model' | 'request', answer: JsonObject | undefined): void => {
    emit.turn({
      kind,
      capture: 'application',
      conversation: sample.conversation,
      conversation_scope: 'file',
      external_id: answer?.id,
      model: answer === undefined ? undefined : objectOf(sample.record.output).model,
      error: first ? objectOf(sample.record.error).message : undefined,
      ...(first && { metadata: sample.beside }),
    });
    first = false;
  };
  let asked: JsonObject[] = [];
  for (const message of rest) {
    if (message.role !== 'assistant' || calls.length > 0) {
      asked.push(message);
      continue;
    }
    begin('model', message);
    for (const one of asked) emitInspectMessage('input', one, emit);
    emitInspectMessage('output', message, emit);
    asked = [];
  }
  if (asked.length === 0 && !first) return;
  begin('request', undefined);
  for (const one of asked) emitInspectMessage('input', one, emit);
}

function emitScores({ scores, target }: JsonObject, emit: Emit): void {
  const given = objectOf(scores);
  for (const what of Object.keys(given)) {
    const score = given[what];
    const { value, explanation, answer } = objectOf(score);
    emit.verdict({
      what,
      value: isObject(score) ? value : score,
      comment: explanation ?? answer,
    });
  }
  if (target !== undefined && target !== null && target !== '') {
    emit.label({ what: 'target', value: target });
  }
}
